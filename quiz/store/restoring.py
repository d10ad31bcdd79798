"""Putting a backup in the place of the record, after a look at what would change."""

import sqlite3
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from types import TracebackType

import msgspec

from quiz.errors import QuizError
from quiz.store.connection import copy_in_steps, is_sound, open_file
from quiz.store.deriving import note_stale
from quiz.store.examining import drop_rows, odd_rows
from quiz.store.log import LIVE
from quiz.store.migrating import has_our_tables, is_foreign, migrate, refuse_newer, version_of
from quiz.store.record import Record
from quiz.store.rows import from_micros
from quiz.translation import _

_LONGEST_S = 60.0
"""No backup takes so long to look at."""
_MAGIC = b"SQLite format 3\0"


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What would change if a backup were restored."""

    answers: int
    """Answers that the backup has and that count."""
    newest: datetime | None
    """When the newest of them was given, UTC."""
    lost: int
    """Answers that the record has, and the backup has not."""
    newest_lost: datetime | None
    """When the newest answer that would be lost was given, UTC; None if none would be."""
    gained: int
    """Answers that the backup has, and the record has not or no longer counts."""


def is_database(path: Path) -> bool:
    """Return whether a file is a database, and so no text backup.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


class Restoring:
    """A backup, brought to the newest version of the tables beside the record."""

    def __init__(self, record: Record, backup: Path) -> None:
        """Copy the backup; the file itself is left as it is.

        Raises:
            QuizError: It is no backup, or damaged, or of a newer version, or cannot be read.
        """
        self._record = record
        self._folder = TemporaryDirectory(prefix="quiz-restore-")
        try:
            self._copy = self._copied(backup)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self._folder.cleanup()
            words = _("can't restore {path}: {reason}")
            raise QuizError(words.format(path=backup, reason=error)) from error
        except BaseException:
            self._folder.cleanup()
            raise

    def __enter__(self) -> "Restoring":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._copy.close()
        self._folder.cleanup()

    def changes(self) -> Changes:
        """Return what would change."""
        copy = self._copy
        copy.execute("ATTACH ? AS now", (str(self._record.path),))
        try:
            here, there = "now.review", "main.review"
            learner = self._record.learner
            lost, newest_lost = copy.execute(_missing(here, there), (learner,)).fetchone()
            gained, _ = copy.execute(_missing(there, here), (learner,)).fetchone()
            answers, newest = copy.execute(
                f"SELECT count(*), max(at) FROM main.review WHERE learner = ? AND {LIVE}",
                (learner,),
            ).fetchone()
        finally:
            copy.execute("DETACH now")
        return Changes(
            answers=answers,
            newest=None if newest is None else from_micros(newest),
            lost=lost,
            newest_lost=None if newest_lost is None else from_micros(newest_lost),
            gained=gained,
        )

    def apply(self, now: datetime) -> Path:
        """Put the backup in the place of the record; return the backup of what was there.

        Raises:
            QuizError: The record as it is cannot be backed up, or the file cannot be written.
        """
        before = self._record.back_up(now, "before-restore")
        try:
            self._record.database.replace_with(self._copy)
        except sqlite3.Error as error:
            words = _("nothing was restored, your progress is unchanged: {reason}")
            raise QuizError(words.format(reason=error)) from error
        return before

    def _copied(self, backup: Path) -> sqlite3.Connection:
        uri = f"{backup.resolve().as_uri()}?mode=ro"
        copy = open_file(Path(self._folder.name) / "copy.db")
        try:
            source = sqlite3.connect(uri, uri=True, timeout=1.0)
            try:
                copy_in_steps(source, copy)
            finally:
                source.close()
            if not is_sound(copy):
                words = _("{path} is damaged; `quiz restore` lists the others")
                raise QuizError(words.format(path=backup))
            if is_foreign(copy) or version_of(copy) == 0:
                raise QuizError(_("{path} isn't a backup of quiz").format(path=backup))
            refuse_newer(copy, backup)
            end = monotonic() + _LONGEST_S
            copy.set_progress_handler(lambda: monotonic() > end, 100_000)
            migrate(copy)
            if not has_our_tables(copy):
                words = _("{path} isn't a progress file of quiz: its tables differ")
                raise QuizError(words.format(path=backup))
            # A stranger's file may hold what no program of ours writes.
            drop_rows(copy, odd_rows(copy, self._record.learner))
            note_stale(copy)
            copy.set_progress_handler(None, 0)
        except BaseException:
            copy.close()
            raise
        return copy


def _missing(here: str, there: str) -> str:
    """Return the query for reviews that count here and not there."""
    of_here, of_there = here.split(".")[0], there.split(".")[0]
    return (
        f"SELECT count(*), max(at) FROM {here} AS one WHERE learner = ? "
        f"AND NOT EXISTS (SELECT 1 FROM {of_here}.retraction WHERE target_uid = one.uid) "
        f"AND NOT EXISTS (SELECT 1 FROM {there} AS other WHERE other.uid = one.uid AND NOT EXISTS "
        f"(SELECT 1 FROM {of_there}.retraction WHERE target_uid = other.uid))"
    )
