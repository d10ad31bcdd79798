"""What a learner hands in. Each class serves every kind that is answered in that way.

Indices always point into the item as the author wrote it, never into what was shown, so that
the order of options changes nothing.
"""

import msgspec

from quiz.items.rating import Rating

LONGEST_ANSWER = 1_000
"""Characters of what is typed for one answer, or for one part of several."""
LONGEST_TEXT = 10_000
"""Characters of an essay, and of all parts of an answer together."""


class Picked(msgspec.Struct, frozen=True, tag="picked"):
    """Options picked: one for a choice, any number for several, 0 true and 1 false."""

    indices: tuple[int, ...] = ()
    """Of the options as they are laid out, from 0."""


class Typed(msgspec.Struct, frozen=True, tag="typed"):
    """One typed line: text, number, date, computed."""

    text: str = ""
    """As it was typed."""


class TypedParts(msgspec.Struct, frozen=True, tag="parts"):
    """Several typed texts: the entries of a list, or the gaps of a cloze in their order."""

    texts: tuple[str, ...] = ()
    """One for each gap or entry, as they were typed; empty for none."""


class Placed(msgspec.Struct, frozen=True, tag="placed"):
    """For each left side of a match, or each entry of groups, where it was put.

    `-1` is not placed.
    """

    targets: tuple[int, ...] = ()
    """For each entry as it is laid out, the index of its group or partner; -1 for none."""


class Ordered(msgspec.Struct, frozen=True, tag="ordered"):
    """The entries of an order as they were arranged; empty if never touched."""

    indices: tuple[int, ...] = ()
    """Of the entries as they are laid out, in the learner's order."""


class SelfGraded(msgspec.Struct, frozen=True, tag="graded"):
    """The learner's own rating of a card or an essay without rubric."""

    rating: Rating | None = None
    """The learner's own rating; None before it."""
    text: str = ""
    """What was written, for an essay."""


class Ticked(msgspec.Struct, frozen=True, tag="ticked"):
    """The rubric points that an essay met."""

    indices: tuple[int, ...] = ()
    """Of the criteria that the learner ticked, from 0."""
    text: str = ""
    """What was written."""


Response = Picked | Typed | TypedParts | Placed | Ordered | SelfGraded | Ticked


def encode_response(response: Response) -> str:
    """Return a response as JSON text for the record."""
    return msgspec.json.encode(response).decode()


def decode_response(text: str) -> Response:
    """Return the response that `encode_response` wrote.

    Raises:
        msgspec.DecodeError: The text is not one.
    """
    response: Response = msgspec.json.decode(text, type=Response)
    return response
