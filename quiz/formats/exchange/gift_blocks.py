"""The blocks of a GIFT file, and its escapes."""

import re
from collections.abc import Iterator

import msgspec

_ESCAPES = {"\\": "\x01", "~": "\x02", "=": "\x03", "#": "\x04", "{": "\x05", "}": "\x06",
            ":": "\x0e", "n": "\x0f"}  # fmt: skip
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_PLAIN = str.maketrans({sign: text for text, sign in _ESCAPES.items()} | {"\x0f": "\n"})
_KEPT = str.maketrans(
    {sign: text for text, sign in _ESCAPES.items()}
    | {"\x0f": "\n", "\x02": "\\~", "\x04": "\\#", "\x06": "\\}"}
)
_MARK = re.compile(r"\[(id|tag):((?:[^\\\]]|\\.)*)\]")
_CATEGORY = "$CATEGORY:"
_MOST_JOINED = 40
"""Blocks that one pair of braces may hold."""


class GiftBlock(msgspec.Struct, gc=False):
    """What stands between blank lines."""

    text: str
    """Without comments; escaped signs are control characters where `is_escaped`."""
    line: int
    """Where it begins, from 1."""
    id: str = ""
    """Id number in a comment before it."""
    tags: tuple[str, ...] = ()
    """Tags in a comment before it."""
    category: str = ""
    """The category that it sets; empty if it is a question."""
    is_escaped: bool = False
    """Whether its text holds protected signs."""
    is_joined: bool = False
    """Whether a blank line stood in its braces."""
    is_glued: bool = False
    """Whether a question follows its category without a blank line."""


def protected(text: str) -> str:
    """Return a text with its escaped signs as control characters."""
    return _ESCAPE.sub(lambda found: _ESCAPES[found[1]], text)


def plain(text: str, *, is_protected: bool, keep: bool = False) -> str:
    """Return a text with its signs as they are read.

    Args:
        text: From a block.
        is_protected: Whether it may hold protected signs.
        keep: Whether `~`, `#` and `}` keep their backslash, for gaps of Cloze.
    """
    if not is_protected:
        return text
    return text.translate(_KEPT if keep else _PLAIN)


def blocks(text: str) -> Iterator[GiftBlock]:
    """Yield the blocks of a file in order; a category is a block of its own."""
    waiting: list[GiftBlock] = []
    for block in _raw_blocks(text):
        if waiting and _continues(waiting, block):
            waiting.append(block)
            if "}" in block.text or len(waiting) > _MOST_JOINED:
                yield from _joined(waiting)
                waiting = []
            continue
        yield from waiting
        waiting = []
        if not block.category and _is_open(block.text):
            waiting = [block]
        else:
            yield block
    yield from waiting


def _is_open(text: str) -> bool:
    start = text.find("{")
    return start >= 0 and text.find("}", start) < 0


def _continues(waiting: list[GiftBlock], block: GiftBlock) -> bool:
    """Return whether a block belongs to the braces that one before it opened."""
    if block.category or block.text.startswith("::"):
        return False
    opening, closing = block.text.find("{"), block.text.find("}")
    return opening < 0 or 0 <= closing < opening


def _joined(waiting: list[GiftBlock]) -> Iterator[GiftBlock]:
    if "}" not in waiting[-1].text:
        yield from waiting
        return
    first = waiting[0]
    first.text = "\n".join(block.text for block in waiting)
    first.is_joined = True
    first.is_escaped = any(block.is_escaped for block in waiting)
    yield first


def _raw_blocks(text: str) -> Iterator[GiftBlock]:
    lines: list[str] = []
    comments: list[str] = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if not bare or bare == "0":  # to PHP, a line with only 0 is empty
            if lines:
                yield _block(lines, comments, start)
                lines, comments = [], []
        elif bare[0] == "/" and bare.startswith("//"):
            comments.append(bare)
        elif bare[0] == "$" and bare.startswith(_CATEGORY):
            if lines:
                yield _block(lines, comments, start)
                lines = []
            yield GiftBlock("", number, category=bare[len(_CATEGORY) :].strip() or "/")
            comments = []
        else:
            if lines and bare.startswith("::") and _is_closed(lines):
                yield _block(lines, comments, start)  # a title begins a question, blank line or not
                lines, comments = [], []
            if not lines:
                start = number
            lines.append(line)
    if lines:
        yield _block(lines, comments, start)


def _is_closed(lines: list[str]) -> bool:
    """Return whether lines are a whole question: what its braces opened is closed."""
    text = protected("\n".join(lines))
    return "{" in text and text.count("{") == text.count("}")


def _block(lines: list[str], comments: list[str], start: int) -> GiftBlock:
    text = lines[0] if len(lines) == 1 else "\n".join(lines)
    is_escaped = "\\" in text
    block = GiftBlock((protected(text) if is_escaped else text).strip(" \t\xa0\n"), start)
    block.is_escaped = is_escaped
    if comments:
        marks = [found for comment in comments for found in _MARK.findall(comment)]
        ids = [_unescaped(value) for name, value in marks if name == "id"]
        block.id = ids[-1] if ids else ""
        tags = (" ".join(_unescaped(value).split()) for name, value in marks if name == "tag")
        block.tags = tuple(dict.fromkeys(tag for tag in tags if tag))
    return block


def _unescaped(text: str) -> str:
    return text.replace("\\]", "]").replace("\\\\", "\\")
