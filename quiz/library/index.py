"""The compiled index: every bank as checked items in one SQLite file in the cache folder.

A bank file is read again only when its time or size has changed, so the warm way neither parses
YAML nor holds a bank whole. The file may be deleted at any time.
"""

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from quiz.errors import QuizError
from quiz.items import Bank, Flashcard, Item, context_of
from quiz.items.card import REVERSE as REVERSE
from quiz.library import index_file
from quiz.library.files import BankFile, read
from quiz.library.likeness import Fingerprint
from quiz.library.reading import decoded_file
from quiz.library.searched import searched_text

if TYPE_CHECKING:
    from quiz.formats.decoded import Decoded

_LEAST_PAGE, _MOST_PAGE = 20, 320
"""Items that are read at once where a few may be enough."""
_ITEM_BY_ID = "item INDEXED BY item_id"
"""The items, to be looked up by id: of itself SQLite would go through the whole bank."""
Row = tuple[Any, ...]
T = TypeVar("T")


class BankEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What the index knows of a bank without its questions."""

    path: str
    """The bank's file."""
    id: str
    """What commands and progress name it by."""
    title: str
    """What screens call it."""
    items: int
    """Number of its questions."""
    cards: int
    """Items, and one more for each two-way card."""
    left_out: int
    """Questions that cannot be played, since they have faults."""
    problems: int
    """Faults in the file."""
    digest: str
    """Of the file's bytes."""


class CardRow(msgspec.Struct, frozen=True):
    """A card of a bank, unread."""

    bank: str
    """Id of its bank."""
    item: str
    """The item's id."""
    card: str
    """The item's id, with `~reverse` for the other way round."""
    kind: str
    """Kind of the question, as in `KINDS`."""
    position: int
    """In its bank, from 0, as written."""
    passage: str
    """Name of the passage that it is about; empty for none."""
    tags: tuple[str, ...]
    """Topics of the question."""
    fact: str = ""
    """Cards of one fact in a bank are siblings."""


class QuestionRow(msgspec.Struct, frozen=True):
    """A question of a bank, unread."""

    item: str
    """Its id."""
    kind: str
    """As in `KINDS`."""
    line: int
    """Where it begins in the file."""
    tags: tuple[str, ...]
    """Its topics."""
    stem: str
    """Markdown."""
    is_two_way: bool
    """Whether the other way round is a card of its own."""


class SearchedRow(msgspec.Struct, frozen=True, gc=False):
    """A card of a bank with the text in which words are looked for."""

    bank: str
    """Id of its bank."""
    item: str
    """The item's id."""
    card: str
    """The item's id, with `~reverse` for the other way round."""
    kind: str
    """Kind of the question, as in `KINDS`."""
    tags: tuple[str, ...]
    """Topics of the question."""
    stem: str
    """What is asked, Markdown; of the reverse of a flashcard, its back."""
    searched: str
    """The folded text of the question, its answers and its explanation."""


class Index:
    """The index file, opened."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder, or one in memory if the folder cannot be written."""
        self._folder = folder
        self._db = index_file.opened(folder)
        self._seen: dict[str, BankFile] = {}
        """Every file that was asked for: read again should the index turn out damaged."""
        self._rebuilds = 0

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def refresh(self, found: Iterable[BankFile], in_use: Collection[str] = ()) -> bool:
        """Read again the files that changed, and forget none: another folder may want them.

        Returns whether any did. A file that cannot be read stays as it was; it is tried again at
        the next opening.

        Args:
            found: The files.
            in_use: Paths of banks that stay as they were while their file has no sound question:
                someone is in the middle of editing it.
        """
        found = tuple(found)
        has_changed = False
        try:
            for file in self.stale(found):
                with contextlib.suppress(QuizError):
                    has_changed |= self._read_safely(file, file.path in in_use)
        except sqlite3.DatabaseError as error:
            self._rebuild(error)
            self.refresh(self._seen.values())
            return True
        return has_changed

    def stale(self, found: Iterable[BankFile]) -> list[BankFile]:
        """Return the files that are new, or have another time or size than when they were read."""
        found = tuple(found)
        self._seen.update((file.path, file) for file in found)
        rows = self._rows("SELECT path, mtime_ns, size FROM bank")
        known = {path: (mtime, size) for path, mtime, size in rows}
        return [file for file in found if known.get(file.path) != (file.mtime_ns, file.size)]

    def entries(self, paths: Iterable[str]) -> list[BankEntry]:
        """Return the banks at these paths, in this order; what is no bank is left out."""
        found = self._rows(
            "SELECT path, id, title, items, cards, left_out, problems, digest"
            " FROM bank WHERE is_bank"
        )
        rows = {row[0]: row for row in found}
        return [_entry(rows[path]) for path in paths if path in rows]

    def kinds(self, path: str) -> dict[str, int]:
        """Return how many items of each kind a bank has."""
        found = self._one("SELECT kinds FROM bank WHERE path = ?", (path,), _counts_of)
        return found or {}

    def tags(self, path: str) -> tuple[str, ...]:
        """Return the topics of a bank's questions."""
        return self._one("SELECT tags FROM bank WHERE path = ?", (path,), _texts_of) or ()

    def cards(self, entry: BankEntry) -> list[CardRow]:
        """Return the cards of a bank as written, a two-way card's reverse after it."""
        return self._made(
            "SELECT position, id, kind, passage, tags, is_two_way, fact FROM item WHERE path = ?"
            " ORDER BY position",
            (entry.path,),
            lambda rows: _cards_of(entry.id, rows),
        )

    def pages_of_cards(self, entry: BankEntry) -> Iterator[list[CardRow]]:
        """Yield the cards of a bank as `cards` returns them: a few, then twice as many each."""
        first, page = 0, _LEAST_PAGE
        while first < entry.items:
            yield self._made(
                "SELECT position, id, kind, passage, tags, is_two_way, fact FROM item"
                " WHERE path = ? AND position >= ? AND position < ? ORDER BY position",
                (entry.path, first, first + page),
                lambda rows: _cards_of(entry.id, rows),
            )
            first, page = first + page, min(2 * page, _MOST_PAGE)

    def facts(self, path: str) -> dict[str, str]:
        """Return the fact that each item asks, by item, where its author named one."""
        rows = self._rows("SELECT id, fact FROM item WHERE path = ? AND fact != ''", (path,))
        return {str(name): str(fact) for name, fact in rows}

    def rows(self, path: str) -> list[QuestionRow]:
        """Return the questions of a bank in its order, without reading them."""
        return self._made(
            "SELECT id, kind, line, tags, question, is_two_way FROM item WHERE path = ?"
            " ORDER BY position",
            (path,),
            _question_rows,
        )

    def searched_rows(self, entry: BankEntry) -> list[SearchedRow]:
        """Return the cards of a bank as written, with the text in which words are looked for."""
        return self._made(
            "SELECT id, kind, tags, is_two_way, question, answer, searched FROM item"
            " WHERE path = ? ORDER BY position",
            (entry.path,),
            lambda rows: _searched_rows(entry.id, rows),
        )

    def fingerprints(self, path: str) -> dict[str, Fingerprint]:
        """Return what tells the items of a bank again after an edit, by id, as written."""
        rows = self._rows(
            "SELECT id, has_written_id, question, answer FROM item WHERE path = ?"
            " ORDER BY position",
            (path,),
        )
        return {
            name: Fingerprint(bool(is_written), question, answer)
            for name, is_written, question, answer in rows
        }

    def item(self, path: str, name: str) -> tuple[Item, int] | None:
        """Return an item with its line, None if the bank has none of this id."""
        return self._one(
            f"SELECT data, line FROM {_ITEM_BY_ID} WHERE path = ? AND id = ?",
            (path, name),
            lambda row: (_item_decoder().decode(row[0]), row[1]),
        )

    def items(self, path: str, names: Collection[str]) -> dict[str, Item]:
        """Return some items of a bank by id; ids that it does not have are left out."""
        marks = ", ".join("?" * len(names))
        return self._made(
            f"SELECT id, data FROM {_ITEM_BY_ID} WHERE path = ? AND id IN ({marks})",
            (path, *names),
            lambda rows: {row[0]: _item_decoder().decode(row[1]) for row in rows},
        )

    def head(self, path: str) -> Bank:
        """Return a bank without its questions.

        Raises:
            KeyError: It is not in the index.
        """
        bank = self._one("SELECT head FROM bank WHERE path = ?", (path,), _head_of)
        if bank is None:
            raise KeyError(path)
        return bank

    def known(self, path: str) -> tuple[tuple[str, ...], ...]:
        """Return the short answers, right and wrong, that a bank's questions know."""
        return self._one("SELECT known FROM bank WHERE path = ?", (path,), _groups_of) or ()

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[Row]:
        """Return what a query finds; a damaged index is rebuilt first."""
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            self._rebuild(error)
            self.refresh(self._seen.values())
            return self._rows(query, values)

    def _one(self, query: str, values: tuple[object, ...], made: Callable[[Row], T]) -> T | None:
        """Return what is made of the first row; None if there is none."""
        return self._made(query, values, lambda rows: made(rows[0]) if rows else None)

    def _made(self, query: str, values: tuple[object, ...], made: Callable[[list[Row]], T]) -> T:
        """Return what is made of the rows; an index with nonsense in them is rebuilt first."""
        rows = self._rows(query, values)
        try:
            return made(rows)
        except msgspec.DecodeError as error:
            self._rebuild(error)
            self.refresh(self._seen.values())
            return self._made(query, values, made)

    def _rebuild(self, error: Exception) -> None:
        """Go on with an empty index: a new file in place of a damaged one, else in memory.

        Raises:
            Exception: The error itself, if even an index in memory has it.
        """
        self._rebuilds += 1
        if self._rebuilds > 2:
            raise error
        self._db.close()
        if self._rebuilds == 1 and index_file.is_damage(error):
            self._db = index_file.rebuilt(self._folder)
        else:
            self._db = index_file.in_memory()

    def _read_safely(self, file: BankFile, is_in_use: bool) -> bool:
        """Read a file again; one that we fail at is no bank, and harms no other."""
        try:
            return self._read_again(file, is_in_use)
        except (QuizError, sqlite3.DatabaseError):
            raise
        except Exception:
            from quiz.formats.decoded import Decoded

            self._write(file, b"", Decoded(bank=None), [])
            return True

    def _read_again(self, file: BankFile, is_in_use: bool) -> bool:
        """Read a file again; return whether what the index has of it is another now."""
        data = read(file.path)
        decoded = decoded_file(data, file.path)
        bank = decoded.bank
        if is_in_use and (bank is None or not bank.items):
            return False
        rows = (
            [
                _item_row(file.path, at, item, line)
                for at, (item, line) in enumerate(zip(bank.items, decoded.lines, strict=True))
            ]
            if bank
            else []
        )
        self._write(file, data, decoded, rows)
        return True

    def _write(
        self, file: BankFile, data: bytes, decoded: "Decoded", rows: list[tuple[object, ...]]
    ) -> None:
        """Write what a file holds in place of what it held."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DELETE FROM bank WHERE path = ?", (file.path,))
            self._db.execute("DELETE FROM item WHERE path = ?", (file.path,))
            self._db.execute(
                f"INSERT INTO bank VALUES ({', '.join('?' * 15)})",
                _bank_row(file, data, decoded),
            )
            self._db.executemany(f"INSERT INTO item VALUES ({', '.join('?' * 14)})", rows)


_TEXTS: "msgspec.json.Decoder[tuple[str, ...]]" = msgspec.json.Decoder(tuple[str, ...])
_GROUPS: "msgspec.json.Decoder[tuple[tuple[str, ...], ...]]" = msgspec.json.Decoder(
    tuple[tuple[str, ...], ...]
)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


@lru_cache(1)
def _item_decoder() -> "msgspec.json.Decoder[Item]":
    return msgspec.json.Decoder(Item)


def _counts_of(row: Row) -> dict[str, int]:
    return msgspec.json.decode(row[0], type=dict[str, int])


def _texts_of(row: Row) -> tuple[str, ...]:
    return _TEXTS.decode(row[0])


def _groups_of(row: Row) -> tuple[tuple[str, ...], ...]:
    return _GROUPS.decode(row[0])


def _cards_of(bank: str, rows: list[Row]) -> list[CardRow]:
    cards = []
    for position, name, kind, passage, tags, is_two_way, fact in rows:
        topics = _TEXTS.decode(tags)
        cards.append(CardRow(bank, name, name, kind, position, passage, topics, fact))
        if is_two_way:
            reverse = name + REVERSE
            cards.append(CardRow(bank, name, reverse, kind, position, passage, topics, fact))
    return cards


def _question_rows(rows: list[Row]) -> list[QuestionRow]:
    return [
        QuestionRow(name, kind, line, _TEXTS.decode(tags), stem, bool(is_two_way))
        for name, kind, line, tags, stem, is_two_way in rows
    ]


def _searched_rows(bank: str, rows: list[Row]) -> list[SearchedRow]:
    found = []
    known: dict[str, tuple[str, ...]] = {}  # most questions of a bank share theirs
    for name, kind, tags, is_two_way, stem, answer, searched in rows:
        topics = known.get(tags)
        if topics is None:
            topics = known[tags] = _TEXTS.decode(tags)
        found.append(SearchedRow(bank, name, name, kind, topics, stem, searched))
        if is_two_way:
            reverse = name + REVERSE
            found.append(SearchedRow(bank, name, reverse, kind, topics, answer, searched))
    return found


def _head_of(row: Row) -> Bank:
    return msgspec.json.decode(row[0], type=Bank)


def _entry(row: Row) -> BankEntry:
    path, name, title, items, cards, left_out, problems, digest = row
    return BankEntry(
        path=path,
        id=name,
        title=title,
        items=items,
        cards=cards,
        left_out=left_out,
        problems=problems,
        digest=digest,
    )


def _bank_row(file: BankFile, data: bytes, decoded: "Decoded") -> tuple[object, ...]:
    from hashlib import blake2b

    digest = blake2b(data, digest_size=16).hexdigest()
    start = (file.path, file.mtime_ns, file.size, digest)
    bank, problems = decoded.bank, sum(problem.count for problem in decoded.problems)
    if bank is None:
        return (*start, "", Path(file.path).name, 0, 0, problems, 0, 0, "{}", "[]", "{}", "[]")
    two_way = sum(isinstance(item, Flashcard) and item.reverse for item in bank.items)
    tags = dict.fromkeys(tag for item in bank.items for tag in item.tags)
    head = msgspec.json.encode(msgspec.structs.replace(bank, items=())).decode()
    return (
        *start,
        bank.id,
        bank.title or bank.id,
        len(bank.items),
        len(bank.items) + two_way,
        problems,
        decoded.left_out,
        1,
        _json(Counter(item.kind for item in bank.items)),
        _json(list(tags)),
        head,
        _json(list(context_of(bank).known)),
    )


def _item_row(path: str, position: int, item: Item, line: int) -> tuple[object, ...]:
    return (
        path,
        position,
        item.id,
        item.kind,
        line,
        item.passage,
        _json(item.tags),
        item.has_written_id,
        isinstance(item, Flashcard) and item.reverse,
        item.stem,
        "\n".join(item.solution),
        msgspec.json.encode(item),
        item.fact,
        searched_text(item),
    )
