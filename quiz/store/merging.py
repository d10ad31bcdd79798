"""Adding rows from elsewhere to the log: the union of two logs is the record of both.

No order of adding matters, and rows that are there already change nothing. Every function takes a
connection and leaves the transaction to its caller.
"""

import sqlite3
from collections.abc import Iterable

import msgspec

from quiz.memory.replay import Replay
from quiz.store import choices, log, notes, side_tables
from quiz.store.aliases import Aliases
from quiz.store.choices import SharedChoice
from quiz.store.deriving import note_stale
from quiz.store.lines import AliasRow, PlanLine, RetractionRow, Row, WeightsLine
from quiz.store.rows import (
    ACTION_COLUMNS,
    REVIEW_COLUMNS,
    SITTING_COLUMNS,
    CardActionRow,
    QuestionNote,
    Review,
    action_values,
    from_micros,
    is_scheduling,
    review_values,
    sitting_values,
    to_micros,
)


class Merged(msgspec.Struct, kw_only=True):
    """What a merge added."""

    reviews: int = 0
    """Answers that were new here."""
    rows: int = 0
    """Rows of every table, reviews included."""
    banks: set[str] = msgspec.field(default_factory=set)
    """Banks with a card that changed."""
    has_weights: bool = False
    """Whether the weights that hold may be others now: the states are noted as stale then."""

    def add(self, other: "Merged") -> None:
        """Count another merge in."""
        self.reviews += other.reviews
        self.rows += other.rows
        self.banks |= other.banks
        self.has_weights |= other.has_weights


def merge(
    connection: sqlite3.Connection, learner: str, rows: Iterable[Row], replay: Replay
) -> Merged:
    """Add rows, and derive the states of the cards that they change."""
    merged, touched = _add_rows(connection, learner, rows)
    if merged.has_weights:
        note_stale(connection)  # the desk derives all of them, once it has taken the weights
    for bank in touched.whole_banks:
        merged.banks.add(bank)
        for card in _cards_of(connection, learner, bank):
            log.rebuild_card(connection, learner, bank, card, _rebuild(replay, card))
    aliases: dict[str, Aliases] = {}
    done: set[tuple[str, str]] = set()
    for bank, name, at in touched.cards:
        if bank in touched.whole_banks:
            continue
        merged.banks.add(bank)
        if bank not in aliases:
            aliases[bank] = Aliases(connection, bank)
        card = aliases[bank].name_now(name, from_micros(at))
        if (bank, card) not in done:
            done.add((bank, card))
            log.rebuild_card(connection, learner, bank, card, _rebuild(replay, card))
    return merged


def merge_many(connection: sqlite3.Connection, learner: str, rows: Iterable[Row]) -> Merged:
    """Add rows, and note that all states are to be derived again: quicker than card by card."""
    merged, touched = _add_rows(connection, learner, rows)
    merged.banks |= touched.whole_banks | {bank for bank, *_ in touched.cards}
    if merged.rows:
        note_stale(connection)
    return merged


class _Touched(msgspec.Struct):
    """The cards whose states rows may change."""

    cards: list[tuple[str, str, int]]
    """Bank, name at the time, and the time in microseconds."""
    whole_banks: set[str]


def _add_rows(
    connection: sqlite3.Connection, learner: str, rows: Iterable[Row]
) -> tuple[Merged, _Touched]:
    """Add rows to the tables, and leave the states as they are."""
    merged, touched = Merged(), _Touched([], set())
    for row in rows:
        if not _insert(connection, learner, row):
            continue
        merged.rows += 1
        if isinstance(row, Review):
            merged.reviews += 1
            if is_scheduling(row):
                touched.cards.append((row.bank, row.card, to_micros(row.at)))
        elif isinstance(row, CardActionRow):
            touched.cards.append((row.bank, row.card, to_micros(row.at)))
        elif isinstance(row, AliasRow):
            touched.whole_banks.add(row.bank)
        elif isinstance(row, WeightsLine):
            merged.has_weights = True
        elif isinstance(row, RetractionRow):
            found = _target(connection, row.target)
            if found is None:
                merged.has_weights |= _is_weights(connection, row.target)
            else:
                touched.cards.append(found)
    return merged, touched


def _insert(connection: sqlite3.Connection, learner: str, row: Row) -> bool:
    """Add one row; return whether it was not there."""
    if isinstance(row, Review):
        row = msgspec.structs.replace(row, learner=learner)
        return _add(connection, "review", REVIEW_COLUMNS, review_values(row))
    if isinstance(row, CardActionRow):
        row = msgspec.structs.replace(row, learner=learner)
        return _add(connection, "deed", ACTION_COLUMNS, action_values(row))
    if isinstance(row, QuestionNote):
        return notes.put_note(connection, msgspec.structs.replace(row, learner=learner))
    if isinstance(row, RetractionRow):
        values: tuple[object, ...] = (
            row.uid,
            row.target,
            learner,
            row.device,
            to_micros(row.at),
        )
        return _add(connection, "retraction", "uid, target_uid, learner, device, at", values)
    if isinstance(row, AliasRow):
        return _add_alias(connection, row)
    if isinstance(row, WeightsLine):
        before = connection.total_changes
        side_tables.keep_weights(connection, learner, row.device, row.weights)
        return connection.total_changes > before
    if isinstance(row, PlanLine):
        before = connection.total_changes
        side_tables.put_exam(connection, learner, row.device, row.exam, is_removed=row.is_removed)
        return connection.total_changes > before
    if isinstance(row, SharedChoice):
        return choices.put_choice(connection, row)
    row = msgspec.structs.replace(row, learner=learner)
    marks = ", ".join("?" * len(SITTING_COLUMNS.split(", ")))
    # A sitting that goes on here is not ended from elsewhere; of two ends the later one holds.
    done = connection.execute(
        f"INSERT INTO sitting ({SITTING_COLUMNS}) VALUES ({marks}) ON CONFLICT DO UPDATE SET "
        "ended_at = excluded.ended_at, result = excluded.result "
        "WHERE sitting.ended_at < excluded.ended_at",
        sitting_values(row),
    )
    return done.rowcount > 0


def _add(
    connection: sqlite3.Connection, table: str, columns: str, values: tuple[object, ...]
) -> bool:
    marks = ", ".join("?" * len(values))
    done = connection.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({marks}) ON CONFLICT DO NOTHING", values
    )
    return done.rowcount > 0


def _add_alias(connection: sqlite3.Connection, row: AliasRow) -> bool:
    # Two devices may rename a card in one microsecond: the greater name holds on both.
    done = connection.execute(
        "INSERT INTO alias VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
        "new_card = excluded.new_card WHERE excluded.new_card > alias.new_card",
        (row.bank, row.old_card, row.new_card, to_micros(row.at)),
    )
    return done.rowcount > 0


def _target(connection: sqlite3.Connection, uid: str) -> tuple[str, str, int] | None:
    """Return bank, name and time of the review or action that is undone, if it is known."""
    for table in ("review", "deed"):
        row = connection.execute(
            f"SELECT bank, card, at FROM {table} WHERE uid = ?", (uid,)
        ).fetchone()
        if row is not None:
            return (row["bank"], row["card"], row["at"])
    return None


def _is_weights(connection: sqlite3.Connection, uid: str) -> bool:
    return connection.execute("SELECT 1 FROM weights WHERE uid = ?", (uid,)).fetchone() is not None


def _cards_of(connection: sqlite3.Connection, learner: str, bank: str) -> list[str]:
    """Return every name that a card of a bank has or had."""
    rows = connection.execute(
        "SELECT card FROM review WHERE learner = :learner AND bank = :bank "
        "UNION SELECT card FROM deed WHERE learner = :learner AND bank = :bank "
        "UNION SELECT card FROM state WHERE learner = :learner AND bank = :bank "
        "UNION SELECT new_card FROM alias WHERE bank = :bank",
        {"learner": learner, "bank": bank},
    )
    return [row["card"] for row in rows]


def _rebuild(replay: Replay, card: str) -> log.Rebuild:
    return lambda past: replay(past, card)
