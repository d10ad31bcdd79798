"""Bringing a record's file to the newest version of the tables."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from quiz.errors import QuizError
from quiz.store.connection import roll_back
from quiz.translation import _

APPLICATION_ID = 0x5155495A  # "QUIZ"
LATEST = 4
"""Number of the newest migration."""
_IMPLAUSIBLE = 10_000  # a version that no release will have: a flipped bit


def version_of(connection: sqlite3.Connection) -> int:
    """Return the number of the last migration a file has been through."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def is_foreign(connection: sqlite3.Connection) -> bool:
    """Return whether a database holds something that no version of this program wrote."""
    application_id = connection.execute("PRAGMA application_id").fetchone()[0]
    if application_id == APPLICATION_ID and 0 < version_of(connection) < _IMPLAUSIBLE:
        return False
    count: int = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    return count > 0


def refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    """Check that this program knows a file's version.

    Raises:
        QuizError: The file was written by a newer version of the program.
    """
    version = version_of(connection)
    if LATEST < version < _IMPLAUSIBLE and not is_foreign(connection):
        words = _(
            "{path} was written by a newer version of quiz (format {version}; this version reads "
            "up to {latest}); update quiz to use it"
        )
        raise QuizError(words.format(path=path, version=version, latest=LATEST))


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database to the newest version, each migration in a transaction of its own.

    Raises:
        sqlite3.Error: A migration failed; the file is as it was before that migration.
    """
    for number, script in _scripts(version_of(connection)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if version_of(connection) < number:  # else another program was quicker
                for statement in _statements(script):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except sqlite3.Error:
            roll_back(connection)
            raise


def _scripts(version: int) -> Iterator[tuple[int, str]]:
    if version >= LATEST:
        return
    from importlib.resources import files  # 9 ms, and needed once in the life of a record

    folder = files("quiz.store") / "migrations"
    for script in sorted(folder.iterdir(), key=lambda file: file.name):
        number, _, rest = script.name.partition("_")
        if rest.endswith(".sql") and version < int(number) <= LATEST:
            yield int(number), script.read_text(encoding="utf-8")


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def has_our_tables(connection: sqlite3.Connection) -> bool:
    """Return whether a database of the newest version has the tables and triggers of ours alone.

    A view in the place of a table could run for ever, a trigger with one letter turned would be
    met in an answer.
    """
    sound = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(sound)
        return _objects_of(sound) == _objects_of(connection)
    finally:
        sound.close()


def _objects_of(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Return type and name of what a database holds, and the text of its triggers."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
    return sorted(
        (str(kind), str(name), str(sql) if kind == "trigger" else "")
        for kind, name, sql in rows
        if not str(name).startswith("sqlite_stat")
    )
