"""Giving cards new names, with their states.

Every function takes a connection and leaves the transaction to its caller.
"""

import sqlite3
from collections.abc import Mapping
from datetime import datetime

from quiz.memory.state import NEW_STATE, MemoryState
from quiz.store.log import Replay, history, put_state, state_in
from quiz.store.rows import STATE_COLUMNS, state_of, to_micros


def rename(
    connection: sqlite3.Connection,
    bank: str,
    names: Mapping[str, str],
    now: datetime,
    replay: Replay | None = None,
) -> None:
    """Give cards new names and move their states along, for every learner.

    Where a new name had a history of its own the two become one; without `replay` the state
    with more reviews is kept.
    """
    names = {old: new for old, new in names.items() if old != new}
    if not names:
        return
    at = _renaming_time(connection, bank, now)
    connection.executemany(
        "INSERT INTO alias VALUES (?, ?, ?, ?)",
        [(bank, old, new, at) for old, new in names.items()],
    )
    moved: list[tuple[str, str, MemoryState]] = []
    for old, new in names.items():
        rows = connection.execute(
            f"SELECT learner, {STATE_COLUMNS} FROM state WHERE bank = ? AND card = ?", (bank, old)
        )
        moved += [(row["learner"], new, state_of(row)) for row in rows]
    connection.executemany(
        "DELETE FROM state WHERE bank = ? AND card = ?", [(bank, old) for old in names]
    )
    for learner, card, state in moved:
        if replay is not None:  # the new name may have had a history, were it but "made new"
            past = history(connection, learner, bank, card)
            state = replay(past, card) if past else NEW_STATE
        elif state_in(connection, learner, bank, card).reps > state.reps:
            continue
        put_state(connection, learner, bank, card, state)


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
