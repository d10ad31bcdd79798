"""A text whose lines of fenced code are folded to its width."""

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from quiz.ui.markup import fold_code


class FoldedText(Static):
    """Shows content; code wider than the window goes on below, after a sign."""

    def folded(self, width: int) -> Content:
        """Return the content for a width."""
        content = self.content
        return fold_code(content, width) if isinstance(content, Content) else Content(str(content))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at a width."""
        return self.folded(width).get_height({}, width)

    def render(self) -> Content:
        """Return the content for the width that there is."""
        return self.folded(self.content_size.width)
