"""True retention: how much was still known when it came back, young and mature."""

from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from quiz.desk.statistics.source import StatisticsSource
from quiz.store.daily.tallies import Counts


class RetentionLine(msgspec.Struct, frozen=True, kw_only=True):
    """True retention of a span of days, as Anki defines it.

    Of the cards that had an interval of a day or more, each one's first answer of a day counts; a
    card is mature from an interval of 21 days on.
    """

    first: date
    """The first study day of the span."""
    young: float | None
    """Share of the young cards that were recalled, 0 to 1; None where none came back."""
    young_answers: int
    """How many young ones came back."""
    mature: float | None
    """Share of the mature cards that were recalled, 0 to 1; None where none came back."""
    mature_answers: int
    """How many mature ones came back."""
    total: float | None
    """Share of both, 0 to 1."""
    again: int
    """All answers of the span that were rated Again."""
    hard: int
    """Rated Hard."""
    good: int
    """Rated Good."""
    easy: int
    """Rated Easy."""

    @property
    def answers(self) -> int:
        """How many cards came back."""
        return self.young_answers + self.mature_answers


class Retention(msgspec.Struct, frozen=True, kw_only=True):
    """True retention of a scope."""

    goal: float
    """Desired retention, 0 to 1."""
    weeks: tuple[RetentionLine, ...]
    """The weeks with answers, in order; each begins on a Monday."""
    months: tuple[RetentionLine, ...]
    """The months with answers, in order."""
    period: RetentionLine
    """Of the whole period."""


def retention(source: StatisticsSource) -> Retention:
    """Return true retention by week and month."""
    days = source.tallies.by_day(source.scopes, source.first_day)
    total = sum(days.values(), Counts())
    first = source.first_day or min(days, default=source.today)
    return Retention(
        goal=source.retention,
        weeks=_spans(days, lambda day: day - timedelta(days=day.weekday())),
        months=_spans(days, lambda day: day.replace(day=1)),
        period=retention_line(date.fromordinal(first), total),
    )


def retention_line(first: date, counts: Counts) -> RetentionLine:
    """Return true retention of the answers of a span."""
    right, answers = counts.young_right + counts.mature_right, counts.young + counts.mature
    return RetentionLine(
        first=first,
        young=_share(counts.young_right, counts.young),
        young_answers=counts.young,
        mature=_share(counts.mature_right, counts.mature),
        mature_answers=counts.mature,
        total=_share(right, answers),
        again=counts.again,
        hard=counts.hard,
        good=counts.good,
        easy=counts.easy,
    )


def _spans(days: dict[int, Counts], first_of: Callable[[date], date]) -> tuple[RetentionLine, ...]:
    spans: dict[date, Counts] = {}
    for day, counts in days.items():
        first = first_of(date.fromordinal(day))
        spans[first] = spans.get(first, Counts()) + counts
    return tuple(retention_line(first, counts) for first, counts in spans.items())


def _share(part: int, of: int) -> float | None:
    return part / of if of else None
