"""Choosing of which bank or topic the statistics are."""

from typing import ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from quiz.cleaning import clean_line
from quiz.desk.statistics import Scope
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.inks import MUTED
from quiz.ui.screens.base import QuizModal
from quiz.ui.widgets.box import ModalBox
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.line_field import OneLine
from quiz.ui.widgets.marked_list import MarkedList


class ScopeChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A bank, a topic, or everything."""

    name: str = ""
    """What it is called; empty for everything."""
    banks: tuple[str, ...] = ()
    """Id of the bank; empty for all."""
    tags: tuple[str, ...] = ()
    """The topic; empty for all."""


class ScopeField(OneLine):
    """Takes what is looked for; the arrows move in the list beneath."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("Choose"), id="scope.choose",
                tooltip=_("Show the selected bank or topic")),
    ]  # fmt: skip


class ScopeScreen(QuizModal[ScopeChoice | None]):
    """Lists banks and topics; gives back the one chosen, None if it was left."""

    CSS_PATH = "scope_choice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", _("Down"), show=False, id="scope.down"),
        Binding("up", "move(-1)", _("Up"), show=False, id="scope.up"),
        Binding("pagedown", "move(10)", _("Page down"), show=False, id="scope.page_down"),
        Binding("pageup", "move(-10)", _("Page up"), show=False, id="scope.page_up"),
        Binding("escape", "cancel", _("Cancel"), id="scope.cancel", tooltip=_("Change nothing")),
    ]

    def __init__(self, scope: Scope) -> None:
        """List everything there is.

        Args:
            scope: The one that is shown now, and selected first.
        """
        super().__init__()
        self._scope = scope
        self._choices: list[ScopeChoice] = []
        self._found: list[ScopeChoice] = []

    def compose(self) -> ComposeResult:
        """Yield the field, the list and keys."""
        with ModalBox():
            yield Static(parts.title(_("Statistics of")))
            yield ScopeField(placeholder=_("bank or topic"))
            yield MarkedList(self._row, id="scope-rows")
            yield KeyBar()

    def on_mount(self) -> None:
        """Select what is shown now."""
        library = self.desk.library
        entries = library.entries.values()
        tags = sorted({tag for entry in entries for tag in library.tags(entry)})
        self._choices = [
            ScopeChoice(),
            *(ScopeChoice(name=entry.title, banks=(entry.id,)) for entry in entries),
            *(ScopeChoice(name=tag, tags=(tag,)) for tag in tags),
        ]
        self._found = self._choices
        self.query_one(Input).focus()
        rows = self.query_one(MarkedList)
        rows.empty = _("No matching banks or topics.")
        now = [
            at
            for at, choice in enumerate(self._choices)
            if (choice.banks, choice.tags) == (self._scope.banks, self._scope.tags)
        ]
        rows.show(len(self._found), now[0] if now else 0)

    def _row(self, at: int, width: int) -> Content:
        choice = self._found[at]
        if not choice.name:
            return Content(_("all banks"))
        kind = _("topic") if choice.tags else _("bank")
        return Content.styled(f"{kind:<8}", MUTED) + Content(clean_line(choice.name))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        wanted = event.value.casefold().strip()
        self._found = [choice for choice in self._choices if wanted in choice.name.casefold()]
        self.query_one(MarkedList).show(len(self._found))

    @on(Input.Submitted)
    @on(MarkedList.Chosen)
    def _chosen(self) -> None:
        if self._found:
            self.dismiss(self._found[self.query_one(MarkedList).cursor])

    def action_move(self, step: int) -> None:
        """Select another one."""
        self.query_one(MarkedList).action_move(step)

    def action_cancel(self) -> None:
        """Change nothing."""
        self.dismiss(None)
