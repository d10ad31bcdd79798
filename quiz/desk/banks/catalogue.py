"""The catalogue: the banks that names mean, for every command and screen that takes one.

What a name is that of is decided in `quiz.library.naming`. What is valid of a bank is used, and
what is left out is said once, in the same words everywhere.
"""

import os
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, assert_never

import msgspec

from quiz.errors import QuizError
from quiz.library.folders import expanded
from quiz.library.index import BankEntry
from quiz.library.library import Library
from quiz.library.naming import Meaning, folder_files, meaning, only_one, shown_path
from quiz.library.valid import left_out_words, no_valid_questions, same_id
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


def unknown_tag(desk: "Desk", entries: Iterable[BankEntry], tags: Iterable[str]) -> str:
    """Return that no question of some banks has one of these topics; empty if each is known."""
    known = dict.fromkeys(tag for entry in entries for tag in desk.library.tags(entry))
    for tag in tags:
        if tag not in known:
            message = _("no question has the tag {tag!r}; available: {tags}")
            return message.format(tag=tag, tags=", ".join(list(known)[:20]) or _("none"))
    return ""


class NamedBanks(msgspec.Struct, frozen=True, kw_only=True):
    """The banks that names mean."""

    entries: tuple[BankEntry, ...]
    """The banks, each once, in the order in which they were named."""
    left_out: tuple[str, ...] = ()
    """What is not used of them, a sentence each."""


def banks_named(desk: "Desk", names: Iterable[str]) -> tuple[BankEntry, ...]:
    """Return the banks that names mean; all of them for no name.

    What is left out of the named banks becomes a notice of the desk, once.

    Raises:
        QuizError: A name means nothing, a bank has no valid question, or there is no bank at all.
    """
    found = named_banks(desk.library, names)
    desk.follow_changes()
    desk.notice_once(found.left_out)
    return found.entries


def bank_named(desk: "Desk", name: str) -> BankEntry:
    """Return the one bank that a name means.

    Raises:
        QuizError: It means nothing, or a folder with several banks.
    """
    return only_one(name, banks_named(desk, (name,)))


def banks_with(desk: "Desk", ids: Collection[str]) -> tuple[BankEntry, ...]:
    """Return the banks of these ids that are there; all of them for no id."""
    if not ids:
        return banks_named(desk, ())
    return tuple(desk.library.entries[bank] for bank in ids if bank in desk.library.entries)


def named_banks(library: Library, names: Iterable[str]) -> NamedBanks:
    """Return the banks that names mean, opening files; all of the library's for no name.

    Raises:
        QuizError: A name means nothing, a bank has no valid question, two have one id, or there is
            no bank at all.
    """
    names = tuple(names)
    if not names:
        if entries := library.all():
            return NamedBanks(entries=entries)
        raise QuizError(_("no banks found; play a file with `quiz play FILE.yaml`"))
    found: dict[str, BankEntry] = {}
    left_out: list[str] = []
    for name in names:
        for entry in _entries(library, name, left_out):
            refuse_twins(found.setdefault(entry.id, entry), entry)
    left_out += [note for entry in found.values() for note in left_out_of(entry)]
    return NamedBanks(entries=tuple(found.values()), left_out=tuple(dict.fromkeys(left_out)))


def left_out_of(entry: BankEntry) -> tuple[str, ...]:
    """Return what is to be said of questions that cannot be used; nothing where all can."""
    return left_out_words(shown_path(entry.path), entry.left_out)


def _entries(library: Library, name: str, left_out: list[str]) -> list[BankEntry]:
    """Return the banks that a name means; what a folder holds besides is noted."""

    def ids() -> Collection[str]:
        if name not in library.entries:
            library.all()  # it may be one of those that were left for later
        return library.entries

    match meaning(name, ids):
        case Meaning.ID:
            opened = [library.entries[name]]
        case Meaning.FOLDER:
            paths, notes = folder_files(name)
            left_out += notes
            opened = _distinct(library.opened(paths))
            left_out += [no_valid_questions(path) for path in _without(paths, library)]
        case Meaning.FILE:
            opened = library.opened([str(expanded(name))])
        case unknown:
            assert_never(unknown)
    found = [entry for entry in opened if entry.items]
    if not found:
        raise QuizError(no_valid_questions(name))
    return found


def _distinct(entries: Iterable[BankEntry]) -> list[BankEntry]:
    """Return the banks of a folder; of copies of one file, in `build/` perhaps, the first."""
    return list({(entry.id, entry.digest): entry for entry in reversed([*entries])}.values())[::-1]


def _without(paths: Iterable[str], library: Library) -> list[str]:
    """Return the files that have no valid question."""
    entries = (*library.entries.values(), *(one.entry for one in library.hidden))
    used = {entry.path for entry in entries if entry.items}
    return [path for path in paths if os.path.realpath(path) not in used]


def refuse_twins(first: BankEntry, entry: BankEntry) -> None:
    """Refuse two banks of one id.

    Raises:
        QuizError: They are not the same file.
    """
    if first.path != entry.path:
        raise QuizError(same_id(shown_path(first.path), shown_path(entry.path), entry.id))
