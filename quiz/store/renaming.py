"""Giving cards new names, with their states.

Every function takes a connection and leaves the transaction to its caller.
"""

import sqlite3
from collections.abc import Mapping
from datetime import datetime

from quiz.memory.replay import Replay
from quiz.store.log import Rebuild, learners, rebuild_card
from quiz.store.rows import to_micros


def rename(
    connection: sqlite3.Connection,
    bank: str,
    names: Mapping[str, str],
    now: datetime,
    replay: Replay,
) -> None:
    """Give cards new names and move their states along, for every learner.

    Where a new name had a history of its own the two become one.
    """
    names = {old: new for old, new in names.items() if old != new}
    if not names:
        return
    at = _renaming_time(connection, bank, now)
    connection.executemany(
        "INSERT INTO alias VALUES (?, ?, ?, ?)",
        [(bank, old, new, at) for old, new in names.items()],
    )
    moved: list[tuple[str, str]] = []
    # By learner, as the cards are in the index: else each name would go through all states.
    for learner in learners(connection):
        for old, new in names.items():
            deleted = connection.execute(
                "DELETE FROM state WHERE learner = ? AND bank = ? AND card = ?",
                (learner, bank, old),
            )
            moved += [(learner, new)] * deleted.rowcount
    for learner, card in moved:
        rebuild_card(connection, learner, bank, card, _rebuild(replay, card))


def _rebuild(replay: Replay, card: str) -> Rebuild:
    return lambda past: replay(past, card)


def _renaming_time(connection: sqlite3.Connection, bank: str, now: datetime) -> int:
    """Return a time after all that the bank's cards went through, in microseconds.

    With a clock set back, answers given under the old names would count as given after it.
    """
    latest: int | None = connection.execute(
        "SELECT max(at) FROM (SELECT max(at) AS at FROM review WHERE bank = :bank "
        "UNION ALL SELECT max(at) FROM deed WHERE bank = :bank "
        "UNION ALL SELECT max(at) + 1 FROM alias WHERE bank = :bank)",
        {"bank": bank},
    ).fetchone()[0]
    at = to_micros(now)
    return at if latest is None else max(at, latest)
