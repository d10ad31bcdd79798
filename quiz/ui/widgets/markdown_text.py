"""Markdown of a bank: drawn at once where it is plain or inline, else by the Markdown widget."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quiz.cleaning import clean
from quiz.ui.markup import inline, needs_blocks


class MarkdownText(Vertical):
    """Shows a Markdown text; hidden while it is empty."""

    DEFAULT_CSS = """
    MarkdownText { height: auto; }
    MarkdownText > Static { height: auto; }
    MarkdownText > Markdown { height: auto; margin: 0; padding: 0; background: transparent; }
    """

    def __init__(self, *, id: str) -> None:
        """Begin empty."""
        super().__init__(id=id)
        self._text = ""
        self.display = False

    def compose(self) -> ComposeResult:
        """Yield the quick one; the other is made when it is needed."""
        yield Static()

    async def tell(self, text: str) -> None:
        """Show a text."""
        if text == self._text:
            return
        self._text = text
        self.display = bool(text)
        quick = self.query_one(Static)
        is_block = needs_blocks(text)
        quick.display = not is_block
        quick.update(Content("") if is_block else inline(text))
        for slow in self.query("Markdown"):
            await slow.remove()
        if is_block:
            # 45 ms and seldom needed: tables, lists, code, headings.
            from textual.widgets import Markdown

            await self.mount(Markdown(clean(text), open_links=False))
