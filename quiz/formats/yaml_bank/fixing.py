"""What `quiz check --fix` does: the mends that can change no meaning, by splicing the text."""

import re
from collections.abc import Callable
from itertools import pairwise

import msgspec
from yaml import Node, ScalarNode

from quiz.formats.decoded import Decoded
from quiz.formats.keys import SHAPES, STEMS
from quiz.formats.yaml_bank import decode
from quiz.formats.yaml_bank.outline import Entry, Outline, last_character
from quiz.formats.yaml_bank.splice import Edit, edited
from quiz.items import Item

_ANSWERS = frozenset(key for shape in SHAPES.values() for key in shape) - STEMS
_TRAILING = re.compile(r"[ \t]+(?=\r?$)", re.M)


class Fixed(msgspec.Struct, frozen=True, kw_only=True):
    """A file, mended."""

    data: bytes
    ids: int = 0
    """How many questions got their `id` written in."""
    orders: int = 0
    """How many questions got their keys in the usual order."""
    spaces: int = 0
    """How many lines lost space at their end."""

    @property
    def is_changed(self) -> bool:
        """Whether anything was mended."""
        return bool(self.ids or self.orders or self.spaces)


def rank(key: str) -> int:
    """Return where a key stands in a question: its id, what is asked, what is right, the rest."""
    if key == "id":
        return 0
    return 1 if key in STEMS else 2 if key in _ANSWERS else 3


def fixed(data: bytes, *, source: str) -> Fixed:
    """Return a bank's file with what is safe mended; every other byte stays.

    A file whose YAML is broken is given back as it is. Each mend is read again, and dropped if
    the bank then said anything else than before.

    Args:
        data: The file.
        source: Its name, from which a bank without an id is named.
    """
    done = Fixed(data=data)
    for name, mend in _MENDS.items():
        outline = Outline(done.data, source)
        if not outline.is_whole or outline.root is None:
            return done
        before = decode(done.data, source=source)
        edits, count = mend(outline, before)
        if not edits:
            continue
        changed = edited(done.data, outline.text, edits)
        if _says_the_same(before, decode(changed, source=source)):
            done = msgspec.structs.replace(done, data=changed, **{name: count})
    return done


def _says_the_same(before: Decoded, after: Decoded) -> bool:
    if before.bank is None or after.bank is None:
        return False
    return (
        [problem.message for problem in before.problems]
        == [problem.message for problem in after.problems]
        and _with_ids(before.bank.items) == _with_ids(after.bank.items)
        and msgspec.structs.replace(before.bank, items=())
        == msgspec.structs.replace(after.bank, items=())
    )


def _with_ids(items: tuple[Item, ...]) -> list[Item]:
    return [msgspec.structs.replace(item, has_written_id=True) for item in items]


# The mends: each returns its edits, and what to count


def _missing_ids(outline: Outline, bank: Decoded) -> tuple[list[Edit], int]:
    """Write down the id that each question goes by now, so that no progress is lost."""
    edits = []
    items = bank.bank.items if bank.bank else ()
    for item, line in zip(items, bank.lines, strict=True):
        entry = outline.entry(line)
        if item.has_written_id or entry is None or "id" in entry.values:
            continue
        node = entry.node
        if node.flow_style:
            at = node.start_mark.index + 1
            edits.append(Edit(at, at, f"id: {item.id}, "))
        else:
            at = node.start_mark.index
            edits.append(Edit(at, at, f"id: {item.id}\n{' ' * node.start_mark.column}"))
    return edits, len(edits)


def _key_order(outline: Outline, bank: Decoded) -> tuple[list[Edit], int]:
    """Put the lines of each question's keys in order; a comment stays above its key."""
    edits = []
    for entry in outline.entries:
        keys = [key.value for key, _ in entry.node.value if type(key) is ScalarNode]
        if entry.node.flow_style or all(rank(a) <= rank(b) for a, b in pairwise(keys)):
            continue
        edit = _reordered(outline.text, entry)
        if edit is not None:
            edits.append(edit)
    return edits, len(edits)


def _reordered(text: str, entry: Entry) -> Edit | None:
    """Return the edit that sorts a question's keys by rank; None where lines cannot be parted."""
    starts = [key.start_mark.index for key, _ in entry.node.value]
    column = entry.node.start_mark.column
    begins = [starts[0]]
    for start in starts[1:]:
        line = text.rfind("\n", 0, start) + 1
        if text[line:start].strip():
            return None  # two keys on one line
        while (above := text.rfind("\n", 0, line - 1) + 1) > begins[-1]:
            if not text[above:line].lstrip(" ").startswith("#"):
                break
            line = above
        begins.append(line)
    last = max(starts[-1], last_character(text, entry.node))
    end = text.find("\n", last)
    end = len(text) if end < 0 else end + 1
    parts = [text[a:b] for a, b in pairwise([*begins, end])]
    parts[0] = " " * column + parts[0]
    if not parts[-1].endswith("\n"):
        parts[-1] += "\n"
    keys = [key.value for key, _ in entry.node.value]
    order = sorted(range(len(keys)), key=lambda at: rank(keys[at]))
    if parts[order[0]].lstrip(" ").startswith("#"):
        return None  # a comment cannot stand behind the dash
    blank = re.search(r"(?:[ \t]*\r?\n)*\Z", parts[-1])  # empty lines behind stay behind
    tail = parts[-1][blank.start() + 1 :] if blank and blank.group().count("\n") > 1 else ""
    if tail:
        parts[-1] = parts[-1][: -len(tail)]
    joined = "".join(parts[at] for at in order)[column:] + tail
    if not text[:end].endswith("\n"):
        joined = joined.removesuffix("\n")
    return Edit(begins[0], end, joined.replace("\r\n", "\n"))


def _trailing_space(outline: Outline, bank: Decoded) -> tuple[list[Edit], int]:
    """Take away space at the ends of lines, but not inside a text that goes over lines."""
    inside = _lines_inside_texts(outline.root)
    edits = []
    line = at = 0
    for found in _TRAILING.finditer(outline.text):
        line += outline.text.count("\n", at, found.start())
        at = found.start()
        if line not in inside:
            edits.append(Edit(found.start(), found.end(), ""))
    return edits, len(edits)


def _lines_inside_texts(root: Node | None) -> set[int]:
    """Return the lines, from 0, whose end lies inside a text: two spaces there may be meant."""
    inside: set[int] = set()
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        if type(node) is ScalarNode:
            inside.update(range(node.start_mark.line, node.end_mark.line))
            continue
        for value in node.value:
            waiting += value if type(value) is tuple else (value,)
    return inside


_Mend = Callable[[Outline, Decoded], tuple[list[Edit], int]]
_MENDS: dict[str, _Mend] = {
    "ids": _missing_ids,
    "orders": _key_order,
    "spaces": _trailing_space,
}
