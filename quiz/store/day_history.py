"""What was done on each study day, counted once and kept.

A log of many years is not gone through at every start. The count knows the log up to some place in
it: days of what came since, or was undone since, are counted again, and all others stay.
"""

import sqlite3
from collections.abc import Collection

import msgspec

from quiz.memory.pace import LONGEST_ANSWER_MS
from quiz.store.log import LIVE
from quiz.store.rows import DayHistory

_KEPT = "day_history"
_KEPT_FROM = 100
"""So many rows that are not counted yet are worth keeping a new count for."""
_MOST_DAYS = 500
"""With more days to count again than this, all are."""


class _Count(msgspec.Struct):
    learner: str = ""
    seq: int = 0
    undone: int = 0
    days: dict[int, tuple[int, int, int, float]] = {}
    """Answers, different cards, milliseconds and sum of credits, by study day."""


def day_history(connection: sqlite3.Connection, learner: str) -> dict[int, DayHistory]:
    """Return what was done on each study day, by ordinal; days without answers are missing."""
    days = _counted(connection, learner).days
    ended = _days_of_ended_reviews(connection, learner)
    return {
        day: DayHistory(
            answers=answers,
            cards=cards,
            minutes=spent / 60_000,
            right=credit / max(1, answers),
            is_done=day in ended,
        )
        for day, (answers, cards, spent, credit) in sorted(days.items())
    }


def minutes_by_day(
    connection: sqlite3.Connection, learner: str, banks: Collection[str], first_day: int
) -> dict[int, float]:
    """Return the minutes spent on some banks, by study day; days without answers are missing."""
    rows = connection.execute(
        "SELECT day, sum(min(max(0, elapsed_ms), :longest)) FROM review INDEXED BY review_day"
        " WHERE learner = :learner AND day >= :first AND bank IN (SELECT value FROM"
        f" json_each(:banks)) AND {LIVE} GROUP BY day ORDER BY day",
        {
            "learner": learner,
            "first": first_day,
            "banks": msgspec.json.encode(list(banks)).decode(),
            "longest": LONGEST_ANSWER_MS,
        },
    )
    return {day: spent / 60_000 for day, spent in rows}


def count_to_keep(connection: sqlite3.Connection, learner: str) -> str | None:
    """Return the count as it should be kept now; None if the kept one is recent enough."""
    before = _kept(connection, learner)
    if _last(connection)[0] - before.seq < _KEPT_FROM:
        return None
    return msgspec.json.encode(_counted(connection, learner)).decode()


def keep_count(connection: sqlite3.Connection, count: str) -> None:
    """Keep a count."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_KEPT, count))


def _kept(connection: sqlite3.Connection, learner: str) -> _Count:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_KEPT,)).fetchone()
    try:
        count = msgspec.json.decode(row[0] if row else "{}", type=_Count)
    except msgspec.DecodeError:
        return _Count(learner=learner)
    seq, undone = _last(connection)
    is_of_this_log = count.learner == learner and count.seq <= seq and count.undone <= undone
    return count if is_of_this_log else _Count(learner=learner)


def _last(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return the places of the last answer and of the last thing that was undone."""
    row = connection.execute(
        "SELECT (SELECT max(seq) FROM review), (SELECT max(rowid) FROM retraction)"
    ).fetchone()
    return row[0] or 0, row[1] or 0


def _counted(connection: sqlite3.Connection, learner: str) -> _Count:
    """Return the count of the whole log."""
    count = _kept(connection, learner)
    seq, undone = _last(connection)
    if (count.seq, count.undone) == (seq, undone):
        return count
    changed: set[int] | None = None
    if count.seq:
        rows = connection.execute(
            "SELECT DISTINCT day FROM review WHERE seq > ? UNION SELECT DISTINCT day FROM review"
            " WHERE uid IN (SELECT target_uid FROM retraction WHERE rowid > ?)",
            (count.seq, count.undone),
        )
        changed = {row[0] for row in rows}
        if len(changed) > _MOST_DAYS:
            changed = None
    days = (
        {} if changed is None else {d: what for d, what in count.days.items() if d not in changed}
    )
    days |= _count_days(connection, learner, changed)
    return _Count(learner=learner, seq=seq, undone=undone, days=days)


def _count_days(
    connection: sqlite3.Connection, learner: str, days: set[int] | None
) -> dict[int, tuple[int, int, int, float]]:
    """Return the count of some days, or of all."""
    listed = ", ".join(map(str, sorted(days or ())))
    only = "" if days is None else f" AND day IN ({listed})"
    rows = connection.execute(
        "SELECT day, count(*), count(DISTINCT bank || '/' || card),"
        " sum(min(max(0, elapsed_ms), :longest)), sum(credit)"
        f" FROM review INDEXED BY review_day WHERE learner = :learner AND {LIVE}{only}"
        " GROUP BY day",
        {"learner": learner, "longest": LONGEST_ANSWER_MS},
    )
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}


def _days_of_ended_reviews(connection: sqlite3.Connection, learner: str) -> set[int]:
    """Return the study days on which a review of all banks came to its end."""
    rows = connection.execute(
        "SELECT config, (SELECT max(day) FROM review WHERE sitting = sitting.uid) AS day"
        " FROM sitting WHERE learner = ? AND mode = 'review' AND ended_at IS NOT NULL"
        " AND result LIKE '%\"is_over\":true%'",
        (learner,),
    )
    return {
        row["day"]
        for row in rows
        if row["day"] and '"banks":[' not in row["config"] and '"exam":' not in row["config"]
    }
