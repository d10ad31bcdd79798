"""What the boards of the cockpit share: the QR code, names in columns, a ranking."""

from collections.abc import Sequence
from typing import NamedTuple

from quiz.cells import cell_length
from quiz.classroom.game import Player, Standing
from quiz.cleaning import clean_line
from quiz.translation import _
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.web.live import LiveGame

_WIDEST = 130
_LONGEST_NAME = 22
_PODIUM = 3


class HostView(NamedTuple):
    """What the boards of a game are drawn from."""

    live: LiveGame
    """The game."""
    address: str
    """What pupils type."""
    qr: tuple[tuple[bool, ...], ...] = ()
    """Modules of the QR code of the address; empty for none."""
    has_names: bool = True
    """Whether is named who is still thinking."""
    share: float = 1.0
    """How far the podium has risen, 0 to 1."""


class Cell(NamedTuple):
    """A name among others."""

    sign: str
    """In front of it, one cell."""
    text: str
    """The name."""
    ink: str
    """Its ink."""


def column_of(canvas: Canvas) -> tuple[int, int]:
    """Return left edge and width of what a board says: not over the whole of a wide window."""
    width = max(10, min(canvas.width - 6, _WIDEST))
    return (canvas.width - width) // 2, width


def draw_qr(canvas: Canvas, x: int, y: int, modules: Sequence[Sequence[bool]]) -> None:
    """Draw a QR code, two modules a cell, black on white in every theme."""
    for row in range(0, len(modules), 2):
        lower = modules[row + 1] if row + 1 < len(modules) else [False] * len(modules[row])
        for column, upper in enumerate(modules[row]):
            canvas.put(x + column, y + row // 2, "▀", "black" if upper else "white")
            ground = "black" if lower[column] else "white"
            canvas.fill(Area(x + column, y + row // 2, 1, 1), ground)


def name_cells(players: Sequence[Player], present: set[str]) -> list[Cell]:
    """Return players as names, the newest marked; who is away now is dim."""
    cells = [Cell("·", clean_line(p.name), "text" if p.id in present else "dim") for p in players]
    if cells:
        cells[-1] = Cell("▸", cells[-1].text, "bold text")
    return cells


def draw_names(canvas: Canvas, area: Area, cells: Sequence[Cell]) -> int:
    """Draw names in columns; where there are too many, the last ones and how many came before.

    Returns:
        The next free row.
    """
    if not cells or area.height < 1:
        return area.y
    longest = max(cell_length(cell.text) for cell in cells)
    wide = min(_LONGEST_NAME, max(6, longest)) + 4
    columns = max(1, area.width // wide)
    room = columns * area.height
    before = 0
    if len(cells) > room:
        before = len(cells) - room + 1
        cells = cells[before:]
    first = 0
    if before:
        words = _("{n} more").format(n=f"{before:,}")
        canvas.put(area.x, area.y, f"+ {words}", "dim", wide - 1)
        first = 1
    for at, cell in enumerate(cells, first):
        x, y = area.x + at % columns * wide, area.y + at // columns
        is_new = cell.sign == "▸"
        canvas.put(x, y, cell.sign, "bold key" if is_new else "dim")
        canvas.put(x + 2, y, cell.text, cell.ink, wide - 3)
    return area.y + (len(cells) + first - 1) // columns + 1


def change_of(line: Standing) -> tuple[str, str]:
    """Return how a place changed: a sign and its ink."""
    if line.change > 0:
        return f"↑{line.change}", "right"
    return (f"↓{-line.change}", "dim") if line.change < 0 else ("·", "dim")


def draw_ranking(canvas: Canvas, area: Area, lines: Sequence[Standing]) -> None:
    """Draw a ranking: place, name, points as a bar, and how the place changed."""
    most = max((line.points for line in lines), default=0) or 1
    name_room = min(30, max(12, area.width // 3))
    for at, line in enumerate(lines[: area.height]):
        y = area.y + at
        is_top = line.rank <= _PODIUM
        canvas.right(area.x + 3, y, (f"{line.rank}", "bold partly" if is_top else "dim"))
        canvas.put(
            area.x + 5, y, clean_line(line.name), "bold text" if is_top else "text", name_room
        )
        bar = area.x + 6 + name_room
        charts.gauge(canvas, bar, y, area.x + area.width - bar - 16, line.points / most)
        canvas.right(area.x + area.width - 6, y, (f"{line.points:,}", "bold text"))
        sign, ink = change_of(line)
        canvas.right(area.x + area.width, y, (sign, ink))
