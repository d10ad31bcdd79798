"""What a calendar is told of the exam plans."""

from datetime import date
from typing import TYPE_CHECKING

from quiz.cleaning import clean_line
from quiz.desk.plans.text import minutes_words
from quiz.formats.calendar_file import CalendarDay
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_MOST_DAYS = 400
"""So many days of study are written at most."""


def calendar_days(desk: "Desk") -> list[CalendarDay]:
    """Return the study of each day up to each exam to come, and the exams, in order of time."""
    found = []
    for exam in desk.record.exams():
        left = exam.days_left(desk.today)
        if left is None or left < 0:
            continue
        name = clean_line(exam.name)
        study = _("Study {minutes}: {exam}").format(minutes=minutes_words(exam), exam=name)
        for day in range(desk.today, desk.today + min(left, _MOST_DAYS)):
            found.append(CalendarDay(f"{exam.uid}-{day}", date.fromordinal(day), study))
        when = date.fromordinal(desk.today + left)
        found.append(CalendarDay(exam.uid, when, _("Exam: {exam}").format(exam=name)))
    return sorted(found, key=lambda one: one.day)
