from collections import Counter
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.memory.load import EMPTY_LOAD, DayLoad, Ease

MONDAY = date(2026, 3, 2).toordinal()


def chosen(load: DayLoad, lower: int = 4, upper: int = 8, draws: int = 600) -> Counter[int]:
    rng = Random(1)
    return Counter(load.choice(rng.random(), MONDAY, lower, upper) for _ in range(draws))


@given(
    share=st.floats(0, 1, exclude_max=True),
    lower=st.integers(1, 30000),
    more=st.integers(0, 500),
)
def test_with_nothing_due_the_draw_is_even_as_plain_fuzz_is(
    share: float, lower: int, more: int
) -> None:
    days = EMPTY_LOAD.choice(share, MONDAY, lower, lower + more)
    assert abs(days - (lower + int(share * (more + 1)))) <= (share * (more + 1) % 1 < 1e-9)
    assert lower <= days <= lower + more


def test_days_that_hold_little_are_likelier() -> None:
    load = DayLoad(counts={MONDAY + 4: 30, MONDAY + 5: 2, MONDAY + 6: 30, MONDAY + 7: 30})
    counts = chosen(load, 4, 7)
    assert counts[5] > 500
    assert chosen(DayLoad(counts={MONDAY + 4: 30}), 4, 5)[5] > 590


def test_weights_are_those_of_the_source() -> None:
    load = DayLoad(counts={MONDAY + 2: 2, MONDAY + 3: 3})
    two, three = (1 / 2) ** 2.15 * (1 / 2) ** 3, (1 / 3) ** 2.15 * (1 / 3) ** 3
    edge = two / (two + three)
    assert load.choice(edge - 1e-9, MONDAY, 2, 3) == 2
    assert load.choice(edge + 1e-9, MONDAY, 2, 3) == 3


def test_siblings_are_kept_apart() -> None:
    counts = chosen(DayLoad(siblings=(MONDAY + 6,)))
    assert counts[6] == 0
    assert counts[4] > counts[5]


@pytest.mark.parametrize("filled", [0, 5])
def test_an_easy_day_is_one_whether_empty_or_not(filled: int) -> None:
    sunday = MONDAY + 6
    counts = dict.fromkeys(range(MONDAY + 4, MONDAY + 9), filled)
    load = DayLoad(counts=counts, easy_days={6: Ease.MINIMUM})
    assert chosen(load)[sunday - MONDAY] < 5


def test_a_reduced_day_fills_to_about_half_of_the_others() -> None:
    counts: dict[int, int] = {}
    rng = Random(2)
    load = DayLoad(counts=counts, easy_days={6: Ease.REDUCED})
    for _ in range(140):
        day = MONDAY + load.choice(rng.random(), MONDAY, 1, 7)
        counts[day] = counts.get(day, 0) + 1
    others = [count for day, count in counts.items() if day != MONDAY + 6]
    assert 0.2 < counts[MONDAY + 6] / (sum(others) / len(others)) < 0.8


def test_beyond_ninety_days_there_is_only_fuzz() -> None:
    full = DayLoad(counts={MONDAY + day: 50 for day in range(85, 100)})
    assert chosen(full, 86, 95) == chosen(EMPTY_LOAD, 86, 95)
