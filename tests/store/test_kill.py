"""Records that are written by processes, and by processes that are killed."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC
from pathlib import Path
from random import Random

import pytest

import quiz
from quiz.memory import Scheduler, StudyDays
from quiz.store import Record
from quiz.store.migrating import LATEST

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from quiz.items.rating import Rating
from quiz.memory import Scheduler, StudyDays
from quiz.store import Record, Review

path, name, count, undoes = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4] == "1"
now = datetime.now(UTC)

scheduler = Scheduler(days=StudyDays(zone=UTC))

with Record.open(path) as record:
    print("open", flush=True)
    for i in range(count):
        at = datetime.now(UTC)
        rating = Rating(1 + i % 4)
        review = Review(bank="b", card=f"c{i % 7}", kind="text", at=at, day=at.toordinal(),
                        rating=rating, credit=1, points=1, points_of=1, sitting=name, place=i)
        print("try", review.uid, flush=True)
        record.append(
            review, lambda state: scheduler.after(state, rating, at, review.card))
        assert not record.trouble, record.trouble
        print("kept", review.uid, flush=True)
        if undoes and i % 5 == 4:
            gone = record.last_review()
            print("undo", gone.uid, flush=True)
            record.retract(gone.uid, lambda past: scheduler.replay(past, gone.card), at)
            print("undone", gone.uid, flush=True)
print("end", flush=True)
"""


def start(path: Path, name: str, count: int, *, undoes: bool) -> subprocess.Popen[str]:
    root = str(Path(quiz.__file__).parents[1])
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(count), str(int(undoes))],
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        env=os.environ | {"PYTHONPATH": root},
    )


@pytest.mark.parametrize("kills", [30, pytest.param(300, marks=pytest.mark.slow)])
def test_a_killed_writer_loses_nothing_that_it_showed_as_kept(kills: int, tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    rng = Random(kills)
    tried: set[str] = set()
    kept: set[str] = set()
    undone: set[str] = set()
    doubtful: set[str] = set()  # being taken back when the writer was killed
    for number in range(kills):
        writer = start(path, f"s{number}", 100_000, undoes=True)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        time.sleep(rng.uniform(0, 0.08))
        writer.send_signal(signal.SIGKILL)
        words = [line.split() for line in writer.stdout.read().splitlines(keepends=True)]
        writer.stdout.close()
        writer.wait()
        said = [pair for pair in words if len(pair) == 2 and len(pair[1]) == 32]
        tried |= {uid for word, uid in said if word == "try"}
        kept |= {uid for word, uid in said if word == "kept"}
        undone |= {uid for word, uid in said if word == "undone"}
        doubtful |= {uid for word, uid in said if word == "undo"} - undone
    with Record.open(path, days=StudyDays()) as record:
        assert (record.trouble, record.notice) == ("", "")
        live = {review.uid for review in record.reviews()}
        assert record.check(Scheduler(days=StudyDays(zone=UTC))) == []
    assert kept
    assert kept - undone - doubtful <= live
    assert not live & undone
    assert live <= tried
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    writers = [start(path, name, 200, undoes=False) for name in ("one", "two")]
    for writer in writers:
        out, _ = writer.communicate(timeout=60)
        assert out.endswith("end\n")
    with Record.open(path) as record:
        assert len(record.sitting_reviews("one")) == 200
        assert len(record.sitting_reviews("two")) == 200
        assert sum(state.reps for state in record.states("b").values()) == 400
        assert record.check(Scheduler(days=StudyDays(zone=UTC))) == []
        assert all(review.device == record.device for review in record.reviews())


MIGRATOR = """
import sys, time
from pathlib import Path
from quiz.store import Record, database, migrating

table = "CREATE TABLE t{0} (a TEXT);\\nINSERT INTO t{0} VALUES ('{0}');\\n"
statements = "".join(table.format(i) for i in range(200))
new = migrating.LATEST + 1
known = list(migrating._scripts(0))
migrating._scripts = lambda version: [
    (number, script) for number, script in [*known, (new, statements)] if number > version]
migrating.LATEST = database.LATEST = new
print("go", flush=True)
Record.open(Path(sys.argv[1])).close()
"""


@pytest.mark.parametrize("kills", [10, pytest.param(200, marks=pytest.mark.slow)])
def test_a_killed_migration_leaves_the_old_version_or_the_new(kills: int, tmp_path: Path) -> None:
    root = str(Path(quiz.__file__).parents[1])
    rng = Random(kills)
    original = tmp_path / "original" / "record.db"
    start(original, "s", 20, undoes=False).communicate(timeout=60)
    for number in range(kills):
        path = tmp_path / str(number) / "record.db"
        path.parent.mkdir()
        path.write_bytes(original.read_bytes())
        migrator = subprocess.Popen(
            [sys.executable, "-c", MIGRATOR, str(path)],
            stdout=subprocess.PIPE,
            cwd=root,
            env=os.environ | {"PYTHONPATH": root},
        )
        assert migrator.stdout is not None
        assert migrator.stdout.readline() == b"go\n"
        time.sleep(rng.uniform(0, 0.05))
        migrator.kill()
        migrator.stdout.close()
        migrator.wait()
        connection = sqlite3.connect(path)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute(
            "SELECT count(*) FROM sqlite_schema WHERE name GLOB 't[0-9]*'"
        ).fetchone()[0]
        assert (version, tables) in {(LATEST, 0), (LATEST + 1, 200)}
        assert connection.execute("SELECT count(*) FROM review").fetchone() == (20,)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()
