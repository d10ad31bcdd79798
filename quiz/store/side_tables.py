"""The tables beside the log: fitted weights, exam plans, limits of a day, questions as seen.

Every function takes a connection and leaves the transaction to its caller; the methods of
`SideTables`, a part of `Record`, are one transaction each.
"""

import sqlite3
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from quiz.store import choices, day_history
from quiz.store.log import LIVE_WEIGHTS, take_back
from quiz.store.notes import Notes
from quiz.store.rows import (
    DayHistory,
    DayLimit,
    PlanRow,
    SeenQuestion,
    WeightsRow,
    from_micros,
    to_micros,
)

if TYPE_CHECKING:
    pass


def weights(connection: sqlite3.Connection, learner: str) -> WeightsRow | None:
    """Return the newest weights that were not undone; None for the model's defaults."""
    rows = connection.execute(
        "SELECT uid, at, model, weights, reviews, report FROM weights "
        f"WHERE learner = ? AND {LIVE_WEIGHTS} ORDER BY at DESC, uid DESC",
        (learner,),
    )
    for row in rows:
        try:
            values = msgspec.json.decode(row["weights"], type=tuple[float, ...])
        except msgspec.DecodeError:
            continue
        return WeightsRow(
            uid=row["uid"],
            at=from_micros(row["at"]),
            model=row["model"],
            weights=values,
            reviews=row["reviews"],
            report=row["report"],
        )
    return None


def keep_weights(
    connection: sqlite3.Connection, learner: str, device: str, row: WeightsRow
) -> None:
    """Keep weights; those of a uid that is kept already change nothing."""
    connection.execute(
        "INSERT OR IGNORE INTO weights VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row.uid,
            learner,
            device,
            to_micros(row.at),
            row.model,
            msgspec.json.encode(row.weights).decode(),
            row.reviews,
            row.report,
        ),
    )


def exams(connection: sqlite3.Connection, learner: str) -> list[PlanRow]:
    """Return the exams, by day and name; what cannot be read is left out."""
    rows = connection.execute(
        "SELECT exam FROM exam WHERE learner = ? AND is_removed = 0", (learner,)
    )
    found = []
    for row in rows:
        try:
            found.append(msgspec.json.decode(row["exam"], type=PlanRow))
        except (msgspec.DecodeError, msgspec.ValidationError):
            continue
    return sorted(found, key=lambda exam: (exam.day, exam.name, exam.uid))


def has_exams(connection: sqlite3.Connection, learner: str) -> bool:
    """Return whether there is an exam."""
    row = connection.execute(
        "SELECT 1 FROM exam WHERE learner = ? AND is_removed = 0 LIMIT 1", (learner,)
    ).fetchone()
    return row is not None


def put_exam(
    connection: sqlite3.Connection,
    learner: str,
    device: str,
    exam: PlanRow,
    *,
    is_removed: bool = False,
) -> None:
    """Keep an exam, in place of the version there was; a version that is older changes nothing."""
    changed_at = to_micros(exam.changed_at)
    connection.execute(
        "INSERT INTO exam VALUES (:uid, :learner, :device, :at, :is_removed, :exam) "
        "ON CONFLICT DO UPDATE SET device = :device, changed_at = :at, "
        "is_removed = :is_removed, exam = :exam "
        "WHERE (:at, :is_removed, :device, :exam)"
        " > (exam.changed_at, exam.is_removed, exam.device, exam.exam)",
        {
            "uid": exam.uid,
            "learner": learner,
            "device": device,
            "at": changed_at,
            "is_removed": is_removed,
            "exam": msgspec.json.encode(exam).decode(),
        },
    )


def day_limits(connection: sqlite3.Connection, learner: str, day: int) -> dict[str, DayLimit]:
    """Return the limits of one day alone, by bank; those of all banks under the empty id."""
    rows = connection.execute(
        "SELECT bank, new_cards, reviews FROM day_limit WHERE learner = ? AND day = ?",
        (learner, day),
    )
    return {
        row["bank"]: DayLimit(new_cards=row["new_cards"], reviews=row["reviews"]) for row in rows
    }


def put_day_limit(
    connection: sqlite3.Connection, learner: str, day: int, bank: str, limit: DayLimit
) -> None:
    """Keep the limits of one day alone, and forget those of days long past."""
    connection.execute(
        "INSERT OR REPLACE INTO day_limit VALUES (?, ?, ?, ?, ?)",
        (learner, day, bank, limit.new_cards, limit.reviews),
    )
    connection.execute("DELETE FROM day_limit WHERE learner = ? AND day < ?", (learner, day - 7))


def seen_questions(connection: sqlite3.Connection, bank: str) -> dict[str, SeenQuestion]:
    """Return the questions of a bank as they were last seen, by item."""
    rows = connection.execute("SELECT * FROM seen_question WHERE bank = ?", (bank,))
    return {
        row["item"]: SeenQuestion(
            question=row["question"],
            answer=row["answer"],
            has_written_id=bool(row["has_written_id"]),
        )
        for row in rows
    }


def put_seen_questions(
    connection: sqlite3.Connection, bank: str, questions: Mapping[str, SeenQuestion]
) -> None:
    """Keep how questions are now."""
    connection.executemany(
        "INSERT OR REPLACE INTO seen_question VALUES (?, ?, ?, ?, ?)",
        [
            (bank, item, seen.question, seen.answer, seen.has_written_id)
            for item, seen in questions.items()
        ],
    )


def see_question(connection: sqlite3.Connection, bank: str, item: str, seen: SeenQuestion) -> None:
    """Keep how a question is, unless that is kept already."""
    connection.execute(
        "INSERT OR IGNORE INTO seen_question VALUES (?, ?, ?, ?, ?)",
        (bank, item, seen.question, seen.answer, seen.has_written_id),
    )


def forget_questions(connection: sqlite3.Connection, bank: str, items: Collection[str]) -> None:
    """Keep no more how questions were."""
    connection.executemany(
        "DELETE FROM seen_question WHERE bank = ? AND item = ?", [(bank, item) for item in items]
    )


def seen_items(connection: sqlite3.Connection, bank: str) -> set[str]:
    """Return all questions that a bank had when it was last seen."""
    row = connection.execute("SELECT items FROM seen_bank WHERE bank = ?", (bank,)).fetchone()
    try:
        return set() if row is None else msgspec.json.decode(row["items"], type=set[str])
    except (msgspec.DecodeError, msgspec.ValidationError):
        return set()


def distinct_pairs(connection: sqlite3.Connection, bank: str) -> set[tuple[str, str]]:
    """Return the pairs of an old and a new item that the learner said are not the same."""
    rows = connection.execute("SELECT old_item, new_item FROM parted WHERE bank = ?", (bank,))
    return {(row["old_item"], row["new_item"]) for row in rows}


def part(connection: sqlite3.Connection, bank: str, old_item: str, new_item: str) -> None:
    """Note that two items are not the same."""
    connection.execute("INSERT OR IGNORE INTO parted VALUES (?, ?, ?)", (bank, old_item, new_item))


class SideTables(Notes):
    """The part of a record that is not its log."""

    @property
    def device(self) -> str:
        """Id of this device, made once with the file."""
        return self._database.device

    def weights(self) -> WeightsRow | None:
        """Return the newest weights that were not undone; None for the model's defaults."""
        return self._database.read(lambda c: weights(c, self.learner))

    def keep_weights(self, row: WeightsRow) -> None:
        """Keep weights that were fitted; those of a uid that is kept already change nothing."""
        self._database.write(lambda c: keep_weights(c, self.learner, self.device, row))

    def take_back_weights(self, now: datetime) -> WeightsRow | None:
        """Take the newest weights back and return them; None if there are none."""
        row = self.weights()
        if row is not None:
            uid = row.uid
            self._database.write(lambda c: take_back(c, uid, self.learner, self.device, now))
        return row

    def exams(self) -> list[PlanRow]:
        """Return the exams, by day and name."""
        return self._database.read(lambda c: exams(c, self.learner))

    def has_exams(self) -> bool:
        """Return whether there is an exam."""
        return self._database.read(lambda c: has_exams(c, self.learner))

    def put_exam(self, exam: PlanRow) -> None:
        """Keep an exam; of two versions of one uid the one that was changed last holds."""
        self._database.write(lambda c: put_exam(c, self.learner, self.device, exam))

    def remove_exam(self, exam: PlanRow) -> None:
        """Keep an exam no more; its `changed_at` says when."""
        self._database.write(
            lambda c: put_exam(c, self.learner, self.device, exam, is_removed=True)
        )

    def day_limits(self, day: int) -> dict[str, DayLimit]:
        """Return the limits of one day alone, by bank; those of all banks under the empty id."""
        return self._database.read(lambda c: day_limits(c, self.learner, day))

    def put_day_limit(self, day: int, bank: str, limit: DayLimit) -> None:
        """Keep the limits of one day alone; of all banks for the empty id."""
        self._database.write(lambda c: put_day_limit(c, self.learner, day, bank, limit))

    def seen_questions(self, bank: str) -> dict[str, SeenQuestion]:
        """Return the questions of a bank as they were last seen, by item."""
        return self._database.read(lambda c: seen_questions(c, bank))

    def put_seen_questions(self, bank: str, questions: Mapping[str, SeenQuestion]) -> None:
        """Keep how questions are now."""
        questions = dict(questions)
        self._database.write(lambda c: put_seen_questions(c, bank, questions))

    def forget_questions(self, bank: str, items: Collection[str]) -> None:
        """Keep no more how questions were."""
        items = tuple(items)
        self._database.write(lambda c: forget_questions(c, bank, items))

    def seen_items(self, bank: str) -> set[str]:
        """Return all questions that a bank had when it was last seen."""
        return self._database.read(lambda c: seen_items(c, bank))

    def distinct_pairs(self, bank: str) -> set[tuple[str, str]]:
        """Return the pairs of an old and a new item that the learner said are not the same."""
        return self._database.read(lambda c: distinct_pairs(c, bank))

    def part(self, bank: str, old_item: str, new_item: str) -> None:
        """Note that two items are not the same."""
        self._database.write(lambda c: part(c, bank, old_item, new_item))

    def meta(self, key: str) -> str | None:
        """Return a note that was kept under a key; None if there is none."""
        row = self._database.read(
            lambda c: c.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        )
        return None if row is None else str(row["value"])

    def put_meta(self, key: str, value: str) -> None:
        """Keep a note under a key."""
        self._database.write(
            lambda c: c.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
        )

    def choose(self, name: str, value: str, now: datetime) -> None:
        """Keep what was chosen or earned, for all devices that sync; see `quiz.store.choices`."""
        self._database.write(lambda c: choices.choose(c, name, value, now, self.device))

    def day_history(self) -> dict[int, DayHistory]:
        """Return what was done on each study day, by ordinal; days without answers are missing."""
        count = self._database.read(lambda c: day_history.count_to_keep(c, self.learner))
        if count is not None:  # a cache: it says what the log says
            kept = count
            self._database.write(lambda c: day_history.keep_count(c, kept))
        return self._database.read(lambda c: day_history.day_history(c, self.learner))

    def minutes_by_day(self, banks: Collection[str], first_day: int) -> dict[int, float]:
        """Return the minutes spent on some banks, by study day from one on, in order.

        Days without answers are missing.
        """
        return self._database.read(
            lambda c: day_history.minutes_by_day(c, self.learner, banks, first_day)
        )
