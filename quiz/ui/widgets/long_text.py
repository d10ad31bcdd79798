"""A field for a text of many lines, bounded with a word."""

from textual.widgets import TextArea
from textual.widgets.text_area import EditResult, Location

from quiz.items.response import LONGEST_TEXT
from quiz.ui.widgets.in_view import keep_in_view
from quiz.ui.widgets.line_field import too_long


class LongText(TextArea):
    """Takes as many characters as are kept of a text, and says where that ends."""

    def _replace_via_keyboard(
        self, insert: str, start: Location, end: Location
    ) -> EditResult | None:
        """Take what was typed or pasted, as much of it as there is room for."""
        first, last = sorted((start, end))
        room = LONGEST_TEXT - len(self.text) + len(self.get_text_range(first, last))
        if len(insert) > room:
            self.notify(too_long(LONGEST_TEXT), markup=False, timeout=4)
            insert = insert[: max(0, room)]
        keep_in_view(self)  # it may stand below a long question
        return super()._replace_via_keyboard(insert, start, end)
