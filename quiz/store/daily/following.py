"""Bringing the daily tallies up to date with the log.

The tallies know the log up to some place in it. What came since, or was undone since, has an
earliest study day: from that day on they are counted again, all before it stays.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

from quiz.memory.calibration import CalibratorState
from quiz.memory.days import StudyDays
from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.pace import counted_ms
from quiz.memory.tallying import COUNTS, LoggedAnswer, tally
from quiz.store.aliases import Aliases
from quiz.store.rows import from_micros

_ROWS_A_READ = 50_000
"""Between two reads of a long log others may write."""
_READ, _COUNTED = 0.2, 0.8
"""Shares of the time after which a long log is read, and counted; the rest is writing."""
_TELL_AFTER = 10_000
_QUARTER_US = 900_000_000
"""Clocks of all zones differ by whole quarters of an hour."""
_SELECT = (
    "SELECT day, at, seq, bank, card, kind, tags, rating, schedules, elapsed_ms, credit, certainty,"
    " rep, interval_days, CASE WHEN rating = 1 THEN response END FROM review"
)


class KnownLog(msgspec.Struct, frozen=True, kw_only=True):
    """What of a record the tallies know."""

    learner: str
    """Whose answers were counted."""
    zone: str
    """By whose clock the hours were."""
    weights: tuple[float, ...]
    """Of the memory model that predicted."""
    renamings: tuple[int, int]
    """Number of renamings, and the time of the last one."""
    rows: int
    """Rows of the log."""
    seq: int
    """Place of the last one of them."""
    uid: str
    """Its id: after a restore another row may have its place."""
    undone: int
    """Rows of what was undone."""
    undone_at: int
    """Place of the last one of them."""
    undone_uid: str
    """Its id."""


def known_now(source: sqlite3.Connection, learner: str, days: StudyDays, model: Fsrs6) -> KnownLog:
    """Return what there is to know of a record."""
    row = source.execute(
        "SELECT (SELECT count(*) FROM alias), (SELECT max(at) FROM alias),"
        " (SELECT count(*) FROM review), (SELECT max(seq) FROM review),"
        " (SELECT uid FROM review ORDER BY seq DESC LIMIT 1),"
        " (SELECT count(*) FROM retraction), (SELECT max(rowid) FROM retraction),"
        " (SELECT uid FROM retraction ORDER BY rowid DESC LIMIT 1)"
    ).fetchone()
    names, named_at, rows, seq, uid, undone, undone_at, undone_uid = row
    return KnownLog(
        learner=learner,
        zone=str(days.zone),
        weights=model.weights,
        renamings=(names, named_at or 0),
        rows=rows,
        seq=seq or 0,
        uid=uid or "",
        undone=undone,
        undone_at=undone_at or 0,
        undone_uid=undone_uid or "",
    )


def first_changed_day(
    source: sqlite3.Connection, old: KnownLog | None, new: KnownLog
) -> int | None:
    """Return the first study day on which the log changed; 0 for all of it, None for none."""
    if old is None or not _goes_on(source, old, new):
        return 0
    row = source.execute(
        "SELECT min(day) FROM (SELECT min(day) AS day FROM review WHERE seq > :seq AND seq <= :last"
        " UNION ALL SELECT min(day) FROM retraction JOIN review ON review.uid = target_uid"
        " WHERE retraction.rowid > :undone AND retraction.rowid <= :last_undone)",
        {
            "seq": old.seq,
            "last": new.seq,
            "undone": old.undone_at,
            "last_undone": new.undone_at,
        },
    ).fetchone()
    day: int | None = row[0]
    return day


def _goes_on(source: sqlite3.Connection, old: KnownLog, new: KnownLog) -> bool:
    """Return whether a record is the one that was known, with or without more rows."""
    same = ("learner", "zone", "weights", "renamings")
    if any(getattr(old, name) != getattr(new, name) for name in same):
        return False
    for table, place, seq, uid, rows, total in (
        ("review", "seq", old.seq, old.uid, old.rows, new.rows),
        ("retraction", "rowid", old.undone_at, old.undone_uid, old.undone, new.undone),
    ):
        row = source.execute(f"SELECT uid FROM {table} WHERE {place} = ?", (seq,)).fetchone()
        if (row[0] if row else "") != uid:
            return False
        more = source.execute(f"SELECT count(*) FROM {table} WHERE {place} > ?", (seq,)).fetchone()
        if rows + more[0] != total:
            return False
    return True


def follow(
    source: sqlite3.Connection,
    tallies: sqlite3.Connection,
    known: KnownLog,
    first_day: int,
    days: StudyDays,
    model: Fsrs6,
    tell: Callable[[float], object],
) -> None:
    """Count the answers of a record from a study day on again.

    Args:
        source: The record.
        tallies: The daily tallies; the caller has begun a transaction.
        known: How far the record is read.
        first_day: From when on, as an ordinal; 0 for all.
        days: The zone of the learner's clock.
        model: The memory model with the learner's weights.
        tell: Called now and then with the share that is done; what it raises ends the counting.
    """
    calibrator = calibrator_before(tallies, first_day)
    for table in ("tally", "prediction", "wrong", "morning", "known"):
        tallies.execute(f"DELETE FROM {table} WHERE day >= ?", (first_day,))
    if not first_day:
        tallies.execute("DELETE FROM scope")
        tallies.execute("DELETE FROM card")
    reading = _Reading(source, known, days, _scopes_in(tallies))
    answers = reading.answers(first_day, tell)
    counted_part = _COUNTED - _READ
    found, state = tally(
        answers, first_day, model, calibrator, lambda share: tell(_READ + counted_part * share)
    )
    writing = _Telling(len(found.counts) + len(found.predictions), tell)
    _write_scopes(tallies, reading, first_day, answers)
    marks = ", ".join("?" * (len(COUNTS) + 3))
    tallies.executemany(
        f"INSERT INTO tally VALUES ({marks})",
        ((*key, *counts) for key, counts in writing.each(sorted(found.counts.items()))),
    )
    tallies.executemany(
        "INSERT INTO prediction VALUES (?, ?, ?, ?, ?, ?)",
        ((*key, *cell) for key, cell in writing.each(sorted(found.predictions.items()))),
    )
    names = reading.card_names()
    tallies.executemany(
        "INSERT INTO wrong VALUES (?, ?, ?, ?, ?)",
        (
            (*names[card], response, day, count)
            for (day, card, response), count in found.wrong.items()
        ),
    )
    tallies.executemany(
        "INSERT INTO morning VALUES (?, ?)",
        ((day, _text(morning)) for day, morning in found.mornings.items()),
    )
    write_meta(tallies, "calibrator", _text(state))
    put_known(tallies, known)


_Value = TypeVar("_Value")


class _Telling:
    """Tells how far the rows of the tallies are written."""

    def __init__(self, rows: int, tell: Callable[[float], object]) -> None:
        self._rows, self._tell = rows, tell
        self._done = 0

    def each(self, values: Iterable[_Value]) -> Iterator[_Value]:
        """Yield the values, and tell now and then."""
        for value in values:
            if not self._done % _TELL_AFTER:
                self._tell(_COUNTED + (1 - _COUNTED) * self._done / self._rows)
            self._done += 1
            yield value


def put_known(tallies: sqlite3.Connection, known: KnownLog) -> None:
    """Note what the tallies know of a record."""
    write_meta(tallies, "known", _text(known))


def read_meta(tallies: sqlite3.Connection, key: str) -> str | None:
    """Return what was noted in the tallies under a key."""
    row = tallies.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def write_meta(tallies: sqlite3.Connection, key: str, value: str) -> None:
    """Note something in the tallies."""
    tallies.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def known_before(tallies: sqlite3.Connection) -> KnownLog | None:
    """Return what the tallies know of a record; None before the first time."""
    text = read_meta(tallies, "known")
    try:
        return None if text is None else msgspec.json.decode(text, type=KnownLog)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None


def calibrator_of(tallies: sqlite3.Connection) -> CalibratorState:
    """Return what the calibrator knows after all answers."""
    text = read_meta(tallies, "calibrator")
    return CalibratorState() if text is None else msgspec.json.decode(text, type=CalibratorState)


def calibrator_before(tallies: sqlite3.Connection, day: int) -> CalibratorState:
    """Return what the calibrator knew on the morning of a day."""
    if not day:
        return CalibratorState()
    row = tallies.execute(
        "SELECT calibrator FROM morning WHERE day >= ? ORDER BY day LIMIT 1", (day,)
    ).fetchone()
    if row is None:  # nothing was known of that day and those after it
        return calibrator_of(tallies)
    return msgspec.json.decode(row[0], type=CalibratorState)


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()


Scopes = dict[tuple[str, str, str], int]
"""The number of each bank, topics and kind."""


def _scopes_in(tallies: sqlite3.Connection) -> Scopes:
    rows = tallies.execute("SELECT bank, tags, kind, id FROM scope")
    return {(bank, tags, kind): number for bank, tags, kind, number in rows}


def _write_scopes(
    tallies: sqlite3.Connection, reading: "_Reading", first_day: int, answers: list[LoggedAnswer]
) -> None:
    """Keep the scopes, and the one of each card's last answer."""
    tallies.executemany(
        "INSERT OR IGNORE INTO scope VALUES (?, ?, ?, ?)",
        [(number, *key) for key, number in reading.scopes.items()],
    )
    last = {answer.card: answer.scope for answer in answers if answer.day >= first_day}
    names = reading.card_names()
    tallies.executemany(
        "INSERT OR REPLACE INTO card VALUES (?, ?, ?)",
        [(*names[card], scope) for card, scope in last.items()],
    )


Row = tuple[Any, ...]
"""The values of `_SELECT`."""
_SEQ, _AT, _CARD = 2, 1, 4


class _Reading:
    """Answers out of a record, with cards and scopes as numbers."""

    def __init__(
        self, source: sqlite3.Connection, known: KnownLog, days: StudyDays, scopes: Scopes
    ) -> None:
        self._source, self._known, self._days = source, known, days
        self.scopes = scopes
        self._cards: dict[tuple[str, str], int] = {}
        self._hours: dict[int, int] = {}
        self._aliases: dict[str, Aliases] = {}
        if known.renamings[0]:
            banks = source.execute("SELECT DISTINCT bank FROM alias").fetchall()
            self._aliases = {row[0]: Aliases(source, row[0]) for row in banks}
        undone = source.execute(
            "SELECT review.seq FROM retraction JOIN review ON review.uid = target_uid"
            " WHERE retraction.rowid <= ?",
            (known.undone_at,),
        )
        self._undone = {row[0] for row in undone}

    def card_names(self) -> dict[int, tuple[str, str]]:
        """Return bank and name of each card, by its number."""
        return {number: key for key, number in self._cards.items()}

    def answers(self, first_day: int, tell: Callable[[float], object]) -> list[LoggedAnswer]:
        """Return the answers from a day on, and before them the past of their cards, sorted."""
        made = self._answer
        found: list[LoggedAnswer] = []
        for row in self._rows_from(first_day):
            if not len(found) % _TELL_AFTER:
                tell(_READ * min(1.0, row[_SEQ] / max(1, self._known.seq)))
            found.append(made(row))
        if first_day:
            for bank, card in list(self._cards):
                found += [made(row) for row in self._past(bank, card, first_day)]
        found.sort()
        return found

    def _rows_from(self, first_day: int) -> Iterator[Row]:
        """Yield the rows of answers that count, from a day on."""
        if first_day:
            rows = self._query(
                f"{_SELECT} INDEXED BY review_day WHERE learner = ? AND day >= ? AND seq <= ?",
                (self._known.learner, first_day, self._known.seq),
            )
            yield from (row for row in rows if row[_SEQ] not in self._undone)
            return
        seq = 0
        while seq < self._known.seq:
            rows = self._query(
                f"{_SELECT} WHERE seq > ? AND seq <= ? AND +learner = ? ORDER BY seq LIMIT ?",
                (seq, self._known.seq, self._known.learner, _ROWS_A_READ),
            )
            if not rows:
                return
            seq = rows[-1][_SEQ]
            yield from (row for row in rows if row[_SEQ] not in self._undone)

    def _past(self, bank: str, card: str, day: int) -> Iterator[Row]:
        """Yield the rows of a card before a day, under all names that it had."""
        aliases = self._aliases.get(bank)
        names = aliases.former_names(card) if aliases else [card]
        for name in names:
            rows = self._query(
                f"{_SELECT} INDEXED BY review_card"
                " WHERE learner = ? AND bank = ? AND card = ? AND day < ? AND seq <= ?",
                (self._known.learner, bank, name, day, self._known.seq),
            )
            for row in rows:
                is_this = self._name(bank, row[_CARD], row[_AT]) == card
                if is_this and row[_SEQ] not in self._undone:
                    yield row

    def _query(self, query: str, values: tuple[object, ...]) -> list[Row]:
        cursor = self._source.cursor()
        cursor.row_factory = None  # plain tuples: there are a million
        return cursor.execute(query, values).fetchall()

    def _name(self, bank: str, card: str, at: int) -> str:
        aliases = self._aliases.get(bank)
        return aliases.name_now(card, from_micros(at)) if aliases else card

    def _answer(self, row: Row) -> LoggedAnswer:
        (
            day, at, seq, bank, card, kind, tags, rating, schedules, elapsed_ms, credit,
            certainty, rep, interval, response,
        ) = row  # fmt: skip
        if self._aliases:
            card = self._name(bank, card, at)
        quarter = at // _QUARTER_US
        hour = self._hours.get(quarter)
        if hour is None:
            hour = self._hours[quarter] = self._hour(quarter)
        return LoggedAnswer(
            day,
            at,
            seq,
            self._cards.setdefault((bank, card), len(self._cards)),
            self.scopes.setdefault((bank, tags, kind), len(self.scopes) + 1),
            hour,
            rating or 0,
            bool(rating and schedules),
            counted_ms(elapsed_ms),
            credit,
            certainty if certainty in (1, 2, 3) else 0,
            rep,
            interval,
            response or "",
        )

    def _hour(self, quarter: int) -> int:
        moment = datetime.fromtimestamp(quarter * _QUARTER_US / 1e6, UTC)
        return moment.astimezone(self._days.zone).hour
