"""Reading what can still be read of a damaged record.

First as SQLite finds it, from both ends of each table: these rows are as they were last written.
Then page by page, for what lies behind a spoilt page.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic

from quiz.store import pages
from quiz.store.deriving import note_stale
from quiz.store.gathering import row_of
from quiz.store.lines import BadLine, check_row, in_utc
from quiz.store.rows import (
    ACTION_COLUMNS,
    NOTE_COLUMNS,
    REVIEW_COLUMNS,
    SITTING_COLUMNS,
    Fields,
)

_TABLES = {
    "review": REVIEW_COLUMNS,
    "deed": ACTION_COLUMNS,
    "retraction": "uid, target_uid, learner, device, at",
    "alias": "bank, old_card, new_card, at",
    "weights": "uid, learner, device, at, model, weights, reviews, report",
    "note": NOTE_COLUMNS,
    "exam": "uid, learner, device, changed_at, is_removed, exam",
    "sitting": SITTING_COLUMNS,
    "meta": "key, value",
}
_REWRITTEN = ("exam", "sitting", "meta")
"""Tables whose rows change: what the damaged file says last holds over the backup."""
_FORMER_NAMES = {"target_uid": "review_uid"}
_KEPT_NOTES = ("exam/", "exam-asked/")
"""How the notes begin that hold an exam that is being sat."""
_LONGEST_S = 60.0
_UID = re.compile(r"[0-9a-f]{32}(?:-\d{1,6})?\Z")
_FITS: dict[str, tuple[type, ...]] = {"TEXT": (str,), "INTEGER": (int,), "REAL": (float, int)}

Told = Callable[[int], None]
"""Takes how many answers were read so far."""


class _Shape:
    """How the rows of a table look, by which those of a page without a name are known."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self.table = table
        info = connection.execute(f"PRAGMA table_info({table})").fetchall()
        self.names = [str(row["name"]) for row in info]
        self._columns = [
            (_FITS[row["type"]], bool(row["notnull"]), row["type"] == "INTEGER" and row["pk"])
            for row in info
        ]

    def values(self, found: tuple[pages.Value, ...]) -> dict[str, pages.Value] | None:
        """Return the values by name; None if the row is of another table.

        A row that was written before a column was added ends before it.
        """
        if len(found) > len(self.names):
            return None
        for value, (types, is_needed, is_row_number) in zip(found, self._columns, strict=False):
            if value is None:
                if is_needed and not is_row_number:
                    return None
            elif not isinstance(value, types):
                return None
        if any(is_needed for _, is_needed, _ in self._columns[len(found) :]):
            return None
        return dict.fromkeys(self.names, None) | dict(zip(self.names, found, strict=False))


def add_back(connection: sqlite3.Connection, damaged: Path, progress: Told = lambda _: None) -> int:
    """Add what can be read of a damaged record to a sound one; return the number of answers.

    The states are noted as stale if anything was added. The transaction is left to the caller.

    Args:
        connection: The sound record, of the newest version; perhaps an earlier state of the same.
        damaged: The damaged file, which is not changed.
        progress: Called now and then with how far it is.
    """
    if not damaged.is_file():
        return 0
    answers = rows = 0
    for table, row, holds in _readable(connection, damaged):
        if _insert(connection, table, row, holds=holds):
            rows += 1
            answers += table == "review"
            if table == "review" and answers % 10_000 == 0:
                progress(answers)
    if rows:
        note_stale(connection)
    return answers


def _readable(connection: sqlite3.Connection, damaged: Path) -> Iterator[tuple[str, Fields, bool]]:
    """Return the rows that can be read, with their table, and whether they hold over others."""
    for table, row in _rows_of(damaged):
        yield table, row, table in _REWRITTEN
    # A table that is not salvaged is known too, so that its rows are taken for no other's.
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    shapes = [_Shape(connection, row["name"]) for row in names if row["name"][:7] != "sqlite_"]
    for _number, found in pages.rows(damaged.read_bytes()):
        fitting = [
            (shape.table, values) for shape in shapes if (values := shape.values(found)) is not None
        ]
        table, named = min(fitting, key=lambda fit: _how_far(fit[1]), default=("", {}))
        if table in _TABLES:
            yield table, named, False


def _how_far(values: Mapping[str, pages.Value]) -> tuple[int, bool]:
    """Return how far a row is from the table that it fits: one fewest columns are missing from.

    Of two tables of one shape it is that of uids, if it has some.
    """
    uids = [values[name] for name in ("uid", "target_uid") if name in values]
    return len(values), not uids or not all(_UID.match(str(uid)) for uid in uids)


def _rows_of(path: Path) -> Iterator[tuple[str, sqlite3.Row]]:
    try:
        # Nothing is written, not even the journal played back, which may be as damaged.
        uri = f"{path.resolve().as_uri()}?immutable=1"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    except sqlite3.Error:
        return
    try:
        connection.row_factory = sqlite3.Row
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        connection.execute("PRAGMA trusted_schema = OFF")
        end = monotonic() + _LONGEST_S
        connection.set_progress_handler(lambda: monotonic() > end, 10_000)
        for table, columns in _TABLES.items():
            with suppress(sqlite3.Error, UnicodeDecodeError):
                wanted = _select(connection, table, columns)
                if wanted:
                    yield from ((table, row) for row in _from_both_ends(connection, table, wanted))
    except (sqlite3.Error, UnicodeDecodeError):
        return
    finally:
        connection.close()


def _select(connection: sqlite3.Connection, table: str, columns: str) -> str:
    """Return what to select; empty if there is no such table.

    A record of an earlier version has fewer columns, or one under another name.
    """
    kind = connection.execute("SELECT type FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    if kind is None or kind["type"] != "table":
        return ""
    there = {row["name"] for row in connection.execute(f"PRAGMA table_info({table})")}
    parts = ["rowid AS row_number"]
    for name in columns.split(", "):
        former = _FORMER_NAMES.get(name, "")
        source = name if name in there else former if former in there else "NULL"
        parts.append(f"{source} AS {name}")
    return ", ".join(parts)


def _from_both_ends(
    connection: sqlite3.Connection, table: str, wanted: str
) -> Iterator[sqlite3.Row]:
    """Return the rows of a table up to the first damage, and those after the last."""
    query = f"SELECT {wanted} FROM {table} WHERE rowid > ? ORDER BY rowid"
    last = -(2**63)
    try:
        for row in connection.execute(query, (last,)):
            yield row
            last = row["row_number"]
        return
    except (sqlite3.Error, UnicodeDecodeError):
        pass
    with suppress(sqlite3.Error, UnicodeDecodeError):
        yield from connection.execute(f"{query} DESC", (last,))


def _insert(connection: sqlite3.Connection, table: str, row: Fields, *, holds: bool) -> bool:
    """Add a row as it is, if it is as a program of ours writes it; return whether it was added.

    One that `holds` takes the place of another with its key.
    """
    try:
        if table == "meta":
            if not str(row["key"]).startswith(_KEPT_NOTES):
                return False
        else:
            value = row_of(table, row)
            if value is None:
                return False
            check_row(in_utc(value))
        if table == "review" and _is_doubled(connection, row):
            return False
        names = _TABLES[table]
        marks = ", ".join("?" * len(names.split(", ")))
        done = connection.execute(
            f"INSERT OR {'REPLACE' if holds else 'IGNORE'} INTO {table} ({names}) VALUES ({marks})",
            [row[name] for name in names.split(", ")],
        )
    except (BadLine, ValueError, TypeError, OverflowError, sqlite3.IntegrityError):
        return False
    return done.rowcount > 0


def _is_doubled(connection: sqlite3.Connection, row: Fields) -> bool:
    """Return whether an answer is there already, perhaps under a uid that was spoilt."""
    found = connection.execute(
        "SELECT 1 FROM review WHERE learner = ? AND bank = ? AND card = ? AND at = ?",
        (row["learner"], row["bank"], row["card"], row["at"]),
    )
    return found.fetchone() is not None
