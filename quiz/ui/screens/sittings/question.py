"""Question: one screen for every kind and every mode, updated in place."""

from collections.abc import Iterable
from functools import partial
from time import monotonic
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Resize
from textual.widgets import Static

from quiz.desk.sittings.question import Feedback, Question
from quiz.desk.sittings.rival import Rival
from quiz.desk.sittings.sitting import OpenSitting
from quiz.errors import Overtaken, QuizError
from quiz.items import (
    Essay,
    Flashcard,
    Picked,
    Rating,
    Response,
    SelfGraded,
    Ticked,
    Typed,
    TypedParts,
    Verdict,
)
from quiz.study import SKIP_S, CardRef, Mode
from quiz.translation import _
from quiz.ui.content import question as question_content
from quiz.ui.kinds.base import Responded, Revealed
from quiz.ui.question_sheet import QuestionSheet
from quiz.ui.screens.sittings.beside import FRAME_S
from quiz.ui.screens.sittings.question_keys import BINDINGS
from quiz.ui.screens.sittings.showing import QuestionShowing
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.rating_row import RatingRow

_WITH_RUNGS = 110
"""Columns from which a ladder's rungs stand beside the question."""


class QuestionScreen(QuestionShowing):
    """Asks, has the answer marked and kept, and shows what came of it."""

    CSS_PATH = "question.tcss"
    BINDINGS: ClassVar[list[BindingType]] = BINDINGS

    def __init__(self, sitting: OpenSitting) -> None:
        """Show a sitting."""
        super().__init__()
        self.sitting = sitting
        self.asked: Question | None = None
        self.feedback: Feedback | None = None
        """Feedback on the answer; None while it is awaited."""
        self.told: Feedback | None = None
        """The last feedback that all of the screen has shown: its rest follows its verdict."""
        self.is_over = False
        """Whether the sitting was left or finished; the app's first screen stays beneath others."""
        self._rival = Rival(sitting)
        self._began = 0.0
        self._changed_at = 0.0
        self._hints: list[str] = []
        self._drafts: dict[CardRef, Response] = {}
        """What stood in an answer when its question was left without handing it in."""
        # Held, not looked up: they are drawn again at every answer.
        self._head, self._bar = Static(id="head"), Static(id="bar")
        self._sheet = QuestionSheet(sitting.question.item if sitting.question else None)
        self._ratings, self._keys = RatingRow(), KeyBar()
        self._rungs = Static(id="rungs")

    def compose(self) -> ComposeResult:
        """Yield head, question, answer, feedback, ratings and keys."""
        yield self._head
        yield self._bar
        with Vertical(id="middle"):
            if self.sitting.lifelines is not None:
                yield self._rungs
            yield self._sheet
            yield self._ratings
        yield self._keys

    async def on_mount(self) -> None:
        """Ask the first question."""
        await self._ask()
        self.set_interval(0.5, self._tick)
        self.call_after_refresh(self._warm_up)

    @work(thread=True, group="warm")
    def _warm_up(self) -> None:
        """Import behind the first frame what the first answer needs."""
        from quiz.marking import language, text  # noqa: F401

    def on_resize(self, event: Resize) -> None:
        """Draw again what was drawn for another width."""
        if self.asked is None:
            return
        self._show_head()
        self.show_beside()  # at once: where two sizes take turns, a message would go on for ever
        self._bar.update(question_content.bar(self.sitting, self.app.size.width), layout=False)
        if self.feedback is None and not self.is_revealed:
            if not self.is_showing:
                self._sheet.make_room(self.asked.item)
            return
        self._sheet.unroom()
        if self.feedback is not None or self._can_grade:
            chosen = self.feedback.rating if self.feedback else Rating.GOOD
            self._show_ratings(chosen, self._previews)

    # Asking

    async def _ask(self) -> None:
        question = self._next_shown() or self.sitting.question
        self.feedback, self.is_revealed = None, False
        if question is None:
            self._finish()
            return
        self.asked = question
        self._hints = list(question.item.hints[: self.sitting.hints_shown])
        passage = self._passage_of(question)
        if self.is_showing:
            await self._show_new(question, passage)
        else:
            await self._sheet.ask(
                question.prompt, path=question.path, passage=passage, hints=self._hints
            )
        self._show_ratings(None, {})
        if not self.is_showing:
            self._restore(question)
        self._show_head()
        bar = question_content.bar(self.sitting, self.app.size.width)
        self._bar.update(bar, layout=False)
        self._began = self._changed_at = monotonic()
        self._previews = {}
        self.set_timer(0.15, self._foresee)
        self._keys.refresh()
        self.show_beside()

    def _restore(self, question: Question) -> None:
        """Show again what was answered before an undo, or stood there; an essay to be graded."""
        draft = self._drafts.pop(question.ref, None)
        response = self.sitting.undone or draft
        view = self._sheet.view
        if response is None or view is None or not isinstance(response, view.takes):
            return
        view.restore(response)
        is_graded = isinstance(response, Ticked) or (
            isinstance(response, SelfGraded) and response.rating is not None
        )
        if is_graded:
            view.action_compare()  # type: ignore[attr-defined]  # essays take such responses alone

    def _keep_draft(self, *, only_text: bool = False) -> None:
        """Keep what stands in the answer until its question is asked again.

        Args:
            only_text: The question may read otherwise then, with other options.
        """
        if self.feedback is not None or self.asked is None or self._sheet.view is None:
            return
        if self.is_showing:
            return
        draft = self._sheet.view.draft()
        if draft is not None and not (
            only_text and not isinstance(draft, Typed | TypedParts | SelfGraded)
        ):
            self._drafts[self.asked.ref] = draft

    def _passage_of(self, question: Question) -> str:
        """Return what is shown before a question; what its bank is about before the first."""
        is_first = question.place == 0 and self.sitting.sitting.request.mode is Mode.QUIZ
        if not is_first:
            return question.passage
        about = self.desk.library.head(question.ref.bank).about
        return f"{about}\n\n{question.passage}".strip()

    def _show_head(self) -> None:
        if self.asked is not None:
            left_s = self._left_s()
            width = self.app.size.width
            left = self.left
            told = self.round_words or (left.words if left is not None else "")
            words = question_content.head(
                self.sitting,
                self.asked,
                left_s,
                width - 2,
                self.against,
                told,
            )
            self._head.update(words, layout=False)
        if self.sitting.lifelines is not None:
            self._rungs.display = self.app.size.width >= _WITH_RUNGS
            self._rungs.update(question_content.rungs(self.sitting))

    # The clock

    @property
    def _elapsed_ms(self) -> int:
        return round((monotonic() - self._began) * 1000)

    def _left_s(self) -> float | None:
        """Return the seconds left for this question or this sprint; None without a limit."""
        if self.asked is None:
            return None
        elapsed = self._elapsed_ms if self.feedback is None else 0
        left = []
        if self.asked.time_limit_s and self.feedback is None:
            left.append(self.asked.time_limit_s - elapsed / 1000)
        if self.sitting.sitting.left_ms is not None:
            left.append((self.sitting.sitting.left_ms - elapsed) / 1000)
        return max(0.0, min(left)) if left else None

    def _tick(self) -> None:
        # Not `is_current`: that holds for the screen right beneath another one, too.
        if self.is_over or self.asked is None or self.feedback is not None or not self.is_active:
            return
        left = self._left_s()
        if left is None:
            return
        self._show_head()
        if left > 0 or self.is_revealed:
            return
        left_ms = self.sitting.sitting.left_ms
        if left_ms is not None and self._elapsed_ms >= left_ms:
            self._end_sprint()
        else:
            self._end_question()

    def _standing(self) -> Response | None:
        """Return what stands in the answer, where that can be marked without the learner."""
        draft = self._sheet.view.draft() if self._sheet.view is not None else None
        return None if isinstance(draft, SelfGraded | Ticked) else draft

    def _end_question(self) -> None:
        """Hand in what stands in the answer; a text to be graded comes back by undo."""
        self._keep_draft()
        standing = self._standing()
        words = _("Time's up.")
        if standing is not None:
            words += " " + _("Your answer was submitted as it was.")
        self.host.announce(words)
        self._mark(Responded(standing or Picked()))

    def _end_sprint(self) -> None:
        """End a sprint; what stands in the answer counts if it is right already."""
        assert self.asked is not None
        standing, words = self._standing(), _("Time's up.")
        left_ms = self.sitting.sitting.left_ms
        if standing is not None:
            context = self.desk.library.context(self.asked.ref.bank)
            is_right = self.asked.item.mark(standing, context).verdict is Verdict.RIGHT
            if is_right:
                spent = min(self._elapsed_ms, left_ms or 0)
                try:
                    self.sitting.hand_in(standing, elapsed_ms=spent)
                except QuizError as error:  # another window has gone on with it
                    self.host.report(error)
                    is_right = False
            words += " " + (
                _("Your last answer was right and counts.")
                if is_right
                else _("Your last answer wasn't right yet and doesn't count.")
            )
        self.host.announce(words, timeout=5)
        self._finish()

    # Answering

    @on(Responded)
    def hand_in(self, message: Responded) -> None:
        """Have a response marked and kept, then show what came of it."""
        if self.feedback is not None or self.asked is None or self._is_held():
            return
        if not self.is_showing:
            self._mark(message)
        elif self._options is not None:
            self._changed_at = monotonic()
            self._mark_options(message)
            self._keys.refresh()

    def _mark(self, message: Responded) -> None:
        try:
            feedback = self.sitting.hand_in(message.response, elapsed_ms=self._elapsed_ms)
        except Overtaken as error:
            self.host.report(error)
            self.call_later(self._ask)
            return
        self.show_trouble()
        assert self._sheet.view is not None
        self._sheet.view.mark(feedback.outcome)
        self._show_feedback(feedback)
        if feedback.outcome.self_rating is not None and isinstance(self.asked_item, Flashcard):
            self.call_later(self._ask)

    def _show_feedback(self, feedback: Feedback) -> None:
        self.feedback = feedback
        self._changed_at = monotonic()
        is_scored = self.sitting.sitting.request.mode is Mode.QUIZ
        words = question_content.feedback(feedback, is_scored=is_scored)
        self._sheet.show(words, feedback.outcome.verdict, self.memory_line_of(feedback))
        self.set_timer(FRAME_S, partial(self._show_around, feedback))

    def _show_around(self, feedback: Feedback) -> None:
        """Show around the feedback what it changed, in the frame after the one that has it."""
        if self.feedback is feedback:
            self._show_ratings(feedback.rating, self._foreseen(feedback))
            self._show_head()
            self._keys.refresh()
            self.show_beside()
            self.told = feedback

    @on(Revealed)
    def _revealed(self) -> None:
        """Offer the ratings of a card that was turned, or an essay that was compared."""
        item = self.asked_item
        self.is_revealed = True
        self._changed_at = monotonic()
        if isinstance(item, Flashcard) and self.asked is not None:
            self._sheet.show(question_content.explanation(item))
        if self._can_grade and self.asked is not None:
            self.set_focus(None)
            self._previews = self.sitting.previews(self.asked.state, self.asked.ref)
            self._show_ratings(Rating.GOOD, self._previews)
        self.call_after_refresh(self._sheet.scroll_end, animate=False)
        self._keys.refresh()

    # What the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now."""
        is_marked = self.feedback is not None
        if action.startswith("told_"):
            is_read = is_marked or (self.is_showing and self._options is None)
            is_command = is_read or (action == "told_undo" and self._is_compared)
            return is_command and self.check_action(action.removeprefix("told_"), parameters)
        if self.is_showing:
            return self._can_while_showing(action)
        if action == "go_on":
            return is_marked or self._can_grade
        if action == "rate":
            is_kept = (
                self._schedules and self.feedback is not None and self.feedback.rating is not None
            )
            return is_kept or self._can_grade
        if action == "override":
            return (
                is_marked
                and self.feedback is not None
                and (self.feedback.can_be_overridden and not self.feedback.was_overridden)
            )
        if action == "hint":
            hints = self.asked.item.hints if self.asked is not None else ()
            has_more = self.sitting.hints_shown < len(hints)
            lifelines = self.sitting.lifelines
            has_more = has_more and (lifelines is None or lifelines.has_hint)
            return not is_marked and not self.is_revealed and has_more
        if action == "ask_class":
            return not is_marked and self.can_ask_class
        if action == "halve":
            return not is_marked and self.sitting.can_halve
        if action == "reading":
            return bool(self._reading)
        if action in ("skip", "card"):
            return is_marked == (action == "card")
        if action == "undo":
            return self.sitting.can_undo or self._is_compared
        if action == "mistake_card":
            return self.feedback is not None and self.feedback.outcome.verdict is not Verdict.RIGHT
        if action == "put_away":
            return self._can_be_put_away
        return True

    def _can_while_showing(self, action: str) -> bool:
        """Return what can be done while a new card is shown, and not asked yet."""
        if action == "go_on":
            return self._options is None
        if action == "undo":
            return self.sitting.can_undo or self.showing.can_take_back
        if action == "reading":
            return bool(self._reading)
        no = ("rate", "override", "hint", "halve", "skip", "card", "mistake_card")
        return action not in no

    @property
    def _can_be_put_away(self) -> bool:
        """Whether the card can be kept out of reviews; in a quiz, once its answer is marked."""
        mode = self.sitting.sitting.request.mode
        return self.asked is not None and (
            mode is Mode.REVIEW or (mode is Mode.QUIZ and self.feedback is not None)
        )

    def palette_actions(self) -> Iterable[tuple[str, str]]:
        """Yield what is done with a card so seldom that it has no key."""
        shown = self.feedback or self.asked
        if self._can_be_put_away and shown is not None and shown.state.reps:
            yield _("Reset this card: it becomes new again"), "put_away('forget')"
            yield _("Set this card's due date"), "set_due"

    @property
    def _reading(self) -> str:
        """What the bank of the question says of its text; offered with the first question only."""
        if self.asked is None or self.asked.place:
            return ""
        return self.sitting.desk.library.head(self.asked.ref.bank).reading

    def action_reading(self) -> None:
        """Show the text that the questions are about, or where it is."""
        if self.asked is not None and self._reading:
            from quiz.ui.screens.banks.reading import ReadingScreen

            bank = self.sitting.desk.library.head(self.asked.ref.bank)
            self.app.push_screen(ReadingScreen(bank))

    def action_page(self, pages: int) -> None:
        """Scroll what does not fit the window."""
        self._sheet.page(pages)

    def _is_held(self) -> bool:
        """Whether a key may still be held down from what was shown before."""
        return monotonic() - self._changed_at < self.host.guard_s

    async def action_go_on(self) -> None:
        """Ask the next question; a turned card counts as good."""
        if self._is_held():
            return
        if self.is_showing:
            self.showing.shown()
        elif self._can_grade:
            self.action_rate(int(Rating.GOOD))
            return
        await self._ask()

    def action_rate(self, number: int) -> None:
        """Grade a turned card, or change the rating of what was answered."""
        rating = Rating(number)
        if self._can_grade:
            if not self._is_held() and self._sheet.view is not None:
                self._sheet.view.grade(rating)  # type: ignore[attr-defined]  # self-graded views have it
            return
        self._show_feedback(self.sitting.rate(rating))

    def action_override(self) -> None:
        """Count a refused typed answer as right."""
        try:
            self._show_feedback(self.sitting.override())
        except QuizError as error:
            self.host.report(error)

    def action_hint(self) -> None:
        """Show the next hint."""
        hint = self.sitting.hint()
        if hint is not None:
            self._show_help(hint)

    def _show_help(self, words: str) -> None:
        self._hints.append(words)
        self._sheet.show_hints(self._hints)
        self._show_head()
        self._keys.refresh()

    async def action_halve(self) -> None:
        """Take half of the options away; the clock runs on."""
        question = self.sitting.halve()
        if question is not None:
            self.asked = question
            passage = self._passage_of(question)
            await self._sheet.ask(
                question.prompt, path=question.path, passage=passage, hints=self._hints
            )
            self._show_head()
            self._keys.refresh()

    async def action_skip(self) -> None:
        """Leave the question unanswered."""
        self._keep_draft()
        try:
            self.sitting.skip(elapsed_ms=self._elapsed_ms)
        except Overtaken as error:
            self.host.report(error)
            await self._ask()
            return
        if self.sitting.sitting.lives is not None:
            self.notify(_("Skipped. You lost a life."), markup=False, timeout=3)
        elif self.sitting.sitting.left_ms is not None:
            words = _("Skipped. It cost {n} s.").format(n=SKIP_S)
            self.notify(words, markup=False, timeout=3)
        await self._ask()

    async def action_undo(self) -> None:
        """Undo what was done last, and ask its question again with what was answered.

        Of an essay that lies beside the model answer the comparing is what was done last.
        """
        if self._is_compared:
            self._write_on()
            return
        if self.showing.take_back():
            await self._ask()
            return
        if self.sitting.undo_note() is not None:
            self.notify(_("Note removed."), markup=False, timeout=2)
            self.refresh_bindings()
            return
        self._keep_draft()
        if self.sitting.undo() is not None:
            self.notify(_("Undone."), markup=False, timeout=2)
            await self._ask()

    action_told_undo = action_undo

    @property
    def _is_compared(self) -> bool:
        """Whether an essay lies beside the model answer, and is not graded yet."""
        return self.feedback is None and self.is_revealed and isinstance(self.asked_item, Essay)

    def _write_on(self) -> None:
        assert self.asked is not None
        assert self._sheet.view is not None
        self.is_revealed = False
        self._sheet.view.write_on()  # type: ignore[attr-defined]  # an essay's view has it
        self._show_ratings(None, {})
        self._sheet.make_room(self.asked.item)
        self._keys.refresh()

    def action_leave(self) -> None:
        """Go home; a quiz can be taken up again."""
        self.is_over = True
        sitting = self.sitting.sitting
        if sitting.request.mode is not Mode.QUIZ or sitting.is_over:
            if sitting.answers:
                self.sitting.finish()
        elif sitting.answers:
            words = (
                _("Saved. Press c to resume.")
                if not self.host.trouble
                else _("Left. Press c to resume, but only until you quit: nothing is being saved.")
            )
            self.host.announce(words)
        self.host.go_home()

    def _finish(self) -> None:
        self.is_over = True
        if not self.sitting.sitting.answers:
            if self.sitting.sitting.left_ms is None:  # else the time was up, which was said
                self.host.announce(_("Nothing left to do here."))
            self.host.go_home()
            return
        from quiz.ui.screens.sittings.result import ResultScreen

        result = self.sitting.finish()
        self.host.replace_screen(ResultScreen(self.sitting, result))
