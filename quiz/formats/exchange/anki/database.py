"""SQLite files of strangers: read in memory, and nothing in them may run.

Views, virtual tables and generated columns can hold queries that never end: only plain tables are
read, only by queries of ours, for a bounded time, and only cells of a bounded size.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.translation import _

START = b"SQLite format 3\0"
"""How a database begins."""
_LONGEST_CELL = 5 * 1024 * 1024
_SECONDS = 2.0
_SECONDS_A_BYTE = 1e-7
"""A large collection may take longer: a second for each 10 MB."""
_STEPS = 10_000
"""Instructions of SQLite's machine between two looks at the clock."""
_ALLOWED = {
    sqlite3.SQLITE_SELECT: True,
    sqlite3.SQLITE_READ: True,
    sqlite3.SQLITE_PRAGMA: True,
}
_DAMAGE = (sqlite3.Error, UnicodeDecodeError, MemoryError, OverflowError)
"""What a damaged file raises: names of its columns that are no UTF-8 among it."""
_WAL, _DELETE = b"\x02\x02", b"\x01\x01"


class CollectionFile:
    """The tables of a database, while it is open."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        """Take a connection that is made safe.

        Args:
            connection: To the file.
            name: What the file is called, for errors.
        """
        self._connection = connection
        self._name = name
        rows = self._all("SELECT name, type, sql FROM sqlite_master")
        self.tables = frozenset(
            str(name).lower()
            for name, kind, sql in rows
            if kind == "table" and str(sql).lstrip().upper().startswith("CREATE TABLE")
        )
        """Names of the plain tables, in lower case."""
        self._checked: set[str] = set()

    def rows(self, table: str, columns: str, order: str = "") -> list[tuple[object, ...]]:
        """Return rows of a table.

        Args:
            table: Its name, ours and not the file's.
            columns: The columns, comma-separated.
            order: The column to sort by; empty: as they lie.

        Raises:
            QuizError: There is no such table, its columns are computed, or it cannot be read.
        """
        if table not in self._checked:
            hidden = self._all(f"PRAGMA table_xinfo({table})")
            if table not in self.tables or any(row[-1] for row in hidden):
                words = _("{file}: {table} in it isn't a plain table")
                raise QuizError(words.format(file=self._name, table=table))
            self._checked.add(table)
        by = f" ORDER BY {order}" if order else ""
        return self._all(f"SELECT {columns} FROM {table}{by}")

    def _all(self, query: str) -> list[tuple[object, ...]]:
        try:
            return self._connection.execute(query).fetchall()
        except _DAMAGE as error:
            words = _("{file}: the database in it is damaged, or takes too long to read")
            raise QuizError(words.format(file=self._name)) from error


@contextmanager
def opened(data: bytes, name: str) -> Iterator[CollectionFile]:
    """Open a database that lies in memory.

    Args:
        data: The file.
        name: What it is called, for errors.

    Raises:
        QuizError: It is no database, or damaged.
    """
    name = clean_line(name)
    damaged = QuizError(_("{file}: the database in it is damaged").format(file=name))
    if not data.startswith(START) or len(data) < 512:
        raise damaged
    if data[18:20] == _WAL:  # a file in memory has no journal beside it
        data = data[:18] + _DELETE + data[20:]
    connection = sqlite3.connect(":memory:")
    try:
        try:
            connection.deserialize(data)
            _make_safe(connection, len(data))
            check = connection.execute("PRAGMA quick_check(1)").fetchone()
        except _DAMAGE as error:
            raise damaged from error
        if check != ("ok",):
            raise damaged
        yield CollectionFile(connection, name)
    finally:
        connection.close()


def _make_safe(connection: sqlite3.Connection, size: int) -> None:
    connection.text_factory = _text
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_CELL)
    connection.create_collation("unicase", _compare)
    connection.set_authorizer(_authorize)
    end = monotonic() + _SECONDS + size * _SECONDS_A_BYTE
    connection.set_progress_handler(lambda: monotonic() > end, _STEPS)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _compare(one: str, other: str) -> int:
    """Compare as Anki's collation does, near enough: we sort by none of its columns."""
    one, other = one.casefold(), other.casefold()
    return (one > other) - (one < other)


def _authorize(action: int, *_details: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
