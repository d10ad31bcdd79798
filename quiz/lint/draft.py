"""A bank as its author wrote it: the items, and where each key of each stands."""

from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar, overload

from yaml import Node

from quiz.errors import Edit, Location, Problem
from quiz.formats.decoded import Decoded
from quiz.formats.yaml_bank.outline import Entry, Outline
from quiz.items import Bank, Item
from quiz.marking.language import Language, language
from quiz.translation import ngettext

Kind = TypeVar("Kind")
Other = TypeVar("Other")
Third = TypeVar("Third")


class DraftQuestion:
    """One question of a draft."""

    def __init__(self, item: Item, line: int, draft: "Draft") -> None:
        """Take an item and the line that it begins in."""
        self.item = item
        self.line = line
        self._draft = draft

    @cached_property
    def entry(self) -> Entry | None:
        """Where its keys stand; None where the file's YAML cannot be read whole."""
        return self._draft.outline.entry(self.line)

    def has(self, key: str) -> bool:
        """Return whether a key is written."""
        return self.entry is not None and key in self.entry.values

    def source_of(self, node: Node) -> str:
        """Return the text of the file that a node stands for."""
        return self._draft.text[node.start_mark.index : node.end_mark.index]

    def joint(self, key: str) -> str:
        """Return what stands between two keys of it: a new line at its margin, or a comma."""
        node = self.entry.keys.get(key) if self.entry else None
        if self.entry is None or node is None or self.entry.node.flow_style:
            return ", "
        return "\n" + " " * node.start_mark.column

    def weakness(
        self, message: str, key: str = "", at: int | None = None, edits: tuple[Edit, ...] = ()
    ) -> Problem:
        """Return a weakness of it.

        Args:
            message: What is weak, why that matters and what to do, as one sentence.
            key: The key in question; the question itself if left out or not written.
            at: Which entry of the key's value, from 0.
            edits: What to write instead, where that is known.
        """
        line, column = self.entry.place(key, at) if self.entry else (self.line, 1)
        where = Location(self._draft.source, line, column)
        return Problem(where, message, "weakness", edits=edits)


class Draft:
    """A bank with the places of its file."""

    def __init__(self, data: bytes, decoded: Decoded, source: str) -> None:
        """Take a file and what was read of it.

        Args:
            data: The file.
            decoded: What `yaml_bank.decode` made of it.
            source: The file's name.
        """
        assert decoded.bank is not None, "a draft has a bank"
        self.source = source
        self.bank: Bank = decoded.bank
        self.questions = tuple(
            DraftQuestion(item, line, self)
            for item, line in zip(decoded.bank.items, decoded.lines, strict=True)
        )
        """The sound questions, in the order of the file."""
        self.left_out = decoded.left_out
        """How many questions have faults, and are looked at by no rule."""
        self._data = data

    @cached_property
    def outline(self) -> Outline:
        """Where everything stands."""
        return Outline(self._data, self.source)

    @property
    def text(self) -> str:
        """The file's text, in which the marks of nodes are places."""
        return self.outline.text

    @cached_property
    def language(self) -> Language:
        """How the bank's language writes numbers and dates, and its articles."""
        return language(self.bank.language)

    def counted(self, count: int) -> str:
        """Return "3 questions", or "3 sound questions" where others are left out for faults."""
        if self.left_out:
            return ngettext("{n} valid question", "{n} valid questions", count).format(n=count)
        return ngettext("{n} question", "{n} questions", count).format(n=count)

    @overload
    def of(self, kind: type[Kind], /) -> Iterator[tuple[DraftQuestion, Kind]]: ...
    @overload
    def of(
        self, kind: type[Kind], other: type[Other], /
    ) -> Iterator[tuple[DraftQuestion, Kind | Other]]: ...
    @overload
    def of(
        self, kind: type[Kind], other: type[Other], third: type[Third], /
    ) -> Iterator[tuple[DraftQuestion, Kind | Other | Third]]: ...
    @overload
    def of(self, *kinds: type[Kind]) -> Iterator[tuple[DraftQuestion, Kind]]: ...
    def of(self, *kinds: type[object]) -> Iterator[tuple[DraftQuestion, object]]:
        """Yield the questions of some kinds, each with its item."""
        for question in self.questions:
            if isinstance(question.item, kinds):
                yield question, question.item

    def weakness(self, message: str, key: str = "") -> Problem:
        """Return a weakness of the bank as a whole, at a key of its head."""
        line = column = 1
        for node, _ in self.outline.root.value if self.outline.root else ():
            if node.value == key:
                line, column = node.start_mark.line + 1, node.start_mark.column + 1
        return Problem(Location(self.source, line, column), message, "weakness")
