"""One log, replayed card by card, over all cards, and for many weights: each says the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.memory import NEW_STATE
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS, Fsrs6
from quiz.memory.prediction.log import LoggedReview
from quiz.memory.prediction.replay import Replayed, Timeline
from quiz.memory.replay import replayed
from quiz.memory.scheduler import Scheduler
from quiz.memory.seen import SeenCard, seen_before, seen_card

LOGS = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(1, 4), st.integers(-2, 40)), max_size=40
)
"""Card, rating, and days that pass; the study day may fall back, as on a journey."""
MODELS = st.sampled_from([Fsrs6(), Fsrs6((0.5, 2.0, 4.0, *DEFAULT_WEIGHTS[3:]))])


def dated(log: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    day, answers = 739_000, []
    for card, rating, passed in log:
        day += passed
        answers.append((card, rating, day))
    return answers


@given(log=LOGS, model=MODELS)
def test_the_replay_over_all_cards_is_that_of_many_weights(
    log: list[tuple[str, int, int]], model: Fsrs6
) -> None:
    answers = dated(log)
    timeline = Timeline(
        LoggedReview(card=card, rating=rating, at_s=float(at), day=day)
        for at, (card, rating, day) in enumerate(answers)
    )
    other = Replayed(timeline, model)
    assert list(seen_before(model, answers)) == [other.seen(at) for at in range(len(answers))]


@given(log=LOGS, model=MODELS)
def test_the_replay_over_all_cards_is_that_of_a_single_one(
    log: list[tuple[str, int, int]], model: Fsrs6
) -> None:
    scheduler = Scheduler(parameters=model.weights)
    answers = dated(log)
    past: dict[str, list[tuple[int, int, int, int | None, int | None, float | None]]] = {}
    for at, ((card, rating, day), seen) in enumerate(
        zip(answers, seen_before(model, answers), strict=True)
    ):
        state = replayed(scheduler.model, past.get(card, []), card, scheduler.replay)
        assert (seen is None) == (state == NEW_STATE)
        assert seen == seen_card(state, day)
        past.setdefault(card, []).append((at * 1_000_000, rating, day, None, None, 0.9))


def test_an_answer_on_an_earlier_day_counts_for_the_last_one() -> None:
    model = Fsrs6()
    *_, last = seen_before(model, [("a", 3, 10), ("a", 1, 12), ("a", 3, 11)])
    stability, difficulty = model.next(*model.first(3), 1, 2)
    assert last == SeenCard(
        stability=pytest.approx(stability),  # type: ignore[arg-type]
        difficulty=pytest.approx(difficulty),  # type: ignore[arg-type]
        gap=0,
        days_seen=2,
        was_again=True,
    )
