"""Past exams: the ones that were sat, each with its score; Enter shows one again."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.desk.exams.exam import past_exam
from quiz.desk.exams.past import PastExam, past_exams
from quiz.items.wording import points_of_text
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.inks import MUTED
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.marked_list import MarkedList


class PastExamsScreen(QuizScreen):
    """Lists the exams that were handed in, the newest first."""

    CSS_PATH = "past.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", _("Open"), id="past_exams.open",
                tooltip=_("Open the selected exam, question by question")),
        Binding("escape", "back", _("Back"), id="past_exams.back",
                tooltip=_("Back to the previous screen")),
    ]  # fmt: skip

    def __init__(self) -> None:
        """Begin with nothing known."""
        super().__init__()
        self.exams: list[PastExam] = []

    def compose(self) -> ComposeResult:
        """Yield list, summary and keys."""
        yield Static(parts.title(_("Exam results")), id="head")
        with Vertical(classes="column"):
            yield MarkedList(self._row, id="rows")
            yield Static(id="summary")
        yield KeyBar()

    def on_mount(self) -> None:
        """List the exams."""
        self.exams = past_exams(self.desk)
        rows = self.query_one(MarkedList)
        rows.empty = _("No mock exams yet. Press o on Home to take one.")
        rows.show(len(self.exams))
        rows.focus()
        self._show_summary()
        self.refresh_bindings()

    def _row(self, at: int, width: int) -> Content:
        exam = self.exams[at]
        when = exam.started_at.astimezone().strftime("%Y-%m-%d %H:%M")
        sign = Content.styled("✔", "$text-success") if exam.is_passed else Content.styled(
            "✘", "$text-error"
        )  # fmt: skip
        return (
            Content.styled(f"{when}  ", MUTED)
            + sign
            + Content(f" {exam.share:>4.0%} {clip(clean_line(exam.grade), 12):<6} ")
            + Content(clean_line(exam.title))
        )

    @on(MarkedList.Marked)
    def _show_summary(self) -> None:
        """Say what is kept of the marked exam."""
        shown = self.query_one("#summary", Static)
        shown.display = bool(self.exams)
        if not self.exams:
            return
        exam = self.exams[self.query_one(MarkedList).cursor]
        words = [
            points_of_text(exam.points, exam.points_of),
            _("passed") if exam.is_passed else _("not passed"),
        ]
        if exam.grade:
            words.append(_("grade {grade}").format(grade=clean_line(exam.grade)))
        if exam.predicted is not None:
            words.append(_("predicted {percent:.0f}%").format(percent=100 * exam.predicted))
        bar = parts.points_bar(exam.share, 20)
        shown.update(bar + Content("  " + " · ".join(words)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to look where there is something."""
        return bool(self.exams) if action == "open" else True

    @on(MarkedList.Chosen)
    def action_open(self) -> None:
        """Show the marked exam again, if its questions are still there."""
        from quiz.ui.screens.exams.result import ExamResultScreen

        if not self.exams:
            return
        exam = past_exam(self.desk, self.exams[self.query_one(MarkedList).cursor].uid)
        result = exam.reckoned() if exam is not None else None
        if exam is None or result is None or not result.answers:
            words = _("Its questions no longer exist. What was kept is shown below.")
            self.notify(words, markup=False)
            return
        self.app.push_screen(ExamResultScreen(exam, result, is_past=True))

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
