"""Result: how a sitting went, and each mistake with what was right and why."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key, Resize
from textual.widgets import Static

from quiz.cells import cell_length, clip, pad
from quiz.cleaning import clean_line
from quiz.desk.sittings.question import Mistake, Result
from quiz.desk.sittings.sitting import OpenSitting
from quiz.errors import QuizError
from quiz.items import MultipleChoice, SingleChoice
from quiz.items.wording import (
    response_text,
    solution_text,
    stem_markdown,
)
from quiz.study import Game, Mode
from quiz.translation import _
from quiz.ui.canvas.canvas import Canvas
from quiz.ui.canvas.paint import Paint
from quiz.ui.content import parts
from quiz.ui.content.question import VERDICTS, explanation
from quiz.ui.inks import MUTED, PARTLY, RIGHT, ink_of
from quiz.ui.markup import inline, plain
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.cards.opening import open_cards
from quiz.ui.screens.noting import ask_for_note
from quiz.ui.screens.sittings.result_board import draw_figures, is_perfect_quiz, rows_of
from quiz.ui.widgets.folded_text import FoldedText
from quiz.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from quiz.desk.banks.editing import Edited
    from quiz.memory.calibration import CalibratorState

_TOPIC_BAR = 12
_FALL_S = 1.2
_MOST_REWARDS = 4
_LONGEST_TOPIC = 30


class ResultScreen(QuizScreen):
    """Score, percent, time, topics, best so far, mistakes; and again, only the mistakes."""

    CSS_PATH = "result.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mistakes", _("Mistakes"), id="result.mistakes",
                tooltip=_("Retry just your mistakes")),
        Binding("n", "again", _("Play again"), id="result.again",
                tooltip=_("Play again with newly drawn questions")),
        Binding("y", "copy", _("Copy"), id="result.copy",
                tooltip=_("Copy the line to share, or the duel's code")),
        Binding("w", "save_duel", _("Save"), id="result.save_duel",
                tooltip=_("Save the duel for the other player as a file")),
        Binding("u,ctrl+z,f6", "undo", _("Undo"), id="result.undo",
                tooltip=_("Undo the last answer")),
        Binding("e", "edit", _("Edit"), id="result.edit",
                tooltip=_("Open the selected mistake in your editor")),
        Binding("i", "card", _("Card"), show=False, id="result.card",
                tooltip=_("Open the selected mistake's card: its memory, answers and kin")),
        Binding("exclamation_mark,f12", "note", _("Wrong question"), show=False, id="result.note",
                tooltip=_("Note what's wrong with this question, or remove the note")),
        Binding("down,j", "move(1)", _("Down"), show=False, id="result.down"),
        Binding("up,k", "move(-1)", _("Up"), show=False, id="result.up"),
        Binding("pagedown,space", "scroll(10)", _("Page down"), show=False, id="result.page_down"),
        Binding("pageup", "scroll(-10)", _("Page up"), show=False, id="result.page_up"),
        Binding("enter,escape", "home", _("Home"), id="result.home", tooltip=_("Back to Home")),
    ]  # fmt: skip

    def __init__(self, sitting: OpenSitting, result: Result) -> None:
        """Show how a sitting went."""
        super().__init__()
        self.sitting = sitting
        self.result = result
        self.mistakes = sitting.mistakes()
        self._marked = 0
        self._moved = 1.0
        """How far what moves has come, 0 to 1."""

    def compose(self) -> ComposeResult:
        """Yield title, figures, topics and mistakes."""
        yield Static(id="head")
        with VerticalScroll(id="body", can_focus=False), Vertical(classes="column"):
            figures = Paint(self._draw, id="figures")
            figures.styles.height = rows_of(self.result)
            yield figures
            yield from self._shared()
            yield Static(id="rewards")
            for mistake in self.mistakes:
                yield FoldedText(mistake_content(mistake), classes="mistake")
            topics = self._topics()
            if topics:
                yield Static(topics, id="topics")
        yield KeyBar()

    def on_mount(self) -> None:
        """Mark the first mistake."""
        self._show_mark()
        self._show_head()
        self.query_one("#rewards").display = False
        self.call_after_refresh(self._show_rewards)
        if is_perfect_quiz(self.result):
            self.query_one(Paint).animate_board(_FALL_S, self._fall)

    def on_resize(self, event: Resize) -> None:
        """Keep the share at the right edge."""
        super().on_resize(event)
        self._show_head()

    def _show_head(self) -> None:
        share = self.result.tally.credit
        right = Content.styled(f"{share:.0%}", f"bold {ink_of(share)}")
        width = max(20, self.app.size.width - 4)
        after = " · " + _("result")
        head = parts.head(self.result.title, width, right, after=after)
        self.query_one("#head", Static).update(head)

    def _draw(self, canvas: Canvas) -> None:
        answers = list(self.sitting.sitting.answers)
        draw_figures(canvas, self.result, answers, self._moved, canvas.width)

    def _show_rewards(self) -> None:
        """Show what this sitting reached, if it reached anything; with a long log, in a while."""
        from quiz.desk.today.rewards import MOST_LEVEL, new_rewards

        if self.desk.config.rewards and self.desk.recall.is_long:
            from quiz.desk.today.background import recall_apart

            self._go_through(recall_apart(self.desk))
            return
        new = new_rewards(self.desk, {ref.bank for ref in self.sitting.sitting.cards})
        lines = []
        for level in new.levels:
            words = _("Level {n} in {bank}: {share:.0%} of its cards are above 90% today.")
            if level.level == MOST_LEVEL:
                words = _("{bank} is mastered: every card is above 90% today.")
            title = clean_line(level.title)
            lines.append(words.format(n=level.level, bank=title, share=level.share))
        for one in new.achievements:
            lines.append(_("{title}: {about}.").format(title=one.title, about=one.about))
        if lines and self.is_attached:
            star = Content.styled("★ ", f"bold {PARTLY}")
            shown = self.query_one("#rewards", Static)
            shown.update(Content("\n").join(star + Content(line) for line in lines[:_MOST_REWARDS]))
            shown.display = True

    @work(thread=True, exclusive=True, group="rewards")
    def _go_through(self, apart: "Callable[[], CalibratorState]") -> None:
        # Home and statistics say why it cannot be read; or the screen was left.
        with suppress(QuizError, RuntimeError):
            self.app.call_from_thread(self._take_recall, apart())

    def _take_recall(self, state: "CalibratorState") -> None:
        if self.is_attached and not self.desk.recall.is_ready:
            self.desk.recall.take(state)
            self._show_rewards()

    def _fall(self, share: float) -> None:
        self._moved = share

    def on_key(self, event: Key) -> None:
        """End what moves: nobody waits for it."""
        self.query_one(Paint).end_motion()

    def _topics(self) -> Content:
        topics = self.result.topics[:8]
        if len(topics) < 2:
            return Content("")
        names = [clip(clean_line(name), _LONGEST_TOPIC) for name, _tally in topics]
        column = max(map(cell_length, names))
        lines = [Content.styled(_("By topic"), "bold")]
        for name, (_tag, tally) in zip(names, topics, strict=True):
            lines.append(
                Content(pad(name, column) + "  ")
                + parts.points_bar(tally.credit, _TOPIC_BAR)
                + Content(f" {tally.credit:>4.0%}  ")
                + Content(_("{total} asked").format(total=tally.answered + tally.skipped))
            )
        return Content("\n").join(lines)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is."""
        if action == "mistakes":
            return bool(self.sitting.sitting.mistakes())
        if action == "copy":
            return bool(self.result.share)
        if action == "save_duel":
            return self.result.game is Game.DUEL and bool(self.result.share)
        if action == "undo":
            return self.sitting.can_undo
        if action in ("edit", "card", "note"):
            return bool(self.mistakes)
        if action == "again":
            request = self.sitting.sitting.request
            is_once = request.game is Game.DAILY or bool(request.rival)
            return request.mode is not Mode.REVIEW and not request.cards and not is_once
        return True

    def _shared(self) -> Iterable[Static]:
        """Yield how a duel ended, and the line to share."""
        if self.result.versus:
            yield Static(Content.styled(self.result.versus, "bold"), classes="shared")
        if self.result.share:
            about = _("To share:")
            if self.result.game is Game.DUEL:
                about = _("Code for the other player:")
            words = Content.styled(f"{about}  ", MUTED) + Content(self.result.share)
            yield Static(words, id="share", classes="shared")

    def action_copy(self) -> None:
        """Copy the line to share."""
        self.app.copy_to_clipboard(self.result.share)
        self.notify(_("Copied."), markup=False, timeout=2)

    def action_save_duel(self) -> None:
        """Save the duel's code as a file."""
        from quiz.desk.sittings.duel_file import ENDING, save_duel
        from quiz.ui.screens.ask_line import AskLineScreen

        def say(path: Path | None) -> None:
            if path is not None:
                words = _("Saved to {path}").format(path=clean_line(str(path)))
                self.notify(words, markup=False)

        screen = AskLineScreen(
            title=_("Save the duel"),
            about=_("The other player opens the file with: quiz play BANK --duel FILE"),
            placeholder=_("file name"),
            value=f"quiz{ENDING}",
            read=lambda name: save_duel(name, self.result.share),
            endings=(ENDING,),
        )
        self.app.push_screen(screen, say)

    def action_mistakes(self) -> None:
        """Play just what went wrong."""
        self.host.try_to_begin(self.sitting.sitting.mistakes_request(0))

    def action_again(self) -> None:
        """Play the same request, drawn again."""
        import msgspec

        request = self.sitting.sitting.request
        self.host.try_to_begin(msgspec.structs.replace(request, seed=0))

    def action_undo(self) -> None:
        """Take the last answer back and go on from there."""
        if self.sitting.undo_note() is not None:
            self.host.announce(_("Note removed."), timeout=2)
            self.refresh_bindings()
            return
        if self.sitting.undo() is not None:
            self.host.open_sitting(self.sitting)

    def action_edit(self) -> None:
        """Edit the marked mistake's question, and show the mistakes as they read now."""
        question = self.mistakes[self._marked].question
        self.host.edit(question.path, question.line, self._take_up)

    async def _take_up(self, edited: "Edited | None") -> None:
        if edited is None or not edited.has_changed:
            return
        self.sitting.take_up(edited.bank, edited.moves)
        self.mistakes = self.sitting.mistakes()
        self._marked = min(self._marked, max(0, len(self.mistakes) - 1))
        column = self.query_one(".column")
        async with self.batch():
            await column.remove_children(".mistake")
            await column.mount_all(
                (FoldedText(mistake_content(m), classes="mistake") for m in self.mistakes),
                after="#figures",
            )
        self._show_mark()
        self.refresh_bindings()

    def action_card(self) -> None:
        """Open the page of the marked mistake's card; ← and → go through the mistakes."""
        open_cards(self, [mistake.question.ref for mistake in self.mistakes], self._marked)

    def action_note(self) -> None:
        """Note what is wrong with the marked mistake's question, or remove the note there is."""
        ref = self.mistakes[self._marked].question.ref
        ask_for_note(self, ref, partial(self.sitting.note, ref), self.refresh_bindings, key="u")

    def action_move(self, step: int) -> None:
        """Mark another mistake; before the first and without any, scroll."""
        shown = list(self.query(".mistake"))
        target = self._marked + step
        if not 0 <= target < len(shown):
            self.action_scroll(step * 3)
            return
        self._marked = target
        self._show_mark()
        self.query_one("#body").scroll_to_widget(shown[target], animate=False)

    def _show_mark(self) -> None:
        for at, shown in enumerate(self.query(".mistake")):
            shown.set_class(at == self._marked, "-marked")

    def action_scroll(self, lines: int) -> None:
        """Scroll the mistakes."""
        self.query_one("#body").scroll_relative(y=lines, animate=False)

    def action_home(self) -> None:
        """Go home, past the day's page if the day is done."""
        self.host.leave_sitting()


def mistake_content(mistake: Mistake) -> Content:
    """Return a mistake: what was asked, what was answered, what is right, and why."""
    item, outcome = mistake.question.item, mistake.outcome
    sign, _word, ink = VERDICTS[outcome.verdict]
    if mistake.response is None:
        sign, ink = "–", MUTED
    lines = [Content.styled(f"{sign} ", ink) + inline(stem_markdown(item)).stylize("bold")]
    given = response_text(item, mistake.response)
    size = max(len(_("yours")), len(_("correct")))
    yours, rights = _("yours").ljust(size), _("correct").ljust(size)
    if given:
        lines.append(Content.styled(f"  {yours}  ", MUTED) + plain(given))
    right = plain(solution_text(item, outcome.solution))
    lines.append(Content.styled(f"  {rights}  ", MUTED) + right.stylize(RIGHT))
    if isinstance(item, SingleChoice | MultipleChoice):
        lines += [plain(part.note) for part in outcome.parts if part.note]
    why = explanation(item)
    return Content("\n").join([*lines, why] if why else lines)
