"""The search line: a module of its own, since Input costs 10 ms."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from quiz.desk.search.query import LONGEST
from quiz.translation import _
from quiz.ui.widgets.line_field import OneLine


class SearchLine(OneLine):
    """Takes a search; Tab fixes or completes it, and down goes to the cards."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "screen.complete", _("Complete"), id="search.complete",
                tooltip=_("Fix or complete the word at the cursor")),
        Binding("enter,down", "screen.to_cards", _("Cards"), id="search.done",
                tooltip=_("Back to the cards")),
        Binding("escape", "screen.leave", _("Clear"), id="search.clear",
                tooltip=_("Clear the search, then go back to the cards")),
    ]  # fmt: skip

    def __init__(self, text: str) -> None:
        """Begin with a search."""
        super().__init__(
            text,
            placeholder=_("words, tag:x, is:due, right<50% …"),
            id="search",
            select_on_focus=False,
            max_length=LONGEST,
        )
