"""A bare question screen that redraws in place: the floor of a key's way to the screen."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Footer, OptionList, Static

OPTIONS = ("Russia and China", "The Security Council", "The European Union", "None of these")


class InPlace(App[None]):
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [("n", "next", "Next")]
    number = 1

    def compose(self) -> ComposeResult:
        yield Static(self.stem(), id="stem")
        yield OptionList(*OPTIONS)
        yield Footer()

    def stem(self) -> str:
        return f"Question {self.number:03}: who signed the joint statement?"

    def action_next(self) -> None:
        self.number += 1
        self.query_one("#stem", Static).update(self.stem())
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([f"{option} ({self.number})" for option in OPTIONS])


if __name__ == "__main__":
    InPlace().run()
