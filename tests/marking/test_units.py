"""Units: what they are called, and what converts into what."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.marking.units import convert, find_unit, is_same_unit


@pytest.mark.parametrize(
    ("value", "given_unit", "wanted", "result"),
    [
        ("1", "mile", "km", "1.609344"),
        ("1", "in", "cm", "2.54"),
        ("1", "lb", "kg", "0.45359237"),
        ("1", "kWh", "MJ", "3.6"),
        ("100", "°C", "K", "373.15"),
        ("1", "GB", "Mbit", "8000"),
        ("1", "decade", "years", "10"),
        ("2", "centuries", "decades", "20"),
        ("1", "week", "days", "7"),
        ("3", "m³", "litres", "3000"),
        ("1", "cubic metre", "l", "1000"),
        ("90", "mph", "miles per hour", "90"),
        ("1", "µm", "nm", "1000"),
        ("5", "км", "m", "5000"),
    ],
)
def test_units_of_one_kind_convert(value: str, given_unit: str, wanted: str, result: str) -> None:
    one, other = find_unit(given_unit), find_unit(wanted)
    assert one is not None
    assert other is not None
    converted = convert(Decimal(value), one, other)
    assert converted is not None
    assert abs(converted - Decimal(result)) < Decimal("1e-20")


def test_units_of_two_kinds_do_not_convert() -> None:
    metre, second = find_unit("m"), find_unit("s")
    assert metre is not None
    assert second is not None
    assert convert(Decimal(1), metre, second) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("km", "kilometres"),
        ("kilometer", "Kilometres"),
        ("KM", "km"),
        ("metre", "m"),
        ("word", "words"),
        ("country", "countries"),
        ("$", "US dollars"),
        ("feet", "foot"),
        ("% ", "percent"),
        ("°C", "degrees Celsius"),
    ],
)
def test_spellings_of_one_unit_are_the_same(one: str, other: str) -> None:
    assert is_same_unit(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mW", "MW"),
        ("words", "swords"),
        ("$", "€"),
        ("m", "s"),
        ("km", "miles"),
        ("day", "days off"),
    ],
)
def test_different_units_are_not_the_same(one: str, other: str) -> None:
    assert not is_same_unit(one, other)


@given(st.text())
def test_any_text_may_be_asked_for_as_a_unit(text: str) -> None:
    unit = find_unit(text)
    assert unit is None or unit.factor > 0
    assert is_same_unit(text, text)
