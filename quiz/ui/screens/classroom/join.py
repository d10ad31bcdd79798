"""The door of a game: code, name, team where teams play, and waiting for the host's yes."""

from collections.abc import Mapping
from typing import ClassVar

from textual.content import Content
from textual.widgets import Static

from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.inks import MUTED, PARTLY, WRONG
from quiz.ui.screens.classroom.background import call_beside
from quiz.ui.screens.classroom.entry import EntryScreen
from quiz.web.client import Door, GameClient, LineLost

_AGAIN_S = 1.0


class JoinScreen(EntryScreen):
    """Asks for what is missing, and comes in; where only a class is served, its door follows."""

    labels: ClassVar[Mapping[str, str]] = {
        "code": _("Code, as the board shows it"), "name": _("Your name"), "team": _("Your team"),
    }  # fmt: skip
    heading = _("Join a game")

    def __init__(self, client: GameClient, *, name: str, code: str, team: str) -> None:
        """Stand before a game.

        Args:
            client: The way to it.
            name: The player's; empty to ask.
            code: Of the game; empty to ask.
            team: The player's; empty to ask where teams play.
        """
        super().__init__({"code": code, "name": name, "team": team})
        self._client = client
        self._door = Door(title="")
        self._waits = False

    def on_mount(self) -> None:
        """Ask for what is missing; what the teams are the server says."""
        for name in self.labels:
            self.show_field(name, is_shown=not self.known[name] and name != "team")
        super().on_mount()
        self.is_busy = True
        self.put(_("Looking for the game…"), MUTED)
        call_beside(self, self._client.door, self._at_the_door, self.refused)

    def _at_the_door(self, door: Door) -> None:
        """Show what the game is called, and join at once if nothing is missing."""
        self.is_busy = False
        if door.class_name and not (door.has_game and self.known["code"]):
            self._go_to_class(door)
            return
        self._door = door
        self.query_one("#title", Static).update(parts.title(door.title))
        self.show_field("team", is_shown=bool(door.teams) and not self.known["team"])
        if door.teams:
            label = _("Your team: {teams}").format(teams=", ".join(map(clean_line, door.teams)))
            self.query_one("#label-team", Static).update(Content.styled(label, MUTED))
        self.put("")
        if not any(self.field(name).display for name in self.labels):
            self.come_in()  # all was known: whoever is typing a name is not to be cut short
        elif self.focused is None:
            self.focus_missing()

    def _go_to_class(self, door: Door) -> None:
        """Show the door of the class: a game that it plays is joined from its list."""
        from quiz.ui.screens.classroom.sign_in import SignInScreen

        name = self.value("name") or self.known["name"]
        self.host.replace_screen(SignInScreen(self._client, door, name=name))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to join but while that is going on."""
        return not (action == "join" and self._waits) and super().check_action(action, parameters)

    def come_in(self) -> None:
        """Join, once there is a team where teams play."""
        if self._waits:
            return
        name, code = self.value("name"), self.value("code")
        team = self._door.team_named(self.value("team"))
        if self._door.teams and not team:
            self.show_field("team", is_shown=True)
            self.field("team").focus()
            words = _("Choose one of the teams: {teams}.")
            self.put(words.format(teams=", ".join(map(clean_line, self._door.teams))), WRONG)
            return
        self.is_busy = True
        self.put(_("Joining…"), MUTED)
        self.refresh_bindings()
        call_beside(
            self, lambda: self._client.join(name, code, team), self._joined, self.refused
        )  # fmt: skip

    def _joined(self, is_in: bool) -> None:
        self.is_busy = False
        self._waited(not is_in)

    def _ask_again(self) -> None:
        call_beside(self, self._client.waits, self._waited, self.refused)

    def _waited(self, waits: bool) -> None:
        self._waits = waits
        if not waits:
            self._enter()
            return
        self.put(_("Wait until the host lets you in."), f"bold {PARTLY}")
        self.refresh_bindings()
        self.set_timer(_AGAIN_S, self._ask_again)

    def refused(self, error: QuizError) -> None:
        """Say why not; who waits goes on waiting when the line was lost."""
        if isinstance(error, LineLost) and self._waits:
            self.put(clean_line(str(error)), WRONG)
            self.set_timer(_AGAIN_S, self._ask_again)
            return
        self._waits = False
        for name in ("code", "name"):
            self.show_field(name, is_shown=True)
        super().refused(error)

    def _enter(self) -> None:
        from quiz.ui.screens.classroom.seat import SeatScreen

        self.host.replace_screen(SeatScreen(self._client))
