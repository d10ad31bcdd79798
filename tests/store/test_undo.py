import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.items.rating import Rating
from quiz.memory import MemoryState
from quiz.store import Record
from quiz.store.rows import past_of
from tests.store.conftest import DAYS, SCHEDULER, Learner
from tests.support import history_of

if TYPE_CHECKING:
    from tests.store.conftest import Open

States = dict[str, MemoryState]


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
        learner = Learner(Record.open(path, days=DAYS))
        before: list[States] = []
        for card, rating, schedules, seconds in answers:
            before.append(learner.record.states("b"))
            learner.wait(seconds=seconds)
            learner.answer(card, rating, schedules=schedules)
        assert learner.record.check(SCHEDULER) == []
        for states in reversed(before):
            if is_reopened:
                learner.record.close()
                learner.record = Record.open(path, days=DAYS)
            assert learner.undo() is not None
            assert learner.record.states("b") == states
        assert learner.undo() is None
        assert learner.record.reviews() == []
        learner.record.close()


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


def test_any_answer_can_be_taken_back(learner: Learner) -> None:
    first = learner.answer(rating=Rating.AGAIN)
    learner.wait(minutes=3)
    second = learner.answer(rating=Rating.GOOD)
    state = learner.take_back(first)
    assert state == SCHEDULER.replay([past_of(second)], "c")
    assert [r.uid for r in history_of(learner.record, "b", "c")] == [second.uid]
    with pytest.raises(QuizError):
        learner.take_back(first)
    with pytest.raises(QuizError):
        learner.take_back(learner.review())


def test_undo_takes_an_afixed_answer_back_as_one(learner: Learner) -> None:
    first = learner.answer()
    learner.amend(first, uid="second", rating=Rating.EASY)
    undone = learner.undo()
    assert undone is not None
    assert undone.uid == "second"
    assert learner.record.states("b") == {}
    assert learner.undo() is None
