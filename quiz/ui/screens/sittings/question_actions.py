"""What the question screen does with a card besides asking it: put it away, edit it, write one."""

from datetime import date
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from quiz.desk.sittings.question import Feedback, Question
from quiz.desk.sittings.sitting import OpenSitting
from quiz.memory import CardAction
from quiz.translation import _
from quiz.ui.dates import in_full
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.cards.opening import open_cards
from quiz.ui.screens.noting import ask_for_note
from quiz.ui.screens.sittings.question_keys import PUT_AWAY

if TYPE_CHECKING:
    from quiz.desk.banks.authoring import QuestionDraft
    from quiz.desk.banks.editing import Edited
    from quiz.desk.sittings.showing import Showing


class QuestionActions(QuizScreen):
    """The keys of the question screen that lead elsewhere and back."""

    sitting: OpenSitting
    """What is asked."""
    asked: Question | None
    """The question that is shown."""
    feedback: Feedback | None
    """Feedback on the answer; None while it is awaited."""
    _began: float
    _changed_at: float

    is_showing: bool
    """Whether a new card is shown, and nothing is asked yet."""

    @property
    def showing(self) -> "Showing":
        """What shows the new cards of this sitting."""
        raise NotImplementedError

    async def _ask(self) -> None:
        raise NotImplementedError

    def _show_help(self, words: str) -> None:
        raise NotImplementedError

    @property
    def can_ask_class(self) -> bool:
        """Whether it can be shown what a class answered."""
        helps = self.sitting.lifelines
        return helps is not None and helps.can_ask_class(self.asked)

    def action_ask_class(self) -> None:
        """Show what a class answered; the clock runs on."""
        helps = self.sitting.lifelines
        found = helps.ask_class(self.asked) if helps is not None and self.asked else None
        if found is not None:
            self._show_help(found.words(has_bars=True))

    def _keep_draft(self, *, only_text: bool = False) -> None:
        raise NotImplementedError

    async def action_put_away(self, action: str) -> None:
        """Do something with the card that takes it out of the review, and ask the next."""
        await self._put_away(CardAction(action), PUT_AWAY[CardAction(action)])

    action_told_put_away = action_put_away

    async def _put_away(self, action: CardAction, words: str, value: int | None = None) -> None:
        self._keep_draft()
        shown = self.asked.ref if self.is_showing and self.asked is not None else None
        self.sitting.put_away(action, value, is_last=self.feedback is not None, ref=shown)
        if shown is not None:
            self.showing.leave_out(shown)
        self.show_trouble()
        await self._ask()
        self.notify(words.format(key="F6"), markup=False, timeout=4)

    def action_set_due(self) -> None:
        """Ask for the day on which the card is to come back."""
        from quiz.desk.today.cards import day_named
        from quiz.ui.screens.ask_line import AskLineScreen

        screen = AskLineScreen(
            title=_("When should this card be due?"),
            about=_("A date such as 18 Jan, or a number of days from today."),
            placeholder="7",
            read=lambda text: day_named(self.desk, text),
        )
        self.app.push_screen(screen, self._set_due)

    async def _set_due(self, day: int | None) -> None:
        if day is not None:
            when = in_full(date.fromordinal(day))
            words = _("Due on {date}. Undo: {key}").format(date=when, key="{key}")
            await self._put_away(CardAction.SET_DUE, words, day)

    def action_edit(self) -> None:
        """Edit the question's file; one that is not answered is asked as it reads now."""
        shown = self.feedback.question if self.feedback is not None else self.asked
        if shown is not None:
            self.host.edit(shown.path, shown.line, partial(self._take_up, monotonic()))

    async def _take_up(self, left_at: float, edited: "Edited | None") -> None:
        self._began += monotonic() - left_at  # the clock stood still meanwhile
        if edited is None or not edited.has_changed:
            return
        self._keep_draft(only_text=True)
        self.showing.take_up(edited.bank, edited.moves)
        if self.sitting.take_up(edited.bank, edited.moves) or self.is_showing:
            await self._ask()
        elif self.feedback is None and self._is_gone():
            words = _("This question is no longer in the bank. You can still answer it.")
            self.notify(words, markup=False)
        self.show_trouble()

    action_told_edit = action_edit

    def _is_gone(self) -> bool:
        """Whether the bank no longer has the question that is asked."""
        asked = self.sitting.question
        return asked is not None and self.desk.library.item(asked.ref.bank, asked.ref.card) is None

    def action_add_question(self) -> None:
        """Write a question into a bank of one's own; the sitting waits."""
        self._add_question(None)

    action_told_add_question = action_add_question

    def action_card(self) -> None:
        """Open the page of the card that was answered."""
        if self.feedback is not None:
            open_cards(self, (self.feedback.question.ref,))

    def action_note(self) -> None:
        """Note what is wrong with the question, or remove the note that is there."""
        shown = self.feedback.question if self.feedback is not None else self.asked
        if shown is None:
            return
        left_at = monotonic()

        def come_back() -> None:
            self._began += monotonic() - left_at  # the clock stood still meanwhile
            self.refresh_bindings()

        ask_for_note(self, shown.ref, partial(self.sitting.note, shown.ref), come_back, key="F6")

    def action_mistake_card(self) -> None:
        """Make a card of what went wrong."""
        from quiz.desk.banks.authoring import card_of_mistake

        if self.feedback is not None:
            self._add_question(card_of_mistake(self.feedback.question.item, self.feedback.outcome))

    def _add_question(self, draft: "QuestionDraft | None") -> None:
        left_at = monotonic()

        def come_back(_: object) -> None:
            self._began += monotonic() - left_at  # the clock stood still meanwhile
            self._changed_at = monotonic()

        bank = self.asked.ref.bank if self.asked is not None else ""
        self.host.add_question(draft, bank=bank, then=come_back)
