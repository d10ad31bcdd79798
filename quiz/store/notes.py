"""What a learner says of questions, for their authors: append-only, undone as answers are.

Every function takes a connection and leaves the transaction to its caller; the methods of `Notes`,
a part of `Record`, are one transaction each.
"""

import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from quiz.store.aliases import Aliases
from quiz.store.log import LIVE_NOTE, take_back
from quiz.store.rows import NOTE_COLUMNS, QuestionNote, note_of, note_values

if TYPE_CHECKING:
    from quiz.store.database import Database


def notes(connection: sqlite3.Connection, learner: str, bank: str) -> list[QuestionNote]:
    """Return the notes on a bank's questions that were not undone, in order of time.

    A question that has another id now is named by that.
    """
    rows = connection.execute(
        f"SELECT {NOTE_COLUMNS} FROM note WHERE learner = ? AND bank = ? AND {LIVE_NOTE} "
        "ORDER BY at, rowid",
        (learner, bank),
    )
    aliases = Aliases(connection, bank)
    found = [note_of(row) for row in rows]
    return [msgspec.structs.replace(one, item=aliases.name_now(one.item, one.at)) for one in found]


def banks_with_notes(connection: sqlite3.Connection, learner: str) -> dict[str, int]:
    """Return how many notes there are on each bank that has some."""
    rows = connection.execute(
        f"SELECT bank, count(*) AS number FROM note WHERE learner = ? AND {LIVE_NOTE} "
        "GROUP BY bank ORDER BY bank",
        (learner,),
    )
    return {row["bank"]: row["number"] for row in rows}


def last_note(connection: sqlite3.Connection, learner: str, device: str) -> QuestionNote | None:
    """Return the note that came last on a device and was not undone."""
    row = connection.execute(
        f"SELECT {NOTE_COLUMNS} FROM note WHERE learner = ? AND device = ? AND {LIVE_NOTE} "
        "ORDER BY at DESC, rowid DESC LIMIT 1",
        (learner, device),
    ).fetchone()
    return None if row is None else note_of(row)


def put_note(connection: sqlite3.Connection, note: QuestionNote) -> bool:
    """Keep a note; one whose uid is kept already changes nothing. Return whether it was new."""
    marks = ", ".join("?" * len(NOTE_COLUMNS.split(", ")))
    done = connection.execute(
        f"INSERT INTO note ({NOTE_COLUMNS}) VALUES ({marks}) ON CONFLICT DO NOTHING",
        note_values(note),
    )
    return done.rowcount > 0


class Notes:
    """The part of a record that holds what the learner says of questions."""

    _database: "Database"
    learner: str
    """Whose record it is."""

    def notes(self, bank: str) -> list[QuestionNote]:
        """Return the notes on a bank's questions that were not undone, in order of time."""
        return self._database.read(lambda c: notes(c, self.learner, bank))

    def banks_with_notes(self) -> dict[str, int]:
        """Return how many notes there are on each bank that has some."""
        return self._database.read(lambda c: banks_with_notes(c, self.learner))

    def last_note(self) -> QuestionNote | None:
        """Return the note that came last on this device and was not undone."""
        device = self._database.device
        return self._database.read(lambda c: last_note(c, self.learner, device))

    def put_note(self, note: QuestionNote) -> None:
        """Keep a note."""
        signed = msgspec.structs.replace(
            note,
            learner=note.learner or self.learner,
            device=note.device or self._database.device,
        )
        self._database.write(lambda c: put_note(c, signed))

    def take_back_note(self, uid: str, now: datetime) -> None:
        """Undo a note."""
        device = self._database.device
        self._database.write(lambda c: take_back(c, uid, self.learner, device, now))
