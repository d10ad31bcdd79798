"""Days in a row: which days count, which are forgiven, and the longest run of them."""

from collections.abc import Set as AbstractSet
from enum import StrEnum

import msgspec

EARNED_BY = 6
"""Days that count, after which one missed day is forgiven: at most one a week."""


class DayMark(StrEnum):
    """What a day was."""

    DONE = "done"
    """Its goal was met, or all that was due was done."""
    FREE = "free"
    """Nothing was due, so that nothing could be done."""
    FORGIVEN = "forgiven"
    """Missed, and forgiven for the days before it."""
    MISSED = "missed"
    """Missed."""
    BEGUN = "begun"
    """Today, with something done."""
    OPEN = "open"
    """Today, with nothing done yet, or a day to come."""


class Streak(msgspec.Struct, frozen=True, kw_only=True):
    """Days in a row that count."""

    days: int = 0
    """Up to today; days that were free or forgiven break no streak, and are not counted."""
    longest: int = 0
    """The longest ever, this one included."""
    marks: dict[int, DayMark] = {}
    """Of the days since the first, by ordinal; what is not among them is before the first."""

    def mark(self, day: int) -> DayMark:
        """Return what a day was; one before the first or to come is open."""
        return self.marks.get(day, DayMark.OPEN)


def streak_of(
    done: AbstractSet[int],
    free: AbstractSet[int],
    today: int,
    *,
    is_begun: bool = False,
    marked_days: int = 7,
) -> Streak:
    """Return the days in a row up to today.

    Args:
        done: Ordinals of the days that count.
        free: Ordinals of days on which nothing was due, or that the learner never had.
        today: Ordinal of today, which is not missed before it is over.
        is_begun: Whether something was done today.
        marked_days: How many of the latest days get a mark at least.

    Returns:
        The streak. A missed day is forgiven if six days counted since the last one that was, or
        since the streak began.
    """
    past = [day for day in done if day <= today]
    if not past:
        return Streak(marks={today: DayMark.BEGUN if is_begun else DayMark.OPEN})
    days = longest = saved = 0
    marks: dict[int, DayMark] = {}
    first_marked = today - marked_days + 1
    for day in range(min(past), today + 1):
        if day in done:
            days, saved, mark = days + 1, saved + 1, DayMark.DONE
        elif day in free:
            mark = DayMark.FREE
        elif day == today:
            mark = DayMark.BEGUN if is_begun else DayMark.OPEN
        elif days and saved >= EARNED_BY:
            saved, mark = 0, DayMark.FORGIVEN
        else:
            days, saved, mark = 0, 0, DayMark.MISSED
        longest = max(longest, days)
        if day >= first_marked:
            marks[day] = mark
    return Streak(days=days, longest=longest, marks=marks)
