"""How an exam went: score, grade, topics, and every question with its points."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.geometry import Region
from textual.widgets import Static

from quiz.cleaning import clean_line
from quiz.desk.exams.exam import OpenExam
from quiz.desk.exams.result import ExamResult
from quiz.errors import QuizError, reason_of
from quiz.study import Mode, Request
from quiz.translation import _
from quiz.ui.content import exam as exam_content
from quiz.ui.content import parts
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.marked_list import MarkedList

_LEAST_BESIDE = 186
"""Columns from which the questions stand beside the figures."""


class ExamResultScreen(QuizScreen):
    """Shows a result; from here one studies what went wrong."""

    CSS_PATH = "result.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", _("Open"), id="exam_result.open",
                tooltip=_("See your answer, the correct answer, and why")),
        Binding("m", "mistakes", _("Mistakes"), id="exam_result.mistakes",
                tooltip=_("Practise your mistakes; doesn't change your schedule")),
        Binding("p", "plan", _("Plan"), id="exam_result.plan",
                tooltip=_("Plan for an exam: what to study each day")),
        Binding("s", "save", _("Save"), id="exam_result.save",
                tooltip=_("Save your answers to a file for `quiz analyse`")),
        Binding("pagedown,space", "scroll(10)", _("Page down"), show=False, priority=True,
                id="exam_result.page_down"),
        Binding("pageup", "scroll(-10)", _("Page up"), show=False, priority=True,
                id="exam_result.page_up"),
        Binding("escape", "leave", _("Back"), id="exam_result.leave",
                tooltip=_("Back to the previous screen")),
    ]  # fmt: skip

    def __init__(self, exam: OpenExam, result: ExamResult, *, is_past: bool = False) -> None:
        """Show how an exam went.

        Args:
            exam: The exam.
            result: How it went.
            is_past: Whether it is looked at again, from the list of past exams.
        """
        super().__init__()
        self.exam, self.result, self.is_past = exam, result, is_past

    def compose(self) -> ComposeResult:
        """Yield title, figures, shares, questions and keys."""
        yield Static(self._title(), id="head")
        with VerticalScroll(id="body", can_focus=False), Container(id="parts"):
            with Vertical(classes="column"):
                missing = self.exam.total - len(self.result.answers)
                yield Static(exam_content.figures(self.result, missing), id="figures")
                yield Static(id="shares")
            with Vertical(classes="column", id="answers-column"):
                yield Static(Content.styled(_("Question by question"), "bold"), id="answers-title")
                yield MarkedList(self._row, id="answers")
        yield KeyBar()

    def _title(self) -> Content:
        when = self.result.started_at.astimezone().strftime("%Y-%m-%d %H:%M")
        return parts.head(self.result.paper.title, self.app.size.width - 4, after=f" · {when}")

    def on_mount(self) -> None:
        """Mark the first mistake, and show the score."""
        rows, answers = self.query_one(MarkedList), self.result.answers
        rows.styles.height = max(1, len(answers))
        first = next((at for at, one in enumerate(answers) if one.is_mistake), 0)
        rows.show(len(answers), first)
        rows.focus(scroll_visible=False)
        self._lay_out()

    def on_resize(self, event: Resize) -> None:
        """Put the questions beside the figures where there is room."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.app.size.width
        self.query_one("#parts").set_class(width >= _LEAST_BESIDE, "-beside")
        shares, shown = (
            exam_content.shares(self.result, min(width, 90) - 8),
            self.query_one("#shares"),
        )
        shown.display = bool(shares)
        assert isinstance(shown, Static)
        shown.update(shares)

    def _row(self, at: int, width: int) -> Content:
        return exam_content.answer_row(self.result.answers[at], width)

    @on(MarkedList.Marked)
    def _marked(self) -> None:
        """Keep the marked question in sight; before the first one the figures are."""
        rows, body = self.query_one(MarkedList), self.query_one("#body")
        if not rows.cursor:
            body.scroll_home(animate=False)
            return
        where = Region(0, rows.virtual_region.y + rows.cursor, 1, 2)
        for parent in rows.ancestors:
            if parent is body:
                break
            if isinstance(parent, Container | Vertical):
                where = where.translate((0, parent.virtual_region.y))
        body.scroll_to_region(where, animate=False)

    # What the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is."""
        if action == "open":
            return bool(self.result.answers)
        if action == "mistakes":
            return bool(self.result.mistakes)
        return True

    @on(MarkedList.Chosen)
    def action_open(self) -> None:
        """Show the marked question with what was answered and why."""
        from quiz.ui.screens.exams.detail import ExamDetailScreen

        rows = self.query_one(MarkedList)
        if not self.result.answers:
            return
        detail = ExamDetailScreen(self.exam, self.result, rows.cursor)
        self.app.push_screen(detail, lambda _: rows.action_move(detail.at - rows.cursor))

    def action_mistakes(self) -> None:
        """Practise what went wrong."""
        cards = tuple(answer.question.ref for answer in self.result.mistakes)
        self.host.try_to_begin(Request(mode=Mode.CRAM, cards=cards))

    def action_plan(self) -> None:
        """Show the plans for exams."""
        self.host.show_plans()

    def action_save(self) -> None:
        """Ask for a file, and write the answers to it."""
        from quiz.ui.screens.ask_line import AskLineScreen

        screen = AskLineScreen(
            title=_("Save the results"),
            about=_("Name a new .json or .csv file; `quiz analyse` can read it."),
            placeholder="exam.csv",
            read=_new_file,
            endings=(".json", ".csv"),
        )
        self.app.push_screen(screen, self._save)

    def _save(self, path: Path | None) -> None:
        if path is None:
            return
        from quiz.desk.exams.past import results_file
        from quiz.formats.results import own
        from quiz.library.writing import write_whole

        file = results_file(self.desk, [self.exam.uid])
        data = own.to_json(file) if path.suffix.lower() == ".json" else own.to_csv(file)
        try:
            write_whole(path, data, is_synced=False)
        except OSError as error:
            self.host.report(QuizError(f"{path}: {reason_of(error)}"))
            return
        self.notify(_("Saved as {path}.").format(path=clean_line(str(path))), markup=False)

    def action_scroll(self, lines: int) -> None:
        """Scroll."""
        self.query_one("#body").scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        """Go home, or back to the list."""
        if self.is_past:
            self.dismiss(None)
        else:
            self.host.go_home()


def _new_file(text: str) -> Path:
    """Return the path of a file that may be written.

    Raises:
        QuizError: The name is of no form that is written, or there is such a file.
    """
    path = Path(text).expanduser()
    if path.suffix.lower() not in (".json", ".csv"):
        raise QuizError(_("use a name that ends in .json or .csv"))
    if path.exists():
        raise QuizError(_("this file already exists; choose another name"))
    if not path.parent.is_dir():
        raise QuizError(_("folder not found: {folder}").format(folder=path.parent))
    return path
