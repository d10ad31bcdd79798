"""The door of a class: a pupil's name and PIN."""

from collections.abc import Mapping
from typing import ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quiz.cleaning import clean_line
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.inks import MUTED
from quiz.ui.screens.classroom.background import call_beside
from quiz.ui.screens.classroom.entry import EntryScreen
from quiz.web.client import Door, GameClient
from quiz.web.work_client import WorkClient
from quiz.web.work_told import WorkList


class SignInScreen(EntryScreen):
    """Signs a pupil in, and shows the assignments."""

    labels: ClassVar[Mapping[str, str]] = {
        "name": _("Your name, as your class has it"), "pin": _("Your PIN"),
    }  # fmt: skip
    secret = "pin"

    def __init__(self, client: GameClient, door: Door, *, name: str) -> None:
        """Stand before a class.

        Args:
            client: The way to the server.
            door: What it said of itself.
            name: The pupil's; empty to ask.
        """
        super().__init__({"name": name, "pin": ""})
        self._work, self._door = WorkClient(client), door

    def on_mount(self) -> None:
        """Say which class it is, and how to come into its game without a PIN."""
        title = _("Class {name}").format(name=clean_line(self._door.class_name))
        self.query_one("#title", Static).update(parts.title(title))
        super().on_mount()
        if self._door.has_game:
            words = _("To join “{game}” with its code, start again with --code.")
            note = words.format(game=clean_line(self._door.title))
            self.query_one("#door", Vertical).mount(Static(Content.styled(note, MUTED)))

    @property
    def key_words(self) -> Mapping[str, tuple[str, str]]:
        """Say what Enter does in a field."""
        return {"field.save": (_("Sign in"), _("Show your assignments"))}

    def come_in(self) -> None:
        """Sign in."""
        name, pin = self.value("name"), self.value("pin")
        self.is_busy = True
        self.put(_("Signing in…"), MUTED)

        def enter() -> WorkList:
            self._work.enter(name, pin)
            return self._work.work()

        call_beside(self, enter, self._entered, self.refused)

    def _entered(self, found: WorkList) -> None:
        from quiz.ui.screens.classroom.work import WorkScreen

        self.host.replace_screen(WorkScreen(self._work, found))
