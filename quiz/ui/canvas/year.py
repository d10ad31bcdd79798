"""The weeks of a calendar: which days it shows, where its months begin, and which is today."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from quiz.ui.dates import MONTHS

MOST_WEEKS = 53
_LEVELS = 4


class CalendarWeeks(NamedTuple):
    """What `quiz.ui.canvas.charts.calendar` draws."""

    levels: list[list[int | None]]
    """Levels of the seven days of each week, 0 to 4; None for a day to come."""
    months: list[tuple[int, str]]
    """Index of a week, and the name of the month that begins in it."""
    today: tuple[int, int]
    """Index of the week and of the day that is today."""


def calendar_weeks(
    today: date, width: int, amount: Callable[[date], float], most: float
) -> CalendarWeeks:
    """Return the weeks up to today that have room in a width.

    Args:
        today: The last day.
        width: In cells; four of them are for the names of the days.
        amount: What was done on a day, 0 or more.
        most: The amount of the highest level; above 0 where anything was done.
    """
    count = max(1, min(MOST_WEEKS, (width - 4) // 2))
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=count - 1)
    levels: list[list[int | None]] = []
    months: list[tuple[int, str]] = []
    for week in range(count):
        start = first + timedelta(weeks=week)
        days = [start + timedelta(days=day) for day in range(7)]
        levels.append([_level(amount(day), most) if day <= today else None for day in days])
        if not week or start.month != (start - timedelta(days=7)).month:
            months.append((week, MONTHS[start.month - 1]))
    if len(months) > 1 and months[1][0] < 2:
        del months[0]  # the two would run into each other
    return CalendarWeeks(levels, months, (count - 1, today.weekday()))


def _level(amount: float, most: float) -> int:
    """Return 0 for nothing, else 1 to 4 by quarters of the most."""
    return min(_LEVELS, 1 + int(_LEVELS * amount / most)) if amount > 0 and most > 0 else 0
