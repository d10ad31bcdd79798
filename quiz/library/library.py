"""All banks that can be played."""

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from quiz.errors import QuizError
from quiz.items import Bank, Context, Flashcard, Item
from quiz.library.files import BankFile, bank_file, bank_files
from quiz.library.folders import Folders, shipped_banks
from quiz.library.index import REVERSE, BankEntry, CardRow, Index, QuestionRow, SearchedRow
from quiz.library.likeness import Fingerprint
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.library.packing import PackedBank

_MOST_ITEMS_KEPT = 32


class Hidden(msgspec.Struct, frozen=True):
    """A bank that is not used because another one with its id was found first."""

    entry: BankEntry
    """The bank that is not used."""
    first: str
    """Path of the bank that is used."""


class Library:
    """The banks of the folders, and those opened by path."""

    def __init__(self, folders: Folders, *, most_bytes: int | None = None) -> None:
        """Find the banks, reading those that changed since the index was written.

        Args:
            folders: Where to look, and where the index lies.
            most_bytes: Read nothing yet if more than this has changed; `unread` then names the
                files, and `refresh` reads them.
        """
        self._folders = folders
        if os.path.isdir(folders.followed):
            from quiz.library.swapping import finish_renaming

            finish_renaming(folders.followed)
        self._index = Index(folders.cache)
        self._contexts: dict[str, Context] = {}
        self._heads: dict[str, Bank] = {}
        self._items: dict[tuple[str, str], tuple[Item, int] | None] = {}
        self.entries: dict[str, BankEntry] = {}
        """The banks that are used, by id, in the order found."""
        self.hidden: tuple[Hidden, ...] = ()
        self._opened: list[Path] = []
        self.unread: tuple[str, ...] = ()
        """Paths of banks that changed and were not read yet."""
        self.refresh(most_bytes=most_bytes)

    def close(self) -> None:
        """Close the index."""
        self._index.close()

    def refresh(self, *, most_bytes: int | None = None) -> None:
        """Look at the folders again.

        A bank whose file was broken since it was read stays as it was before.
        """
        files = (*self._opened_files(), *bank_files(self._folders.bank_folders))
        stale = self._index.stale(files)
        waits = most_bytes is not None and sum(file.size for file in stale) > most_bytes
        self.unread = tuple(file.path for file in stale) if waits else ()
        in_use = {entry.path for entry in self.entries.values()}
        has_changed = not waits and self._index.refresh(stale, in_use)
        self._items.clear()
        entries: dict[str, BankEntry] = {}
        hidden, own = [], (shipped_banks(), os.path.realpath(self._folders.followed))
        copies = os.path.realpath(self._folders.banks)
        for entry in self._index.entries(dict.fromkeys(file.path for file in files)):
            first = entries.setdefault(entry.id, entry)
            # In a checkout each of the program's own banks is there twice, and one that was copied
            # to be edited stands before the original, shipped or followed: no one need choose.
            is_own = any(Path(entry.path).is_relative_to(folder) for folder in own)
            is_own &= first.digest == entry.digest or Path(first.path).is_relative_to(copies)
            if first is not entry and not is_own:
                hidden.append(Hidden(entry, first.path))
        self.entries, self.hidden = entries, tuple(hidden)
        if has_changed:
            self._heads.clear()
            # A question that is asked now is marked though its bank has gone meanwhile.
            self._contexts = {bank: c for bank, c in self._contexts.items() if bank not in entries}

    def _opened_files(self) -> list[BankFile]:
        """Return the files opened by path that are still there."""
        files = []
        for path in self._opened:
            with suppress(QuizError):
                files.append(bank_file(path))
        return files

    def all(self) -> tuple[BankEntry, ...]:
        """Return all banks that are used; those that were left for later are read first."""
        if self.unread:
            self.refresh()
        return tuple(self.entries.values())

    def opened(self, paths: Iterable[str | Path]) -> list[BankEntry]:
        """Return the banks of files, which may lie anywhere; a file that is no bank has none.

        Raises:
            QuizError: A file is not there, or cannot be read.
        """
        files = [Path(path) for path in paths]
        wanted = {bank_file(path).path for path in files}
        self._opened = [*dict.fromkeys((*files, *self._opened))]
        self.refresh()
        used = [entry for entry in self.entries.values() if entry.path in wanted]
        return used + [one.entry for one in self.hidden if one.entry.path in wanted]

    def kinds(self, entry: BankEntry) -> dict[str, int]:
        """Return how many items of each kind a bank has."""
        return self._index.kinds(entry.path)

    def tags(self, entry: BankEntry) -> tuple[str, ...]:
        """Return the topics of a bank's questions."""
        return self._index.tags(entry.path)

    def cards(self, entry: BankEntry) -> list[CardRow]:
        """Return the cards of a bank as written."""
        return self._index.cards(entry)

    def pages_of_cards(self, entry: BankEntry) -> Iterator[list[CardRow]]:
        """Yield the cards of a bank as written, some hundred at a time."""
        return self._index.pages_of_cards(entry)

    def facts(self, entry: BankEntry) -> dict[str, str]:
        """Return the fact that each question asks, by its id, where its author named one."""
        return self._index.facts(entry.path)

    def rows(self, entry: BankEntry) -> list[QuestionRow]:
        """Return the questions of a bank in its order, without reading them."""
        return self._index.rows(entry.path)

    def searched_rows(self, entry: BankEntry) -> list[SearchedRow]:
        """Return the cards of a bank with the text in which words are looked for."""
        return self._index.searched_rows(entry)

    def fingerprints(self, entry: BankEntry) -> dict[str, Fingerprint]:
        """Return what tells the items of a bank again after an edit, by id, as written."""
        return self._index.fingerprints(entry.path)

    def item(self, bank: str, card: str) -> tuple[Item, int] | None:
        """Return the item of a card with its line, turned round for a reverse card."""
        name = card.removesuffix(REVERSE)
        found = self._plain_item(bank, name)
        return None if found is None else (_shown(found[0], card), found[1])

    def items(self, bank: str, cards: Collection[str]) -> dict[str, Item]:
        """Return the items of some cards of a bank, by card, as `item` gives each: at once."""
        entry = self.entries.get(bank)
        if entry is None:
            return {}
        names = dict.fromkeys(card.removesuffix(REVERSE) for card in cards)
        found = self._index.items(entry.path, names)
        return {
            card: _shown(found[name], card)
            for card in cards
            if (name := card.removesuffix(REVERSE)) in found
        }

    def _plain_item(self, bank: str, name: str) -> tuple[Item, int] | None:
        """Return an item as written; the last ones are kept, as an answer asks for its thrice."""
        if (bank, name) not in self._items:
            if len(self._items) >= _MOST_ITEMS_KEPT:
                self._items.clear()
            entry = self.entries.get(bank)
            self._items[bank, name] = self._index.item(entry.path, name) if entry else None
        return self._items[bank, name]

    def head(self, bank: str) -> Bank:
        """Return a bank without its questions; one that is not here has nothing but its id."""
        if bank not in self.entries:
            return Bank(id=bank, title="")
        if bank not in self._heads:
            self._heads[bank] = self._index.head(self.entries[bank].path)
        return self._heads[bank]

    def context(self, bank: str) -> Context:
        """Return what marking needs to know of a bank."""
        if bank not in self._contexts:
            if bank not in self.entries:
                return Context()
            head = self.head(bank)
            known = self._index.known(self.entries[bank].path)
            self._contexts[bank] = Context(
                language=head.language, known=known, spellings=head.spellings
            )
        return self._contexts[bank]

    def add(self, bank: "PackedBank", *, replaces: bool = False) -> BankEntry:
        """Write a bank into the user's folder, and return it.

        Raises:
            BankError: It has faults, and none of its questions is sound.
            QuizError: It cannot be written, or another one lies there, unless it `replaces` that.
        """
        from quiz.library.packing import unpacked

        target = unpacked(bank, self._folders.banks, replaces=replaces)
        self.refresh()
        path = bank_file(target).path
        for entry in self.entries.values():
            if entry.path == path:
                return entry
        message = _("{file}: added, but not used: another bank with this id comes first")
        raise QuizError(message.format(file=target))


def _shown(item: Item, card: str) -> Item:
    """Return an item as a card shows it: turned round for a reverse card."""
    if card.endswith(REVERSE) and isinstance(item, Flashcard):
        return item.turned_round()
    return item
