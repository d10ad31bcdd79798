"""What Home does besides studying: with the selected bank, exams, and the memory model."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.memory import CardAction
from quiz.study import CardRef, Request
from quiz.translation import _, ngettext
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.undoing import undo_last

if TYPE_CHECKING:
    from quiz.desk.banks.changes import ChangedQuestion
    from quiz.desk.exams.exam import ExamRequest
    from quiz.desk.today.day import BankLine, Overview


class HomeActions(QuizScreen):
    """The keys of Home that lead to other screens."""

    day: "Overview | None"
    """The day at a glance; None before it was looked up."""
    changed: "list[ChangedQuestion]"
    """Questions that changed, about which the learner is to be asked."""

    @property
    def marked(self) -> "BankLine | None":
        """The selected bank; None if there is none."""
        raise NotImplementedError

    def show(self) -> None:
        """Bring everything up to date."""
        raise NotImplementedError

    def action_undo(self) -> None:
        """Undo what was done last."""
        undo_last(self, self._undone)

    def _undone(self, words: str, undone: object) -> None:
        self.notify(words, markup=False)
        self.show()

    def action_reading(self) -> None:
        """Show the text of the selected bank, or where it is."""
        marked = self.marked
        if marked:
            from quiz.ui.screens.banks.reading import ReadingScreen

            self.app.push_screen(ReadingScreen(self.desk.library.head(marked.id)))

    def palette_actions(self) -> Iterable[tuple[str, str]]:
        """Yield what is done so seldom that it has no key."""
        if self.marked is not None:
            yield _("Take a mock exam on the selected bank"), "sit_exam"
        yield _("Exam results: how your mock exams went"), "past_exams"
        yield _("Analyse class results"), "analyse"
        if self._follows_any():
            yield _("Update the banks you follow"), "update_followed"
        if self._suspended():
            yield _("Unsuspend all cards of the selected bank"), "resume_suspended"
        if self.day is not None and self.day.has_record:
            yield _("Fit the memory model to your answers"), "fit"
        from quiz.desk.care.weights import kept

        if kept(self.desk.record) is not None:
            yield _("Undo the last fit of the memory model"), "take_fit_back"

    def _follows_any(self) -> bool:
        from quiz.library.followed import followed_sources

        return bool(followed_sources(self.desk.places.followed))

    def _suspended(self) -> list[CardRef]:
        """Return the suspended cards of the marked bank."""
        marked = self.marked
        states = self.desk.record.states(marked.id) if marked is not None else {}
        return [
            CardRef(marked.id, card)
            for card, state in states.items()
            if marked is not None and state.is_suspended
        ]

    def action_options(self) -> None:
        """Choose what the quiz is to be."""
        from quiz.ui.screens.sittings.setup import SetupScreen

        marked = self.marked
        if marked is not None:
            self.app.push_screen(SetupScreen(marked.id), self._set_up)

    def _set_up(self, request: "Request | ExamRequest | None") -> None:
        if isinstance(request, Request):
            self.host.try_to_begin(request)
        elif request is not None:
            self.host.start_exam(request)

    def action_sit_exam(self) -> None:
        """Show what an exam of the marked bank would be."""
        from quiz.desk.exams.exam import ExamRequest

        marked = self.marked
        if marked is not None:
            self.host.start_exam(ExamRequest(names=(marked.id,)))

    def action_past_exams(self) -> None:
        """List the exams that were sat."""
        from quiz.ui.screens.exams.past import PastExamsScreen

        self.app.push_screen(PastExamsScreen())

    def action_analyse(self) -> None:
        """Say how good a test was, from a class's results."""
        from quiz.ui.screens.analysis import ask_for_results

        ask_for_results(self)

    def action_exams(self) -> None:
        """Show the exams."""
        from quiz.ui.screens.plans.plan import PlanScreen

        self.app.push_screen(PlanScreen())

    def action_games(self) -> None:
        """Show the games, for the selected bank or all."""
        from quiz.ui.screens.games.menu import GamesScreen

        marked = self.marked
        self.app.push_screen(GamesScreen(marked.id if marked is not None else ""))

    def action_records(self) -> None:
        """Show bests, levels and achievements."""
        from quiz.ui.screens.records.records import RecordsScreen

        self.app.push_screen(RecordsScreen())

    def action_statistics(self) -> None:
        """Show the statistics."""
        from quiz.ui.screens.statistics import StatisticsScreen

        self.app.push_screen(StatisticsScreen())

    def action_changed(self) -> None:
        """Ask about the questions that changed."""
        from quiz.ui.screens.banks.changed import ChangedScreen

        if self.changed:
            self.app.clear_notifications()  # they would lie over what is to be decided
            self.app.push_screen(ChangedScreen(self.changed), lambda _: self.show())

    def action_resume_suspended(self) -> None:
        """Let the suspended cards of the marked bank come again, once that is confirmed."""
        from quiz.ui.screens.confirm import ConfirmScreen

        cards = self._suspended()
        marked = self.marked
        if not cards or marked is None:
            return

        def let(is_wanted: bool | None) -> None:
            if is_wanted:
                for ref in cards:
                    self.desk.do(ref, CardAction.RESUME)
                self.show()

        words = ngettext(
            "{bank}: {n} suspended card will be due again.",
            "{bank}: {n} suspended cards will be due again.",
            len(cards),
        )
        title = clip(clean_line(marked.title), 40)
        about = Content(words.format(bank=title, n=len(cards)))
        self.app.push_screen(ConfirmScreen(_("Unsuspend these cards?"), about), let)

    def action_fit(self) -> None:
        """Fit the memory model to the learner."""
        self._push_fit(takes_back=False)

    def action_take_fit_back(self) -> None:
        """Take the last fit back."""
        self._push_fit(takes_back=True)

    def _push_fit(self, *, takes_back: bool) -> None:
        from quiz.ui.screens.fit import FitScreen

        self.app.push_screen(FitScreen(takes_back=takes_back), lambda _: self.show())

    def action_add(self) -> None:
        """Ask for the path of a bank."""
        from quiz.ui.screens.banks.add_bank import AddBankScreen

        self.app.push_screen(AddBankScreen(), lambda _: self.show())

    def action_update_followed(self) -> None:
        """Bring the banks of others up to date."""
        from quiz.ui.screens.banks.updating import UpdatingScreen

        self.app.push_screen(UpdatingScreen(), lambda _: self.show())

    def action_browse(self) -> None:
        """Show all cards, those of the marked bank first in sight."""
        from quiz.ui.screens.cards.browse import BrowseScreen

        marked = self.marked
        self.app.push_screen(BrowseScreen(bank=marked.id if marked is not None else ""))

    def action_bank_page(self) -> None:
        """Show the page of the marked bank."""
        from quiz.ui.screens.banks.page import BankPageScreen

        marked = self.marked
        if marked is not None:
            self.app.push_screen(BankPageScreen(marked.id))

    def action_add_question(self) -> None:
        """Write a question into a bank of one's own."""
        marked = self.marked
        bank = marked.id if marked is not None else ""
        self.host.add_question(bank=bank, then=lambda _: self.show())

    def action_edit(self) -> None:
        """Edit the file of the marked bank."""
        marked = self.marked
        if marked is not None:
            self.host.edit(marked.path, 1, lambda edited: self.show() if edited else None)
