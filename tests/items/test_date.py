"""Typing a date, end to end."""

import pytest

from quiz.items import Context, Date, Typed


@pytest.mark.parametrize(
    ("right", "typed", "is_right"),
    [
        ("1989-11", "1989-11", True), ("1989-11", "November 1989", True),
        ("1989-11", "9 November 1989", True), ("1989-11", "9 December 1989", False),
        ("1989-11", "1989", False), ("1815", "1815", True), ("1815", "June 1815", True),
        ("1815-06-18", "18 June 1815", True), ("1815-06-18", "June 1815", False),
        ("-0044", "44 BC", True), ("-0044", "44", False),
    ],
)  # fmt: skip
def test_what_is_asked_must_be_there_and_what_is_finer_may_be(
    right: str, typed: str, is_right: bool
) -> None:
    assert Date(id="a", stem="Q", date=right).mark(Typed(typed)).credit == float(is_right)


def test_names_of_months_are_read_by_the_language() -> None:
    item = Date(id="a", stem="Q", date="1989-11-09")
    assert item.mark(Typed("9. November 1989"), Context(language="de")).credit == 1
    assert item.mark(Typed("9.11.1989"), Context(language="de")).credit == 1


@pytest.mark.parametrize(
    ("date", "wants"),
    [
        ("1815", "a year"), ("1815-06", "month and year"), ("1815-06-18", "day, month and year"),
        ("-0044", "a year"), ("-0044-03", "month and year"),
        ("-0044-03-15", "day, month and year"),
    ],
)  # fmt: skip
def test_the_prompt_says_what_is_wanted(date: str, wants: str) -> None:
    item = Date(id="a", stem="Q", date=date)
    assert item.wants == wants
    assert item.mark(item.right_response()).credit == 1


def test_what_is_too_coarse_is_wrong_and_the_reason_said() -> None:
    outcome = Date(id="a", stem="Q", date="1989-11").mark(Typed("1989"))
    assert outcome.parts[0].note
    assert outcome.solution == ("November 1989",)
