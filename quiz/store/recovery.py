"""What is done with a damaged record: a sound one is built beside it and takes its place.

The damaged file stays where it is until the very end, so that a start that was broken off, by
whatever, is followed by one that finds the damage again and begins again.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from quiz.store.backups import (
    Backup,
    has_open_journal,
    journal_of,
    newest_good,
    sync_to_disk,
    write_backup,
)
from quiz.store.connection import open_file, roll_back
from quiz.store.migrating import migrate
from quiz.store.rows import NOTICE
from quiz.translation import _, ngettext

Tell = Callable[[str], None]
"""Takes what is being done, as a sentence."""


class _Mark(msgspec.Struct, frozen=True):
    """What a file is known by: another one is another."""

    inode: int
    size: int
    changed_ns: int


def recover(path: Path, tell: Tell) -> None:
    """Put a damaged record aside, and in its place the newest backup with what can be read of it.

    What became of it is kept in the new record under `NOTICE`.

    Args:
        path: The record.
        tell: Called with what is being done, since it may take a while.

    Raises:
        OSError: The folder cannot be written.
        sqlite3.Error: The new file cannot be written.
    """
    before = _mark_of(path)
    tell(
        _(
            "your progress file is damaged; rebuilding it from the newest backup and from "
            "the damaged file"
        )
    )
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    _remove(fresh)
    try:
        backup = newest_good(path)
        if backup is not None:
            source = open_file(backup.path)
            try:
                write_backup(source, fresh)
            finally:
                source.close()
        aside = _name_aside(path)
        _fill(fresh, path, backup, aside.name, tell)
        sync_to_disk(fresh)
        if _mark_of(path) != before:  # another window was faster, and has put a sound one there
            return
        journal_of(fresh).unlink(missing_ok=True)  # nobody would look for it after this
        for left in path.parent.glob(f"{path.name}.*.new*"):  # of starts that were broken off
            if left != fresh:
                with suppress(OSError):
                    left.unlink()
        _keep_aside(path, aside)
        fresh.replace(path)
        sync_to_disk(path.parent)
    finally:
        _remove(fresh)


def _fill(fresh: Path, damaged: Path, backup: Backup | None, aside: str, tell: Tell) -> None:
    """Add what can be read of the damaged file to the new one, and what is to be said of it."""
    from quiz.store.salvage import add_back  # once in the life of a record, if at all

    def progress(answers: int) -> None:
        count = ngettext("{n:,} answer", "{n:,} answers", answers).format(n=answers)
        tell(_("{answers} recovered from the damaged file so far").format(answers=count))

    connection = open_file(fresh)
    try:
        migrate(connection)
        connection.execute("BEGIN IMMEDIATE")
        try:
            answers = add_back(connection, damaged, progress)
            words = _words(aside, backup, answers)
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (NOTICE, words))
            connection.execute("COMMIT")
        except BaseException:
            roll_back(connection)
            raise
    finally:
        connection.close()


def _words(aside: str, backup: Backup | None, answers: int) -> str:
    """Return what became of a record, as a sentence."""
    if backup is None:
        then = _("there was no backup, so a new one was started")
    else:
        held = ngettext("{n:,} answer", "{n:,} answers", backup.answers or 0)
        newest = backup.newest.astimezone().strftime("%Y-%m-%d %H:%M") if backup.newest else "–"
        then = _("backup {name} was restored ({answers}, the last on {newest})").format(
            name=backup.path.name, answers=held.format(n=backup.answers or 0), newest=newest
        )
    said = _("your progress file was damaged: it was renamed to {aside}, and {then}").format(
        aside=aside, then=then
    )
    if answers:
        said += "; " + ngettext(
            "{n:,} more answer was recovered from the damaged file",
            "{n:,} more answers were recovered from the damaged file",
            answers,
        ).format(n=answers)
    return said


def _keep_aside(path: Path, aside: Path) -> None:
    """Give a damaged file another name, its journal too; its own is kept for a moment more."""
    journal = journal_of(path)
    if path.is_dir():
        path.rename(aside)
        return
    try:
        os.link(path, aside)
    except OSError:  # there are disks without such links
        shutil.copy2(path, aside)
    if has_open_journal(path):  # it would be played into the new file
        journal.replace(journal_of(aside))
    else:
        journal.unlink(missing_ok=True)


def _name_aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y-%m-%d")
    aside = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    count = 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{path.stem}-damaged-{stamp}-{count}{path.suffix}")
    return aside


def _mark_of(path: Path) -> _Mark:
    status = path.stat()
    return _Mark(status.st_ino, status.st_size, status.st_mtime_ns)


def _remove(path: Path) -> None:
    for file in (path, journal_of(path)):
        with suppress(OSError):
            file.unlink(missing_ok=True)
