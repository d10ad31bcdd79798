"""A player's seat in a game on another machine: the question, the answer, and what came of it."""

import secrets
from contextvars import copy_context
from threading import Thread
from time import monotonic
from typing import Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.items import Response
from quiz.translation import _, ngettext
from quiz.ui.canvas.canvas import Canvas
from quiz.ui.canvas.paint import Paint
from quiz.ui.content import parts
from quiz.ui.inks import MUTED, PARTLY, RIGHT, WRONG
from quiz.ui.kinds.base import Responded
from quiz.ui.question_sheet import QuestionSheet
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.classroom.background import call_beside, tell
from quiz.ui.screens.classroom.fetched_pictures import FetchedPictures
from quiz.ui.screens.classroom.seat_words import draw_seat, told_words, verdict_of
from quiz.ui.widgets.key_bar import KeyBar
from quiz.web.client import GameClient, GameEvent, LineLost

_TICK_S = 0.25
_AGAIN_S = 1.0


class SeatScreen(QuizScreen):
    """Plays one seat; the server says where the game is, in a thread that listens."""

    CSS_PATH = "seat.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "next", _("Next question"), id="seat.next",
                tooltip=_("Go to the next question")),
        Binding("w", "dispute", _("I was right"), id="seat.dispute",
                tooltip=_("Tell the host that your answer was right")),
        Binding("exclamation_mark,f12", "note", _("Wrong question"), show=False, id="seat.note",
                tooltip=_("Tell the host what is wrong with this question")),
        Binding("ctrl+down", "scroll(3)", _("Down"), show=False, id="seat.down"),
        Binding("ctrl+up", "scroll(-3)", _("Up"), show=False, id="seat.up"),
        Binding("escape", "leave", _("Leave"), id="seat.leave",
                tooltip=_("Leave the game; you can come back under the same name")),
    ]  # fmt: skip

    def __init__(self, client: GameClient) -> None:
        """Sit down.

        Args:
            client: The way to the game; it is in already.
        """
        super().__init__()
        self._client = client
        self.now: GameEvent | None = None
        """Where the game is; None until the server said it."""
        self._told_at = self._changed_at = 0.0
        self._asked: tuple[int, int] | None = None
        self._sent: tuple[int, int, Response] | None = None
        self._nonces: dict[tuple[int, int], str] = {}
        self._is_lost = False
        self._refusal = ""
        self._drafts: dict[int, Response] = {}
        self._head, self._line = Static(id="head"), Static(id="line")
        self._sheet = QuestionSheet(scroll_key="Ctrl+↓")
        self._pictures = FetchedPictures(self, self._sheet.picture, client.picture)
        self._board = Paint(self._draw, id="board")

    def compose(self) -> ComposeResult:
        """Yield head, question, board, what is going on, and keys."""
        yield self._head
        yield self._sheet
        yield self._board
        yield self._line
        yield KeyBar()

    def on_mount(self) -> None:
        """Listen."""
        self._sheet.display = False
        self._show_line()
        self.set_interval(_TICK_S, self._tick)
        Thread(target=copy_context().run, args=(self._listen,), daemon=True).start()

    def on_resize(self, event: Resize) -> None:
        """Draw again what was drawn for another width."""
        super().on_resize(event)
        self._show_head()
        self._sheet.unroom()

    # Listening

    def _listen(self) -> None:
        """Hand over what the server tells; this is a thread of its own."""
        try:
            for event in self._client.follow():
                self._hand_over(event)
        except QuizError as error:
            fault = error
            tell(self, lambda: self._end(fault))

    def _hand_over(self, event: GameEvent | None) -> None:
        tell(self, self._lose if event is None else lambda: self.take(event))

    def _end(self, fault: QuizError) -> None:
        cast(Any, self.app).end(fault)

    def _lose(self) -> None:
        """Say that the line is lost; all stays as it stands."""
        self._is_lost = True
        self._show_line()

    async def take(self, event: GameEvent) -> None:
        """Take up where the game is."""
        before = self.now
        if before is not None and not self._is_lost and event.is_older_than(before):
            return
        self.now, self._is_lost, self._told_at = event, False, monotonic()
        if before is None or _key(before) != _key(event):
            self._changed_at = monotonic()
            if not event.answered:
                self._refusal = ""
            await self._show_stage(event)
        self._show_head()
        self._show_line()
        self.refresh_bindings()
        if self._sent is not None and not self._is_wanted:
            self._sent = None
            self._show_line()

    # What is shown

    async def _show_stage(self, event: GameEvent) -> None:
        prompt = event.prompt if event.stage in ("asking", "talking", "closed") else None
        self._sheet.display = prompt is not None
        self._board.display = prompt is None
        if prompt is None:
            self.set_focus(None)
            self._board.repaint()
            return
        asked = (event.place, event.vote)
        if asked != self._asked:
            self._asked = asked
            await self._sheet.ask(prompt, path="", passage=event.passage, hints=[])
            self._pictures.show(event.place, prompt.item)
            draft, view = self._drafts.get(event.place), self._sheet.view
            if event.vote == 2 and draft is not None and view is not None:
                view.restore(draft)  # the first vote stands there, and may be changed
        is_open = event.stage == "asking" and not event.answered and not event.paused
        self._let_answer(is_open and self._sent is None)
        is_told = event.stage == "closed" or (event.own_pace and event.answered)
        if is_told:
            self._sheet.show(told_words(event), verdict_of(event))
        elif event.stage == "asking" and not event.answered:
            self._sheet.make_room(prompt.item)

    def _let_answer(self, is_open: bool) -> None:
        """Let the keys go to the answer, or nobody type in it."""
        view = self._sheet.view
        if view is None:
            return
        was_open = not view.disabled
        view.disabled = not is_open
        if is_open and (not was_open or self.focused is None):
            view.take_focus()
        elif not is_open:
            self.set_focus(None)

    def _left_s(self) -> float | None:
        """Return the seconds left; None where there is no limit, or nothing is open."""
        now = self.now
        if now is None or now.left_s is None or now.stage != "asking":
            return None
        return now.left_s if now.paused else max(0.0, now.left_s - (monotonic() - self._told_at))

    def _show_head(self) -> None:
        now = self.now
        width = max(20, self.app.size.width - 4)
        if now is None:
            self._head.update(parts.head("quiz", width))
            return
        facts = []
        left = self._left_s()
        if left is not None and not (now.answered and now.own_pace):
            facts.append(parts.clock(left, f"bold {PARTLY}"))
        if self._sheet.display:
            words = _("question {n} of {total}").format(n=now.place + 1, total=now.of)
            facts.append(Content(words))
        points = ngettext("{n} point", "{n} points", now.points).format(n=f"{now.points:,}")
        facts.append(Content(points))
        right = Content(" · ").join(facts)
        after = f" · {clean_line(now.name)}"
        if len(after) > width // 4:
            after = ""
        self._head.update(parts.head(now.title, width, right, after=after))

    def _show_line(self) -> None:
        """Say in a line what is going on."""
        words, ink = self._line_words()
        self._line.display = bool(words)
        self._line.update(Content.styled(words, ink))

    def _line_words(self) -> tuple[str, str]:
        now = self.now
        if self._is_lost:
            words = _("No connection. Trying again…")
            if self._sent is not None:
                words += " " + _("Your answer is sent as soon as there is one.")
            return words, f"bold {WRONG}"
        if self._refusal:
            return self._refusal, f"bold {WRONG}"
        if now is None:
            return "", ""
        if now.paused:
            return _("The game is paused."), f"bold {PARTLY}"
        if now.stage == "talking":
            words = _("Talk it over. You answer again in a moment.")
            return words, f"bold {PARTLY}"
        if self._sent is not None:
            return _("Sending your answer…"), MUTED
        if now.stage == "asking" and now.answered and not now.own_pace:
            return _("Your answer is in."), f"bold {RIGHT}"
        return "", ""

    def _draw(self, canvas: Canvas) -> None:
        draw_seat(canvas, self.now)

    def _tick(self) -> None:
        """Let the time run."""
        if self._left_s() is not None:
            self._show_head()

    # Answering

    @property
    def _is_wanted(self) -> bool:
        """Whether the answer that was sent is still wanted."""
        now, sent = self.now, self._sent
        return (
            now is not None and sent is not None and now.stage == "asking" and not now.answered
            and (now.place, now.vote) == sent[:2]
        )  # fmt: skip

    @on(Responded)
    def _answered(self, message: Responded) -> None:
        """Send an answer."""
        now = self.now
        if now is None or now.stage != "asking" or now.answered or self._sent is not None:
            return
        if now.paused:
            self.notify(_("The game is paused."), markup=False, timeout=3)
            return
        self._sent = (now.place, now.vote, message.response)
        self._drafts[now.place] = message.response
        self._refusal = ""
        self._let_answer(False)
        self._show_line()
        self._send()

    def _send(self) -> None:
        """Send the answer, as often as it takes, under one name: so it counts once."""
        if self._sent is None:
            return
        place, vote, response = self._sent
        nonce = self._nonces.setdefault((place, vote), secrets.token_hex(12))
        call_beside(
            self,
            lambda: self._client.answer(place, response, nonce),
            self._taken,
            self._refused,
        )

    async def _taken(self, event: GameEvent) -> None:
        self._sent = None
        await self.take(event)

    def _refused(self, error: QuizError) -> None:
        """Send again once there is a line, or say why the answer does not count."""
        if isinstance(error, LineLost):
            self._is_lost = True
            self._show_line()
            self.set_timer(_AGAIN_S, self._send)
            return
        self._sent = None
        self._refusal = clean_line(str(error))
        now = self.now
        self._let_answer(now is not None and now.stage == "asking" and not now.answered)
        self._show_line()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the game waits for."""
        now = self.now
        if action == "next":
            return (
                now is not None and now.own_pace and now.answered and now.stage == "asking"
                and not now.paused
            )  # fmt: skip
        if action == "dispute":
            return now is not None and now.verdict in ("wrong", "partly") and not now.disputed
        if action == "note":
            return now is not None and bool(self._sheet.display)
        if action == "scroll":
            return bool(self._sheet.display)
        return True

    def action_next(self) -> None:
        """Go to the next question, at one's own pace."""
        if monotonic() - self._changed_at < self.host.guard_s:
            return  # Enter is still held from the answer
        call_beside(self, self._client.go_on, self.take, self._not_done)

    def action_dispute(self) -> None:
        """Say "I was right"."""
        call_beside(self, self._client.dispute, self.take, self._not_done)

    def action_note(self) -> None:
        """Say what is wrong with the question."""
        from quiz.ui.screens.noting import ask_what_is_wrong

        if self.now is None:
            return
        place = self.now.place

        async def told(event: GameEvent) -> None:
            await self.take(event)
            self.host.announce(_("Noted. Your host sees it."), timeout=4)

        ask_what_is_wrong(
            self,
            lambda text: call_beside(
                self, lambda: self._client.note(place, text), told, self._not_done
            ),
        )

    def _not_done(self, error: QuizError) -> None:
        self.host.report(error)

    def action_scroll(self, lines: int) -> None:
        """Scroll a question that does not fit."""
        self._sheet.scroll_lines(lines)

    def action_leave(self) -> None:
        """Leave; a game that is going on is asked about."""
        if self.now is not None and self.now.stage == "over":
            self.app.exit()
            return
        from quiz.ui.screens.confirm import ConfirmScreen

        def decide(is_wanted: bool | None) -> None:
            if is_wanted:
                self.app.exit()

        about = Content(_("You can come back under the same name; the host lets you in."))
        self.app.push_screen(ConfirmScreen(_("Leave the game?"), about), decide)


def _key(event: GameEvent) -> tuple[object, ...]:
    """Return what a screen is of: while this is the same, nothing is drawn again."""
    return (
        event.stage, event.place, event.vote, event.answered, event.paused, event.voided,
        event.verdict, event.points, event.rank, event.disputed,
    )  # fmt: skip
