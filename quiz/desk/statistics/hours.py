"""When one studies, and how well: by the hours of the clock."""

import msgspec

from quiz.desk.statistics.source import StatisticsSource
from quiz.store.daily.tallies import Counts

ENOUGH_ANSWERS = 10
"""Answers from which on the share of an hour says something."""
_LEAST_DIFFERENCE = 0.05


class Hour(msgspec.Struct, frozen=True, kw_only=True):
    """What was done in an hour of the clock."""

    hour: int
    """From 0 to 23; 7 is from 7:00 to 7:59."""
    answers: int
    """All answers."""
    minutes: float
    """Time that they took."""
    right: float | None
    """Share that was right, 0 to 1; None where there are fewer than 10 answers."""


def hours(source: StatisticsSource) -> tuple[Hour, ...]:
    """Return the 24 hours of the clock."""
    found = source.tallies.by_hour(source.scopes, source.first_day)
    return tuple(_hour(hour, found.get(hour, Counts())) for hour in range(24))


def best_and_worst(found: tuple[Hour, ...]) -> tuple[Hour, Hour] | None:
    """Return the hours with the greatest and the least share right; None if they hardly differ."""
    told = [(hour.right, hour) for hour in found if hour.right is not None]
    if len(told) < 2:
        return None
    best = max(told, key=lambda pair: pair[0])
    worst = min(told, key=lambda pair: pair[0])
    return (best[1], worst[1]) if best[0] - worst[0] >= _LEAST_DIFFERENCE else None


def _hour(hour: int, counts: Counts) -> Hour:
    return Hour(
        hour=hour,
        answers=counts.answers,
        minutes=counts.minutes,
        right=counts.right if counts.answers >= ENOUGH_ANSWERS else None,
    )
