"""Bank text as Textual content: Markdown where the format says so, never Textual's markup."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from rich.cells import cell_len
from textual.content import Content

from quiz.cleaning import clean
from quiz.items.markup import is_one_line, spans, tokens
from quiz.items.maths import to_block, to_unicode
from quiz.ui.inks import MUTED

CODE = "$text-accent on $boost"
FENCED = "not italic $text-accent on $boost"
"""As `CODE`, and known by its name: `fold_code` folds its lines."""
MATHS = "italic"
FOLD = "↪ "
"""Begins what did not fit in a line of code."""
_PLAIN = re.compile(r"[^*_`$\\\[<&|~\n]*\Z")
_BLOCKS = re.compile(r"(?m)^(?: {0,3}(?:[-+*]|\d+[.)])\s|\s*\||```|~~~|#{1,6}\s|>\s?| {4}|\t)")
_BREAK_AFTER = " ,;([{)]}"


def needs_blocks(text: str) -> bool:
    """Return whether a Markdown text has a list, table, heading, quote or fenced code.

    One line never has: an answer such as `- 5` or `2. Nf3` is text.
    """
    return not is_one_line(text) and _BLOCKS.search(text) is not None


def plain(text: str) -> Content:
    """Return an option or an answer: plain text in which only code and maths are marked."""
    text = clean(text)
    pieces = spans(text)
    if not pieces:
        return Content(text)
    out: list[Content] = []
    at = 0
    for start, end in pieces:
        out += [Content(text[at:start]), _marked(text[start:end])]
        at = end
    return Content("").join([*out, Content(text[at:])])


def _marked(piece: str) -> Content:
    if piece.startswith("$"):
        return Content.styled(to_unicode(piece.strip("$")), MATHS)
    return Content.styled(piece.strip("`").strip(), CODE)


@lru_cache(256)
def inline(text: str) -> Content:
    """Return a Markdown text as content, its inline marks, paragraphs and lists drawn."""
    text = clean(text)
    if _PLAIN.match(text):
        return Content(text)
    return Content("").join(_blocks(tokens(text)))


def _blocks(found: list[Any]) -> Iterator[Content]:
    """Yield the blocks of a text, each after what parts it from the one before."""
    numbers: list[int | None] = []
    """Of each open list the next number; None in one without."""
    mark = gap = ""
    cells: list[Content] | None = None
    """Those of an open row of a table."""
    for token in found:
        block = None
        if token.type in ("bullet_list_open", "ordered_list_open"):
            is_ordered = token.type.startswith("ordered")
            numbers.append(int(token.attrs.get("start", 1)) if is_ordered else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            numbers.pop()
            gap = "\n" if numbers else "\n\n"
        elif token.type == "list_item_open":
            number = numbers[-1]
            mark = "  " * (len(numbers) - 1) + ("• " if number is None else f"{number}. ")
            if number is not None:
                numbers[-1] = number + 1
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            block, cells = Content(" │ ").join(cells or []), None
        elif token.type == "table_close":
            gap = "\n\n"
        elif token.type == "inline" and cells is not None:
            cells.append(_tokens(token.children or []))
        elif token.type == "inline":
            block = _tokens(token.children or [])
        elif token.type in ("fence", "code_block"):
            code = clean(token.content.rstrip("\n").expandtabs(4))
            block = Content.styled(code, FENCED)
        elif token.type == "math_block":
            block = Content.styled(to_block(token.content), MATHS)
        elif token.type == "hr":
            block = Content.styled("───", MUTED)
        if block is None:
            continue
        yield Content(gap + mark) + block
        gap = "\n" if numbers or token.type == "tr_close" else "\n\n"
        mark = ""


_STYLES = {"strong_open": "bold", "em_open": "italic", "s_open": "strike", "link_open": "underline"}


def _tokens(tokens: list[Any]) -> Content:
    out: list[Content] = []
    styles: list[str] = []
    for token in tokens:
        kind = token.type
        if kind in _STYLES:
            styles.append(_STYLES[kind])
        elif kind.endswith("_close") and styles:
            styles.pop()
        elif kind in ("softbreak", "hardbreak"):
            out.append(Content("\n"))
        elif kind == "code_inline":
            out.append(Content.styled(token.content, CODE))
        elif kind in ("math_inline", "math_inline_double"):
            out.append(Content.styled(to_unicode(token.content), MATHS))
        elif kind == "image":
            out.append(Content.styled(f"[{token.content or 'picture'}]", MUTED))
        else:
            text = clean(token.content)
            out.append(Content.styled(text, " ".join(styles)) if styles else Content(text))
    return Content("").join(out)


def fold_code(content: Content, width: int) -> Content:
    """Return content with each line of fenced code that is wider than `width` on several lines.

    What did not fit begins with a sign, so that nobody takes it for a line of its own.
    """
    if width < 8 or not any(span.style == FENCED for span in content.spans):
        return content
    lines: list[Content] = []
    for line in content.split("\n", allow_blank=True):
        is_code = any(span.style == FENCED for span in line.spans)
        lines += folded_line(line, width) if is_code else [line]
    return Content("\n").join(lines)


def folded_line(line: Content, width: int) -> list[Content]:
    """Return a line of code in pieces of a width at most, each but the first after a sign."""
    pieces: list[Content] = []
    rest = line
    while rest.cell_length > (room := max(4, width - (len(FOLD) if pieces else 0))):
        text, cut, cells = rest.plain, 0, 0
        while cut < len(text) and cells + cell_len(text[cut]) <= room:
            cells += cell_len(text[cut])
            cut += 1
        cut = max(1, cut)
        better = max(text.rfind(sign, cut * 2 // 3, cut) for sign in _BREAK_AFTER) + 1
        cut = better or cut
        pieces.append(rest[:cut])
        rest = rest[cut:]
    pieces.append(rest)
    sign = Content.styled(FOLD, MUTED)
    return [piece if not at else sign + piece for at, piece in enumerate(pieces)]


def folded(content: Content, width: int, lead: Content, rest: Content) -> list[Content]:
    """Return content wrapped to a width, `lead` before its first line and `rest` before others."""
    room = max(8, width - lead.cell_length)
    lines = content.wrap(room) or [Content("")]
    return [(lead if at == 0 else rest) + line for at, line in enumerate(lines)]
