"""Orders, by Moodle's "all previous and next"."""

from itertools import permutations
from random import Random

import pytest

from quiz.items import Order, Ordered

FIVE = Order(id="a", stem="Q", entries=("1", "2", "3", "4", "5"))


def credit(arranged: str, item: Order = FIVE) -> float:
    return item.mark(Ordered(tuple(int(sign) - 1 for sign in arranged))).credit


@pytest.mark.parametrize(
    ("arranged", "expected"),
    [("12345", 1), ("21345", 0.9), ("23451", 0.6), ("13524", 0.7), ("54321", 0)],
)
def test_moodles_vectors_of_all_previous_and_next(arranged: str, expected: float) -> None:
    assert credit(arranged) == pytest.approx(expected)


def test_every_arrangement_earns_what_moodles_formula_gives() -> None:
    for arranged in permutations(range(5)):
        total = 0
        for at, rank in enumerate(arranged):
            total += len(set(arranged[:at]) & set(range(rank)))
            total += len(set(arranged[at + 1 :]) & set(range(rank + 1, 5)))
        assert FIVE.mark(Ordered(arranged)).credit == pytest.approx(total / 20)


def test_an_order_of_two_is_right_or_wrong() -> None:
    two = Order(id="a", stem="Q", entries=("1", "2"))
    assert (credit("12", two), credit("21", two)) == (1, 0)


def test_entries_that_are_missing_are_in_no_right_pair() -> None:
    assert credit("123") == pytest.approx(3 / 10)
    assert credit("5") == 0


def test_entries_that_are_named_twice_or_do_not_exist_count_once_or_not() -> None:
    assert FIVE.mark(Ordered((0, 0, 1, 9, -1, 2, 3, 4))).credit == 1


def test_a_layout_never_shows_the_right_order() -> None:
    two = Order(id="a", stem="Q", entries=("1", "2"))
    assert {two.lay_out(Random(seed)).order for seed in range(50)} == {(1, 0)}
    assert all(FIVE.lay_out(Random(seed)).order != (0, 1, 2, 3, 4) for seed in range(200))


def test_parts_say_what_stands_at_each_place_and_what_belongs_there() -> None:
    parts = FIVE.mark(Ordered((1, 0, 2, 3, 4))).parts
    assert [(part.given, part.right, part.is_right) for part in parts[:3]] == [
        ("2", "1", False), ("1", "2", False), ("3", "3", True),
    ]  # fmt: skip
    assert FIVE.mark(Ordered()).parts == ()
