"""The one list: it draws only the rows in sight, so that ten thousand cost what ten do."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.message import Message
from textual.widget import Widget

from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.inks import MUTED

Draw = Callable[[int, int], Content]
"""Returns a row by its number and a width."""
Head = Callable[[int], Content]
"""Returns the line above the rows, for a width."""


class MarkedList(Widget, can_focus=True):
    """Rows of which one is marked; what they are is the business of who draws them."""

    DEFAULT_CSS = "MarkedList { height: 1fr; min-height: 3; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", _("Up"), show=False, id="list.up"),
        Binding("down,j", "move(1)", _("Down"), show=False, id="list.down"),
        Binding("pageup", "page(-1)", _("Page up"), show=False, id="list.page_up"),
        Binding("pagedown", "page(1)", _("Page down"), show=False, id="list.page_down"),
        Binding("home", "move(-1000000)", _("First"), show=False, id="list.first"),
        Binding("end", "move(1000000)", _("Last"), show=False, id="list.last"),
    ]
    is_marked_blurred: ClassVar[bool] = True
    """Whether the mark is seen while the keys go elsewhere."""

    class Marked(Message):
        """Another row is marked."""

    class Chosen(Message):
        """A row was clicked while it was marked."""

    def __init__(
        self, draw: Draw, *, id: str, head: Head | None = None, is_bold: bool = True
    ) -> None:
        """Begin without rows.

        Args:
            draw: Returns a row.
            id: Of the widget.
            head: Returns the line above the rows; None for no such line.
            is_bold: Whether all of the marked row is bold; if not, `draw` says what is.
        """
        super().__init__(id=id)
        self._draw, self._head, self._is_bold = draw, head, is_bold
        self.count = 0
        self.cursor = 0
        self.top = 0
        self.empty = _("Nothing here.")
        """Shown in the place of rows where there are none."""

    def show(self, count: int, cursor: int = 0) -> None:
        """Show so many rows, one of them marked."""
        self.count, self.cursor = count, cursor
        self.follow()

    @property
    def in_sight(self) -> int:
        """How many rows there is room for."""
        return max(1, self.size.height - (self._head is not None))

    def render(self) -> Content:
        """Return the head and the rows in sight."""
        width = self.size.width
        lines = [self._head(width)] if self._head is not None else []
        if not self.count:
            lines += [Content("")] * len(lines)  # below a head, a line is left free
            lines.append(Content.styled(f"  {self.empty}", MUTED))
        last = min(self.count, self.top + self.in_sight)
        return Content("\n").join(
            [*lines, *(self._line(at, width) for at in range(self.top, last))]
        )

    def _line(self, at: int, width: int) -> Content:
        is_marked = at == self.cursor and (self.has_focus or self.is_marked_blurred)
        room = max(1, width - 2)
        row = parts.pad(self._draw(at, room), room)
        if is_marked and self._is_bold:
            row = row.stylize("bold")
        line = Content.styled("▌ " if is_marked else "  ", "$primary") + row
        return line.stylize("on $boost") if is_marked and self.has_focus else line

    def on_focus(self) -> None:
        """Show the mark."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.refresh()

    def on_resize(self) -> None:
        """Keep the mark in sight."""
        self.follow()

    def follow(self) -> None:
        """Draw again, with the mark in sight."""
        self.cursor = max(0, min(self.count - 1, self.cursor))
        self.top = max(0, min(self.top, self.count - self.in_sight))
        if self.cursor < self.top:
            self.top = self.cursor
        elif self.cursor >= self.top + self.in_sight:
            self.top = self.cursor - self.in_sight + 1
        self.refresh()

    def action_move(self, step: int) -> None:
        """Mark another row."""
        before = self.cursor
        self.cursor += step
        self.follow()
        if self.cursor != before:
            self.post_message(self.Marked())

    def action_page(self, pages: int) -> None:
        """Move a page, so that one row of the last is still in sight."""
        self.action_move(pages * max(1, self.in_sight - 1))

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Move down."""
        event.stop()
        self.action_move(1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Move up."""
        event.stop()
        self.action_move(-1)

    def on_click(self, event: Click) -> None:
        """Find the row under the pointer."""
        place = event.y - (self._head is not None)
        if 0 <= place < min(self.in_sight, self.count - self.top):
            self.clicked(self.top + place, event.x)

    def clicked(self, at: int, x: int) -> None:
        """Mark a row; the marked one is chosen."""
        if at == self.cursor:
            self.post_message(self.Chosen())
        self.action_move(at - self.cursor)
