from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.items.rating import Rating
from quiz.memory import derived_rating


@pytest.mark.parametrize(
    ("credit", "how", "rating"),
    [
        (0, {}, Rating.AGAIN),
        (0.49, {}, Rating.AGAIN),
        (0.5, {}, Rating.HARD),
        (0.1 + 0.2 + 0.2, {}, Rating.HARD),
        (1 / 6 * 3 - 1e-12, {}, Rating.HARD),
        (0.99, {}, Rating.HARD),
        (0.99, {"is_sure": True}, Rating.HARD),
        (1, {}, Rating.GOOD),
        (1 / 3 + 1 / 3 + 1 / 3 - 1e-12, {}, Rating.GOOD),
        (1, {"hints": 1}, Rating.HARD),
        (1, {"tries": 2}, Rating.HARD),
        (1, {"hints": 1, "is_sure": True}, Rating.HARD),
        (1, {"was_shown": True}, Rating.AGAIN),
        (1, {"is_sure": True}, Rating.EASY),
        (0, {"self_rating": Rating.GOOD}, Rating.GOOD),
        (1, {"self_rating": Rating.AGAIN, "is_sure": True}, Rating.AGAIN),
    ],
)
def test_the_table_of_ratings(credit: float, how: dict[str, Any], rating: Rating) -> None:
    assert derived_rating(credit, **how) is rating


@given(low=st.floats(0, 1), high=st.floats(0, 1), hints=st.integers(0, 2), is_sure=st.booleans())
def test_more_credit_never_gives_a_worse_rating(
    low: float, high: float, hints: int, is_sure: bool
) -> None:
    low, high = sorted((low, high))
    better = derived_rating(high, hints=hints, is_sure=is_sure)
    assert derived_rating(low, hints=hints, is_sure=is_sure) <= better
