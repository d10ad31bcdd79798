"""A pupil's assignments: what can be sat, how it went, and taking what was learned home."""

import os
from pathlib import Path
from typing import Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import ScreenResume
from textual.widgets import Static

from quiz.cells import clip
from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.host import base_host
from quiz.ui.inks import MUTED, PARTLY, RIGHT
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.classroom.background import call_beside
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.marked_list import MarkedList
from quiz.web.client import SentHome
from quiz.web.sat import SatAttempt
from quiz.web.work_client import WorkClient
from quiz.web.work_told import WorkList, WorkResult, WorkRow
from quiz.web.work_words import done_words, home_words, what_words, when_words

_TITLE = 34
_LEAST_TITLE, _BESIDE_TITLE = 18, 52
"""Cells of a title in the list, and those that its sign and what is said after it take."""


class WorkScreen(QuizScreen):
    """Lists the assignments of a pupil."""

    CSS_PATH = "work.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", _("Open"), id="work.open",
                tooltip=_("Start or continue the assignment, or see its result")),
        Binding("r", "result", _("Result"), id="work.result",
                tooltip=_("See how your last attempt went")),
        Binding("g", "game", _("Join the game"), id="work.game",
                tooltip=_("Join the game that your class plays now")),
        Binding("h", "take_home", _("Take home"), id="work.home",
                tooltip=_("Add what you answered in class to your own progress on this device")),
        Binding("f5", "refresh_list", _("Refresh"), show=False, id="work.refresh",
                tooltip=_("Ask the server for the list again")),
        Binding("escape", "leave", _("Quit"), id="work.leave", tooltip=_("Sign out and quit")),
    ]  # fmt: skip

    def __init__(self, client: WorkClient, found: WorkList) -> None:
        """Show a pupil's assignments.

        Args:
            client: The way to the server, signed in.
            found: The assignments.
        """
        super().__init__()
        self._client, self.found = client, found
        self._is_busy = False

    def compose(self) -> ComposeResult:
        """Yield head, list, what is known of one, and keys."""
        yield Static(id="head")
        with Vertical(classes="column"):
            yield MarkedList(self._row, id="rows")
            yield Static(id="summary")
        yield KeyBar()

    def on_mount(self) -> None:
        """Let the keys go to the list."""
        rows = self.query_one(MarkedList)
        rows.empty = _("Nothing to do now.")
        self._take(self.found)
        rows.focus()

    @on(ScreenResume)
    def action_refresh_list(self) -> None:
        """Ask for the list again."""
        if self.is_mounted and not self._is_busy:
            call_beside(self, self._client.work, self._take, self._failed)

    def _take(self, found: WorkList) -> None:
        self.found = found
        rows = self.query_one(MarkedList)
        rows.show(len(found.rows), min(rows.cursor, max(0, len(found.rows) - 1)))
        after = f" · {clean_line(found.name)}"
        title = _("Assignments of {name}").format(name=clean_line(found.title))
        self.query_one("#head", Static).update(
            parts.head(title, self.app.size.width - 4, after=after)
        )
        self._show_summary()

    @property
    def current(self) -> WorkRow | None:
        """The assignment with the cursor; None where there is none."""
        rows = self.found.rows
        return rows[self.query_one(MarkedList).cursor] if rows else None

    def _row(self, at: int, width: int) -> Content:
        row = self.found.rows[at]
        sign = Content.styled("○", MUTED)
        if row.is_under_way:
            sign = Content.styled("▸", f"bold {PARTLY}")
        elif row.done:
            sign = Content.styled("✔", RIGHT)
        elif row.can_be_sat:
            sign = Content.styled("●", "$text-accent")
        room = max(_LEAST_TITLE, width - _BESIDE_TITLE)
        title = parts.pad(Content(clip(clean_line(row.title), room)), room)
        return (
            sign + Content(" ") + title
            + Content(f"  {what_words(row)}") + Content.styled(f"  {when_words(row)}", MUTED)
        )  # fmt: skip

    @on(MarkedList.Marked)
    def _show_summary(self) -> None:
        """Say how the attempts at the marked assignment went."""
        shown, row = self.query_one("#summary", Static), self.current
        lines = [f"{one.n}. {done_words(one)}" for one in row.done] if row is not None else []
        if self.found.game:
            words = _("Your class plays “{game}” now: g to join.")
            lines.insert(0, words.format(game=clean_line(self.found.game)))
        shown.display = bool(lines)
        shown.update(Content("\n".join(lines)))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is."""
        row = self.current if self.is_mounted else None
        if action == "open":
            return row is not None and (row.can_be_sat or bool(row.done))
        if action == "result":
            return row is not None and bool(row.done)
        return bool(self.found.game) if action == "game" else True

    # What the keys do

    def _failed(self, error: QuizError) -> None:
        self._is_busy = False
        if isinstance(error, SentHome):
            cast("Any", self.app).end(error)
        else:
            self.host.report(error)

    @on(MarkedList.Chosen)
    def action_open(self) -> None:
        """Sit the marked assignment, after a word where its clock begins; or show how it went."""
        row = self.current
        if row is None or self._is_busy:
            return
        if not row.can_be_sat:
            self.action_result()
            return
        if row.is_under_way or not row.minutes:
            self._start(row)
            return
        from quiz.ui.screens.confirm import ConfirmScreen

        words = _("You have {n:g} minutes. The clock runs from now on, also while you are away.")

        def decide(is_wanted: bool | None) -> None:
            if is_wanted:
                self._start(row)

        about = Content(words.format(n=row.minutes))
        question = _("Start “{title}”?").format(title=clip(clean_line(row.title), _TITLE))
        self.app.push_screen(ConfirmScreen(question, about), decide)

    def _start(self, row: WorkRow) -> None:
        self._is_busy = True

        def show(told: SatAttempt) -> None:
            self._is_busy = False
            if told.is_handed_in:
                self._show_result(row, told.n)
                return
            from quiz.ui.screens.classroom.assignment import AssignmentScreen
            from quiz.web.remote_exam import RemoteExam

            try:
                exam = RemoteExam(self._client, row.id, told)
            except QuizError as error:
                self._failed(error)
                return
            self.app.push_screen(AssignmentScreen(exam, self._client))

        call_beside(self, lambda: self._client.start(row.id), show, self._failed)

    def action_result(self) -> None:
        """Show how the last attempt went."""
        row = self.current
        if row is not None and row.done:
            self._show_result(row, row.done[-1].n)

    def _show_result(self, row: WorkRow, n: int) -> None:
        from quiz.ui.screens.classroom.work_result import WorkResultScreen

        def show(result: WorkResult) -> None:
            self.app.push_screen(WorkResultScreen(result))

        call_beside(self, lambda: self._client.result(row.id, n), show, self._failed)

    def action_game(self) -> None:
        """Join the game that runs."""
        from quiz.ui.screens.classroom.seat import SeatScreen

        def sit(_none: None) -> None:
            self.host.replace_screen(SeatScreen(self._client.client))

        call_beside(self, self._client.join_game, sit, self._failed)

    def action_take_home(self) -> None:
        """Add what was answered in class to one's own progress on this device."""
        if self._is_busy:
            return
        self._is_busy = True

        def take() -> int:
            from quiz.desk.care.taking_home import take_home
            from quiz.library.folders import folders

            data = self._client.record()
            return take_home(folders(os.environ, Path.cwd()), data).reviews

        def taken(reviews: int) -> None:
            self._is_busy = False
            base_host(self).announce(home_words(reviews), timeout=6)

        call_beside(self, take, taken, self._failed)

    def action_leave(self) -> None:
        """Quit."""
        self.app.exit()
