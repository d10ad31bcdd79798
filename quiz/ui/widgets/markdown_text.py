"""Markdown of a bank: drawn at once where it is plain or inline, else by the Markdown widget."""

from textual.content import Content
from textual.widgets import Static

from quiz.cleaning import clean
from quiz.ui.markup import inline, needs_blocks


class MarkdownText(Static):
    """Shows a Markdown text; hidden while it is empty.

    For tables, lists, code and headings the Markdown widget stands in its place, as its next
    sibling with the same id and `-blocks` behind it.
    """

    DEFAULT_CSS = "MarkdownText { height: auto; }"

    def __init__(self, *, id: str) -> None:
        """Begin empty."""
        super().__init__(id=id)
        self._source = ""
        self.display = False

    async def show(self, text: str) -> None:
        """Show a text."""
        if text == self._source:
            return
        self._source = text
        is_block = needs_blocks(text)
        self.display = bool(text) and not is_block
        self.update(Content("") if is_block else inline(text))
        parent = self.parent
        assert parent is not None
        for slow in parent.query(f"#{self.id}-blocks"):
            await slow.remove()
        if is_block:
            # 45 ms and seldom needed.
            from quiz.ui.widgets.markdown_blocks import MarkdownBlocks

            blocks = MarkdownBlocks(clean(text), id=f"{self.id}-blocks")
            await self.screen.query_one(f"#{parent.id}").mount(blocks, after=self)
