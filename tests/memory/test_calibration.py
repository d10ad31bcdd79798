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
    SeenCard,
    other_day_machine,
    other_day_terms,
    same_day_machine,
    same_day_terms,
)
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS, Fsrs6

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
    assert machine.predict(2.0, same_day_terms(False, 5.0, 1.0), 0.0) == pytest.approx(0.880797)


def test_a_calibrator_that_has_learned_nothing_says_what_the_model_says() -> None:
    model = Fsrs6()
    assert Calibrator(model).predict(seen(gap=10), 0.0) == pytest.approx(0.9)
    assert Calibrator(model).chance_ahead(seen(gap=10)) == pytest.approx(0.9)


def test_learning_gives_back_what_would_have_been_predicted() -> None:
    calibrator = Calibrator()
    for number in range(20):
        card = seen(gap=number % 3, was_again=number % 2 == 0)
        at_s = number * 600.0
        expected = calibrator.predict(card, at_s)
        assert calibrator.learn(card, 1 + number % 4, at_s, number // 5) == expected


def test_a_first_showing_is_not_predicted_but_counts_its_day() -> None:
    calibrator = Calibrator()
    assert calibrator.learn(None, 3, 0.0, 100) is None
    assert calibrator.learn(None, 3, 60.0, 100) is None
    assert calibrator.state == CalibratorState(study_days=1, last_day=100)


def test_study_days_are_not_counted_twice_where_a_day_is_set_back() -> None:
    calibrator = Calibrator()
    for day in (5, 6, 5, 6, 7):
        calibrator.learn(None, 3, 0.0, day)
    assert calibrator.state.study_days == 3


def test_a_calibrator_goes_on_from_its_state() -> None:
    whole, first = Calibrator(), Calibrator()
    log = [(seen(gap=n % 4, days_seen=1 + n % 5), 1 + n % 3, n * 3600.0, n // 3) for n in range(60)]
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
    calibrator = Calibrator()
    calibrator.learn(seen(), 1, 10_000.0, 1)
    assert calibrator.predict(seen(), 0.0) == calibrator.predict(seen(), 10_000.0)
    assert calibrator.predict(seen(gap=-3), 0.0) == calibrator.predict(seen(gap=0), 0.0)


def test_a_bad_session_fades_within_hours() -> None:
    calibrator = Calibrator(state=CalibratorState(other_day=OtherDayState(bias=-1.0, at_s=0.0)))
    now, later = (calibrator.predict(seen(gap=10), at_s) for at_s in (0.0, 20 * 3600.0))
    assert now == pytest.approx(1 / (1 + 9**-1 * 2.718281828), abs=1e-6)
    assert later == pytest.approx(0.9, abs=1e-4)


def test_weights_stay_within_their_limits() -> None:
    calibrator = Calibrator()
    for number in range(3000):
        calibrator.learn(seen(gap=1, stability=1000.0, days_seen=50), 1, number * 1e5, number)
        calibrator.learn(seen(gap=0), 1, number * 1e5, number)
    theta = calibrator.state.other_day.theta
    for weight, (low, high) in zip(
        theta, ((-3, 3), (-0.4, 1), (-1, 0.1), (-1, 1), (-1, 1)), strict=True
    ):
        assert low <= weight <= high
    assert -3 <= calibrator.state.same_day.theta[0] <= 3


def test_a_card_never_seen_is_not_known() -> None:
    calibrator = Calibrator(state=CalibratorState(study_days=100))
    assert calibrator.chance(seen(days_seen=0), 0.0) == 0.0
    assert calibrator.chance_ahead(seen(days_seen=0)) == 0.0


def test_what_was_learned_counts_the_more_ahead_of_time_the_more_days_it_took() -> None:
    theta = (-1.0, 0.0, 0.0, 0.0, 0.0)
    chances = [
        Calibrator(
            state=CalibratorState(other_day=OtherDayState(theta=theta), study_days=days)
        ).chance_ahead(seen(gap=10))
        for days in (0, 20, 10**9)
    ]
    logits = [log(chance / (1 - chance)) - log(9) for chance in chances]
    assert logits == pytest.approx([0.0, -0.5, -1.0], abs=1e-6)


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
    study_days=st.integers(1, 10_000),
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
    now, ahead = inf, inf
    for hour in sorted(hours):
        gap = 0 if hour < new_day_h else 1 + int((hour - new_day_h) / 24)
        later = msgspec.structs.replace(card, gap=gap)
        was, was_ahead = now, ahead
        now = calibrator.chance(later, start_s + hour * 3600)
        ahead = calibrator.chance_ahead(later)
        assert 0 < now <= min(was, 1)
        assert 0 < ahead <= min(was_ahead, 1)


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
