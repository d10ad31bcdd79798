"""The end of a day: shown once, when its goal is met or the last due card is done."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.desk.today.day import overview
from quiz.desk.today.report import BestMoment, Moment, day_report, note_day_shown
from quiz.desk.today.streak import is_done_today
from quiz.study import Mode, Request
from quiz.translation import _, ngettext
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Area, Canvas, Part
from quiz.ui.canvas.paint import Paint
from quiz.ui.content import parts
from quiz.ui.dates import DAYS, in_full
from quiz.ui.inks import PARTLY
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.home.panes import day_sign
from quiz.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from quiz.desk.today.day import Overview
    from quiz.desk.today.report import DayReport, Grown

_WIDTH = 112
_SECOND_COLUMN = 90
_TALL = 30
_CLOSING_S = 0.6
_LONGEST_NAME = 34


class DayPageScreen(QuizScreen):
    """What today was: cards, minutes, the days in a row, what grew stronger, and tomorrow."""

    CSS_PATH = "day_page.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "home", _("Home"), id="day.home", tooltip=_("Back to Home")),
        Binding("m", "mistakes", _("Retry mistakes"), id="day.mistakes",
                tooltip=_("Practise recent mistakes; doesn't change your schedule")),
    ]  # fmt: skip

    def __init__(self) -> None:
        """Begin with nothing known."""
        super().__init__()
        self.day: Overview | None = None
        self.report: DayReport | None = None
        self._forecast: list[int] = []
        self._is_done = False
        self._share = 0.0
        """How far the ring is closed, 0 to 1."""

    def compose(self) -> ComposeResult:
        """Yield head, board and keys."""
        yield Static(id="head")
        yield Paint(self._draw, id="day")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the day, and close its ring."""
        desk = self.desk
        self.day, self.report = overview(desk), day_report(desk)
        self._forecast = desk.record.due_by_day(desk.today, 8, desk.library.entries)
        self._is_done = is_done_today(desk, self.day.history)
        if self._is_done:
            note_day_shown(desk)
        right = Content("")
        if desk.config.streak and self.day.streak.days > 1:
            words = _("{n}-day streak").format(n=self.day.streak.days)
            right = Content.styled(words, f"bold {PARTLY}")
        after = " · " + in_full(date.fromordinal(desk.today))
        width = max(20, self.app.size.width - 4)
        self.query_one("#head", Static).update(parts.head("quiz", width, right, after=after))
        self.query_one(Paint).animate_board(_CLOSING_S, self._close)

    def _close(self, share: float) -> None:
        assert self.day is not None
        goal, done = self.day.goal, self.day.done(self.desk.today)
        part = goal.done(minutes=done.minutes, cards=done.cards) / max(1, goal.amount)
        self._share = share * (1.0 if self._is_done else min(1.0, part))

    def on_key(self, event: Key) -> None:
        """End what moves: nobody waits for it."""
        self.query_one(Paint).end_motion()

    def action_home(self) -> None:
        """Go home."""
        self.host.go_home()

    def action_mistakes(self) -> None:
        """Practise what was answered wrong lately."""
        self.host.try_to_begin(Request(mode=Mode.CRAM, mistakes=True))

    # The board

    def _draw(self, canvas: Canvas) -> None:
        if self.day is None or self.report is None:
            return
        width = min(canvas.width - 6, _WIDTH)
        x = (canvas.width - width) // 2
        is_tall = canvas.height >= _TALL
        y = self._top(canvas, Area(x, 2 if is_tall else 1, width, 0), is_tall)
        if self.desk.config.streak:
            self._week(canvas, x, y, width)
            y += 2
        is_wide = width >= _SECOND_COLUMN
        half = width * 58 // 100 if is_wide else width
        end = self._grown(canvas, Area(x, y, half, canvas.height - y - 5), is_tall)
        if is_wide:
            x2 = x + half + 4
            canvas.heading(
                x2, y, width - half - 4, _("Tomorrow and after"), (_("cards due"), "dim")
            )
            self._coming(canvas, Area(x2, y + 1, width - half - 4, 9))
        self._tomorrow(canvas, x, end + 1)

    def _top(self, canvas: Canvas, area: Area, is_tall: bool) -> int:
        """Draw the ring and the figures; return the next free row."""
        assert self.day is not None
        assert self.report is not None
        x, y, width, _height = area
        ring = Area(x, y, 14, 7) if is_tall else Area(x, y, 12, 6)
        charts.ring(canvas, ring, self._share, "right" if self._is_done else "key")
        middle = y + ring.height // 2 - (0 if is_tall else 1)
        if self._is_done:
            canvas.centre(x, middle, ring.width, ("✔", "bold right"))
        minutes = _("{n} min").format(n=round(self.report.minutes))
        canvas.centre(x, middle + 1, ring.width, minutes)
        held = self.day.today
        x += ring.width + 4
        if held is None or not held.total:
            said = canvas.put(x, y, _("Done for today."), "bold right")
            canvas.put(said + 2, y, _("Nothing is due until tomorrow."), "dim")
        else:
            goal = (
                (_("Goal met."), "bold right")
                if self._is_done
                else (_("So far today."), "bold text")
            )
            said = canvas.put(x, y, *goal)
            words = ngettext(
                "{n} card is left, {minutes} min.", "{n} cards are left, {minutes} min.", held.total
            )
            canvas.put(said + 2, y, words.format(n=held.total, minutes=held.minutes), "dim")
        figures: list[tuple[str, str, str]] = [
            (f"{self.report.cards}", ngettext("card", "cards", self.report.cards), "bold text"),
            (f"{100 * self.report.right:.0f}%", _("right"), "bold text"),
        ]
        if self.desk.config.streak:
            days = self.day.streak.days
            words = ngettext("day in a row", "days in a row", days)
            figures.append((f"{days}", words, "bold partly"))
        step = (width - ring.width - 4) // 3
        row = y + 2
        for at, (figure, what, ink) in enumerate(figures):
            charts.digits(canvas, x + at * step, row, figure, ink)
            canvas.put(x + at * step, row + 3, what, "dim")
        return y + ring.height + (2 if is_tall else 1)

    def _week(self, canvas: Canvas, x: int, y: int, width: int) -> None:
        assert self.day is not None
        streak, today = self.day.streak, self.desk.today
        at = canvas.put(x, y, _("Week"), "bold text") + 4
        for day in range(today - 6, today + 1):
            sign, ink = day_sign(streak.mark(day))
            name = DAYS[date.fromordinal(day).weekday()]
            name_ink = "bold text" if day == today else "dim"
            at = canvas.row(at, y, (name, name_ink), " ", (sign, ink), "   ")
        best = _("best {n}").format(n=streak.longest)
        canvas.right(x + width, y, (best, "dim"))

    def _grown(self, canvas: Canvas, area: Area, is_tall: bool) -> int:
        """Draw what grew stronger, and the best moment; return the next free row."""
        assert self.report is not None
        x, y, width, height = area
        grown = self.report.grown
        each = 2 if is_tall else 1
        if grown:
            count = ngettext("{n} card", "{n} cards", len(grown)).format(n=len(grown))
            canvas.heading(x, y, width, _("Stronger memories"), (count, "dim"))
            y += 1
            for one in grown[: max(1, min(6 if is_tall else 4, (height - 2) // each))]:
                _grown_row(canvas, x, y, width, one)
                y += each
        if self.report.best is not None:
            title = _("Best moment:")
            start = canvas.row(x, y, ("★ ", "partly"), (f"{title} ", "dim"))
            words = best_words(self.report.best)
            y = canvas.wrap(start, y, x + width - start, words, "text", most=2)
        return y

    def _coming(self, canvas: Canvas, area: Area) -> None:
        counts = self._forecast[1:8]
        ticks = charts.ticks_to(max(counts, default=0))
        first = date.fromordinal(self.desk.today + 1).weekday()
        names = [DAYS[(first + at) % 7] for at in range(len(counts))]
        charts.columns(
            canvas, area, counts, names, inks="predicted-fill", top=ticks[-1].value, ticks=ticks
        )

    def _tomorrow(self, canvas: Canvas, x: int, y: int) -> None:
        due = self._forecast[1] if len(self._forecast) > 1 else 0
        said: list[Part] = [(_("Tomorrow"), "bold text"), "   "]
        if due:
            said.append(ngettext("{n} review", "{n} reviews", due).format(n=due))
        else:
            said.append((_("nothing is due"), "dim"))
        canvas.row(x, y, *said)


def _grown_row(canvas: Canvas, x: int, y: int, width: int, one: "Grown") -> None:
    days = _("{n} d")
    before, now = days.format(n=one.lasted), days.format(n=one.lasts)
    start = canvas.right(x + width, y, (before, "dim"), (" → ", "dim"), (now, "bold right"))
    name = min(44, (width - 18) * 2 // 3)
    canvas.put(x, y, clean_line(one.question), "text", name - 1)
    room = min(x + width - 16, start - 2) - (x + name)
    if room >= 10:
        charts.memory_line(canvas, x + name, y, room, one.lasted, one.lasts)


def best_words(best: BestMoment) -> str:
    """Return the best moment of a day as a sentence."""
    name = clean_line(best.name)
    if best.what is Moment.PERFECT:
        return _("a perfect quiz: {title}.").format(title=name)
    days = ngettext("{n} day", "{n} days", best.days).format(n=best.days)
    words = {
        Moment.WON_BACK: _("“{question}” won back after {days}."),
        Moment.LONGEST_GAP: _("“{question}” recalled after {days}, your longest gap yet."),
        Moment.LONG_GAP: _("“{question}” recalled after {days}."),
    }[best.what]
    return words.format(question=clip(name, _LONGEST_NAME), days=days)
