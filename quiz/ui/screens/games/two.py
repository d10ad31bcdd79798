"""Two players at one keyboard: who buzzes first answers, a wrong answer is the other's chance."""

from collections.abc import Mapping
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from quiz.desk.banks.noting import toggle_note
from quiz.desk.sittings.two_players import TwoPlayerGame, answer_seconds, begin_two
from quiz.errors import QuizError
from quiz.items.wording import option_text, solution_text
from quiz.study.two_players import GamePhase, Side, TwoRequest, end_words
from quiz.translation import _
from quiz.ui.canvas.canvas import Canvas
from quiz.ui.canvas.paint import Paint
from quiz.ui.content import parts
from quiz.ui.content import question as question_content
from quiz.ui.inks import MUTED
from quiz.ui.kinds.base import Responded
from quiz.ui.markup import plain
from quiz.ui.question_sheet import QuestionSheet
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.games.two_sides import SidesView, draw_sides
from quiz.ui.screens.noting import ask_for_note
from quiz.ui.widgets.key_bar import KeyBar, actives, key_name

if TYPE_CHECKING:
    from quiz.desk.sittings.question import Question

_TIMES = (1.0, 2.0, 0.0)
"""Factors of the usual time to answer; 0 is no limit."""
_FRAME_S = 0.1
_BUZZERS = ("two.left", "two.right")


class TwoPlayersScreen(QuizScreen):
    """The question in the middle, both players above it; nothing goes into the record."""

    CSS_PATH = "two.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "buzz(0)", _("Left buzzes"), id="two.left",
                tooltip=_("The left player answers")),
        Binding("l", "buzz(1)", _("Right buzzes"), id="two.right",
                tooltip=_("The right player answers")),
        Binding("enter,space", "go_on", _("Next"), id="two.next", tooltip=_("Next question")),
        Binding("f3", "leave_out", _("Skip"), id="two.skip",
                tooltip=_("Nobody knows, or you give the chance away")),
        Binding("t", "time", _("Time"), id="two.time",
                tooltip=_("Time to answer: usual, twice as long, or no limit")),
        Binding("exclamation_mark,f12", "note", _("Wrong question"), show=False, id="two.note",
                tooltip=_("Note what's wrong with this question, or remove the note")),
        Binding("ctrl+down", "scroll(3)", _("Down"), show=False, id="two.down"),
        Binding("ctrl+up", "scroll(-3)", _("Up"), show=False, id="two.up"),
        Binding("escape", "leave", _("Leave"), id="two.leave", tooltip=_("Leave the game")),
    ]  # fmt: skip

    def __init__(self, asked: TwoRequest, game: TwoPlayerGame) -> None:
        """Play.

        Args:
            asked: What is played again at the end.
            game: Its first questions.
        """
        super().__init__()
        self.asked, self.game = asked, game
        self.question: Question | None = None
        """What is asked."""
        self._time = 0
        self._buzzed_at = self._changed_at = 0.0
        self._sheet = QuestionSheet(scroll_key="Ctrl+↓")

    def compose(self) -> ComposeResult:
        """Yield head, both halves, the question and keys."""
        yield Static(id="head")
        yield Paint(self._draw, id="sides")
        yield self._sheet
        yield KeyBar()

    async def on_mount(self) -> None:
        """Ask the first question."""
        self.set_interval(_FRAME_S, self._tick)
        await self._ask()

    def on_resize(self, event: Resize) -> None:
        """Keep the place at the right edge."""
        super().on_resize(event)
        self._show()

    # What is shown

    async def _ask(self) -> None:
        """Ask the question of this place, of a new place or once more for the other player."""
        state = self.game.state
        self.question = None if self.game.is_over else self.game.question
        is_shown = self.question is not None
        self._sheet.display = is_shown
        self.query_one("#sides").set_class(self.game.is_over, "-alone")
        if self.question is not None:
            question = self.question
            await self._sheet.ask(
                question.prompt, passage=question.passage, hints=[], path=question.path
            )
            if state.phase is not GamePhase.ANSWER:
                self._close()
        elif not self.game.is_over:  # its bank lost it meanwhile
            self.game.leave_out()
        self._show()

    def _close(self) -> None:
        """Let nobody type: keys are buzzers, or go on."""
        if self._sheet.view is not None:
            self._sheet.view.disabled = True
        self.set_focus(None)

    def _open(self) -> None:
        """Let who buzzed answer."""
        if self._sheet.view is not None:
            self._sheet.view.disabled = False
            self._sheet.view.take_focus()

    def _show(self) -> None:
        """Show how it stands."""
        state = self.game.state
        self._changed_at = monotonic()
        right = _("question {n} of {total}").format(n=state.place + 1, total=state.total)
        if self.game.is_over:
            right = end_words(state)
        elif not self._factor:
            right += " · " + _("no time limit")
        elif self._time:
            right += " · " + _("twice the time")
        width = max(20, self.app.size.width - 4)
        head = parts.head("quiz", width, right, after=" · " + _("two players"))
        self.query_one("#head", Static).update(head)
        self.query_one(Paint).repaint()
        self.refresh_bindings()

    def _draw(self, canvas: Canvas) -> None:
        draw_sides(
            canvas,
            SidesView(
                game=self.game.state,
                keys=self._keys(),
                left_s=self._left_s(),
                limit_s=self._limit_s,
            ),
        )

    def _keys(self) -> tuple[str, str]:
        """Return the buzzers as the settings have them."""
        found = dict(zip(_BUZZERS, ("A", "L"), strict=True))
        for key, active in actives(self):
            if active.binding.id in found:
                name = key_name(key)
                found[active.binding.id] = name.upper() if len(name) == 1 else name
        return found["two.left"], found["two.right"]

    @property
    def _factor(self) -> float:
        """By what the usual time is stretched; 0 where time does not count."""
        return _TIMES[self._time] * self.desk.config.extra_time

    @property
    def _limit_s(self) -> float:
        return answer_seconds(self.question, self._factor) if self.question is not None else 0.0

    def _left_s(self) -> float | None:
        """Return the seconds left to answer; None while no time runs."""
        if self.game.state.phase is not GamePhase.ANSWER or not self._limit_s:
            return None
        return max(0.0, self._limit_s - (monotonic() - self._buzzed_at))

    async def _tick(self) -> None:
        """Let the time run, to its end."""
        left = self._left_s() if self.is_current else None
        if left is None:
            return
        if left > 0:
            self.query_one(Paint).repaint()
            return
        self.game.run_out()
        await self._after_an_answer(_("Time's up."))

    # What the players do

    @property
    def key_words(self) -> Mapping[str, tuple[str, str]]:
        """Say that Enter begins again at the end."""
        words = (_("Play again"), _("Play again with other questions"))
        return {"two.next": words} if self.game.is_over else {}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the game waits for."""
        phase = self.game.state.phase
        if action == "buzz":
            return phase is GamePhase.BUZZ
        if action == "go_on":
            return phase in (GamePhase.NEXT, GamePhase.OVER)
        if action == "leave_out":
            return phase in (GamePhase.BUZZ, GamePhase.ANSWER)
        if action == "time":
            return phase in (GamePhase.BUZZ, GamePhase.NEXT)
        if action == "note":
            return self.question is not None
        return True

    def action_buzz(self, side: int) -> None:
        """Let a player answer."""
        self.game.buzz(Side(side))
        self._buzzed_at = monotonic()
        self._open()
        self._show()

    @on(Responded)
    async def _answered(self, message: Responded) -> None:
        """Mark an answer."""
        if self.game.state.phase is not GamePhase.ANSWER or self.question is None:
            return
        self.game.answer(self.question, message.response)
        await self._after_an_answer(_("Not right."))

    async def _after_an_answer(self, why: str) -> None:
        """Give the other the chance, or show what was right."""
        state = self.game.state
        if state.phase is GamePhase.ANSWER:
            assert state.turn is not None
            await self._ask()
            self._buzzed_at = monotonic()
            self._open()
            words = _("{why} {name} may answer, for one point.")
            self._sheet.say_wants(words.format(why=why, name=state.names[state.turn]))
        else:
            self._reveal()
        self._show()

    def _reveal(self) -> None:
        """Show what was right."""
        assert self.question is not None
        item, outcome = self.question.item, self.game.outcome
        view = self._sheet.view
        if outcome is not None and view is not None and view.draft() is not None:
            view.mark(outcome)
            self._sheet.show(question_content.outcome_words(item, outcome))
        else:  # nobody answered, or not in time
            right = solution_text(item, self.game.solution(self.question).solution)
            title = Content.styled(_("Correct answer") + "  ", MUTED)
            lines = [title + plain(option_text(item, right)).stylize("bold")]
            why = question_content.explanation(item)
            self._sheet.show(Content("\n").join([*lines, why] if why else lines))
        self._close()

    def action_leave_out(self) -> None:
        """Answer nothing."""
        self.game.leave_out()
        self._reveal()
        self._show()

    async def action_go_on(self) -> None:
        """Ask the next question; at the end begin again."""
        if monotonic() - self._changed_at < self.host.guard_s:
            return  # Enter is still held from the answer
        if self.game.is_over:
            try:
                self.game = begin_two(self.desk, self.asked)
            except QuizError as error:
                self.host.report(error)
                return
        else:
            self.game.go_on()
        await self._ask()

    def action_time(self) -> None:
        """Stretch the time to answer, or take the limit away."""
        self._time = (self._time + 1) % len(_TIMES)
        self._show()

    def action_note(self) -> None:
        """Note what is wrong with the question, or remove the note that is there."""
        if self.question is None:
            return
        left_at, ref = monotonic(), self.question.ref

        def come_back() -> None:
            self._buzzed_at += monotonic() - left_at  # nobody loses time meanwhile

        ask_for_note(self, ref, partial(toggle_note, self.desk, ref), come_back)

    def action_scroll(self, lines: int) -> None:
        """Scroll a question that does not fit."""
        self._sheet.scroll_lines(lines)

    def action_leave(self) -> None:
        """Leave; a game that is not over is asked about, since nothing of it is kept."""
        if self.game.is_over or not any(self.game.state.signs):
            self.host.go_home()
            return
        from quiz.ui.screens.confirm import ConfirmScreen

        def decide(is_wanted: bool | None) -> None:
            if is_wanted:
                self.host.go_home()

        about = Content(_("Nothing of this game is saved."))
        self.app.push_screen(ConfirmScreen(_("Leave the game?"), about), decide)
