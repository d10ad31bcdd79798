"""The count of days that is kept says what the log says, whatever happened since."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.items import Rating
from quiz.store import day_history
from tests.store.conftest import Learner
from tests.support import connection_of

STEPS = st.lists(
    st.sampled_from(["answer", "wrong", "undo", "day", "rename", "look"]), min_size=1, max_size=25
)


def fresh(learner: Learner) -> object:
    """Return the count of the whole log, with nothing kept."""
    connection = connection_of(learner.record)
    kept = learner.record.meta("day_history")
    learner.record.put_meta("day_history", "{}")
    found = day_history.day_history(connection, learner.record.learner)
    if kept is not None:
        learner.record.put_meta("day_history", kept)
    return found


@pytest.fixture
def keeps_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day_history, "_KEPT_FROM", 1)


@given(STEPS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_kept_says_what_the_log_says(
    keeps_at_once: None, learner: Learner, steps: list[str]
) -> None:
    for at, step in enumerate(steps):
        if step == "answer":
            learner.answer(f"c{at % 4}")
        elif step == "wrong":
            learner.answer(f"c{at % 3}", Rating.AGAIN)
        elif step == "undo":
            if learner.record.last_review() is not None:
                learner.undo()
        elif step == "day":
            learner.wait(days=1)
        elif step == "rename":
            learner.rename_cards({f"c{at % 4}": f"d{at}"})
        learner.wait(minutes=1)
        if step == "look":
            learner.record.day_history()
    assert learner.record.day_history() == fresh(learner)


@pytest.mark.parametrize(
    "kept",
    ["nonsense", "[]", '{"seq": 99999999}', '{"learner": "other", "seq": 1}', '{"undone": 7}'],
)
def test_a_count_of_another_log_is_not_believed(learner: Learner, kept: str) -> None:
    learner.answer("a")
    learner.record.put_meta("day_history", kept)
    assert [what.answers for what in learner.record.day_history().values()] == [1]
