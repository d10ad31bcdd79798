"""The log in order of time: all of it, that of some banks, and what was added to it since."""

import sqlite3
from collections.abc import Collection
from operator import itemgetter
from typing import NamedTuple

from quiz.memory.pace import LONGEST_ANSWER_MS
from quiz.memory.seen import AnswerSeen
from quiz.startup import collection_paused
from quiz.store.aliases import Aliases
from quiz.store.connection import plain_rows
from quiz.store.log import LIVE
from quiz.store.rows import from_micros

_ANSWERS = (
    "SELECT card, at, uid, rating, day, elapsed_ms, seq FROM review WHERE learner = ? AND bank = ?"
    f" AND rating IS NOT NULL AND schedules = 1 AND {LIVE}"
)


class LogPlace(NamedTuple):
    """How far a log has come; where all but the answers are the same, it was only added to."""

    answers: int
    """Sequence number of the last answer; 0 for none."""
    undone: int
    """Answers and deeds that were undone."""
    weights: int
    """Sets of weights."""
    renamed: int
    """Cards that were renamed."""


class LogRow(NamedTuple):
    """An answer that schedules and was not undone."""

    card: str
    """With its bank: `bank/card`."""
    rating: int
    """1 (again) to 4 (easy)."""
    day: int
    """Study day, as an ordinal."""
    ms: int
    """Milliseconds that it took."""
    seq: int
    """Sequence number: in the order in which answers came into this record."""


def log_place(connection: sqlite3.Connection) -> LogPlace:
    """Return how far the log has come."""
    row = connection.execute(
        "SELECT (SELECT coalesce(max(seq), 0) FROM review), (SELECT count(*) FROM retraction),"
        " (SELECT count(*) FROM weights), (SELECT count(*) FROM alias)"
    ).fetchone()
    return LogPlace(*row)


def scheduling_log(connection: sqlite3.Connection, learner: str) -> list[AnswerSeen]:
    """Return every answer that schedules and was not undone, by time; see `LogRow.card`."""
    # The file is read from end to end: by an index of the learner it takes twice as long.
    where = f"WHERE +learner = :learner AND rating IS NOT NULL AND schedules = 1 AND {LIVE}"
    if connection.execute("SELECT 1 FROM retraction LIMIT 1").fetchone() is None:
        where = where.removesuffix(f" AND {LIVE}")
    values = {"learner": learner, "most": LONGEST_ANSWER_MS}
    columns = "rating, day, at, min(max(elapsed_ms, 0), :most) AS ms"
    renamed = connection.execute("SELECT DISTINCT bank FROM alias").fetchall()
    if not renamed:
        query = f"SELECT bank || '/' || card, {columns} FROM review {where} ORDER BY at, 1, uid"
        with collection_paused():
            return list(map(AnswerSeen._make, plain_rows(connection, query, values)))
    aliases = {row["bank"]: Aliases(connection, row["bank"]) for row in renamed}
    query = f"SELECT bank, card, uid, {columns} FROM review {where}"
    found = []
    for bank, card, uid, *rest in plain_rows(connection, query, values):
        if bank in aliases:
            card = aliases[bank].name_now(card, from_micros(rest[2]))
        found.append((rest[2], f"{bank}/{card}", uid, rest))
    found.sort(key=itemgetter(0, 1, 2))
    return [AnswerSeen(card, *rest) for _at, card, _uid, rest in found]


def timed_log(connection: sqlite3.Connection, learner: str, banks: Collection[str]) -> list[LogRow]:
    """Return the answers of some banks, by time."""
    found: list[tuple[int, str, LogRow]] = []
    for bank in banks:
        aliases = Aliases(connection, bank)
        cursor = connection.cursor()
        cursor.row_factory = None
        cursor.execute(_ANSWERS, (learner, bank))
        for card, at, uid, rating, day, ms, seq in cursor:
            name = aliases.name_now(card, from_micros(at)) if aliases else card
            found.append((at, uid, LogRow(f"{bank}/{name}", rating, day, ms, seq)))
    found.sort(key=lambda entry: entry[:2])
    return [answer for *_, answer in found]


def added_answers(
    connection: sqlite3.Connection, learner: str, banks: Collection[str], since: int
) -> list[list[LogRow]] | None:
    """Return all answers to each card of some banks that was answered since, by time.

    None where that is no shorter way: cards were renamed, or an answer from another device came
    in that is earlier than one that was there.

    Args:
        connection: To the record.
        learner: Whose answers.
        banks: Ids of the banks.
        since: The last sequence number that is known.
    """
    cards = connection.execute(
        "SELECT DISTINCT bank, card FROM review WHERE seq > ? AND learner = ?", (since, learner)
    ).fetchall()
    found = []
    for bank, card in cards:
        if bank not in banks:
            continue
        if Aliases(connection, bank):
            return None
        rows = connection.execute(
            f"{_ANSWERS} AND card = ? ORDER BY at, uid", (learner, bank, card)
        ).fetchall()
        answers = [
            LogRow(f"{bank}/{card}", rating, day, ms, seq) for _, _, _, rating, day, ms, seq in rows
        ]
        is_new = [answer.seq > since for answer in answers]
        if is_new != sorted(is_new):
            return None
        found.append(answers)
    return found
