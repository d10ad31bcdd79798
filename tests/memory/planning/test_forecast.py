from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.planning import (
    Costs,
    FirstRatings,
    Forecast,
    Gains,
    Memory,
    PlanCard,
    StudentAnswer,
    StudentFit,
    fit_student,
    forecast,
    greedy,
)
from tests.memory.planning.strategies import ANSWERS, MINUTES, SETTINGS, TODAY, plan_cards

MODEL = Fsrs6()
NO_FIT = fit_student()


def ahead(
    cards: Sequence[PlanCard],
    *,
    days: int = 14,
    minutes: float = 3.0,
    fit: StudentFit = NO_FIT,
    minutes_today: float | None = None,
) -> Forecast:
    return forecast(
        cards,
        fit,
        Costs(),
        today=TODAY,
        exam_day=TODAY + days,
        minutes=minutes,
        minutes_today=minutes_today,
        model=MODEL,
    )


def new(count: int) -> list[PlanCard]:
    return [PlanCard(bank="b", card=f"c{order}", order=order) for order in range(count)]


def half_learned(count: int, seed: int = 1) -> list[PlanCard]:
    rng = Random(seed)
    return [
        PlanCard(
            bank="b",
            card=f"c{order}",
            order=order,
            stability=rng.uniform(2, 60),
            difficulty=rng.uniform(3, 8),
            last_day=TODAY - rng.randint(1, 20),
        )
        if order % 2
        else PlanCard(bank="b", card=f"c{order}", order=order)
        for order in range(count)
    ]


def share_recalled(cards: Sequence[PlanCard], *, days: int) -> float:
    """Return what is recalled of cards in some days without study, by the model."""
    recalls = [
        MODEL.recall(TODAY + days - card.last_day, card.stability)
        for card in cards
        if card.last_day is not None and card.stability is not None
    ]
    return sum(recalls) / len(cards)


def test_84_of_200_cards_fit_in_3_minutes_for_14_days() -> None:
    told = ahead(new(200))
    assert (told.fitting, told.cards) == (84, 200)
    assert [card.order for card in told.left_out] == list(range(84, 200))
    # One pass over new cards: 84 of them, each seen once, on one day or another.
    assert 0.25 < told.expected < 0.40


def test_the_forecast_of_plain_learners_is_that_of_the_research() -> None:
    # Simulated with luck, default memory, 30 days of 8 minutes for 200 cards: 98.5 and 99.0.
    assert 100 * ahead(new(200), days=30, minutes=8).expected == pytest.approx(98.5, abs=1)
    assert 100 * ahead(half_learned(200), days=30, minutes=8).expected == pytest.approx(99, abs=1)


def test_new_cards_of_least_weight_are_left_out_first() -> None:
    cards = [
        PlanCard(bank="b", card=f"c{order}", order=order, weight=weight)
        for order, weight in enumerate([1.0, 2.0, 1.0, 2.0, 0.0, 2.0])
    ]
    told = ahead(cards, days=2, minutes=1)
    assert (told.cards, told.fitting) == (5, 4)
    assert [card.order for card in told.left_out] == [2]


def test_learned_cards_are_never_left_out() -> None:
    cards = half_learned(200)
    told = ahead(cards, days=3, minutes=0.5)
    assert told.left_out
    assert all(card.is_new for card in told.left_out)
    assert told.fitting >= 100
    assert told.fitting + len(told.left_out) == 200


def test_five_more_minutes_buy_points() -> None:
    cards = new(200)
    assert ahead(cards, minutes=8).expected > ahead(cards, minutes=3).expected + 0.2


def test_the_time_left_today_counts_for_today_alone() -> None:
    cards = new(200)
    assert ahead(cards, minutes_today=0).fitting == 78
    assert ahead(cards, minutes_today=6).fitting == 90


def test_a_range_is_told_from_twenty_answers_on() -> None:
    cards = half_learned(100)
    answers = [
        StudentAnswer(days=9, stability=9.0, recalled=number % 10 > 0) for number in range(400)
    ]
    few, many = (ahead(cards, fit=fit_student(answers[:count])).range for count in (20, 400))
    assert ahead(cards, fit=fit_student(answers[:19])).range is None
    assert few is not None
    assert many is not None
    assert few.low < few.expected < few.high
    assert many.high - many.low < few.high - few.low


def test_another_policy_is_gone_through_as_it_says() -> None:
    def lazy(model: Fsrs6, memory: Memory, horizon: int, firsts: FirstRatings) -> Gains:
        gains = greedy(model, memory, horizon, firsts)
        return Gains(gains.new if horizon == 1 else 0.0, gains.review)

    told = forecast(
        new(200),
        NO_FIT,
        Costs(),
        today=TODAY,
        exam_day=TODAY + 14,
        minutes=3,
        model=MODEL,
        policy=lazy,
    )
    assert told.fitting == 6


def test_a_large_bank_is_told_by_a_sample() -> None:
    small, large = half_learned(1000), half_learned(10_000)
    few = ahead(small, days=60, minutes=20)
    many = ahead(large, days=60, minutes=200)
    assert many.expected == pytest.approx(few.expected, abs=0.02)
    assert many.fitting == pytest.approx(10 * few.fitting, rel=0.02)
    assert many.fitting + len(many.left_out) == 10_000


def test_an_exam_in_thirty_years_has_a_forecast() -> None:
    told = ahead(new(60), days=11_000, minutes=5)
    assert told.fitting == 60
    assert told.expected > 0.9


def test_without_time_nothing_changes() -> None:
    cards = half_learned(50)
    told = ahead(cards, minutes=0)
    assert told.expected == pytest.approx(share_recalled(cards, days=14))
    assert told.fitting == 25


def test_no_cards_have_a_forecast_of_nothing() -> None:
    told = ahead([])
    assert (told.expected, told.cards, told.fitting, told.left_out) == (0, 0, 0, ())


def test_after_the_exam_there_are_no_days_left() -> None:
    cards = half_learned(20)
    told = ahead(cards, days=-1)
    assert told.expected == pytest.approx(share_recalled(cards, days=-1))
    assert told.fitting == 10


def test_on_the_day_of_the_exam_study_counts() -> None:
    cards = half_learned(20)
    told = ahead(cards, days=0)
    assert told.expected > share_recalled(cards, days=0)
    # New cards first, of half a minute each.
    assert (told.fitting, ahead(cards, days=0, minutes=9).fitting) == (10 + 6, 20)


def test_all_known_needs_no_time() -> None:
    known = [
        PlanCard(
            bank="b", card=f"c{n}", order=n, stability=9000.0, difficulty=3.0, last_day=TODAY - 1
        )
        for n in range(50)
    ]
    told = ahead(known)
    assert not any(told.minutes)
    assert told.expected == ahead(known, minutes=0).expected > 0.99


@given(cards=plan_cards(), days=st.integers(-2, 60), minutes=MINUTES, answers=ANSWERS)
@SETTINGS
def test_a_forecast_is_sound_whatever_comes(
    cards: list[PlanCard], days: int, minutes: float, answers: list[StudentAnswer]
) -> None:
    told = ahead(cards, days=days, minutes=minutes, fit=fit_student(answers))
    assert 0 <= told.expected <= 1
    assert told.cards == told.fitting + len(told.left_out)
    if told.range is not None:
        assert 0 <= told.range.low <= told.expected <= told.range.high <= 1
        assert told.range.expected == told.expected
    assert told.cards == sum(card.weight > 0 for card in cards)
    # New cards alone, of half a minute each; the last of the last day may run over the time.
    begun = told.fitting - sum(card.weight > 0 and not card.is_new for card in cards)
    length = max(1, days) if days >= 0 else 0
    assert len(told.minutes) == length
    assert all(spent >= 0 for spent in told.minutes)
    assert sum(told.minutes) <= minutes * length + 1  # the last card may run over the time
    assert begun / 2 <= minutes * length + 0.5 + 1e-9
    assert (
        ahead(list(reversed(cards)), days=days, minutes=minutes, fit=fit_student(answers)) == told
    )


@given(seed=st.integers(0, 99), minutes=st.floats(0, 10), more=st.floats(0.5, 10))
@settings(max_examples=30, deadline=None)
def test_more_minutes_never_cost_points(seed: int, minutes: float, more: float) -> None:
    cards = half_learned(80, seed)
    less_time, more_time = ahead(cards, minutes=minutes), ahead(cards, minutes=minutes + more)
    assert more_time.expected >= less_time.expected - 0.02
    assert more_time.fitting >= less_time.fitting
