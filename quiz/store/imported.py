"""What was imported of other programs: which of it there is, and which of it was undone.

Every function takes a connection and changes nothing.
"""

import sqlite3

import msgspec

from quiz.store.log import LIVE, LIVE_ACTION


class ImportedRows(msgspec.Struct, frozen=True, kw_only=True):
    """The answers and actions of one device that is a program of others."""

    live: frozenset[str] = frozenset()
    """Uids of those that count."""
    undone: frozenset[str] = frozenset()
    """Uids of those that were undone."""
    answers: int = 0
    """How many of those that count are answers."""


def imported_rows(
    connection: sqlite3.Connection, learner: str, bank: str, prefix: str
) -> dict[str, ImportedRows]:
    """Return what was imported into a bank, by device.

    Args:
        connection: To the record.
        learner: Whose.
        bank: Id of the bank.
        prefix: How the names of the devices begin; no signs of LIKE in it.
    """
    live: dict[str, set[str]] = {}
    undone: dict[str, set[str]] = {}
    answers: dict[str, int] = {}
    for table, is_live in (("review", LIVE), ("deed", LIVE_ACTION)):
        rows = connection.execute(
            f"SELECT device, uid, {is_live} AS is_live FROM {table} "
            "WHERE learner = ? AND bank = ? AND device LIKE ?",
            (learner, bank, f"{prefix}%"),
        )
        for row in rows:
            device = row["device"]
            (live if row["is_live"] else undone).setdefault(device, set()).add(row["uid"])
            answers[device] = answers.get(device, 0) + (table == "review" and row["is_live"])
    return {
        device: ImportedRows(
            live=frozenset(live.get(device, ())),
            undone=frozenset(undone.get(device, ())),
            answers=answers[device],
        )
        for device in answers
    }
