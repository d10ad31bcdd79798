"""What is said of a question in words: points as people write them, answers as texts."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.items import Item, MultipleChoice, Picked, Response
from quiz.items.wording import (
    BETWEEN,
    amount,
    option_text,
    points_of_text,
    points_text,
    response_parts,
    response_text,
    solution_text,
)
from tests.strategies import choices, items, responses, severals


@pytest.mark.parametrize(
    ("points", "words"),
    [(1, "1 point"), (2, "2 points"), (1.5, "1.5 points"), (0, "0 points"), (1.001, "1 point"),
     (2 / 3, "0.67 points"), (1000, "1000 points")],
)  # fmt: skip
def test_points_are_said_as_people_write_them(points: float, words: str) -> None:
    assert points_text(points) == words


def test_points_are_said_out_of_how_many() -> None:
    assert points_of_text(1.5, 2) == "1.5 of 2 points"
    assert points_of_text(0, 1) == "0 of 1 point"
    assert points_of_text(0.5, 1.5) == "0.5 of 1.5 points"


@given(st.floats(0, 10_000))
def test_an_amount_is_the_points_to_two_places(points: float) -> None:
    assert abs(float(amount(points)) - points) <= 0.00501
    assert not amount(points).endswith((".", ".0"))


@given(items(), responses())
def test_any_response_to_any_item_can_be_said(item: Item, response: Response) -> None:
    assert response_text(item, None) == ""
    parts = response_parts(item, response)
    assert response_text(item, response) == BETWEEN.join(option_text(item, one) for one in parts)


@given(choices() | severals())
def test_the_right_response_is_said_as_the_solution(item: Item) -> None:
    assert response_text(item, item.right_response()) == solution_text(item)


@given(severals(), st.randoms())
def test_the_order_of_picking_changes_nothing(item: MultipleChoice, random: Random) -> None:
    places = list(range(len(item.options)))
    random.shuffle(places)
    shuffled, ordered = Picked((*places, places[0])), Picked(tuple(sorted(places)))
    assert response_parts(item, shuffled) == response_parts(item, ordered)
