"""The compiled index: every bank as checked items in one SQLite file in the cache folder.

A bank file is read again only when its time or size has changed, so the warm way neither parses
YAML nor holds a bank whole. The file may be deleted at any time.
"""

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from quiz.items import Bank, Flashcard, Item, known_answers
from quiz.library.files import BankFile, read
from quiz.library.likeness import Trace, renamed

if TYPE_CHECKING:
    from quiz.formats.decoded import Decoded

VERSION = 2
"""Of the index and of how items are read; another one is made anew."""
_MOST_KNOWN = 2_000
REVERSE = "~reverse"
"""Ends the name of a card that is a question the other way round."""


class BankEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What the index knows of a bank without its questions."""

    path: str
    id: str
    title: str
    items: int
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
    item: str
    """The item's id."""
    card: str
    """The item's id, with `~reverse` for the other way round."""
    kind: str
    position: int
    """In its bank, from 0, as written."""
    passage: str
    tags: tuple[str, ...]


class Change(msgspec.Struct, frozen=True):
    """A bank that was read anew."""

    path: str
    renamed: dict[str, str]
    """New id of each old question that goes on under another id."""


class Index:
    """The index file, opened."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder, or one in memory if the folder cannot be written."""
        self._db = _opened(folder)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def refresh(self, found: Iterable[BankFile]) -> list[Change]:
        """Read again the files that changed, and forget none: another folder may want them."""
        changes = []
        for file in self.stale(found):
            with contextlib.suppress(sqlite3.OperationalError):
                changes.append(self._read_again(file))
        return changes

    def stale(self, found: Iterable[BankFile]) -> list[BankFile]:
        """Return the files that are new, or have another time or size than when they were read."""
        known = {
            path: (mtime, size)
            for path, mtime, size in self._db.execute("SELECT path, mtime_ns, size FROM bank")
        }
        return [file for file in found if known.get(file.path) != (file.mtime_ns, file.size)]

    def entries(self, paths: Iterable[str]) -> list[BankEntry]:
        """Return the banks at these paths, in this order; what is no bank is left out."""
        rows = {
            row[0]: row
            for row in self._db.execute(
                "SELECT path, id, title, items, cards, left_out, problems, digest"
                " FROM bank WHERE is_bank"
            )
        }
        return [_entry(rows[path]) for path in paths if path in rows]

    def kinds(self, path: str) -> dict[str, int]:
        """Return how many items of each kind a bank has."""
        row = self._db.execute("SELECT kinds FROM bank WHERE path = ?", (path,)).fetchone()
        return _DECODE(row[0]) if row else {}

    def tags(self, path: str) -> tuple[str, ...]:
        """Return the topics of a bank's questions."""
        row = self._db.execute("SELECT tags FROM bank WHERE path = ?", (path,)).fetchone()
        return tuple(_DECODE(row[0])) if row else ()

    def cards(self, entry: BankEntry) -> list[CardRow]:
        """Return the cards of a bank as written, a two-way card's reverse after it."""
        cards = []
        for position, name, kind, passage, tags, is_two_way in self._db.execute(
            "SELECT position, id, kind, passage, tags, is_two_way FROM item WHERE path = ?"
            " ORDER BY position",
            (entry.path,),
        ):
            topics = tuple(_DECODE(tags))
            cards.append(CardRow(entry.id, name, name, kind, position, passage, topics))
            if is_two_way:
                back = name + REVERSE
                cards.append(CardRow(entry.id, name, back, kind, position, passage, topics))
        return cards

    def item(self, path: str, name: str) -> tuple[Item, int] | None:
        """Return an item with its line, None if the bank has none of this id."""
        row = self._db.execute(
            "SELECT data, line FROM item WHERE path = ? AND id = ?", (path, name)
        ).fetchone()
        if row is None:
            return None
        item = _item_decoder().decode(row[0])
        return item, row[1]

    def head(self, path: str) -> Bank:
        """Return a bank without its questions.

        Raises:
            KeyError: It is not in the index.
        """
        row = self._db.execute("SELECT head FROM bank WHERE path = ?", (path,)).fetchone()
        if row is None:
            raise KeyError(path)
        return msgspec.json.decode(row[0], type=Bank)

    def known(self, path: str) -> tuple[str, ...]:
        """Return the short answers, right and wrong, that a bank's questions know."""
        row = self._db.execute("SELECT known FROM bank WHERE path = ?", (path,)).fetchone()
        return tuple(_DECODE(row[0])) if row else ()

    def _read_again(self, file: BankFile) -> Change:
        from quiz.formats import yaml_bank

        data = read(file.path)
        folder = Path(file.path).parent
        decoded = yaml_bank.decode(
            data, source=file.path, exists=lambda name: (folder / name).is_file()
        )
        bank = decoded.bank
        rows = (
            [
                _item_row(file.path, at, item, line)
                for at, (item, line) in enumerate(zip(bank.items, decoded.lines, strict=True))
            ]
            if bank
            else []
        )
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            before = self._traces(file.path)
            self._db.execute("DELETE FROM bank WHERE path = ?", (file.path,))
            self._db.execute("DELETE FROM item WHERE path = ?", (file.path,))
            self._db.execute(
                f"INSERT INTO bank VALUES ({', '.join('?' * 15)})",
                _bank_row(file, data, decoded),
            )
            self._db.executemany(f"INSERT INTO item VALUES ({', '.join('?' * 11)})", rows)
        after = self._traces(file.path)
        gone = {name: trace for name, trace in before.items() if name not in after}
        fresh = {name: trace for name, trace in after.items() if name not in before}
        return Change(file.path, renamed(gone, fresh) if gone and fresh else {})

    def _traces(self, path: str) -> dict[str, Trace]:
        rows = self._db.execute("SELECT id, has_written_id, text FROM item WHERE path = ?", (path,))
        return {name: Trace(bool(is_written), text) for name, is_written, text in rows}


_DECODE = msgspec.json.decode


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


@lru_cache(1)
def _item_decoder() -> "msgspec.json.Decoder[Item]":
    return msgspec.json.Decoder(Item)


def _entry(row: tuple[str, str, str, int, int, int, int, str]) -> BankEntry:
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
    bank, problems = decoded.bank, len(decoded.problems)
    if bank is None:
        return (*start, "", Path(file.path).name, 0, 0, problems, 0, 0, "{}", "[]", "{}", "[]")
    two_way = sum(isinstance(item, Flashcard) and item.reverse for item in bank.items)
    tags = dict.fromkeys(tag for item in bank.items for tag in item.tags)
    known = dict.fromkeys(text for item in bank.items for text in known_answers(item))
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
        _json(list(known)[:_MOST_KNOWN]),
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
        "\n".join((item.stem, *item.solution)),
        msgspec.json.encode(item),
    )


def _opened(folder: Path) -> sqlite3.Connection:
    path = folder / f"banks-{VERSION}.sqlite"
    for _ in range(2):
        db = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for old in folder.glob("banks-*.sqlite"):
                if old != path:
                    old.unlink()
            db = sqlite3.connect(path, timeout=5, isolation_level=None)
            # A cache: what a crash takes from it is read again from the banks.
            db.execute("PRAGMA synchronous = OFF")
            _ensure_tables(db)
            return db
        except sqlite3.OperationalError:
            if db is not None:
                db.close()
            break
        except (sqlite3.DatabaseError, OSError):
            if db is not None:
                db.close()
            with contextlib.suppress(OSError):
                path.unlink()
    db = sqlite3.connect(":memory:", isolation_level=None)
    _ensure_tables(db)
    return db


def _ensure_tables(db: sqlite3.Connection) -> None:
    if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return
    from importlib.resources import files

    script = files("quiz.library").joinpath("index.sql").read_text("utf-8")
    with contextlib.suppress(sqlite3.OperationalError):  # another window was first
        db.executescript(f"BEGIN IMMEDIATE;\n{script}\nCOMMIT;")
    if db.in_transaction:
        db.rollback()
