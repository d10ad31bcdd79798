"""A class store moved to another database: every table, whole or not at all."""

from quiz.errors import QuizError
from quiz.school.sql import Db
from quiz.translation import _

TABLES = {
    "game": "id, code, title, class, questions, rules, state, host_token_hash, started_at,"
    " ended_at",
    "player": "id, game, name, team, pupil, extra_time, token_hash, joined_at, is_out",
    "answer": "game, place, player, vote, nonce, response, at, elapsed_s, credit, points",
    "class": "id, name, made_at",
    "pupil": "id, class, name, pin_hash, failures, extra_time",
    "seat": "token_hash, pupil, made_at",
    "assignment": "id, class, title, paper, paths, opens_at, closes_at, attempts, is_same, seed,"
    " made_at, remarks",
    "attempt": "id, assignment, pupil, n, exam, started_at, handed_at, points, points_of, grade,"
    " to_grade",
}
"""Each table with its columns; those that others refer to come first."""


def move(source: Db, target: Db) -> dict[str, int]:
    """Copy all of a store into an empty one; returns the rows of each table.

    The source stays as it is.

    Raises:
        QuizError: Something is in the target already.
        SchoolError: One of them cannot be read or written; then nothing was copied.
    """
    for table in TABLES:
        if target.row(f"SELECT 1 FROM {table} LIMIT 1") is not None:
            raise QuizError(_("the store to move to is not empty"))
    counts = {}
    with target.transaction():
        for table, columns in TABLES.items():
            rows = source.rows(f"SELECT {columns} FROM {table}")
            marks = ", ".join("?" * (columns.count(",") + 1))
            if rows:
                target.many(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
            counts[table] = len(rows)
    return counts
