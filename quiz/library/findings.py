"""What was found in banks, kept so that a file that did not change is not checked again.

One small file a bank in the cache folder; it may be deleted at any time.
"""

import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

from quiz import __version__, private, translation
from quiz.errors import Problem
from quiz.formats.decoded import Exists
from quiz.library.files import pictures_beside, read
from quiz.library.writing import write_whole
from quiz.translation import ngettext

_MOST_KEPT = 4_000
_MOST_TOLD = 1_000
"""Findings of one file."""
_ROOMS = ("errors.py", "lint", "formats", "items", "marking", "locale")


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was found in one file."""

    problems: tuple[Problem, ...] = ()
    """Faults, warnings and weaknesses, in the order of the file."""
    kinds: dict[str, int] = {}
    """How many sound questions there are of each kind, the most frequent first."""
    drawn: int | None = None
    """How many questions an exam paper draws; None for a bank."""

    @property
    def questions(self) -> int:
        """How many sound questions there are."""
        return sum(self.kinds.values())

    def errors_only(self) -> "Findings":
        """Return only what makes a bank, or a part of it, unplayable."""
        left = tuple(problem for problem in self.problems if problem.level == "error")
        return msgspec.structs.replace(self, problems=left)

    def count(self, level: str) -> int:
        """Return how many findings are of a level."""
        return sum(problem.count for problem in self.problems if problem.level == level)


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    key: bytes
    pictures: dict[str, bool]
    """The pictures that were looked for, and whether they were there."""
    findings: Findings


class FindingsCache:
    """Checks banks, or remembers what was found."""

    def __init__(self, folder: Path) -> None:
        """Keep what is found in a folder; one that cannot be written keeps nothing."""
        self._folder = folder / "findings"
        self._program = _fingerprint()
        self._is_pruned = False

    def of(self, path: str) -> Findings:
        """Return what is to be said of a file.

        Raises:
            QuizError: It cannot be read.
        """
        data = read(path)
        key = blake2b(data, digest_size=16, key=self._program).digest()
        name = blake2b(os.fsencode(os.path.realpath(path)) + b"\0" + os.fsencode(path))
        place = self._folder / f"{name.hexdigest()[:32]}.msgpack"
        is_there = pictures_beside(path)
        kept = _read(place)
        if kept and kept.key == key and all(is_there(n) is was for n, was in kept.pictures.items()):
            return kept.findings
        looked: dict[str, bool] = {}

        def exists(picture: str) -> bool:
            return looked.setdefault(picture, is_there(picture))

        found = findings_of(data, path, exists)
        self._keep(place, _Kept(key=key, pictures=looked, findings=found))
        return found

    def _keep(self, place: Path, kept: _Kept) -> None:
        with suppress(OSError):
            private.make_folder(self._folder)
            write_whole(place, msgspec.msgpack.encode(kept), is_synced=False)
            self._prune()

    def _prune(self) -> None:
        """Delete the oldest where there are too many, once a run."""
        if self._is_pruned:
            return
        self._is_pruned = True
        files = list(self._folder.iterdir())
        if len(files) > _MOST_KEPT:
            files.sort(key=lambda file: file.stat().st_mtime_ns)
            for file in files[: len(files) - _MOST_KEPT // 2]:
                file.unlink()


def findings_of(data: bytes, source: str, exists: Exists) -> Findings:
    """Check a file's bytes."""
    from quiz.lint import check_bank

    checked = check_bank(data, source=source, exists=exists)
    return Findings(problems=_bearable(checked.findings), kinds=checked.kinds)


def _bearable(found: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the faults with as many weaknesses as anyone reads, and how many more there are."""
    if len(found) <= _MOST_TOLD:
        return found
    left = max(0, _MOST_TOLD - sum(problem.level == "error" for problem in found))
    shown: list[Problem] = []
    more: list[Problem] = []
    for problem in found:
        if problem.level == "error":
            shown.append(problem)
        elif left:
            shown.append(problem)
            left -= 1
        else:
            more.append(problem)
    if not more:
        return found
    worst = "warning" if any(problem.level == "warning" for problem in more) else "weakness"
    words = ngettext("and {n:,} more warning", "and {n:,} more warnings", len(more))
    last = Problem(more[0].where, words.format(n=len(more)), worst, count=len(more))
    return (*shown, last)


def _read(place: Path) -> _Kept | None:
    with suppress(OSError, msgspec.DecodeError, msgspec.ValidationError):
        return msgspec.msgpack.decode(place.read_bytes(), type=_Kept)
    return None


def _fingerprint() -> bytes:
    """Return what changes with the program and its language: other rules find other things."""
    package = Path(__file__).parent.parent
    parts = [__version__, *translation.reader_languages()]
    for room in _ROOMS:
        place = package / room
        files = sorted(place.rglob("*.[pm][yo]")) if place.is_dir() else [place]
        parts += [f"{file.name}{file.stat().st_mtime_ns}" for file in files if file.exists()]
    return blake2b("\0".join(parts).encode(), digest_size=32).digest()
