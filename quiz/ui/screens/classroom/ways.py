"""Where the other pages of a server are, and the host's key: not for the projector."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.inks import MUTED
from quiz.ui.screens.base import QuizModal
from quiz.ui.widgets.key_bar import KeyBar


class WaysScreen(QuizModal[None]):
    """Names addresses, and the key that opens the host's page on another device."""

    CSS_PATH = "ways.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "close", _("Close"), id="ways.close", tooltip=_("Close")),
    ]

    def __init__(self, ways: tuple[tuple[str, str], ...]) -> None:
        """Name pages.

        Args:
            ways: What each is, and its address or key.
        """
        super().__init__()
        self._ways = ways

    def compose(self) -> ComposeResult:
        """Yield the pages."""
        rows = [
            Content("\n").join([Content.styled(name, MUTED), Content.styled(what, "bold")])
            for name, what in self._ways
        ]
        note = _("Who has the key leads the game: keep it off the projector.")
        with Vertical(classes="box"):
            yield Static(parts.title(_("Pages")))
            yield Static(Content("\n\n").join([*rows, Content.styled(note, MUTED)]), id="ways")
            yield KeyBar()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
