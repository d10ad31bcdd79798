import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.memory.pace import Pace, TimedAnswer, counted_ms, pace_of, whole_minutes

TODAY = 100


def seconds_of(count: int, each: float = 10.0) -> float:
    """Return the seconds that so many answers show, five of 15 s counted beside them."""
    return (count * each + 5 * 15) / (count + 5)


def answers(
    card: str, count: int, *, day: int = TODAY - 1, is_new: bool = True
) -> list[TimedAnswer]:
    return [TimedAnswer("b", card, day, 10_000, is_new and n == 0, True) for n in range(count)]


@pytest.mark.parametrize(
    ("measured", "counted"), [(-5, 0), (0, 0), (59_999, 59_999), (9**9, 60_000)]
)
def test_an_answer_counts_at_most_a_minute(measured: int, counted: int) -> None:
    assert counted_ms(measured) == counted


def test_begun_minutes_count() -> None:
    assert [whole_minutes(minutes) for minutes in (0.0, 0.1, 1.0, 1.0 + 1e-12, 1.01)] == [
        0,
        1,
        1,
        1,
        2,
    ]


def test_repeats_of_new_and_of_due_cards_are_learned_apart() -> None:
    log = [a for n in range(50) for a in answers(f"n{n}", 4)]
    log += [a for n in range(50) for a in answers(f"d{n}", 1, is_new=False)]
    pace = pace_of(log, TODAY)
    assert pace.new_s == pytest.approx(seconds_of(250) * (50 * 4 + 5 * 2.5) / 55)
    assert pace.due_s == pytest.approx(seconds_of(250) * (50 + 5 * 1.2) / 55)
    assert pace.learning_s == pytest.approx(pace.new_s - seconds_of(250))


def test_what_was_begun_today_may_not_be_done_and_tells_seconds_alone() -> None:
    pace = pace_of([a for n in range(20) for a in answers(f"n{n}", 1, day=TODAY)], TODAY)
    assert pace.new_s == pytest.approx(2.5 * seconds_of(20))


def test_answers_of_a_quiz_tell_seconds_alone() -> None:
    quiz = [TimedAnswer("b", f"c{n}", TODAY - 1, 10_000, True, False) for n in range(20)]
    assert pace_of(quiz, TODAY).new_s == pytest.approx(2.5 * seconds_of(20))


def test_one_quick_answer_does_not_set_the_pace() -> None:
    pace = pace_of([TimedAnswer("b", "c", TODAY - 1, 1_000, True, True)], TODAY)
    assert 19 * pace.new_s > 8 * 60
    assert pace_of([], TODAY).new_s == pytest.approx(2.5 * 15)


def test_an_interrupted_answer_does_not_swell_the_day() -> None:
    log = [*answers("a", 1), TimedAnswer("b", "c", TODAY - 1, 3_600_000, False, True)]
    assert pace_of(log, TODAY).due_s < 60


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_more_cards_take_no_less_time(due: int, learning: int, new: int) -> None:
    pace = Pace(due_s=9.0, learning_s=10.0, new_s=30.0)
    seconds = pace.seconds(due=due, learning=learning, new=new)
    assert seconds == due * 9 + learning * 10 + new * 30
