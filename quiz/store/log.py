"""The append-only log: what is added to it, and the state of the card that it changes.

Every function takes a connection and leaves the transaction to its caller.
"""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from quiz.errors import Overtaken, QuizError
from quiz.memory.history import Past, PastAction
from quiz.memory.state import NEW_STATE, MemoryState
from quiz.store.aliases import Aliases
from quiz.store.rows import (
    ACTION_COLUMNS,
    REVIEW_COLUMNS,
    STATE_COLUMNS,
    CardActionRow,
    Review,
    action_of,
    action_values,
    from_micros,
    is_scheduling,
    new_uid,
    past_of,
    review_of,
    review_values,
    state_of,
    state_values,
    to_micros,
)
from quiz.translation import _

Step = Callable[[MemoryState], MemoryState]
"""From the state before a review to the one after it."""
Rebuild = Callable[[Sequence[Past]], MemoryState]
"""From what happened to one card, in order of time, to its state."""

_LIVE = "NOT EXISTS (SELECT 1 FROM retraction WHERE target_uid = {}.uid)"
LIVE, LIVE_ACTION, LIVE_WEIGHTS, LIVE_NOTE = map(
    _LIVE.format, ("review", "deed", "weights", "note")
)
"""The conditions that a review, an action, weights or a note were not undone."""
_TICK = timedelta(microseconds=1)
_EARLIEST = datetime.min.replace(tzinfo=UTC)


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
) -> None:
    """Write a card's state; a new card's row is deleted."""
    key = (learner, bank, card)
    if state == NEW_STATE:
        connection.execute("DELETE FROM state WHERE learner = ? AND bank = ? AND card = ?", key)
        return
    connection.execute(_PUT_STATE, (*key, *state_values(state)))


def append(connection: sqlite3.Connection, review: Review, step: Step) -> MemoryState:
    """Add a review and return the card's state after it.

    A review that the log already holds changes nothing: after an error a commit may have
    reached the disk though its reply did not.
    """
    before = state_in(connection, review.learner, review.bank, review.card)
    if _has_uid(connection, review.uid):
        return before
    if not is_scheduling(review):
        insert(connection, review)
        return before
    state = step(_after_changes(connection, review, before))
    put_state(connection, review.learner, review.bank, review.card, state)
    insert(connection, scheduled(review, before, state))
    return state


def check_following(connection: sqlite3.Connection, review: Review, answers: int) -> None:
    """Check that the sitting of an answer has so many answers before it.

    Raises:
        Overtaken: It has not, or the answer's place is taken.
    """
    row = connection.execute(
        f"SELECT count(*) FROM review WHERE sitting = ? AND uid != ? AND {LIVE}",
        (review.sitting, review.uid),
    ).fetchone()
    if row[0] != answers:
        raise Overtaken(_("this quiz was continued in another window; it resumes here from there"))


def _after_changes(
    connection: sqlite3.Connection, review: Review, before: MemoryState
) -> MemoryState:
    """Return the state that a review follows on, its last time moved past what else was done.

    With a clock behind that of another device, the log in order of time would otherwise have
    the review before an action or a new name that it came after.
    """
    latest = _latest_change(connection, review.learner, review.bank, review.card)
    if latest is None or review.at > latest:
        return before
    last = latest if before.last_review_at is None else max(latest, before.last_review_at)
    return msgspec.structs.replace(before, last_review_at=last)


def _latest_change(
    connection: sqlite3.Connection, learner: str, bank: str, card: str
) -> datetime | None:
    """Return when something was last done with a card, or it was last given a name."""
    row = connection.execute(
        "SELECT max(at) FROM (SELECT max(at) AS at FROM deed "
        "WHERE learner = :learner AND bank = :bank AND card = :card "
        "UNION ALL SELECT max(at) FROM alias "
        "WHERE bank = :bank AND (old_card = :card OR new_card = :card))",
        {"learner": learner, "bank": bank, "card": card},
    ).fetchone()
    return None if row[0] is None else from_micros(row[0])


def scheduled(review: Review, before: MemoryState, after: MemoryState) -> Review:
    """Return a review with what it was scheduled as.

    Its time is the one that the scheduler counts, so that the log in order of time gives the
    state though the clock was set back.
    """
    interval = None
    if after.due_day is not None and after.last_day is not None:
        interval = after.due_day - after.last_day
    return msgspec.structs.replace(
        review,
        at=after.last_review_at or review.at,
        day=after.last_day or review.day,
        rep=before.reps,
        interval_days=interval,
    )


def insert(connection: sqlite3.Connection, review: Review) -> None:
    """Add a review and nothing else."""
    values = review_values(review)
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO review ({REVIEW_COLUMNS}) VALUES ({marks})", values)


def amend(
    connection: sqlite3.Connection, old: Review, review: Review, step: Step, rebuild: Rebuild
) -> MemoryState:
    """Add what replaces a review that was undone; return its card's state."""
    learner, bank = review.learner, review.bank
    card = Aliases(connection, bank).name_now(review.card, review.at)
    if not (is_scheduling(old) or is_scheduling(review)):
        insert(connection, review)
        return state_in(connection, learner, bank, card)
    past = history(connection, learner, bank, card)
    if is_scheduling(review) and all(other.at < review.at for other in past):
        before = rebuild(past)
        review = scheduled(review, before, step(before))
    insert(connection, review)
    return rebuild_card(connection, learner, bank, card, rebuild)


def retract(
    connection: sqlite3.Connection, uid: str, learner: str, device: str, now: datetime
) -> Review:
    """Take a review back, with what came of it, and return it; the state is left to the caller.

    Raises:
        QuizError: There is no such review, or it was undone before.
    """
    row = connection.execute(
        f"SELECT {REVIEW_COLUMNS} FROM review WHERE uid = ? AND learner = ? AND {LIVE}",
        (uid, learner),
    ).fetchone()
    if row is None:
        raise QuizError(_("no such answer to undo"))
    caused = connection.execute(f"SELECT uid FROM deed WHERE cause = ? AND {LIVE_ACTION}", (uid,))
    for target in [uid, *(caused_row["uid"] for caused_row in caused.fetchall())]:
        take_back(connection, target, learner, device, now)
    return review_of(row)


def take_back(
    connection: sqlite3.Connection, target: str, learner: str, device: str, now: datetime
) -> None:
    """Note that a row of an append-only table no longer counts."""
    connection.execute(
        "INSERT INTO retraction VALUES (?, ?, ?, ?, ?)",
        (new_uid(), target, learner, device, to_micros(now)),
    )


def do(connection: sqlite3.Connection, action: CardActionRow, rebuild: Rebuild) -> MemoryState:
    """Add an action, unless the log holds it, and return its card's state after it."""
    if not _has_uid(connection, action.uid, "deed"):
        past = history(connection, action.learner, action.bank, action.card)
        changed = _latest_change(connection, action.learner, action.bank, action.card)
        latest = max((other.at for other in past), default=_EARLIEST)
        latest = latest if changed is None else max(latest, changed)
        if action.at <= latest:  # a clock set back: it comes after all that the card went through
            action = msgspec.structs.replace(action, at=latest + _TICK)
        values = action_values(action)
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO deed ({ACTION_COLUMNS}) VALUES ({marks})", values)
    return rebuild_card(connection, action.learner, action.bank, action.card, rebuild)


def rebuild_card(
    connection: sqlite3.Connection, learner: str, bank: str, card: str, rebuild: Rebuild
) -> MemoryState:
    """Derive a card's state from the log again, and return it."""
    past = history(connection, learner, bank, card)
    state = rebuild(past) if past else NEW_STATE
    put_state(connection, learner, bank, card, state)
    return state


def history(
    connection: sqlite3.Connection, learner: str, bank: str, card: str, *, without: str = ""
) -> list[Past]:
    """Return what happened to a card, in order of time, under all names that it had.

    Args:
        connection: To the record.
        learner: Whose card it is.
        bank: Id of its bank.
        card: Its name now.
        without: Uid of a sitting whose answers are left out; empty for none.
    """
    found: list[tuple[datetime, str, Past]] = [
        (review.at, review.uid, past_of(review))
        for review in live_history(connection, learner, bank, card)
        if is_scheduling(review) and (not without or review.sitting != without)
    ]
    found += [
        (action.at, action.uid, _past_action(action))
        for action in card_actions(connection, learner, bank, card)
    ]
    return [past for *_, past in sorted(found, key=lambda entry: entry[:2])]


def card_actions(
    connection: sqlite3.Connection, learner: str, bank: str, card: str
) -> list[CardActionRow]:
    """Return what was done with a card and not undone, under all names that it had."""
    return [
        action_of(row)
        for row in _live_rows(connection, "deed", ACTION_COLUMNS, learner, bank, card)
    ]


def live_history(
    connection: sqlite3.Connection, learner: str, bank: str, card: str
) -> list[Review]:
    """Return a card's reviews in order of time, under all names that it had."""
    return [
        review_of(row)
        for row in _live_rows(connection, "review", REVIEW_COLUMNS, learner, bank, card)
    ]


def _live_rows(
    connection: sqlite3.Connection, table: str, columns: str, learner: str, bank: str, card: str
) -> list[sqlite3.Row]:
    """Return a card's rows that were not undone, in order of time, under all its names."""
    aliases = Aliases(connection, bank)
    names = aliases.former_names(card)
    marks = ", ".join("?" * len(names))
    rows = connection.execute(
        f"SELECT {columns} FROM {table} WHERE learner = ? AND bank = ? "
        f"AND card IN ({marks}) AND {_LIVE.format(table)} ORDER BY at, uid",
        (learner, bank, *names),
    )
    return [row for row in rows if aliases.name_now(row["card"], from_micros(row["at"])) == card]


def _past_action(action: CardActionRow) -> PastAction:
    return PastAction(action=action.deed, at=action.at, day=action.day, value=action.value)


def learners(connection: sqlite3.Connection) -> list[str]:
    """Return all who have learned a card; by one step in the index for each, not by all cards."""
    rows = connection.execute(
        "WITH RECURSIVE one (name) AS (SELECT min(learner) FROM state UNION ALL "
        "SELECT (SELECT min(learner) FROM state WHERE learner > one.name) FROM one "
        "WHERE one.name IS NOT NULL) SELECT name FROM one WHERE name IS NOT NULL"
    )
    return [row["name"] for row in rows]


def sync_bank(
    connection: sqlite3.Connection, bank: str, digest: str, cards: frozenset[str]
) -> None:
    """Note a bank's digest, and which of its known cards it has."""
    rows = [
        row
        for learner in learners(connection)
        for row in connection.execute(
            "SELECT learner, card, is_present FROM state WHERE learner = ? AND bank = ?",
            (learner, bank),
        )
    ]
    connection.executemany(
        "UPDATE state SET is_present = ? WHERE learner = ? AND bank = ? AND card = ?",
        [
            (row["card"] in cards, row["learner"], bank, row["card"])
            for row in rows
            if (row["card"] in cards) != bool(row["is_present"])
        ],
    )
    connection.execute(
        "INSERT INTO seen_bank (bank, digest, items) VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET digest = excluded.digest, items = excluded.items",
        (bank, digest, msgspec.json.encode(sorted({item_of(card) for card in cards})).decode()),
    )


def item_of(card: str) -> str:
    """Return the name of the question that a card asks: the card without `~reverse`."""
    return card.partition("~")[0]


def _has_uid(connection: sqlite3.Connection, uid: str, table: str = "review") -> bool:
    row = connection.execute(f"SELECT 1 FROM {table} WHERE uid = ?", (uid,)).fetchone()
    return row is not None


_PUT_STATE = (
    f"INSERT INTO state (learner, bank, card, {STATE_COLUMNS}) "
    f"VALUES (?, ?, ?{', ?' * len(STATE_COLUMNS.split(', '))}) ON CONFLICT DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in STATE_COLUMNS.split(", "))
)
