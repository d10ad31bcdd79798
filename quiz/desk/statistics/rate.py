"""How much one does a day of late, to say when there will be enough to draw."""

from math import ceil

import msgspec

from quiz.desk.statistics.source import StatisticsSource
from quiz.store.daily.tallies import Counts

_DAYS = 28


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """What is done a day, on average over the last four weeks."""

    answers: float = 0.0
    """Answers."""
    returns: float = 0.0
    """Answers that count for true retention."""


def rate(source: StatisticsSource) -> Rate:
    """Return how much is done a day of late."""
    days = source.tallies.by_day(source.scopes, source.today - _DAYS + 1)
    total = sum(days.values(), Counts())
    span = source.today - min(days, default=source.today) + 1
    return Rate(answers=total.answers / span, returns=(total.young + total.mature) / span)


def days_until(have: int, need: int, a_day: float) -> int | None:
    """Return in how many days there is enough at some rate; None where that cannot be said."""
    if have >= need:
        return 0
    return ceil((need - have) / a_day) if a_day > 0 else None
