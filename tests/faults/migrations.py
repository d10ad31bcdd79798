"""Kills the program while it brings an old record to the newest version."""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import msgspec

from quiz.store import migrating
from tests.faults.kills import ROOT

_MIGRATOR = """
import sys
from pathlib import Path
from quiz.store import Record
print("go", flush=True)
Record.open(Path(sys.argv[1])).close()
"""
_REVIEWS = 3000


class Migrations(msgspec.Struct):
    """What came of it."""

    kills: int = 0
    old: int = 0
    """Times that the record was of the old version afterwards."""
    new: int = 0
    """Times that it was of the new one."""
    between: int = 0
    """Times that it was neither, or had lost an answer."""

    @property
    def is_good(self) -> bool:
        """Whether it was the one or the other, always."""
        return not self.between


def kill_migrations(folder: Path, kills: int, seed: int) -> Migrations:
    """Open a record of the first version, and kill the program at a random moment.

    Args:
        folder: An empty folder for all that is written.
        kills: How often.
        seed: Decides when.
    """
    rng = Random(seed)
    original = folder / "original.sqlite"
    _make_first_version(original)
    expected = {version: _tables_of(version) for version in range(1, migrating.LATEST + 1)}
    found = Migrations()
    for number in range(kills):
        path = folder / f"{number}" / "record.sqlite"
        path.parent.mkdir()
        path.write_bytes(original.read_bytes())
        migrator = subprocess.Popen(
            [sys.executable, "-c", _MIGRATOR, str(path)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        assert migrator.stdout is not None
        migrator.stdout.readline()
        time.sleep(rng.uniform(0, 0.12))
        migrator.kill()
        migrator.stdout.close()
        migrator.wait()
        found.kills += 1
        connection = sqlite3.connect(path)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        is_whole = (
            expected.get(version) == _tables(connection)
            and connection.execute("SELECT count(*) FROM review").fetchone()[0] == _REVIEWS
            and connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        )
        connection.close()
        if not is_whole:
            found.between += 1
        elif version == 1:
            found.old += 1
        else:
            found.new += 1
        for made in sorted(path.parent.rglob("*"), reverse=True):
            made.rmdir() if made.is_dir() else made.unlink()
        path.parent.rmdir()
    return found


def _make_first_version(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    _build(connection, 1)
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO review VALUES (NULL, ?, 'me', 'd', 'b', ?, 'text', ?, 739000, 3, 1, 1.0, 1.0,"
        " 1.0, 'null', 9, 0, 1, NULL, 0.0, 0, '[]', NULL, NULL, NULL, 'FSRS-6')",
        [(f"u{n}", f"c{n % 500}", 1_700_000_000_000_000 + n) for n in range(_REVIEWS)],
    )
    connection.executemany(
        "INSERT INTO state VALUES ('me', 'b', ?, 'review', 0, 5.0, 5.0, 1700000000000000, 739900,"
        " 1700000000000000, 6, 0, 1)",
        [(f"c{n}",) for n in range(500)],
    )
    connection.execute("COMMIT")
    connection.close()


def _tables_of(version: int) -> list[tuple[str, str]]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _build(connection, version)
    tables = _tables(connection)
    connection.close()
    return tables


def _build(connection: sqlite3.Connection, version: int) -> None:
    for number, script in migrating._scripts(0):
        if number <= version:
            for statement in migrating._statements(script):
                connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {migrating.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")


def _tables(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    rows = connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
    return [(name, sql) for name, sql in rows if not name.startswith("sqlite_")]
