"""What marking a response gives."""

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from quiz.items.rating import Rating

if TYPE_CHECKING:
    from quiz.items import Item

_EPSILON = 1e-6  # Moodle's bounds of "wrong" and "right" (question/engine/states.php)


class Verdict(StrEnum):
    """An outcome in one word."""

    RIGHT = "right"
    """All points."""
    PARTLY = "partly"
    """Some points."""
    WRONG = "wrong"
    """No points."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a response beside what was right for it."""

    label: str = ""
    """What the part is about: a left side, an entry, a gap's number; empty for a whole answer."""
    given: str = ""
    """What the learner gave, as text; empty if nothing."""
    right: str = ""
    """What is right there; empty if nothing is."""
    is_right: bool = False
    """Whether this part is right."""
    note: str = ""
    """Feedback of the author or the reason of the marking."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """A marked response."""

    credit: float
    """From 0 to 1."""
    is_empty: bool = False
    """Nothing was answered."""
    parts: tuple[Part, ...] = ()
    """Of a response with several; empty for one."""
    solution: tuple[str, ...] = ()
    """What is right, a line an element."""
    notes: tuple[str, ...] = ()
    """Feedback of picked options and reasons, in words."""
    self_rating: Rating | None = None
    """The learner's own rating, where the kind is self-graded."""

    @property
    def verdict(self) -> Verdict:
        """Right, partly or wrong, with Moodle's bounds."""
        if self.credit > 1 - _EPSILON:
            return Verdict.RIGHT
        return Verdict.WRONG if self.credit < _EPSILON else Verdict.PARTLY


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What marking needs to know of the bank around an item."""

    language: str = "en"
    """BCP 47: how numbers and dates are read, which words are articles."""
    known: tuple[tuple[str, ...], ...] = ()
    """Answers that the bank knows, each with its spellings: another of them is no typo."""
    spellings: tuple[tuple[str, ...], ...] = ()
    """Spellings that are one in every question of the bank, a group an answer."""


class Prompt(msgspec.Struct, frozen=True, kw_only=True):
    """An item laid out for one showing."""

    item: "Item"
    """The item as shown: letters filled in, a reversed card turned round."""
    order: tuple[int, ...] = ()
    """What is shown at each place, as an index into the item's options, rights or entries."""
    gap_orders: tuple[tuple[int, ...], ...] = ()
    """The same for the pick-list of each gap; empty for a typed gap."""


def limited(credit: float, partial: bool) -> float:
    """Return credit clamped to [0, 1], and all or nothing where `partial` is off."""
    credit = min(1.0, max(0.0, credit))
    return credit if partial or credit > 1 - _EPSILON else 0.0
