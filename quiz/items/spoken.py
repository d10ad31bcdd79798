"""A bank's Markdown as plain lines that can be read aloud: for line mode and screen readers."""

from collections.abc import Iterable, Iterator

from quiz.items import Item
from quiz.items.markdown import (
    Blank,
    Block,
    Break,
    CodeBlock,
    Heading,
    Line,
    Listing,
    MathSpan,
    Paragraph,
    Quote,
    Rule,
    Run,
    Table,
    blocks,
    plain_line,
)
from quiz.items.wording import stem_markdown
from quiz.translation import _


def spoken(text: str) -> list[str]:
    """Return a Markdown text as lines without marks: lists as entries, tables cell by cell."""
    return list(_lines(blocks(text)))


def spoken_line(text: str) -> str:
    """Return an option or an answer, plain text with code and maths in it, without their marks."""
    return _words(plain_line(text))


def stem_line(item: Item) -> str:
    """Return what an item asks as one line without marks, as lists of questions show it."""
    return " ".join(spoken(stem_markdown(item)))


def _lines(found: Iterable[Block]) -> Iterator[str]:
    for block in found:
        match block:
            case Paragraph() | Heading():
                yield from _words(block.runs).split("\n")
            case CodeBlock():
                yield from block.text.split("\n")
            case Listing():
                yield from _entries(block)
            case Quote():
                lines = list(_lines(block.blocks))
                yield _("Quote: {text}").format(text="\n".join(lines[:1]))
                yield from lines[1:]
            case Table():
                yield from _rows(block)
            case Rule():
                pass


def _entries(listing: Listing) -> Iterator[str]:
    for number, entry in enumerate(listing.items, listing.start or 0):
        mark = "- " if listing.start is None else f"{number}. "
        for at, line in enumerate(_lines(entry)):
            yield f"{'  ' if at else mark}{line}"


def _rows(table: Table) -> Iterator[str]:
    """Yield a line for each row, every cell after the name of its column."""
    names = [_words(cell) for cell in table.head]
    for row in table.rows:
        cells = [_words(cell) for cell in row]
        said = [
            f"{name}: {cell}" if name else cell for name, cell in zip(names, cells, strict=True)
        ]
        yield "; ".join(said) + "."
    if not table.rows:
        yield "; ".join(names) + "."


def _words(line: Line) -> str:
    return "".join(map(_word, line))


def _word(run: Run | MathSpan | Break | Blank) -> str:
    match run:
        case Break():
            return "\n"
        case Blank():
            return f"[{run.number or 1}]"
        case MathSpan() | Run():
            return run.text
