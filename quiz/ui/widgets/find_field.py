"""The field in which a part of a title is typed; a module of its own, since Input costs 10 ms."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from quiz.translation import _
from quiz.ui.widgets.finding import Found, Wanted
from quiz.ui.widgets.line_field import OneLine


def is_cleared(field: Widget) -> bool:
    """Clear a search that has the keys; return whether there was something to clear."""
    if not (isinstance(field, FindField) and field.has_focus and field.value):
        return False
    field.value = ""
    return True


class FindField(OneLine):
    """Tells what is looked for at every letter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("Go to list"), id="find.done", tooltip=_("Back to the list")),
        Binding(
            "escape", "screen.leave", _("End search"), id="find.end", tooltip=_("End the search")
        ),
    ]

    def __init__(self, placeholder: str = _("Find a bank")) -> None:
        """Begin empty."""
        super().__init__(placeholder=placeholder, id="find")

    @on(Input.Changed)
    def _send(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(Wanted(event.value))

    @on(Input.Submitted)
    def _end(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(Found())
