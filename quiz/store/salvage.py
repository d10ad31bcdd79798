"""Reading what can still be read of a damaged record."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from quiz.store.deriving import note_stale
from quiz.store.gathering import row_of
from quiz.store.lines import BadLine, check_row, in_utc
from quiz.store.rows import DEED_COLUMNS, REVIEW_COLUMNS, SITTING_COLUMNS

_TABLES = {
    "review": REVIEW_COLUMNS,
    "deed": DEED_COLUMNS,
    "retraction": "uid, target_uid, learner, device, at",
    "alias": "bank, old_card, new_card, at",
    "weights": "uid, learner, device, at, model, weights, reviews, report",
    "exam": "uid, learner, device, changed_at, is_removed, exam",
    "sitting": SITTING_COLUMNS,
}
_FORMER_NAMES = {"target_uid": "review_uid"}
_MOST_QUERIES = 5_000
_LONGEST_S = 20.0
_HIGHEST_ROW = 2**21


def add_back(connection: sqlite3.Connection, damaged: Path) -> int:
    """Add what can be read of a damaged record to a sound one; return the number of answers.

    The states are noted as stale if anything was added. The transaction is left to the caller.

    Args:
        connection: The sound record, of the newest version; perhaps an earlier state of the same.
        damaged: The damaged file, which is not changed.
    """
    if not damaged.is_file():
        return 0
    answers = rows = 0
    for table, row in _readable(connection, damaged):
        if _insert(connection, table, row):
            rows += 1
            answers += table == "review"
    if rows:
        note_stale(connection)
    return answers


def _readable(connection: sqlite3.Connection, damaged: Path) -> Iterator[tuple[str, sqlite3.Row]]:
    """Return the rows that can be read, with their table."""
    found = list(_rows_of(damaged))
    if not any(table == "review" for table, _ in found):
        # The first page tells where the tables begin. Where it is spoilt, that of an earlier
        # state of the same record, or of a new one, often tells the same.
        with TemporaryDirectory(prefix="quiz-salvage-") as folder, suppress(OSError):
            mended = Path(folder) / "mended.db"
            _write_mended(connection, damaged, mended)
            found = list(_rows_of(mended)) or found
    yield from found


def _write_mended(connection: sqlite3.Connection, damaged: Path, mended: Path) -> None:
    """Write a damaged file with the first page of a sound one.

    Source: SQLite, "Database File Format", 1.3 The Database Header.
    """
    (name,) = [row["file"] for row in connection.execute("PRAGMA database_list")][:1]
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    with open(name, "rb") as file:
        page = bytearray(file.read(size))
    data = damaged.read_bytes()[size:]
    data += b"\0" * (-len(data) % size)
    count = 1 + len(data) // size
    page[28:32] = count.to_bytes(4, "big")
    page[32:40] = bytes(8)  # no free pages
    page[92:96] = page[24:28]  # or the count would not be believed
    mended.write_bytes(bytes(page) + data)


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
                    yield from ((table, row) for row in _ranges(connection, table, wanted))
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


def _ranges(connection: sqlite3.Connection, table: str, wanted: str) -> Iterator[sqlite3.Row]:
    """Return the rows of a table from both ends of every stretch that can be read."""
    query = f"SELECT {wanted} FROM {table} WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
    stretches = [(1, _highest(connection, table))]
    for _ in range(_MOST_QUERIES):
        if not stretches:
            return
        low, high = stretches.pop()
        try:
            for row in connection.execute(query, (low, high)):
                yield row
                low = row["row_number"] + 1
            continue
        except (sqlite3.Error, UnicodeDecodeError):
            pass
        try:
            for row in connection.execute(f"{query} DESC", (low, high)):
                yield row
                high = row["row_number"] - 1
            continue
        except (sqlite3.Error, UnicodeDecodeError):
            pass
        if low < high:
            middle = (low + high) // 2
            stretches += [(middle + 1, high), (low, middle)]


def _highest(connection: sqlite3.Connection, table: str) -> int:
    try:
        return int(connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] or 0)
    except (sqlite3.Error, UnicodeDecodeError):
        return _HIGHEST_ROW


def _insert(connection: sqlite3.Connection, table: str, row: sqlite3.Row) -> bool:
    """Add a row as it is, if it is as a program of ours writes it; return whether it was added."""
    try:
        value = row_of(table, row)
        if value is None:
            return False
        check_row(in_utc(value))
        if table == "review" and _is_doubled(connection, row):
            return False
        names = _TABLES[table]
        marks = ", ".join("?" * len(names.split(", ")))
        done = connection.execute(
            f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})",
            [row[name] for name in names.split(", ")],
        )
    except (BadLine, ValueError, TypeError, OverflowError, sqlite3.IntegrityError):
        return False
    return done.rowcount > 0


def _is_doubled(connection: sqlite3.Connection, row: sqlite3.Row) -> bool:
    """Return whether an answer is there already, perhaps under a uid that was spoilt."""
    found = connection.execute(
        "SELECT 1 FROM review WHERE learner = ? AND bank = ? AND card = ? AND at = ?",
        (row["learner"], row["bank"], row["card"], row["at"]),
    )
    return found.fetchone() is not None
