from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from quiz.memory import StudyDays

HOUR = timedelta(hours=1)
ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Europe/Helsinki",
    "America/Santiago",
]


@pytest.mark.parametrize(
    ("zone", "rollover"),
    [(zone, hour) for zone in ZONES for hour in (0, 3, 4) if (zone, hour) != ("Pacific/Apia", 0)],
)
def test_no_hour_of_ten_years_is_lost_or_doubled(zone: str, rollover: int) -> None:
    days = StudyDays(zone=ZoneInfo(zone), rollover_hour=rollover)
    stride = HOUR if rollover == 4 else 7 * HOUR
    moment = datetime(2009, 1, 1, tzinfo=UTC)
    end = datetime(2019, 1, 1, tzinfo=UTC)
    day = days.day_of(moment)
    start, following = days.start_of(day), days.start_of(day + timedelta(days=1))
    seen = {day}
    while moment < end:
        while moment >= following:
            day += timedelta(days=1)
            seen.add(day)
            start, following = following, days.start_of(day + timedelta(days=1))
            assert start < following
            assert days.day_of(start) == day
            assert days.day_of(start - timedelta(microseconds=1)) == day - timedelta(days=1)
        assert days.day_of(moment) == day
        assert start <= moment < following
        moment += stride
    first, last = min(seen), max(seen)
    assert len(seen) == (last - first).days + 1


def test_a_day_begins_at_four_on_the_clock_on_the_wall() -> None:
    days = StudyDays(zone=ZoneInfo("Europe/Berlin"))
    assert days.start_of(date(2025, 7, 1)) == datetime(2025, 7, 1, 2, tzinfo=UTC)
    assert days.start_of(date(2025, 12, 1)) == datetime(2025, 12, 1, 3, tzinfo=UTC)
    assert days.day_of(datetime(2025, 12, 1, 2, 59, tzinfo=UTC)) == date(2025, 11, 30)
    assert days.day_of(datetime(2025, 12, 1, 3, tzinfo=UTC)) == date(2025, 12, 1)


def test_a_skipped_rollover_begins_the_day_at_the_jump() -> None:
    days = StudyDays(zone=ZoneInfo("Europe/Berlin"), rollover_hour=2)
    assert days.start_of(date(2025, 3, 30)) == datetime(2025, 3, 30, 1, tzinfo=UTC)


def test_a_date_that_never_was_is_a_short_day() -> None:
    days = StudyDays(zone=ZoneInfo("Pacific/Apia"))
    start = days.start_of(date(2011, 12, 30))
    assert days.start_of(date(2011, 12, 31)) - start == timedelta(hours=4)


def test_with_a_rollover_at_midnight_a_date_that_never_was_is_empty() -> None:
    days = StudyDays(zone=ZoneInfo("Pacific/Apia"), rollover_hour=0)
    jump = days.start_of(date(2011, 12, 31))
    assert days.start_of(date(2011, 12, 30)) == jump
    assert days.day_of(jump) == date(2011, 12, 31)
    assert days.day_of(jump - timedelta(seconds=1)) == date(2011, 12, 29)


def test_without_a_zone_the_system_tells() -> None:
    summer = datetime(2025, 7, 1, 12, tzinfo=ZoneInfo("America/New_York"))
    with time_machine.travel(summer):
        days = StudyDays()
        assert days.start_of(date(2025, 7, 1)) == datetime(2025, 7, 1, 8, tzinfo=UTC)
        assert days.start_of(date(2025, 12, 1)) == datetime(2025, 12, 1, 9, tzinfo=UTC)
        assert days.day_of(datetime(2025, 12, 1, 8, 59, tzinfo=UTC)) == date(2025, 11, 30)


def test_ordinals_and_starts_agree() -> None:
    days = StudyDays(zone=ZoneInfo("Europe/Berlin"))
    moment = datetime(2025, 11, 24, 12, tzinfo=UTC)
    assert days.ordinal(moment) == date(2025, 11, 24).toordinal()
    assert days.start_of_ordinal(days.ordinal(moment)) == days.start_of(date(2025, 11, 24))
