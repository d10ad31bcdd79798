"""Exam plans as a calendar: what is in it, and that calendars can read it."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from quiz.desk import Desk
from quiz.desk.plans.calendar import calendar_days
from quiz.formats.calendar_file import calendar_file
from quiz.store import PlanRow


def plan(desk: Desk, name: str, days: int, **more: object) -> None:
    day = date.fromordinal(desk.today + days).isoformat()
    exam = PlanRow(name=name, day=day, changed_at=desk.now(), **more)  # type: ignore[arg-type]
    desk.record.put_exam(exam)


def test_each_day_of_study_and_the_exam_are_entries(desk: Desk) -> None:
    plan(desk, "Finals", 3, minutes_a_day=15.0)
    plan(desk, "Over", -3)
    today = date.fromordinal(desk.today)
    assert [(one.day, one.title) for one in calendar_days(desk)] == [
        (today, "Study 15 minutes: Finals"),
        (today + timedelta(days=1), "Study 15 minutes: Finals"),
        (today + timedelta(days=2), "Study 15 minutes: Finals"),
        (today + timedelta(days=3), "Exam: Finals"),
    ]


def test_an_exam_of_today_is_one_entry(desk: Desk) -> None:
    plan(desk, "Now", 0)
    assert [one.title for one in calendar_days(desk)] == ["Exam: Now"]


@pytest.mark.parametrize("name", ["a; b, c", "new\\nline", "è" * 80, "日本" * 40, "BEGIN:VEVENT"])
def test_a_calendar_reads_back_what_was_written(desk: Desk, name: str) -> None:
    plan(desk, name, 1)
    text = calendar_file(calendar_days(desk), desk.now())
    events = list(Calendar.from_ical(text).walk("VEVENT"))
    assert [str(event["summary"]) for event in events][-1] == f"Exam: {name}"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert len({str(event["uid"]) for event in events}) == 2


def test_the_same_plan_has_the_same_entries_tomorrow(desk: Desk) -> None:
    plan(desk, "Finals", 30)
    before = {one.uid for one in calendar_days(desk)}
    assert before == {one.uid for one in calendar_days(desk)}
