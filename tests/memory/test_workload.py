from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.planning import Costs
from quiz.memory.workload import RETENTIONS, workload, workloads

MODEL = Fsrs6()


def test_a_higher_retention_costs_more_and_keeps_more() -> None:
    table = workloads(300, model=MODEL, new_a_day=10)
    assert [row.retention for row in table] == list(RETENTIONS)
    for low, high in pairwise(table):
        assert low.minutes_a_day < high.minutes_a_day
        assert low.reviews_a_day < high.reviews_a_day
        assert low.remembered < high.remembered


def test_more_is_remembered_than_is_desired_on_the_day_a_card_is_due() -> None:
    for row in workloads(300, model=MODEL):
        assert row.retention < row.remembered < 1


def test_one_day_of_new_cards_by_hand() -> None:
    row = workload(40, 0.9, model=MODEL, new_a_day=10, days=1)
    assert row.minutes_a_day == pytest.approx(10 * 30 / 60)
    assert row.later_minutes_a_day == row.minutes_a_day
    assert row.reviews_a_day == 0
    assert row.remembered == pytest.approx(10 / 40)


def test_the_time_follows_the_costs() -> None:
    usual = workload(100, 0.9, model=MODEL)
    double = workload(100, 0.9, model=MODEL, costs=Costs(right_s=16, wrong_s=40, new_s=60))
    assert double.minutes_a_day == pytest.approx(2 * usual.minutes_a_day)
    assert double.remembered == usual.remembered


def test_the_same_seed_gives_the_same_table() -> None:
    assert workload(50, 0.9, model=MODEL, seed=3) == workload(50, 0.9, model=MODEL, seed=3)
    assert workload(50, 0.9, model=MODEL, seed=3) != workload(50, 0.9, model=MODEL, seed=4)


def test_another_seed_tells_nearly_the_same() -> None:
    one, other = (workload(300, 0.9, model=MODEL, seed=seed) for seed in (1, 2))
    assert one.minutes_a_day == pytest.approx(other.minutes_a_day, rel=0.1)
    assert one.remembered == pytest.approx(other.remembered, abs=0.02)


def test_no_cards_take_no_time() -> None:
    row = workload(0, 0.9, model=MODEL)
    assert (row.minutes_a_day, row.reviews_a_day, row.remembered) == (0, 0, 0)


@given(
    cards=st.integers(1, 2000),
    retention=st.floats(0.7, 0.97),
    new_a_day=st.integers(1, 50),
    days=st.integers(1, 60),
)
@settings(max_examples=25, deadline=None)
def test_a_workload_is_sound_whatever_comes(
    cards: int, retention: float, new_a_day: int, days: int
) -> None:
    row = workload(cards, retention, model=MODEL, new_a_day=new_a_day, days=days)
    begun = min(1, new_a_day * days / cards)
    assert 0 <= row.remembered <= begun + 0.001  # a thousand cards stand for all
    assert row.minutes_a_day > 0
    assert row.later_minutes_a_day >= 0
    assert row.reviews_a_day >= 0
