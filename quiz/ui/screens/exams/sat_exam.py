"""An exam being sat, wherever it is kept: one question at a time, in any order, until the end."""

from asyncio import Lock
from collections.abc import Mapping
from time import monotonic
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize, ScreenResume, ScreenSuspend
from textual.widgets import Static

from quiz.desk.exams.sat_exam import SatExam
from quiz.desk.sittings.question import Question
from quiz.items import Response
from quiz.items.paper import Behaviour
from quiz.items.wording import points_text
from quiz.study.behaviour import NO_CERTAINTY
from quiz.translation import _
from quiz.ui.content import exam as exam_content
from quiz.ui.content import question as question_content
from quiz.ui.kinds.base import Passed, Responded, Touched
from quiz.ui.question_sheet import QuestionSheet
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.exam_strip import ExamStrip
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.sure_row import SureRow

_EVERY_S = 0.25
"""The clock is looked at so often, and what stands in the answer is kept."""


class SatExamScreen(QuizScreen):
    """Asks the questions of an exam; what becomes of it at the end is said below this."""

    CSS_PATH = "sitting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "go_on", _("Next"), id="exam.next", tooltip=_("Next question")),
        Binding("right,n", "go(1)", _("Next"), id="exam.forward",
                tooltip=_("Next question; your answer is saved")),
        Binding("left,p", "go(-1)", _("Previous"), show=False, id="exam.back",
                tooltip=_("Previous question; your answer is saved")),
        # Fields take these keys themselves, but there is no other way on from them.
        Binding("pagedown", "go(1)", _("Next"), priority=True, id="exam.page_down"),
        Binding("pageup", "go(-1)", _("Previous"), show=False, priority=True, id="exam.page_up"),
        Binding("h,f2", "hint", _("Hint"), id="exam.hint",
                tooltip=_("Get a hint before the next try")),
        Binding("f,f7", "flag", _("Flag"), id="exam.flag",
                tooltip=_("Flag or unflag this question")),
        Binding("o,f8", "overview", _("Overview"), id="exam.overview",
                tooltip=_("See what's unanswered and flagged, and hand in")),
        Binding("s,f4", "sure", _("Certainty"), id="exam.sure",
                tooltip=_("How sure you are: 1, 2 or 3")),
        Binding("g,f9", "jump", _("Go to"), id="exam.jump",
                tooltip=_("Go to a question by number, text or kind")),
        Binding("f6", "clear", _("Clear"), id="exam.clear",
                tooltip=_("Clear your answer to this question")),
        Binding("exclamation_mark,f12", "note", _("Wrong question"), show=False, id="exam.note",
                tooltip=_("Note what's wrong with this question, or remove the note")),
        Binding("ctrl+down", "scroll(3)", _("Down"), show=False, id="exam.down",
                tooltip=_("Scroll down")),
        Binding("ctrl+up", "scroll(-3)", _("Up"), show=False, id="exam.up",
                tooltip=_("Scroll up")),
        Binding("escape", "leave", _("Leave"), id="exam.leave",
                tooltip=_("Leave and resume later; the clock keeps running")),
    ]  # fmt: skip

    def __init__(self, exam: SatExam) -> None:
        """Show an exam in progress."""
        super().__init__()
        self.exam: SatExam = exam
        self.question: Question | None = None
        """What is asked; None while it is not laid out yet, or where it is gone from its bank."""
        self.is_over = False
        """Whether the exam was handed in or left, and this screen does nothing any more."""
        self._asked_place = -1
        self._kept: Response | None = None
        self._began = self._changed_at = monotonic()
        self._is_in_front = True
        self._shown = ("", "")
        self._asking = Lock()
        self._head, self._warning = Static(id="head"), Static(id="warning")
        self._strip, self._sure = ExamStrip(), SureRow()
        self.sheet = QuestionSheet(keeps=True, scroll_key="Ctrl+↓")
        """The question."""
        self._gone = Static(id="gone")
        self._keys = KeyBar()

    def compose(self) -> ComposeResult:
        """Yield head, strip, question, certainty and keys."""
        yield self._head
        yield self._warning
        yield self._strip
        yield self.sheet
        yield self._gone
        yield self._sure
        yield self._keys

    @property
    def key_words(self) -> Mapping[str, tuple[str, str]]:
        """Enter keeps an answer here; where answers are marked at once it has that done."""
        words = (_("Save"), _("Save the answer and go to the next question"))
        if self.exam.state.marks_at_once:
            words = (_("Check"), _("Check the answer"))
        essay = (_("Save"), _("Save the text and go to the next question"))
        gap = (_("Continue"), _("Next gap, or next question"))
        return {"answer.hand_in": words, "gap.done": gap, "essay.compare": essay}

    async def on_mount(self) -> None:
        """Ask the question that is in front, and let the clock be seen."""
        self._warning.display = self._gone.display = False
        self._sure.display = self._is_sure_asked
        await self.ask_again()
        self._timer = self.set_interval(_EVERY_S, self._tick)

    def on_resize(self, event: Resize) -> None:
        """Draw again what was drawn for another width."""
        self._show_head()
        self._strip.refresh(layout=True)
        self.sheet.unroom()

    @property
    def _is_sure_asked(self) -> bool:
        return self.exam.state.paper.behaviour is Behaviour.CERTAINTY

    # The clock

    @on(ScreenSuspend)
    def _suspended(self) -> None:
        """Something lies on top: that is no time at the question."""
        self._keep_draft()
        self._pass_time()
        self._is_in_front = False

    @on(ScreenResume)
    def _resumed(self) -> None:
        self._is_in_front = True
        self._began = self._changed_at = monotonic()

    def spent_ms(self) -> int:
        """Return the time at the question since it was last asked for, in milliseconds."""
        now = monotonic()
        spent = round((now - self._began) * 1000) if self._is_in_front else 0
        self._began = now
        return spent

    def _pass_time(self) -> None:
        if not self.is_over:
            self.exam.go_to(self.exam.state.place, elapsed_ms=self.spent_ms())

    def _tick(self) -> None:
        """Keep what stands in the answer, and hand in when time is up, whatever lies on top."""
        if self.is_over:
            return
        if self.exam.left_s() == 0:
            self.hand_in(_("Time's up. Your exam was handed in."))
            return
        self._keep_draft()
        if self.is_current:
            self._show_head()

    # What is shown

    async def ask_again(self) -> None:
        """Show the question in front, with what was answered so far."""
        async with self._asking:  # keys may come faster than views are made
            exam, place = self.exam, self.exam.state.place
            question = exam.question(place)
            self.sheet.display = question is not None
            self._gone.display = question is None
            if question is None:
                self._gone.update(Content(_("This question is no longer in its bank.")))
                self.set_focus(None)
                self._kept = None
            else:
                given = exam.state.given[place]
                hints = list(question.item.hints[: given.hints])
                passage = question.passage
                await self.sheet.ask(
                    question.prompt, path=question.path, passage=passage, hints=hints
                )
                self._restore(place)
            self.question, self._asked_place = question, place
            self._show_feedback()
            self._sure.show(exam.state.given[place].certainty or NO_CERTAINTY)
            self._show_state()
            self._began = self._changed_at = monotonic()

    def _restore(self, place: int) -> None:
        view, response = self.sheet.view, self.exam.response(place)
        assert view is not None
        if response is not None:
            view.restore(response)
        self._kept = view.draft()

    def _show_feedback(self) -> None:
        """Show the feedback on the question so far."""
        place, view = self._asked_place, self.sheet.view
        outcome = self.exam.outcome(place) if self.question is not None else None
        if outcome is None or self.question is None or view is None:
            self.sheet.unroom()
            self.sheet.show(Content(""))
            return
        if self.exam.state.is_locked(place):
            view.mark(outcome)
            words = question_content.outcome_words(self.question.item, outcome)
            self.sheet.show(words, outcome.verdict)
        else:
            self.sheet.show(exam_content.tried(self.exam, place, outcome))

    def _show_state(self) -> None:
        self._strip.show(exam_content.signs(self.exam), self.exam.state.place)
        self._show_head()
        self.show_trouble()
        self.refresh_bindings()
        self._keys.refresh()

    def _show_head(self) -> None:
        exam = self.exam
        place = exam.state.place
        words = _("{place} of {total}").format(place=place + 1, total=exam.total)
        question = exam.question(place)
        if question is not None:
            words += f" · {points_text(question.item.points)}"
        head = exam_content.head(exam, words, self.app.size.width - 4)
        warning = exam_content.warning(exam)
        if (head.plain, warning.plain) == self._shown:  # a clock is looked at oftener than it moves
            return
        self._shown = head.plain, warning.plain
        self._head.update(head, layout=False)
        self._warning.display = bool(warning)
        self._warning.update(warning, layout=False)

    # Answering

    @property
    def _is_locked(self) -> bool:
        return self.exam.state.is_locked(self.exam.state.place)

    @property
    def certainty(self) -> int | None:
        """How sure one is, 1 to 3; None where that does not count."""
        return self._sure.level if self._is_sure_asked else None

    @property
    def _is_settled(self) -> bool:
        """Whether what the view holds is of the question in front, and no other is on its way."""
        return self._asked_place == self.exam.state.place and not self._asking.locked()

    def _draft(self) -> Response | None:
        view = self.sheet.view
        return view.draft() if view is not None and self.question is not None else None

    @on(Touched)
    def _keep_draft(self) -> None:
        """Keep what stands there, if it changed; after a first try only Enter does."""
        if self.is_over or not self._is_settled or self.question is None:
            return
        if self._is_locked or self.exam.state.given[self._asked_place].tries:
            return
        draft = self._draft()
        if draft != self._kept:
            self._keep(draft)

    def _keep(self, draft: Response | None) -> None:
        spent, certainty = self.spent_ms(), self.certainty
        self.exam.answer(draft, elapsed_ms=spent, certainty=certainty, is_draft=True)
        self._kept = draft
        self._strip.show(exam_content.signs(self.exam), self.exam.state.place)
        self._keys.refresh()
        self.show_trouble()

    @on(Responded)
    async def _responded(self, message: Responded) -> None:
        """Keep a response and go on; where answers are marked at once, tell what came of it."""
        message.stop()
        if self.is_over or self._is_held() or not self._is_settled:
            return
        if message.response != self._draft():  # it was the answer to another question
            return
        if self.exam.left_s() == 0:
            self._tick()
            return
        place = self.exam.state.place
        if not self.exam.is_marked_at_once(place):
            self._keep(message.response)
            await self.action_go(1)
            return
        if self.exam.state.given[place].tries and message.response == self.exam.response(place):
            self.notify(_("Change your answer first; this one was already checked."), markup=False)
            return
        await self.check(message.response)

    async def check(self, response: Response) -> None:
        """Have an answer marked at once, and show what came of it."""
        spent = self.spent_ms()
        self.exam.answer(response, elapsed_ms=spent, certainty=self.certainty)
        self.show_checked(response)

    def show_checked(self, response: Response) -> None:
        """Show what came of an answer that was marked."""
        self._kept = response
        self._show_feedback()
        self._show_state()
        self._changed_at = monotonic()

    @on(Passed)
    async def _passed(self) -> None:
        if not self.is_over and not self._is_held():
            await self.action_go(1)

    def _is_held(self) -> bool:
        """Whether a key may still be held down from what was shown before."""
        return monotonic() - self._changed_at < self.host.guard_s

    # What the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now."""
        state = self.exam.state
        given = state.given[state.place]
        if action == "go_on":
            return self._is_locked or self.question is None
        if action == "hint":
            hints = self.question.item.hints if self.question is not None else ()
            return bool(given.tries) and not self._is_locked and given.hints < len(hints)
        if action == "clear":
            return self.question is not None and not given.tries and given.is_answered
        if action == "sure":
            return self._is_sure_asked
        if action == "note":
            return self.question is not None
        return True

    async def action_go_on(self) -> None:
        """Go on from a question that is done."""
        if not self._is_held():
            await self.action_go(1)

    async def action_go(self, step: int) -> None:
        """Put another question in front; behind the last one comes the overview."""
        target = self.exam.state.place + step
        if target >= self.exam.total:
            self.action_overview()
        elif target >= 0:
            await self._go_to(target)

    async def _go_to(self, place: int) -> None:
        if self.is_over:
            return
        self._keep_draft()
        self.exam.go_to(place, elapsed_ms=self.spent_ms())
        if self.exam.state.is_handed_in:
            self.hand_in(_("This exam was handed in in another window."))
            return
        await self.ask_again()

    @on(ExamStrip.Chosen)
    async def _chosen(self, message: ExamStrip.Chosen) -> None:
        await self._go_to(message.place)

    def action_flag(self) -> None:
        """Flag the question, or no longer."""
        self.exam.flag()
        self._show_state()

    def action_note(self) -> None:
        """Note what is wrong with the question."""
        raise NotImplementedError

    async def action_clear(self) -> None:
        """Take the answer away."""
        if self._is_settled and not self.is_over:
            self.exam.answer(None, elapsed_ms=self.spent_ms())
            await self.ask_again()

    def action_sure(self) -> None:
        """Be surer; behind sure comes unsure."""
        self._be_sure(self._sure.level % 3 + 1)

    @on(SureRow.Chosen)
    def _sure_chosen(self, message: SureRow.Chosen) -> None:
        self._be_sure(message.level)

    def _be_sure(self, level: int) -> None:
        self._sure.show(level)
        draft = self._draft()
        if draft is not None and self._is_settled and not self.is_over:
            self._keep(draft)

    def action_hint(self) -> None:
        """Show the next hint."""
        if self.exam.hint() is not None:
            self.show_hint()

    def show_hint(self) -> None:
        """Show the hints that were taken."""
        self.question = self.exam.question(self._asked_place)  # with the hint in it
        if self.question is None:
            return
        given = self.exam.state.given[self._asked_place]
        self.sheet.show_hints(list(self.question.item.hints[: given.hints]))
        self._show_state()

    def action_jump(self) -> None:
        """Go to a question by number, text or kind."""
        from quiz.ui.screens.exams.jump import JumpScreen

        found = [(at, self.exam.question(at)) for at in range(self.exam.total)]
        there = [(at, question.item) for at, question in found if question is not None]
        places = [at for at, _item in there]

        async def jumped(index: int | None) -> None:
            if index is not None:
                await self._go_to(places[index])

        here = self.exam.state.place
        first = places.index(here) if here in places else 0
        items = [item for _at, item in there]
        self.app.push_screen(JumpScreen(items, [""] * len(items), first), jumped)

    def action_overview(self) -> None:
        """Show how all questions stand."""
        from quiz.ui.screens.exams.overview import ExamOverviewScreen

        if self.is_over or not self.is_current:
            return
        self._keep_draft()
        overview = ExamOverviewScreen(self.exam)

        async def come_back(_: object) -> None:
            if overview.is_handed_in:
                self.hand_in("")
            elif overview.chosen is not None:
                await self._go_to(overview.chosen)

        self.app.push_screen(overview, come_back)

    def action_scroll(self, lines: int) -> None:
        """Scroll what does not fit the window."""
        self.sheet.scroll_lines(lines)

    def action_leave(self) -> None:
        """Ask whether to leave: the exam goes on later, and its clock runs on."""
        from quiz.ui.screens.confirm import ConfirmScreen

        about = self.leaving_words
        if self.exam.left_s() is not None:
            about += " " + _("The clock keeps running. At 0:00 the exam is handed in as it is.")

        def leave(is_wanted: bool | None) -> None:
            if is_wanted and not self.is_over:
                self.stop()
                self.left()

        self.app.push_screen(ConfirmScreen(_("Leave the exam?"), Content(about)), leave)

    def stop(self) -> None:
        """Do nothing any more."""
        self._keep_draft()
        self._pass_time()
        self.is_over = True
        self._timer.stop()

    # The end

    @property
    def leaving_words(self) -> str:
        """How one comes back to an exam that is left."""
        raise NotImplementedError

    def left(self) -> None:
        """Show what is beneath: the exam was left."""
        raise NotImplementedError

    def hand_in(self, words: str) -> None:
        """End the answering, and show what comes next, in the place of whatever lies on top.

        Args:
            words: What to say; empty for nothing.
        """
        raise NotImplementedError
