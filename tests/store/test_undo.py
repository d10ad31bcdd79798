import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.items.rating import Rating
from quiz.memory import NEW_STATE, MemoryState, Scheduler, StudyDays
from quiz.store import Record, Review
from quiz.store.rows import past_of

if TYPE_CHECKING:
    from tests.store.conftest import Learner, Open

DAYS = StudyDays(zone=UTC)
SCHEDULER = Scheduler(days=DAYS)
States = dict[str, MemoryState]


def review(card: str, rating: Rating | None, schedules: bool, at: datetime) -> Review:
    return Review(
        bank="b",
        card=card,
        kind="card",
        at=at,
        day=DAYS.ordinal(at),
        rating=rating,
        schedules=schedules,
        credit=1,
        points=1,
        points_of=1,
    )


def keep(record: Record, one: Review) -> MemoryState:
    def step(state: MemoryState) -> MemoryState:
        assert one.rating is not None
        return SCHEDULER.after(state, one.rating, one.at, one.card)

    return record.append(one, step)


def undo(record: Record, now: datetime) -> Review | None:
    last = record.last_review()
    card = "" if last is None else last.card
    return record.undo_last(lambda history: SCHEDULER.replay(history, card), now)


ANSWERS = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from([*Rating, None]),
        st.booleans(),
        st.integers(-(10**6), 10**7),
    ),
    max_size=30,
)


@settings(max_examples=25, deadline=None)
@given(answers=ANSWERS, is_reopened=st.booleans())
def test_undoing_all_answers_goes_back_through_every_state(
    answers: list[tuple[str, Rating | None, bool, int]], is_reopened: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.db"
        now = datetime(2025, 11, 24, tzinfo=UTC)
        record = Record.open(path, days=DAYS)
        before: list[States] = []
        for card, rating, schedules, seconds in answers:
            before.append(record.states("b"))
            now += timedelta(seconds=seconds)
            keep(record, review(card, rating, schedules, now))
        assert record.check(SCHEDULER) == []
        for states in reversed(before):
            if is_reopened:
                record.close()
                record = Record.open(path, days=DAYS)
            assert undo(record, now) is not None
            assert record.states("b") == states
        assert undo(record, now) is None
        assert record.reviews() == []
        record.close()


def test_undo_reaches_through_150_answers_and_a_restart(open_record: "Open") -> None:
    rng = Random(7)
    learner = open_record()
    trail = []
    for _ in range(150):
        trail.append(learner.record.states("b"))
        learner.wait(hours=rng.choice([0.01, 0.2, 30, 500]))
        learner.answer(f"c{rng.randrange(12)}", rng.choice(list(Rating)))
    learner.record.close()
    again = open_record()
    again.now = learner.now
    for states in reversed(trail):
        again.undo()
        assert again.record.states("b") == states
    assert again.record.last_review() is None


def test_any_answer_can_be_taken_back(learner: "Learner") -> None:
    first = learner.answer(rating=Rating.AGAIN)
    learner.wait(minutes=3)
    second = learner.answer(rating=Rating.GOOD)
    state = learner.record.retract(first.uid, lambda h: SCHEDULER.replay(h, "c"), learner.now)
    assert state == SCHEDULER.replay([past_of(second)], "c")
    assert [r.uid for r in learner.record.live_history("b", "c")] == [second.uid]
    with pytest.raises(QuizError):
        learner.record.retract(first.uid, lambda h: NEW_STATE)
    with pytest.raises(QuizError):
        learner.record.retract("unheard of", lambda h: NEW_STATE)


def test_undo_takes_an_amended_answer_back_as_one(learner: "Learner") -> None:
    import msgspec

    first = learner.answer()
    second = msgspec.structs.replace(first, uid="second", rating=Rating.EASY)
    learner.record.amend(
        first.uid, second, learner.step(second), lambda h: SCHEDULER.replay(h, "c")
    )
    undone = learner.undo()
    assert undone is not None
    assert undone.uid == "second"
    assert learner.record.states("b") == {}
    assert learner.undo() is None


def test_the_last_answer_of_a_sitting_can_be_asked_for(learner: "Learner") -> None:
    mine = learner.answer(sitting="s")
    learner.answer("d")
    last = learner.record.last_review(sitting="s")
    assert last is not None
    assert last.uid == mine.uid
    undone = learner.record.undo_last(lambda h: SCHEDULER.replay(h, "c"), learner.now, sitting="s")
    assert undone is not None
    assert undone.uid == mine.uid
    assert list(learner.record.states("b")) == ["d"]
