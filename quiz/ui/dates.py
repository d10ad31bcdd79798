"""Dates as the screens show them, in the reader's language."""

from datetime import date

from quiz.translation import _

DAYS = _("Mo Tu We Th Fr Sa Su").split()
"""Names of the weekdays where there is little room, Monday first."""
WEEKDAYS = _("Mon Tue Wed Thu Fri Sat Sun").split()
"""Names of the weekdays, Monday first."""
MONTHS = _("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()
"""Names of the months, January first."""


def day_and_month(day: date) -> str:
    """Return a date within a year: `18 Jan`."""
    return _("{day} {month}").format(day=day.day, month=MONTHS[day.month - 1])


def with_weekday(day: date) -> str:
    """Return a date within a year and its weekday: `Mon 18 Jan`."""
    weekday = WEEKDAYS[day.weekday()]
    return _("{weekday} {date}").format(weekday=weekday, date=day_and_month(day))


def with_year(day: date) -> str:
    """Return a date: `18 Jan 2027`."""
    return _("{date} {year}").format(date=day_and_month(day), year=day.year)


def in_full(day: date) -> str:
    """Return a date and its weekday: `Mon 18 Jan 2027`."""
    weekday = WEEKDAYS[day.weekday()]
    return _("{weekday} {date}").format(weekday=weekday, date=with_year(day))
