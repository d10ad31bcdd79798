"""Plan: every exam with the score to expect, its days, and its mock exams."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import MouseScrollDown, MouseScrollUp, Resize, ScreenResume
from textual.widgets import Static

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.desk.plans import exam_plans
from quiz.desk.plans.editing import put_plan, put_score, read_score, remove_plan, restore_plan
from quiz.desk.today.day import today
from quiz.store import PlanRow
from quiz.study import Mode, Request
from quiz.translation import _
from quiz.ui.canvas.canvas import Canvas
from quiz.ui.canvas.paint import Paint
from quiz.ui.content import parts
from quiz.ui.dates import with_weekday
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.exams.unfinished import take_unfinished
from quiz.ui.screens.plans.board import draw_plans
from quiz.ui.screens.plans.keys import BINDINGS
from quiz.ui.screens.plans.outlooks import show_outlooks
from quiz.ui.screens.plans.panes import topics_of
from quiz.ui.screens.plans.view import ExamLine, PlansView
from quiz.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from quiz.desk.exams.past import PastExam
    from quiz.desk.plans.outlook import PlanOutlook
    from quiz.desk.plans.plan import ExamPlan

_MOST_LEFT_OUT = 5


class PlanScreen(QuizScreen):
    """The exams, the soonest first, then those that are over."""

    CSS_PATH = "plan.tcss"
    BINDINGS: ClassVar[list[BindingType]] = BINDINGS

    def __init__(self) -> None:
        """Begin with nothing known."""
        super().__init__()
        self.view = PlansView()
        self._plans: list[ExamPlan] = []
        self._past: list[PastExam] = []
        self._selected_uid = ""

    def compose(self) -> ComposeResult:
        """Yield head, board and keys."""
        yield Static(id="head")
        yield Paint(self._draw, id="plans")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the exams, once the first frame is there."""
        self._show_head()
        self.call_after_refresh(self.show)
        self.set_interval(1, self._tick)

    @on(ScreenResume)
    def _resumed(self) -> None:
        if self.view.is_ready:
            self.show()

    def on_resize(self, event: Resize) -> None:
        """Keep the figure at the right edge."""
        super().on_resize(event)
        self._show_head()

    def _tick(self) -> None:
        """Let the time of an open exam run, to its end."""
        exam = self.view.open_exam
        if exam is None or exam.state.is_handed_in or not self.is_current:
            return
        left = exam.left_s()
        if left == 0:
            self.show()
        elif left is not None:
            self.query_one(Paint).repaint()

    def _draw(self, canvas: Canvas) -> None:
        draw_plans(canvas, self.view)

    def _show_head(self) -> None:
        line = self.selected
        right = Content(with_weekday(self.desk.now().astimezone()))
        if line is not None and line.facts is not None and line.plan is not None:
            done = line.facts.days.minutes.get(self.view.today, 0.0)
            words = _("today {n} of {minutes:g} min")
            right = Content(words.format(n=round(done), minutes=line.exam.minutes_a_day))
        width = max(20, self.app.size.width - 4)
        head = parts.head("quiz", width, right, after=" · " + _("exams"))
        self.query_one("#head", Static).update(head)

    # What is shown

    def show(self) -> None:
        """Bring everything up to date."""
        from quiz.desk.exams.past import past_exams

        desk, view = self.desk, self.view
        self._plans = exam_plans(desk)
        self._past = past_exams(desk)
        ahead = {plan.exam.uid for plan in self._plans}
        over = [exam for exam in reversed(desk.record.exams()) if exam.uid not in ahead]
        over.sort(key=lambda exam: exam.score is not None)  # those asked about come first
        view.today, view.is_ready = desk.today, True
        view.has_banks = bool(desk.library.entries)
        view.open_exam = next(iter(take_unfinished(self)), None)
        view.lines = [ExamLine(exam=plan.exam, plan=plan) for plan in self._plans]
        view.lines += [ExamLine(exam=exam) for exam in over]
        is_open = view.open_exam is not None
        uids = [line.exam.uid for line in view.lines]
        view.cursor = 0
        if self._selected_uid in uids:
            view.cursor = uids.index(self._selected_uid) + is_open
        self.show_trouble()
        self._select(view.cursor)
        show_outlooks(self, self._plans, self._show_look)

    def _show_look(self, plan: "ExamPlan", look: "PlanOutlook") -> None:
        for line in self.view.lines if self.is_attached else ():
            if line.exam.uid == plan.exam.uid:
                line.look = look
                line.left_out = self._questions(look)
                self._refresh()

    def _questions(self, look: "PlanOutlook") -> tuple[str, ...]:
        """Return the first questions that are left out."""
        found = [
            self.desk.library.item(card.bank, card.card)
            for card in look.course.left_out[:_MOST_LEFT_OUT]
        ]
        return tuple(item[0].stem for item in found if item is not None)

    @property
    def selected(self) -> ExamLine | None:
        """The exam that the keys mean; None on the row of an open mock exam."""
        return None if self.view.is_on_open else self.view.line

    def _select(self, at: int) -> None:
        """Select a row, and look up what is known of its exam."""
        from quiz.desk.exams.hub import exam_facts

        view = self.view
        view.cursor = max(0, min(view.rows - 1, at))
        line = view.line
        if line is not None:
            self._selected_uid = "" if view.is_on_open else line.exam.uid
            if line.plan is not None and line.facts is None:
                line.facts = exam_facts(self.desk, line.plan, self._past)
                uid = line.exam.uid
                line.held = today(self.desk, plans=self._plans, plan=uid)
        self._refresh()

    def _refresh(self) -> None:
        self._show_head()
        self.query_one(Paint).repaint()
        self.refresh_bindings()

    # What is done

    @property
    def key_words(self) -> Mapping[str, tuple[str, str]]:
        """Say what Enter does in the selected row."""
        line = self.selected
        if self.view.is_on_open:
            return {"plan.mock_exam": (_("Resume"), _("Resume the mock exam"))}
        if line is not None and line.plan is None:
            return {"plan.mock_exam": (_("Your score"), _("Give your score in this exam"))}
        return {}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is."""
        view, line = self.view, self.selected if self.view.is_ready else None
        if action in ("edit", "remove"):
            return line is not None
        if action == "mock_exam":
            return view.is_ready and (view.rows > 0 or view.has_banks)
        if action == "study":
            return line is not None and line.plan is not None
        if action == "calendar":
            return bool(self._plans)
        if action == "undo":
            return bool(self.host.removed_exams)
        if action in ("topics", "cram"):
            return line is not None and bool(topics_of(line))
        return True

    def action_mock_exam(self) -> None:
        """Show what a mock exam of the selected exam's banks is; Enter there begins it."""
        from quiz.desk.exams.exam import ExamRequest

        view, line = self.view, self.selected
        if view.is_on_open and view.open_exam is not None:
            self.host.show_exam(view.open_exam)
        elif line is not None and line.plan is None:
            self._ask_score(line.exam)
        else:
            request = ExamRequest()
            if line is not None:
                request = ExamRequest(names=line.exam.banks, tags=line.exam.tags)
            self.host.start_exam(request)

    def action_study(self) -> None:
        """Study today's share."""
        line = self.selected
        if line is not None:
            self.host.try_to_begin(Request(mode=Mode.REVIEW, exam=line.exam.uid))

    def action_cram(self) -> None:
        """Practise the topic that is weakest."""
        line = self.selected
        found = topics_of(line) if line is not None else []
        if line is not None and found:
            request = Request(mode=Mode.CRAM, banks=line.exam.banks, tags=(found[0][0],))
            self.host.try_to_begin(request)

    def action_new(self) -> None:
        """Plan for another exam."""
        self._edit(None)

    def action_edit(self) -> None:
        """Change the exam, or take its real score once it is over."""
        line = self.selected
        if line is None:
            return
        if line.plan is None:
            self._ask_score(line.exam)
        else:
            self._edit(line.exam)

    def _edit(self, exam: PlanRow | None) -> None:
        if not self.desk.library.entries:
            self.notify(_("No banks to plan for yet."), markup=False)
            return
        from quiz.ui.screens.plans.editor import PlanEditorScreen

        self.app.push_screen(PlanEditorScreen(exam), self._keep)

    def _ask_score(self, exam: PlanRow) -> None:
        from quiz.ui.screens.ask_line import AskLineScreen

        def keep(score: float | None) -> None:
            if score is not None:
                self._selected_uid = exam.uid
                put_score(self.desk, exam, score)

        screen = AskLineScreen(
            title=_("How did {exam} go?").format(exam=clip(clean_line(exam.name), 40)),
            about=_("Your score in percent."),
            placeholder="78",
            value="" if exam.score is None else f"{100 * exam.score:g}",
            read=read_score,
        )
        self.app.push_screen(screen, keep)

    def _keep(self, exam: PlanRow | None) -> None:
        """Keep an exam; the screen is drawn again when it is on top again."""
        if exam is not None:
            self._selected_uid = exam.uid
            put_plan(self.desk, exam)

    def action_remove(self) -> None:
        """Plan for the exam no more."""
        line = self.selected
        if line is None:
            return
        self.host.removed_exams.append(remove_plan(self.desk, line.exam))
        name = clip(clean_line(line.exam.name), 40)
        words = _("Removed: {name}. Undo: u").format(name=name)
        self.notify(words, markup=False)
        self.show()

    def action_undo(self) -> None:
        """Bring the exam back that was removed last."""
        exam = self.host.removed_exams.pop()
        self._selected_uid = exam.uid
        restore_plan(self.desk, exam)
        self.show()

    def action_past_exams(self) -> None:
        """List the exams that were taken."""
        from quiz.ui.screens.exams.past import PastExamsScreen

        self.app.push_screen(PastExamsScreen())

    def action_calendar(self) -> None:
        """Save the exams and each day's study as a calendar file."""
        from quiz.ui.screens.ask_line import AskLineScreen

        def say(path: Path | None) -> None:
            if path is not None:
                words = _("Saved to {path}").format(path=clean_line(str(path)))
                self.notify(words, markup=False)

        screen = AskLineScreen(
            title=_("Save as a calendar file"),
            about=_("Other programs open it: each day's study, and the exams."),
            placeholder=_("file name"),
            value="exams.ics",
            read=self._saved_calendar,
            endings=(".ics",),
        )
        self.app.push_screen(screen, say)

    def _saved_calendar(self, name: str) -> Path:
        """Write the calendar file and return its path.

        Raises:
            QuizError: It cannot be written, or is there already.
        """
        from quiz.desk.plans.calendar import calendar_days
        from quiz.formats.calendar_file import calendar_file
        from quiz.library.folders import expanded
        from quiz.library.writing import write_new

        path = expanded(name)
        text = calendar_file(calendar_days(self.desk), self.desk.now())
        write_new(path, text.encode())
        return path

    def action_topics(self) -> None:
        """Show all topics, or the weakest alone."""
        self.view.shows_all_topics = not self.view.shows_all_topics
        self._refresh()

    def action_move(self, step: int) -> None:
        """Select another exam."""
        self.view.top = 0
        self._select(self.view.cursor + step)

    def action_choose(self, at: int) -> None:
        """Select a row that was clicked; do what Enter does in the selected one."""
        if at == self.view.cursor:
            self.action_mock_exam()
        else:
            self.action_move(at - self.view.cursor)

    def action_page(self, pages: int) -> None:
        """Show what is further down of the selected exam."""
        self.view.top = max(0, self.view.top + pages * max(1, self.app.size.height // 2))
        self.query_one(Paint).repaint()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Show what is further down."""
        self.view.top += 2
        self.query_one(Paint).repaint()

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Show what is further up."""
        self.view.top = max(0, self.view.top - 2)
        self.query_one(Paint).repaint()

    def action_home(self) -> None:
        """Go home."""
        self.host.go_home()
