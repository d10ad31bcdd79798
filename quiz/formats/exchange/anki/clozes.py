"""Anki's gaps: `{{c1::answer::hint}}`, one in another, several of a number, of several numbers.

Source: Anki, `rslib/src/cloze.rs`.
"""

import re

import msgspec

GAP_START, GAP_END = "\ue000", "\ue001"
"""Stand around the number of a gap in HTML; characters that no text means anything by."""
_OPEN = re.compile(r"\{\{c(?P<numbers>\d{1,4}(?:,\d{1,4}){0,20})::", re.I)
_MARK = re.compile(_OPEN.pattern + r"|\}\}", re.I)
_DEEPEST = 8
_MOST_NUMBERS = 499


class _Piece(msgspec.Struct):
    """A gap and what is in it."""

    numbers: frozenset[int]
    parts: "list[str | _Piece]"


def numbers(html: str) -> list[int]:
    """Return the numbers of the gaps in a field, ascending; each is a card."""
    found = {int(number) for gap in _OPEN.finditer(html) for number in gap["numbers"].split(",")}
    return sorted(one for one in found if 1 <= one <= _MOST_NUMBERS)


def cloze_html(
    html: str, number: int, *, first: int, is_open: bool
) -> tuple[str, list[tuple[str, str]]]:
    """Return a field with the gaps of one number open, and those gaps.

    Args:
        html: The field.
        number: Of the gaps that are asked.
        first: Number that the first gap is marked by.
        is_open: Whether they are gaps; otherwise their answers stand there.

    Returns:
        The HTML, with marks in place of the gaps; answer and hint of each, HTML.
    """
    html = html.replace(GAP_START, "").replace(GAP_END, "")
    gaps: list[tuple[str, str]] = []
    out: list[str] = []
    for part in _parsed(html):
        _write(part, number, first, is_open, out, gaps)
    return "".join(out), gaps


def _parsed(html: str) -> list[str | _Piece]:
    """Return the text and the gaps of a field; what never closes is text."""
    root: list[str | _Piece] = []
    stack: list[tuple[_Piece, str]] = []
    at = 0

    def here() -> list[str | _Piece]:
        return stack[-1][0].parts if stack else root

    for mark in _MARK.finditer(html):
        if mark.start() < at:
            continue
        here().append(html[at : mark.start()])
        at = mark.end()
        if mark["numbers"] is None:
            if not stack:
                root.append(mark.group())
                continue
            piece, _opening = stack.pop()
            here().append(piece)
        elif len(stack) >= _DEEPEST:
            here().append(mark.group())
        else:
            own = frozenset(int(one) for one in mark["numbers"].split(","))
            stack.append((_Piece(own, []), mark.group()))
    rest: list[str | _Piece] = [html[at:]]
    while stack:  # never closed
        piece, opening = stack.pop()
        rest = [opening, *piece.parts, *rest]
    return [*root, *rest]


def _write(
    part: str | _Piece,
    number: int,
    first: int,
    is_open: bool,
    out: list[str],
    gaps: list[tuple[str, str]],
) -> None:
    if isinstance(part, str):
        out.append(part)
        return
    answer, hint = _answer(part)
    if number in part.numbers:
        if is_open:
            out.append(f"{GAP_START}{first + len(gaps)}{GAP_END}")
        else:
            out.append(answer)
        gaps.append((answer, hint))
        return
    inner, hint = _inner(part)
    for one in inner:
        _write(one, number, first, is_open, out, gaps)


def _inner(piece: _Piece) -> tuple["list[str | _Piece]", str]:
    """Return the parts of a gap without its hint, and the hint."""
    parts = list(piece.parts)
    last = parts[-1] if parts else ""
    if isinstance(last, str) and "::" in last:
        text, _sign, hint = last.partition("::")
        return [*parts[:-1], text], hint
    return parts, ""


def _answer(piece: _Piece) -> tuple[str, str]:
    """Return all text in a gap, and its hint."""
    parts, hint = _inner(piece)
    return "".join(one if isinstance(one, str) else _answer(one)[0] for one in parts), hint
