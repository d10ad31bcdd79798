"""The calibrator: its test vector, what it keeps, and that nothing is remembered by waiting."""

from math import inf, log

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.memory.calibration import (
    OTHER_DAY,
    SAME_DAY,
    Calibrator,
    CalibratorState,
    OtherDayState,
    SameDayState,
    same_day_terms,
)
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS, Fsrs6
from quiz.memory.seen import AnswerSeen, SeenCard, seen_before

DAY_S = 86_400


def seen(
    stability: float = 10.0,
    difficulty: float = 5.0,
    gap: int = 1,
    days_seen: int = 1,
    was_again: bool = False,
    forgotten: int = 0,
    last_ms: int = 0,
    seconds: float = 0.0,
    seen_today: int = 1,
) -> SeenCard:
    return SeenCard(
        stability=stability,
        difficulty=difficulty,
        gap=gap,
        days_seen=days_seen,
        was_again=was_again,
        forgotten=forgotten,
        last_ms=last_ms,
        seconds=seconds,
        seen_today=seen_today,
    )


VECTOR = [
    AnswerSeen(card, rating, day, seconds * 1_000_000, ms)
    for card, seconds, day, rating, ms in (
        ("a", 0, 0, 3, 6000),
        ("b", 30, 0, 1, 20_000),
        ("b", 630, 0, 3, 9000),
        ("b", 1230, 0, 3, 5000),
        ("c", 1300, 0, 4, 0),
        ("a", 86_400, 1, 3, 5000),
        ("b", 86_430, 1, 1, 15_000),
        ("b", 87_030, 1, 3, 8000),
        ("a", 604_830, 7, 1, 30_000),
        ("b", 604_860, 7, 3, 7000),
    )
]
"""The log on which the form was specified."""


def test_the_calibrator_gives_the_vector_of_its_specification() -> None:
    model = Fsrs6()
    calibrator = Calibrator(model)
    chances = [
        calibrator.take(card, answer.rating, answer.at_us / 1e6, answer.ms)
        for answer, card in zip(VECTOR, seen_before(model, VECTOR), strict=True)
    ]
    assert chances == pytest.approx(
        [0, 0, 0.842271, 0.941823, 0, 0.957105, 0.859837, 0.844004, 0.900211, 0.278661], abs=5e-7
    )
    state = calibrator.state
    assert state.other_day.mean == pytest.approx(
        [0.039929, -0.501599, -0.01083, 0.684759, -0.326006, -0.197333, 0.144845, 0.542821],
        abs=5e-7,
    )
    assert state.other_day.var == pytest.approx(
        [0.427864, 0.055846, 0.031811, 0.230755, 0.047561, 0.019598, 0.265005, 0.215627], abs=5e-7
    )
    assert state.other_day.flow == pytest.approx(-0.527254, abs=5e-7)
    assert state.same_day.mean == pytest.approx(
        [1.270089, -0.589235, 0.027141, 0.743821, -0.387579, 0.20242, 0.731868], abs=5e-7
    )
    assert state.same_day.var == pytest.approx(
        [0.594429, 0.384333, 0.140054, 0.056945, 0.0361, 0.062439, 0.2304], abs=5e-7
    )
    assert state.same_day.flow == pytest.approx(0.155997, abs=5e-7)
    assert state.usual_mean == pytest.approx(9.167554, abs=5e-7)
    assert state.usual_count == 9
    # Card a, three days later.
    later = AnswerSeen("a", 3, 10, 864_000_000_000)
    *_, card = seen_before(model, [*VECTOR, later])
    assert card is not None
    at_s = 604_830 + 3 * DAY_S
    assert calibrator.chance(card, at_s, steady=True) == pytest.approx(0.820127, abs=5e-7)
    assert calibrator.chance(card, at_s) == pytest.approx(0.773994, abs=5e-7)


def test_the_machine_of_the_same_day_sees_what_the_day_brought() -> None:
    card = seen(9.0, 8.0, gap=0, was_again=True, seconds=90, seen_today=3)
    terms = [1.0, 1.0, 1.0, log(9.0) / 2, log(100) / 2 - 3, log(3)]
    assert list(same_day_terms(card)) == pytest.approx(terms)


def test_what_was_never_timed_counts_for_nothing() -> None:
    calibrator = Calibrator()
    assert calibrator.state.usual_count == 0
    slow, quick = (calibrator.chance(seen(last_ms=ms), 0.0) for ms in (60_000, 100))
    assert slow == quick  # nothing is known of what is usual
    calibrator.take(None, 3, 0.0, 5_000)
    slow, unknown, quick = (calibrator.chance(seen(last_ms=ms), 0.0) for ms in (60_000, 0, 100))
    assert slow < unknown < quick


def test_the_chance_that_is_told_is_the_one_that_an_answer_is_held_against() -> None:
    calibrator = Calibrator()
    for number in range(20):
        card = seen(gap=1 + number % 3)
        told = calibrator.chance(card, number * 600.0)
        rating = 1 + number % 4
        assert calibrator.take(card, rating, number * 600.0, 4_000) == pytest.approx(told)


def test_a_calibrator_goes_on_from_its_state() -> None:
    whole, first = Calibrator(), Calibrator()
    answers = [
        (seen(gap=n % 4, days_seen=1 + n % 5), 1 + n % 3, n * 3600.0, 900 * n) for n in range(60)
    ]
    for answer in answers:
        whole.take(*answer)
    for answer in answers[:30]:
        first.take(*answer)
    stored = msgspec.json.encode(first.state)
    second = Calibrator(state=msgspec.json.decode(stored, type=CalibratorState))
    for answer in answers[30:]:
        second.take(*answer)
    assert second.state == whole.state


@pytest.mark.parametrize(
    "stored",
    [
        b'{"other_day": {"theta": [1, 2]}}',
        b'{"other_day": {"mean": [1, 2]}}',
        b'{"other_day": {"theta": [0, 0, 0, 0, 0], "bias": 0.1, "at_s": 5.0}, "same_day": {}}',
    ],
)
def test_a_state_of_another_shape_is_refused(stored: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(stored, type=CalibratorState)


def test_a_clock_set_back_counts_as_no_time() -> None:
    def next_chance(at_s: float, gap: int) -> float:
        calibrator = Calibrator()
        calibrator.take(seen(gap=gap), 3, 10_000.0, 0)
        return calibrator.take(seen(gap=gap), 3, at_s, 0)

    assert next_chance(0.0, 1) == next_chance(10_000.0, 1) != next_chance(20_000.0, 1)
    assert next_chance(0.0, -3) == next_chance(0.0, 0)


def test_a_good_run_fades_within_hours_and_a_bad_one_with_answers() -> None:
    def chances(rating: int) -> tuple[float, float, float]:
        calibrator = Calibrator()
        for number in range(5):
            calibrator.take(seen(gap=10), rating, float(number), 0)
        soon, late = (calibrator.chance(seen(gap=10), at_s) for at_s in (5.0, 20 * 3600.0))
        return calibrator.chance(seen(gap=10), 5.0, steady=True), soon, late

    steady, soon, late = chances(3)
    assert soon > late
    assert late == pytest.approx(steady, abs=1e-4)
    steady, soon, late = chances(1)
    assert soon == late < steady


def test_weights_stay_within_their_limits() -> None:
    calibrator = Calibrator()
    for number in range(3000):
        calibrator.take(seen(gap=1, stability=1000.0, days_seen=50), 1, number * 1e5, 100)
        calibrator.take(seen(gap=0, seconds=number), 1, number * 1e5, 60_000)
    state = calibrator.state
    for prior, machine in ((OTHER_DAY, state.other_day), (SAME_DAY, state.same_day)):
        for mean, low, high in zip(machine.mean, prior.low, prior.high, strict=True):
            assert low <= mean <= high
        for var, most in zip(machine.var, prior.var, strict=True):
            assert 0 < var <= most


def test_a_card_never_seen_is_not_known() -> None:
    assert Calibrator().chance(seen(days_seen=0), 0.0) == 0.0


def test_what_was_learned_moves_the_logit() -> None:
    mean = (-1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    state = CalibratorState(other_day=OtherDayState(mean=mean))
    chance = Calibrator(state=state).chance(seen(gap=10), 0.0)
    assert log(chance / (1 - chance)) - log(9) == pytest.approx(-1.0, abs=1e-6)


def weight(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high) | st.sampled_from((low, high))


STATES = st.builds(
    CalibratorState,
    other_day=st.builds(
        OtherDayState,
        mean=st.tuples(*map(weight, OTHER_DAY.low, OTHER_DAY.high)),
        flow=weight(-3, 3),
        at_s=st.floats(0, 3 * DAY_S),
    ),
    same_day=st.builds(
        SameDayState,
        mean=st.tuples(*map(weight, SAME_DAY.low, SAME_DAY.high)),
        flow=weight(-3, 3),
        at_s=st.floats(0, 3 * DAY_S),
    ),
    usual_mean=weight(0, 12),
    usual_count=st.integers(0, 3),
)
CARDS = st.builds(
    seen,
    stability=weight(0.001, 36_500) | st.floats(0.1, 100),
    difficulty=weight(1, 10),
    gap=st.just(0),
    days_seen=st.integers(1, 5_000),
    was_again=st.booleans(),
    forgotten=st.integers(0, 500),
    last_ms=st.integers(0, 60_000),
    seen_today=st.integers(1, 40),
)
DECAYS = weight(0.1, 0.8) | st.just(DEFAULT_WEIGHTS[20])
HOURS = st.lists(st.floats(0, 48) | st.floats(0, 24 * 40_000), min_size=2, max_size=30)


@given(
    state=STATES,
    card=CARDS,
    decay=DECAYS,
    hours=HOURS,
    new_day_h=st.floats(0, 24),
    steady=st.booleans(),
)
def test_no_card_is_known_better_for_waiting(
    state: CalibratorState,
    card: SeenCard,
    decay: float,
    hours: list[float],
    new_day_h: float,
    steady: bool,
) -> None:
    calibrator = Calibrator(Fsrs6((*DEFAULT_WEIGHTS[:20], decay)), state)
    start_s = 3.0 * DAY_S
    now = inf
    for hour in sorted(hours):
        gap = 0 if hour < new_day_h else 1 + int((hour - new_day_h) / 24)
        later = msgspec.structs.replace(card, gap=gap, seconds=hour * 3600)
        was = now
        now = calibrator.chance(later, start_s + hour * 3600, steady=steady)
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
