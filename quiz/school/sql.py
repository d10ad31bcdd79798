"""One small layer over SQLite and PostgreSQL: the same statements on both.

Statements are in the subset that both read: `?` for a value, `ON CONFLICT`, `RETURNING`, no ids
that count up. An error of either driver comes out as `SchoolError`.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from time import time
from typing import Any

from quiz import private
from quiz.errors import MissingExtra, QuizError
from quiz.extras import install_command
from quiz.translation import _

Row = tuple[Any, ...]
"""The values of a row, in the order of the statement's columns."""
_PATIENCE_S = 30.0
POSTGRES = ("postgresql://", "postgres://")
"""How the address of a PostgreSQL database begins."""


class SchoolError(QuizError):
    """The class store cannot be opened, read or written; the message says why."""


class Db:
    """A connection to the class store, for one thread at a time."""

    def __init__(self, connection: Any, errors: type[Exception], *, is_postgres: bool) -> None:
        """Take an open connection that commits by itself; use `Db.open`."""
        self._connection = connection
        self._errors = errors
        self._is_postgres = is_postgres

    @classmethod
    def open(cls, address: str) -> "Db":
        """Open a store, and bring its tables up to date.

        Args:
            address: Path of an SQLite file, `:memory:`, or `postgresql://…`.

        Raises:
            SchoolError: It cannot be opened.
            MissingExtra: PostgreSQL is asked for and its driver is not installed.
        """
        db = _postgres(address) if address.startswith(POSTGRES) else _sqlite(address)
        try:
            db._migrate()
        except BaseException:
            db.close()
            raise
        return db

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        """Run a statement and return its rows; none for one that returns nothing.

        Raises:
            SchoolError: The database refuses.
        """
        with self._told():
            cursor = self._connection.execute(self._text(statement), tuple(values))
            return [] if cursor.description is None else [tuple(row) for row in cursor.fetchall()]

    def row(self, statement: str, values: Sequence[object] = ()) -> Row | None:
        """Run a statement and return its first row; None if there is none."""
        found = self.rows(statement, values)
        return found[0] if found else None

    def many(self, statement: str, values: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each row of values."""
        with self._told():
            cursor = self._connection.cursor()
            cursor.executemany(self._text(statement), [tuple(row) for row in values])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is done within is kept, or nothing of it."""
        self.rows("BEGIN" if self._is_postgres else "BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.rows("ROLLBACK")
            raise
        self.rows("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except self._errors as error:
            message = _("the class store: {reason}").format(reason=str(error).strip())
            raise SchoolError(message) from error

    def _text(self, statement: str) -> str:
        # No statement of ours has a question mark or a per cent sign in a literal.
        return statement.replace("?", "%s") if self._is_postgres else statement

    def _migrate(self) -> None:
        """Run the migrations that this store has not seen, each in its own transaction."""
        self.rows("CREATE TABLE IF NOT EXISTS migration (n BIGINT PRIMARY KEY, at BIGINT NOT NULL)")
        there = {row[0] for row in self.rows("SELECT n FROM migration")}
        known = _migrations(self._is_postgres)
        if there - known.keys():
            raise SchoolError(_("the class store is from a newer version of the program"))
        for number in sorted(known.keys() - there):
            with self.transaction():
                if self._is_postgres:  # two servers may start at once
                    self.rows("LOCK TABLE migration")
                if self.row("SELECT n FROM migration WHERE n = ?", (number,)):
                    continue
                for statement in known[number]:
                    self.rows(statement)
                self.rows("INSERT INTO migration VALUES (?, ?)", (number, int(time() * 1e6)))


def _migrations(is_postgres: bool) -> dict[int, list[str]]:
    """Return the statements of each migration; a file may be for one of the databases alone."""
    other = ".sqlite" if is_postgres else ".postgres"
    found: dict[int, list[str]] = {}
    for file in files("quiz.school").joinpath("migrations").iterdir():
        name = file.name
        if name.endswith(".sql") and not name.removesuffix(".sql").endswith(other):
            lines = file.read_text("utf-8").splitlines()
            text = "\n".join(line for line in lines if not line.startswith("--"))
            number = int(name.partition(".")[0])
            found[number] = [part.strip() for part in text.split(";") if part.strip()]
    return found


def _sqlite(address: str) -> Db:
    try:
        if address != ":memory:":
            private.make_folder(Path(address).parent)
            private.make_file(Path(address))
        connection = sqlite3.connect(
            address, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys = ON")
        # No write-ahead log: SQLite from 3.7.0 to 3.51.2 may lose commits in one where several
        # connections write. With EXTRA an acknowledged answer is on disk, even if the power fails.
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        connection.execute("PRAGMA synchronous = EXTRA")
    except (sqlite3.Error, OSError) as error:
        message = _("{path}: the class store cannot be opened: {reason}")
        raise SchoolError(message.format(path=address, reason=error)) from error
    return Db(connection, sqlite3.Error, is_postgres=False)


def _postgres(address: str) -> Db:
    try:
        import psycopg
    except ImportError as error:
        words = _("PostgreSQL needs the extra `class`: {command}")
        raise MissingExtra(words.format(command=install_command("class"))) from error
    try:
        connection = psycopg.connect(address, autocommit=True, connect_timeout=10)
    except psycopg.Error as error:
        message = _("the class store cannot be opened: {reason}")
        raise SchoolError(message.format(reason=str(error).strip())) from error
    return Db(connection, psycopg.Error, is_postgres=True)
