"""Packs of banks: what is in one, and adding it to the user's own banks."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cleaning import clean_line
from quiz.library.index import BankEntry
from quiz.library.packing import PackedBank
from quiz.translation import _, ngettext

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


def contents(banks: Iterable[PackedBank]) -> Iterator[str]:
    """Yield what is in a pack, clean lines."""
    for packed in banks:
        bank = packed.decoded.bank
        assert bank is not None, "a pack can only hold banks"
        count = len(bank.items)
        said = [ngettext("{n} question", "{n} questions", count).format(n=count)]
        if packed.pictures:
            many = len(packed.pictures)
            size = size_words(sum(map(len, packed.pictures.values())))
            words = ngettext("{n} picture ({size})", "{n} pictures ({size})", many)
            said.append(words.format(n=many, size=size))
        faults = packed.decoded.left_out
        if faults:
            words = ngettext("{n} more has errors", "{n} more have errors", faults)
            said.append(words.format(n=faults))
        yield clean_line(f"{bank.title} ({bank.id}): {', '.join(said)}")
        by = clean_line(bank.author) or _("not stated")
        under = clean_line(bank.license) or _("not stated")
        yield "  " + _("Author: {author} · Licence: {license} · Language: {language}").format(
            author=by, license=under, language=bank.language
        )


def clashes(banks: Iterable[PackedBank], entries: Mapping[str, BankEntry], own: Path) -> list[str]:
    """Return a line for each bank whose id another one has that is there.

    Args:
        banks: What is to be added.
        entries: The banks that are used, by id.
        own: The user's folder, into which it is added.
    """
    found = []
    for bank in banks:
        other = entries.get(bank.id)
        if other is None or Path(other.path).is_relative_to(Path(os.path.realpath(own))):
            continue
        message = _("{path} already has the id {id!r}; only one of the two banks will be used")
        found.append(message.format(id=bank.id, path=clean_line(other.path)))
    return found


def add_bank(desk: "Desk", path: Path) -> BankEntry:
    """Copy a bank into the user's folder.

    Raises:
        QuizError: It cannot be read or copied, or has no valid question.
    """
    from quiz.library.packing import single

    return add_packed(desk, single(path))


def add_packed(desk: "Desk", bank: PackedBank, *, replaces: bool = False) -> BankEntry:
    """Write a bank that came in a pack into the user's folder.

    Raises:
        QuizError: It cannot be written, or another one lies there, unless it `replaces` that.
    """
    entry = desk.library.add(bank, replaces=replaces)
    desk.follow_changes()
    return entry


def size_words(count: int) -> str:
    """Return a number of bytes in words."""
    if count < 1_000:
        return ngettext("{n} byte", "{n} bytes", count).format(n=count)
    return f"{count / 1_000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
