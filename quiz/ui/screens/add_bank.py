"""Adding a bank: a path, copied into the user's folder."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from quiz.cleaning import clean, clean_line
from quiz.errors import BankError, QuizError
from quiz.ui.widgets.key_bar import KeyBar

_MOST_FAULTS = 6


class AddBankScreen(ModalScreen[None]):
    """Asks for the path of a bank file, and copies it."""

    CSS_PATH = "add_bank.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="add.cancel", tooltip="Back to the home screen"),
    ]

    def compose(self) -> ComposeResult:
        """Yield the question, the field and a place for faults."""
        with Vertical(id="add"):
            yield Static(Content.styled("Add a bank", "bold $text-primary"))
            yield Static(Content("Its file is checked and copied into your own folder."))
            yield Input(placeholder="path of a .yaml file", compact=True)
            with VerticalScroll(id="scroll"):
                yield Static(id="faults")
            yield KeyBar()

    def on_mount(self) -> None:
        """Let the keys go to the field."""
        self.query_one("#scroll").display = False
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        from quiz.ui.app import QuizApp

        app = self.app
        assert isinstance(app, QuizApp)
        path = event.value.strip().strip("'\"")
        if not path:
            return
        try:
            entry = app.desk.add_bank(Path(path))
        except BankError as error:
            lines = [
                clean_line(f"line {problem.where.line}: {problem.message}")
                for problem in error.problems[:_MOST_FAULTS]
            ]
            more = len(error.problems) - _MOST_FAULTS
            if more > 0:
                lines.append(f"and {more} more; `quiz check` lists them")
            self._say("\n".join(lines))
            return
        except QuizError as error:
            self._say(clean(str(error)))
            return
        have = "has" if entry.left_out == 1 else "have"
        faults = f"; {entry.left_out} more {have} faults" if entry.left_out else ""
        questions = "1 question" if entry.items == 1 else f"{entry.items} questions"
        title = clean_line(entry.title)
        self.notify(f"Added: {title}, {questions}{faults}.", markup=False)
        self.dismiss()

    def _say(self, text: str) -> None:
        self.query_one("#scroll").display = True
        self.query_one("#faults", Static).update(Content.styled(text, "$text-error"))

    def action_cancel(self) -> None:
        """Go back."""
        self.dismiss()
