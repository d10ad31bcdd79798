"""Copies of the record."""

import os
import re
import sqlite3
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from time import time

import msgspec

from quiz import private
from quiz.store.connection import copy_in_steps, is_sound, open_file
from quiz.store.migrating import is_foreign, version_of
from quiz.store.rows import from_micros
from quiz.store.thinning import obsolete
from quiz.translation import _

_DAY_S = 86_400
_DATED = re.compile(r"-(\d{4}-\d\d-\d\d)(?:-(\d{6}))?(?:-\d+)?$")


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """One backup, as it lies in the folder."""

    path: Path
    """Its file."""
    made_at: datetime
    """UTC."""
    size: int
    """In bytes."""
    answers: int | None = None
    """How many it holds; None where that cannot be read."""
    newest: datetime | None = None
    """When the newest of them was given, UTC."""
    is_text: bool = False
    """Whether it is a text backup and not a copy of the record."""


def folder_of(path: Path) -> Path:
    """Return the folder of a record's backups."""
    return path.parent / "backups"


def daily_backup(path: Path, day: date) -> Path | None:
    """Write the backup of a day unless it is there, and delete those that need not be kept.

    It may run beside whatever else is done with the record, in a thread of its own.

    Args:
        path: The record's file.
        day: The study day.

    Returns:
        The new backup, or None if there was one, or nothing to copy.

    Raises:
        OSError: The folder cannot be written.
        sqlite3.Error: The copy cannot be written, or the record is damaged.
    """
    target = folder_of(path) / f"{path.stem}-daily-{day.isoformat()}{path.suffix}"
    if target.exists() or not path.exists():
        return None
    _copy(path, target)
    thin_out(path, day)
    return target


def backup_now(path: Path, wall: datetime, why: str = "now") -> Path:
    """Write a backup, and delete those that need not be kept.

    Args:
        path: The record's file.
        wall: The time on the clock on the wall.
        why: A word for its name.

    Raises:
        OSError: The folder cannot be written.
        sqlite3.Error: The copy cannot be written, or the record is damaged.
    """
    name = f"{path.stem}-{why}-{wall:%Y-%m-%d-%H%M%S}"
    target = folder_of(path) / f"{name}{path.suffix}"
    count = 1
    while target.exists():
        count += 1
        target = folder_of(path) / f"{name}-{count}{path.suffix}"
    _copy(path, target)
    thin_out(path, wall.date())
    return target


def thin_out(path: Path, today: date) -> None:
    """Delete the backups that need not be kept; those without a day in their name stay."""
    made = {}
    for backup in folder_of(path).glob(f"{path.stem}-*{path.suffix}"):
        dated = _DATED.search(backup.stem)
        if dated is not None:
            with suppress(ValueError):
                made[backup.name] = datetime.strptime(
                    f"{dated[1]} {dated[2] or '000000'}", "%Y-%m-%d %H%M%S"
                )
    for left in folder_of(path).glob("*.part"):  # of a program that was killed
        if time() - left.stat().st_mtime > _DAY_S:
            left.unlink(missing_ok=True)
    for file in (folder_of(path), *folder_of(path).iterdir()):
        private.tighten(file)
    for name in obsolete(made, today):
        (folder_of(path) / name).unlink(missing_ok=True)


def listed(path: Path) -> list[Backup]:
    """Return the backups of a record, newest first."""
    found = []
    for suffix in (path.suffix, ".jsonl"):
        for file in folder_of(path).glob(f"{path.stem}-*{suffix}"):
            with suppress(OSError):
                found.append(_backup(file))
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def _backup(file: Path) -> Backup:
    status = file.stat()
    answers = newest = None
    if file.suffix != ".jsonl":
        try:
            uri = f"{file.resolve().as_uri()}?mode=ro"
            connection = sqlite3.connect(uri, uri=True, timeout=1.0)
            try:
                answers, latest = connection.execute(
                    "SELECT count(*), max(at) FROM review"
                ).fetchone()
                newest = None if latest is None else from_micros(latest)
            finally:
                connection.close()
        except (sqlite3.Error, UnicodeDecodeError, TypeError, OverflowError):
            answers = newest = None
    return Backup(
        path=file,
        made_at=datetime.fromtimestamp(status.st_mtime, UTC),
        size=status.st_size,
        answers=answers,
        newest=newest,
        is_text=file.suffix == ".jsonl",
    )


def _copy(path: Path, target: Path) -> None:
    source = open_file(path)
    try:
        write_backup(source, target)
    finally:
        source.close()


def write_backup(connection: sqlite3.Connection, target: Path) -> None:
    """Copy a database to a file, checked and synced before it takes its name.

    Raises:
        OSError: The folder cannot be written.
        sqlite3.Error: The copy cannot be written, or the database is damaged.
    """
    private.make_folder(target.parent)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        private.make_file(part)
        copy = sqlite3.connect(part)
        try:
            copy_in_steps(connection, copy)
            if not is_sound(copy):
                raise sqlite3.DatabaseError(_("the copy is damaged"))
        finally:
            copy.close()
        sync_to_disk(part)
        part.replace(target)
        sync_to_disk(target.parent)
    finally:
        part.unlink(missing_ok=True)


def newest_good(path: Path) -> Backup | None:
    """Return the newest backup that is sound and holds answers; None if there is none.

    One without any answer would be a loss that nobody asked for.
    """
    for backup in listed(path):
        if backup.is_text or not backup.answers:
            continue
        try:
            source = open_file(backup.path)
        except sqlite3.Error:
            continue
        try:
            if _is_good(source):
                return backup
        finally:
            source.close()
    return None


def journal_of(path: Path) -> Path:
    """Return the rollback journal of a database file."""
    return path.with_name(path.name + "-journal")


def has_open_journal(path: Path) -> bool:
    """Return whether a transaction was broken off: its journal has a head."""
    try:
        with journal_of(path).open("rb") as journal:
            return any(journal.read(8))
    except FileNotFoundError:
        return False


def _is_good(connection: sqlite3.Connection) -> bool:
    try:
        return is_sound(connection) and not is_foreign(connection) and version_of(connection) > 0
    except sqlite3.Error:
        return False


def sync_to_disk(path: Path) -> None:
    """Have the system write a file or folder to the disk."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
