"""Connections to the record's file, and what its errors mean."""

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from quiz import private
from quiz.errors import reason_of
from quiz.translation import _

BUSY_TIMEOUT_S = 5.0
"""How long to wait for another program that is writing."""
_LONGEST_COPY_S = 120.0
_PAGES_A_STEP = 4096

_MOST_PAGES_CHECKED = 1_500
"""Of 4 kB, those of some 15,000 answers: checked in a fifth of a second."""
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNSAVED = {
    sqlite3.SQLITE_FULL: _("the disk is full"),
    sqlite3.SQLITE_READONLY: _("the file is read-only"),
    sqlite3.SQLITE_CANTOPEN: _("can't write to its file or folder"),
    sqlite3.SQLITE_PERM: _("can't write to its file or folder"),
    sqlite3.SQLITE_AUTH: _("can't write to its file or folder"),
    sqlite3.SQLITE_IOERR: _("the disk reported an error"),
    sqlite3.SQLITE_BUSY: _("another program has locked it"),
    sqlite3.SQLITE_LOCKED: _("another program has locked it"),
    sqlite3.SQLITE_PROTOCOL: _("another program has locked it"),
    sqlite3.SQLITE_NOLFS: _("the file is too large for the disk"),
    sqlite3.SQLITE_CORRUPT: _("the file is damaged"),
    sqlite3.SQLITE_NOTADB: _("the file is damaged"),
}


def open_file(path: Path, *, timeout_s: float = BUSY_TIMEOUT_S) -> sqlite3.Connection:
    """Return a connection that keeps every commit through a power cut.

    Args:
        path: The file; it is made if it is missing.
        timeout_s: How long a statement waits for another program, in seconds.

    Raises:
        sqlite3.Error: The file cannot be opened.
    """
    if not path.exists():
        with suppress(OSError):  # what is wrong is told by SQLite
            private.make_file(path)  # its journal takes after it
    connection = sqlite3.connect(path, timeout=timeout_s, isolation_level=None)
    try:
        _set_up(connection)
        # A rollback journal can be read where nothing may be written. It is kept, its head
        # emptied, from commit to commit: that is synced as well, and spares a third of the time.
        connection.execute("PRAGMA journal_mode = PERSIST").fetchone()
        connection.execute("PRAGMA synchronous = EXTRA")
    except UnicodeDecodeError as error:  # Python's own stumble over a damaged schema's message
        connection.close()
        raise sqlite3.DatabaseError(_("the file is damaged")) from error
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def read_file(path: Path) -> sqlite3.Connection:
    """Return a connection to a file that is there, which reads alone.

    Raises:
        sqlite3.Error: The file cannot be opened.
    """
    uri = f"{path.resolve().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    _set_up(connection)
    return connection


def open_memory() -> sqlite3.Connection:
    """Return a connection to an empty database in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _set_up(connection)
    return connection


def memory_copy(path: Path) -> sqlite3.Connection | None:
    """Return a copy of a file in memory; None where it cannot be read or is damaged."""
    # `immutable` reads where not even a lock can be taken.
    for option in ("mode=ro", "immutable=1"):
        copy = open_memory()
        try:
            uri = f"{path.resolve().as_uri()}?{option}"
            source = sqlite3.connect(uri, uri=True, timeout=1.0, isolation_level=None)
            try:
                copy_database(source, copy)
            finally:
                source.close()
            if is_sound(copy):
                return copy
        except (sqlite3.Error, UnicodeDecodeError):
            pass
        copy.close()
    return None


def copy_database(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy a database.

    Raises:
        sqlite3.Error: The source cannot be read, or another program keeps it locked.
    """
    # The lock is taken first, with its time limit: `backup` would wait for it for ever.
    source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        source.backup(target)
    finally:
        roll_back(source)


def copy_in_steps(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy a database a part at a time, so that others may write meanwhile.

    Raises:
        sqlite3.Error: The source cannot be read, or another program keeps one of them locked.
    """
    patience = monotonic() + BUSY_TIMEOUT_S
    end = monotonic() + _LONGEST_COPY_S

    def progress(status: int, _left: int, _of: int) -> None:
        nonlocal patience
        now = monotonic()
        if status not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            patience = now + BUSY_TIMEOUT_S
        if now > patience or now > end:
            raise sqlite3.OperationalError(_("another program has locked it"))

    source.backup(target, pages=_PAGES_A_STEP, progress=progress, sleep=0.01)


def is_sound(connection: sqlite3.Connection) -> bool:
    """Return whether a check that a start has time for finds no damage; see `damage_of`.

    Raises:
        sqlite3.Error: The file cannot be read now.
    """
    return not damage_of(connection, is_thorough=False)


def damage_of(connection: sqlite3.Connection, *, is_thorough: bool) -> str:
    """Return the first damage that SQLite finds, in its words; empty if there is none.

    Up to some 15,000 answers, the indexes are held against the tables as well: a letter turned in
    a learner's name would lose an answer without a word.

    Args:
        connection: To the file, or a copy of it.
        is_thorough: Hold them against each other however many answers there are, which may take
            seconds.

    Raises:
        sqlite3.Error: The file cannot be read now.
    """
    try:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        is_whole = is_thorough or pages <= _MOST_PAGES_CHECKED
        check = "integrity_check" if is_whole else "quick_check"
        rows = connection.execute(f"PRAGMA {check}(1)").fetchall()
    except UnicodeDecodeError:  # Python's own stumble over a damaged schema's message
        return _("malformed database schema")
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return str(error)
        raise
    found = [str(row[0]) for row in rows]
    return "" if found == ["ok"] else "\n".join(found) or _("the integrity check failed")


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether an error says that the file is damaged."""
    return _primary_code(error) in _DAMAGE


def is_unsaved(error: sqlite3.Error) -> bool:
    """Return whether an error says that the file cannot be written or read now."""
    return _primary_code(error) in _UNSAVED


def trouble_of(error: sqlite3.Error | OSError) -> str:
    """Return the sentence that tells a learner why nothing is saved."""
    if isinstance(error, OSError):
        reason = reason_of(error).lower()
    else:
        reason = _UNSAVED.get(_primary_code(error), str(error))
    return _("your progress isn't being saved: {reason}").format(reason=reason)


def roll_back(connection: sqlite3.Connection) -> None:
    """End a transaction that failed; SQLite may have ended it already."""
    if connection.in_transaction:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")


def plain_rows(
    connection: sqlite3.Connection, query: str, values: Mapping[str, object]
) -> list[tuple[Any, ...]]:
    """Return all rows of a query as tuples, the quickest way: for hundreds of thousands of them.

    Texts are read by SQLite itself, half of the time; where one is not UTF-8, as all others are.
    """
    usual = connection.text_factory
    connection.text_factory = str
    try:
        return _plainly(connection, query, values)
    except sqlite3.OperationalError:
        connection.text_factory = usual
        return _plainly(connection, query, values)
    finally:
        connection.text_factory = usual


def _plainly(
    connection: sqlite3.Connection, query: str, values: Mapping[str, object]
) -> list[tuple[Any, ...]]:
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(query, values).fetchall()


def _primary_code(error: sqlite3.Error) -> int:
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def _set_up(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    # A flipped bit in a text is then a wrong letter and no traceback.
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
