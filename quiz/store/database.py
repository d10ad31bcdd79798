"""The record's database: on disk where that can be, in memory until it can be again."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from quiz import private
from quiz.errors import QuizError
from quiz.store.backups import folder_of, has_open_journal, write_backup
from quiz.store.connection import (
    BUSY_TIMEOUT_S,
    copy_database,
    copy_in_steps,
    is_damage,
    is_sound,
    is_unsaved,
    memory_copy,
    open_file,
    open_memory,
    read_file,
    roll_back,
    trouble_of,
)
from quiz.store.migrating import (
    LATEST,
    has_our_tables,
    is_foreign,
    migrate,
    refuse_newer,
    version_of,
)
from quiz.store.rows import (
    ACTION_COLUMNS,
    NOTICE,
    REVIEW_COLUMNS,
    SITTING_COLUMNS,
    STATE_COLUMNS,
    new_uid,
)
from quiz.translation import _

Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Result]
"""Statements of one transaction; run again, it must do the same again."""

_RETRY_TIMEOUT_S = 0.25
_PROBES = (
    f"SELECT {REVIEW_COLUMNS}, seq FROM review LIMIT 0",
    f"SELECT {STATE_COLUMNS}, learner, bank, card, is_present FROM state LIMIT 0",
    f"SELECT {SITTING_COLUMNS} FROM sitting LIMIT 0",
    "SELECT uid, target_uid, learner, device, at FROM retraction LIMIT 0",
    f"SELECT {ACTION_COLUMNS}, seq FROM deed LIMIT 0",
    "SELECT uid, learner, device, at, model, weights, reviews, report FROM weights LIMIT 0",
    "SELECT uid, learner, device, changed_at, is_removed, exam FROM exam LIMIT 0",
    "SELECT learner, day, bank, new_cards, reviews FROM day_limit LIMIT 0",
    "SELECT bank, item, question, answer, has_written_id FROM seen_question LIMIT 0",
    "SELECT bank, old_item, new_item FROM parted LIMIT 0",
    "SELECT learner, bank, cards FROM learned LIMIT 0",
    "SELECT bank, old_card, new_card, at FROM alias LIMIT 0",
    "SELECT bank, digest, items FROM seen_bank LIMIT 0",
)


class Database:
    """One connection, and what to do when it fails.

    Where the file cannot be read or written, the work goes on in a copy in memory; what was
    written there is kept and done once more on the file as soon as that can be.
    """

    def __init__(self, path: Path, tell: Callable[[str], None] = lambda _: None) -> None:
        """Open the file, or a copy of it in memory.

        Args:
            path: The file.
            tell: Called with what is being done, as a sentence, where opening takes long.

        Raises:
            QuizError: The file was written by a newer version of the program.
        """
        self.path = path
        self.trouble = ""
        """Why nothing is being saved, as a sentence; empty while all is well."""
        self.notice = ""
        """What the learner should know of the opening, as a sentence; empty if nothing."""
        self.tell = tell
        """Told what takes long, and why nothing is saved as soon as that is so."""
        self._depth = 0
        """How many reads and writes are under way, one within the other."""
        self._kept: list[Work[object]] = []
        self._is_closed = False
        self._inode = 0
        try:
            self._connection = self._open(BUSY_TIMEOUT_S)
        except (sqlite3.Error, OSError) as error:
            self.trouble = trouble_of(error)
            self._connection = self._copy_in_memory(None)
        self.device = _device_of(self._connection)

    def read(self, query: Work[Result]) -> Result:
        """Return what a query gives, from memory if the file fails."""
        try:
            return self._done(lambda: query(self._connection))
        except sqlite3.Error as error:
            if self._depth:  # what called this began with the connection that failed
                raise
            self._give_way(error)
        return query(self._connection)

    def _done(self, work: Callable[[], Result]) -> Result:
        self._depth += 1
        try:
            return work()
        finally:
            self._depth -= 1

    def write(self, work: Work[Result]) -> Result:
        """Do work in one transaction, on the file if that can be, and return what it gives."""
        if self.trouble:
            self.try_to_return()
        elif _inode_of(self.path) not in (self._inode, 0):
            self._follow()
        for _time in range(3):
            try:
                result = self._done(lambda: _transact(self._connection, work))
                break
            except sqlite3.Error as error:
                self._give_way(error)
        else:
            result = _transact(self._connection, work)
        if self.trouble:
            self._kept.append(work)
        return result

    def _follow(self) -> None:
        """Go on with the file that took this one's place, as another window's recovery may do."""
        try:
            connection = self._open(BUSY_TIMEOUT_S)
        except (sqlite3.Error, OSError, QuizError):
            return  # the one that is open still takes what is written
        self._connection.close()
        self._connection = connection

    def try_to_return(self) -> bool:
        """Write what was kept in memory to the file; return whether all is saved."""
        if not self.trouble:
            return True
        try:
            connection = self._open(_RETRY_TIMEOUT_S)
        except (sqlite3.Error, OSError) as error:
            self.trouble = trouble_of(error)
            return False
        except QuizError:
            return False
        try:
            _transact(connection, self._do_kept)
            connection.execute(f"PRAGMA busy_timeout = {round(BUSY_TIMEOUT_S * 1000)}")
        except sqlite3.Error as error:
            self.trouble = trouble_of(error)
            connection.close()
            return False
        self._connection.close()
        self._connection = connection
        self._kept.clear()
        self.trouble = ""
        self.device = _device_of(connection)
        return True

    def notice_was_seen(self) -> None:
        """Say no more what became of a damaged record."""
        if self.notice:
            self.notice = ""
            self.write(lambda c: c.execute("DELETE FROM meta WHERE key = ?", (NOTICE,)))

    @property
    def has_unsaved(self) -> bool:
        """Whether something was written that is in memory alone."""
        return bool(self._kept)

    def renew_device(self) -> None:
        """Take a new device id: another device has the old one, from a copy of this record."""
        device = new_uid()
        self.write(lambda c: c.execute("UPDATE meta SET value = ? WHERE key = 'device'", (device,)))
        self.device = device

    def recover(self) -> None:
        """Put a file that was found damaged aside, and go on with what can be restored."""
        self._give_way(_damaged())
        self.device = _device_of(self._connection)

    def replace_with(self, source: sqlite3.Connection) -> None:
        """Put another database's content in the place of this one's, whole or not at all.

        Other programs that have the file open go on with the new content.

        Raises:
            sqlite3.Error: The file cannot be written, or another program keeps it locked.
        """
        copy_in_steps(source, self._connection)
        self.device = _device_of(self._connection)

    def close(self) -> None:
        """Close the file, after a last try to write what was kept in memory."""
        if self._is_closed:
            return
        if self._kept:
            self.try_to_return()
        self._is_closed = True
        self._connection.close()
        if not self.trouble:
            _note_clean(self.path)

    def _do_kept(self, connection: sqlite3.Connection) -> None:
        for work in self._kept:
            try:
                work(connection)
            except QuizError:  # another window took the same answer back
                continue

    def _give_way(self, error: sqlite3.Error) -> None:
        """Go on with a restored file or in memory, or raise what neither would fix."""
        if self.trouble or not (is_damage(error) or is_unsaved(error)):
            raise error
        if is_damage(error):
            self._connection.close()
            try:
                self._recover()
                self._connection = self._open(BUSY_TIMEOUT_S)
                return
            except (sqlite3.Error, OSError) as second:
                self._turn_to_memory(second)
                self._connection = self._copy_in_memory(None)
                return
        self._turn_to_memory(error)
        old = self._connection
        self._connection = self._copy_in_memory(old)
        old.close()

    def _turn_to_memory(self, error: sqlite3.Error | OSError) -> None:
        self.trouble = trouble_of(error)
        self.tell(self.trouble)

    def _open(self, timeout_s: float) -> sqlite3.Connection:
        """Return a connection to a file that is sound, of the newest version and writable."""
        private.make_folder(self.path.parent)
        private.tighten(self.path)
        try:
            return self._open_once(timeout_s)
        except sqlite3.DatabaseError as error:
            # An SQL error here is about tables that no version of the program made.
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
            is_tables = code == sqlite3.SQLITE_ERROR
            if not (is_damage(error) or is_tables or self.path.is_dir()):
                raise
        self._recover()
        return self._open_once(timeout_s)

    def _open_once(self, timeout_s: float) -> sqlite3.Connection:
        was_clean = _is_clean(self.path)
        if not was_clean and _has_odd_header(self.path):
            raise sqlite3.DatabaseError(_("the file is damaged"))
        was_missing = not self.path.exists()
        was_emptied = self.path.is_file() and self.path.stat().st_size == 0
        connection = open_file(self.path, timeout_s=timeout_s)
        try:
            refuse_newer(connection, self.path)
            if was_emptied and version_of(connection) == 0 and _has_backups(self.path):
                raise sqlite3.DatabaseError(_("the file is empty"))
            if is_foreign(connection) or not (was_clean or is_sound(connection)):
                raise sqlite3.DatabaseError(_("the file is damaged"))
            self._migrate(connection)
            if not was_clean:
                for probe in _PROBES:
                    connection.execute(probe).fetchall()
                if not has_our_tables(connection):
                    raise sqlite3.DatabaseError(_("the file is damaged"))
            _transact(connection, _ensure_device)
            self._inode = _inode_of(self.path)
            self.notice = _notice_of(connection) or self.notice
        except (sqlite3.Error, OSError, QuizError):
            connection.close()
            raise
        if was_missing and _has_backups(self.path) and not self.notice:
            self.notice = _(
                "your progress file is gone, but there are backups: `quiz restore` lists them"
            )
        return connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        version = version_of(connection)
        if version >= LATEST:
            return
        if version > 0:
            name = f"{self.path.stem}-before-{version + 1:04}{self.path.suffix}"
            write_backup(connection, folder_of(self.path) / name)
        migrate(connection)

    def _recover(self) -> None:
        """Put a sound file in the place of a damaged one, and tell so."""
        from quiz.store.recovery import recover

        recover(self.path, self.tell)

    def _copy_in_memory(self, source: sqlite3.Connection | None) -> sqlite3.Connection:
        copy: sqlite3.Connection | None = None
        if source is not None:
            copy = open_memory()
            try:
                copy_database(source, copy)
            except sqlite3.Error:
                copy.close()
                copy = None
        if copy is None:
            copy = memory_copy(self.path)
        if copy is not None:
            try:
                refuse_newer(copy, self.path)
                if is_foreign(copy):
                    raise sqlite3.DatabaseError(_("not a progress file"))
                migrate(copy)
                _transact(copy, _ensure_device)
                return copy
            except sqlite3.Error:
                copy.close()
            except QuizError:
                copy.close()
                raise
        copy = open_memory()
        migrate(copy)
        _transact(copy, _ensure_device)
        return copy


class ReadingDatabase(Database):
    """A second connection to a file that is open already, which reads alone: for another thread.

    It checks and repairs nothing, so that it is open at once however long the log is.
    """

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            sqlite3.Error: It cannot be read.
        """
        self.path = path
        self._connection = read_file(path)

    def read(self, query: Work[Result]) -> Result:
        """Return what a query gives.

        Raises:
            sqlite3.Error: The file cannot be read.
        """
        return query(self._connection)

    def write(self, work: Work[Result]) -> Result:
        """Refuse to write."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the connection, and leave the file as it is."""
        self._connection.close()


def _damaged() -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(_("the file is damaged"))
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _transact(connection: sqlite3.Connection, work: Work[Result]) -> Result:
    """Do work in one transaction that no other writer comes between."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise
    return result


def _ensure_device(connection: sqlite3.Connection) -> None:
    """Give the record a device id if it has none; touch the file, to learn if it can be written."""
    connection.execute("INSERT OR IGNORE INTO meta VALUES ('device', ?)", (new_uid(),))


def _device_of(connection: sqlite3.Connection) -> str:
    device: str = connection.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()[0]
    return device


def _notice_of(connection: sqlite3.Connection) -> str:
    """Return what became of a damaged record, as long as the learner has not seen it."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (NOTICE,)).fetchone()
    return str(row["value"]) if row is not None else ""


def _inode_of(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def _has_backups(path: Path) -> bool:
    return any(folder_of(path).glob(f"{path.stem}-*{path.suffix}"))


def _has_odd_header(path: Path) -> bool:
    """Return whether a file asks to be read only, by versions that we never write."""
    try:
        with path.open("rb") as file:
            header = file.read(20)
    except OSError:
        return False
    return len(header) == 20 and any(version not in (1, 2) for version in header[18:])


def _clean_note(path: Path) -> Path:
    return path.with_name(path.name + "-clean")


def _fingerprint(path: Path) -> str:
    status = path.stat()
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"


def _is_clean(path: Path) -> bool:
    """Return whether a file is just as the last orderly exit left it."""
    try:
        note = _clean_note(path).read_text(encoding="utf-8", errors="replace")
        return note == _fingerprint(path) and not has_open_journal(path)
    except OSError:
        return False


def _note_clean(path: Path) -> None:
    try:
        note = _clean_note(path)
        part = note.with_name(f"{note.name}.{os.getpid()}")
        private.make_file(part)
        part.write_text(_fingerprint(path), encoding="ascii")
        part.replace(note)
    except OSError:  # the next start checks the file: no more is lost
        pass
