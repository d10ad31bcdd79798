"""Bank text as Textual content: Markdown where the format says so, never Textual's markup."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import assert_never

from rich.cells import cell_len
from textual.content import Content

from quiz.items.markdown import (
    Blank,
    Block,
    Break,
    CodeBlock,
    Heading,
    Inline,
    Line,
    Listing,
    MathSpan,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
    blocks,
    gapped,
    plain_line,
)
from quiz.items.markup import is_one_line
from quiz.ui.inks import MUTED

CODE = "$text-accent on $boost"
FENCED = "not italic $text-accent on $boost"
"""As `CODE`, and known by its name: `fold_code` folds its lines."""
MATHS = "italic"
FOLD = "↪ "
"""Begins what did not fit in a line of code."""
_BLOCKS = re.compile(r"(?m)^(?: {0,3}(?:[-+*]|\d+[.)])\s|\s*\||```|~~~|#{1,6}\s|>\s?| {4}|\t)")
_BREAK_AFTER = " ,;([{)]}"


def needs_blocks(text: str) -> bool:
    """Return whether a Markdown text has a list, table, heading, quote or fenced code.

    One line never has: an answer such as `- 5` or `2. Nf3` is text.
    """
    if is_one_line(text) or _BLOCKS.search(text) is None:
        return False  # most texts, and the parser is not needed for them
    return any(not isinstance(block, Paragraph | Rule) for block in blocks(text))


def plain(text: str) -> Content:
    """Return an option or an answer: plain text in which only code and maths are marked."""
    return _line(plain_line(text))


@lru_cache(256)
def inline(text: str) -> Content:
    """Return a Markdown text as content, its inline marks, paragraphs and lists drawn."""
    return _Drawing().all_of(blocks(text))


def inline_gapped(segments: Sequence[str], draw: Callable[[int], Content]) -> Content:
    """Return a Markdown text with gaps in it as content.

    Args:
        segments: The text between the gaps, one more than there are gaps.
        draw: Returns what is in a gap, by its place from 0.
    """
    # How wide a gap is matters on paper alone.
    return _Drawing(draw).all_of(gapped(segments, [0.0] * (len(segments) - 1)))


class _Drawing:
    """Draws the blocks of a text, each after what parts it from the one before."""

    def __init__(self, draw: Callable[[int], Content] | None = None) -> None:
        self._draw = draw
        self._out: list[Content] = []
        self._between = ""

    def all_of(self, found: Iterable[Block]) -> Content:
        """Return all blocks of a text."""
        self._blocks(found, 0, "")
        return Content("").join(self._out)

    def _add(self, lead: str, content: Content, after: str) -> None:
        self._out += [Content(self._between + lead), content]
        self._between = after

    def _blocks(self, found: Iterable[Block], depth: int, mark: str) -> None:
        """Draw blocks; `mark` is what the first of them has as an entry of a list."""
        after = "\n" if depth else "\n\n"
        for block in found:
            match block:
                case Listing():
                    self._listing(block, depth)
                    self._between = after
                case Quote():
                    self._blocks(block.blocks, depth, mark)
                case Table():
                    for row in (block.head, *block.rows):
                        cells = (_line(cell, self._draw) for cell in row)
                        self._add(mark, Content(" │ ").join(cells), "\n")
                        mark = ""
                    self._between = "\n\n"
                case CodeBlock():
                    code = Content.styled(block.text.expandtabs(4), FENCED)
                    self._add(mark, code, after)
                case Rule():
                    self._add(mark, Content.styled("───", MUTED), after)
                case Paragraph() | Heading():
                    self._add(mark, _paragraph(block.runs, self._draw), after)
                case _:
                    assert_never(block)
            mark = ""

    def _listing(self, block: Listing, depth: int) -> None:
        for number, entry in enumerate(block.items, block.start or 0):
            mark = "• " if block.start is None else f"{number}. "
            self._blocks(entry, depth + 1, "  " * depth + mark)


def _paragraph(line: Line, draw: Callable[[int], Content] | None) -> Content:
    """Return a paragraph; maths alone in one may take several lines."""
    match line:
        case (MathSpan(is_block=True, source=source),):
            from quiz.items.maths import to_block

            return Content.styled(to_block(source), MATHS)
        case _:
            return _line(line, draw)


def _line(line: Line, draw: Callable[[int], Content] | None = None) -> Content:
    return Content("").join(_drawn(run, draw) for run in line)


def _drawn(run: Inline, draw: Callable[[int], Content] | None) -> Content:
    match run:
        case Break():
            return Content("\n")
        case MathSpan():
            return Content.styled(run.text, MATHS)
        case Blank():
            assert draw is not None, "gaps are drawn by who has them"
            return draw(max(0, run.number - 1))
        case Run(address=True):
            return Content("")  # a link is known by its line
        case Run():
            style = _style(run)
            return Content.styled(run.text, style) if style else Content(run.text)
        case _:
            assert_never(run)


def _style(run: Run) -> str:
    if run.code or run.image:
        return CODE if run.code else MUTED
    return " ".join(ink for name, ink in _STYLES.items() if getattr(run, name))


_STYLES = {"bold": "bold", "italic": "italic", "strike": "strike", "link": "underline"}


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


def banded(line: Content, width: int, ground: str) -> list[Content]:
    """Return a line as a band over a width; what is behind a tab goes to its right edge.

    Args:
        line: On more than one line where it does not fit.
        width: In cells.
        ground: Role of the band's ground.
    """
    left, _tab, right = line.plain.partition("\t")
    first, last = line[: len(left)], line[len(left) + 1 :]
    room = width - first.cell_length - last.cell_length
    if room < 1:
        lines = Content.assemble(first, "  " if right else "", last).wrap(max(8, width))
    else:
        lines = [first.pad_right(room) + last]
    return [
        one.pad_right(max(0, width - one.cell_length)).stylize_before(f"on ${ground}")
        for one in lines
    ]


def folded(content: Content, width: int, lead: Content, rest: Content) -> list[Content]:
    """Return content wrapped to a width, `lead` before its first line and `rest` before others."""
    room = max(8, width - lead.cell_length)
    lines = content.wrap(room) or [Content("")]
    return [(lead if at == 0 else rest) + line for at, line in enumerate(lines)]
