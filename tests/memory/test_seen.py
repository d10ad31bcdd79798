"""One log, replayed card by card, over all cards, and for many weights: each says the same."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.memory import NEW_STATE
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS, Fsrs6
from quiz.memory.prediction.log import LoggedReview
from quiz.memory.prediction.replay import Replayed, Timeline
from quiz.memory.replay import PlainReview, replayed
from quiz.memory.scheduler import Scheduler
from quiz.memory.seen import AnswerSeen, SeenCard, seen_before, seen_card

LOGS = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.integers(1, 4), st.integers(-2, 40), st.integers(0, 60_000)
    ),
    max_size=40,
)
"""Card, rating, days that pass and milliseconds; the study day may fall back, as on a journey."""
MODELS = st.sampled_from([Fsrs6(), Fsrs6((0.5, 2.0, 4.0, *DEFAULT_WEIGHTS[3:]))])


def dated(log: list[tuple[str, int, int, int]]) -> list[AnswerSeen]:
    day, answers = 739_000, []
    for at, (card, rating, passed, ms) in enumerate(log):
        day += passed
        answers.append(AnswerSeen(card, rating, day, at * 1_000_000, ms))
    return answers


@given(log=LOGS, model=MODELS)
def test_the_replay_over_all_cards_is_that_of_many_weights(
    log: list[tuple[str, int, int, int]], model: Fsrs6
) -> None:
    answers = dated(log)
    timeline = Timeline(
        LoggedReview(
            card=str(answer.card),
            rating=answer.rating,
            at_s=answer.at_us / 1e6,
            day=answer.day,
            ms=answer.ms,
        )
        for answer in answers
    )
    other = Replayed(timeline, model)
    assert list(seen_before(model, answers)) == [other.seen(at) for at in range(len(answers))]


@given(log=LOGS, model=MODELS)
def test_the_replay_over_all_cards_is_that_of_a_single_one(
    log: list[tuple[str, int, int, int]], model: Fsrs6
) -> None:
    scheduler = Scheduler(parameters=model.weights)
    answers = dated(log)
    past: dict[str, list[PlainReview]] = {}
    for answer, seen in zip(answers, seen_before(model, answers), strict=True):
        card, at = str(answer.card), datetime.fromtimestamp(answer.at_us / 1e6, UTC)
        state = replayed(scheduler.model, past.get(card, []), card, scheduler.replay)
        assert (seen is None) == (state == NEW_STATE)
        assert seen == seen_card(state, answer.day, at)
        past.setdefault(card, []).append(
            (answer.at_us, answer.rating, answer.day, None, None, 0.9, answer.ms)
        )


def test_an_answer_on_an_earlier_day_counts_for_the_last_one() -> None:
    model = Fsrs6()
    *_, last = seen_before(
        model,
        [
            AnswerSeen("a", 3, 10, 0, 5_000),
            AnswerSeen("a", 1, 12, 9_000_000, 7_000),
            AnswerSeen("a", 3, 11, 12_000_000, 3_000),
        ],
    )
    stability, difficulty = model.next(*model.first(3), 1, 2)
    assert last == SeenCard(
        stability=pytest.approx(stability),  # type: ignore[arg-type]
        difficulty=pytest.approx(difficulty),  # type: ignore[arg-type]
        gap=0,
        days_seen=2,
        was_again=True,
        forgotten=1,
        last_ms=7_000,
        seconds=3.0,
        seen_today=1,
    )
