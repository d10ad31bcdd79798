import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.memory.fuzz import fuzz_bounds, fuzz_share
from quiz.memory.load import EMPTY_LOAD


@pytest.mark.parametrize(
    ("interval", "lower", "upper"),
    [
        (1, 1, 1),
        (2, 2, 2),
        (3, 2, 4),
        (5, 4, 6),
        (10, 8, 12),
        (20, 17, 23),
        (30, 27, 33),
        (100, 93, 107),
        (365, 345, 385),
    ],
)
def test_the_bounds_are_those_of_anki(interval: int, lower: int, upper: int) -> None:
    assert fuzz_bounds(interval) == (lower, upper)


def test_bounds_that_meet_are_widened_as_anki_does() -> None:
    assert fuzz_bounds(3, minimum=4, maximum=36500) == (4, 5)
    assert fuzz_bounds(3, minimum=9, maximum=4) == (4, 4)


@given(
    interval=st.floats(0.1, 40000),
    minimum=st.integers(1, 40000),
    share=st.floats(0, 1, exclude_max=True),
)
def test_a_drawn_interval_lies_within_its_bounds(
    interval: float, minimum: int, share: float
) -> None:
    lower, upper = fuzz_bounds(interval, minimum, 36500)
    assert lower <= EMPTY_LOAD.choice(share, 700_000, lower, upper) <= upper <= 36500
    assert lower >= min(minimum, 36500)


def test_the_draw_depends_on_the_card_and_its_reviews_alone() -> None:
    assert fuzz_share("a", 1) == fuzz_share("a", 1)
    assert len({fuzz_share(card, reps) for card in "abc" for reps in range(3)}) == 9
