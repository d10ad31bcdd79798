"""A bank's Markdown as a tree, from which the screens and paper draw: one meaning for both.

Stems, explanations and passages are Markdown (`blocks`, or `gapped` with gaps in them); options and
answers are plain text in which only code and maths are marked (`plain_line`).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from quiz.cleaning import clean
from quiz.items.directions import text_direction
from quiz.items.markup import spans, tokens
from quiz.items.wording import GAP

_DEEPEST = 5
"""Lists and quotes deeper than this are drawn at this depth."""
_MOST_NESTED = 18
"""A little deeper, and the parser drops what is in there: such a text is printed as typed."""
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Stand round the number of a gap while a text is parsed: no character that a text may have."""
_GAP = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_MARKERS = re.compile(f"[{_OPEN}{_CLOSE}]")
_PLAIN = re.compile(r"[^*_`$\\\[<&|~\n]*\Z")
"""A line without marks, as most are: no parser is needed."""
_STYLES = {"strong": "bold", "em": "italic", "s": "strike"}


# The tree


class Run(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="is", tag="run"):
    """A piece of text in one look."""

    text: str
    """Plain text."""
    bold: bool = False
    """Whether it is set in bold."""
    italic: bool = False
    """Whether it is set in italics."""
    strike: bool = False
    """Whether it is struck through."""
    code: bool = False
    """Whether it is set in a fixed width."""
    link: bool = False
    """Whether it is the text of a link."""
    image: bool = False
    """Whether it stands for a picture in the text."""
    address: bool = False
    """Whether it is the address of the link before it: on paper nobody can press that."""


class MathSpan(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="is", tag="formula"
):
    """A formula, within a line or on lines of its own."""

    source: str
    """LaTeX without its dollar signs; what sets it reads it by `quiz.items.maths.tree`."""
    text: str
    """The same as Unicode text, for where it is not set."""
    is_block: bool = False
    """Whether it stands on a line of its own."""


class Break(msgspec.Struct, frozen=True, tag_field="is", tag="break"):
    """A line break."""


class Blank(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="is", tag="gap"
):
    """A gap in a text, to be filled in by hand."""

    number: int
    """From 1 within its question; 0 where there is only one."""
    width_em: float
    """Width of the line to write on, in em."""


Inline = Run | MathSpan | Break | Blank
Line = tuple[Inline, ...]


class Paragraph(msgspec.Struct, frozen=True, tag_field="is", tag="paragraph"):
    """Text."""

    runs: Line
    """Its text."""


class Heading(msgspec.Struct, frozen=True, tag_field="is", tag="heading"):
    """A heading within a text."""

    runs: Line
    """Its text."""
    level: int
    """1 to 6."""


class Listing(msgspec.Struct, frozen=True, kw_only=True, tag_field="is", tag="list"):
    """A list, each entry of blocks."""

    items: "tuple[tuple[Block, ...], ...]"
    """The blocks of each entry."""
    start: int | None = None
    """The first number; None for bullets."""


class Table(msgspec.Struct, frozen=True, kw_only=True, tag_field="is", tag="table"):
    """A table; every row has as many cells as there are columns."""

    head: tuple[Line, ...]
    """A cell for each column."""
    rows: tuple[tuple[Line, ...], ...]
    """As many cells in each row as there are columns."""
    aligned: tuple[str, ...]
    """`left`, `center` or `right` for each column."""


class CodeBlock(msgspec.Struct, frozen=True, tag_field="is", tag="code"):
    """Lines of code."""

    text: str
    """Its lines, as they are."""


class Quote(msgspec.Struct, frozen=True, tag_field="is", tag="quote"):
    """A quotation."""

    blocks: "tuple[Block, ...]"
    """What is quoted."""


class Rule(msgspec.Struct, frozen=True, tag_field="is", tag="rule"):
    """A line across."""


Block = Paragraph | Heading | Listing | Table | CodeBlock | Quote | Rule


# Reading it


def plain_line(text: str) -> Line:
    """Return an option or an answer: plain text in which only code and maths are marked."""
    text = clean(text)
    out: list[Inline] = []
    at = 0
    for start, end in spans(text):
        if start > at:
            out.append(Run(text=text[at:start]))
        piece = text[start:end]
        if piece.startswith("$"):
            out.append(_formula(piece.strip("$")))
        else:
            out.append(Run(text=piece.strip("`").strip(), code=True))
        at = end
    if at < len(text):
        out.append(Run(text=text[at:]))
    return tuple(out)


@lru_cache(4096)  # every version of an exam has the same texts
def blocks(text: str) -> tuple[Block, ...]:
    """Return a Markdown text as blocks."""
    text = clean(text)
    if not text.strip():
        return ()
    if _PLAIN.match(text):
        return (Paragraph((Run(text=text),)),)
    return _Writer(()).text(text)


def gapped(segments: Sequence[str], widths: Sequence[float]) -> tuple[Block, ...]:
    """Return a Markdown text with gaps in it.

    Args:
        segments: The text between the gaps, one more than there are gaps.
        widths: How wide each gap is on paper, in em.
    """
    text = _MARKERS.sub("", segments[0])
    for number, segment in enumerate(segments[1:], 1):
        text += f"{_OPEN}{number}{_CLOSE}" + _MARKERS.sub("", segment)
    many = len(widths) > 1
    gaps = tuple(
        Blank(number=number if many else 0, width_em=width)
        for number, width in enumerate(widths, 1)
    )
    text = clean(text)
    found = _plain_gapped(text, gaps) if _PLAIN.match(text) else _Writer(gaps).text(text)
    # Markdown may swallow a gap, in the address of a link for one; each must be there to be filled.
    missing = [gap for gap in gaps if gap not in set(_gaps_of(found))]
    return (*found, Paragraph(tuple(missing))) if missing else found


def line_direction(line: Line) -> str:
    """Return the direction of a line by its words; code and formulas have none."""
    words = (run.text for run in line if isinstance(run, Run) and not run.code)
    return text_direction("".join(words))


def _formula(source: str, *, is_block: bool = False) -> MathSpan:
    from quiz.items.maths import to_unicode  # few texts have any

    return MathSpan(source=source, text=to_unicode(source), is_block=is_block)


def _gaps_of(found: Sequence[Any]) -> Iterator[Blank]:
    """Yield the gaps of blocks, however deep."""
    for one in found:
        if isinstance(one, Blank):
            yield one
        elif isinstance(one, tuple):
            yield from _gaps_of(one)
        elif isinstance(one, Paragraph | Heading):
            yield from _gaps_of(one.runs)
        elif isinstance(one, Listing):
            yield from _gaps_of(one.items)
        elif isinstance(one, Table):
            yield from _gaps_of((one.head, one.rows))
        elif isinstance(one, Quote):
            yield from _gaps_of(one.blocks)


def _plain_gapped(text: str, gaps: tuple[Blank, ...]) -> tuple[Block, ...]:
    """Return a line without marks: no parser is needed for text with gaps in it alone."""
    out: list[Inline] = []
    for at, piece in enumerate(_GAP.split(text.strip())):
        if at % 2:
            out.append(gaps[int(piece) - 1])
        elif piece:
            out.append(Run(text=piece))
    return (Paragraph(tuple(out)),)


class _Writer:
    """Turns the tree of a Markdown text into blocks."""

    def __init__(self, gaps: tuple[Blank, ...]) -> None:
        self._gaps = gaps

    def text(self, text: str) -> tuple[Block, ...]:
        from markdown_it.tree import SyntaxTreeNode

        found = tokens(text)
        if any(token.level >= _MOST_NESTED for token in found):
            return (Paragraph(tuple(self._texts(text, {}))),)
        return tuple(self._blocks(SyntaxTreeNode(found).children, 0))

    def _blocks(self, nodes: Sequence[Any], depth: int) -> Iterator[Block]:
        for node in nodes:
            yield from self._block(node, depth)

    def _block(self, node: Any, depth: int) -> Iterator[Block]:
        kind = node.type
        if kind in ("bullet_list", "ordered_list", "blockquote") and depth >= _DEEPEST:
            for child in node.children:
                inner = child.children if child.type == "list_item" else [child]
                yield from self._blocks(inner, depth)
        elif kind in ("bullet_list", "ordered_list"):
            items = tuple(tuple(self._blocks(item.children, depth + 1)) for item in node.children)
            start = int(node.attrs.get("start", 1)) if kind == "ordered_list" else None
            yield Listing(items=items, start=start)
        elif kind == "blockquote":
            yield Quote(tuple(self._blocks(node.children, depth + 1)))
        elif kind == "heading":
            yield Heading(self._line(node.children), int(node.tag[1:]))
        elif kind in ("fence", "code_block"):
            yield CodeBlock(self._without_marks(node.content.rstrip("\n")))
        elif kind == "math_block":
            yield Paragraph((self._formula(node.content.strip(), is_block=True),))
        elif kind == "table":
            yield self._table(node)
        elif kind == "hr":
            yield Rule()
        elif node.children:
            yield Paragraph(self._line(node.children))
        elif node.content:
            yield Paragraph((Run(text=self._without_marks(node.content)),))

    def _table(self, node: Any) -> Table:
        rows = [row for part in node.children for row in part.children]
        cells = [[self._line(cell.children) for cell in row.children] for row in rows]
        signs = [str(cell.attrs.get("style", "")) for cell in rows[0].children]
        aligned = tuple(
            next((side for side in ("center", "right") if side in sign), "left") for sign in signs
        )
        return Table(head=tuple(cells[0]), rows=tuple(map(tuple, cells[1:])), aligned=aligned)

    def _line(self, nodes: Sequence[Any]) -> Line:
        return tuple(_joined(self._inlines(nodes, {})))

    def _inlines(self, nodes: Sequence[Any], style: dict[str, bool]) -> Iterator[Inline]:
        for node in nodes:
            kind = node.type
            if kind in _STYLES:
                yield from self._inlines(node.children, {**style, _STYLES[kind]: True})
            elif kind == "link":
                yield from self._inlines(node.children, {**style, "link": True})
                yield from self._address(node, style)
            elif kind == "hardbreak":
                yield Break()
            elif kind == "code_inline":
                yield Run(text=self._without_marks(node.content), code=True)
            elif kind in ("math_inline", "math_inline_double"):
                yield self._formula(node.content, is_block=kind == "math_inline_double")
            elif kind == "image":
                shown = node.content or node.attrs.get("src", "")
                yield from self._texts(f"[{shown}]", {**style, "image": True})
            elif node.children:
                yield from self._inlines(node.children, style)
            else:
                yield from self._texts(node.content, style)

    def _address(self, node: Any, style: dict[str, bool]) -> Iterator[Inline]:
        """Yield the address of a link, unless its text is that."""
        address = str(node.attrs.get("href", ""))
        shown = "".join(child.content for child in node.children)
        if address and address.removeprefix("mailto:") != shown:
            yield from self._texts(f" ({address})", {**style, "address": True})

    def _texts(self, text: str, style: dict[str, bool]) -> Iterator[Inline]:
        """Yield a text, its gaps apart."""
        text = clean(text)  # an entity, as `&#x202e;`, is a control character only by now
        at = 0
        for found in _GAP.finditer(text):
            if found.start() > at:
                yield Run(text=text[at : found.start()], **style)
            yield self._gaps[int(found.group(1)) - 1]
            at = found.end()
        if at < len(text):
            yield Run(text=text[at:], **style)

    def _formula(self, source: str, *, is_block: bool) -> MathSpan:
        return _formula(self._without_marks(source), is_block=is_block)

    def _without_marks(self, text: str) -> str:
        """Return code or maths; a gap that fell into it is added at the end of the question."""
        return _GAP.sub(GAP, text)


def _joined(runs: Iterator[Inline]) -> Iterator[Inline]:
    """Yield runs with neighbours of one look made one."""
    last: Run | None = None
    for run in runs:
        if not isinstance(run, Run):
            if last is not None:
                yield last
                last = None
            yield run
        elif last is not None and _look(last) == _look(run):
            last = Run(text=last.text + run.text, **_look(last))
        else:
            if last is not None:
                yield last
            last = run
    if last is not None:
        yield last


def _look(run: Run) -> dict[str, bool]:
    names = ("bold", "italic", "strike", "code", "link", "image", "address")
    return {name: True for name in names if getattr(run, name)}
