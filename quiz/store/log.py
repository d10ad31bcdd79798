"""The append-only log of reviews, and the states derived from it.

Every function takes a connection and leaves the transaction to its caller.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec

from quiz.errors import QuizError
from quiz.items.rating import Rating
from quiz.memory.days import StudyDays
from quiz.memory.state import NEW_STATE, MemoryState
from quiz.store.rows import (
    REVIEW_COLUMNS,
    STATE_COLUMNS,
    Review,
    is_scheduling,
    new_uid,
    review_of,
    review_values,
    state_of,
    state_values,
    to_micros,
)

Step = Callable[[MemoryState], MemoryState]
"""From the state before a review to the one after it."""
Rebuild = Callable[[Sequence[tuple[Rating, datetime]]], MemoryState]
"""From the ratings of one card and their times, in order, to its state."""
Replay = Callable[[Sequence[tuple[Rating, datetime]], str], MemoryState]
"""The same for any card, which is named: `Scheduler.replay`."""

LIVE = "NOT EXISTS (SELECT 1 FROM retraction WHERE review_uid = review.uid)"
"""The condition that a review was not taken back."""


def state_in(connection: sqlite3.Connection, learner: str, bank: str, card: str) -> MemoryState:
    """Return a card's state; `NEW_STATE` if it was never reviewed."""
    row = connection.execute(
        f"SELECT {STATE_COLUMNS} FROM state WHERE learner = ? AND bank = ? AND card = ?",
        (learner, bank, card),
    ).fetchone()
    return NEW_STATE if row is None else state_of(row)


def put_state(
    connection: sqlite3.Connection,
    learner: str,
    bank: str,
    card: str,
    state: MemoryState,
    days: StudyDays,
) -> None:
    """Write a card's state; a new card's row is deleted."""
    key = (learner, bank, card)
    if state == NEW_STATE:
        connection.execute("DELETE FROM state WHERE learner = ? AND bank = ? AND card = ?", key)
        return
    names = [*STATE_COLUMNS.split(", "), "due_day"]
    connection.execute(
        f"INSERT INTO state (learner, bank, card, {', '.join(names)}) "
        f"VALUES (?, ?, ?{', ?' * len(names)}) ON CONFLICT DO UPDATE SET "
        + ", ".join(f"{name} = excluded.{name}" for name in names),
        (*key, *state_values(state, days)),
    )


def append(
    connection: sqlite3.Connection, review: Review, step: Step, days: StudyDays
) -> MemoryState:
    """Add a review and return the card's state after it.

    A review that the log already holds changes nothing: after an error a commit may have
    reached the disk though its reply did not.
    """
    state = state_in(connection, review.learner, review.bank, review.card)
    if _has_uid(connection, review.uid):
        return state
    if is_scheduling(review):
        if state.last_review_at is not None and state.last_review_at > review.at:
            # The time that the scheduler counts, so that the log in order of time gives the state.
            review = msgspec.structs.replace(review, at=state.last_review_at)
        state = step(state)
        put_state(connection, review.learner, review.bank, review.card, state, days)
    insert(connection, review)
    return state


def insert(connection: sqlite3.Connection, review: Review) -> None:
    """Add a review and nothing else."""
    values = review_values(review)
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO review ({REVIEW_COLUMNS}) VALUES ({marks})", values)


def retract(
    connection: sqlite3.Connection, uid: str, learner: str, device: str, now: datetime
) -> Review:
    """Take a review back and return it; the state is left to the caller.

    Raises:
        QuizError: There is no such review, or it was taken back before.
    """
    row = connection.execute(
        f"SELECT {REVIEW_COLUMNS} FROM review WHERE uid = ? AND learner = ? AND {LIVE}",
        (uid, learner),
    ).fetchone()
    if row is None:
        raise QuizError("there is no such answer to take back")
    connection.execute(
        "INSERT INTO retraction VALUES (?, ?, ?, ?, ?)",
        (new_uid(), uid, learner, device, to_micros(now)),
    )
    return review_of(row)


def rebuild_card(
    connection: sqlite3.Connection,
    learner: str,
    bank: str,
    card: str,
    rebuild: Rebuild,
    days: StudyDays,
) -> MemoryState:
    """Derive a card's state from the log anew, and return it."""
    history = scheduling(live_history(connection, learner, bank, card))
    state = rebuild(history) if history else NEW_STATE
    put_state(connection, learner, bank, card, state, days)
    return state


def live_history(
    connection: sqlite3.Connection, learner: str, bank: str, card: str
) -> list[Review]:
    """Return a card's reviews in order of time, under all names that it had."""
    aliases = Aliases(connection, bank)
    names = aliases.former_names(card)
    marks = ", ".join("?" * len(names))
    rows = connection.execute(
        f"SELECT {REVIEW_COLUMNS} FROM review WHERE learner = ? AND bank = ? "
        f"AND card IN ({marks}) AND {LIVE} ORDER BY at, seq",
        (learner, bank, *names),
    )
    reviews = [review_of(row) for row in rows]
    return [review for review in reviews if aliases.name_now(review.card, review.at) == card]


def scheduling(reviews: Sequence[Review]) -> list[tuple[Rating, datetime]]:
    """Return the ratings and times of those reviews that schedule."""
    return [
        (review.rating, review.at)
        for review in reviews
        if review.rating is not None and review.schedules
    ]


class Aliases:
    """The names that the cards of a bank had before."""

    def __init__(self, connection: sqlite3.Connection, bank: str) -> None:
        """Read the renamings of a bank, oldest first."""
        rows = connection.execute(
            "SELECT old_card, new_card, at FROM alias WHERE bank = ? ORDER BY at", (bank,)
        )
        self._changes: list[tuple[str, str, int]] = [tuple(row) for row in rows]

    def __bool__(self) -> bool:
        return bool(self._changes)

    def name_now(self, card: str, at: datetime) -> str:
        """Return today's name of the card that had a name at a time."""
        if not self._changes:
            return card
        time = to_micros(at)
        for old, new, changed_at in self._changes:
            if old == card and changed_at >= time:
                card = new
                time = changed_at + 1  # the names of one renaming change all at once
        return card

    def former_names(self, card: str) -> list[str]:
        """Return a card's name and every name that may have become it."""
        names = [card]
        for name in names:
            for old, new, _ in self._changes:
                if new == name and old not in names:
                    names.append(old)
        return names


def rename(
    connection: sqlite3.Connection,
    bank: str,
    names: Mapping[str, str],
    now: datetime,
    days: StudyDays,
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
        other = state_in(connection, learner, bank, card)
        if other != NEW_STATE and replay is not None:
            history = scheduling(live_history(connection, learner, bank, card))
            state = replay(history, card) if history else NEW_STATE
        elif other.reps > state.reps:
            continue
        put_state(connection, learner, bank, card, state, days)


def _renaming_time(connection: sqlite3.Connection, bank: str, now: datetime) -> int:
    """Return a time after all that the bank's cards went through, in microseconds.

    With a clock set back, answers given under the old names would count as given after it.
    """
    latest: int | None = connection.execute(
        "SELECT max(at) FROM (SELECT max(at) AS at FROM review WHERE bank = :bank "
        "UNION ALL SELECT max(at) + 1 FROM alias WHERE bank = :bank)",
        {"bank": bank},
    ).fetchone()[0]
    at = to_micros(now)
    return at if latest is None else max(at, latest)


def differences(connection: sqlite3.Connection, learner: str, replay: Replay) -> list[str]:
    """Return what the kept states say otherwise than the log, a sentence each."""
    found: list[str] = []
    derived = derived_states(connection, learner, replay)
    rows = connection.execute(
        f"SELECT bank, card, {STATE_COLUMNS} FROM state WHERE learner = ?", (learner,)
    )
    kept = {(row["bank"], row["card"]): state_of(row) for row in rows}
    renamed = {
        (row["bank"], row["new_card"])
        for row in connection.execute("SELECT bank, new_card FROM alias")
    }
    for key in sorted(derived.keys() | kept.keys()):
        name = "/".join(key)
        state, right = kept.get(key), derived.get(key)
        if state is None:
            found.append(f"{name}: the log has reviews of this card, but no state is kept")
        elif right is None:
            found.append(f"{name}: a state is kept, but the log has no reviews of this card")
        elif not _agree(state, right, is_renamed=key in renamed):
            found.append(f"{name}: the state that is kept is not what the log gives")
    return found


def derived_states(
    connection: sqlite3.Connection, learner: str, replay: Replay
) -> dict[tuple[str, str], MemoryState]:
    """Return the states that the log gives, by bank and card."""
    aliases: dict[str, Aliases] = {}
    histories: dict[tuple[str, str], list[Review]] = {}
    rows = connection.execute(
        f"SELECT {REVIEW_COLUMNS} FROM review WHERE learner = ? AND rating IS NOT NULL "
        f"AND schedules = 1 AND {LIVE} ORDER BY at, seq",
        (learner,),
    )
    for row in rows.fetchall():
        review = review_of(row)
        if review.bank not in aliases:
            aliases[review.bank] = Aliases(connection, review.bank)
        card = aliases[review.bank].name_now(review.card, review.at)
        histories.setdefault((review.bank, card), []).append(review)
    return {key: replay(scheduling(reviews), key[1]) for key, reviews in histories.items()}


def rebuild_all(
    connection: sqlite3.Connection, learner: str, replay: Replay, days: StudyDays
) -> int:
    """Derive all states of a learner from the log anew and return their number."""
    derived = derived_states(connection, learner, replay)
    rows = connection.execute("SELECT bank, card FROM state WHERE learner = ?", (learner,))
    lost = [(row["bank"], row["card"]) for row in rows]
    connection.executemany(
        "DELETE FROM state WHERE learner = ? AND bank = ? AND card = ?",
        [(learner, *key) for key in lost if key not in derived],
    )
    for (bank, card), state in derived.items():
        put_state(connection, learner, bank, card, state, days)
    return len(derived)


def sync_bank(
    connection: sqlite3.Connection, bank: str, digest: str, cards: frozenset[str]
) -> None:
    """Note a bank's digest, and which of its known cards it has."""
    rows = connection.execute(
        "SELECT learner, card, is_present FROM state WHERE bank = ?", (bank,)
    ).fetchall()
    connection.executemany(
        "UPDATE state SET is_present = ? WHERE learner = ? AND bank = ? AND card = ?",
        [
            (row["card"] in cards, row["learner"], bank, row["card"])
            for row in rows
            if (row["card"] in cards) != bool(row["is_present"])
        ],
    )
    connection.execute(
        "INSERT INTO seen_bank VALUES (?, ?) ON CONFLICT DO UPDATE SET digest = excluded.digest",
        (bank, digest),
    )


def _agree(state: MemoryState, right: MemoryState, *, is_renamed: bool) -> bool:
    """Return whether two states are the same; a former name gave other fuzz."""
    if is_renamed:
        due = {"due_at": None}
        state, right = msgspec.structs.replace(state, **due), msgspec.structs.replace(right, **due)
    return state == right


def _has_uid(connection: sqlite3.Connection, uid: str) -> bool:
    row = connection.execute("SELECT 1 FROM review WHERE uid = ?", (uid,)).fetchone()
    return row is not None
