"""Taking up what was edited in a bank's file while the bank is in use."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from quiz.cleaning import clean_line
from quiz.errors import Location, Problem, QuizError, reason_of
from quiz.library.files import is_followed_file, read
from quiz.library.folders import Folders
from quiz.library.index import BankEntry
from quiz.library.likeness import Fingerprint, renamed
from quiz.library.reading import decoded_file
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


class Edited(msgspec.Struct, frozen=True, kw_only=True):
    """What came of an edit."""

    has_changed: bool
    """Whether the file is another than before."""
    is_bank: bool = True
    """Whether the file is a bank now; if not, the bank stays as it was before."""
    problems: tuple[Problem, ...] = ()
    """Faults of the file as it is now."""
    bank: str = ""
    """Id of the bank; empty if the library does not have the file."""
    moves: Mapping[str, str] = {}
    """New id of each item that lives on under another one."""

    @property
    def words(self) -> str:
        """What is wrong with the file now, in a sentence with its line; empty if nothing is."""
        if not self.problems:
            return ""
        first = self.problems[0]
        where = _("line {line}: {message}").format(
            line=first.where.line, message=clean_line(first.message)
        )
        if not self.is_bank:
            return _("{fault}. The previous version stays in use until that's fixed.").format(
                fault=where
            )
        more = len(self.problems) - 1
        if not more:
            return where
        others = ngettext("and {n} more error", "and {n} more errors", more).format(n=more)
        return f"{where}; {others}"


class Editing:
    """A bank's file that is being edited: made before, and finished after it."""

    def __init__(self, desk: "Desk", path: str) -> None:
        """Take down how the file and its bank are.

        Raises:
            QuizError: The file is not there or cannot be written.
        """
        self._desk = desk
        self._path = os.path.realpath(path)
        may_edit(self._path, str(desk.places.banks))
        self._was = read(self._path)
        entry = self._entry()
        self._fingerprints = desk.library.fingerprints(entry) if entry else {}
        self._bank = entry.id if entry else ""

    def finish(self) -> Edited:
        """Take up the file as it is now: the library and the learner's progress follow it."""
        try:
            data = read(self._path)
        except QuizError as error:
            problem = Problem(Location(self._path, 1, 1), clean_line(str(error)))
            return Edited(has_changed=True, is_bank=False, problems=(problem,), bank=self._bank)
        self._desk.refresh()
        if data == self._was:
            return Edited(has_changed=False, bank=self._bank)
        entry = self._entry()
        if entry is None or entry.digest != digest(data) or entry.problems:
            problems, is_bank = faults(data, self._path)
        else:
            problems, is_bank = (), True
        if entry is None or entry.id != self._bank:
            return Edited(has_changed=True, is_bank=is_bank, problems=problems, bank=self._bank)
        moves = moved(self._fingerprints, self._desk.library.fingerprints(entry))
        return Edited(
            has_changed=True, is_bank=is_bank, problems=problems, bank=self._bank, moves=moves
        )

    def _entry(self) -> BankEntry | None:
        entries = self._desk.library.entries.values()
        return next((entry for entry in entries if entry.path == self._path), None)


def comes_with_program(places: Folders, path: str) -> bool:
    """Return whether a bank came with the program, and is to be copied before it is edited.

    In a checkout, where the program's banks are also the author's, they are edited as they are.
    """
    if places.shipped is None:
        return False
    shipped, real = os.path.realpath(places.shipped), os.path.realpath(path)
    others = {os.path.realpath(folder) for folder in places.bank_folders[:-1]}
    return Path(real).is_relative_to(shipped) and shipped not in others


def is_of_others(places: Folders, path: str) -> bool:
    """Return whether a bank is copied before it is edited, since an update writes it again.

    Such are the banks that came with the program, and those that are followed.
    """
    return is_followed_file(path) or comes_with_program(places, path)


def used_instead(desk: "Desk", path: str) -> str:
    """Return the learner's copy of a bank that others write; empty if there is none."""
    if not is_of_others(desk.places, path):
        return ""
    name = bank_id(desk, path)
    entry = desk.library.entries.get(name)
    return entry.path if entry is not None and entry.path != os.path.realpath(path) else ""


def bank_id(desk: "Desk", path: str) -> str:
    """Return the id of the bank in a file.

    Raises:
        QuizError: It cannot be read.
    """
    real = os.path.realpath(path)
    for entry in desk.library.entries.values():
        if entry.path == real:
            return entry.id
    bank = decoded_file(read(real), real).bank
    return bank.id if bank is not None else ""


def copied_to_own(desk: "Desk", path: str) -> str:
    """Copy a bank that others write to the learner's folder; return the copy's path.

    The copy has the same id, so that it stands before the original and progress stays. The text
    that it was copied from is kept beside it: what the author changes later can be told by it.

    Raises:
        QuizError: It cannot be copied, or another bank of this id would still be used.
    """
    from quiz.desk.banks.own_copies import keep_original
    from quiz.desk.banks.packs import add_bank

    original = read(path)
    copy = add_bank(desk, Path(path)).path
    try:
        keep_original(Path(copy), original)
    except OSError as error:
        raise QuizError(f"{copy}: {reason_of(error)}") from error
    return copy


def may_edit(path: str, own: str) -> None:
    """Refuse a file that is not there, or that only others may write.

    Args:
        path: The file.
        own: The user's own folder of banks.

    Raises:
        QuizError: It cannot be edited; says what can be done.
    """
    if not os.path.isfile(path):
        raise QuizError(_("{path} no longer exists").format(path=path))
    if not os.access(path, os.W_OK):
        message = _(
            "{path} is read-only. Copy it to your own folder first: press a on Home "
            "and enter this path (it's copied to {folder})"
        )
        raise QuizError(message.format(path=path, folder=own))


def moved(before: Mapping[str, Fingerprint], after: Mapping[str, Fingerprint]) -> dict[str, str]:
    """Return the new id of each item that lives on under another one."""
    gone = {name: fingerprint for name, fingerprint in before.items() if name not in after}
    fresh = {name: fingerprint for name, fingerprint in after.items() if name not in before}
    return renamed(gone, fresh) if gone and fresh else {}


def faults(data: bytes, path: str) -> tuple[tuple[Problem, ...], bool]:
    """Return the faults of a file, and whether it is a bank with a sound question."""
    decoded = decoded_file(data, path)
    return decoded.problems, decoded.bank is not None and bool(decoded.bank.items)


def digest(data: bytes) -> str:
    """Return a file's digest as the index keeps it."""
    from hashlib import blake2b

    return blake2b(data, digest_size=16).hexdigest()
