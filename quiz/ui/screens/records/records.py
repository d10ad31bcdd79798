"""Records: bests, the level of each bank, and the achievements with how far each is."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.desk.today.bests import bests
from quiz.desk.today.day import overview
from quiz.desk.today.rewards import MOST_LEVEL, records_of
from quiz.translation import _
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas, Part
from quiz.ui.canvas.paint import Paint
from quiz.ui.content import parts
from quiz.ui.dates import day_and_month
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from quiz.desk.today.day import Overview
    from quiz.desk.today.rewards import Achievement, BankLevel

_WIDTH, _WIDE = 112, 140
"""Cells of one column at most, and from which on there are two."""
_LEFT = 56
_NAME = 26
_TITLE, _FIGURES = 18, 14
"""Cells of an achievement's title, and of its gauge with its figures."""


class RecordsScreen(QuizScreen):
    """Bests, levels and achievements; it scrolls by a row at a time."""

    CSS_PATH = "records.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll(1)", _("Down"), show=False, id="records.down"),
        Binding("up,k", "scroll(-1)", _("Up"), show=False, id="records.up"),
        Binding("pagedown,space", "scroll(10)", _("Page down"), show=False, id="records.page_down"),
        Binding("pageup", "scroll(-10)", _("Page up"), show=False, id="records.page_up"),
        Binding("r", "recap", _("Recap"), id="records.recap", tooltip=_("Look back on a term")),
        Binding("enter,escape", "home", _("Home"), id="records.home", tooltip=_("Back to Home")),
    ]

    def __init__(self) -> None:
        """Begin with nothing known."""
        super().__init__()
        self.day: Overview | None = None
        self.levels: list[BankLevel] = []
        self.achievements: list[Achievement] = []
        self._top = 0

    def compose(self) -> ComposeResult:
        """Yield head, board and keys."""
        yield Static(parts.title(_("Records")), id="head")
        yield Paint(self._draw, id="records")
        yield KeyBar()

    def on_mount(self) -> None:
        """Look everything up."""
        self.day = overview(self.desk, counts=False)
        self.levels, self.achievements = records_of(self.desk)
        self.query_one(Paint).repaint()

    def action_scroll(self, rows: int) -> None:
        """Show the rows above or below."""
        self._top = max(0, self._top + rows)
        self.query_one(Paint).repaint()

    def action_recap(self) -> None:
        """Look back on a term."""
        from quiz.ui.screens.records.recap import RecapScreen

        self.app.push_screen(RecapScreen())

    def action_home(self) -> None:
        """Go home."""
        self.host.go_home()

    # The board

    def _draw(self, canvas: Canvas) -> None:
        if self.day is None:
            return
        is_wide = canvas.width - 6 >= _WIDE
        width = canvas.width - 6 if is_wide else min(_WIDTH, canvas.width - 6)
        width = min(_LEFT + 4 + _WIDTH, width)
        x = (canvas.width - width) // 2
        tall = Canvas(canvas.width, 200)
        if is_wide:
            left = self._levels(tall, x, self._bests(tall, x, 1, _LEFT) + 1, _LEFT)
            right = self._achievements(tall, x + _LEFT + 4, 1, width - _LEFT - 4)
            end = max(left, right)
        else:
            y = self._levels(tall, x, self._bests(tall, x, 1, width) + 1, width)
            end = self._achievements(tall, x, y + 1, width)
        self._top = max(0, min(self._top, end - canvas.height + 1))
        canvas.show_rows(tall, self._top, 0, canvas.height)

    def _bests(self, canvas: Canvas, x: int, y: int, width: int) -> int:
        """Draw the bests; return the next free row."""
        assert self.day is not None
        rows = bests(self.day, has_streak=self.desk.config.streak)
        canvas.heading(x, y, width, _("Bests"), (_("yours alone"), "dim"))
        if not rows:
            canvas.put(x, y + 1, _("Your first quiz sets the first one."), "dim", width)
            return y + 2
        for at, best in enumerate(rows, y + 1):
            canvas.put(x, at, best.name, "text", _NAME - 1)
            end = canvas.row(x + _NAME, at, ("★ ", "partly"), (best.value, "bold text"))
            where = best.title if best.day is None else day_and_month(best.day)
            canvas.right(x + width, at, (clip(where, x + width - end - 2), "dim"))
        return y + 1 + len(rows)

    def _levels(self, canvas: Canvas, x: int, y: int, width: int) -> int:
        """Draw the level of each bank; return the next free row."""
        if not self.desk.config.rewards:
            return y
        note = _("cards recalled above 90% today")
        canvas.heading(x, y, width, _("Levels"), (note, "dim"))
        if not self.levels:
            canvas.put(x, y + 1, _("A bank has a level once you learned some of it."), "dim", width)
            return y + 2
        for at, one in enumerate(self.levels, y + 1):
            canvas.put(x, at, clean_line(one.title), "text", _NAME - 1)
            said: list[Part] = [
                (_("level {n}").format(n=one.level), "bold text"),
                (f"  {one.share:.0%}".rjust(6), "dim"),
            ]
            start = canvas.right(x + width, at, *said)
            ink = "right" if one.level == MOST_LEVEL else "key"
            charts.gauge(canvas, x + _NAME, at, start - x - _NAME - 2, one.share, ink)
        return y + 1 + len(self.levels)

    def _achievements(self, canvas: Canvas, x: int, y: int, width: int) -> int:
        """Draw the achievements, those earned first; return the next free row."""
        if not self.achievements:
            return y
        earned = [one for one in self.achievements if one.day is not None]
        count = _("{n} of {total}").format(n=len(earned), total=len(self.achievements))
        canvas.heading(x, y, width, _("Achievements"), (count, "dim"))
        for at, one in enumerate(self.achievements, y + 1):
            _achievement(canvas, Area(x, at, width, 1), one)
        return y + 1 + len(self.achievements)


def _achievement(canvas: Canvas, area: Area, one: "Achievement") -> None:
    x, y, width, _height = area
    right = x + width - _FIGURES
    if one.day is not None:
        when = day_and_month(date.fromordinal(one.day))
        canvas.right(x + width, y, (when, "dim"))
        sign, ink = ("★", "bold partly"), "bold text"
    else:
        canvas.right(x + width, y, (f"{one.done:,}/{one.target:,}", "dim"))
        charts.gauge(canvas, right, y, 6, one.done / one.target)
        sign, ink = ("☆", "dim"), "text"
    canvas.row(x, y, sign)
    canvas.put(x + 2, y, one.title, ink, _TITLE - 1)
    canvas.put(x + 2 + _TITLE, y, one.about, "dim", max(0, right - x - _TITLE - 3))
