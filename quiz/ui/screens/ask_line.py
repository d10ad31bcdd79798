"""Asking for one line of text: a day, a score."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from quiz.cleaning import clean
from quiz.errors import QuizError
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.screens.base import Answer, QuizModal
from quiz.ui.widgets.box import ModalBox
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.line_field import LineField
from quiz.ui.widgets.path_field import PathField


class AskLineScreen(QuizModal[Answer | None]):
    """Asks for a line, and gives back what was read from it; None if it was left."""

    CSS_PATH = "ask_line.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "cancel", _("Cancel"), id="ask.cancel", tooltip=_("Go back without saving")
        ),
    ]

    def __init__(
        self,
        *,
        title: str,
        about: str,
        placeholder: str,
        read: Callable[[str], Answer],
        value: str = "",
        endings: tuple[str, ...] | None = None,
    ) -> None:
        """Ask.

        Args:
            title: The question.
            about: How to answer it, in a line.
            placeholder: An example.
            value: What stands in the field to begin with.
            read: Returns what a text means; a `QuizError` of it is shown, and asked again.
            endings: Where a path is asked for, of the files that are meant; Tab completes it.
        """
        super().__init__()
        self._title, self._about, self._example, self._read = title, about, placeholder, read
        self._value, self._endings = value, endings

    def compose(self) -> ComposeResult:
        """Yield the question, the field and a place for what is wrong."""
        with ModalBox():
            yield Static(parts.title(self._title))
            yield Static(Content(self._about))
            yield self._field()
            yield Static(id="fault")
            yield KeyBar()

    def _field(self) -> LineField:
        if self._endings is None:
            return LineField(self._value, placeholder=self._example, joiner=None)
        return PathField(self._value, placeholder=self._example, endings=self._endings)

    def on_mount(self) -> None:
        """Let the keys go to the field."""
        self.query_one("#fault").display = False
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        """Give back what was read, or say what is wrong with it."""
        try:
            answer = self._read(self.query_one(Input).value.strip())
        except QuizError as error:
            fault = self.query_one("#fault", Static)
            fault.display = True
            fault.update(Content.styled(f"✘ {clean(str(error))}", "$text-error"))
            return
        self.dismiss(answer)

    def action_cancel(self) -> None:
        """Go back."""
        self.dismiss(None)
