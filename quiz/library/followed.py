"""Banks that are followed: each source has a folder of its own, with a note of where it is from.

A folder is built beside and then renamed, so that a source is as it was or as it is now, and never
between. Beside each bank is its author's text as it was fetched, hidden: by it an edit is told.
"""

import os
import shutil
import tempfile
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import msgspec

from quiz.errors import QuizError, reason_of
from quiz.library.files import FOLLOWED_NAME
from quiz.library.packing import Pack, unpacked
from quiz.library.sources import FollowedSource
from quiz.library.swapping import finish_renaming, folders_in, swap_in
from quiz.library.writing import write_whole

_MOST_RECORD = 4 * 1024 * 1024
_NEW = ".new-"


class FollowedBank(msgspec.Struct, frozen=True, kw_only=True):
    """A bank of a source, as it was fetched."""

    id: str
    """Its id."""
    name: str
    """Its file's name in the source, folders included."""
    file: str
    """Its file below the source's folder."""
    digest: str
    """SHA-256 of its file, hexadecimal."""


class Followed(msgspec.Struct, frozen=True, kw_only=True):
    """A source that is followed."""

    name: str
    """What the learner calls it; also its folder's name."""
    source: FollowedSource
    """Where it comes from."""
    followed_at: datetime
    """UTC."""
    checked_at: datetime
    """When it was fetched last, UTC."""
    updated_at: datetime
    """When something of it changed last, UTC."""
    version: str = ""
    """The commit of a repository."""
    banks: tuple[FollowedBank, ...] = ()
    """In the order of the source."""


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a bank's file."""
    return sha256(data).hexdigest()


def original_of(path: Path) -> Path:
    """Return where the author's text of a bank is kept, beside what may be edited."""
    return path.with_name(f".{path.stem}.original.yaml")


def followed_sources(folder: Path) -> list[Followed]:
    """Return the sources that are followed, by name; a note that cannot be read is left out."""
    finish_renaming(folder)
    found = []
    for name in folders_in(folder):
        if name.startswith("."):
            continue
        with suppress(OSError, msgspec.DecodeError, ValueError):
            path = folder / name / FOLLOWED_NAME
            if path.stat().st_size > _MOST_RECORD:
                continue
            one = msgspec.json.decode(path.read_bytes(), type=Followed)
            found.append(msgspec.structs.replace(one, name=name))
    return sorted(found, key=lambda one: one.name)


def write_followed(folder: Path, followed: Followed, pack: Pack) -> Followed:
    """Write the banks of a source in the place of those there were; return what is noted of it.

    Raises:
        QuizError: They cannot be written; what was there stays.
    """
    target = folder / followed.name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        finish_renaming(folder)
        beside = Path(tempfile.mkdtemp(dir=folder, prefix=f".{followed.name}{_NEW}"))
    except OSError as error:
        raise QuizError(f"{target}: {reason_of(error)}") from error
    try:
        banks = []
        for bank in pack.banks:
            written = unpacked(bank, beside)
            write_whole(original_of(written), bank.data)
            banks.append(
                FollowedBank(
                    id=bank.id,
                    name=bank.name,
                    file=written.relative_to(beside).as_posix(),
                    digest=digest_of(bank.data),
                )
            )
        followed = msgspec.structs.replace(followed, banks=tuple(banks))
        _write_record(beside, followed)
        os.chmod(beside, 0o755)
        swap_in(beside, target)
    except OSError as error:
        raise QuizError(f"{target}: {reason_of(error)}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return followed


def note_checked(folder: Path, followed: Followed) -> None:
    """Keep that a source was fetched and is as it was.

    Raises:
        QuizError: It cannot be written.
    """
    try:
        _write_record(folder / followed.name, followed)
    except OSError as error:
        raise QuizError(f"{folder / followed.name}: {reason_of(error)}") from error


def remove_followed(folder: Path, followed: Followed) -> None:
    """Delete a source's folder.

    Raises:
        QuizError: It cannot be deleted.
    """
    target = folder / followed.name
    gone = folder / f".{followed.name}{_NEW}gone"
    try:
        shutil.rmtree(gone, ignore_errors=True)
        os.rename(target, gone)
        shutil.rmtree(gone)
    except OSError as error:
        raise QuizError(f"{target}: {reason_of(error)}") from error


def _write_record(folder: Path, followed: Followed) -> None:
    text = msgspec.json.format(msgspec.json.encode(followed), indent=2)
    write_whole(folder / FOLLOWED_NAME, text)
