import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quiz.errors import QuizError
from quiz.store import Record, migrating
from quiz.store import database as database_module

if TYPE_CHECKING:
    from tests.store.conftest import Learner, Open


def test_a_newer_record_is_refused_and_left_as_it_is(learner: "Learner", path: Path) -> None:
    learner.answer()
    learner.record.close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {migrating.LATEST + 1}")
    connection.close()
    data = path.read_bytes()
    with pytest.raises(QuizError, match="written by a newer version of this program"):
        Record.open(path)
    assert path.read_bytes() == data


@pytest.fixture
def second_migration(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """Pretend that there is a second version."""
    scripts = [(2, "CREATE TABLE extra (a TEXT) STRICT;\nINSERT INTO extra VALUES ('x;y');\n")]
    monkeypatch.setattr(
        migrating, "_scripts", lambda version: [s for s in scripts if s[0] > version]
    )
    monkeypatch.setattr(migrating, "LATEST", 2)
    monkeypatch.setattr(database_module, "LATEST", 2)
    return scripts


def test_a_migration_keeps_what_was_there_and_a_copy_of_it(
    learner: "Learner", path: Path, open_record: "Open", request: pytest.FixtureRequest
) -> None:
    learner.answer()
    learner.record.close()
    request.getfixturevalue("second_migration")
    again = open_record().record
    assert len(again.reviews()) == 1
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    assert connection.execute("SELECT a FROM extra").fetchall() == [("x;y",)]
    connection.close()
    backup = sqlite3.connect(path.parent / "backups" / "record-before-0002.db")
    assert backup.execute("PRAGMA user_version").fetchone() == (1,)
    assert backup.execute("SELECT count(*) FROM review").fetchone() == (1,)
    backup.close()


def test_a_migration_that_breaks_off_leaves_the_old_version(
    learner: "Learner", path: Path, request: pytest.FixtureRequest
) -> None:
    learner.answer()
    learner.record.close()
    scripts = request.getfixturevalue("second_migration")
    scripts[0] = (2, scripts[0][1] + "INSERT INTO extra VALUES (zeroblob(3));\n")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    with pytest.raises(sqlite3.Error):
        migrating.migrate(connection)
    assert migrating.version_of(connection) == 1
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
