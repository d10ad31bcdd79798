"""Asking before something that takes many keys to undo."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.screens.base import QuizModal
from quiz.ui.widgets.box import ModalBox
from quiz.ui.widgets.key_bar import KeyBar


class ConfirmScreen(QuizModal[bool]):
    """Asks whether to go on; gives back whether that was wanted."""

    CSS_PATH = "confirm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "answer(True)", _("Yes"), id="confirm.yes", tooltip=_("Confirm")),
        Binding("n,escape", "answer(False)", _("No"), id="confirm.no", tooltip=_("Cancel")),
    ]

    def __init__(self, question: str, about: Content) -> None:
        """Ask.

        Args:
            question: In a few words of ours.
            about: What it means.
        """
        super().__init__()
        self._question, self._about = question, about

    def compose(self) -> ComposeResult:
        """Yield the question and what it means."""
        with ModalBox():
            yield Static(parts.title(self._question))
            yield Static(self._about)
            yield KeyBar()

    def action_answer(self, is_wanted: bool) -> None:
        """Give the answer back."""
        self.dismiss(is_wanted)
