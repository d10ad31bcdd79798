from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS, Fsrs6
from quiz.memory.planning import (
    FIRST_RATINGS,
    Costs,
    DayPlan,
    FirstRatings,
    Gains,
    Memory,
    PlanCard,
    StudentAnswer,
    StudentFit,
    first_rating_chances,
    fit_student,
    greedy,
    plan_day,
)
from tests.memory.planning.strategies import (
    ANSWERS,
    DIFFICULTIES,
    EXAM_DAYS,
    MINUTES,
    SETTINGS,
    STABILITIES,
    TODAY,
    plan_cards,
)

MODEL = Fsrs6()
NO_FIT = fit_student()


def new(name: str, order: int, weight: float = 1.0) -> PlanCard:
    return PlanCard(bank="b", card=name, order=order, weight=weight)


def learned(name: str, order: int, stability: float, days: int, weight: float = 1.0) -> PlanCard:
    return PlanCard(
        bank="b",
        card=name,
        order=order,
        stability=stability,
        difficulty=5.0,
        last_day=TODAY - days,
        weight=weight,
    )


def plan(
    cards: list[PlanCard],
    *,
    exam_day: int = TODAY + 30,
    minutes: float = 10.0,
    fit: StudentFit = NO_FIT,
) -> DayPlan:
    return plan_day(
        cards,
        fit,
        Costs(),
        today=TODAY,
        exam_day=exam_day,
        minutes=minutes,
        model=MODEL,
    )


def names(day: DayPlan) -> list[str]:
    return [planned.card.card for planned in day.ranked]


def points_a_minute(day: DayPlan) -> float:
    """Return what the next minute is worth, in points of 100 at the exam."""
    return 6000 / day.weight * day.ranked[0].index


# What a study gains


@given(
    stability=STABILITIES,
    difficulty=DIFFICULTIES,
    days=st.integers(1, 400),
    horizon=st.integers(0, 400),
    decay=st.sampled_from([0.1542, 0.3, 0.5, 0.8]),
)
@SETTINGS
def test_the_gain_of_a_review_is_that_of_the_model_stepped_out(
    stability: float, difficulty: float, days: int, horizon: int, decay: float
) -> None:
    own = Fsrs6((*DEFAULT_WEIGHTS[:20], decay))
    p = own.recall(days, stability)
    right, _ = own.next(stability, difficulty, 3, days)
    wrong, _ = own.next(*own.next(stability, difficulty, 1, days), 3, 0)
    without = own.recall(days + horizon, stability)
    gain = p * own.recall(horizon, right) + (1 - p) * own.recall(horizon, wrong) - without
    memory = Memory(decay=decay, factor=1.0)
    gains = greedy(MODEL, memory, horizon, FIRST_RATINGS)
    assert gains.review(stability, difficulty, days) == pytest.approx(
        (p, gain), rel=1e-9, abs=1e-12
    )


def test_a_new_card_gains_its_recall_after_the_first_ratings() -> None:
    again, hard, good, easy = (MODEL.first(rating)[0] for rating in (1, 2, 3, 4))
    relearned, _ = MODEL.next(again, MODEL.first(1)[1], 3, 0)
    by_hand = sum(
        chance * MODEL.recall(30, 2 * stability)
        for chance, stability in zip(FIRST_RATINGS, (relearned, hard, good, easy), strict=True)
    )
    gains = greedy(MODEL, Memory(decay=0.1542, factor=2.0), 30, FIRST_RATINGS)
    assert gains.new == pytest.approx(by_hand)


def test_on_the_day_of_the_exam_a_review_gains_what_is_forgotten() -> None:
    gains = greedy(MODEL, Memory(decay=0.1542, factor=1.0), 0, FIRST_RATINGS)
    assert gains.new == pytest.approx(1)
    assert gains.review(10.0, 5.0, 10) == pytest.approx((0.9, 0.1))


# The order


def test_a_review_ranks_by_its_gain_over_its_seconds() -> None:
    day = plan([learned("a", 0, 10.0, 10)])
    _, gain = greedy(MODEL, NO_FIT.memory(), 30, FIRST_RATINGS).review(10.0, 5.0, 10)
    (planned,) = day.ranked
    assert planned.cost_s == pytest.approx(0.9 * 8 + 0.1 * 20)
    assert planned.index == pytest.approx(gain / planned.cost_s)


def test_new_cards_of_one_weight_keep_the_order_of_the_banks() -> None:
    cards = [new(f"c{order}", order) for order in range(20)]
    shuffled = Random(1).sample(cards, 20)
    assert names(plan(shuffled)) == [card.card for card in cards]


def test_a_heavier_new_card_comes_first() -> None:
    cards = [new("light", 0), new("heavy", 1, 3.0), new("none", 2, 0.0)]
    assert names(plan(cards)) == ["heavy", "light"]


def test_a_card_seen_today_is_not_studied_again() -> None:
    day = plan([learned("today", 0, 1.0, 0), learned("future", 1, 1.0, -3), new("new", 2)])
    assert names(day) == ["new"]


def test_the_memory_of_the_learner_moves_the_order() -> None:
    # The worse the memory, the more of what was learned is lost by the exam, and the less of a
    # new card is left.
    forgetful = fit_student([StudentAnswer(days=3, stability=9.0, recalled=False)] * 40)
    cards = [learned("known", 0, 60.0, 5), new("new", 1)]
    assert names(plan(cards)) == ["new", "known"]
    assert names(plan(cards, fit=forgetful)) == ["known", "new"]


# The time


def test_a_card_is_begun_while_time_is_left() -> None:
    cards = [new(f"c{order}", order) for order in range(10)]
    fits = {minutes: plan(cards, minutes=minutes).fits for minutes in (0, -1, 0.1, 0.5, 1, 1.1, 99)}
    assert fits == {0: 0, -1: 0, 0.1: 1, 0.5: 1, 1: 2, 1.1: 3, 99: 10}


@given(cards=plan_cards(), exam_day=EXAM_DAYS, minutes=MINUTES, answers=ANSWERS)
@SETTINGS
def test_the_time_is_kept_but_for_the_last_card(
    cards: list[PlanCard], exam_day: int, minutes: float, answers: list[StudentAnswer]
) -> None:
    day = plan(cards, exam_day=exam_day, minutes=minutes, fit=fit_student(answers))
    costs = [planned.cost_s for planned in day.ranked[: day.fits]]
    assert sum(costs[:-1]) < 60 * minutes or not costs
    if day.fits < len(day.ranked):
        assert sum(costs) >= 60 * minutes


@given(cards=plan_cards(), exam_day=EXAM_DAYS, minutes=MINUTES, answers=ANSWERS)
@SETTINGS
def test_a_plan_is_sound_whatever_comes(
    cards: list[PlanCard], exam_day: int, minutes: float, answers: list[StudentAnswer]
) -> None:
    day = plan(cards, exam_day=exam_day, minutes=minutes, fit=fit_student(answers))
    assert 0 <= day.fits <= len(day.ranked) <= len(cards)
    assert 0 <= day.worthwhile <= len(day.ranked)
    assert day.is_done == (day.worthwhile == 0)
    indices = [planned.index for planned in day.ranked]
    assert indices == sorted(indices, reverse=True)
    assert all(index > 0 for index in indices)
    assert all(planned.card.weight > 0 for planned in day.ranked)
    assert all(planned.card.last_day != TODAY for planned in day.ranked)


@given(cards=plan_cards(), seed=st.integers(0, 9), exam_day=EXAM_DAYS)
@SETTINGS
def test_the_order_in_which_cards_are_given_does_not_matter(
    cards: list[PlanCard], seed: int, exam_day: int
) -> None:
    shuffled = Random(seed).sample(cards, len(cards))
    one, other = plan(cards, exam_day=exam_day), plan(shuffled, exam_day=exam_day)
    assert names(one) == names(other)
    assert one.fits == other.fits


@given(cards=plan_cards(), times=st.floats(1.01, 50), data=st.data())
@SETTINGS
def test_more_weight_never_puts_a_card_back(
    cards: list[PlanCard], times: float, data: st.DataObject
) -> None:
    before = names(plan(cards))
    if not before:
        return
    name = data.draw(st.sampled_from(before))
    heavier = [
        PlanCard(
            bank=card.bank,
            card=card.card,
            order=card.order,
            stability=card.stability,
            difficulty=card.difficulty,
            last_day=card.last_day,
            weight=card.weight * times,
        )
        if card.card == name
        else card
        for card in cards
    ]
    assert names(plan(heavier)).index(name) <= before.index(name)


# The end of the day


def test_the_day_is_done_when_a_minute_buys_less_than_a_tenth_of_a_point() -> None:
    known = [learned(f"c{order}", order, 3000.0, 1) for order in range(100)]
    day = plan(known)
    assert day.ranked
    assert points_a_minute(day) < 0.1
    assert day.is_done
    assert day.fits > 0
    assert day.today == ()
    assert not plan([*known[:99], learned("weak", 99, 1.0, 30)]).is_done


def test_a_large_bank_is_not_done_before_it_is_begun() -> None:
    day = plan([new(f"c{order}", order) for order in range(5000)])
    assert points_a_minute(day) < 0.1
    assert not day.is_done
    assert day.worthwhile == 5000


def test_weights_on_another_scale_change_neither_order_nor_end() -> None:
    cards = [learned(f"c{order}", order, 1.7**order, 20) for order in range(16)]
    heavy = [learned(f"c{order}", order, 1.7**order, 20, 40.0) for order in range(16)]
    assert names(plan(cards)) == names(plan(heavy))
    assert plan(cards).worthwhile == plan(heavy).worthwhile


# The ends of the range


def test_no_cards_need_no_study() -> None:
    day = plan([])
    assert (day.ranked, day.fits, day.today) == ((), 0, ())
    assert day.is_done


def test_cards_without_weight_need_no_study() -> None:
    day = plan([new("a", 0, 0.0), learned("b", 1, 1.0, 9, 0.0)])
    assert (day.ranked, day.cards, day.is_done) == ((), 0, True)


def test_after_the_exam_nothing_is_planned() -> None:
    day = plan([new("a", 0), learned("b", 1, 10.0, 11)], exam_day=TODAY - 1)
    assert day.ranked == ()
    assert day.is_done


@pytest.mark.parametrize("days", [0, 1])
def test_the_last_days_are_planned_too(days: int) -> None:
    cards = [learned("weak", 0, 1.0, 30), learned("strong", 1, 500.0, 30), new("new", 2)]
    assert names(plan(cards, exam_day=TODAY + days)) == ["new", "weak", "strong"]


def test_another_policy_takes_the_place_of_the_greedy_one() -> None:
    def backwards(model: Fsrs6, memory: Memory, horizon: int, firsts: FirstRatings) -> Gains:
        gains = greedy(model, memory, horizon, firsts)
        return Gains(1e-6, gains.review)

    cards = [new("new", 0), learned("known", 1, 100.0, 30)]
    day = plan_day(
        cards,
        NO_FIT,
        Costs(),
        today=TODAY,
        exam_day=TODAY + 9,
        minutes=5,
        model=MODEL,
        policy=backwards,
    )
    assert names(plan(cards)) == ["new", "known"]
    assert names(day) == ["known", "new"]


# What cards cost


@pytest.mark.parametrize("seconds", [0.0, -1.0, float("nan"), float("inf")])
def test_a_card_takes_some_time(seconds: float) -> None:
    with pytest.raises(QuizError, match="than 0 s"):
        Costs(wrong_s=seconds)


def test_first_ratings_move_to_the_learners_own() -> None:
    assert first_rating_chances([0, 0, 0, 0]) == pytest.approx(FIRST_RATINGS)
    assert first_rating_chances([0, 0, 20, 0]) == pytest.approx((0.12, 0.047, 0.7475, 0.0855))
    assert sum(first_rating_chances([7, 1, 30, 2])) == pytest.approx(1)
