"""The fit: safe, within bounds, and honest about what it was judged by."""

import sys
from typing import Any

import pytest

from quiz.errors import QuizError
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS, LOWER_BOUNDS, UPPER_BOUNDS, Fsrs6
from quiz.memory.prediction.fitting import LEAST_REVIEWS, Items, fit, plain_fit, shrunk
from quiz.memory.prediction.log import LoggedReview
from quiz.memory.prediction.replay import Timeline
from tests.memory.prediction.logs import corpus_log, drawn_from, made_up, review


def test_the_real_log_gives_weights_that_are_kept() -> None:
    stages: list[str] = []
    report = fit(corpus_log().reviews, stages.append)
    assert report.kept
    assert "better than the default one" in report.reason
    assert report.reviews == 6_276
    assert report.before is not None
    assert report.after is not None
    assert report.before.reviews == report.after.reviews == 6_276 - 3_765
    assert (report.after.log_loss or 9) < (report.before.log_loss or 0)
    assert (report.after.rmse_bins or 9) < (report.before.rmse_bins or 0)
    assert Fsrs6(report.weights).weights != DEFAULT_WEIGHTS
    assert stages == [
        "reading your reviews",
        "fitting to the first 60%",
        "testing on the last 40%",
        "fitting to all reviews",
        "comparing",
    ]


def test_a_learner_unlike_the_average_gets_weights_of_his_own() -> None:
    forgetful = Fsrs6((0.05, 0.2, 0.4, 1.5, *DEFAULT_WEIGHTS[4:8], 0.9, *DEFAULT_WEIGHTS[9:]))
    report = fit(drawn_from(forgetful, 400, seed=3))
    assert report.kept
    assert report.weights[2] < DEFAULT_WEIGHTS[2]


def test_where_the_test_is_lost_the_default_weights_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    worst: Any = lambda items, card_ids: LOWER_BOUNDS  # noqa: E731
    monkeypatch.setattr("quiz.memory.prediction.fitting.plain_fit", worst)
    report = fit(drawn_from(Fsrs6(), 100, seed=4))
    assert not report.kept
    assert "no better than the default one" in report.reason
    assert report.weights == DEFAULT_WEIGHTS
    assert report.before is not None
    assert report.after is not None


def test_too_few_reviews_are_not_fitted() -> None:
    log = [review(0, 3, day) for day in range(LEAST_REVIEWS)]
    report = fit(log)
    assert (report.kept, report.weights, report.before) == (False, DEFAULT_WEIGHTS, None)
    assert report.reason.startswith("too few reviews: 99 of cards")
    assert fit([]).reviews == 0


def test_weights_are_drawn_to_the_default_ones() -> None:
    assert shrunk(UPPER_BOUNDS, 0) == DEFAULT_WEIGHTS
    half = shrunk(UPPER_BOUNDS, 500)
    assert half[0] == pytest.approx((DEFAULT_WEIGHTS[0] + UPPER_BOUNDS[0]) / 2)


@pytest.mark.parametrize(
    "log",
    [
        pytest.param([review(n % 40, 1, n // 10) for n in range(900)], id="all again"),
        pytest.param([review(n % 40, 4, n // 10) for n in range(900)], id="all easy"),
        pytest.param([review(0, 1 + n % 4, n) for n in range(900)], id="one card"),
        pytest.param([review(n % 40, 3, n // 40 * 30_000) for n in range(900)], id="years apart"),
    ],
)
def test_odd_logs_give_weights_within_bounds(log: list[LoggedReview]) -> None:
    report = fit(log)
    assert len(report.weights) == 21
    for low, value, high in zip(LOWER_BOUNDS, report.weights, UPPER_BOUNDS, strict=True):
        assert low <= value <= high


def test_items_hold_the_history_of_a_card() -> None:
    timeline = Timeline(
        [review("a", 3, 0), review("a", 1, 0, 60), review("b", 4, 1), review("a", 2, 5)]
    )
    items = Items(timeline)
    assert items.card_ids == [0]
    assert [repr(past) for past in items.items[0].reviews] == [
        "FSRSReview { rating: 3, delta_t: 0 }",
        "FSRSReview { rating: 1, delta_t: 0 }",
        "FSRSReview { rating: 2, delta_t: 5 }",
    ]
    assert items.before(3) == ([], [])


def test_a_card_seen_very_often_takes_no_memory_by_the_square() -> None:
    items = Items(Timeline([review("a", 3, day) for day in range(5_000)]))
    assert len(items.items) == 255


def test_nothing_to_fit_gives_the_default_weights() -> None:
    assert plain_fit([], []) == DEFAULT_WEIGHTS


def test_a_panic_of_the_library_is_told() -> None:
    items = Items(Timeline(made_up()))
    item: Any = type(items.items[0])
    same_day = item(items.items[0].reviews[:1])
    with pytest.raises(QuizError, match="the memory model can't be fitted: "):
        plain_fit([same_day] * 100, list(range(100)))


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    with pytest.raises(QuizError, match=r"pip install fsrs-rs-python"):
        fit(made_up())


def test_the_order_of_the_log_does_not_matter() -> None:
    log = made_up()
    assert fit(log) == fit(log[::-1])
