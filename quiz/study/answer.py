"""An answer within a sitting, and what it is worth."""

import msgspec

from quiz.items import Verdict
from quiz.study.request import CardRef

HINT_SHARE = 1 / 3
"""Each hint shown costs this share of the points."""
SCORE_PER_POINT = 10
_RIGHT = 1 - 1e-6


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One question of a sitting as it was answered, or left."""

    place: int
    """From 0, in the order of asking."""
    ref: CardRef
    """The card."""
    review: str
    """Uid of the record's row."""
    credit: float
    """0 to 1, as marked."""
    points: float
    """Credit times what the question is worth, less a third for each hint."""
    points_of: float
    """What the question is worth."""
    elapsed_ms: int
    """Time taken, in milliseconds."""
    hints: int = 0
    """Hints taken."""
    is_skipped: bool = False
    """Whether it was left without an answer."""
    tags: tuple[str, ...] = ()
    """Topics of the question."""
    kind: str = ""
    """Of the question."""
    response: str = ""
    """JSON, as `quiz.items.encode_response` writes it."""

    @property
    def verdict(self) -> Verdict:
        """Right, partly or wrong; right is right however many hints were shown."""
        if self.credit >= _RIGHT:
            return Verdict.RIGHT
        return Verdict.PARTLY if self.credit > 1e-6 else Verdict.WRONG

    @property
    def is_mistake(self) -> bool:
        """Whether it is worth another try."""
        return self.credit < _RIGHT


def points_after_hints(credit: float, worth: float, hints: int) -> float:
    """Return the points for a credit (0 to 1), a third taken off for each hint, never below 0."""
    return credit * worth * max(0.0, 1.0 - hints * HINT_SHARE)


def multiplier(streak: int) -> int:
    """Return what a right answer counts after `streak` right answers in a row: 1, 2 or 3 times."""
    return 1 + min(2, streak // 3)


_PERFECT_LENGTH = 10
"""Fewer answers without a mistake are luck as well."""


def is_perfect(answered: int, right: int) -> bool:
    """Return whether a quiz of so many answers, of which so many were fully right, is perfect."""
    return answered >= _PERFECT_LENGTH and right == answered
