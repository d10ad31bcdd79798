"""The learner's days in a row.

A day counts if its goal was met, or if a review of all banks came to its end; where there is no
goal, if anything was answered. A day on which nothing was due breaks nothing.
"""

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.away import holiday_days
from quiz.desk.today.goal import goal_of, goals_by_day, note_goal
from quiz.memory.goal import Goal
from quiz.memory.streak import Streak, streak_of
from quiz.store.choices import FREE_DAYS

if TYPE_CHECKING:
    from quiz.desk.desk import Desk
    from quiz.store import DayHistory

_MOST_FREE = 60
"""So far back days are looked at for whether anything was due."""
_MARKED_DAYS = 60


def study_history(desk: "Desk") -> "dict[int, DayHistory]":
    """Return what was done on each study day, by ordinal."""
    return desk.record.day_history()


def study_streak(desk: "Desk", history: "Mapping[int, DayHistory] | None" = None) -> Streak:
    """Return the days in a row up to today.

    Args:
        desk: Where the record is.
        history: What was done on each study day; None to have it looked up.
    """
    if history is None:
        history = study_history(desk)
    note_free_days(desk)
    note_goal(desk)
    goals = goals_by_day(desk)
    done = {day for day, what in history.items() if _is_done(what, _goal_on(goals, day))}
    free = {*_free_days(desk), *_no_days(desk, history), *holiday_days(desk.record)}
    is_begun = desk.today in history
    return streak_of(done, free, desk.today, is_begun=is_begun, marked_days=_MARKED_DAYS)


def is_done_today(desk: "Desk", history: "Mapping[int, DayHistory]") -> bool:
    """Return whether today counts already."""
    today = history.get(desk.today)
    return today is not None and _is_done(today, goal_of(desk))


def _is_done(day: "DayHistory", goal: Goal | None) -> bool:
    """Return whether a day counts; None is a day of before there were goals."""
    if goal is None or not goal.is_set or day.is_done:
        return True
    return goal.is_met(minutes=day.minutes, cards=day.cards)


def _goal_on(goals: list[tuple[int, Goal]], day: int) -> Goal | None:
    at = bisect_right(goals, day, key=lambda entry: entry[0])
    return goals[at - 1][1] if at else None


def note_free_days(desk: "Desk") -> None:
    """Keep on which days since the last answer nothing was due.

    Once cards are answered again their states no longer tell.
    """
    last = desk.record.latest_day()
    if last is None or last >= desk.today - 1:
        return
    first = max(last + 1, desk.today - _MOST_FREE)
    due = accumulate(desk.record.due_by_day(first, desk.today - first, desk.library.entries))
    known = _free_days(desk)
    free = {day for day, count in enumerate(due, first) if not count}
    if not free <= known:
        desk.record.choose(
            FREE_DAYS, msgspec.json.encode(sorted(known | free)).decode(), desk.now()
        )


def _free_days(desk: "Desk") -> set[int]:
    try:
        return msgspec.json.decode(desk.record.meta(FREE_DAYS) or "[]", type=set[int])
    except msgspec.DecodeError:  # of a record from elsewhere
        return set()


def _no_days(desk: "Desk", history: "Mapping[int, DayHistory]") -> set[int]:
    """Return days that the learner never had: flying east over the date line leaves one out."""
    now, days = desk.now(), sorted({*history, desk.today})
    return {
        other - 1
        for one, other in pairwise(days)
        if other - one == 2 and desk.record.was_no_day(one, other, now)
    }
