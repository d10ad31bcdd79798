"""All states derived from the log at once, and whether that is to be done again.

Every function takes a connection and leaves the transaction to its caller.
"""

import sqlite3
from math import isclose
from operator import ge

import msgspec

from quiz.memory.pace import LONGEST_ANSWER_MS, counted_ms
from quiz.memory.replay import PlainReview, replayed
from quiz.memory.scheduler import Scheduler
from quiz.memory.state import NEW_STATE, MemoryState
from quiz.startup import collection_paused
from quiz.store.aliases import Aliases
from quiz.store.connection import plain_rows
from quiz.store.log import LIVE_ACTION, history, live_history, put_state
from quiz.store.rows import STATE_COLUMNS, from_micros, is_scheduling, state_of, to_micros
from quiz.translation import _

Difference = tuple[tuple[str, str], str]
"""Bank and card, and a sentence that has room for a name of the `{card}`."""


def note_stale(connection: sqlite3.Connection) -> None:
    """Note that all states must be derived from the log again."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('states', 'stale')")


def is_stale(connection: sqlite3.Connection) -> bool:
    """Return whether the states must be derived again: the tables changed, or the log did."""
    row = connection.execute("SELECT 1 FROM meta WHERE key = 'states'").fetchone()
    return row is not None


def rebuild_all(connection: sqlite3.Connection, learner: str, scheduler: Scheduler) -> int:
    """Derive all states of a learner from the log again and return how many changed."""
    connection.execute("DELETE FROM meta WHERE key = 'states'")
    with collection_paused():
        derived = derived_states(connection, learner, scheduler)
    kept = _kept_states(connection, learner)
    lost = [key for key in kept if key not in derived]
    connection.executemany(
        "DELETE FROM state WHERE learner = ? AND bank = ? AND card = ?",
        [(learner, *key) for key in lost],
    )
    changed = [key for key, state in derived.items() if kept.get(key, NEW_STATE) != state]
    for bank, card in changed:
        put_state(connection, learner, bank, card, derived[bank, card])
    return len(lost) + len(changed)


def differences(
    connection: sqlite3.Connection, learner: str, scheduler: Scheduler
) -> list[Difference]:
    """Return the cards whose kept state is not what the log gives."""
    found: list[Difference] = []
    with collection_paused():
        derived = derived_states(connection, learner, scheduler)
    kept = _kept_states(connection, learner)
    for key in sorted(derived.keys() | kept.keys()):
        state, right = kept.get(key), derived.get(key)
        if state is None:
            words = _("{card}: the review history has answers to this card, but no state is saved")
        elif right is None:
            words = _(
                "{card}: a state is saved, but the review history has no answers to this card"
            )
        elif not _agree(state, right):
            words = _("{card}: the saved state doesn't match the review history")
        else:
            continue
        found.append((key, words))
    return found


def derived_states(
    connection: sqlite3.Connection, learner: str, scheduler: Scheduler
) -> dict[tuple[str, str], MemoryState]:
    """Return the states that the log gives, by bank and card."""
    busy = _busy_cards(connection, learner)
    derived: dict[tuple[str, str], MemoryState] = {}
    for key, reviews in plain_reviews(connection, learner).items():
        if key not in busy:
            derived[key] = replayed(scheduler.model, reviews, key[1], scheduler.replay)
    for bank, card in busy:
        state = scheduler.replay(history(connection, learner, bank, card), card)
        if state != NEW_STATE:  # one that was made new has none
            derived[bank, card] = state
    return derived


def _busy_cards(connection: sqlite3.Connection, learner: str) -> set[tuple[str, str]]:
    """Return bank and today's name of the cards with which something was done."""
    rows = connection.execute(
        f"SELECT bank, card, at FROM deed WHERE learner = ? AND {LIVE_ACTION}", (learner,)
    ).fetchall()
    aliases = {bank: Aliases(connection, bank) for bank in {row["bank"] for row in rows}}
    return {
        (row["bank"], aliases[row["bank"]].name_now(row["card"], from_micros(row["at"])))
        for row in rows
    }


def plain_reviews(
    connection: sqlite3.Connection, learner: str
) -> dict[tuple[str, str], list[PlainReview]]:
    """Return the reviews that schedule, in order of time, by bank and today's name of the card."""
    aliases = {
        row["bank"]: Aliases(connection, row["bank"])
        for row in connection.execute("SELECT DISTINCT bank FROM alias")
    }
    taken_back = (
        "AND seq NOT IN (SELECT review.seq FROM retraction JOIN review ON review.uid = target_uid)"
    )
    if connection.execute("SELECT 1 FROM retraction LIMIT 1").fetchone() is None:
        taken_back = ""
    # In the order of the file and then by card: by the index it takes more than twice as long.
    rows = plain_rows(
        connection,
        "SELECT at, rating, day, rep, interval_days, retention, min(max(elapsed_ms, 0), :most),"
        " bank, card FROM review"
        f" WHERE +learner = :learner AND rating IS NOT NULL AND schedules = 1 {taken_back}",
        {"learner": learner, "most": LONGEST_ANSWER_MS},
    )
    found: dict[tuple[str, str], list[PlainReview]] = {}
    for row in rows:
        key = row[7:]
        if aliases and key[0] in aliases:
            key = (key[0], aliases[key[0]].name_now(key[1], from_micros(row[0])))
        if key in found:
            found[key].append(row[:7])
        else:
            found[key] = [row[:7]]
    del rows
    for (bank, card), reviews in found.items():
        times = [review[0] for review in reviews]
        if any(map(ge, times, times[1:])):
            # Merged from several devices, or of one moment: by time, and then by uid.
            past = live_history(connection, learner, bank, card)
            found[bank, card] = [
                (
                    to_micros(review.at),
                    int(review.rating or 1),
                    review.day,
                    review.rep,
                    review.interval_days,
                    review.retention,
                    counted_ms(review.elapsed_ms),
                )
                for review in past
                if is_scheduling(review)
            ]
    return found


def _kept_states(
    connection: sqlite3.Connection, learner: str
) -> dict[tuple[str, str], MemoryState]:
    """Return the states that are kept, by bank and card."""
    rows = connection.execute(
        f"SELECT bank, card, {STATE_COLUMNS} FROM state WHERE learner = ?", (learner,)
    )
    return {(row["bank"], row["card"]): state_of(row) for row in rows}


def _agree(state: MemoryState, right: MemoryState) -> bool:
    """Return whether two states are the same but for the last digits of the memory."""
    if state == right:
        return True
    exact = {"stability": None, "difficulty": None}
    return (
        msgspec.structs.replace(state, **exact) == msgspec.structs.replace(right, **exact)
        and _is_close(state.stability, right.stability)
        and _is_close(state.difficulty, right.difficulty)
    )


def _is_close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=1e-4)
