"""Finding the bank files of folders, quickly."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from quiz.errors import QuizError

_ENDINGS = (".yaml", ".yml")
_DEEPEST = 6
_MOST_FILES = 20_000
_SKIPPED = ("node_modules", "__pycache__")


class BankFile(msgspec.Struct, frozen=True):
    """A bank file as the disk shows it, unread."""

    path: str
    """Absolute, links resolved."""
    mtime_ns: int
    size: int
    """Bytes."""


def bank_files(folders: Iterable[Path]) -> tuple[BankFile, ...]:
    """Return the bank files below folders, each once, in the order of the folders and names.

    A folder that is not there or cannot be read has none. Hidden files and folders are passed
    over.
    """
    found: dict[str, BankFile] = {}
    for folder in folders:
        real = os.path.realpath(folder)
        for file in _below(real, 0):
            found.setdefault(file.path, file)
            if len(found) >= _MOST_FILES:
                return tuple(found.values())
    return tuple(found.values())


def bank_file(path: Path) -> BankFile:
    """Return one file as a bank file.

    Raises:
        QuizError: It is not there, or cannot be read.
    """
    try:
        real = os.path.realpath(path)
        info = os.stat(real)
    except (OSError, ValueError) as error:
        raise QuizError(f"{path}: {_why(error)}") from error
    return BankFile(real, info.st_mtime_ns, info.st_size)


def read(path: str | Path) -> bytes:
    """Return a file's bytes, at most a little more than a bank may have.

    Raises:
        QuizError: It cannot be read.
    """
    try:
        with open(path, "rb") as file:
            return file.read(9 * 1024 * 1024)
    except (OSError, ValueError) as error:
        raise QuizError(f"{path}: {_why(error)}") from error


def pictures_beside(path: str | Path) -> Callable[[str], bool]:
    """Return what tells whether a picture is there, by its name relative to a bank."""
    folder = os.path.dirname(path)
    return lambda name: os.path.isfile(os.path.join(folder, name))


def _why(error: OSError | ValueError) -> str:
    """Return why a file cannot be opened; a `ValueError` is a name that no file can have."""
    return getattr(error, "strerror", None) or str(error)


def _below(folder: str, depth: int) -> Iterator[BankFile]:
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
            if entry.is_dir(follow_symlinks=False):
                deeper.append(entry.path)
            elif name.endswith(_ENDINGS) and entry.is_file():
                path = os.path.realpath(entry.path) if entry.is_symlink() else entry.path
                info = entry.stat()
                yield BankFile(path, info.st_mtime_ns, info.st_size)
        except OSError:
            continue
    if depth < _DEEPEST:
        for path in deeper:
            yield from _below(path, depth + 1)
