"""The days of an exam plan: what was studied on those that are over, and which were missed."""

from typing import TYPE_CHECKING

import msgspec

from quiz.desk.away import holiday_days

if TYPE_CHECKING:
    from quiz.desk.desk import Desk
    from quiz.store import PlanRow

PAST_DAYS = 28
"""So many days before today are shown."""
_WEEK = 7
_LEAST_MINUTES = 0.5
"""A day with less study than this is one without."""


class PastDays(msgspec.Struct, frozen=True, kw_only=True):
    """What was studied for an exam lately."""

    minutes: dict[int, float]
    """Minutes on the banks of the exam, by study day (ordinal), today included; none is missing."""
    missed: tuple[int, ...]
    """Days of the last week, today left out, on which there was no study though it had begun and
    no holiday was set."""


def past_days(desk: "Desk", exam: "PlanRow") -> PastDays:
    """Return what was studied for an exam on the last days."""
    today = desk.today
    first = today - PAST_DAYS
    banks = exam.banks or tuple(desk.library.entries)
    done = desk.record.minutes_by_day(banks, first)
    begun = min((day for day, spent in done.items() if spent >= _LEAST_MINUTES), default=today)
    away = holiday_days(desk.record)
    missed = tuple(
        day
        for day in range(max(begun, today - _WEEK), today)
        if done.get(day, 0.0) < _LEAST_MINUTES and day not in away
    )
    return PastDays(
        minutes={day: done.get(day, 0.0) for day in range(first, today + 1)}, missed=missed
    )
