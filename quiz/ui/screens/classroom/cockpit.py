"""The host's cockpit: who is in, what is asked, what was answered, and how it stands."""

from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.widgets import Static

from quiz.classroom.game import GameStage
from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.items import Cloze
from quiz.items.wording import stem_with_numbers
from quiz.translation import _, ngettext
from quiz.ui.canvas.canvas import Canvas
from quiz.ui.canvas.paint import Paint
from quiz.ui.content import parts
from quiz.ui.host import base_host
from quiz.ui.inks import KEY, PARTLY
from quiz.ui.pictures.picture import QuestionPicture
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.classroom.answers import draw_answers
from quiz.ui.screens.classroom.cockpit_keys import BINDINGS, does_now, is_offered
from quiz.ui.screens.classroom.drawing import HostView
from quiz.ui.screens.classroom.lobby import draw_lobby
from quiz.ui.screens.classroom.podium import draw_board, draw_leading, draw_podium
from quiz.ui.screens.classroom.progress import draw_own_pace, draw_progress, time_left
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.markdown_text import MarkdownText
from quiz.web.live import LiveGame

_EVERY_S = 0.1
_PODIUM_S = 2.4
_AIRY, _WITH_LIST = 34, 28
"""Rows of the window from which options stand apart, and the leading five are a list."""
_OPEN = (GameStage.ASKING, GameStage.TALKING)


class FlowPaint(Paint):
    """A board as high as what is drawn on it."""

    DEFAULT_CSS = "FlowPaint { height: auto; }"

    def __init__(self, draw: Callable[[Canvas], int], *, id: str) -> None:
        """Show what a function draws, which returns how many rows it took."""
        super().__init__(self._draw_rows, id=id)
        self._measure = draw

    def _draw_rows(self, canvas: Canvas) -> None:
        self._measure(canvas)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows that it takes; what is outside of a canvas is not drawn."""
        return max(1, self._measure(Canvas(width, 0)))

    def redraw(self) -> None:
        """Draw again, as high as it is now."""
        self._made_for = None
        self.refresh(layout=True)


class CockpitScreen(QuizScreen):
    """Leads a game; all that it does goes through `quiz.web.app.act`."""

    CSS_PATH = "cockpit.tcss"
    BINDINGS: ClassVar[list[BindingType]] = BINDINGS

    def __init__(
        self, live: LiveGame, address: str, *, ways: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """Show a game.

        Args:
            live: The game.
            address: What pupils type.
            ways: Other pages of the server and the host's key, each with its name.
        """
        super().__init__()
        self.live, self.address = live, address
        self._ways = ways
        self._has_names = True
        self._share = 1.0
        self._qr: tuple[tuple[bool, ...], ...] = ()
        self._shown: tuple[object, ...] = ()
        self._asked: tuple[object, ...] = ()
        self._changed_at = 0.0
        self._head, self._notes = Static(id="head"), Static(id="notes")
        self._question = VerticalScroll(id="question", can_focus=False)
        self._passage = VerticalScroll(id="passage-box", can_focus=False)
        self._picture = QuestionPicture()
        self._answers = FlowPaint(self._draw_answers, id="answers")
        self._status = Paint(self._draw_status, id="status")
        self._board = Paint(self._draw_board, id="board")

    def compose(self) -> ComposeResult:
        """Yield head, notes, the question with its answers, the board and keys."""
        yield self._head
        yield self._notes
        with self._question:
            with self._passage:
                yield MarkdownText(id="passage")
            yield self._picture
            yield MarkdownText(id="stem")
            yield self._answers
            yield MarkdownText(id="explain")
        yield self._status
        yield self._board
        yield KeyBar()

    async def on_mount(self) -> None:
        """Show where the game is, and follow it."""
        from quiz.web.qr import qr_rows

        if base_host(self).glyphs != "ascii":
            rows = qr_rows(f"{self.address}/j/{self.live.row.code}")
            self._qr = tuple(tuple(row) for row in rows)
        await self._follow()
        self.set_interval(_EVERY_S, self._follow)

    async def on_resize(self, event: Resize) -> None:  # type: ignore[override]
        """Draw again what was drawn for another width."""
        super().on_resize(event)
        self._shown = ()
        await self._follow()

    # What is shown

    @property
    def stage(self) -> GameStage:
        """Where the game is."""
        return self.live.game.state.stage

    @property
    def view(self) -> HostView:
        """What the boards are drawn from."""
        return HostView(
            live=self.live,
            address=self.address,
            qr=self._qr,
            has_names=self._has_names,
            share=self._share,
        )

    @property
    def _shows_question(self) -> bool:
        return self.stage in (*_OPEN, GameStage.CLOSED) and not self.live.game.is_own_pace

    async def _follow(self) -> None:
        """Show what changed since it was looked at last."""
        timed = time_left(self.view)
        left = None if timed is None or self.live.game.state.paused_at else round(timed[0] * 2)
        now = (self.live.counted, self.live.seq, left, self._has_names)
        if now == self._shown:
            return
        self._shown = now
        await self._show_stage()
        self._show_head()
        self._show_notes()
        shows_question = self._shows_question
        self._question.display = self._status.display = shows_question
        self._board.display = not shows_question
        if shows_question:
            self._status.styles.height = self._status_rows
            self._status.repaint()
        else:
            self._board.repaint()

    async def _show_stage(self) -> None:
        """Show the question, where it is another one or is closed now."""
        game = self.live.game
        state = game.state
        asked = (state.stage, state.place, state.vote, len(state.remarks), state.voided,
                 self.live.seq if state.stage is GameStage.CLOSED else 0)  # fmt: skip
        if asked == self._asked:
            return
        before, self._asked = self._asked, asked
        if before[:3] != asked[:3]:
            self._changed_at = monotonic()
            self.refresh_bindings()
            if state.stage is GameStage.OVER:
                self._raise_podium(is_new=bool(before))
        if not self._shows_question or game.question is None:
            return
        question = game.question
        item = question.item
        await self.query_one("#passage", MarkdownText).show(question.passage)
        self._passage.display = bool(question.passage) and state.stage is not GameStage.CLOSED
        # So that the question is in sight, however long its passage is.
        self._passage.styles.max_height = max(4, self.app.size.height * 2 // 5)
        await self._picture.show(item, question.path, share=0.4)
        stem = stem_with_numbers(item) if isinstance(item, Cloze) else item.stem
        await self.query_one("#stem", MarkdownText).show(stem)
        is_closed = state.stage is GameStage.CLOSED
        await self.query_one("#explain", MarkdownText).show(item.explain if is_closed else "")
        self._answers.redraw()
        if before[1:2] != asked[1:2] or len(before) == 0:
            self._question.scroll_home(animate=False)
            self._passage.scroll_home(animate=False)
        if is_closed:
            self.call_after_refresh(self._question.scroll_end, animate=False)

    def _raise_podium(self, *, is_new: bool) -> None:
        """Let the podium rise; one that was there before stands at once."""
        if not is_new or not self.live.game.inside:
            self._share = 1.0
            return

        def rise(share: float) -> None:
            self._share = share

        self._board.animate_board(_PODIUM_S, rise)

    @property
    def _is_high(self) -> bool:
        return self.app.size.height >= _WITH_LIST

    @property
    def _status_rows(self) -> int:
        if self.stage is GameStage.CLOSED:
            return 8 if self._is_high else 2
        return 8 if self._is_high else 5

    def _show_head(self) -> None:
        game, code = self.live.game, self.live.row.code
        facts = []
        if game.state.place >= 0 and not game.is_own_pace and self.stage is not GameStage.OVER:
            facts.append(
                _("question {n} of {total}").format(
                    n=game.state.place + 1, total=len(game.questions)
                )
            )
        if game.state.vote == 2 and self._shows_question:
            facts.append(_("second vote"))
        if self.stage is not GameStage.OVER:
            facts.append(_("code {code}").format(code=f"{code[:3]} {code[3:]}"))
        count = len(game.inside)
        facts.append(ngettext("{n} player", "{n} players", count).format(n=count))
        width = max(20, self.app.size.width - 4)
        self._head.update(parts.head(self.live.row.title, width, " · ".join(facts)))

    def _show_notes(self) -> None:
        """Show what waits for the host, a line each."""
        game = self.live.game
        lines = []
        if self.live.waiting:
            names = ", ".join(clean_line(one.name) for one in self.live.waiting.values())
            lines.append(_noted("a", _("Waiting to be let in: {names}").format(names=names)))
        disputed = sum(count for _place, _text, count in game.disputed())
        if disputed:
            words = ngettext(
                "{n} player says “I was right”", "{n} players say “I was right”", disputed
            )
            lines.append(_noted("w", words.format(n=disputed)))
        noted = sum(map(len, game.state.notes.values()))
        if noted:
            words = ngettext(
                "{n} player says a question is wrong", "{n} players say a question is wrong", noted
            )
            lines.append(_noted("!", words.format(n=noted)))
        if game.state.place in game.state.voided and self.stage is not GameStage.OVER:
            lines.append(_noted("v", _("This question counts for nobody.")))
        if game.state.paused_at:
            lines.append(_noted("p", _("The game is paused.")))
        self._notes.display = bool(lines)
        width = max(20, self.app.size.width - 4)
        self._notes.update(Content("\n").join(parts.clip(line, width) for line in lines))

    def _draw_answers(self, canvas: Canvas) -> int:
        is_airy = self.app.size.height >= _AIRY
        is_shown = self.stage not in _OPEN
        return draw_answers(canvas, self.view, is_shown=is_shown, is_airy=is_airy)

    def _draw_status(self, canvas: Canvas) -> None:
        draw = draw_leading if self.stage is GameStage.CLOSED else draw_progress
        draw(canvas, self.view)

    def _draw_board(self, canvas: Canvas) -> None:
        draws: dict[GameStage, Callable[[Canvas, HostView], None]] = {
            GameStage.LOBBY: draw_lobby,
            GameStage.BOARD: draw_board,
            GameStage.OVER: draw_podium,
        }
        draws.get(self.stage, draw_own_pace)(canvas, self.view)

    # What the host does

    @property
    def key_words(self) -> Mapping[str, tuple[str, str]]:
        """Say what comes next."""
        game = self.live.game
        is_last = game.state.place + 1 >= len(game.questions)
        has_board = game.rules.has_board and game.rules.has_points and not is_last
        after = (_("Ranking"), _("Show the ranking")) if has_board else (
            (_("Finish"), _("End the game and show how it went")) if is_last
            else (_("Next question"), _("Open the next question"))
        )  # fmt: skip
        words = {
            GameStage.LOBBY: (_("Start"), _("Open the first question")),
            GameStage.ASKING: (_("Close"), _("Close the question and show what was answered")),
            GameStage.TALKING: (_("Vote again"), _("Open the second vote")),
            GameStage.CLOSED: after,
            GameStage.BOARD: (_("Next question"), _("Open the next question")),
        }
        return {"host.next": words[self.stage]} if self.stage in words else {}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the game waits for."""
        if action == "do":
            return does_now(str(parameters[0]), self.live)
        return is_offered(action, self.live)

    async def act(self, action: str, player: str = "", value: str = "", place: int = -1) -> None:
        """Do what the host asks for, or say why it cannot be done."""
        from quiz.web.app import act

        try:
            await act(self.live, action, player, value, place)
        except QuizError as error:
            self.host.report(error)
        await self._follow()

    async def action_next(self) -> None:
        """Go to what comes next."""
        if monotonic() - self._changed_at < self.host.guard_s:
            return  # Enter is still held
        await self.act("next")

    async def action_do(self, action: str) -> None:
        """Close, open again, pause, or let the question count for nobody."""
        await self.act(action)

    async def action_names(self) -> None:
        """Name who is still thinking, or only count them."""
        self._has_names = not self._has_names
        await self._follow()

    def action_players(self, does: str) -> None:
        """Show the players: to remove one or let one back, or to give one more time."""
        from quiz.ui.screens.classroom.people import PlayersScreen

        self.app.push_screen(PlayersScreen(self.live, does=does, act=self.act))

    def action_waiting(self) -> None:
        """Show who waits to be let in."""
        from quiz.ui.screens.classroom.people import DoorScreen

        self.app.push_screen(DoorScreen(self.live, act=self.act))

    def action_disputes(self) -> None:
        """Show which answers players say were right."""
        from quiz.ui.screens.classroom.people import DisputesScreen

        self.app.push_screen(DisputesScreen(self.live, act=self.act))

    def action_notes(self) -> None:
        """Show what players say is wrong with questions."""
        from quiz.ui.screens.classroom.people import NotesScreen

        self.app.push_screen(NotesScreen(self.live, act=self.act))

    def action_full(self) -> None:
        """Give all of the points to everyone who answered."""
        about = _("Everyone who answered this question gets all of its points.")
        self._ask(_("Give full points?"), about, "full")

    def action_end(self) -> None:
        """End the game."""
        about = _("No question can be answered any more. The points stay.")
        self._ask(_("End the game?"), about, "end")

    def _ask(self, question: str, about: str, action: str) -> None:
        from quiz.ui.screens.confirm import ConfirmScreen

        async def decide(is_wanted: bool | None) -> None:
            if is_wanted:
                await self.act(action)

        self.app.push_screen(ConfirmScreen(question, Content(about)), decide)

    def action_ways(self) -> None:
        """Show where the other pages are, and the host's key."""
        from quiz.ui.screens.classroom.ways import WaysScreen

        self.app.push_screen(WaysScreen(self._ways))

    def action_save(self) -> None:
        """Write the points as a table."""
        from quiz.ui.screens.ask_line import AskLineScreen

        def told(path: Path | None) -> None:
            if path is not None:
                self.host.announce(_("Saved to {path}").format(path=path))

        self.app.push_screen(
            AskLineScreen(
                title=_("Save the points"),
                about=_("A table with a line for each player (CSV)."),
                placeholder=_("file name"),
                value=f"points-{self.live.row.code}.csv",
                read=self._written,
                endings=(".csv",),
            ),
            told,
        )

    def _written(self, name: str) -> Path:
        """Write the points to a file that is not there yet; returns its path."""
        from quiz.desk.classroom.gradebook import points_table
        from quiz.formats.csv_writing import csv_text
        from quiz.library.folders import expanded
        from quiz.library.writing import write_new

        path = expanded(name)
        write_new(path, csv_text(points_table(self.live.game)).encode("utf-8"))
        return path

    def action_scroll(self, lines: int) -> None:
        """Scroll a question that does not fit, its passage first."""
        passage, question = self._passage, self._question
        is_further = passage.scroll_y < passage.max_scroll_y if lines > 0 else not question.scroll_y
        is_passage = passage.display and passage.max_scroll_y and is_further
        (passage if is_passage else question).scroll_relative(y=lines, animate=False)

    async def action_leave(self) -> None:
        """Leave; a game that is not over goes on later."""
        if self.stage is GameStage.OVER:
            await self.app.action_quit()
            return
        from quiz.ui.screens.confirm import ConfirmScreen

        async def decide(is_wanted: bool | None) -> None:
            if is_wanted:
                await self.app.action_quit()

        about = _("Everything is saved. `quiz serve --resume` continues where you stopped.")
        self.app.push_screen(ConfirmScreen(_("Stop serving?"), Content(about)), decide)


def _noted(key: str, words: str) -> Content:
    return Content.styled(f"{key} ", KEY) + Content.styled(words, f"bold {PARTLY}")
