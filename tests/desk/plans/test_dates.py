"""Days as people name them, in commands and screens alike."""

from contextlib import suppress
from datetime import UTC, date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.desk.plans.dates import read_day, read_moment
from quiz.errors import QuizError

TODAY = date(2026, 11, 30)  # a Monday
READ = {
    "14 Dec": "2026-12-14",
    "14 December": "2026-12-14",
    "14th of december": "2026-12-14",
    "Dec 14": "2026-12-14",
    "December 14, 2027": "2027-12-14",
    "14 dec 27": "2027-12-14",
    "Monday 14 December": "2026-12-14",
    "14.12.": "2026-12-14",
    "14.12": "2026-12-14",
    "3.4.": "2027-04-03",
    "14.12.2027": "2027-12-14",
    "14/12": "2026-12-14",
    "12/14": "2026-12-14",
    "4/4": "2027-04-04",
    "14 dicembre": "2026-12-14",
    "30 Nov": "2026-11-30",
    "29 Nov": "2027-11-29",
    "29 Feb": "2028-02-29",
    " 2026-12-14 ": "2026-12-14",
    "2025-12-14": "2025-12-14",
    "today": "2026-11-30",
    "Tomorrow": "2026-12-01",
    "0": "2026-11-30",
    "7": "2026-12-07",
    "in 14 days": "2026-12-14",
    "2w": "2026-12-14",
    "in 3 weeks": "2026-12-21",
    "in a week": "2026-12-07",
    "next month": "2026-12-30",
    "in 3 months": "2027-02-28",
    "in 1 year": "2027-11-30",
    "friday": "2026-12-04",
    "on Fri": "2026-12-04",
    "mon": "2026-12-07",
}


@pytest.mark.parametrize(("text", "day"), READ.items())
def test_a_day_is_read_as_people_name_it(text: str, day: str) -> None:
    assert read_day(text, TODAY.toordinal()).isoformat() == day


@pytest.mark.parametrize(
    "text",
    ["", "soon", "the 14th", "December", "2026-12", "30 Feb", "31.4.", "32.1.", "-3", "yesterday"],
)
def test_what_is_no_day_is_told_by_examples_that_are(text: str) -> None:
    with pytest.raises(QuizError) as caught:
        read_day(text, TODAY.toordinal())
    assert str(caught.value) == (
        f"{text!r} isn't a date; try 2026-12-14, 14 December or 'in 2 weeks'"
    )


@pytest.mark.parametrize("text", ["3/4", "3/4/2027", "03-04"])
def test_a_day_that_may_be_either_of_two_names_both(text: str) -> None:
    with pytest.raises(QuizError) as caught:
        read_day(text, TODAY.toordinal())
    assert str(caught.value).startswith(f"{text!r} could be ")
    for named in ("3 April 2027", "4 March 2027", "2027-04-03", "2027-03-04"):
        assert named in str(caught.value)


@pytest.mark.parametrize(
    ("language", "day"), [("it", "2027-04-03"), ("en_GB", "2027-04-03"), ("en_US", "2027-03-04")]
)
def test_the_readers_language_says_whether_the_day_is_first(
    monkeypatch: pytest.MonkeyPatch, language: str, day: str
) -> None:
    monkeypatch.setattr("quiz.translation._CHOSEN", "")  # what another test may have chosen
    monkeypatch.setenv("LANGUAGE", language)
    assert read_day("3/4", TODAY.toordinal()).isoformat() == day


@given(st.text(max_size=30), st.integers(1, date(9900, 1, 1).toordinal()))
def test_any_text_is_a_day_or_an_error(text: str, today: int) -> None:
    with suppress(QuizError):
        assert read_day(text, today).year <= 9999


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("tomorrow 8:00", "2026-12-01 08:00"), ("14 Dec 16.30", "2026-12-14 16:30"),
        ("2027-01-18T09:00", "2027-01-18 09:00"), ("2027-01-18 09:00:00", "2027-01-18 09:00"),
        ("fri 8am", "2026-12-04 08:00"), ("friday 12 am", "2026-12-04 00:00"),
        ("14.12. 8:00", "2026-12-14 08:00"), ("8:00", "2026-11-30 08:00"),
        ("18 Jan at 09:15", "2027-01-18 09:15"), ("1 Dec, 08:00", "2026-12-01 08:00"),
        ("14.12.", "2026-12-14 23:59"), ("tomorrow", "2026-12-01 23:59"),
    ],
)  # fmt: skip
def test_a_moment_is_a_day_and_perhaps_a_time(text: str, moment: str) -> None:
    monday = date(2026, 11, 30).toordinal()
    found = read_moment(text, monday, UTC, is_end=True)
    assert found.strftime("%Y-%m-%d %H:%M") == moment


@pytest.mark.parametrize("text", ["", "nonsense", "tomorrow 25:00", "8:99", "tomorrow at"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(QuizError):
        read_moment(text, date(2026, 11, 30).toordinal(), UTC)
