"""Tries, penalties and certainty, to the digit of Moodle's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.study.behaviour import (
    adaptive,
    after_tries,
    best_constant,
    certainty_mark,
    certainty_report,
)

PENALTY = 1 / 3


@pytest.mark.parametrize(
    ("credits", "penalty", "wanted"),
    [
        ([], PENALTY, 0),
        ([1], PENALTY, 1),
        ([0, 1], PENALTY, 2 / 3),
        ([0, 0, 1], PENALTY, 1 / 3),
        ([0, 0, 0, 1], PENALTY, 0),
        ([0.5, 0.5], 0.1, 0.4),
        ([0, 1], 0, 1),
    ],
)
def test_each_wrong_try_costs_its_penalty(
    credits: list[float], penalty: float, wanted: float
) -> None:
    assert after_tries(credits, penalty) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("credits", "wanted"), [([1, 0], 1), ([0.5, 1], 2 / 3), ([0.9, 1], 0.9), ([0, 0, 0], 0)]
)
def test_an_adaptive_question_keeps_the_best_try_less_its_penalties(
    credits: list[float], wanted: float
) -> None:
    assert adaptive(credits, PENALTY) == pytest.approx(wanted)


def test_the_certainty_table_is_moodles() -> None:
    table = [[certainty_mark(f, level) for level in (1, 2, 3)] for f in (1.0, 0.0)]
    assert table == [[1, 2, 3], [0, -2, -6]]
    assert certainty_mark(1, None) == 1
    assert certainty_mark(0.5, 3) == 1.5
    assert certainty_mark(5e-8, 3) == -6


@pytest.mark.parametrize(("a", "b"), [(0.5, 0.5), (0.8, 1.2), (0.9, 2.1)])
def test_the_best_constant_choice_is_that_of_the_vectors(a: float, b: float) -> None:
    assert best_constant(a) == pytest.approx(b)


def test_the_report_says_where_one_is_too_sure() -> None:
    answers = [(1.0, 1.0, 3)] * 4 + [(1.0, 0.0, 3)] * 4 + [(2.0, 1.0, 1)]
    report = certainty_report(answers)
    assert report is not None
    assert report.accuracy == pytest.approx(0.6)
    assert report.average == pytest.approx((4 * 3 - 4 * 6 + 2 * 1) / 10)
    assert report.score == pytest.approx(0.6 + 0.1 * (report.average - 0.6))
    levels = {level.certainty: level.verdict for level in report.levels}
    assert levels == {1: "a bit under", 3: "over"}
    assert certainty_report([]) is None


@given(
    st.lists(
        st.tuples(st.floats(0.1, 5), st.floats(0, 1), st.sampled_from([None, 1, 2, 3])),
        min_size=1,
        max_size=20,
    )
)
def test_the_score_is_never_far_above_the_accuracy(
    answers: list[tuple[float, float, int | None]],
) -> None:
    report = certainty_report(answers)
    assert report is not None
    assert report.score <= report.accuracy + 0.1 * 3
