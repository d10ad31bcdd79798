from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.memory.fsrs6 import DEFAULT_WEIGHTS, Fsrs6
from quiz.memory.planning import ENOUGH_ANSWERS, Memory, StudentAnswer, fit_student
from quiz.memory.planning.ratios import LOG_FACTORS, place, recalls
from tests.memory.planning.strategies import ANSWERS, SETTINGS, STABILITIES

DECAYS = (0.1542, 0.3, 0.5, 0.8)


def answer(days: int, stability: float, recalled: bool) -> StudentAnswer:
    return StudentAnswer(days=days, stability=stability, recalled=recalled)


def exact_chances(answers: list[StudentAnswer]) -> list[float]:
    """Return the posterior without a grid, as the research writes it."""
    logs = []
    for decay, prior in zip(DECAYS, (0.55, 0.2, 0.15, 0.1), strict=True):
        model = Fsrs6((*DEFAULT_WEIGHTS[:20], decay))
        for x in LOG_FACTORS:
            total = log(prior) - 0.5 * (x / 0.7) ** 2
            for given_answer in answers:
                p = model.recall(given_answer.days, given_answer.stability * exp(x))
                p = min(max(p if given_answer.recalled else 1 - p, 1e-4), 1 - 1e-4)
                total += log(p)
            logs.append(total)
    weights = [exp(value - max(logs)) for value in logs]
    return [weight / sum(weights) for weight in weights]


def test_with_no_answer_the_memory_is_that_of_the_model() -> None:
    fit = fit_student()
    assert fit.count == 0
    assert not fit.is_enough
    assert fit.memory().decay == DEFAULT_WEIGHTS[20]
    assert fit.memory().factor == pytest.approx(1)
    assert sum(fit.chances()) == pytest.approx(1)


def test_the_posterior_is_that_of_bayes() -> None:
    answers = [answer(days, 0.7 * days + 1, days % 3 > 0) for days in range(1, 40)]
    assert fit_student(answers).chances() == pytest.approx(exact_chances(answers), abs=0.002)


def test_one_answer_by_hand() -> None:
    # Recalled after 10 days at a stability of 10 days: each memory is weighed by its recall.
    fit = fit_student([answer(10, 10.0, True)])
    prior = fit_student()
    before, after = prior.log_weights, fit.log_weights
    middle = LOG_FACTORS.index(min(LOG_FACTORS, key=abs))
    for row in range(4):
        at = row * len(LOG_FACTORS) + middle
        assert after[at] - before[at] == pytest.approx(log(0.9), abs=1e-3)


def test_answers_of_the_same_day_say_nothing() -> None:
    fit = fit_student([answer(0, 5.0, False)] * 50)
    assert fit == fit_student()


def test_a_score_may_be_told_from_twenty_answers_on() -> None:
    fit = fit_student([answer(1, 5.0, True)] * (ENOUGH_ANSWERS - 1))
    assert not fit.is_enough
    assert fit.add(answer(1, 5.0, True)).is_enough


@pytest.mark.parametrize("factor", [0.4, 1.0, 2.5])
@pytest.mark.parametrize("decay", [0.1542, 0.8])
def test_a_memory_is_found_again(decay: float, factor: float) -> None:
    model = Fsrs6((*DEFAULT_WEIGHTS[:20], decay))
    answers = []
    owed = dict.fromkeys((2, 15, 90), 0.0)
    for number in range(3000):  # right as often as the memory says, after each of three waits
        days = (2, 15, 90)[number % 3]
        owed[days] += model.recall(days, 10.0 * factor)
        right = owed[days] >= 1
        owed[days] -= right
        answers.append(answer(days, 10.0, right))
    memory = fit_student(answers).memory()
    found = Fsrs6((*DEFAULT_WEIGHTS[:20], memory.decay))
    for days in (1, 5, 30, 90):
        theirs = model.recall(days, 10.0 * factor)
        assert found.recall(days, 10.0 * memory.factor) == pytest.approx(theirs, abs=0.02)


@given(answers=ANSWERS, days=st.integers(1, 400), stability=STABILITIES)
@SETTINGS
def test_the_bounds_hold_nine_in_ten_memories(
    answers: list[StudentAnswer], days: int, stability: float
) -> None:
    fit = fit_student(answers)
    recall, chances = recalls(fit.decays, place(days, stability)[0]), fit.chances()

    def of(memory: Memory) -> float:
        row = fit.decays.index(memory.decay) * len(LOG_FACTORS)
        column = round((log(memory.factor) - LOG_FACTORS[0]) / 0.2)
        return recall[row + column]

    weak, strong = map(of, fit.bounds(days, stability))
    assert weak <= strong
    pairs = list(zip(recall, chances, strict=True))
    assert sum(chance for r, chance in pairs if r < weak) <= 0.05 + 1e-9
    assert sum(chance for r, chance in pairs if r > strong) <= 0.05 + 1e-9


@given(answers=ANSWERS)
@SETTINGS
def test_answers_one_by_one_are_answers_together(answers: list[StudentAnswer]) -> None:
    together = fit_student(answers)
    one_by_one = fit_student()
    for one in answers:
        one_by_one = one_by_one.add(one)
    assert one_by_one.count == together.count == sum(one.days >= 1 for one in answers)
    assert one_by_one.chances() == pytest.approx(together.chances(), abs=1e-9)


@given(answers=ANSWERS)
@SETTINGS
def test_a_fit_is_always_a_distribution(answers: list[StudentAnswer]) -> None:
    fit = fit_student(answers)
    chances = fit.chances()
    assert sum(chances) == pytest.approx(1)
    assert all(0 <= chance <= 1 for chance in chances)
    assert fit.memory().decay in DECAYS
    assert exp(LOG_FACTORS[0]) - 1e-9 <= fit.memory().factor <= exp(LOG_FACTORS[-1]) + 1e-9


@given(answers=ANSWERS, days=st.integers(1, 400), stability=STABILITIES)
@SETTINGS
def test_a_right_answer_never_makes_recall_less_likely(
    answers: list[StudentAnswer], days: int, stability: float
) -> None:
    fit = fit_student(answers)
    point, _ = place(days, stability)
    column = recalls(fit.decays, point)

    def expected(right: bool) -> float:
        chances = fit.add(answer(days, stability, right)).chances()
        return sum(chance * recall for chance, recall in zip(chances, column, strict=True))

    assert expected(True) >= expected(False) - 1e-6


@given(days=st.integers(0, 4000), stability=STABILITIES)
@SETTINGS
def test_recall_on_the_grid_is_recall(days: int, stability: float) -> None:
    point, above = place(days, stability)
    low, high = recalls(DECAYS, point), recalls(DECAYS, point + 1)
    numbers = range(len(low))
    for number in numbers:
        decay = DECAYS[number // len(LOG_FACTORS)]
        own = stability * exp(LOG_FACTORS[number % len(LOG_FACTORS)])
        exact = Fsrs6((*DEFAULT_WEIGHTS[:20], decay)).recall(days, own)
        assert (1 - above) * low[number] + above * high[number] == pytest.approx(exact, abs=1e-4)


@given(kept=ANSWERS, old=ANSWERS, new=ANSWERS)
@SETTINGS
def test_an_exchanged_answer_leaves_the_fit_of_those_that_it_then_rests_on(
    kept: list[StudentAnswer], old: list[StudentAnswer], new: list[StudentAnswer]
) -> None:
    exchanged = fit_student([*kept, *old]).exchanged(old, new)
    direct = fit_student([*kept, *new])
    assert exchanged.count == direct.count
    assert exchanged.chances() == pytest.approx(direct.chances(), abs=1e-9)
