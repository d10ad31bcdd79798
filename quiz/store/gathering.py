"""Reading the log as rows: all of it, or what was added after a mark, which is a row's number.

Every function takes a connection and changes nothing.
"""

import sqlite3
from collections.abc import Collection, Iterator

import msgspec

from quiz.store.lines import AliasRow, PlanLine, RetractionRow, Row, WeightsLine
from quiz.store.rows import (
    ACTION_COLUMNS,
    NOTE_COLUMNS,
    REVIEW_COLUMNS,
    SITTING_COLUMNS,
    Fields,
    PlanRow,
    SittingRow,
    WeightsRow,
    action_of,
    from_micros,
    note_of,
    review_of,
    sitting_of,
)

_COLUMNS = {
    "alias": "bank, old_card, new_card, at",
    "review": REVIEW_COLUMNS,
    "deed": ACTION_COLUMNS,
    "retraction": "uid, target_uid, learner, device, at",
    "weights": "uid, learner, device, at, model, weights, reviews, report",
    "note": NOTE_COLUMNS,
}
GROWING = tuple(_COLUMNS)
"""The tables that only grow: their row numbers do too."""


def marks_now(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the number of the last row of each table."""
    return {
        table: connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0]
        for table in (*GROWING, "sitting")
    }


def grown_rows(
    connection: sqlite3.Connection, learner: str, table: str, after: int, upto: int
) -> Iterator[Row]:
    """Return the rows of a table that only grows between two marks, as they came."""
    whose = "" if table == "alias" else "AND +learner = :learner "
    rows = connection.execute(
        f"SELECT {_COLUMNS[table]} FROM {table} WHERE rowid > :after AND rowid <= :upto {whose}"
        "ORDER BY rowid",
        {"learner": learner, "after": after, "upto": upto},
    )
    for row in rows:
        found = row_of(table, row)
        if found is not None:
            yield found


def exam_lines(connection: sqlite3.Connection, learner: str) -> Iterator[PlanLine]:
    """Return the version of every exam that holds, removed ones too."""
    rows = connection.execute(
        "SELECT exam, device, is_removed FROM exam WHERE learner = ? ORDER BY uid", (learner,)
    )
    for row in rows:
        found = row_of("exam", row)
        if isinstance(found, PlanLine):
            yield found


def sitting_rows(
    connection: sqlite3.Connection,
    learner: str,
    after: int,
    upto: int,
    also: Collection[str] = (),
) -> Iterator[SittingRow]:
    """Return the sittings between two marks, as they came, and some of uids named."""
    marks = ", ".join("?" * len(also))
    rows = connection.execute(
        f"SELECT {SITTING_COLUMNS} FROM sitting WHERE +learner = ? "
        f"AND (rowid > ? AND rowid <= ? OR uid IN ({marks})) ORDER BY rowid",
        (learner, after, upto, *also),
    )
    yield from map(sitting_of, rows)


def row_of(table: str, row: Fields) -> Row | None:
    """Return the value of a row of a table; None if it is not as any program of ours writes it.

    Raises:
        ValueError: A value is none of those that there are.
    """
    if table == "review":
        return review_of(row)
    if table == "deed":
        return action_of(row)
    if table == "note":
        return note_of(row)
    if table == "sitting":
        return sitting_of(row)
    if table == "retraction":
        return RetractionRow(
            uid=row["uid"],
            target=row["target_uid"],
            device=row["device"],
            at=from_micros(row["at"]),
        )
    if table == "alias":
        return AliasRow(
            bank=row["bank"],
            old_card=row["old_card"],
            new_card=row["new_card"],
            at=from_micros(row["at"]),
        )
    try:
        if table == "exam":
            exam = msgspec.json.decode(row["exam"], type=PlanRow)
            return PlanLine(exam=exam, device=row["device"], is_removed=bool(row["is_removed"]))
        values = msgspec.json.decode(row["weights"], type=tuple[float, ...])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    weights = WeightsRow(
        uid=row["uid"],
        at=from_micros(row["at"]),
        model=row["model"],
        weights=values,
        reviews=row["reviews"],
        report=row["report"],
    )
    return WeightsLine(weights=weights, device=row["device"])
