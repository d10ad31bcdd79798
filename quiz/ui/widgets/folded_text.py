"""A text whose lines of fenced code are folded to its width, perhaps under a band."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Static

from quiz.ui.markup import banded, fold_code


class FoldedText(Static):
    """Shows content; code wider than the window goes on below, after a sign."""

    auto_links = Reactive(False)  # none to look for: a tenth of its time
    band = ""
    """Role of the ground of the first line, over the whole width; empty for the usual one.

    What stands behind a tab in that line goes to its right edge.
    """

    def folded(self, width: int) -> Content:
        """Return the content for a width."""
        content = self.content
        if not isinstance(content, Content):
            return Content(str(content))
        if not self.band or not content:
            return fold_code(content, width)
        head, _line, rest = content.plain.partition("\n")
        lines = banded(content[: len(head)], width, self.band)
        if rest:
            lines.append(fold_code(content[len(head) + 1 :], width))
        return Content("\n").join(lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at a width."""
        width = max(1, width)  # a window of six columns leaves none for it
        return self.folded(width).get_height({}, width)

    def render(self) -> Content:
        """Return the content for the width that there is."""
        return self.folded(max(1, self.content_size.width))
