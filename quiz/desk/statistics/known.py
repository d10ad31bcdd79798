"""How much was known over time: the sum of the chances of recall, at some days of the period."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from itertools import tee

import msgspec

from quiz.desk.statistics.overview import KnownCards
from quiz.desk.statistics.source import StatisticsSource
from quiz.memory.calibration import Calibrator
from quiz.memory.seen import AnswerSeen, SeenCard, seen_before

MOST_DAYS = 60
"""Days at which it is worked out: as many as a plot of a window shows."""
_FEW_DAYS = 20
_LONG_LOG = 200_000
"""Answers from which fewer days are enough for half a minute's work."""
_TELL_AFTER = 8192


class KnownPoint(msgspec.Struct, frozen=True, kw_only=True):
    """How much was known at the end of a study day."""

    date: date
    """The study day."""
    known: float
    """Cards that would have been recalled: the sum of their chances."""


def known_over_time(source: StatisticsSource, now: KnownCards) -> tuple[KnownPoint, ...]:
    """Return how much was known, by the memory model of now and what the log had taught by then.

    A card whose last rating was Again is not known, however fresh it is in the mind; of today the
    end is not waited for. Nothing before the first answer.

    The days are the same whenever one asks, and what was worked out of whole banks is kept with
    the tallies until answers of that day or an earlier one come or go.

    Args:
        source: Whose scope and period.
        now: What is known now in that scope.
    """
    begun = min(source.tallies.by_day(source.scopes), default=None)
    if begun is None or begun > source.today:
        return ()
    first = max(source.first_day, begun)
    most = _FEW_DAYS if source.record.size() > _LONG_LOG else MOST_DAYS
    days = _days(first, source.today, most)
    sums = _of_cards(source, days) if source.chosen_cards is not None else _of_banks(source, days)
    found = [
        KnownPoint(
            date=date.fromordinal(day),
            known=sum(known for bank, known in sums[day].items() if bank in source.banks),
        )
        for day in days
    ]
    return (*found, KnownPoint(date=date.fromordinal(source.today), known=now.known))


def _of_banks(source: StatisticsSource, days: Sequence[int]) -> Mapping[int, Mapping[str, float]]:
    """Return how much was known of each bank at the end of each day; `days` are all past."""
    kept = source.tallies.known(days)
    missing = [day for day in days if day not in kept]
    if not missing:
        return kept
    worked = _worked_out(source, missing, source.record.scheduling_log())
    source.tallies.put_known(worked)
    return kept | worked


def _of_cards(source: StatisticsSource, days: Sequence[int]) -> Mapping[int, Mapping[str, float]]:
    """Return how much was known of the chosen cards, by bank, at the end of each day."""
    chosen = source.chosen_cards or frozenset()
    log = [answer for answer in source.record.scheduling_log() if answer.card in chosen]
    return _worked_out(source, days, log)


def _worked_out(
    source: StatisticsSource, days: Sequence[int], log: Sequence[AnswerSeen]
) -> dict[int, dict[str, float]]:
    model = source.recall.model
    calibrators = [Calibrator(model, state) for state in source.tallies.calibrators_after(days)]
    at_s = [datetime.combine(date.fromordinal(day), time(12), UTC).timestamp() for day in days]
    totals: list[defaultdict[str, float]] = [defaultdict(float, {"": 0.0}) for _day in days]
    last: dict[str, tuple[int, int]] = {}
    last_day = days[-1] if days else 0

    def add(name: str, card: SeenCard, since: int, until: int) -> None:
        """Add a card's chances at the days from one on and before another."""
        bank = name.partition("/")[0]
        for at in range(bisect_left(days, since), len(days)):
            if days[at] >= until:
                return
            # At its end a day gives way to the next one: what was seen on it counts as a day ago.
            seen = msgspec.structs.replace(card, gap=max(1, days[at] - since))
            totals[at][bank] += calibrators[at].chance(seen, at_s[at], steady=True)

    def with_ends() -> Iterator[AnswerSeen]:
        """Yield the answers, then one that is never given after the last day, to each card."""
        for number, answer in enumerate(log):
            if not number % _TELL_AFTER:
                source.tell(number / len(log))
            if answer.day <= last_day:
                yield answer
        for card in list(last):
            yield AnswerSeen(card, 3, last_day + 1)

    asked, model_side = tee(with_ends())
    for answer, before in zip(asked, seen_before(model, model_side), strict=True):
        card = str(answer.card)
        since, last_rating = last.get(card, (answer.day, 1))
        if before is not None and last_rating > 1:
            add(card, before, since, answer.day)
        last[card] = (max(answer.day, since), answer.rating)
    return {day: dict(total) for day, total in zip(days, totals, strict=True)}


def _days(first: int, today: int, most: int) -> list[int]:
    """Return past days from one on, evenly apart: the same ones today and tomorrow."""
    step = 1
    while (today - first) // step >= most:
        step = {1: 2, 2: 4, 4: 7}.get(step, step * 2)
    return [day for day in range(first, today) if not day % step]
