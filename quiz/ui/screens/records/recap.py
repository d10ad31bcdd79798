"""Recap: what a term brought, as figures, moments, stronger memories and exams."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.widgets import Static

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.desk.statistics import Period, Scope
from quiz.desk.statistics.recap import TERM_DAYS, counted, first_of_term, put_together
from quiz.desk.statistics.recap_text import (
    empty_words,
    known_words,
    moments,
    shown_exams,
    stronger_words,
)
from quiz.desk.statistics.source import (
    CountingStopped,
    is_apart,
    source_apart,
    told_now_and_then,
)
from quiz.translation import _, ngettext
from quiz.ui.canvas import charts
from quiz.ui.canvas.canvas import Canvas, Part
from quiz.ui.canvas.paint import Paint
from quiz.ui.content import parts
from quiz.ui.dates import day_and_month, with_year
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from quiz.desk.statistics.recap import CountedTime, Recap
    from quiz.desk.statistics.source import StatisticsSource

_WIDTH, _SECOND_COLUMN = 120, 100
"""Cells of both columns at most, and from which on there are two."""
_LABEL = 24
_TALLEST = 100
_PERIODS: tuple[tuple[int | None, str], ...] = (
    (TERM_DAYS, _("half a year")),
    (Period.MONTH.days, _("30 days")),
    (Period.QUARTER.days, _("90 days")),
    (Period.YEAR.days, _("a year")),
    (Period.ALL.days, _("all")),
)


class RecapScreen(QuizScreen):
    """A term at a glance; it scrolls by a row at a time."""

    CSS_PATH = "recap.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "period", _("Period"), id="recap.period",
                tooltip=_("Half a year, 30 days, 90 days, a year, or all")),
        Binding("down,j", "scroll(1)", _("Down"), show=False, id="recap.down"),
        Binding("up,k", "scroll(-1)", _("Up"), show=False, id="recap.up"),
        Binding("pagedown,space", "scroll(10)", _("Page down"), show=False, id="recap.page_down"),
        Binding("pageup", "scroll(-10)", _("Page up"), show=False, id="recap.page_up"),
        Binding("enter,escape", "back", _("Back"), id="recap.back",
                tooltip=_("Back to the previous screen")),
    ]  # fmt: skip

    def __init__(self) -> None:
        """Begin with half a year, and nothing counted."""
        super().__init__()
        self.recap: Recap | None = None
        """What the time brought; None while it is counted."""
        self._period = 0
        self._top = 0

    def compose(self) -> ComposeResult:
        """Yield head, board and keys."""
        yield Static(id="head")
        yield Paint(self._draw, id="recap")
        yield KeyBar()

    def on_mount(self) -> None:
        """Count, once the first frame is there."""
        self._count()

    def on_resize(self, event: Resize) -> None:
        """Keep the dates at the right edge."""
        super().on_resize(event)
        self._show_head()

    def _show_head(self) -> None:
        right = ""
        if self.recap is not None:
            words = _("{first} to {last} · {period}")
            first, last = with_year(self.recap.first), with_year(self.recap.last)
            right = words.format(first=first, last=last, period=_PERIODS[self._period][1])
        width = max(20, self.app.size.width - 4)
        head = parts.head("quiz", width, right, after=" · " + _("recap"))
        self.query_one("#head", Static).update(head)

    # Counting

    def _count(self) -> None:
        """Count in another thread, where nothing forbids it."""
        self.recap = None
        self._show_head()
        self.query_one(Paint).repaint()
        desk, period = self.desk, self._period
        first = first_of_term(desk, _PERIODS[period][0])
        tell = told_now_and_then(lambda share: None, lambda: self.is_attached)
        model, opened = desk.scheduling.scheduler.model, source_apart(desk, Scope(), tell)
        if is_apart(desk):
            self._count_apart(opened, partial(counted, model=model, first=first), first, period)
        else:
            opened(lambda source: self._take(counted(source, model, first), first, period))

    @work(thread=True, exclusive=True, group="recap")
    def _count_apart(
        self,
        opened: Callable[[Callable[["StatisticsSource"], object]], object],
        count: Callable[["StatisticsSource"], "CountedTime"],
        first: int,
        period: int,
    ) -> None:
        with suppress(CountingStopped):
            opened(
                lambda source: self.app.call_from_thread(self._take, count(source), first, period)
            )

    def _take(self, found: "CountedTime", first: int, period: int) -> None:
        if period != self._period or not self.is_attached:
            return
        self.recap = put_together(self.desk, found, first)
        self._show_head()
        self.query_one(Paint).repaint()

    # What is done

    def action_period(self) -> None:
        """Look back on another time."""
        self._period = (self._period + 1) % len(_PERIODS)
        self._top = 0
        self._count()

    def action_scroll(self, rows: int) -> None:
        """Show the rows above or below."""
        self._top = max(0, self._top + rows)
        self.query_one(Paint).repaint()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)

    # The board

    def _draw(self, canvas: Canvas) -> None:
        recap = self.recap
        width = min(_WIDTH, canvas.width - 6)
        x = (canvas.width - width) // 2
        if recap is None:
            canvas.put(x, 1, _("Counting…"), "key")
            return
        if not recap.answers:
            canvas.wrap(x, 1, min(width, 72), empty_words(recap), "dim")
            return
        tall = Canvas(canvas.width, _TALLEST)
        y = _known(tall, x, _figures(tall, x, 1, width, recap) + 1, width, recap) + 1
        if width >= _SECOND_COLUMN:
            half = (width - 4) // 2
            left = _exams(tall, x, _moments(tall, x, y, half, recap), half, recap)
            end = max(left, _stronger(tall, x + half + 4, y, width - half - 4, recap))
        else:
            y = _stronger(tall, x, _moments(tall, x, y, width, recap), width, recap)
            end = _exams(tall, x, y, width, recap)
        self._top = max(0, min(self._top, end - canvas.height))
        canvas.show_rows(tall, self._top, 0, canvas.height)
        if self._top + canvas.height < end:
            canvas.right(canvas.width - 1, canvas.height - 1, (" ↓", "dim"))


def _figures(canvas: Canvas, x: int, y: int, width: int, recap: "Recap") -> int:
    """Draw the four figures of a term; return the next free row."""
    hours, minutes = divmod(round(recap.minutes), 60)
    days = ngettext("of {n} day", "of {n} days", recap.days)
    cards = ngettext("card", "cards", recap.cards)
    if recap.new_cards:
        cards = ngettext("card, {n:,} new", "cards, {n:,} new", recap.cards)
    figures: list[tuple[str, str]] = [
        (f"{recap.studied_days}", days.format(n=recap.days)),
        (f"{recap.cards}", cards.format(n=recap.new_cards)),
        (f"{hours}:{minutes:02}" if hours else f"{minutes}", _("hours") if hours else _("minutes")),
        (f"{100 * (recap.right or 0):.0f}%", _("right")),
    ]
    step = width // len(figures)
    for at, (figure, words) in enumerate(figures):
        charts.digits(canvas, x + at * step, y, figure)
        canvas.put(x + at * step, y + 3, words, "dim", step - 1)
    return y + 4


def _known(canvas: Canvas, x: int, y: int, width: int, recap: "Recap") -> int:
    """Draw how much is known, then and now; return the next free row."""
    words = known_words(recap)
    canvas.put(x, y, _("Known"), "bold text")
    start = canvas.right(x + width, y, (words, "text"))
    all_cards = max(1, recap.all_cards)
    charts.then_and_now(
        canvas, x + _LABEL, y, start - x - _LABEL - 2,
        recap.known_before / all_cards, recap.known_now / all_cards,
    )  # fmt: skip
    return y + 1


def _moments(canvas: Canvas, x: int, y: int, width: int, recap: "Recap") -> int:
    """Draw the best moments; return the next free row, one below a blank one."""
    canvas.heading(x, y, width, _("Best moments"))
    y += 1
    for label, said in moments(recap, day_and_month):
        canvas.row(x, y, ("★ ", "partly"), (clip(label, _LABEL - 3), "dim"))
        y = canvas.wrap(x + _LABEL, y, width - _LABEL, said, "text", 4)
    return y + 1


def _stronger(canvas: Canvas, x: int, y: int, width: int, recap: "Recap") -> int:
    """Draw the memories that grew most; return the next free row, one below a blank one."""
    if not recap.stronger:
        return y
    canvas.heading(x, y, width, _("Stronger memories"), (_("lasted then → lasts now"), "dim"))
    y += 1
    name = min(44, width // 2)
    for one in recap.stronger:
        before, now = stronger_words(one.lasted, one.lasts)
        said: list[Part] = [(before, "dim"), (" → ", "dim"), (now, "bold right")]
        canvas.right(x + width, y, *said)
        canvas.put(x, y, clean_line(one.question), "text", name - 1)
        if width - name > 26:
            charts.memory_line(canvas, x + name, y, width - name - 16, one.lasted, one.lasts)
        y += 1
    return y + 1


def _exams(canvas: Canvas, x: int, y: int, width: int, recap: "Recap") -> int:
    """Draw the exams, scored beside predicted; return the next free row."""
    if not recap.exams:
        return y
    canvas.heading(x, y, width, _("Exams"), *charts.score_legend(_("scored"), _("predicted")))
    y += 1
    for exam in shown_exams(recap):
        canvas.put(x, y, day_and_month(exam.date).rjust(6), "dim")
        name = clean_line(exam.name)
        if exam.is_mock:
            name = _("mock exam, {title}").format(title=name)
        canvas.put(x + 8, y, name, "text", _LABEL + 4)
        said: list[Part] = [(f"{exam.score:.0%}".rjust(4), "bold text")]
        if exam.predicted is not None:
            said = [(f"{exam.predicted:.0%}".rjust(4), "predicted"), "  ", *said]
        start = canvas.right(x + width, y, *said)
        at = x + _LABEL + 14
        charts.predicted_and_scored(canvas, at, y, start - at - 2, exam.predicted, exam.score)
        y += 1
    return y
