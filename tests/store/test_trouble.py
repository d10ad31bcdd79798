import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quiz.items.rating import Rating
from quiz.memory import Scheduler
from quiz.store import Record, SittingRow
from quiz.store import database as database_module
from tests.support import block_journal, connection_of

if TYPE_CHECKING:
    from tests.store.conftest import Learner, Open


def fill(learner: "Learner") -> None:
    """Let the file grow no more."""
    connection = connection_of(learner.record)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_loses_nothing_and_is_told(
    learner: "Learner", path: Path, scheduler: Scheduler
) -> None:
    for i in range(20):
        learner.answer(f"c{i}")
    fill(learner)
    kept = 0
    # The file is opened anew, without the limit, by the first write after the failing one.
    while not learner.record.trouble:
        kept += 1
        learner.answer(f"d{kept}", response="x" * 500)
    assert learner.record.trouble == "your progress isn't being saved: the disk is full"
    assert len(learner.record.reviews()) == 20 + kept
    with Record.open(path) as other:
        assert len(other.reviews()) == 20 + kept - 1
    learner.answer("after")
    assert learner.record.trouble == ""
    assert learner.record.check(scheduler) == []
    with Record.open(path, days=learner.record.days) as other:
        assert len(other.reviews()) == 20 + kept + 1
        assert other.states("b") == learner.record.states("b")
        assert other.device == learner.record.device


def test_a_journal_that_cannot_be_written_sends_the_work_to_memory(
    learner: "Learner", path: Path, scheduler: Scheduler
) -> None:
    first = learner.answer("a")
    journal = block_journal(path)
    learner.answer("b")
    assert "progress isn't being saved" in learner.record.trouble
    learner.answer("c", Rating.AGAIN)
    learner.undo()
    learner.take_back(first, "a")
    learner.record.begin_sitting(SittingRow(uid="s", mode="quiz", started_at=learner.now))
    learner.record.end_sitting("s", learner.now, "{}")
    learner.rename_cards({"b": "z"})
    learner.record.sync_bank("b", "d", ["z"])
    states = learner.record.states("b")
    assert set(states) == {"z"}
    assert learner.record.back_up_if_due(learner.now) is None
    journal.rmdir()
    learner.answer("y")
    assert learner.record.trouble == ""
    with Record.open(path, days=learner.record.days) as other:
        assert [r.card for r in other.reviews()] == ["b", "y"]
        assert other.state("b", "z") == states["z"]
        sitting = other.sitting("s")
        assert sitting is not None
        assert sitting.result == "{}"
        assert other.seen_banks() == {"b": "d"}
        assert other.check(scheduler) == []


def test_what_was_kept_is_saved_at_the_end_if_that_can_be(learner: "Learner", path: Path) -> None:
    journal = block_journal(path)
    learner.answer("a")
    assert learner.record.trouble
    journal.rmdir()
    learner.record.close()
    with Record.open(path) as other:
        assert [r.card for r in other.reviews()] == ["a"]


def test_a_record_that_cannot_be_written_is_read(
    learner: "Learner", open_record: "Open", path: Path
) -> None:
    learner.answer("a")
    learner.record.close()
    journal = block_journal(path)
    again = open_record()
    assert "progress isn't being saved" in again.record.trouble
    assert [r.card for r in again.record.reviews()] == ["a"]
    again.answer("b")
    assert set(again.record.states("b")) == {"a", "b"}
    assert again.record.device == learner.record.device
    journal.rmdir()
    again.answer("c")
    assert again.record.trouble == ""


def test_a_file_that_may_only_be_read(
    learner: "Learner", open_record: "Open", path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.answer("a")
    learner.record.close()

    def read_only(path: Path, *, timeout_s: float = 0) -> sqlite3.Connection:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
        connection.row_factory = sqlite3.Row
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(database_module, "open_file", read_only)
        again = open_record()
        assert again.record.trouble == "your progress isn't being saved: the file is read-only"
        assert again.record.notice == ""
        again.answer("b")
        assert len(again.record.reviews()) == 2
    again.answer("c")
    assert again.record.trouble == ""


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with Record.open(tmp_path / "file" / "record.db") as record:
        assert record.trouble.startswith("your progress isn't being saved: ")
        assert record.reviews() == []
        assert record.notice == ""


def test_a_lock_that_is_never_given_back(
    learner: "Learner", path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.answer("a")
    connection_of(learner.record).execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    learner.answer("b")
    assert (
        learner.record.trouble == "your progress isn't being saved: another program has locked it"
    )
    learner.answer("c")
    assert len(learner.record.states("b")) >= 2
    other.execute("ROLLBACK")
    other.close()
    learner.answer("d")
    assert learner.record.trouble == ""
    assert [r.card for r in learner.record.reviews()] == ["a", "b", "c", "d"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 600 kB, where the system lets us."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_real_disk_that_runs_full_and_is_emptied(
    small_disk: Path, learner: "Learner", scheduler: Scheduler
) -> None:
    path = small_disk / "record.db"
    ballast = small_disk / "ballast"
    learner.record = Record.open(path, days=learner.record.days)
    assert learner.record.trouble == ""
    ballast.write_bytes(b"x" * 200_000)
    count = 0
    while not learner.record.trouble:
        learner.answer(f"c{count}", response="x" * 2000)
        count += 1
    assert learner.record.trouble == "your progress isn't being saved: the disk is full"
    for _ in range(20):
        learner.answer(f"c{count}", response="x" * 2000)
        count += 1
    assert learner.record.trouble
    assert len(learner.record.reviews()) == count
    ballast.unlink()
    learner.answer("last")
    assert learner.record.trouble == ""
    learner.record.close()
    with Record.open(path, days=learner.record.days) as other:
        assert len(other.reviews()) == count + 1
        assert other.check(scheduler) == []


def test_a_new_record_on_a_full_disk(small_disk: Path, learner: "Learner") -> None:
    ballast = small_disk / "ballast"
    with suppress(OSError):
        ballast.write_bytes(b"x" * 700_000)
    with Record.open(small_disk / "record.db", days=learner.record.days) as record:
        learner.record = record
        assert record.trouble == "your progress isn't being saved: the disk is full"
        learner.answer("a")
        assert len(record.reviews()) == 1
        ballast.unlink()
        learner.answer("b")
        assert record.trouble == ""
        assert len(record.reviews()) == 2


def test_a_disk_that_may_only_be_read(small_disk: Path, learner: "Learner") -> None:
    path = small_disk / "record.db"
    with Record.open(path, days=learner.record.days) as record:
        learner.record = record
        learner.answer("a")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with Record.open(path, days=learner.record.days) as record:
        learner.record = record
        assert record.trouble.startswith("your progress isn't being saved: ")
        assert len(record.reviews()) == 1
        learner.answer("b")
        assert len(record.reviews()) == 2
