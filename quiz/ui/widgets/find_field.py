"""The field in which a part of a title is typed; a module of its own, since Input costs 10 ms."""

from textual import on
from textual.widgets import Input

from quiz.ui.widgets.bank_list import Found, Wanted


class FindField(Input):
    """Tells what is looked for at every letter."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(placeholder="Find a bank", id="find", compact=True)

    @on(Input.Changed)
    def _tell(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(Wanted(event.value))

    @on(Input.Submitted)
    def _end(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(Found())
