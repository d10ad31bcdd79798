import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quiz.errors import QuizError
from quiz.items.rating import Rating
from quiz.memory import NEW_STATE, Scheduler, StudyDays
from quiz.store import Record, migrating
from quiz.store import database as database_module
from quiz.store.rows import to_micros

if TYPE_CHECKING:
    from tests.store.conftest import Learner, Open

NEXT = migrating.LATEST + 1


def test_a_newer_record_is_refused_and_left_as_it_is(learner: "Learner", path: Path) -> None:
    learner.answer()
    learner.record.close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {migrating.LATEST + 1}")
    connection.close()
    data = path.read_bytes()
    with pytest.raises(QuizError, match="written by a newer version of"):
        Record.open(path)
    assert path.read_bytes() == data


@pytest.fixture
def next_migration(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """Pretend that there is one more version."""
    scripts = [(NEXT, "CREATE TABLE extra (a TEXT) STRICT;\nINSERT INTO extra VALUES ('x;y');\n")]
    monkeypatch.setattr(
        migrating, "_scripts", lambda version: [s for s in scripts if s[0] > version]
    )
    monkeypatch.setattr(migrating, "LATEST", NEXT)
    monkeypatch.setattr(database_module, "LATEST", NEXT)
    return scripts


def test_a_migration_keeps_what_was_there_and_a_copy_of_it(
    learner: "Learner", path: Path, open_record: "Open", request: pytest.FixtureRequest
) -> None:
    learner.answer()
    learner.record.close()
    request.getfixturevalue("next_migration")
    again = open_record().record
    assert len(again.reviews()) == 1
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (NEXT,)
    assert connection.execute("SELECT a FROM extra").fetchall() == [("x;y",)]
    connection.close()
    backup = sqlite3.connect(path.parent / "backups" / f"record-before-{NEXT:04}.db")
    assert backup.execute("PRAGMA user_version").fetchone() == (NEXT - 1,)
    assert backup.execute("SELECT count(*) FROM review").fetchone() == (1,)
    backup.close()


def test_a_migration_that_breaks_off_leaves_the_old_version(
    learner: "Learner", path: Path, request: pytest.FixtureRequest
) -> None:
    learner.answer()
    learner.record.close()
    scripts = request.getfixturevalue("next_migration")
    scripts[0] = (NEXT, scripts[0][1] + "INSERT INTO extra VALUES (zeroblob(3));\n")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    with pytest.raises(sqlite3.Error):
        migrating.migrate(connection)
    assert migrating.version_of(connection) == NEXT - 1
    assert connection.execute("SELECT count(*) FROM review").fetchone()[0] == 1
    assert (
        connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'").fetchone()[0]
        == 0
    )
    connection.close()


def test_every_migration_has_its_number() -> None:
    folder = Path(migrating.__file__).parent / "migrations"
    numbers = sorted(int(file.name[:4]) for file in folder.glob("*.sql"))
    assert numbers == list(range(1, migrating.LATEST + 1))
    assert [number for number, _ in migrating._scripts(0)] == numbers


def test_a_record_of_the_first_version_goes_on_as_it_was(tmp_path: Path) -> None:
    """Memory, due days and undo are those that its log gives; a copy of it is kept."""
    path = tmp_path / "record.sqlite"
    old = sqlite3.connect(path, isolation_level=None)
    for statement in migrating._statements(dict(migrating._scripts(0))[1]):
        old.execute(statement)
    old.execute(f"PRAGMA application_id = {migrating.APPLICATION_ID}")
    old.execute("PRAGMA user_version = 1")
    days = StudyDays(zone=UTC)
    scheduler = Scheduler(days=days)
    now = datetime(2025, 11, 24, 10, tzinfo=UTC)
    state = NEW_STATE
    for number, rating in enumerate((Rating.GOOD, Rating.GOOD, Rating.HARD, Rating.AGAIN)):
        state = scheduler.after(state, rating, now, "c")
        at, day = to_micros(now), days.ordinal(now)
        old.execute(
            "INSERT INTO review VALUES (NULL, ?, 'me', 'd', 'b', 'c', 'text', ?, ?, ?, 1, 1.0, 1.0,"
            " 1.0, 'null', 9, 0, 1, NULL, 0.0, 0, '[]', NULL, NULL, NULL, 'FSRS-6')",
            (f"u{number}", at, day, int(rating)),
        )
        now = scheduler.due_moment(state) or now
    old.execute(
        "INSERT INTO state VALUES ('me', 'b', 'c', ?, ?, ?, ?, ?, NULL, ?, ?, ?, 1)",
        (
            str(state.phase),
            state.step,
            state.stability,
            state.difficulty,
            to_micros(state.due_at or now),
            to_micros(state.last_review_at or now),
            state.reps,
            state.lapses,
        ),
    )
    old.execute("INSERT INTO retraction VALUES ('r', 'u3', 'me', 'd', 1)")
    old.close()
    with Record.open(path, days=days) as record:
        assert record.has_stale_states
        assert record.rebuild_states(scheduler) == 1
        assert not record.has_stale_states
        assert record.check(scheduler) == []
        got = record.state("b", "c")
        assert (got.reps, got.lapses, got.last_rating) == (3, 0, Rating.HARD)
        assert [review.uid for review in record.reviews()] == ["u0", "u1", "u2"]
    assert (tmp_path / "backups" / "record-before-0002.sqlite").exists()
