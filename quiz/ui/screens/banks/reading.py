"""Reading: the text that a bank's questions are about, or where it can be found."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.cleaning import clean_line
from quiz.items import Bank
from quiz.translation import _
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.markdown_text import MarkdownText


class ReadingScreen(QuizScreen):
    """Shows a bank's `reading`, what the bank is about, and its source."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "close", _("Close"), id="reading.close", tooltip=_("Back")),
        Binding("down,j", "scroll(1)", _("Down"), show=False, id="reading.down"),
        Binding("up,k", "scroll(-1)", _("Up"), show=False, id="reading.up"),
        Binding("pagedown,space", "scroll(10)", _("Page down"), show=False, id="reading.page_down"),
        Binding("pageup", "scroll(-10)", _("Page up"), show=False, id="reading.page_up"),
    ]

    def __init__(self, bank: Bank) -> None:
        """Show what a bank says of its text.

        Args:
            bank: The bank's head.
        """
        super().__init__()
        self._bank = bank

    def compose(self) -> ComposeResult:
        """Yield head, text and keys."""
        title = _("Read first · {bank}").format(bank=clean_line(self._bank.title))
        yield Static(Content(f" {title}"), id="head")
        with VerticalScroll(id="scroll"), Vertical(classes="column", id="reading"):
            yield MarkdownText(id="text")
            yield MarkdownText(id="source")
            yield MarkdownText(id="about")
        yield KeyBar()

    async def on_mount(self) -> None:
        """Show the texts."""
        await self.query_one("#text", MarkdownText).show(self._bank.reading)
        source = _("Source: {text}").format(text=self._bank.source) if self._bank.source else ""
        await self.query_one("#source", MarkdownText).show(source)
        await self.query_one("#about", MarkdownText).show(self._bank.about)
        self.query_one("#scroll").focus()

    def action_scroll(self, lines: int) -> None:
        """Scroll the text."""
        self.query_one("#scroll", VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_close(self) -> None:
        """Go back to where it was opened."""
        self.app.pop_screen()
