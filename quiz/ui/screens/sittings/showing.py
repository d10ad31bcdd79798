"""New cards on the question screen, met before they are asked."""

from quiz.desk.sittings.question import Question
from quiz.desk.sittings.showing import Showing
from quiz.items import Prompt
from quiz.translation import _
from quiz.ui.content import question as question_content
from quiz.ui.kinds.base import Responded
from quiz.ui.screens.sittings.rating import QuestionRatings


class QuestionShowing(QuestionRatings):
    """The part of the question screen that lets a learner meet new cards."""

    is_showing = False
    """Whether a new card is shown, and nothing is asked yet."""
    _showing: Showing | None = None
    _options: Prompt | None = None
    """The shown card as one to choose from, until something was chosen."""

    @property
    def showing(self) -> Showing:
        """What shows the new cards of this sitting."""
        if self._showing is None:
            self._showing = Showing(self.sitting, self.leftover)
        return self._showing

    @property
    def round_words(self) -> str:
        """How far the round of new cards is; empty outside of one."""
        return self.showing.words

    def _next_shown(self) -> Question | None:
        """Return the new card to show now; None if the next question can be asked."""
        shown = self.showing.next()
        self.is_showing = shown is not None
        self._options = self.showing.options(shown) if shown is not None else None
        return shown

    async def _show_new(self, question: Question, passage: str) -> None:
        """Show a new card: with its answer, or as options to choose from."""
        if self._options is not None:
            await self._sheet.ask(self._options, path=question.path, passage=passage, hints=[])
            self._sheet.say_wants(_("New: which one do you think it is?"))
            return
        await self._sheet.ask(
            question.prompt, path=question.path, passage=passage, hints=[], is_asked=False
        )
        self._sheet.say_wants(_("New: read it. You'll be asked soon."))
        self._sheet.show(question_content.shown_answer(question.item))

    def _mark_options(self, message: Responded) -> None:
        """Show whether the right option was chosen; nothing is kept of it."""
        assert self._options is not None
        assert self._sheet.view is not None
        item = self._options.item
        outcome = item.mark(message.response)
        self._options = None
        self._sheet.view.mark(outcome)
        self._sheet.say_wants(_("You'll be asked soon."))
        self._sheet.show(question_content.outcome_words(item, outcome), outcome.verdict)
        self.refresh_bindings()
