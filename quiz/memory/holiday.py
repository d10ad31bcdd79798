"""Days without study: which cards come before them, which after, and what that costs."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from quiz.memory.fsrs6 import Fsrs6

_LAPSE_ANSWERS = 3.0
"""Answers that a card takes which was forgotten, more than one that was not."""
_CROWD = 0.15
"""What a day costs that holds as much again as the others, in answers a card."""
_MOST_DAYS = 21
"""So far before and after the holiday a card may be moved."""


class Holiday(msgspec.Struct, frozen=True):
    """Days on which nothing is to be due."""

    first: int
    """Study day, as an ordinal."""
    last: int
    """Study day, as an ordinal; not before `first`."""

    def holds(self, day: int) -> bool:
        """Return whether a study day is one of them."""
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """How many days."""
        return self.last - self.first + 1


class HolidayCard(NamedTuple):
    """A card that is due within a holiday."""

    key: tuple[str, str]
    """Bank and card."""
    due: int
    """Study day on which it is due."""
    last: int
    """Study day of its last review."""
    stability: float
    """Days until its recall falls to 90 %."""


class Move(NamedTuple):
    """Where a card goes."""

    key: tuple[str, str]
    """Bank and card."""
    due: int
    """Study day on which it was due."""
    day: int
    """Study day on which it is due instead."""


class HolidayPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of the cards of a holiday."""

    moves: tuple[Move, ...] = ()
    """A card each, in the order of the days on which they were due."""
    forgotten: float = 0.0
    """Cards that are expected to be forgotten for coming later, more than without the holiday."""
    answers: float = 0.0
    """Answers that it is expected to cost."""

    def before(self, holiday: Holiday) -> int:
        """Return how many cards come before the holiday."""
        return sum(move.day < holiday.first for move in self.moves)


def plan_around(
    cards: Iterable[HolidayCard],
    holiday: Holiday,
    today: int,
    counts: Mapping[int, int],
    model: Fsrs6,
) -> HolidayPlan:
    """Return where each card goes that is due within a holiday, at the least cost.

    A card that comes late is forgotten more often, and one that comes early was asked for less than
    a whole interval's gain; a day that is full costs more than an empty one. Cards with the least
    stability, which lose most, choose first.

    Args:
        cards: Those that are due within it.
        holiday: The days.
        today: The study day, as an ordinal.
        counts: Cards due on each other day, by ordinal.
        model: The memory model.
    """
    load = dict(counts)
    days = [
        *range(max(today, holiday.first - _MOST_DAYS), holiday.first),
        *range(holiday.last + 1, holiday.last + 1 + _MOST_DAYS),
    ]
    usual = max(1.0, sum(load.get(day, 0) for day in days) / len(days))
    moves, forgotten, answers = [], 0.0, 0.0
    for card in sorted(cards, key=lambda card: (card.stability, card.key)):
        costs = {day: _cost(card, day, model) for day in days}
        day = min(days, key=lambda day: (costs[day] + _CROWD * load.get(day, 0) / usual, day))
        load[day] = load.get(day, 0) + 1
        moves.append(Move(card.key, card.due, day))
        forgotten += _forgotten(card, day, model)
        answers += costs[day]
    moves.sort(key=lambda move: (move.due, move.key))
    return HolidayPlan(moves=tuple(moves), forgotten=forgotten, answers=answers)


def _forgotten(card: HolidayCard, day: int, model: Fsrs6) -> float:
    """Return the chance of forgetting that a later day adds, 0 to 1; none for an earlier one."""
    if day <= card.due or card.stability <= 0:
        return 0.0
    due = model.recall(max(0, card.due - card.last), card.stability)
    return due - model.recall(max(0, day - card.last), card.stability)


def _cost(card: HolidayCard, day: int, model: Fsrs6) -> float:
    """Return what it costs to ask a card on another day, in answers."""
    if day > card.due:
        return _LAPSE_ANSWERS * _forgotten(card, day, model)
    return (card.due - day) / max(1, card.due - card.last)
