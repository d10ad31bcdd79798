"""Going to a question of a bank: by a part of its text, its kind, or its number."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from quiz.cleaning import clean_line
from quiz.items import Item
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.content.findings import SIGNS
from quiz.ui.inks import MUTED
from quiz.ui.screens.base import QuizModal
from quiz.ui.widgets.box import ModalBox
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.line_field import OneLine
from quiz.ui.widgets.marked_list import MarkedList


class JumpField(OneLine):
    """Takes what is looked for; the arrows move in the list beneath."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("Go"), id="jump.go", tooltip=_("Go to the selected question")),
    ]


class JumpScreen(QuizModal[int | None]):
    """Lists questions; gives back the index of the one chosen, None if it was left."""

    CSS_PATH = "jump.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", _("Down"), show=False, id="jump.down"),
        Binding("up", "move(-1)", _("Up"), show=False, id="jump.up"),
        Binding("pagedown", "move(10)", _("Page down"), show=False, id="jump.page_down"),
        Binding("pageup", "move(-10)", _("Page up"), show=False, id="jump.page_up"),
        Binding("escape", "cancel", _("Cancel"), id="jump.cancel", tooltip=_("Stay here")),
    ]

    def __init__(self, items: Sequence[Item], levels: Sequence[str], at: int) -> None:
        """List questions.

        Args:
            items: All of them.
            levels: The worst finding of each, empty for none.
            at: The one to mark at first.
        """
        super().__init__()
        self._items, self._levels, self._first = items, levels, at
        self._texts = [f"{item.kind} {clean_line(item.stem)}".casefold() for item in items]
        self._found = list(range(len(items)))

    def compose(self) -> ComposeResult:
        """Yield the field, the list and keys."""
        with ModalBox():
            yield Static(parts.title(_("Go to a question")))
            yield JumpField(placeholder=_("number, text or kind"))
            yield MarkedList(self._row, id="jump-rows")
            yield KeyBar()

    def on_mount(self) -> None:
        """Mark the question that is shown."""
        self.query_one(Input).focus()
        rows = self.query_one(MarkedList)
        rows.empty = _("No matching questions.")
        rows.show(len(self._found), self._first)

    def _row(self, at: int, width: int) -> Content:
        index = self._found[at]
        item, level = self._items[index], self._levels[index]
        sign = Content.styled(*SIGNS[level]) if level else Content(" ")
        number = Content.styled(f"{index + 1:>4} ", MUTED)
        kind = Content.styled(f" {item.kind:<10}", MUTED)
        return number + sign + kind + Content(clean_line(item.stem))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        wanted = event.value.casefold().strip()
        number = int(wanted) - 1 if wanted.isdecimal() else -1
        found = [at for at, text in enumerate(self._texts) if wanted in text]
        if 0 <= number < len(self._items):
            found = [number, *(at for at in found if at != number)]
        self._found = found
        self.query_one(MarkedList).show(len(found), self._first if not wanted else 0)

    @on(Input.Submitted)
    @on(MarkedList.Chosen)
    def _chosen(self) -> None:
        if self._found:
            self.dismiss(self._found[self.query_one(MarkedList).cursor])

    def action_move(self, step: int) -> None:
        """Mark another question."""
        self.query_one(MarkedList).action_move(step)

    def action_cancel(self) -> None:
        """Stay where one is."""
        self.dismiss(None)
