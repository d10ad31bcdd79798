"""Calendar files: the exam and the study of each day until then. Source: RFC 5545."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from quiz.errors import QuizError
from quiz.translation import _


class CalendarDay(NamedTuple):
    """An entry of a whole day."""

    uid: str
    """The same in every file, so that a calendar updates what it has."""
    day: date
    """On which day."""
    title: str
    """What it is called."""


def calendar_file(days: Sequence[CalendarDay], made_at: datetime) -> str:
    """Return a calendar file with entries of whole days.

    Args:
        days: The entries.
        made_at: UTC; when it is made.

    Raises:
        QuizError: The library is not installed.
    """
    try:
        from icalendar import Calendar, Event
    except ImportError as error:
        words = _("calendar files need icalendar; install it: pip install icalendar")
        raise QuizError(words) from error
    calendar = Calendar()
    calendar.add("prodid", "-//quiz//EN")
    calendar.add("version", "2.0")
    for one in days:
        event = Event()
        event.add("uid", f"{one.uid}@quiz")
        event.add("dtstamp", made_at)
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add("summary", one.title)
        event.add("transp", "TRANSPARENT")  # nobody is busy all day for it
        calendar.add_component(event)
    text: str = calendar.to_ical().decode("utf-8")
    return text
