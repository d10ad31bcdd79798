"""What can be wrong with a log.

Every function takes a connection; all but `drop_rows` change nothing.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime

from quiz.memory.days import StudyDays
from quiz.store.gathering import GROWING, grown_rows, marks_now
from quiz.store.lines import SOUND_REVIEW, BadLine, check_row, in_utc
from quiz.store.log import LIVE
from quiz.store.rows import REVIEW_COLUMNS, Review, review_of, to_micros

_HOUR_US = 3_600_000_000
_AHEAD_US = 5 * 60 * 1_000_000
_STEP = 20_000


def odd_rows(connection: sqlite3.Connection, learner: str) -> list[tuple[str, int]]:
    """Return table and number of the rows that hold what no program of ours writes."""
    return list(_odd_rows(connection, learner))


def drop_rows(connection: sqlite3.Connection, rows: Iterable[tuple[str, int]]) -> None:
    """Delete rows, by table and number."""
    for table, number in rows:
        assert table in GROWING
        connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (number,))


def _odd_rows(connection: sqlite3.Connection, learner: str) -> Iterator[tuple[str, int]]:
    upto = marks_now(connection)
    for (number,) in connection.execute(
        f"SELECT rowid FROM review WHERE +learner = ? AND NOT coalesce({SOUND_REVIEW}, 0)",
        (learner,),
    ).fetchall():
        if _has_odd(connection, learner, "review", number - 1, number):
            yield "review", number
    for table in GROWING:
        if table == "review":
            continue
        for start in range(0, upto[table], _STEP):
            if _has_odd(connection, learner, table, start, start + _STEP):
                for row in range(start, min(start + _STEP, upto[table])):
                    if _has_odd(connection, learner, table, row, row + 1):
                        yield table, row + 1


def _has_odd(
    connection: sqlite3.Connection, learner: str, table: str, after: int, upto: int
) -> bool:
    try:
        for row in grown_rows(connection, learner, table, after, upto):
            check_row(in_utc(row))
    except (BadLine, ValueError, OverflowError):
        return True
    return False


def future_reviews(connection: sqlite3.Connection, learner: str, now: datetime) -> list[Review]:
    """Return the answers that count and were given later than now, as their time says."""
    rows = connection.execute(
        f"SELECT {REVIEW_COLUMNS} FROM review WHERE learner = ? AND at > ? AND {LIVE} ORDER BY at",
        (learner, to_micros(now) + _AHEAD_US),
    )
    return [review_of(row) for row in rows]


def misdated_reviews(connection: sqlite3.Connection, learner: str, days: StudyDays) -> list[Review]:
    """Return the answers that count and have a study day that no zone gives their time."""
    rows = connection.execute(
        # A day's length around the day of UTC leaves the few that are worth a closer look.
        f"SELECT {REVIEW_COLUMNS} FROM review WHERE learner = ? AND {LIVE} "
        "AND abs(at / 86400000000 + 719163 - day) > 1",
        (learner,),
    )
    found = [review_of(row) for row in rows]
    return [review for review in found if abs(days.ordinal(review.at) - review.day) > 1]


def times_set_back(connection: sqlite3.Connection, learner: str) -> int:
    """Return how often an answer of one device is over an hour earlier than the one before it."""
    row = connection.execute(
        "SELECT count(*) FROM (SELECT at, lag(at) OVER (PARTITION BY device ORDER BY seq) AS last "
        f"FROM review WHERE learner = ? AND {LIVE}) WHERE at < last - ?",
        (learner, _HOUR_US),
    ).fetchone()
    return int(row[0])


def retractions_of_nothing(connection: sqlite3.Connection, learner: str) -> int:
    """Return how many rows undo what the record does not have."""
    known = " AND ".join(
        f"NOT EXISTS (SELECT 1 FROM {table} WHERE uid = target_uid)"
        for table in ("review", "deed", "weights", "note")
    )
    row = connection.execute(
        f"SELECT count(*) FROM retraction WHERE learner = ? AND {known}", (learner,)
    ).fetchone()
    return int(row[0])


def cards_by_bank(connection: sqlite3.Connection, learner: str) -> dict[str, set[str]]:
    """Return the cards with a state, by bank."""
    found: dict[str, set[str]] = {}
    rows = connection.execute("SELECT bank, card FROM state WHERE learner = ?", (learner,))
    for row in rows:
        found.setdefault(row["bank"], set()).add(row["card"])
    return found


def unfinished(connection: sqlite3.Connection, learner: str, mode: str) -> list[str]:
    """Return the uids of the sittings of a mode that were not ended."""
    rows = connection.execute(
        "SELECT uid FROM sitting WHERE learner = ? AND mode = ? AND ended_at IS NULL",
        (learner, mode),
    )
    return [row["uid"] for row in rows]
