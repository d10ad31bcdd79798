"""What an answer did to a card's memory: how long it lasted and lasts now."""

from collections.abc import Callable, Sequence

import msgspec
from textual.content import Content

from quiz.memory import interval_words
from quiz.translation import _
from quiz.ui.canvas.as_content import content_of
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.ui.canvas.charts import (
    THICK_LINE,
    THIN_LINE,
    Series,
    Tick,
    memory_line,
    memory_marks,
    plot,
)

_DAY_S = 86_400
_LEAST, _MOST = 12, 40
"""Cells of the line."""
_POINTS = 60
_BOTTOM = 0.5
LINE_ROWS = 2


class MemoryChange(msgspec.Struct, frozen=True, kw_only=True):
    """How long a card lasted before an answer, and lasts now."""

    before: float | None
    """Days until recall falls to 90 %; None for a card that was new."""
    now: float
    """The same after the answer."""
    back: str
    """When it comes back, in words."""

    @property
    def words(self) -> str:
        """Both in words: `6 d → 15 d`."""
        return f"{lasts(self.before)} → {lasts(self.now)}" if self.before else lasts(self.now)


def lasts(days: float | None) -> str:
    """Return how long a card lasts: `15 d`; a dash for a new card."""
    return "–" if days is None else interval_words(days * _DAY_S)


def line(change: MemoryChange, width: int) -> Content:
    """Return the line of memory with its scale below, on two lines; empty without the room."""
    title = _("Memory")
    start = len(title) + 2
    beside = max(len(change.words), len(change.back))
    room = min(_MOST, width - start - beside - 2)
    if room < _LEAST:
        return Content("")
    canvas = Canvas(width, LINE_ROWS)
    canvas.put(0, 0, title, "dim")
    memory_line(canvas, start, 0, room, change.before, change.now)
    memory_marks(canvas, start, 1, room)
    is_longer = change.before is None or change.now >= change.before
    x = start + room + 2
    if change.before is not None:
        x = canvas.put(x, 0, f"{lasts(change.before)} → ", "dim")
    canvas.put(x, 0, lasts(change.now), "bold right" if is_longer else "bold wrong")
    canvas.put(start + room + 2, 1, change.back, "dim")
    return content_of(canvas)


def curve(
    canvas: Canvas, area: Area, change: MemoryChange, recall: Callable[[float, float], float]
) -> None:
    """Draw the chance to know the card from now on, and as it would be without this answer.

    Args:
        canvas: Where to.
        area: The room.
        change: What the answer did.
        recall: Returns the chance after so many days at a stability in days.
    """
    span = max(7.0, min(365.0, 2 * max(change.now, change.before or 0.0)))
    before = change.before
    days = [span * at / _POINTS for at in range(_POINTS + 1)]

    def points(stability: float) -> Sequence[tuple[float, float]]:
        return [(day, recall(day, stability)) for day in days]

    ink = "right" if before is None or change.now >= before else "wrong"
    series = [Series(points(change.now), f"bold {ink}")]
    legend = [(THICK_LINE, f"bold {ink}"), (_("from now on"), "dim")]
    if before is not None:
        series.insert(0, Series(points(before), "dim"))
        legend += [("   ", "dim"), (THIN_LINE, "dim"), (_("before this answer"), "dim")]
    canvas.row(area.x, area.y, (_("Chance that you still know it"), "dim"), "   ", *legend)
    plot(
        canvas,
        Area(area.x, area.y + 1, area.width, area.height - 1),
        series,
        along=(0.0, span),
        up=(_BOTTOM, 1.02),
        along_ticks=[Tick(0.0, _("now")), *_days_ticks(span)],
        up_ticks=[Tick(share, f"{share:.0%}") for share in (1.0, 0.9, 0.7, 0.5)],
    )


def _days_ticks(span: float) -> list[Tick]:
    return [Tick(days, lasts(days)) for days in (7.0, 30.0, 90.0, 180.0, 365.0) if days <= span]
