"""The file of the compiled index: opening it, whatever lies there."""

import contextlib
import sqlite3
from pathlib import Path

from quiz import private

VERSION = 5
"""Of the index and of how items are read; another one is rebuilt."""
_KEPT = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    )
)
"""Faults that are not the file's own: it may serve another process, or another day."""


def path_in(folder: Path) -> Path:
    """Return where the index lies in the cache folder."""
    return folder / f"banks-{VERSION}.sqlite"


def is_damage(error: Exception) -> bool:
    """Return whether an error lies in the file, and not in its folder or its other users."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF not in _KEPT


def rebuilt(folder: Path) -> sqlite3.Connection:
    """Return an empty index in place of a damaged one."""
    with contextlib.suppress(OSError):
        path_in(folder).unlink()
    return opened(folder)


def opened(folder: Path) -> sqlite3.Connection:
    """Return the index of a folder, or one in memory if it cannot be written."""
    path = path_in(folder)
    for _ in range(2):
        db = None
        try:
            private.make_folder(folder)
            db = sqlite3.connect(path, timeout=5, isolation_level=None)
            # A cache: what a crash takes from it is read again from the banks.
            db.execute("PRAGMA synchronous = OFF")
            _ensure_tables(db)
            _delete_others(folder, path)
            return db
        except sqlite3.OperationalError:
            if db is not None:
                db.close()
            break
        except (sqlite3.DatabaseError, OSError):
            if db is not None:
                db.close()
            with contextlib.suppress(OSError):
                path.unlink()
    return in_memory()


def _delete_others(folder: Path, path: Path) -> None:
    """Delete the indexes of other versions; another window may do so too."""
    for old in folder.glob("banks-*.sqlite"):
        if old != path:
            with contextlib.suppress(OSError):
                old.unlink()


def in_memory() -> sqlite3.Connection:
    """Return an empty index that lasts as long as the program runs."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    _ensure_tables(db)
    return db


def _ensure_tables(db: sqlite3.Connection) -> None:
    """Make the tables in an empty file; one with other tables fails at the first query."""
    if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return
    from importlib.resources import files

    script = files("quiz.library").joinpath("index.sql").read_text("utf-8")
    with contextlib.suppress(sqlite3.OperationalError):  # another window was first
        db.executescript(f"BEGIN IMMEDIATE;\n{script}\nCOMMIT;")
    if db.in_transaction:
        db.rollback()
