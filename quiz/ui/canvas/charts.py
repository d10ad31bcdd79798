"""Charts in block and braille characters, drawn on a canvas.

Each says itself without colour too: by its size, its glyph, its place or its label.
"""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from quiz import cells
from quiz.cells import cell_length as length
from quiz.translation import _
from quiz.ui.canvas.canvas import Area, Canvas, Part

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Bits of the dots of a braille character, by row and column. Source: Unicode, Braille Patterns."""
_BRAILLE = 0x2800
_EIGHTHS = " ▁▂▃▄▅▆▇█"
HEAT = (("·", "line"), ("▪", "heat-1"), ("▪", "heat-2"), ("■", "heat-2"), ("■", "heat-3"))
"""Glyph and ink of a day in a calendar, from none to the most: size says it without colour."""
_DAYS_SHOWN = (0, 2, 4, 6)
THICK_LINE, THIN_LINE, LIMIT_LINE, COLUMN = "━ ", "─ ", "╌ ", "█ "
"""Signs of a legend: of a line two dots thick, of one a dot thick, of a limit, of columns."""


class Tick(NamedTuple):
    """A value that an axis names."""

    value: float
    """On the axis's own scale."""
    label: str
    """What stands beside it."""


class Series(NamedTuple):
    """A line of a plot."""

    points: Sequence[tuple[float, float]]
    """Values along and up, in the order in which they are joined."""
    ink: str
    """Its role of colour; `bold` before it makes it two dots thick."""


# Bars


def gauge(canvas: Canvas, x: int, y: int, width: int, share: float, ink: str = "key") -> None:
    """Draw a share, 0 to 1, as a thin bar; it grows by half a cell."""
    if width < 1:
        return
    done, left = cells.bar(share, width)
    canvas.row(x, y, (done, ink), (left, "line"))


def signed_bar(canvas: Canvas, middle: int, y: int, half: int, share: float, ink: str) -> None:
    """Draw a share, -1 to 1, as a thin bar to the left or right of a middle line.

    Args:
        canvas: Where to.
        middle: Column of the line.
        y: Its row.
        half: Cells to each side.
        share: Of `half`; what is not nothing has at least one cell.
        ink: Of the bar.
    """
    canvas.put(middle, y, "│", "dim")
    width = max(1, round(half * abs(share))) if share else 0
    canvas.put(middle + 1 if share > 0 else middle - width, y, "━" * width, ink)


def stacked_bar(
    canvas: Canvas, x: int, y: int, width: int, parts: Sequence[tuple[float, str, str]]
) -> None:
    """Draw amounts one after the other in one thin bar.

    Args:
        canvas: Where to.
        x: Its left end.
        y: Its row.
        width: In cells.
        parts: Amount, glyph and ink of each; one that is not nothing has at least one cell.
    """
    total = sum(amount for amount, _glyph, _ink in parts)
    if not total or width < len(parts):
        return
    sizes = [max(1, round(width * amount / total)) if amount else 0 for amount, *_rest in parts]
    while sum(sizes) != width:  # what rounding left over goes to the largest
        largest = max(range(len(sizes)), key=lambda at: sizes[at])
        sizes[largest] += 1 if sum(sizes) < width else -1
    for size, (_amount, glyph, ink) in zip(sizes, parts, strict=True):
        x = canvas.put(x, y, glyph * size, ink)


def known_bar(
    canvas: Canvas, x: int, y: int, width: int, *, known: float, learning: float, new: float
) -> None:
    """Draw what a bank's cards are."""
    parts = [(known, "━", "right"), (learning, "╍", "partly"), (new, "┄", "dim")]
    stacked_bar(canvas, x, y, width, parts)


def known_legend(known: str, learning: str, new: str) -> list[Part]:
    """Return what says how the bar of a bank's cards is read."""
    return [
        ("━", "right"), (f" {known}  ", "dim"), ("╍", "partly"), (f" {learning}  ", "dim"),
        ("┄", "dim"), (f" {new}", "dim"),
    ]  # fmt: skip


def outlook(
    canvas: Canvas,
    x: int,
    y: int,
    width: int,
    *,
    low: float,
    expected: float,
    high: float,
    pass_mark: float,
) -> None:
    """Draw an expected score in its range, on a line from 0 to 1 with the pass mark in it."""
    canvas.put(x, y, "─" * width, "line")
    if 0 < pass_mark <= 1:
        canvas.put(x + _at(pass_mark, width), y, "┼", "line")
    start, end = _at(low, width), _at(high, width)
    canvas.put(x + start, y, "╍" * (end - start + 1), "predicted")
    canvas.put(x + _at(expected, width), y, "◆", "bold predicted")


def predicted_and_scored(
    canvas: Canvas, x: int, y: int, width: int, predicted: float | None, scored: float
) -> None:
    """Draw a score beside what was predicted, on a line from 0 to 1.

    Args:
        canvas: Where to.
        x: Its left end.
        y: Its row.
        width: In cells.
        predicted: 0 to 1; None where nothing was.
        scored: 0 to 1.
    """
    if width < 2:
        return
    canvas.put(x, y, "─" * width, "line")
    at = _at(scored, width)
    ink = "right"
    if predicted is not None:
        told = _at(predicted, width)
        ink = "right" if scored >= predicted else "partly"
        canvas.put(x + min(at, told), y, "━" * (abs(at - told) + 1), ink)
        canvas.put(x + told, y, "◇", "predicted")
    canvas.put(x + at, y, "●", f"bold {ink}")


def score_legend(scored: str, predicted: str) -> list[Part]:
    """Return what says how a score beside its prediction is read."""
    return [
        ("●", "bold right"),
        (f" {scored}  ", "dim"),
        ("◇", "predicted"),
        (f" {predicted}", "dim"),
    ]


def then_and_now(canvas: Canvas, x: int, y: int, width: int, then: float, now: float) -> None:
    """Draw how a share grew or shrank, on a line from 0 to 1: `●` then, `◆` now."""
    if width < 2:
        return
    canvas.put(x, y, "─" * width, "line")
    was, at = _at(then, width), _at(now, width)
    ink = "right" if now >= then else "wrong"
    canvas.put(x + min(was, at), y, "━" * (abs(at - was) + 1), ink)
    canvas.put(x + was, y, "●", ink)
    canvas.put(x + at, y, "◆", "bold text")


def _at(share: float, width: int) -> int:
    return max(0, min(width - 1, round(share * (width - 1))))


def memory_line(
    canvas: Canvas, x: int, y: int, width: int, before: float | None, now: float
) -> None:
    """Draw how long a card lasted and lasts now, on a scale of logarithms from a day to a year.

    Args:
        canvas: Where to.
        x: Its left end.
        y: Its row.
        width: In cells.
        before: Days that it lasted; None if it is new.
        now: Days that it lasts.
    """
    canvas.put(x, y, "─" * width, "line")
    for days in (1, 7, 30):
        canvas.put(x + _log_at(days, width), y, "┼", "line")
    at = _log_at(now, width)
    if before is not None:
        was = _log_at(before, width)
        ink = "right" if now >= before else "wrong"
        canvas.put(x + min(was, at), y, "━" * (abs(at - was) + 1), ink)
        canvas.put(x + was, y, "●", ink)
    canvas.put(x + at, y, "◆", "bold text")


def memory_marks(canvas: Canvas, x: int, y: int, width: int) -> None:
    """Name the days that a line of memory marks: a day, a week, a month and its end, a year."""
    free = x
    for days, name in ((1, _("day")), (7, _("week")), (30, _("month")), (365, _("year"))):
        column = x + _log_at(days, width)
        start = min(x + width - length(name), max(x, column - length(name) // 2))
        if start >= free:
            free = canvas.put(start, y, name, "dim") + 1


def _log_at(days: float, width: int) -> int:
    return _at(math.log(max(1.0, min(365.0, days))) / math.log(365), width)


# Rings and figures


def ring(canvas: Canvas, area: Area, share: float, ink: str) -> None:
    """Draw a ring of dots, thick as far as a share, 0 to 1, reaches, and thin for the rest."""
    wide, high = area.width * 2, area.height * 4
    outer = min(wide, high) / 2
    for row in range(area.height):
        for column in range(area.width):
            thick = thin = 0
            for down in range(4):
                for along in range(2):
                    px = column * 2 + along + 0.5 - wide / 2
                    py = row * 4 + down + 0.5 - high / 2
                    far = math.hypot(px, py)
                    turn = math.atan2(px, -py) / math.tau % 1
                    if turn < share and outer - 3.4 <= far <= outer:
                        thick |= _DOTS[down][along]
                    elif turn >= share and abs(far - outer + 1.6) < 0.62:
                        thin |= _DOTS[down][along]
            if bits := thick | thin:
                glyph = chr(_BRAILLE + bits)
                canvas.put(area.x + column, area.y + row, glyph, ink if thick else "line")


def digits(canvas: Canvas, x: int, y: int, text: str, ink: str = "bold text") -> int:
    """Write figures three rows high, or one where lines become letters; return the next column."""
    if canvas.is_ascii:
        return canvas.put(x, y + 1, text, ink)
    from textual.renderables.digits import DIGITS, DIGITS3X3_BOLD

    for sign in text:
        if sign in DIGITS:
            at = DIGITS.index(sign) * 3
            rows = DIGITS3X3_BOLD[at : at + 3]
            for down, row in enumerate(rows):
                canvas.put(x, y + down, row, ink)
            x += max(map(len, rows))
        else:
            x = canvas.put(x, y + 2, sign, ink)
    return x


def block(canvas: Canvas, area: Area, ink: str, *, is_faint: bool = False) -> None:
    """Fill an area with an ink: a thick bar, a column, a step of a podium.

    Args:
        canvas: Where to.
        area: Which cells.
        ink: Its role of colour.
        is_faint: Whether it is only half filled: it stands behind another one.
    """
    for y in range(area.y, area.y + area.height):
        canvas.put(area.x, y, ("▒" if is_faint else "█") * area.width, ink)


_HUGE = {
    "0": (7, 5, 5, 5, 7), "1": (2, 6, 2, 2, 7), "2": (7, 1, 7, 4, 7), "3": (7, 1, 7, 1, 7),
    "4": (5, 5, 7, 1, 1), "5": (7, 4, 7, 1, 7), "6": (7, 4, 7, 5, 7), "7": (7, 1, 1, 2, 2),
    "8": (7, 5, 7, 5, 7), "9": (7, 5, 7, 1, 7),
}  # fmt: skip
"""Rows of three bits of each figure."""


def huge(canvas: Canvas, x: int, y: int, text: str, ink: str, scale: int = 2) -> int:
    """Write figures five rows high, of full blocks, for the last row of a class.

    Args:
        canvas: Where to.
        x: The left edge.
        y: The first row.
        text: Figures and spaces.
        ink: Its role of colour; empty cuts the figures out of what is there.
        scale: Cells of a block; a figure is three blocks wide.

    Returns:
        The next free column.
    """
    block, ink = ("█" * scale, ink) if ink else (" " * scale, "text")
    for sign in text:
        if sign == " ":
            x += scale
            continue
        for row, bits in enumerate(_HUGE[sign]):
            for column in range(3):
                if bits >> (2 - column) & 1:
                    canvas.put(x + column * scale, y + row, block, ink)
        x += 4 * scale
    return x


# Columns and lines


def columns(
    canvas: Canvas,
    area: Area,
    values: Sequence[float],
    labels: Sequence[str],
    *,
    inks: Sequence[str] | str = "key-fill",
    top: float | None = None,
    ticks: Sequence[Tick] = (),
    today: int | None = None,
    says_values: bool = True,
) -> int:
    """Draw columns in eighths of a row, on a base line.

    Args:
        canvas: Where to.
        area: The room; its last row has the labels.
        values: Of each column, from 0 on.
        labels: Of each column; empty for none.
        inks: Of all columns, or of each.
        top: The value that fills the height; None: the highest.
        ticks: Values that are named at the left.
        today: Index of the column whose label is bold.
        says_values: Whether each value stands above its column, where there is room.

    Returns:
        Cells from one column to the next.
    """
    if not values or area.height < 4:
        return 0
    top = top or max(values) or 1
    left = max((length(tick.label) for tick in ticks), default=-1) + 1
    step = max(1, (area.width - left) // len(values))
    wide = step - (step > 1) - (step > 6)
    says_values = says_values and step >= 4
    first = area.y + says_values
    height = area.height - 2 - says_values
    base = first + height
    for tick in ticks:
        line = base - max(0, min(height, round(tick.value / top * height)))
        if tick.value:
            canvas.put(area.x + left, line, "┈" * (step * len(values)), "line")
        canvas.right(area.x + left - 1, line, (tick.label, "dim"))
    for at, value in enumerate(values):
        x = area.x + left + at * step
        ink = inks if isinstance(inks, str) else inks[at]
        eighths = min(height * 8, round(value / top * height * 8))
        eighths = max(eighths, 1 if value else 0)
        for row in range(-(-eighths // 8)):
            canvas.put(x, base - 1 - row, _EIGHTHS[min(8, eighths - row * 8)] * wide, ink)
        if says_values and round(value):
            said = f"{value:.0f}"
            line = base - 1 - -(-eighths // 8)
            canvas.put(x + max(0, (wide - len(said)) // 2), line, said)
    canvas.put(area.x + left, base, "▔" * (step * len(values) - (step > wide)), "line")
    for at, label in enumerate(labels):
        x = area.x + left + at * step + (wide - length(label)) // 2
        canvas.put(x, base + 1, label, "bold text" if at == today else "dim")
    return step


def plot(
    canvas: Canvas,
    area: Area,
    series: Sequence[Series],
    *,
    along: tuple[float, float],
    up: tuple[float, float],
    along_ticks: Sequence[Tick],
    up_ticks: Sequence[Tick],
    limit: float | None = None,
) -> Callable[[float, float], tuple[int, int]]:
    """Draw lines of dots in a frame.

    Args:
        canvas: Where to.
        area: The room; its last row has the labels of the axis along.
        series: The lines.
        along: Least and most value along.
        up: Least and most value up.
        along_ticks: Values that are named below.
        up_ticks: Values that are named at the left, each with a line across.
        limit: A value up that has a dashed line across, a goal.

    Returns:
        What gives the cell of a pair of values, for signs on the lines.
    """
    left = max((length(tick.label) for tick in up_ticks), default=0) + 2
    width, height = max(2, area.width - left), max(1, area.height - 2)
    x0 = area.x + left

    def dot(one: float, other: float) -> tuple[float, float]:
        wide, high = (along[1] - along[0]) or 1, (up[1] - up[0]) or 1
        return (
            (one - along[0]) / wide * (width * 2 - 1),
            (1 - (other - up[0]) / high) * (height * 4 - 1),
        )

    def cell(one: float, other: float) -> tuple[int, int]:
        px, py = dot(one, other)
        return (
            x0 + min(width - 1, max(0, int(px / 2))),
            area.y + min(height - 1, max(0, int(py / 4))),
        )

    for tick in up_ticks:
        line = cell(along[0], tick.value)[1]
        canvas.put(x0, line, "┈" * width, "line")
        canvas.right(x0 - 1, line, (tick.label, "dim"))
    if limit is not None:
        canvas.put(x0, cell(along[0], limit)[1], "╌" * width, "dim")
    for line in range(area.y, area.y + height):
        canvas.put(x0 - 1, line, "│", "line")
    canvas.put(x0 - 1, area.y + height, "└" + "─" * width, "line")
    free = x0
    for tick in along_ticks:
        column = cell(tick.value, up[0])[0]
        canvas.put(column, area.y + height, "┴", "line")
        middle = column - length(tick.label) // 2
        start = max(x0, min(area.x + area.width - length(tick.label), middle))
        if start >= free:  # else it would run into the one before
            free = canvas.put(start, area.y + height + 1, tick.label, "dim") + 1
    for one in series:
        _draw_line(canvas, one, dot, Area(x0, area.y, width, height))
    return cell


def _draw_line(
    canvas: Canvas, series: Series, dot: Callable[[float, float], tuple[float, float]], area: Area
) -> None:
    """Set the dots along a line, two thick if its ink is bold."""
    thickness = 2 if series.ink.startswith("bold") else 1
    bits: dict[tuple[int, int], int] = {}

    def dab(px: float, py: float) -> None:
        if not (0 <= px < area.width * 2 and 0 <= py < area.height * 4):
            return
        for down in range(thickness):
            row = min(area.height * 4 - 1, int(py) + down)
            at = int(px) // 2, row // 4
            bits[at] = bits.get(at, 0) | _DOTS[row % 4][int(px) % 2]

    dots = [dot(*point) for point in series.points]
    for px, py in dots[:1]:
        dab(px, py)
    for (px, py), (qx, qy) in pairwise(dots):
        steps = max(1, int(max(abs(qx - px), abs(qy - py)) * 1.5))
        for step in range(steps + 1):
            dab(px + (qx - px) * step / steps, py + (qy - py) * step / steps)
    for (column, row), bit in bits.items():
        canvas.put(area.x + column, area.y + row, chr(_BRAILLE + bit), series.ink)


# Calendar


def calendar(
    canvas: Canvas,
    x: int,
    y: int,
    weeks: Sequence[Sequence[int | None]],
    months: Sequence[tuple[int, str]],
    days: Sequence[str],
    *,
    today: tuple[int, int] | None = None,
) -> None:
    """Draw a column a week and a row a day, eight rows with that of the months.

    Args:
        canvas: Where to.
        x: Its left edge.
        y: Its first row.
        weeks: Levels of the seven days of each week, 0 to 4; None for a day to come.
        months: Index of a week, and the name that stands above it.
        days: Names of the seven days.
        today: Index of the week and of the day that is today.
    """
    free = 0
    for week, name in months:
        if x + 4 + week * 2 >= free:
            free = canvas.put(x + 4 + week * 2, y, name, "dim") + 1
    for day in _DAYS_SHOWN:
        canvas.put(x, y + 1 + day, days[day], "dim")
    for at, levels in enumerate(weeks):
        for row, level in enumerate(levels):
            if level is None:
                continue
            glyph, ink = HEAT[level]
            if (at, row) == today:
                glyph, ink = "◆", "bold partly"
            canvas.put(x + 4 + at * 2, y + 1 + row, glyph, ink)


def calendar_legend(less: str, more: str) -> list[Part]:
    """Return what says how a calendar is read."""
    return [
        (less, "dim"), " ",
        *(part for glyph, ink in HEAT for part in ((glyph, ink), " ")),
        (more, "dim"),
    ]  # fmt: skip


def ticks_to(most: float, count: int = 2) -> list[Tick]:
    """Return 0 and round values up to at least `most`, for a scale of columns.

    Args:
        most: The highest value.
        count: How many values above 0.
    """
    least = max(count, most) / count
    power = 10.0 ** math.floor(math.log10(least))
    step = next(power * by for by in (1, 2, 5, 10) if power * by >= least - 1e-9)
    return [Tick(step * at, f"{step * at:,.0f}") for at in range(count + 1)]
