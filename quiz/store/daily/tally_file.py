"""The file of the daily tallies: opening it, whatever is there.

It is no part of the record: it can be built from it at any time, it would only lengthen the
backups, and counting a long log must not keep the record locked.
"""

import sqlite3
from contextlib import suppress
from pathlib import Path

from quiz import private
from quiz.memory.tallying import COUNTS

VERSION = 3
"""Of the tables and of what is counted; another one is rebuilt."""
_PATIENCE_S = 60
"""Another window may be counting a long log."""
_TABLES = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT;
CREATE TABLE scope (
    id INTEGER PRIMARY KEY,
    bank TEXT NOT NULL,
    tags TEXT NOT NULL,
    kind TEXT NOT NULL,
    UNIQUE (bank, tags, kind)
) STRICT;
CREATE TABLE card (
    bank TEXT NOT NULL,
    card TEXT NOT NULL,
    scope INTEGER NOT NULL,
    PRIMARY KEY (bank, card)
) STRICT, WITHOUT ROWID;
CREATE TABLE tally (
    scope INTEGER NOT NULL,
    day INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    {", ".join(f"{name} {'REAL' if name == 'credit' else 'INTEGER'} NOT NULL" for name in COUNTS)},
    PRIMARY KEY (scope, day, hour)
) STRICT, WITHOUT ROWID;
CREATE INDEX tally_day ON tally (day);
CREATE TABLE prediction (
    scope INTEGER NOT NULL,
    day INTEGER NOT NULL,
    tenth INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    right INTEGER NOT NULL,
    chance REAL NOT NULL,
    PRIMARY KEY (scope, day, tenth)
) STRICT, WITHOUT ROWID;
CREATE TABLE wrong (
    bank TEXT NOT NULL,
    card TEXT NOT NULL,
    response TEXT NOT NULL,
    day INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    PRIMARY KEY (bank, card, response, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE known (
    day INTEGER NOT NULL,
    bank TEXT NOT NULL,
    known REAL NOT NULL,
    PRIMARY KEY (day, bank)
) STRICT, WITHOUT ROWID;
CREATE TABLE morning (day INTEGER PRIMARY KEY, calibrator TEXT NOT NULL) STRICT;
"""


def path_in(folder: Path) -> Path:
    """Return where the tallies are in the cache folder."""
    return folder / f"statistics-{VERSION}.sqlite"


def opened(folder: Path) -> sqlite3.Connection:
    """Return the tallies of a folder, or empty ones in memory if they cannot be written."""
    path = path_in(folder)
    for _time in range(2):
        db = None
        try:
            private.make_folder(folder)
            private.make_file(path)
            db = sqlite3.connect(path, timeout=_PATIENCE_S, isolation_level=None)
            # One window may read what was counted while another one counts.
            db.execute("PRAGMA journal_mode = WAL").fetchone()
            db.execute("PRAGMA synchronous = NORMAL")
            _ensure_tables(db)
            _delete_others(folder, path)
            return db
        except sqlite3.OperationalError:  # locked, read-only or full
            if db is not None:
                db.close()
            break
        except (sqlite3.DatabaseError, OSError):
            if db is not None:
                db.close()
            delete(folder)
    return in_memory()


def delete(folder: Path) -> None:
    """Delete the tallies of a folder: they were found damaged."""
    path = path_in(folder)
    for part in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        with suppress(OSError):
            part.unlink()


def in_memory() -> sqlite3.Connection:
    """Return empty tallies that last as long as they are open."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    _ensure_tables(db)
    return db


def _ensure_tables(db: sqlite3.Connection) -> None:
    """Make the tables in an empty file."""
    if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            for statement in _TABLES.split(";"):
                db.execute(statement)
        db.execute("COMMIT")
    except sqlite3.Error:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _delete_others(folder: Path, path: Path) -> None:
    """Delete the tallies of other versions."""
    for old in folder.glob("statistics-*.sqlite*"):
        if not old.name.startswith(path.name):
            with suppress(OSError):
                old.unlink()
