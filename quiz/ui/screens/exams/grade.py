"""Grading one's essays, once the exam is handed in."""

from time import monotonic
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from quiz.desk.exams.exam import OpenExam
from quiz.items import Essay, Rating
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.content import question as question_content
from quiz.ui.inks import MUTED
from quiz.ui.kinds.base import Responded
from quiz.ui.kinds.essay import EssayView
from quiz.ui.question_sheet import QuestionSheet
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.rating_row import RatingRow

_WORTH = {Rating.AGAIN: "0%", Rating.HARD: "50%", Rating.GOOD: "100%", Rating.EASY: "100%"}


class ExamGradeScreen(QuizScreen):
    """Shows each essay beside its model answer, to tick what it met or to rate it."""

    CSS_PATH = "grade.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(int(rating)), f"rate({int(rating)})", _("Grade"),
                    show=rating is Rating.AGAIN, key_display="1-4",
                    id=f"exam_grade.{rating.word}",
                    tooltip=_("Grade the essay as {word}").format(
                        word=question_content.RATINGS[rating].lower()))
            for rating in Rating
        ),
        Binding("pagedown", "page(1)", _("Page down"), show=False, id="exam_grade.page_down"),
        Binding("pageup", "page(-1)", _("Page up"), show=False, id="exam_grade.page_up"),
        Binding("escape", "leave", _("Leave"), id="exam_grade.leave",
                tooltip=_("Leave; press c on Home to continue grading")),
    ]  # fmt: skip

    def __init__(self, exam: OpenExam) -> None:
        """Show an exam that is handed in."""
        super().__init__()
        self.exam = exam
        self.place: int | None = None
        """The essay that is graded now."""
        self._all = exam.to_grade()
        self._changed_at = monotonic()
        self._head, self._ratings = Static(id="head"), RatingRow()
        self._sheet, self._keys = QuestionSheet(), KeyBar()

    def compose(self) -> ComposeResult:
        """Yield head, essay, grades and keys."""
        yield self._head
        yield self._sheet
        yield self._ratings
        yield self._keys

    async def on_mount(self) -> None:
        """Show the first essay."""
        await self._ask()

    async def _ask(self) -> None:
        left = self.exam.to_grade()
        question = self.exam.question(left[0]) if left else None
        response = self.exam.response(left[0]) if left else None
        if question is None or response is None:
            self.exam.finish()
            self.host.show_exam(self.exam)
            return
        self.place = left[0]
        await self._sheet.ask(
            question.prompt, path=question.path, passage=question.passage, hints=[]
        )
        view = self._sheet.view
        assert isinstance(view, EssayView)
        view.restore(response)
        view.action_compare()
        ticks, grade = (
            _("Select the criteria you met"),
            _("Compare with the model answer, then grade yourself"),
        )
        self._sheet.say_wants(grade if self._is_rated else ticks)
        self._sheet.unroom()
        words = _("Your essays · {n} of {total}").format(
            n=self._all.index(left[0]) + 1 if left[0] in self._all else 1, total=len(self._all)
        )
        width = self.app.size.width - 4
        self._head.update(parts.head(self.exam.title, width, before=f"{words} · "))
        cells = [
            Content.styled(f"{int(rating)} ", "$text-accent")
            + Content(f"{question_content.RATINGS[rating]} ")
            + Content.styled(worth, MUTED)
            for rating, worth in _WORTH.items()
        ]
        has_grades = self._is_rated
        self._ratings.show(cells if has_grades else ())
        self._changed_at = monotonic()
        self.refresh_bindings()
        self._keys.refresh()

    @property
    def _is_rated(self) -> bool:
        """Whether it is graded in all: there is no rubric to tick."""
        question = self.exam.question(self.place) if self.place is not None else None
        return (
            question is not None and isinstance(question.item, Essay) and not question.item.rubric
        )

    @on(Responded)
    async def _graded(self, message: Responded) -> None:
        message.stop()
        is_held = monotonic() - self._changed_at < self.host.guard_s
        if self.place is None or is_held:
            return
        place, self.place = self.place, None
        self.exam.grade(place, message.response)
        self.show_trouble()
        await self._ask()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer grades where there is no rubric."""
        return self._is_rated if action == "rate" else True

    def action_rate(self, number: int) -> None:
        """Grade the essay."""
        view = self._sheet.view
        if isinstance(view, EssayView):
            view.grade(Rating(number))

    def action_page(self, pages: int) -> None:
        """Scroll what does not fit the window."""
        self._sheet.page(pages)

    def action_leave(self) -> None:
        """Go home; the grading goes on later."""
        self.host.go_home()
