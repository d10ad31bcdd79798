"""What a search asks for, as a tree.

Every leaf knows where it is written, so that an error can be shown at its place.
"""

from enum import StrEnum

import msgspec


class State(StrEnum):
    """What `is:` can ask of a card."""

    DUE = "due"
    """To be asked today: review cards of today or before, and cards on their learning steps."""
    NEW = "new"
    """Never answered."""
    LEARNING = "learning"
    """On the steps of its first day, or of the day on which it was forgotten."""
    REVIEW = "review"
    """Comes back after days."""
    SUSPENDED = "suspended"
    """Hidden until it is unsuspended."""
    BURIED = "buried"
    """Hidden until tomorrow."""
    LEECH = "leech"
    """Forgotten as often as the setting `leech_threshold` says, or more."""
    MISTAKE = "mistake"
    """Its last answer was wrong or partly right, within two weeks."""
    ORPHAN = "orphan"
    """Answered once, and in no bank any more."""


class CardMeasure(StrEnum):
    """What of a card can be compared with a number."""

    RIGHT = "right"
    """Mean credit of its answers, 0 to 1."""
    STABILITY = "s"
    """Days until recall falls to 90 %."""
    RECALL = "r"
    """Chance of recalling it now, 0 to 1."""
    DIFFICULTY = "difficulty"
    """1 to 10."""
    LAPSES = "lapses"
    """Times it was known and then forgotten."""
    ANSWERS = "answers"
    """Times it was answered on schedule."""
    DUE = "due"
    """Days from today until it is due; below 0 when overdue."""


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """One condition."""

    start: int = 0
    """Index of its first character in the search."""
    end: int = 0
    """Index after its last one."""


class HasWords(Leaf, frozen=True, kw_only=True):
    """A word or phrase that is anywhere in the card's text."""

    parts: tuple[str, ...]
    """Folded; between each two anything may stand."""


class Tagged(Leaf, frozen=True, kw_only=True):
    """A topic."""

    pattern: str
    """As written; `*` stands for anything, `none` for no topic at all."""


class InBank(Leaf, frozen=True, kw_only=True):
    """A bank, by its id or title."""

    pattern: str
    """As written; `*` stands for anything."""


class OfKind(Leaf, frozen=True, kw_only=True):
    """A kind of question."""

    kind: str
    """As in `KINDS`."""


class InState(Leaf, frozen=True, kw_only=True):
    """Where the card stands."""

    state: State
    """The state."""


class Between(Leaf, frozen=True, kw_only=True):
    """A measure between two numbers; a card that has none (a new one, for most) is never found."""

    measure: CardMeasure
    """What is compared."""
    low: float = float("-inf")
    """The least value."""
    high: float = float("inf")
    """The greatest value."""
    has_low: bool = True
    """Whether the least value itself is found."""
    has_high: bool = True
    """Whether the greatest value itself is found."""


class AnsweredLately(Leaf, frozen=True, kw_only=True):
    """Answered lately."""

    days: int
    """Within so many study days; 1 is today."""
    rating: int | None = None
    """1 (Again) to 4 (Easy); None for any."""


class IntroducedLately(Leaf, frozen=True, kw_only=True):
    """Answered for the first time lately."""

    days: int
    """Within so many study days; 1 is today."""


class Not(msgspec.Struct, frozen=True):
    """The opposite."""

    node: "Node"
    """Of what."""


class AllOf(msgspec.Struct, frozen=True):
    """Everything at once; without nodes, every card."""

    nodes: "tuple[Node, ...]"
    """The conditions."""


class AnyOf(msgspec.Struct, frozen=True):
    """One at least."""

    nodes: "tuple[Node, ...]"
    """The conditions."""


Condition = (
    HasWords | Tagged | InBank | OfKind | InState | Between | AnsweredLately | IntroducedLately
)
"""A leaf of the tree."""
Node = Condition | Not | AllOf | AnyOf
"""A search, or a part of one."""


def leaves(node: Node) -> list[Condition]:
    """Return the conditions of a search, from left to right."""
    match node:
        case Not(inner):
            return leaves(inner)
        case AllOf(nodes) | AnyOf(nodes):
            return [leaf for each in nodes for leaf in leaves(each)]
        case leaf:
            return [leaf]
