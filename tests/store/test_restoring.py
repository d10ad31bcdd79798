import os
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quiz.errors import QuizError
from quiz.memory import Scheduler
from quiz.store import Record
from quiz.store.restoring import Restoring
from quiz.store.text_backup import write
from tests.support import connection_of

if TYPE_CHECKING:
    from tests.store.conftest import Learner, Open


def test_what_would_change_is_known_and_the_record_can_be_had_back(
    learner: "Learner", open_record: "Open", scheduler: Scheduler
) -> None:
    for card in "abc":
        learner.answer(card)
        learner.wait(minutes=1)
    backup = learner.record.back_up(learner.now)
    learner.undo()
    learner.wait(minutes=1)
    learner.answer("d")
    learner.wait(minutes=1)
    last = learner.answer("e")
    window = open_record()  # another program, which goes on after it
    with Restoring(learner.record, backup) as restoring:
        changes = restoring.changes()
        assert (changes.answers, changes.lost, changes.gained) == (3, 2, 1)
        assert changes.newest_lost == last.at
        before = restoring.apply(learner.now)
    assert set(learner.record.states("b")) == set("abc")
    assert set(window.record.states("b")) == set("abc")
    assert learner.record.check(scheduler) == []
    window.answer("f")
    assert set(learner.record.states("b")) == set("abcf")
    with Restoring(learner.record, before) as restoring:
        assert (restoring.changes().lost, restoring.changes().gained) == (2, 2)
        restoring.apply(learner.now)
    assert set(learner.record.states("b")) == set("abde")
    names = [backup.path.name for backup in learner.record.backups()]
    assert len(names) == 3
    assert sum("before-restore" in name for name in names) == 2


def test_backups_are_listed_with_what_they_hold(learner: "Learner", path: Path) -> None:
    learner.answer()
    learner.record.back_up(learner.now)
    bad = path.parent / "backups" / "record-daily-2025-11-01.db"
    bad.write_bytes(b"nothing")
    listed = {backup.path.name: backup for backup in learner.record.backups()}
    good = listed["record-now-2025-11-24-100000.db"]
    assert (good.answers, good.newest) == (1, learner.now)
    assert good.size > 4096
    assert listed[bad.name].answers is None


def test_two_backups_of_one_second_have_two_names(learner: "Learner") -> None:
    names = {learner.record.back_up(learner.now).name for _ in range(3)}
    assert len(names) == 3


@pytest.mark.parametrize("how", ["damaged", "foreign", "newer", "missing"])
def test_what_cannot_be_restored_changes_nothing(
    how: str, learner: "Learner", tmp_path: Path
) -> None:
    for i in range(60):
        learner.answer(f"c{i}")
    backup = learner.record.back_up(learner.now)
    match how:
        case "damaged":
            data = bytearray(backup.read_bytes())
            data[4096 * 3 : 4096 * 8] = b"\xff" * 4096 * 5
            backup.write_bytes(data)
        case "foreign":
            backup = tmp_path / "songs.db"
            connection = sqlite3.connect(backup)
            connection.execute("CREATE TABLE songs (name)")
            connection.commit()
            connection.close()
        case "newer":
            connection = sqlite3.connect(backup)
            connection.execute("PRAGMA user_version = 99")
            connection.close()
        case "missing":
            backup = tmp_path / "none.db"
        case _:
            pytest.fail(how)
    with pytest.raises(QuizError), Restoring(learner.record, backup) as restoring:
        restoring.apply(learner.now)
    assert len(learner.record.reviews()) == 60


def test_a_locked_record_is_left_as_it_is(
    learner: "Learner", path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.store.connection.BUSY_TIMEOUT_S", 0.2)
    monkeypatch.setattr("quiz.store.database.BUSY_TIMEOUT_S", 0.2)
    connection_of(learner.record).execute("PRAGMA busy_timeout = 200")
    learner.answer()
    backup = learner.record.back_up(learner.now)
    learner.answer("d")
    with Restoring(learner.record, backup) as restoring:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(QuizError, match="nothing was restored"):
            restoring.apply(learner.now)
        other.execute("ROLLBACK")
        other.close()
    assert len(learner.record.reviews()) == 2


def test_the_backup_of_the_day_may_be_written_in_a_thread_beside_answers(
    learner: "Learner", path: Path, scheduler: Scheduler
) -> None:
    from threading import Thread

    for i in range(200):
        learner.answer(f"c{i}")
    made: list[Path | None] = []
    thread = Thread(target=lambda: made.append(learner.record.back_up_if_due(learner.now)))
    thread.start()
    for i in range(50):
        learner.answer(f"d{i}")
    thread.join()
    (backup,) = made
    assert backup is not None
    assert learner.record.trouble == ""
    assert len(learner.record.reviews()) == 250
    with Restoring(learner.record, backup) as restoring:
        assert restoring.changes().answers >= 200
    assert learner.record.check(scheduler) == []


def crafted(path: Path, *statements: str) -> Path:
    """Return a database that says to be a record of ours, and has been changed by a stranger."""
    Record.open(path).close()
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


ENDLESS = (
    "CREATE VIEW review AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
    "SELECT x AS seq, x AS uid, 'me' AS learner, x AS at FROM n"
)


@pytest.mark.parametrize(
    "statements",
    [
        ("DROP TABLE review", ENDLESS),
        ("CREATE TABLE songs (name)",),
        ("CREATE TRIGGER t AFTER INSERT ON review BEGIN DELETE FROM review; END",),
        ("DROP TABLE sitting", "CREATE VIEW sitting AS SELECT 1 AS uid"),
    ],
    ids=["endless view", "another table", "a trigger", "a view"],
)
def test_a_file_with_other_tables_than_ours_is_refused_at_once(
    statements: tuple[str, ...], learner: "Learner", tmp_path: Path
) -> None:
    learner.answer()
    path = crafted(tmp_path / "crafted.db", *statements)
    began = time.process_time()
    with pytest.raises(QuizError, match=r"crafted\.db"):
        Restoring(learner.record, path)
    assert time.process_time() - began < 5


def test_rows_that_no_program_of_ours_writes_are_left_out_of_a_restored_file(
    learner: "Learner", tmp_path: Path
) -> None:
    for i in range(3):
        learner.answer(f"c{i}")
    path = learner.record.back_up(learner.now)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE review SET card = '' WHERE card = 'c1'")
    connection.commit()
    connection.close()
    with Restoring(learner.record, path) as restoring:
        assert restoring.changes().answers == 2
        restoring.apply(learner.now)
    assert sorted(review.card for review in learner.record.reviews()) == ["c0", "c2"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are others there")
def test_record_backups_and_text_are_read_by_their_owner_alone(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        home = tmp_path / "deep" / "home"
        with Record.open(home / "record.db") as record:
            now = datetime.now(UTC)
            record.put_meta("a", "b")
            backup = record.back_up(now)
            write(record, home / "text.jsonl")
        os.chmod(home / "record.db", 0o666)
        os.chmod(backup, 0o644)
        with Record.open(home / "record.db") as record:
            record.back_up(now, "again")
    finally:
        os.umask(mask)
    for path in (home, *home.rglob("*")):
        assert not path.stat().st_mode & 0o077, path


@pytest.mark.parametrize("command", [["banks"], ["config", "--write"], ["check", "b.yaml"]])
def test_whatever_command_comes_first_makes_a_home_for_its_owner_alone(
    tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "b.yaml").write_text("title: T\nquestions:\n- {question: Q?, answer: A}\n")
    home = tmp_path / "new" / "home"
    environ = os.environ | {"QUIZ_HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run(
        [sys.executable, "-m", "quiz", *command],
        cwd=tmp_path, env=environ, capture_output=True, check=False, umask=0o022,
    )  # fmt: skip
    assert home.stat().st_mode & 0o077 == 0


def test_a_backup_in_two_parts_of_a_killed_program_does_not_stay(
    learner: "Learner", path: Path
) -> None:
    learner.answer()
    learner.record.back_up(learner.now)
    left = path.parent / "backups" / "record-x.db.77.part"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    learner.record.back_up(learner.now, "later")
    assert not left.exists()
