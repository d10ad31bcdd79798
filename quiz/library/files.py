"""Finding the bank files of folders, quickly."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from errno import EINVAL
from pathlib import Path
from typing import BinaryIO

import msgspec

from quiz.errors import QuizError, reason_of
from quiz.translation import _

_ENDINGS = (".yaml", ".yml")
_DEEPEST = 6
_MOST_FILES = 20_000
_MOST_BYTES = 9 * 1024 * 1024
_SKIPPED = ("node_modules", "__pycache__")
FOLLOWED_NAME = "source.json"
"""The note that the folder of a followed source has of where it is from."""


class BankFile(msgspec.Struct, frozen=True):
    """A bank file as the disk shows it, unread."""

    path: str
    """Absolute, links resolved."""
    mtime_ns: int
    """When it was changed, in nanoseconds since 1970."""
    size: int
    """Bytes."""


def bank_files(folders: Iterable[Path]) -> tuple[BankFile, ...]:
    """Return the bank files below folders, each once, in the order of the folders and names.

    A folder that is not there or cannot be read has none. Hidden files and folders are passed
    over, and those with a name that is not UTF-8 (`misnamed` has them). Links are followed, each
    folder once.
    """
    found: dict[str, BankFile] = {}
    for folder in folders:
        real = os.path.realpath(folder)
        for file in _below(real, 0, {real}):
            if is_utf8(file.path):
                found.setdefault(file.path, file)
            if len(found) >= _MOST_FILES:
                return tuple(found.values())
    return tuple(found.values())


def misnamed(folder: Path) -> tuple[str, ...]:
    """Return the bank files below a folder that are passed over since a name is not UTF-8."""
    real = os.path.realpath(folder)
    return tuple(file.path for file in _below(real, 0, {real}) if not is_utf8(file.path))


def is_utf8(name: str) -> bool:
    """Return whether a name can be shown, kept and sent; Python lets in others, escaped."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def bank_file(path: Path) -> BankFile:
    """Return one file as a bank file.

    Raises:
        QuizError: It is not there, or cannot be read.
    """
    try:
        real = os.path.realpath(path)
        if not is_utf8(real):
            raise ValueError(_("its name isn't UTF-8; rename it"))
        info = os.stat(real)
        _refuse_odd(info.st_mode)
    except (OSError, ValueError) as error:
        raise QuizError(f"{path}: {_why(error)}") from error
    return BankFile(real, info.st_mtime_ns, info.st_size)


def read(path: str | Path, *, most: int = _MOST_BYTES) -> bytes:
    """Return a file's bytes.

    Args:
        path: The file.
        most: Bytes that are read; by default a little more than a bank may have.

    Raises:
        QuizError: It cannot be read.
    """
    try:
        with opened(path) as file:
            return file.read(most)
    except (OSError, ValueError) as error:
        raise QuizError(f"{path}: {_why(error)}") from error


def opened(path: str | Path) -> BinaryIO:
    """Return a file, open for reading.

    Raises:
        OSError: It cannot be read, or is none: from a pipe one could wait for ever.
    """
    file = open(path, "rb", opener=_opened_at_once)  # noqa: SIM115
    try:
        _refuse_odd(os.fstat(file.fileno()).st_mode)
    except OSError:
        file.close()
        raise
    return file


def _opened_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _refuse_odd(mode: int) -> None:
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(EINVAL, _("not a file, but a pipe or a device"))


def beside(path: str | Path, name: str) -> Path | None:
    """Return the file of a name beside a bank, all links followed; None if there is none.

    What a link finds outside the bank's folder is none of the bank's: it could be a secret that
    someone else's bank gives away as its picture.

    Args:
        path: The bank's file.
        name: As the bank names it, relative to its folder.
    """
    folder = os.path.realpath(os.path.dirname(os.path.realpath(path)))
    real = Path(os.path.realpath(os.path.join(folder, name.replace("\\", "/"))))
    return real if real.is_relative_to(folder) and os.path.isfile(real) else None


def is_followed_file(path: str | Path) -> bool:
    """Return whether a bank's file belongs to a source that is followed."""
    place = Path(os.path.realpath(path)).parent.parent
    return place.parent.name == "followed" and (place / FOLLOWED_NAME).is_file()


def pictures_beside(path: str | Path) -> Callable[[str], bool]:
    """Return what tells whether a picture is there, by its name relative to a bank."""
    return lambda name: beside(path, name) is not None


def _why(error: OSError | ValueError) -> str:
    """Return why a file cannot be opened; a `ValueError` is a name that no file can have."""
    return reason_of(error)


def _below(folder: str, depth: int, seen: set[str]) -> Iterator[BankFile]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    deeper = []
    for entry in entries:
        name = entry.name
        if name.startswith((".", "_")) or name in _SKIPPED:
            continue
        try:
            if entry.is_dir():
                path = os.path.realpath(entry.path) if entry.is_symlink() else entry.path
                if path not in seen:
                    seen.add(path)
                    deeper.append(path)
            elif name.endswith(_ENDINGS) and entry.is_file():
                path = os.path.realpath(entry.path) if entry.is_symlink() else entry.path
                info = entry.stat()
                yield BankFile(path, info.st_mtime_ns, info.st_size)
        except OSError:
            continue
    if depth < _DEEPEST:
        for path in deeper:
            yield from _below(path, depth + 1, seen)
