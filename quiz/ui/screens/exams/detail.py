"""A question of an exam that was handed in: one's answer, what is right, and why."""

from asyncio import Lock
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from quiz.desk.banks.noting import toggle_note
from quiz.desk.exams.exam import OpenExam
from quiz.desk.exams.result import ExamAnswer, ExamResult
from quiz.items import Picked
from quiz.translation import _
from quiz.ui.content import exam as exam_content
from quiz.ui.content import parts
from quiz.ui.kinds.essay import EssayView
from quiz.ui.question_sheet import QuestionSheet
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.noting import ask_for_note
from quiz.ui.widgets.key_bar import KeyBar


class ExamDetailScreen(QuizScreen):
    """Shows the questions of a result, one at a time, as they were answered and marked."""

    CSS_PATH = "detail.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,n,pagedown", "go(1)", _("Next"), id="exam_detail.next",
                tooltip=_("Next question")),
        Binding("left,p,pageup", "go(-1)", _("Previous"), id="exam_detail.previous",
                tooltip=_("Previous question")),
        Binding("down,j", "scroll(2)", _("Down"), show=False, id="exam_detail.down"),
        Binding("up,k", "scroll(-2)", _("Up"), show=False, id="exam_detail.up"),
        Binding("exclamation_mark,f12", "note", _("Wrong question"), show=False,
                id="exam_detail.note",
                tooltip=_("Note what's wrong with this question, or remove the note")),
        Binding("escape,enter", "back", _("Back"), id="exam_detail.back",
                tooltip=_("Back to the result")),
    ]  # fmt: skip

    def __init__(self, exam: OpenExam, result: ExamResult, at: int) -> None:
        """Show a question of a result, by its index in it."""
        super().__init__()
        self.exam, self.result, self.at = exam, result, at
        self._asking = Lock()
        self._head, self._sheet, self._keys = (
            Static(id="head"),
            QuestionSheet(scroll_key="↓"),
            KeyBar(),
        )

    def compose(self) -> ComposeResult:
        """Yield head, question and keys."""
        yield self._head
        yield self._sheet
        yield self._keys

    async def on_mount(self) -> None:
        """Show the question."""
        await self._show()

    async def _show(self) -> None:
        async with self._asking:
            answer = self.result.answers[self.at]
            question = answer.question
            await self._sheet.ask(
                question.prompt, path=question.path, passage=question.passage, hints=[]
            )
            self._mark(answer)
            self.set_focus(None)
            is_empty = answer.response is None
            self._sheet.say_wants(_("No answer") if is_empty else _("Your answer"))
            self._sheet.unroom()
            self._sheet.show(exam_content.detail(answer))
            self._sheet.call_after_refresh(self._sheet.scroll_home, animate=False)
            words = _("{place} of {total}").format(place=question.place + 1, total=self.exam.total)
            width = self.app.size.width - 4
            self._head.update(parts.head(self.exam.title, width, before=f"{words} · "))
            self.refresh_bindings()
            self._keys.refresh()

    def _mark(self, answer: ExamAnswer) -> None:
        view = self._sheet.view
        assert view is not None
        if answer.response is not None:
            view.restore(answer.response)
        if isinstance(view, EssayView):
            view.action_compare()
        context = self.exam.context(answer.question.ref.bank)
        outcome = answer.outcome or answer.question.item.mark(Picked(), context)
        view.mark(outcome)

    def action_scroll(self, lines: int) -> None:
        """Scroll what does not fit the window."""
        self._sheet.scroll_lines(lines)

    async def action_go(self, step: int) -> None:
        """Show another question."""
        target = max(0, min(len(self.result.answers) - 1, self.at + step))
        if target != self.at:
            self.at = target
            await self._show()

    def action_note(self) -> None:
        """Note what is wrong with the question, or remove the note that is there."""
        ref = self.result.answers[self.at].question.ref
        ask_for_note(self, ref, partial(toggle_note, self.desk, ref))

    def action_back(self) -> None:
        """Go back to the result."""
        self.dismiss(None)
