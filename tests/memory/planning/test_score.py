from math import exp, sqrt

import pytest
from hypothesis import given

from quiz.memory.fsrs6 import DEFAULT_WEIGHTS, Fsrs6
from quiz.memory.planning import PlanCard, StudentAnswer, expected_score, fit_student
from quiz.memory.planning.ratios import LOG_FACTORS
from tests.memory.planning.strategies import ANSWERS, EXAM_DAYS, SETTINGS, TODAY, plan_cards

TOLD = [StudentAnswer(days=5, stability=7.0, recalled=number % 8 > 0) for number in range(40)]


def card(order: int, stability: float | None, weight: float = 1.0, *topics: str) -> PlanCard:
    return PlanCard(
        bank="b",
        card=f"c{order}",
        order=order,
        stability=stability,
        difficulty=None if stability is None else 5.0,
        last_day=None if stability is None else TODAY - 10,
        weight=weight,
        topics=topics,
    )


def test_it_is_too_early_to_tell_before_twenty_answers() -> None:
    assert expected_score([card(0, 10.0)], fit_student(TOLD[:19]), TODAY) is None
    assert expected_score([card(0, 10.0)], fit_student(TOLD[:20]), TODAY) is not None


def test_no_cards_and_no_weight_have_no_score() -> None:
    assert expected_score([], fit_student(TOLD), TODAY) is None
    assert expected_score([card(0, 10.0, 0.0)], fit_student(TOLD), TODAY) is None


def test_the_range_is_that_of_the_formula() -> None:
    fit = fit_student(TOLD)
    cards = [card(0, 3.0), card(1, 12.0, 2.0), card(2, 90.0), card(3, None)]
    mean = square = coins = 0.0
    for number, chance in enumerate(fit.chances()):
        decay = fit.decays[number // len(LOG_FACTORS)]
        model = Fsrs6((*DEFAULT_WEIGHTS[:20], decay))
        factor = exp(LOG_FACTORS[number % len(LOG_FACTORS)])
        known = [(c.weight, model.recall(17, (c.stability or 0) * factor)) for c in cards[:3]]
        score = sum(v * p for v, p in known) / 5
        mean += chance * score
        square += chance * score**2
        coins += chance * sum(v * v * p * (1 - p) for v, p in known) / 25
    half = 1.645 * sqrt(square - mean**2 + coins + 0.02**2)
    told = expected_score(cards, fit, TODAY + 7)
    assert told is not None
    assert told.total.expected == pytest.approx(mean, abs=1e-3)
    assert told.total.low == pytest.approx(mean - half, abs=2e-3)
    assert told.total.high == pytest.approx(min(1, mean + half), abs=2e-3)


def test_a_new_card_counts_nothing() -> None:
    fit = fit_student(TOLD)
    told = expected_score([card(0, None), card(1, None)], fit, TODAY)
    assert told is not None
    assert told.total.expected == 0
    assert told.total.low == 0
    assert told.total.high == pytest.approx(1.645 * 0.02)


def test_each_topic_has_a_score() -> None:
    cards = [
        card(0, 3.0, 1.0, "wars"),
        card(1, 300.0, 1.0, "peace", "wars", "peace"),
        card(2, 3.0, 0.0, "weather"),
        card(3, 50.0),
    ]
    fit = fit_student(TOLD)
    told = expected_score(cards, fit, TODAY)
    assert told is not None
    assert list(told.topics) == ["wars", "peace"]
    alone = expected_score(cards[1:2], fit, TODAY)
    assert alone is not None
    assert told.topics["peace"] == alone.total
    assert told.topics["wars"].expected < told.topics["peace"].expected


def test_the_range_narrows_with_cards_and_with_answers() -> None:
    def width(cards: int, answers: int) -> float:
        bank = [card(order, 20.0) for order in range(cards)]
        told = expected_score(bank, fit_student(TOLD * answers), TODAY + 30)
        assert told is not None
        return told.total.high - told.total.low

    assert width(400, 1) < width(20, 1)
    assert width(400, 20) < width(400, 1)
    assert width(4000, 100) > 2 * 1.645 * 0.02


@given(cards=plan_cards(), answers=ANSWERS, exam_day=EXAM_DAYS)
@SETTINGS
def test_a_range_holds_its_mean_and_lies_in_bounds(
    cards: list[PlanCard], answers: list[StudentAnswer], exam_day: int
) -> None:
    told = expected_score(cards, fit_student([*TOLD, *answers]), exam_day)
    if told is None:
        assert not any(card.weight for card in cards)
        return
    for score in (told.total, *told.topics.values()):
        assert 0 <= score.low <= score.expected <= score.high <= 1


@given(cards=plan_cards(), answers=ANSWERS, exam_day=EXAM_DAYS)
@SETTINGS
def test_an_exam_a_month_later_never_brings_more(
    cards: list[PlanCard], answers: list[StudentAnswer], exam_day: int
) -> None:
    fit = fit_student([*TOLD, *answers])
    soon, late = (expected_score(cards, fit, day) for day in (exam_day, exam_day + 30))
    if soon and late:
        assert late.total.expected <= soon.total.expected + 1e-9
