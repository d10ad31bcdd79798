"""The learner's holidays: cards move out of them, new intervals avoid them, the streak waits."""

from typing import TYPE_CHECKING

from quiz.desk.away import KeptHoliday, holiday_days, keep_holidays, kept_holidays
from quiz.errors import QuizError
from quiz.memory import CardAction, Phase
from quiz.memory.holiday import Holiday, HolidayCard, HolidayPlan, plan_around
from quiz.study import CardRef
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_MOST_DAYS = 120
"""A longer holiday is a mistake in a date."""
_MOST_AHEAD = 400
_COUNTED_DAYS = 30


def plan_holiday(desk: "Desk", holiday: Holiday) -> HolidayPlan:
    """Return what a holiday would move, and what it costs; nothing is changed.

    Raises:
        QuizError: Its days make no sense, or there is a holiday on one of them already.
    """
    _check(desk, holiday)
    away = holiday_days(desk.record)
    start = desk.today
    ahead = holiday.last - start + _COUNTED_DAYS
    counts = {
        start + at: count
        for at, count in enumerate(desk.record.due_by_day(start, ahead, desk.library.entries))
    }
    cards = [
        HolidayCard((bank, card), state.due_day, state.last_day, state.stability)
        for bank in desk.library.entries
        for card, state in desk.record.states(bank).items()
        if state.phase is Phase.REVIEW
        and not state.is_suspended
        and state.due_day is not None
        and state.last_day is not None
        and state.stability is not None
        and holiday.holds(state.due_day)
    ]
    for day in away:  # no card goes into another holiday
        counts[day] = 10**6
    return plan_around(cards, holiday, start, counts, desk.scheduling.scheduler.model)


def _check(desk: "Desk", holiday: Holiday) -> None:
    if holiday.last < holiday.first:
        raise QuizError(_("a holiday ends on or after the day on which it begins"))
    if holiday.last < desk.today:
        raise QuizError(_("this holiday is over"))
    if holiday.days > _MOST_DAYS or holiday.last > desk.today + _MOST_AHEAD:
        words = _("a holiday has at most {n} days, and ends within {ahead} days")
        raise QuizError(words.format(n=_MOST_DAYS, ahead=_MOST_AHEAD))
    if any(holiday.holds(day) for day in holiday_days(desk.record)):
        raise QuizError(_("there is a holiday on some of these days; remove it first"))


def set_holiday(desk: "Desk", holiday: Holiday) -> HolidayPlan:
    """Set a holiday: move the cards that are due within it, and keep new ones out of it.

    Raises:
        QuizError: Its days make no sense, or there is a holiday on one of them already.
    """
    plan = plan_holiday(desk, holiday)
    refs, days = [CardRef(*move.key) for move in plan.moves], [move.day for move in plan.moves]
    uid = desk.do_all(refs, CardAction.SET_DUE, days)
    moves = tuple((*move.key, move.due, move.day) for move in plan.moves)
    kept = KeptHoliday(holiday=holiday, moves=moves, uid=uid)
    _keep(desk, [*kept_holidays(desk.record), kept])
    return plan


def remove_holiday(desk: "Desk", kept: KeptHoliday) -> int:
    """Remove a holiday; cards that wait on the day it gave them go back to their own.

    Returns:
        How many cards went back.
    """
    refs, days = [], []
    for bank, card, was, is_now in kept.moves:
        if bank not in desk.library.entries:
            continue
        state = desk.record.state(bank, card)
        if state.due_day == is_now and not state.is_suspended:
            refs.append(CardRef(bank, card))
            days.append(max(was, desk.today))
    desk.do_all(refs, CardAction.SET_DUE, days)
    _keep(desk, [one for one in kept_holidays(desk.record) if one != kept])
    return len(refs)


def _keep(desk: "Desk", kept: list[KeptHoliday]) -> None:
    keep_holidays(desk.record, kept, desk.now())
    desk.scheduling.recount()
