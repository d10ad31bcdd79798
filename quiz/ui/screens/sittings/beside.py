"""What stands around a question where the window has room: the rail, and the curve of memory."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from quiz.desk.sittings.left import Left, Leftover
from quiz.desk.sittings.question import Feedback
from quiz.desk.sittings.rival import Rival, ahead_words
from quiz.memory import interval_words
from quiz.study import Mode
from quiz.translation import _
from quiz.ui.dates import with_weekday
from quiz.ui.question_sheet import QuestionSheet
from quiz.ui.screens.sittings.question_actions import QuestionActions

if TYPE_CHECKING:
    from quiz.ui.canvas.canvas import Canvas
    from quiz.ui.canvas.paint import Paint
    from quiz.ui.content.memory import MemoryChange

_WITH_RAIL, _WITH_RAIL_AND_PASSAGE = 120, 150
"""Columns from which a rail stands beside the question, and beside a passage and its question."""
_CURVE_ROWS = 14
_WITH_CURVE = 40
"""Rows from which the curve of memory stands below an answer."""
FRAME_S = 0.02
"""After so long a frame is drawn."""

_UNKNOWN = object()


class QuestionBeside(QuestionActions):
    """The parts of the question screen that small windows leave out."""

    _sheet: QuestionSheet
    _rival: Rival
    _leftover: Leftover | None = None
    _rail: "Paint | None" = None
    _curve: "Paint | None" = None
    _best: object = _UNKNOWN

    @property
    def _elapsed_ms(self) -> int:
        raise NotImplementedError

    @property
    def _schedules(self) -> bool:
        raise NotImplementedError

    @property
    def leftover(self) -> Leftover:
        """Counts what is left, and knows which cards are new."""
        if self._leftover is None:
            self._leftover = Leftover(self.sitting)
        return self._leftover

    @property
    def left(self) -> Left | None:
        """What is left of a review; None in quizzes, which say which question it is."""
        is_review = self.sitting.sitting.request.mode is Mode.REVIEW
        return self.leftover.counts() if is_review else None

    @property
    def round_words(self) -> str:
        """How far the round of new cards is; empty outside of one."""
        raise NotImplementedError

    @property
    def against(self) -> str:
        """How it goes against one's best run; empty without one."""
        elapsed = self._elapsed_ms if self.feedback is None else 0
        return ahead_words(self._rival.ahead(self.sitting, elapsed))

    # Memory

    def change_of(self, given: Feedback | None) -> "MemoryChange | None":
        """Return what an answer did to its card's memory; None where it did nothing."""
        from quiz.ui.content.memory import MemoryChange

        if given is None or not self._schedules or given.rating is None:
            return None
        if given.state.stability is None:
            return None
        return MemoryChange(
            before=given.question.state.stability,
            now=given.state.stability,
            back=self._back(given),
        )

    def _back(self, given: Feedback) -> str:
        """Return when a card comes back: in a time today, else on its day."""
        due = self.sitting.due_moment(given.state)
        if due is None:
            return ""
        if given.state.due_at is not None:
            time = interval_words(max(1.0, (due - self.desk.now()).total_seconds()))
            return _("back in {time}").format(time=time)
        day = given.state.due_day
        when = date.fromordinal(day) if day is not None else due.astimezone().date()
        return _("back {date}").format(date=with_weekday(when))

    def memory_line_of(self, feedback: Feedback) -> Callable[[int], Content] | None:
        """Return what draws the line of memory for a width; None where nothing changed."""
        change = self.change_of(feedback)
        if change is None:
            return None
        from quiz.ui.content import memory

        return partial(memory.line, change)

    # Rail and curve

    def show_beside(self) -> None:
        """Bring what stands around the question up to date, where there is room for it."""
        width, height = self.app.size
        has_passage = self._sheet.has_passage
        wants_rail = width >= (_WITH_RAIL_AND_PASSAGE if has_passage else _WITH_RAIL)
        if wants_rail and self._rail is None and self.sitting.lifelines is None:
            from quiz.ui.canvas.paint import Paint

            self._rail = Paint(self._draw_rail, id="rail")
            self.query_one("#middle").mount(self._rail)
        if self._rail is not None:
            self._rail.display = wants_rail
            if wants_rail:
                self._rail.repaint()
        self._show_curve(height)

    def _show_curve(self, height: int) -> None:
        """Keep the place of the curve free while there is room: it is drawn after the answer."""
        has_room = self._sheet.spare_rows >= _CURVE_ROWS or self.feedback is not None
        wants = height >= _WITH_CURVE and self._schedules and has_room
        wants = wants and not (self.feedback is not None and self._curve is None)
        if wants and self._curve is None:
            from quiz.ui.canvas.paint import Paint

            self._curve = Paint(self._draw_curve, id="curve")
            self._sheet.query_one("#texts").mount(self._curve)
        if self._curve is not None:
            if self.feedback is None:
                self._curve.display = wants
            if self._curve.display:
                self._curve.repaint()

    def _draw_rail(self, canvas: "Canvas") -> None:
        from quiz.ui.screens.sittings.rail import Rail, draw_rail

        if self.asked is None:
            return
        if self._best is _UNKNOWN:
            is_whole = self.sitting.sitting.request.is_of_whole_bank
            self._best = self.sitting.best_before if is_whole else None
        best = self._best if isinstance(self._best, float) else None
        rail = Rail(
            sitting=self.sitting,
            against=self.against,
            best=best,
            left=self.left,
            round_words=self.round_words,
            feedback=self.feedback,
            change=self.change_of(self.feedback),
        )
        draw_rail(canvas, rail)

    def _draw_curve(self, canvas: "Canvas") -> None:
        from quiz.ui.canvas.canvas import Area
        from quiz.ui.content.memory import curve

        change = self.change_of(self.feedback)
        if change is not None:
            recall = self.desk.scheduling.scheduler.model.recall
            curve(canvas, Area(0, 0, canvas.width, canvas.height), change, recall)
