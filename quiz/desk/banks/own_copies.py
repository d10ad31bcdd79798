"""Own copies of banks that others write: the learner's edits, and what the author changed since.

A bank that came with the program or is followed is never edited itself: it is copied first. Beside
the copy lies the author's text as it was then, hidden, so that both can go on.
"""

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.banks.differences import Difference, differences
from quiz.errors import QuizError, reason_of
from quiz.formats import yaml_bank
from quiz.formats.decoded import Decoded
from quiz.items import Bank, Item
from quiz.library.files import read
from quiz.library.folders import Folders
from quiz.library.followed import original_of
from quiz.library.packing import PackedBank, write_pictures
from quiz.library.three_way import merged_lines
from quiz.library.writing import replace_bank, write_whole

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


class OwnCopy(msgspec.Struct, frozen=True, kw_only=True):
    """A bank of someone else, as the learner has it."""

    path: Path
    """The copy."""
    data: bytes
    """What it holds."""
    base: bytes
    """The author's text that it was copied from, or brought up to since."""

    @property
    def is_edited(self) -> bool:
        """Whether it holds anything of the learner's own."""
        return self.data != self.base


class Merge(msgspec.Struct, frozen=True, kw_only=True):
    """An own copy and the author's newest text, together."""

    data: bytes | None
    """Both; None where they cannot be brought together."""
    conflicts: tuple[str, ...] = ()
    """Ids of the questions that both changed, each in another way."""


def own_copy(places: Folders, bank: str) -> OwnCopy | None:
    """Return the learner's copy of a bank of someone else; None if there is none.

    Args:
        places: Where banks lie.
        bank: Its id.
    """
    name = bank.strip(".") or "bank"
    path = places.banks / name / f"{name}.yaml"
    original = original_of(path)
    if not original.is_file():  # copied before such texts were kept: it can only have been shipped
        original = shipped_file(places, bank)
    if not (path.is_file() and original.is_file()):
        return None
    return OwnCopy(path=path, data=read(path), base=read(original))


def shipped_file(places: Folders, bank: str) -> Path:
    """Return where a bank of this id would be among those that came with the program."""
    return (places.shipped or Path(os.devnull)) / f"{bank}.yaml"


def keep_original(copy: Path, original: bytes) -> None:
    """Keep the author's text beside a copy.

    Raises:
        OSError: It cannot be written.
    """
    write_whole(original_of(copy), original)


def merge(copy: OwnCopy, newest: bytes) -> Merge:
    """Bring an own copy and the author's newest text together, without writing anything."""
    if not copy.is_edited:
        return Merge(data=newest)
    texts = [_lines(data) for data in (copy.base, copy.data, newest)]
    together = None if None in texts else merged_lines(*texts)  # type: ignore[arg-type]
    decoded = [_decoded(data) for data in (copy.base, copy.data, newest)]
    if any(one.bank is None for one in decoded):
        return Merge(data=None)
    base, own, new = (one.bank for one in decoded if one.bank is not None)
    problems = max(len(one.problems) for one in decoded)
    conflicts = _conflicts(base, own, new)
    if together is None or conflicts:
        return Merge(data=None, conflicts=conflicts)
    data = "".join(together).encode()
    if not _is_as_meant(data, base, own, new, problems):
        return Merge(data=None)
    return Merge(data=data)


def bring_up(desk: "Desk", bank: PackedBank) -> Merge | None:
    """Bring an own copy up to the author's newest text, where that can be.

    The copy stays as it is where both changed the same.

    Args:
        desk: The banks.
        bank: The author's bank as it is now, with its pictures.

    Returns:
        What came of it; None where there is no copy.

    Raises:
        QuizError: It cannot be written.
    """
    copy, newest = own_copy(desk.places, bank.id), bank.data
    if copy is None or copy.base == newest:
        return None
    done = merge(copy, newest)
    if done.data is not None:
        try:
            write_pictures(copy.path.parent, bank)
            if done.data != copy.data:
                replace_bank(copy.path, was=copy.data, now=done.data)
            keep_original(copy.path, newest)
        except OSError as error:
            raise QuizError(f"{copy.path}: {reason_of(error)}") from error
    return done


def own_edits(copy: OwnCopy) -> tuple[Difference, ...]:
    """Return which questions the learner changed."""
    base, own = _decoded(copy.base).bank, _decoded(copy.data).bank
    return differences(base, own) if base is not None and own is not None else ()


def _lines(data: bytes) -> list[str] | None:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    lines = io.StringIO(text, newline="\n").readlines()  # at line feeds alone, as patches have it
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\r\n" if "\r\n" in text else "\n"
    return lines


def _decoded(data: bytes) -> Decoded:
    return yaml_bank.decode(data, source="bank", exists=lambda _: True)


def _by_id(bank: Bank) -> dict[str, Item]:
    return {item.id: item for item in bank.items}


def _conflicts(base: Bank, own: Bank, new: Bank) -> tuple[str, ...]:
    """Return the questions that both changed, each in another way."""
    before, mine, theirs = _by_id(base), _by_id(own), _by_id(new)
    return tuple(
        name
        for name in dict.fromkeys([*mine, *before])
        if mine.get(name) != before.get(name)
        and theirs.get(name) not in (before.get(name), mine.get(name))
    )


def _is_as_meant(data: bytes, base: Bank, own: Bank, new: Bank, most_problems: int) -> bool:
    """Return whether each question of a merged text is the learner's where they changed it."""
    decoded = _decoded(data)
    if decoded.bank is None or len(decoded.problems) > most_problems:
        return False
    before, mine, theirs = _by_id(base), _by_id(own), _by_id(new)
    wanted = {
        name: mine.get(name) if mine.get(name) != before.get(name) else theirs.get(name)
        for name in {*before, *mine, *theirs}
    }
    return _by_id(decoded.bank) == {name: item for name, item in wanted.items() if item is not None}
