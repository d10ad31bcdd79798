"""How much was known over time: the sum of the chances of recall, at some days of the period."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from itertools import tee

import msgspec

from quiz.desk.statistics.source import StatisticsSource
from quiz.memory.seen import AnswerSeen, SeenCard, seen_before

MOST_DAYS = 60
"""Days at which it is worked out: as many as a plot of a window shows."""
_FEW_DAYS = 20
_LONG_LOG = 200_000
"""Answers from which fewer days are enough for half a minute's work."""


class KnownPoint(msgspec.Struct, frozen=True, kw_only=True):
    """How much was known at the end of a study day."""

    date: date
    """The study day."""
    known: float
    """Cards that would have been recalled: the sum of their chances."""


def known_over_time(source: StatisticsSource) -> tuple[KnownPoint, ...]:
    """Return how much was known, by what the memory model and the log say now.

    A card whose last rating was Again is not known, however fresh it is in the mind; of today the
    end is not waited for. Nothing before the first answer.
    """
    log = source.record.scheduling_log()
    chosen, banks = source.chosen_cards, source.banks
    answers = [
        answer
        for answer in log
        if str(answer.card).partition("/")[0] in banks and (chosen is None or answer.card in chosen)
    ]
    if not answers:
        return ()
    first = max(source.first_day, min(answer.day for answer in answers))
    days = _days(first, source.today, _FEW_DAYS if len(answers) > _LONG_LOG else MOST_DAYS)
    totals = [0.0] * len(days)
    moments = [datetime.combine(date.fromordinal(day), time(12), UTC) for day in days]
    last: dict[str, tuple[int, int]] = {}

    def add(card: SeenCard, since: int, until: int) -> None:
        """Add a card's chances at the days from one on and before another."""
        for at in range(bisect_left(days, since), len(days)):
            if days[at] >= until:
                return
            seen = msgspec.structs.replace(card, gap=days[at] - since)
            totals[at] += source.recall.chance(seen, moments[at])

    def with_ends() -> Iterator[AnswerSeen]:
        """Yield the answers, then one tomorrow that is never given: how each card stands now."""
        yield from answers
        for card in list(last):
            yield AnswerSeen(card, 3, source.today + 1)

    asked, model = tee(with_ends())
    steps = zip(asked, seen_before(source.recall.model, model), strict=True)
    for (name, rating, day, _at, _ms), before in steps:
        card = str(name)
        since, last_rating = last.get(card, (day, 1))
        if before is not None and last_rating > 1:
            add(before, since, day)
        last[card] = (max(day, since), rating)
    return tuple(
        KnownPoint(date=date.fromordinal(day), known=total)
        for day, total in zip(days, totals, strict=True)
    )


def _days(first: int, today: int, most: int) -> list[int]:
    """Return days from the first one to today, evenly apart."""
    span = max(0, today - first)
    count = min(most, span + 1)
    if count <= 1:
        return [today]
    return sorted({first + round(at * span / (count - 1)) for at in range(count)})
