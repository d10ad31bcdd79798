"""Copies of the record, and what is done when it is found damaged."""

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from quiz.store.connection import copy_database, is_sound, open_file
from quiz.store.migrating import is_foreign

KEPT = 12
"""How many daily backups are kept."""


def folder_of(path: Path) -> Path:
    """Return the folder of a record's backups."""
    return path.parent / "backups"


def daily_backup(connection: sqlite3.Connection, path: Path, day: str) -> Path | None:
    """Write the backup of a day unless it is there, and delete the oldest.

    Args:
        connection: A connection to the record.
        path: The record's file.
        day: The study day as YYYY-MM-DD.

    Returns:
        The new backup, or None if there was one.

    Raises:
        OSError: The folder cannot be written.
        sqlite3.Error: The copy cannot be written, or the record is damaged.
    """
    target = folder_of(path) / f"{path.stem}-daily-{day}{path.suffix}"
    if target.exists():
        return None
    write_backup(connection, target)
    for old in sorted(target.parent.glob(f"{path.stem}-daily-*{path.suffix}"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return target


def write_backup(connection: sqlite3.Connection, target: Path) -> None:
    """Copy a database to a file, checked and synced before it takes its name.

    Raises:
        OSError: The folder cannot be written.
        sqlite3.Error: The copy cannot be written, or the database is damaged.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        copy = sqlite3.connect(part)
        try:
            copy_database(connection, copy)
            if not is_sound(copy):
                raise sqlite3.DatabaseError("the copy is not sound")
        finally:
            copy.close()
        _sync(part)
        part.replace(target)
        _sync(target.parent)
    finally:
        part.unlink(missing_ok=True)


def put_aside(path: Path) -> Path:
    """Rename a damaged record, with its journal, and return the new name.

    Raises:
        OSError: The folder cannot be written.
    """
    stamp = datetime.now(UTC).strftime("%Y-%m-%d")
    aside = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    count = 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{path.stem}-damaged-{stamp}-{count}{path.suffix}")
    journal = journal_of(path)
    path.rename(aside)
    if journal.exists():  # it would be played into the new file
        journal.rename(journal_of(aside))
    return aside


def restore_newest(path: Path) -> Path | None:
    """Put the newest sound backup in the record's place and return it; None if there is none.

    Raises:
        OSError: The folder cannot be written.
        sqlite3.Error: The file cannot be written.
    """
    for backup in sorted(folder_of(path).glob(f"{path.stem}-*{path.suffix}"), key=_age):
        try:
            source = open_file(backup)
        except sqlite3.Error:
            continue
        try:
            if _is_good(source):
                write_backup(source, path)
                return backup
        finally:
            source.close()
    return None


def journal_of(path: Path) -> Path:
    """Return the rollback journal of a database file."""
    return path.with_name(path.name + "-journal")


def _is_good(connection: sqlite3.Connection) -> bool:
    try:
        return is_sound(connection) and not is_foreign(connection)
    except sqlite3.Error:
        return False


def _age(backup: Path) -> float:
    return -backup.stat().st_mtime


def _sync(path: Path) -> None:
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
