"""Scores of predictions, worked out by hand and at their edges."""

from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.memory.prediction.replay import Timeline
from quiz.memory.prediction.scores import (
    auc,
    calibration,
    calibration_error,
    log_loss,
    review_bin,
    rmse_bins,
    scores,
)
from tests.memory.prediction.logs import review

PREDICTIONS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


def test_without_a_review_there_is_no_score() -> None:
    nothing = scores([], [], [])
    assert nothing.reviews == 0
    assert nothing.calibration == ()
    assert (nothing.log_loss, nothing.rmse_bins, nothing.auc, nothing.ece) == (None,) * 4


def test_log_loss_is_the_mean_surprise() -> None:
    assert log_loss([0.8, 0.4], [True, False]) == pytest.approx(-(log(0.8) + log(0.6)) / 2)


def test_a_certain_prediction_that_fails_has_a_finite_loss() -> None:
    assert log_loss([1.0, 0.0], [False, True]) == pytest.approx(-log(1e-15))


def test_rmse_weighs_each_bin_by_its_reviews() -> None:
    predictions, outcomes = [0.9, 0.7, 0.5], [True, False, True]
    assert rmse_bins(predictions, outcomes, ["a", "a", "b"]) == pytest.approx(
        sqrt((2 * (0.8 - 0.5) ** 2 + 0.5**2) / 3)
    )


def test_auc_counts_pairs_and_halves_ties() -> None:
    assert auc([0.9, 0.8, 0.8, 0.1], [True, True, False, False]) == (1 + 1 + 1 + 0.5) / 4
    assert auc([0.5, 0.5], [True, False]) == 0.5


@pytest.mark.parametrize("outcome", [True, False])
def test_auc_needs_both_results(outcome: bool) -> None:
    got = scores([0.9, 0.8], [outcome, outcome], ["a", "a"])
    assert got.auc is None
    assert got.log_loss is not None


def test_calibration_error_is_the_mean_distance_in_bins() -> None:
    predictions, outcomes = [0.91, 0.93, 0.12, 1.0], [True, False, False, True]
    parts = calibration(predictions, outcomes, bins=10)
    assert [(part.reviews, round(part.predicted, 3), part.recalled) for part in parts] == [
        (1, 0.12, 0.0),
        (3, 0.947, pytest.approx(2 / 3)),
    ]
    assert calibration_error(parts) == pytest.approx((0.12 + (2.84 - 2)) / 4)


@given(PREDICTIONS)
def test_scores_stay_in_their_ranges(given_: list[tuple[float, bool]]) -> None:
    predictions, outcomes = [p for p, _ in given_], [y for _, y in given_]
    got = scores(predictions, outcomes, [0] * len(given_))
    assert got.log_loss is not None
    assert got.log_loss >= 0
    assert got.rmse_bins is not None
    assert got.ece is not None
    assert 0 <= got.rmse_bins <= got.ece + 1e-9 <= 1 + 2e-9
    assert got.auc is None or 0 <= got.auc <= 1
    assert sum(part.reviews for part in got.calibration) == len(given_)


@given(PREDICTIONS)
def test_auc_is_the_share_of_pairs(given_: list[tuple[float, bool]]) -> None:
    right = [p for p, y in given_ if y]
    wrong = [p for p, y in given_ if not y]
    got = auc([p for p, _ in given_], [y for _, y in given_])
    if not right or not wrong:
        assert got is None
    else:
        pairs = [1.0 if a > b else 0.5 if a == b else 0.0 for a in right for b in wrong]
        assert got == pytest.approx(sum(pairs) / len(pairs))


def test_the_bin_of_a_review_is_that_of_srs_benchmark() -> None:
    log_ = [
        review("a", 1, 0),
        review("a", 1, 1),
        review("a", 3, 1, 60),
        review("a", 1, 6),
        review("a", 3, 30),
    ]
    timeline = Timeline(log_)
    # 24 days: 2.48 * 3.62 ** 2; the fourth study day: 1.99 * 1.89 ** 2; two lapses: 1.65 * 1.73.
    assert review_bin(timeline, 4) == (32.5, 7, 3)
    assert review_bin(timeline, 1) == (2.48, 4, 0)
    assert review_bin(timeline, 2) == (0.0, 4, 2)
