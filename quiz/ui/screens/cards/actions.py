"""What can be done with cards, the same on the page of one and on a list of many."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from textual.content import Content

from quiz.desk.sittings.undo import Undone, cards_of
from quiz.errors import QuizError
from quiz.memory import CardAction
from quiz.study import CardRef, Mode, Request
from quiz.translation import _, ngettext
from quiz.ui.dates import in_full
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.confirm import ConfirmScreen
from quiz.ui.screens.undoing import undo_last


class CardActionsScreen(QuizScreen):
    """A screen whose keys do something with cards."""

    def acted_on(self) -> Sequence[CardRef]:
        """Return the cards that the keys mean."""
        raise NotImplementedError

    def changed(
        self, words: str, refs: Sequence[CardRef] | None = None, *, can_undo: bool = False
    ) -> None:
        """Show what has become of the cards, and say what was done.

        Args:
            words: What was done.
            refs: With which cards, if it was with no others; None: with any.
            can_undo: Whether there is something to undo.
        """
        raise NotImplementedError

    def action_suspend(self) -> None:
        """Suspend the cards; unsuspend them if all of them are."""
        refs = self.acted_on()
        states = [self.desk.record.state(ref.bank, ref.card) for ref in refs]
        if refs and all(state.is_suspended for state in states):
            words = ngettext("Card unsuspended.", "{n} cards unsuspended.", len(refs))
            self._do(refs, CardAction.RESUME, words)
        else:
            words = ngettext("Card suspended.", "{n} cards suspended.", len(refs))
            self._do(refs, CardAction.SUSPEND, words)

    def action_bury(self) -> None:
        """Bury the cards until tomorrow; bring them back if all of them are buried."""
        refs, today = self.acted_on(), self.desk.today
        states = [self.desk.record.state(ref.bank, ref.card) for ref in refs]
        if refs and all(state.is_away(today) and not state.is_suspended for state in states):
            words = ngettext("Card brought back.", "{n} cards brought back.", len(refs))
            self._do(refs, CardAction.RESUME, words)
        else:
            words = ngettext(
                "Card buried until tomorrow.", "{n} cards buried until tomorrow.", len(refs)
            )
            self._do(refs, CardAction.BURY, words, today)

    def action_reset(self) -> None:
        """Ask, then make the cards new."""
        refs = self.acted_on()
        if not refs:
            return
        count = len(refs)
        title = ngettext("Reset this card?", "Reset {n} cards?", count).format(n=count)
        about = _("They become new, as if never answered. The answers stay in your history.")
        words = ngettext("Card reset.", "{n} cards reset.", count)

        def answered(is_wanted: bool | None) -> None:
            if is_wanted:
                self._do(refs, CardAction.FORGET, words)

        self.app.push_screen(ConfirmScreen(title, Content(about)), answered)

    def action_set_due(self) -> None:
        """Ask for the day on which the cards are to be due."""
        from quiz.desk.today.cards import day_named
        from quiz.ui.screens.ask_line import AskLineScreen

        refs = self.acted_on()
        known = [ref for ref in refs if self.desk.record.state(ref.bank, ref.card).reps]
        if not known:
            if refs:
                self.changed(_("New cards have no due date; answer them once."), ())
            return
        screen = AskLineScreen(
            title=ngettext(
                "When should {n} card be due?", "When should {n} cards be due?", len(known)
            ).format(n=len(known)),
            about=_("A date such as 18 Jan, or a number of days from today."),
            placeholder="7",
            read=partial(day_named, self.desk),
        )

        def answered(day: int | None) -> None:
            if day is None:
                return
            when = in_full(date.fromordinal(day))
            words = ngettext("Due on {date}.", "{n} cards due on {date}.", len(known))
            words = words.replace("{date}", when)
            if len(known) < len(refs):
                left = len(refs) - len(known)
                more = ngettext("{n} new card left out.", "{n} new cards left out.", left)
                words += " " + more.format(n=left)
            self._do(known, CardAction.SET_DUE, words, day)

        self.app.push_screen(screen, answered)

    def action_undo(self) -> None:
        """Undo what was done last, an answer or an action."""
        undo_last(self, self._undone)

    def _undone(self, words: str, undone: Undone | None) -> None:
        self.changed(words, cards_of(self.desk, undone) if undone is not None else ())

    def _do(
        self, refs: Sequence[CardRef], action: CardAction, words: str, value: int | None = None
    ) -> None:
        if not refs:
            return
        self.desk.do_all(refs, action, value)
        self.show_trouble()
        self.changed(words.format(n=len(refs)), refs, can_undo=True)

    def ask(self, refs: Sequence[CardRef], mode: Mode) -> None:
        """Ask cards now: in a quiz, which counts for the schedule, or in a cram."""
        here = [ref for ref in refs if self.desk.library.item(ref.bank, ref.card) is not None]
        if not here:
            self.host.report(QuizError(_("No bank has these questions any more.")))
            return
        banks = tuple(dict.fromkeys(ref.bank for ref in here))
        self.host.try_to_begin(Request(mode=mode, banks=banks, cards=tuple(here)))
