"""Where each question of a bank and each of its keys stand in the file."""

from bisect import bisect_right
from functools import cached_property

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from quiz.formats.yaml_bank.nodes import Tree


class Entry:
    """One question of the file, as its node."""

    def __init__(self, node: MappingNode) -> None:
        """Take the question's node."""
        self.node = node
        self.line: int = node.start_mark.line + 1
        """Where it begins, from 1: the line of its dash."""

    @cached_property
    def keys(self) -> dict[str, Node]:
        """The node of each key; where one stands twice, the first."""
        return dict(reversed([(key.value, key) for key, _ in self._pairs]))

    @cached_property
    def values(self) -> dict[str, Node]:
        """The node of each key's value."""
        return dict(reversed([(key.value, value) for key, value in self._pairs]))

    @property
    def _pairs(self) -> list[tuple[Node, Node]]:
        return [pair for pair in self.node.value if type(pair[0]) is ScalarNode]

    def place(self, key: str = "", at: int | None = None) -> tuple[int, int]:
        """Return line and column, from 1, of the question, a key's value, or an entry of it.

        Args:
            key: One of the question's keys; the question itself if it has no such key.
            at: Which entry of the value, from 0, where that is a list or a mapping.
        """
        node: Node = self.values.get(key, self.node)
        if at is not None and key in self.values:
            entries = _entries(node)
            node = entries[at] if at < len(entries) else node
        return node.start_mark.line + 1, node.start_mark.column + 1


class Outline:
    """The places of a bank's file; empty where its YAML cannot be read whole."""

    def __init__(self, data: bytes, source: str = "") -> None:
        """Read a file; faults are not reported here."""
        tree = Tree(data, source)
        self.text = tree.text
        """The file's text, without a byte order mark."""
        self.is_whole = tree.root is not None and not tree.problems
        """Whether every part was read, so that marks are places of `text`."""
        self.root = tree.root if type(tree.root) is MappingNode else None
        self.questions: SequenceNode | None = None
        """The list of questions."""
        for key, value in self.root.value if self.root else ():
            if type(key) is ScalarNode and key.value == "questions":
                self.questions = value if type(value) is SequenceNode else None
        nodes = self.questions.value if self.questions else ()
        self.entries = tuple(Entry(node) for node in nodes if type(node) is MappingNode)
        """The questions, in the order of the file."""
        self._lines = [entry.line for entry in self.entries]

    def entry(self, line: int) -> Entry | None:
        """Return the question that begins in a line."""
        at = bisect_right(self._lines, line) - 1
        return self.entries[at] if at >= 0 and self._lines[at] == line else None


def _entries(node: Node) -> list[Node]:
    """Return the entries of a list, or the keys of a mapping."""
    if type(node) is SequenceNode:
        return list(node.value)
    return [key for key, _ in node.value] if type(node) is MappingNode else []


def last_character(text: str, node: Node) -> int:
    """Return where a node's own text ends; block nodes say it ends where the next one begins."""
    if type(node) is MappingNode and node.value and not node.flow_style:
        return last_character(text, node.value[-1][1])
    if type(node) is SequenceNode and node.value and not node.flow_style:
        return last_character(text, node.value[-1])
    end: int = node.end_mark.index
    return len(text[:end].rstrip())


def end_of_line(text: str, at: int) -> int:
    """Return where the line ends that a place is in; a comment behind a value stays behind it."""
    end = text.find("\n", at)
    if end < 0:
        return len(text)
    return end - 1 if text[end - 1 : end] == "\r" else end
