"""How much was done: by day, for a calendar of the year, and how the cards grew."""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from quiz.desk.statistics.source import StatisticsSource
from quiz.desk.today.known import shares_known
from quiz.store.daily.tallies import Counts

CALENDAR_DAYS = 371
"""A year, begun with a whole week."""


class DayLine(msgspec.Struct, frozen=True, kw_only=True):
    """What was done on a study day."""

    date: date
    """The study day."""
    answers: int
    """Answers, practice and what was skipped included."""
    minutes: float
    """Time taken, an answer counting at most a minute."""
    right: float | None
    """Share that was right, 0 to 1, what was partly right in part."""


class GrowthPoint(msgspec.Struct, frozen=True, kw_only=True):
    """How many cards were how far at the end of a study day."""

    date: date
    """The study day."""
    begun: int
    """Cards that were ever answered."""
    young: int
    """Cards with an interval of 1 to 20 days, as Anki counts them."""
    mature: int
    """Cards with an interval of 21 days or more."""


class Bests(msgspec.Struct, frozen=True, kw_only=True):
    """The learner's bests in the scope, of all time."""

    most_answers: int
    """Answers on the busiest study day."""
    most_minutes: float
    """Minutes on the longest one."""
    studied: float
    """Share of the days since the first answer that have one, 0 to 1."""


class KnownCards(msgspec.Struct, frozen=True, kw_only=True):
    """How much is known now."""

    known: float
    """Cards that would be recalled now: the sum of their chances."""
    cards: int
    """Cards of the scope's banks; of some topics, those that were answered."""


class Activity(msgspec.Struct, frozen=True, kw_only=True):
    """How much was done."""

    answers: int
    """Answers of the period."""
    minutes: float
    """Time that they took."""
    right: float | None
    """Share that was right, 0 to 1, what was partly right in part; None before the first."""
    studied_days: int
    """Study days with an answer."""
    by_day: tuple[DayLine, ...]
    """The days of the period with answers, in order."""
    calendar: tuple[DayLine, ...]
    """The days of the last year with answers, in order, whatever the period."""
    growth: tuple[GrowthPoint, ...]
    """How the cards grew: the days of the period with a change, the first and today."""
    bests: Bests | None
    """None before the first answer."""


def overview(source: StatisticsSource) -> Activity:
    """Return how much was done."""
    all_days = source.tallies.by_day(source.scopes)
    in_period = {day: counts for day, counts in all_days.items() if day >= source.first_day}
    total = sum(in_period.values(), Counts())
    first = source.today - CALENDAR_DAYS
    return Activity(
        answers=total.answers,
        minutes=total.minutes,
        right=total.right,
        studied_days=len(in_period),
        by_day=_lines(in_period.items()),
        calendar=_lines((day, counts) for day, counts in all_days.items() if day > first),
        growth=_growth(source, all_days),
        bests=_bests(all_days, source.today),
    )


def _lines(days: Iterable[tuple[int, Counts]]) -> tuple[DayLine, ...]:
    return tuple(
        DayLine(
            date=date.fromordinal(day),
            answers=counts.answers,
            minutes=counts.minutes,
            right=counts.right,
        )
        for day, counts in days
    )


def _growth(source: StatisticsSource, days: Mapping[int, Counts]) -> tuple[GrowthPoint, ...]:
    found: dict[int, GrowthPoint] = {}
    begun = young = mature = 0
    first = source.first_day or min(days, default=source.today)

    def put(day: int) -> None:
        found[day] = GrowthPoint(
            date=date.fromordinal(day), begun=begun, young=young, mature=mature
        )

    if days:
        put(first)
    for day, counts in days.items():
        begun += counts.begun
        young += counts.young_change
        mature += counts.mature_change
        if counts.begun or counts.young_change or counts.mature_change or day <= first:
            put(max(day, first))
    if days:
        put(max(source.today, *days))
    return tuple(found.values())


def _bests(days: Mapping[int, Counts], today: int) -> Bests | None:
    if not days:
        return None
    return Bests(
        most_answers=max(counts.answers for counts in days.values()),
        most_minutes=max(counts.minutes for counts in days.values()),
        studied=len(days) / max(1, max(today, *days) - min(days) + 1),
    )


def known_now(source: StatisticsSource) -> KnownCards:
    """Return how many cards would be recalled now: for many cards it takes longest of all."""
    chosen = source.chosen_cards
    if chosen is None:
        cards = {bank: source.cards[bank] for bank in source.banks}
        shares = shares_known(source.record, source.recall, cards, source.today, source.now)
        known = sum(share * cards[bank] for bank, share in shares.items() if bank in cards)
        return KnownCards(known=known, cards=sum(cards.values()))
    known = 0.0
    here = [card for card in chosen if card.partition("/")[0] in source.banks]
    for bank in {card.partition("/")[0] for card in here}:
        for card, state in source.record.states(bank).items():
            if f"{bank}/{card}" in chosen:
                known += source.recall.known(state, source.today, source.now)
    return KnownCards(known=known, cards=len(here))
