"""Filling gaps."""

from random import Random

import pytest

from quiz.items import Cloze, Gap, TypedParts

CLOZE = Cloze(
    id="a",
    stem="The ____ of ____ in ____.",
    segments=("The ", " of ", " in ", "."),
    gaps=(
        Gap(("Congress", "Conference")),
        Gap(("Vienna",), ("Vienna", "Paris", "Rome")),
        Gap(("1814",), hint="a year"),
    ),
)


@pytest.mark.parametrize(
    ("texts", "credit"),
    [
        (("Congress", "Vienna", "1814"), 1),
        (("conference", "Vienna", "1814"), 1),
        (("Congres", "Vienna", "1814"), 1),
        (("Congress", "vienna", "1814"), 2 / 3),
        (("Congress", "Paris", "1815"), 1 / 3),
        (("", "", "1814"), 1 / 3),
        (("Congress",), 1 / 3),
        (("Congress", "Vienna", "1814", "more"), 1),
        (("1814", "Congress", "Vienna"), 0),
    ],
)
def test_each_gap_earns_its_share(texts: tuple[str, ...], credit: float) -> None:
    assert CLOZE.mark(TypedParts(texts)).credit == pytest.approx(credit)


def test_a_digit_in_a_gap_is_never_a_typo() -> None:
    assert not CLOZE.mark(TypedParts(("", "", "1841"))).parts[2].is_right


def test_parts_are_numbered_and_say_what_belongs_there() -> None:
    parts = CLOZE.mark(TypedParts(("Conference", "Rome", ""))).parts
    assert [(part.label, part.right, part.is_right) for part in parts] == [
        ("1", "Conference", True), ("2", "Vienna", False), ("3", "1814", False),
    ]  # fmt: skip
    assert parts[2].note == "nothing was typed"


def test_pick_lists_are_shuffled_and_typed_gaps_have_none() -> None:
    orders = {CLOZE.lay_out(Random(seed)).gap_orders for seed in range(30)}
    assert {order[0] for order in orders} == {()}
    assert len({order[1] for order in orders}) == 6


def test_a_guess_is_the_mean_over_the_gaps() -> None:
    assert CLOZE.guess_chance == pytest.approx(1 / 9)


def test_the_answer_of_another_gap_is_not_a_typo_of_this_one() -> None:
    cloze = Cloze(
        id="a", stem="", segments=("", "", ""), gaps=(Gap(("Austria",)), Gap(("Austrias",)))
    )
    assert cloze.mark(TypedParts(("Austrias", "Austria"))).credit == 0
