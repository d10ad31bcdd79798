"""Writing a bank's file: whole or not at all, and never over what someone else wrote."""

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from quiz.errors import QuizError, reason_of
from quiz.library.files import is_followed_file, read
from quiz.translation import _


def replace_bank(path: Path, *, was: bytes, now: bytes) -> None:
    """Write a bank again, if its file still holds what was read.

    Raises:
        QuizError: It holds something else, is gone, or cannot be written.
    """
    path = Path(os.path.realpath(path))  # a link stays a link
    refuse_followed(path)
    if read(path) != was:
        raise QuizError(
            _("{path}: changed on disk in the meantime; nothing was written").format(path=path)
        )
    try:
        mode = path.stat().st_mode & 0o7777
        write_whole(path, now, mode=mode)
    except OSError as error:
        raise QuizError(f"{path}: {reason_of(error)}") from error


def refuse_followed(path: Path) -> None:
    """Refuse a bank that is followed: an update would write over what was changed in it.

    Raises:
        QuizError: It is one; says what to do instead.
    """
    if is_followed_file(path):
        message = _(
            "{path}: a bank that you follow, and an update would write over it; `e` in the app "
            "copies it to your own banks and opens the copy"
        )
        raise QuizError(message.format(path=path))


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, with the folders it lies in.

    Raises:
        QuizError: It is there, or cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(path):
            raise QuizError(_("{path}: already exists; nothing was written").format(path=path))
        write_whole(path, data)
    except OSError as error:
        raise QuizError(f"{path}: {reason_of(error)}") from error


def write_file(path: Path, data: bytes, *, force: bool) -> None:
    """Write a file that a command was asked for; see `write_files`.

    Raises:
        QuizError: It is there, or cannot be written.
    """
    write_files({path: data}, force=force)


def write_files(files: Mapping[Path, bytes], *, force: bool) -> None:
    """Write files that a command was asked for, or none of them where one is there already.

    Args:
        files: What each of them then holds.
        force: Whether those that are there are written over.

    Raises:
        QuizError: One is there, or cannot be written.
    """
    if not force:
        check_free(files)
    for path, data in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
        except OSError as error:
            raise QuizError(f"{path}: {reason_of(error)}") from error


def check_free(paths: Iterable[Path]) -> None:
    """Refuse files that are there.

    Raises:
        QuizError: One is.
    """
    there = [path for path in paths if os.path.lexists(path)]
    if there:
        message = _("{file}: already exists; nothing was written (overwrite with `--force`)")
        raise QuizError(message.format(file=there[0]))


def write_whole(
    target: Path, data: bytes, *, mode: int | None = None, is_synced: bool = True
) -> None:
    """Write a file beside the target, then move it over.

    Args:
        target: What is written.
        data: What it then holds.
        mode: Its permissions; as the user's mask has it for new files if left out.
        is_synced: Whether it is to outlive the power; what is only a cache need not.

    Raises:
        OSError: It cannot be written; the target is as it was.
    """
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if is_synced:
                os.fsync(file.fileno())
        os.chmod(beside, mode if mode is not None else 0o666 & ~_mask())
        os.replace(beside, target)
    except OSError:
        os.unlink(beside)
        raise


def _mask() -> int:
    """Return the mask of new files' permissions; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
