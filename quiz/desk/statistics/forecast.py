"""What comes back in the next 30 days, and how the cards stand that will."""

from collections.abc import Sequence
from datetime import date

import msgspec

from quiz.desk.search.query import quoted
from quiz.desk.statistics.scope import Scope
from quiz.desk.statistics.source import StatisticsSource

FORECAST_DAYS = 30
STABILITY_BOUNDS = (1.0, 3.0, 7.0, 14.0, 30.0, 90.0, 180.0, 365.0)
"""Upper bounds, in days, of the groups of stability; the last group has none."""
_DIFFICULTIES = tuple(float(bound) for bound in range(2, 10))


class DueDay(msgspec.Struct, frozen=True, kw_only=True):
    """What comes back on a day."""

    date: date
    """The study day; today has what is overdue too."""
    cards: int
    """Cards that are due."""
    minutes: float
    """How long they take with their repeats, by the learner's own pace."""


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """A group of cards."""

    low: float
    """From here on."""
    high: float | None
    """Up to here; None for the last group."""
    cards: int
    """How many cards."""


class ComingCards(msgspec.Struct, frozen=True, kw_only=True):
    """What comes back, if no new card is begun; and what memory says of the cards."""

    days: tuple[DueDay, ...]
    """The next 30 days, today first."""
    stability: tuple[Bin, ...]
    """Cards by the days until their recall falls to 90 %."""
    difficulty: tuple[Bin, ...]
    """Cards by difficulty, 1 to 10."""


def forecast(source: StatisticsSource) -> ComingCards:
    """Return what comes back in the next 30 days."""
    record, choice = source.record, source.choice
    pace = record.pace(source.today)
    due = record.due_counts(choice, source.today, FORECAST_DAYS)
    return ComingCards(
        days=tuple(
            DueDay(
                date=date.fromordinal(source.today + ahead),
                cards=cards,
                minutes=pace.seconds(due=cards) / 60,
            )
            for ahead, cards in enumerate(due)
        ),
        stability=_bins(source, "stability", 0.0, STABILITY_BOUNDS, None),
        difficulty=_bins(source, "difficulty", 1.0, _DIFFICULTIES, 10.0),
    )


def day_search(scope: Scope, ahead: int) -> str:
    """Return the search that finds the cards of a day of the forecast.

    Args:
        scope: Of the statistics.
        ahead: Days from today; today has what is overdue too.
    """
    words = [f"bank:{quoted(bank)}" for bank in scope.banks]
    words += [f"tag:{quoted(tag)}" for tag in scope.tags]
    return " ".join([*words, f"due={ahead}" if ahead else "due<=0"])


def _bins(
    source: StatisticsSource, column: str, low: float, bounds: Sequence[float], high: float | None
) -> tuple[Bin, ...]:
    counts = source.record.counts_between(source.choice, column, bounds)
    return tuple(
        Bin(low=first, high=last, cards=count)
        for first, last, count in zip((low, *bounds), (*bounds, high), counts, strict=True)
    )
