"""Choosing what to resume, where several quizzes or exams were left."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from quiz.cleaning import clean_line
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.screens.base import QuizModal
from quiz.ui.widgets.box import ModalBox
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.marked_list import MarkedList


class UnfinishedScreen(QuizModal[int | None]):
    """Lists what was left, the newest first; gives back the place of the one chosen."""

    CSS_PATH = "unfinished.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,c", "choose", _("Resume"), id="unfinished.choose",
                tooltip=_("Resume the selected session")),
        Binding("escape", "cancel", _("Cancel"), id="unfinished.cancel",
                tooltip=_("Back to Home")),
    ]  # fmt: skip

    def __init__(self, titles: Sequence[str]) -> None:
        """List titles."""
        super().__init__()
        self._titles = titles

    def compose(self) -> ComposeResult:
        """Yield a title, the list and keys."""
        with ModalBox():
            yield Static(parts.title(_("Unfinished")))
            yield MarkedList(
                lambda at, _width: Content(clean_line(self._titles[at])), id="unfinished"
            )
            yield KeyBar()

    def _row(self, at: int, width: int) -> Content:
        return Content(clean_line(self._titles[at]))

    def on_mount(self) -> None:
        """Select the newest."""
        rows = self.query_one(MarkedList)
        rows.styles.height = len(self._titles)
        rows.show(len(self._titles))
        rows.focus()

    @on(MarkedList.Chosen)
    def action_choose(self) -> None:
        """Give back the selected one."""
        self.dismiss(self.query_one(MarkedList).cursor)

    def action_cancel(self) -> None:
        """Go back."""
        self.dismiss(None)
