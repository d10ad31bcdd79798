"""How long cards take a learner: by the seconds and the repeats that the last answers show."""

from collections.abc import Iterable
from math import ceil

import msgspec

LONGEST_ANSWER_MS = 60_000
"""An answer counts at most a minute.

Source: Anki, which caps answer times alike: nobody thinks through the night.
"""
USUAL_ANSWER_S = 15.0
"""Guess of the seconds an answer takes, until the learner's own are known."""
_USUAL_NEW = 2.5
"""Answers that a new card takes on its first day.

By the usual first ratings (a quarter again, half good) and the steps of 1 and 10 minutes.
"""
_USUAL_DUE = 1.2
"""Answers that a due card takes on its day: one in ten is forgotten and relearned."""
_PRIOR_CARDS = 5
"""Cards of the learner's own that count as much as the usual numbers of answers."""
_PRIOR_ANSWERS = 5
"""Answers of the learner's own that count as much as the usual seconds."""


class TimedAnswer(msgspec.Struct, frozen=True):
    """One of the last answers."""

    bank: str
    """Id of the bank."""
    card: str
    """Name of the card within the bank."""
    day: int
    """Study day, as an ordinal."""
    elapsed_ms: int
    """As it was measured."""
    is_first: bool
    """Whether the card was new."""
    in_review: bool
    """Whether it was given in a review, which asks a card until it is learned."""


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds that a card takes on a day, with all its repeats."""

    due_s: float
    """A card that is due."""
    learning_s: float
    """A card on its learning steps."""
    new_s: float
    """A new card."""

    def seconds(self, *, due: int = 0, learning: int = 0, new: int = 0) -> float:
        """Return how long so many cards take."""
        return due * self.due_s + learning * self.learning_s + new * self.new_s


def counted_ms(elapsed_ms: int) -> int:
    """Return the time of an answer as it counts: at most a minute, and never less than nothing."""
    return min(max(0, elapsed_ms), LONGEST_ANSWER_MS)


def whole_minutes(minutes: float) -> int:
    """Return minutes as they are shown: begun ones count."""
    return ceil(minutes - 1e-9)


def pace_of(answers: Iterable[TimedAnswer], today: int) -> Pace:
    """Return the pace that the last answers show.

    Args:
        answers: The last ones, in any order.
        today: Study day, as an ordinal. A card begun today may not be done, so that today's
            answers count for their seconds alone.
    """
    spent_ms = count = 0
    repeats: dict[tuple[int, str, str], int] = {}
    first: set[tuple[int, str, str]] = set()
    for answer in answers:
        spent_ms += counted_ms(answer.elapsed_ms)
        count += 1
        key = (answer.day, answer.bank, answer.card)
        if answer.in_review and answer.day < today:
            repeats[key] = repeats.get(key, 0) + 1
            if answer.is_first:
                first.add(key)
    # One quick answer says little of those to come.
    answer_s = (spent_ms / 1000 + _PRIOR_ANSWERS * USUAL_ANSWER_S) / (count + _PRIOR_ANSWERS)
    new = _answers_a_card([n for key, n in repeats.items() if key in first], _USUAL_NEW)
    due = _answers_a_card([n for key, n in repeats.items() if key not in first], _USUAL_DUE)
    return Pace(due_s=answer_s * due, learning_s=answer_s * max(1.0, new - 1), new_s=answer_s * new)


def _answers_a_card(counts: list[int], usual: float) -> float:
    return (sum(counts) + _PRIOR_CARDS * usual) / (len(counts) + _PRIOR_CARDS)
