"""`quiz holiday`: days as people write them, what it says, and taking it back."""

import json

import pytest
import time_machine

from tests.cli.conftest import Run

NOW = "2026-11-30 12:00:00+00:00"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("20 Dec to 3 Jan", "2026-12-20", "2027-01-03"),
        ("20 Dec - 3 Jan", "2026-12-20", "2027-01-03"),
        ("20 Dec – 3 Jan", "2026-12-20", "2027-01-03"),
        ("20 to 27 Dec", "2026-12-20", "2026-12-27"),
        ("20-27 Dec", "2026-12-20", "2026-12-27"),
        ("20.12.-3.1.", "2026-12-20", "2027-01-03"),
        ("20.12. – 3.1.", "2026-12-20", "2027-01-03"),
        ("2026-12-20 to 2027-01-03", "2026-12-20", "2027-01-03"),
        ("2026-12-20..2027-01-03", "2026-12-20", "2027-01-03"),
        ("20 December until 3 January", "2026-12-20", "2027-01-03"),
        ("24 Dec", "2026-12-24", "2026-12-24"),
        ("from 24 Dec to 26 Dec", "2026-12-24", "2026-12-26"),
        ("tomorrow", "2026-12-01", "2026-12-01"),
        ("tomorrow to friday", "2026-12-01", "2026-12-04"),
        ("today to in 3 days", "2026-11-30", "2026-12-03"),
    ],
)
def test_days_are_read_as_people_write_them(run: Run, text: str, first: str, last: str) -> None:
    with time_machine.travel(NOW, tick=False):
        ran = run("holiday", *text.split(), "--dry-run", "--json")
    assert ran.status == 0, ran.err
    told = json.loads(ran.out)
    assert (told["first"], told["last"]) == (first, last)


@pytest.mark.parametrize("text", ["nonsense", "to", "20 Dec to", "31 Feb to 3 Mar", "christmas"])
def test_what_names_no_days_is_refused(run: Run, text: str) -> None:
    ran = run("holiday", *text.split())
    assert ran.status == 2
    assert "isn't a date" in ran.err


def test_a_holiday_is_set_listed_and_removed(run: Run) -> None:
    assert "No holiday ahead" in run("holiday").out
    assert (
        "No card is due on these days." in run("holiday", "tomorrow", "to", "in", "9", "days").out
    )
    assert run("holiday").out.startswith("Holiday: ")
    assert run("holiday", "in", "40", "days", "--remove").status == 2
    assert "Holiday removed; 0 cards" in run("holiday", "tomorrow", "--remove").out
    assert "No holiday ahead" in run("holiday").out
