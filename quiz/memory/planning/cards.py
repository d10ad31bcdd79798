"""What a plan needs to know of cards, and what their study costs."""

from collections.abc import Sequence
from math import inf

import msgspec

from quiz.errors import QuizError
from quiz.translation import _

FIRST_RATINGS = (0.24, 0.094, 0.495, 0.171)
"""Chances of again, hard, good and easy at the first sight of a card."""
_PRIOR_FIRSTS = 20
"""First ratings of a learner's own that count as much as `FIRST_RATINGS`."""


class Costs(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds that cards take; each above 0."""

    right_s: float = 8.0
    """A review that is right."""
    wrong_s: float = 20.0
    """A review that is wrong, with its relearning on the same day."""
    new_s: float = 30.0
    """A new card, with its learning on the same day."""

    def __post_init__(self) -> None:
        for seconds in (self.right_s, self.wrong_s, self.new_s):
            if not 0 < seconds < inf:  # NaN too
                words = _("the time per card must be more than 0 s, not {seconds}")
                raise QuizError(words.format(seconds=seconds))


class PlanCard(msgspec.Struct, frozen=True, kw_only=True):
    """A card of an exam."""

    bank: str
    """Id of its bank."""
    card: str
    """Name of the card within the bank."""
    order: int
    """Place of the card in the order of the banks, which parts cards of equal worth."""
    stability: float | None = None
    """Days, above 0; None for a new card."""
    difficulty: float | None = None
    """1 to 10; None for a new card."""
    last_day: int | None = None
    """Study day of the last review, as a number; None for a new card."""
    weight: float = 1.0
    """Marks for the card in the exam, relative to others; at least 0."""
    topics: tuple[str, ...] = ()
    """Names of its topics."""

    @property
    def key(self) -> tuple[str, str]:
        """What names the card among all banks."""
        return (self.bank, self.card)

    @property
    def is_new(self) -> bool:
        """Whether the card was never reviewed."""
        return self.stability is None or self.difficulty is None or self.last_day is None


def first_rating_chances(counts: Sequence[int]) -> tuple[float, float, float, float]:
    """Return the chances of again, hard, good and easy at the first sight of a card.

    Args:
        counts: How often the learner gave each of the four, which are weighed against twenty
            ratings shared out as in `FIRST_RATINGS`.
    """
    total = sum(counts) + _PRIOR_FIRSTS
    again, hard, good, easy = (
        (count + _PRIOR_FIRSTS * chance) / total
        for count, chance in zip(counts, FIRST_RATINGS, strict=True)
    )
    return again, hard, good, easy
