"""The calibrator: its test vector, what it keeps, and that nothing is remembered by waiting."""

from math import inf, log

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.memory.calibration import (
    Calibrator,
    CalibratorState,
    OtherDayState,
    SameDayState,
    other_day_machine,
    other_day_terms,
    same_day_machine,
    same_day_terms,
)
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS, Fsrs6
from quiz.memory.seen import SeenCard

DAY_S = 86_400


def seen(
    stability: float = 10.0,
    difficulty: float = 5.0,
    gap: int = 1,
    days_seen: int = 1,
    was_again: bool = False,
) -> SeenCard:
    return SeenCard(
        stability=stability,
        difficulty=difficulty,
        gap=gap,
        days_seen=days_seen,
        was_again=was_again,
    )


def test_the_machine_gives_the_vector_of_its_measurements() -> None:
    machine = other_day_machine(OtherDayState())
    given_chances = [
        machine.learn(z, other_day_terms(z, gap, difficulty, days), at_s, right)
        for z, gap, difficulty, days, right, at_s in (
            (2.0, 3, 5.0, 1, False, 0.0),
            (1.5, 10, 7.0, 2, True, 600.0),
            (3.0, 1, 3.0, 4, True, 7800.0),
        )
    ]
    assert given_chances == pytest.approx([0.880797, 0.800901, 0.949091], abs=5e-7)
    assert machine.bias == pytest.approx(-0.017397, abs=5e-7)
    assert machine.theta == pytest.approx(
        [-0.018924, -0.000973, 0.015047, 0.001976, 0.016787], abs=5e-7
    )


def test_the_machine_of_the_same_day_sees_one_again_difficulty_and_stability() -> None:
    assert same_day_terms(True, 8.0, 9.0) == (1.0, 1.0, 1.0, log(9.0) / 2)
    machine = same_day_machine(SameDayState())
    chance = machine.learn(2.0, same_day_terms(False, 5.0, 1.0), 0.0, True)
    assert chance == pytest.approx(0.880797)


def test_a_calibrator_that_has_learned_nothing_says_what_the_model_says() -> None:
    assert Calibrator(Fsrs6()).chance(seen(gap=10), 0.0) == pytest.approx(0.9)
    assert Calibrator(Fsrs6()).learn(seen(gap=10), 3, 0.0) == pytest.approx(0.9)


def test_the_chance_that_is_told_is_the_one_that_an_answer_is_held_against() -> None:
    calibrator = Calibrator()
    for number in range(20):  # all right: a good session, which both count in full
        card = seen(gap=1 + number % 3)
        told = calibrator.chance(card, number * 600.0)
        assert calibrator.learn(card, 2 + number % 3, number * 600.0) == pytest.approx(told)


def test_a_calibrator_goes_on_from_its_state() -> None:
    whole, first = Calibrator(), Calibrator()
    log = [(seen(gap=n % 4, days_seen=1 + n % 5), 1 + n % 3, n * 3600.0) for n in range(60)]
    for review in log:
        whole.learn(*review)
    for review in log[:30]:
        first.learn(*review)
    stored = msgspec.json.encode(first.state)
    second = Calibrator(state=msgspec.json.decode(stored, type=CalibratorState))
    for review in log[30:]:
        second.learn(*review)
    assert second.state == whole.state


def test_a_state_of_another_shape_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"other_day": {"theta": [1, 2]}}', type=CalibratorState)


def test_a_clock_set_back_counts_as_no_time() -> None:
    def next_chance(at_s: float, gap: int) -> float:
        calibrator = Calibrator()
        calibrator.learn(seen(gap=gap), 1, 10_000.0)
        return calibrator.learn(seen(gap=gap), 3, at_s)

    assert next_chance(0.0, 1) == next_chance(10_000.0, 1) != next_chance(20_000.0, 1)
    assert next_chance(0.0, -3) == next_chance(0.0, 0)


def test_a_bad_session_fades_within_hours() -> None:
    bad = CalibratorState(other_day=OtherDayState(bias=-1.0, at_s=0.0))
    now, later = (Calibrator(state=bad).learn(seen(gap=10), 3, at_s) for at_s in (0.0, 20 * 3600.0))
    assert now == pytest.approx(1 / (1 + 9**-1 * 2.718281828), abs=1e-6)
    assert later == pytest.approx(0.9, abs=1e-4)


def test_weights_stay_within_their_limits() -> None:
    calibrator = Calibrator()
    for number in range(3000):
        calibrator.learn(seen(gap=1, stability=1000.0, days_seen=50), 1, number * 1e5)
        calibrator.learn(seen(gap=0), 1, number * 1e5)
    theta = calibrator.state.other_day.theta
    for weight, (low, high) in zip(
        theta, ((-3, 3), (-0.4, 1), (-1, 0.1), (-1, 1), (-1, 1)), strict=True
    ):
        assert low <= weight <= high
    assert -3 <= calibrator.state.same_day.theta[0] <= 3


def test_a_card_never_seen_is_not_known() -> None:
    assert Calibrator().chance(seen(days_seen=0), 0.0) == 0.0


def test_what_was_learned_moves_the_logit() -> None:
    theta = (-1.0, 0.0, 0.0, 0.0, 0.0)
    state = CalibratorState(other_day=OtherDayState(theta=theta))
    chance = Calibrator(state=state).chance(seen(gap=10), 0.0)
    assert log(chance / (1 - chance)) - log(9) == pytest.approx(-1.0, abs=1e-6)


def weight(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high) | st.sampled_from((low, high))


UNIT = weight(-1, 1)
STATES = st.builds(
    CalibratorState,
    other_day=st.builds(
        OtherDayState,
        theta=st.tuples(weight(-3, 3), weight(-0.4, 1), weight(-1, 0.1), UNIT, UNIT),
        bias=weight(-3, 3),
        at_s=st.floats(0, 3 * DAY_S),
    ),
    same_day=st.builds(
        SameDayState,
        theta=st.tuples(weight(-3, 3), UNIT, UNIT, UNIT),
        bias=weight(-3, 3),
        at_s=st.floats(0, 3 * DAY_S),
    ),
)
CARDS = st.builds(
    seen,
    stability=weight(0.001, 36_500) | st.floats(0.1, 100),
    difficulty=weight(1, 10),
    gap=st.just(0),
    days_seen=st.integers(1, 5_000),
    was_again=st.booleans(),
)
DECAYS = weight(0.1, 0.8) | st.just(DEFAULT_WEIGHTS[20])
HOURS = st.lists(st.floats(0, 48) | st.floats(0, 24 * 40_000), min_size=2, max_size=30)


@given(state=STATES, card=CARDS, decay=DECAYS, hours=HOURS, new_day_h=st.floats(0, 24))
def test_no_card_is_known_better_for_waiting(
    state: CalibratorState, card: SeenCard, decay: float, hours: list[float], new_day_h: float
) -> None:
    calibrator = Calibrator(Fsrs6((*DEFAULT_WEIGHTS[:20], decay)), state)
    start_s = 3.0 * DAY_S
    now = inf
    for hour in sorted(hours):
        gap = 0 if hour < new_day_h else 1 + int((hour - new_day_h) / 24)
        later = msgspec.structs.replace(card, gap=gap)
        was = now
        now = calibrator.chance(later, start_s + hour * 3600)
        assert 0 < now <= min(was, 1)


@given(state=STATES, card=CARDS, decay=DECAYS, gap=st.integers(0, 36_499))
def test_no_card_is_known_better_a_day_later(
    state: CalibratorState, card: SeenCard, decay: float, gap: int
) -> None:
    calibrator = Calibrator(Fsrs6((*DEFAULT_WEIGHTS[:20], decay)), state)
    today, tomorrow = (
        calibrator.chance(msgspec.structs.replace(card, gap=day), 3.0 * DAY_S + day)
        for day in (gap, gap + 1)
    )
    assert tomorrow <= today
