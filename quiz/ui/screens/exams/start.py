"""The start of an exam: what it asks, how long it takes, how it is marked; Enter begins."""

from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from quiz.cells import clip
from quiz.cleaning import clean, clean_line
from quiz.desk.exams.exam import ExamRequest, asked_exam, asked_paper
from quiz.errors import BankError, QuizError
from quiz.items.paper import Paper
from quiz.items.wording import amount
from quiz.translation import _, ngettext
from quiz.ui.content import exam as exam_content
from quiz.ui.content import parts
from quiz.ui.inks import KEY, MUTED
from quiz.ui.markup import folded
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.markdown_text import MarkdownText

_MOST_FAULTS = 20


class ExamStartScreen(QuizScreen):
    """Says what an exam is before its clock runs, or why it cannot be sat."""

    CSS_PATH = "start.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", _("Start"), id="exam_start.begin",
                tooltip=_("Start the exam and its clock")),
        Binding("down,j", "scroll(1)", _("Down"), show=False, id="exam_start.down"),
        Binding("up,k", "scroll(-1)", _("Up"), show=False, id="exam_start.up"),
        Binding("pagedown,space", "scroll(10)", _("Page down"), show=False,
                id="exam_start.page_down"),
        Binding("pageup", "scroll(-10)", _("Page up"), show=False, id="exam_start.page_up"),
        Binding("escape", "home", _("Home"), id="exam_start.home", tooltip=_("Back to Home")),
    ]  # fmt: skip

    def __init__(self, request: ExamRequest) -> None:
        """Show what was asked for."""
        super().__init__()
        self.request = request
        self._shown_at = monotonic()
        self.paper: Paper | None = None
        """None where it cannot be sat."""

    def compose(self) -> ComposeResult:
        """Yield title, instructions, facts, faults and keys."""
        yield Static(id="head")
        with VerticalScroll(id="body", can_focus=False), Vertical(classes="column", id="column"):
            yield MarkdownText(id="about")
            yield Static(id="facts")
            yield Static(id="faults")
            yield Static(id="begin")
        yield KeyBar()

    async def on_mount(self) -> None:
        """Read the paper."""
        facts, faults = self.query_one("#facts"), self.query_one("#faults")
        try:
            self.paper = asked_paper(self.desk, self.request)
        except QuizError as error:
            self._show_faults(error)
        else:
            await self.query_one("#about", MarkdownText).show(self.paper.about)
            self._show_facts(self.paper)
        facts.display = self.paper is not None
        faults.display = self.paper is None
        self.refresh_bindings()

    def on_resize(self, event: Resize) -> None:
        """Fold the lines to the width of the window."""
        if self.paper is not None:
            self._show_facts(self.paper)

    # What is shown

    def _show_facts(self, paper: Paper) -> None:
        head = parts.head(paper.title, self.app.size.width - 4, before=_("Mock exam") + " · ")
        self.query_one("#head", Static).update(head)
        width = min(84, self.app.size.width) - 7
        rows = [(_("Questions"), str(self._count(paper)))]
        rows.append(
            (
                _("Time"),
                exam_content.time_words(paper, self.request.factor or self.desk.config.extra_time),
            )
        )
        passing = _("{percent}% of the points").format(percent=amount(paper.pass_percent))
        rows.append((_("To pass"), passing))
        if paper.grades:
            rows.append((_("Grades"), exam_content.grades_words(paper)))
        rows.append((_("Grading"), " ".join(exam_content.behaviour_lines(paper))))
        size = max(len(name) for name, _text in rows) + 2
        lines: list[Content] = []
        for name, text in rows:
            lead = Content.styled(name.ljust(size), MUTED)
            lines += folded(Content(text), width, lead, Content(" " * size))
        self.query_one("#facts", Static).update(Content("\n").join(lines))
        key = Content.styled("Enter", KEY)
        words = _("Start. The clock keeps running, even if you close the program.")
        if not paper.minutes:
            words = _("Start")
        begin = [key + Content("  " + words)]
        left = self.desk.record.unfinished_sitting(("exam",))
        if left is not None:
            words = _("You haven't handed in {exam} yet. Press c on Home to resume it.")
            name = clip(clean_line(left.title), 40)
            begin.append(Content.styled(words.format(exam=name), "$text-warning"))
        self.query_one("#begin", Static).update(Content("\n\n").join(begin))

    def _count(self, paper: Paper) -> int:
        return sum(row.count for row in paper.draw)

    def _show_faults(self, error: QuizError) -> None:
        self.query_one("#head", Static).update(parts.title(_("Mock exam")))
        problems = error.problems if isinstance(error, BankError) else ()
        lines = [Content.styled(_("This exam can't be taken yet:"), "bold"), Content("")]
        if not problems:
            lines.append(Content.styled("✘ ", "$text-error") + Content(clean(str(error))))
        for problem in problems[:_MOST_FAULTS]:
            words = _("line {line}: {message}").format(
                line=problem.where.line, message=clean_line(problem.message)
            )
            lines.append(Content.styled("✘ ", "$text-error") + Content(words))
        more = len(problems) - _MOST_FAULTS
        if more > 0:
            lines.append(Content(ngettext("and {n} more", "and {n} more", more).format(n=more)))
        self.query_one("#faults", Static).update(Content("\n").join(lines))

    # What the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Begin only what can be sat."""
        return self.paper is not None if action == "begin" else True

    def action_begin(self) -> None:
        """Draw the questions and let the clock run."""
        if monotonic() - self._shown_at < self.host.guard_s:
            return  # Enter is still held from what was shown before
        try:
            exam = asked_exam(self.desk, self.request)
        except QuizError as error:
            self.host.report(error)
            return
        self.host.show_exam(exam)

    def action_scroll(self, lines: int) -> None:
        """Scroll."""
        self.query_one("#body").scroll_relative(y=lines, animate=False)

    def action_home(self) -> None:
        """Go home."""
        self.host.go_home()
