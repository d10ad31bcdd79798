"""Tables as lines of text, each column as wide as what is in it in any language."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from quiz.cells import cell_length, pad


class TableColumn(NamedTuple):
    """A column of a table."""

    head: str
    """What stands above it."""
    room: int = 0
    """Cells at least."""
    is_text: bool = False
    """Whether it begins at the left, as texts do, and numbers don't."""


def table(columns: Sequence[TableColumn], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, the heads first.

    Args:
        columns: From left to right.
        rows: The cells of each row, as many as there are columns.
    """
    lines = [[column.head for column in columns], *rows]
    rooms = [
        max(column.room, *(cell_length(line[at]) for line in lines))
        for at, column in enumerate(columns)
    ]
    for line in lines:
        cells = (
            pad(cell, room) if column.is_text else " " * (room - cell_length(cell)) + cell
            for column, room, cell in zip(columns, rooms, line, strict=True)
        )
        yield "  ".join(cells).rstrip()
