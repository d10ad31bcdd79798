"""The door of a game: code, name, team where teams play, and waiting for the host's yes."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.inks import MUTED, PARTLY, WRONG
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.classroom.background import call_beside
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.line_field import LineField
from quiz.web.client import Door, FieldRefused, GameClient, LineLost

_AGAIN_S = 1.0
_LONGEST_NAME = 40
_FIELDS = ("code", "name", "team")


class JoinScreen(QuizScreen):
    """Asks for what is missing, and comes in."""

    CSS_PATH = "join.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "join", _("Join"), id="join.join", tooltip=_("Join the game")),
        Binding("tab,down", "app.focus_next", _("Next field"), id="join.next",
                tooltip=_("Go to the next field")),
        Binding("shift+tab,up", "app.focus_previous", _("Previous field"), show=False,
                id="join.previous", tooltip=_("Go to the previous field")),
        Binding("escape", "leave", _("Leave"), id="join.leave", tooltip=_("Leave")),
    ]  # fmt: skip

    def __init__(self, client: GameClient, *, name: str, code: str, team: str) -> None:
        """Stand before a game.

        Args:
            client: The way to it.
            name: The player's; empty to ask.
            code: Of the game; empty to ask.
            team: The player's; empty to ask where teams play.
        """
        super().__init__()
        self._client = client
        self._known = {"code": code, "name": name, "team": team}
        self._door = Door(title="")
        self._is_busy = self._waits = False

    def compose(self) -> ComposeResult:
        """Yield title, fields, what is going on, and keys."""
        labels = {"code": _("Code, as the board shows it"), "name": _("Your name"),
                  "team": _("Your team")}  # fmt: skip
        with Vertical(id="door"):
            yield Static(parts.title(_("Join a game")), id="title")
            for name in _FIELDS:
                yield Static(Content.styled(labels[name], MUTED), id=f"label-{name}")
                yield LineField(self._known[name], id=name, joiner=None, max_length=_LONGEST_NAME)
            yield Static(id="said")
        yield KeyBar()

    def on_mount(self) -> None:
        """Ask for what is missing; what the teams are the server says."""
        for name in _FIELDS:
            self._show_field(name, is_shown=not self._known[name] and name != "team")
        self._focus_missing()
        self._ask_door()

    def _ask_door(self) -> None:
        self._is_busy = True
        self._put(_("Looking for the game…"), MUTED)
        call_beside(self, self._client.door, self._at_the_door, self._refused)

    def _at_the_door(self, door: Door) -> None:
        """Show what the game is called, and join at once if nothing is missing."""
        self._is_busy = False
        self._door = door
        self.query_one("#title", Static).update(parts.title(door.title))
        self._show_field("team", is_shown=bool(door.teams) and not self._known["team"])
        if door.teams:
            label = _("Your team: {teams}").format(teams=", ".join(map(clean_line, door.teams)))
            self.query_one("#label-team", Static).update(Content.styled(label, MUTED))
        self._put("")
        if not self._focus_missing():
            self.action_join()

    def _show_field(self, name: str, *, is_shown: bool) -> None:
        for widget in (self.query_one(f"#{name}"), self.query_one(f"#label-{name}")):
            widget.display = is_shown

    def _focus_missing(self) -> bool:
        """Let the keys go to the first field that is empty; returns whether there is one."""
        for name in _FIELDS:
            field = self.query_one(f"#{name}", Input)
            if field.display and not field.value.strip():
                field.focus()
                return True
        return False

    def _put(self, words: str, ink: str = "") -> None:
        self.query_one("#said", Static).update(Content.styled(words, ink))

    @property
    def key_words(self) -> Mapping[str, tuple[str, str]]:
        """Say what Enter does in a field."""
        return {"field.save": (_("Join"), _("Join the game"))}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to join but while that is going on."""
        return not (action == "join" and (self._is_busy or self._waits))

    @on(Input.Submitted)
    def action_join(self) -> None:
        """Join, or go to what is missing."""
        if self._is_busy or self._waits:
            return
        if self._focus_missing():
            return
        values = {name: self.query_one(f"#{name}", Input).value.strip() for name in _FIELDS}
        team = self._door.team_named(values["team"])
        if self._door.teams and not team:
            self._show_field("team", is_shown=True)
            self.query_one("#team", Input).focus()
            words = _("Choose one of the teams: {teams}.")
            self._put(words.format(teams=", ".join(map(clean_line, self._door.teams))), WRONG)
            return
        self._is_busy = True
        self._put(_("Joining…"), MUTED)
        self.refresh_bindings()
        call_beside(
            self,
            lambda: self._client.join(values["name"], values["code"], team),
            self._joined,
            self._refused,
        )

    def _joined(self, is_in: bool) -> None:
        self._is_busy = False
        if is_in:
            self._enter()
            return
        self._waits = True
        self._put(_("Wait until the host lets you in."), f"bold {PARTLY}")
        self.refresh_bindings()
        self.set_timer(_AGAIN_S, self._ask_again)

    def _ask_again(self) -> None:
        call_beside(self, self._client.waits, self._waited, self._refused)

    def _waited(self, waits: bool) -> None:
        if waits:
            self._put(_("Wait until the host lets you in."), f"bold {PARTLY}")
            self.set_timer(_AGAIN_S, self._ask_again)
        else:
            self._enter()

    def _refused(self, error: QuizError) -> None:
        """Say why not; who waits goes on waiting when the line was lost."""
        self._is_busy = False
        if isinstance(error, LineLost) and self._waits:
            self._put(clean_line(str(error)), WRONG)
            self.set_timer(_AGAIN_S, self._ask_again)
            return
        self._waits = False
        for name in ("code", "name"):
            self._show_field(name, is_shown=True)
        if isinstance(error, LineLost):
            words = _("{error} Press Enter to try again.").format(error=error)
        else:
            words = str(error)
        self._put(clean_line(words), WRONG)
        refused = error.field if isinstance(error, FieldRefused) else "name"
        if isinstance(error, FieldRefused) or not self._focus_missing():
            self._focus_again(refused)
        self.refresh_bindings()

    def _focus_again(self, name: str) -> None:
        """Let the keys go to a field, with all that stands in it selected to be typed over."""
        field = self.query_one(f"#{name}", Input)
        field.focus()
        field.action_select_all()

    def _enter(self) -> None:
        from quiz.ui.screens.classroom.seat import SeatScreen

        self.host.replace_screen(SeatScreen(self._client))

    def action_leave(self) -> None:
        """Leave."""
        self.app.exit()
