"""A list that draws only the rows in sight, so that ten thousand cost what ten do."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.message import Message
from textual.widget import Widget

from quiz.ui.content import parts
from quiz.ui.inks import MUTED
from quiz.words import _

Draw = Callable[[int, int], Content]
"""Returns a row by its number and a width."""


class RowList(Widget, can_focus=True):
    """Rows of which one is marked; what they are is the screen's business."""

    DEFAULT_CSS = "RowList { height: 1fr; min-height: 3; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", _("Up"), show=False, id="rows.up"),
        Binding("down,j", "move(1)", _("Down"), show=False, id="rows.down"),
        Binding("pageup", "page(-1)", _("Page up"), show=False, id="rows.page_up"),
        Binding("pagedown", "page(1)", _("Page down"), show=False, id="rows.page_down"),
        Binding("home", "move(-1000000)", _("First"), show=False, id="rows.first"),
        Binding("end", "move(1000000)", _("Last"), show=False, id="rows.last"),
    ]

    class Marked(Message):
        """Another row is marked."""

    class Chosen(Message):
        """A row was clicked while it was marked."""

    def __init__(self, draw: Draw, *, id: str, head: Callable[[int], Content] | None = None):
        """Begin without rows.

        Args:
            draw: Returns a row.
            id: Of the widget.
            head: Returns the line above the rows, for a width; None for no such line.
        """
        super().__init__(id=id)
        self._draw, self._head = draw, head
        self.count = 0
        self.cursor = 0
        self.top = 0
        self.empty = _("Nothing here.")
        """Shown in the place of rows where there are none."""

    def tell(self, count: int, cursor: int = 0) -> None:
        """Show so many rows, one of them marked."""
        self.count, self.cursor = count, cursor
        self._follow()

    def render(self) -> Content:
        """Return the head and the rows in sight."""
        width = self.size.width
        lines = [self._head(width)] if self._head is not None else []
        if not self.count:
            lines.append(Content.styled(f"  {self.empty}", MUTED))
        for at in range(self.top, min(self.count, self.top + self._height)):
            is_marked = at == self.cursor
            bar = Content.styled("▌ " if is_marked else "  ", "$primary")
            row = parts.pad(self._draw(at, width - 2), max(1, width - 2))
            line = bar + (row.stylize("bold") if is_marked else row)
            lines.append(line.stylize("on $boost") if is_marked and self.has_focus else line)
        return Content("\n").join(lines)

    @property
    def _height(self) -> int:
        return max(1, self.size.height - (self._head is not None))

    def on_focus(self) -> None:
        """Show the mark."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.refresh()

    def on_resize(self) -> None:
        """Keep the mark in sight."""
        self._follow()

    def _follow(self) -> None:
        self.cursor = max(0, min(self.count - 1, self.cursor))
        self.top = max(0, min(self.top, self.count - self._height))
        if self.cursor < self.top:
            self.top = self.cursor
        elif self.cursor >= self.top + self._height:
            self.top = self.cursor - self._height + 1
        self.refresh()

    def action_move(self, step: int) -> None:
        """Mark another row."""
        before = self.cursor
        self.cursor += step
        self._follow()
        if self.cursor != before:
            self.post_message(self.Marked())

    def action_page(self, pages: int) -> None:
        """Move a page."""
        self.action_move(pages * max(1, self._height - 1))

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Move down."""
        event.stop()
        self.action_move(1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Move up."""
        event.stop()
        self.action_move(-1)

    def on_click(self, event: Click) -> None:
        """Mark the row under the pointer; the marked one is chosen."""
        at = self.top + event.y - (self._head is not None)
        if not self.top <= at < self.count:
            return
        if at == self.cursor:
            self.post_message(self.Chosen())
        self.action_move(at - self.cursor)
