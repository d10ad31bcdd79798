"""All banks that can be played."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from quiz.errors import QuizError
from quiz.items import Bank, Context, Flashcard, Item
from quiz.library.files import BankFile, bank_file, bank_files
from quiz.library.folders import Folders, expanded, shipped_banks
from quiz.library.index import REVERSE, BankEntry, CardRow, Index, QuestionRow
from quiz.library.likeness import Fingerprint
from quiz.words import _

if TYPE_CHECKING:
    from quiz.library.packing import PackedBank

_MOST_ITEMS_KEPT = 32


class Hidden(msgspec.Struct, frozen=True):
    """A bank that is not used because another one with its id was found first."""

    entry: BankEntry
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
        hidden, own = [], shipped_banks()
        for entry in self._index.entries(dict.fromkeys(file.path for file in files)):
            first = entries.setdefault(entry.id, entry)
            # In a checkout each of the program's own banks is there twice: no one need choose.
            is_own = first.digest == entry.digest and Path(entry.path).is_relative_to(own)
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

    def resolve(self, names: Iterable[str]) -> tuple[BankEntry, ...]:
        """Return the banks that names mean: a file, a folder, or a bank's id.

        Raises:
            QuizError: One means nothing, or is a file that is no bank; or two have one id.
        """
        found: dict[str, BankEntry] = {}
        for name in names:
            for entry in self._named(name):
                other = found.setdefault(entry.id, entry)
                if other.path != entry.path:
                    both = _("{one} and {other} have the same id, {id!r}").format(
                        one=other.path, other=entry.path, id=entry.id
                    )
                    raise QuizError(_("{both}; change `id:` in one of them").format(both=both))
        return tuple(found.values())

    def _named(self, name: str) -> list[BankEntry]:
        if name in self.entries:
            return [self.entries[name]]
        # `os.path` has no fault for a name that no file can have; `Path` has.
        path = expanded(name)
        if os.path.isdir(path):
            return self._opened_entries([path / file.path for file in bank_files([path])], name)
        if os.path.exists(path) or "/" in name or name.endswith((".yaml", ".yml")):
            return self._opened_entries([path], name)
        if self.unread:  # it may be one of those that were left for later
            self.refresh()
            return self._named(name)
        raise QuizError(_no_bank(name, tuple(self.entries)))

    def _opened_entries(self, paths: list[Path], name: str) -> list[BankEntry]:
        wanted = {bank_file(path).path for path in paths}
        self._opened = [*dict.fromkeys((*paths, *self._opened))]
        self.refresh()
        entries = [entry for entry in self.entries.values() if entry.path in wanted]
        if not entries:
            raise QuizError(
                _("{name}: no bank found; `quiz check {name}` says why").format(name=name)
            )
        return entries

    def kinds(self, entry: BankEntry) -> dict[str, int]:
        """Return how many items of each kind a bank has."""
        return self._index.kinds(entry.path)

    def tags(self, entry: BankEntry) -> tuple[str, ...]:
        """Return the topics of a bank's questions."""
        return self._index.tags(entry.path)

    def cards(self, entry: BankEntry) -> list[CardRow]:
        """Return the cards of a bank as written."""
        return self._index.cards(entry)

    def facts(self, entry: BankEntry) -> dict[str, str]:
        """Return the fact that each question asks, by its id, where its author named one."""
        return self._index.facts(entry.path)

    def rows(self, entry: BankEntry) -> list[QuestionRow]:
        """Return the questions of a bank in its order, without reading them."""
        return self._index.rows(entry.path)

    def fingerprints(self, entry: BankEntry) -> dict[str, Fingerprint]:
        """Return what tells the items of a bank again after an edit, by id, as written."""
        return self._index.fingerprints(entry.path)

    def item(self, bank: str, card: str) -> tuple[Item, int] | None:
        """Return the item of a card with its line, turned round for a reverse card."""
        name = card.removesuffix(REVERSE)
        found = self._plain_item(bank, name)
        if found is None or name == card:
            return found
        item, line = found
        return (item.turned_round() if isinstance(item, Flashcard) else item), line

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


def _no_bank(name: str, ids: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, ids, 1, 0.5)
    fix = (
        _("did you mean {near!r}?").format(near=near[0])
        if near
        else _("`quiz banks` lists your banks")
    )
    return _("no bank, file or folder called {name!r}; {fix}").format(name=name, fix=fix)
