"""Typing a number, end to end."""

from decimal import Decimal

import pytest

from quiz.items import Allowance, Context, Number, Typed
from quiz.items.number import plain


def item(answer: str, tolerance: str = "", units: tuple[str, ...] = ()) -> Number:
    allowed = None
    if tolerance:
        allowed = Allowance(Decimal(tolerance.rstrip("%")), tolerance.endswith("%"))
    return Number(id="a", stem="Q", answer=Decimal(answer), tolerance=allowed, units=units)


@pytest.mark.parametrize(
    ("tolerance", "typed", "is_right"),
    [
        ("", "100", True), ("", "100.0", True), ("", "101", False),
        ("2%", "100", True), ("2%", "102", True), ("2%", "98", True), ("2%", "103", False),
        ("2%", "97", False), ("2%", "250", False), ("0.5%", "100.5", True), ("0.5%", "101", False),
        ("2", "102", True), ("2", "103", False), ("0", "100", True), ("0%", "100.1", False),
        ("200%", "290", True),
    ],
)  # fmt: skip
def test_a_tolerance_is_in_the_unit_or_in_percent(
    tolerance: str, typed: str, is_right: bool
) -> None:
    assert item("100", tolerance).mark(Typed(typed)).credit == float(is_right)


@pytest.mark.parametrize("typed", ["200 bn", "200 billion", "200,000,000,000", "2e11"])
def test_scale_words_and_separators_are_read(typed: str) -> None:
    assert item("200000000000").mark(Typed(typed)).credit == 1


def test_the_language_decides_what_separates() -> None:
    assert item("1.5").mark(Typed("1,5"), Context(language="de")).credit == 1
    assert item("1500").mark(Typed("1.500"), Context(language="de")).credit == 1
    assert item("1500").mark(Typed("1,500"), Context(language="en")).credit == 1


def test_a_unit_may_be_left_out_or_be_another_of_its_kind_but_not_of_another() -> None:
    distance = item("5", "1%", units=("km", "kilometres"))
    for typed in ("5", "5 km", "5 kilometres", "5000 m", "3.107 miles"):
        assert distance.mark(Typed(typed)).credit == 1, typed
    assert distance.mark(Typed("5 kg")).credit == 0


def test_what_is_no_number_is_wrong_and_the_reason_said() -> None:
    outcome = item("5").mark(Typed("many"))
    assert outcome.credit == 0
    assert "not a number" in outcome.parts[0].note
    assert item("5").mark(Typed(" ")).parts[0].note == "nothing typed"


def test_the_solution_shows_the_unit_and_the_tolerance() -> None:
    assert item("147", "2%", units=("billion dollars",)).solution == ("147 billion dollars (± 2%)",)
    assert item("5", "0.5").solution == ("5 (± 0.5)",)
    assert item("5").solution == ("5",)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("0", "0"), ("-0", "0"), ("0.0", "0"), ("1.10", "1.1"), ("1E+3", "1000"), ("100", "100"),
        ("1e-7", "0.0000001"), ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890"),
        ("1e60", "1E+60"), ("-2.50", "-2.5"), ("0.000", "0"), ("20.0", "20"),
    ],
)  # fmt: skip
def test_numbers_are_shown_as_people_write_them(written: str, shown: str) -> None:
    assert plain(Decimal(written)) == shown


@pytest.mark.parametrize("written", ["1e3", "123456789012345678901234567890", "0.1", "-7", "1e-9"])
def test_the_right_response_is_right_for_any_number(written: str) -> None:
    number = item(written)
    assert number.mark(number.right_response()).credit == 1
