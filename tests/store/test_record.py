import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

import quiz
from quiz.errors import QuizError
from quiz.items.rating import Rating
from quiz.memory import NEW_STATE, Scheduler, StudyDays
from quiz.store import Record, Review
from quiz.store.rows import past_of
from tests.support import connection_of, history_of

if TYPE_CHECKING:
    from tests.store.conftest import Learner, Open


def test_an_answer_is_there_after_the_record_was_opened_anew(
    learner: "Learner", open_record: "Open"
) -> None:
    review = learner.review(
        "c",
        Rating.HARD,
        credit=0.5,
        points=2.5,
        points_of=5.0,
        response='{"type":"typed","text":"µ"}',
        elapsed_ms=4200,
        hints=1,
        tries=2,
        certainty=3,
        guess_chance=0.25,
        is_overridden=True,
        tags=("dates", "é"),
        sitting="s",
        place=3,
    )
    state = learner.keep(review)
    device = learner.record.device
    learner.record.close()
    again = open_record().record
    assert again.device == device
    assert (again.trouble, again.notice) == ("", "")
    kept = msgspec.structs.replace(review, learner="me", device=device, rep=0)
    assert again.last_review() == kept
    assert again.state("b", "c") == state
    assert again.states("b") == {"c": state}


def test_a_time_is_kept_to_the_microsecond(learner: "Learner") -> None:
    learner.now = datetime(2025, 11, 24, 10, 59, 59, 999_999, tzinfo=UTC)
    learner.answer()
    last = learner.record.last_review()
    assert last is not None
    assert last.at == learner.now


def test_what_has_no_rating_or_is_practice_leaves_memory_alone(learner: "Learner") -> None:
    learner.answer(rating=None, credit=0.0)
    learner.answer(schedules=False)
    assert learner.record.state("b", "c") == NEW_STATE
    assert learner.record.states("b") == {}
    assert len(learner.record.reviews()) == 2


def test_the_step_is_given_the_state_as_it_is_on_disk(
    open_record: "Open", scheduler: Scheduler
) -> None:
    one, other = open_record(), open_record()
    for _ in range(5):
        for learner in (one, other):
            learner.answer()
            learner.wait(days=3)
            one.now = other.now = learner.now
    assert one.record.state("b", "c").reps == 10
    assert one.record.check(scheduler) == []


def test_an_answer_that_is_appended_twice_is_kept_once(learner: "Learner") -> None:
    review = learner.review()
    assert learner.keep(review) == learner.keep(review)
    assert learner.record.state("b", "c").reps == 1
    assert len(learner.record.reviews()) == 1


def test_a_clock_set_back_leaves_the_log_in_order(learner: "Learner", scheduler: Scheduler) -> None:
    learner.answer()
    first = learner.now
    learner.wait(days=-400)
    learner.answer(rating=Rating.EASY)
    state = learner.record.state("b", "c")
    assert state.last_review_at == first + timedelta(microseconds=1)
    assert state.due_day is not None
    assert state.due_day > StudyDays(zone=UTC).ordinal(first)
    assert learner.record.check(scheduler) == []


def test_a_step_that_fails_leaves_nothing_behind(learner: "Learner") -> None:
    def step(state: object) -> object:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        learner.record.append(learner.review(), step)  # type: ignore[arg-type]
    assert learner.record.reviews() == []
    learner.answer()
    assert len(learner.record.reviews()) == 1


def test_amending_replaces_an_answer_where_it_stood(
    learner: "Learner", scheduler: Scheduler
) -> None:
    first = learner.answer(rating=Rating.AGAIN, credit=0.0)
    learner.wait(minutes=5)
    learner.answer(rating=Rating.GOOD)
    better = {"uid": "new", "rating": Rating.EASY, "credit": 1.0, "is_overridden": True}
    state = learner.amend(first, **better)
    history = history_of(learner.record, "b", "c")
    assert [r.rating for r in history] == [Rating.EASY, Rating.GOOD]
    assert history[0].replaces == first.uid
    assert state == scheduler.replay([past_of(r) for r in history], "c")
    assert learner.record.check(scheduler) == []
    with pytest.raises(QuizError, match="no such answer to"):
        learner.amend(first, **better)
    assert len(learner.record.reviews()) == 2


def test_the_rating_may_be_taken_away_and_given(learner: "Learner") -> None:
    first = learner.answer(rating=Rating.GOOD)
    assert learner.amend(first, uid="none", rating=None) == NEW_STATE
    (none,) = learner.record.reviews()
    assert learner.amend(none, uid="some", rating=Rating.HARD).reps == 1


def test_learners_of_one_file_do_not_meet(path: Path, learner: "Learner") -> None:
    learner.answer()
    with Record.open(path, learner="you") as other:
        assert other.state("b", "c") == NEW_STATE
        assert other.reviews() == []
        assert other.last_review() is None
        assert other.queue_rows(["b"], learner.day + 99) == []
        with pytest.raises(QuizError):
            other.retract(learner.record.reviews()[0].uid, lambda h: NEW_STATE, learner.now)


def test_check_finds_what_the_log_does_not_say_and_rebuilding_mends_it(
    path: Path, learner: "Learner", scheduler: Scheduler
) -> None:
    for card in ("a", "b", "c"):
        learner.answer(card)
    assert learner.record.check(scheduler) == []
    states = learner.record.states("b")
    with sqlite3.connect(path) as other:
        other.execute("UPDATE state SET reps = 7 WHERE card = 'a'")
        other.execute("DELETE FROM state WHERE card = 'b'")
        other.execute(
            "INSERT INTO state (learner, bank, card, phase, step, reps, lapses, days_seen) "
            "SELECT learner, bank, 'z', phase, step, reps, lapses, 1 FROM state WHERE card = 'c'"
        )
    other.close()
    assert learner.record.check(scheduler) == [
        "b/a: the saved state doesn't match the review history",
        "b/b: the review history has answers to this card, but no state is saved",
        "b/z: a state is saved, but the review history has no answers to this card",
    ]
    assert learner.record.rebuild_states(scheduler) == 3
    assert learner.record.states("b") == states
    assert learner.record.check(scheduler) == []


def test_every_answer_is_synced(path: Path, learner: "Learner") -> None:
    connection = connection_of(learner.record)
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "persist"
    assert connection.execute("PRAGMA synchronous").fetchone()[0] == 3
    assert connection.execute("PRAGMA trusted_schema").fetchone()[0] == 0
    assert connection.execute("PRAGMA busy_timeout").fetchone()[0] == 5000


def test_the_room_is_entered_without_heavy_imports() -> None:
    code = (
        "import sys, quiz.store, quiz.memory\n"
        "heavy = {'fsrs', 'zoneinfo', 'textual', 'rich', 'click', 'yaml', 'importlib.resources',"
        " 'dataclasses'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(quiz.__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "[]"


def test_a_review_has_an_id_of_its_own() -> None:
    days = StudyDays(zone=UTC)
    moment = datetime(2025, 1, 1, tzinfo=UTC)
    reviews = [
        Review(
            bank="b",
            card="c",
            kind="card",
            at=moment,
            day=days.ordinal(moment),
            rating=None,
            credit=0,
            points=0,
            points_of=1,
        )
        for _ in range(99)
    ]
    assert len({review.uid for review in reviews}) == 99
