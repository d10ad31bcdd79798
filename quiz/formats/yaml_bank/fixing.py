"""What `quiz check --fix` does: the fixes that can change no meaning, by splicing the text."""

import re
from collections.abc import Callable, Collection
from itertools import pairwise

import msgspec
from yaml import Node, ScalarNode

from quiz.errors import Edit
from quiz.formats.decoded import Decoded
from quiz.formats.yaml_bank import decode
from quiz.formats.yaml_bank.order import late_key, rank
from quiz.formats.yaml_bank.outline import Entry, Outline, last_character
from quiz.formats.yaml_bank.splice import edited
from quiz.items import Item

_TO_US = re.compile(r"[ \t]+#[ \t]*quiz:.*")
_TRAILING = re.compile(r"[ \t]+(?=\r?$)", re.M)


class Fixed(msgspec.Struct, frozen=True, kw_only=True):
    """A file, fixed."""

    data: bytes
    """The file's bytes after the fixes."""
    ids: int = 0
    """How many questions got their `id` written in."""
    orders: int = 0
    """How many questions got their keys in the usual order."""
    spaces: int = 0
    """How many lines lost space at their end."""

    @property
    def is_changed(self) -> bool:
        """Whether anything was fixed."""
        return bool(self.ids or self.orders or self.spaces)


def fixed(
    data: bytes,
    *,
    source: str,
    fixes: Collection[str] = ("ids", "orders", "spaces"),
    order_lines: Collection[int] | None = None,
) -> Fixed:
    """Return a bank's file with what is safe fixed; every other byte stays.

    A file whose YAML is broken is given back as it is. Each fix is read again, and dropped if
    the bank then said anything else than before.

    Args:
        data: The file.
        source: Its name, from which a bank without an id is named.
        fixes: What is wanted: the fields of `Fixed` that count it.
        order_lines: The questions to put in order, by the line they begin in; None: all.
    """
    done = Fixed(data=data)
    for name, fix in _FIXES.items():
        if name not in fixes:
            continue
        outline = Outline(done.data, source)
        if not outline.is_whole or outline.root is None:
            return done
        before = decode(done.data, source=source)
        edits, count = fix(outline, before, order_lines)
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


# The fixes: each returns its edits, and what to count


def _missing_ids(
    outline: Outline, bank: Decoded, lines: Collection[int] | None
) -> tuple[list[Edit], int]:
    """Write down the id that each question goes by now, so that no progress is lost."""
    edits: list[Edit] = []
    count = 0
    items = bank.bank.items if bank.bank else ()
    for item, line in zip(items, bank.lines, strict=True):
        entry = outline.entry(line)
        if item.has_written_id or entry is None or "id" in entry.values:
            continue
        node, count = entry.node, count + 1
        at: int = node.start_mark.index
        if node.flow_style:
            edits.append(Edit(at + 1, at + 1, f"id: {item.id}, "))
            continue
        comment, start = _own_comment(outline.text, at)
        edits.append(Edit(at, at, f"id: {item.id}{comment}\n{' ' * node.start_mark.column}"))
        if comment:
            edits.append(Edit(start, start + len(comment), ""))
    return edits, count


def _own_comment(text: str, at: int) -> tuple[str, int]:
    """Return the comment to the program behind a question's first line, and where it begins.

    It speaks of the whole question, and so it stays on the first line whatever stands there.
    """
    end = text.find("\n", at)
    found = _TO_US.search(text, at, len(text) if end < 0 else end)
    return (found.group().rstrip("\r"), found.start()) if found else ("", at)


def _key_order(
    outline: Outline, bank: Decoded, lines: Collection[int] | None
) -> tuple[list[Edit], int]:
    """Put the lines of questions' keys in order; a comment stays above its key."""
    edits = []
    for entry in outline.entries:
        keys = [key.value for key, _ in entry.node.value if type(key) is ScalarNode]
        is_meant = lines is None or entry.line in lines
        if entry.node.flow_style or not is_meant or late_key(keys) is None:
            continue
        edit = _reordered(outline.text, entry)
        if edit is not None:
            edits.append(edit)
    return edits, len(edits)


def _reordered(text: str, entry: Entry) -> Edit | None:
    """Return the edit that sorts a question's keys by rank; None where two share a line."""
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
    comment, at = _own_comment(parts[0], 0)
    if comment and order[0]:
        parts[0] = parts[0][:at] + parts[0][at + len(comment) :]
        first, _end, rest = parts[order[0]].partition("\n")
        parts[order[0]] = f"{first}{comment}\n{rest}"
    blank = re.search(r"(?:[ \t]*\r?\n)*\Z", parts[-1])  # empty lines behind stay behind
    tail = parts[-1][blank.start() + 1 :] if blank and blank.group().count("\n") > 1 else ""
    if tail:
        parts[-1] = parts[-1][: -len(tail)]
    joined = "".join(parts[at] for at in order)[column:] + tail
    if not text[:end].endswith("\n"):
        joined = joined.removesuffix("\n")
    return Edit(begins[0], end, joined.replace("\r\n", "\n"))


def _trailing_space(
    outline: Outline, bank: Decoded, lines: Collection[int] | None
) -> tuple[list[Edit], int]:
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


_Fix = Callable[[Outline, Decoded, Collection[int] | None], tuple[list[Edit], int]]
_FIXES: dict[str, _Fix] = {
    "orders": _key_order,  # first: it is told lines as they were read
    "ids": _missing_ids,
    "spaces": _trailing_space,
}
