"""A list on a board: it draws only the rows in sight, so that 100,000 cost what ten do."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from quiz.translation import _
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.ui.canvas.paint import Paint

if TYPE_CHECKING:
    from textual.events import Click, MouseScrollDown, MouseScrollUp

Frame = Callable[[Canvas], Area]
"""Draws what is around the rows, and returns their area."""
DrawRow = Callable[[Canvas, Area, int], None]
"""Draws the row of an index in an area one row high."""


class BoardList(Paint, can_focus=True):
    """Rows of which one is the current one; what they are is the business of who draws them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", _("Up"), show=False, id="list.up"),
        Binding("down,j", "move(1)", _("Down"), show=False, id="list.down"),
        Binding("pageup", "page(-1)", _("Page up"), show=False, id="list.page_up"),
        Binding("pagedown", "page(1)", _("Page down"), show=False, id="list.page_down"),
        Binding("home", "move(-10000000)", _("First"), show=False, id="list.first"),
        Binding("end", "move(10000000)", _("Last"), show=False, id="list.last"),
    ]

    class Moved(Message):
        """Another row is the current one."""

    class Opened(Message):
        """The current row was clicked."""

    def __init__(self, frame: Frame, draw_row: DrawRow, *, id: str) -> None:
        """Begin without rows.

        Args:
            frame: Draws what is around the rows.
            draw_row: Draws a row.
            id: Of the widget.
        """
        super().__init__(self._board, id=id)
        self._around, self._draw_row = frame, draw_row
        self.count = 0
        """Number of rows."""
        self.cursor = 0
        """Index of the current row."""
        self.top = 0
        """Index of the first row in sight."""
        self._rows = Area(0, 0, 0, 1)

    def show(self, count: int, cursor: int = 0) -> None:
        """Show so many rows, one of them current."""
        self.count = count
        self.cursor = max(0, min(count - 1, cursor))
        self.repaint()

    def _board(self, canvas: Canvas) -> None:
        x, y, width, height = self._rows = self._around(canvas)
        self.top = max(0, min(self.top, self.cursor, self.count - 1))
        self.top = max(self.top, self.cursor - height + 1)
        if self.count - self.top < height:
            self.top = max(0, self.count - height)
        for at in range(self.top, min(self.count, self.top + height)):
            self._draw_row(canvas, Area(x, y + at - self.top, width, 1), at)

    def on_focus(self) -> None:
        """Show that keys go here."""
        self.repaint()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.repaint()

    def action_move(self, step: int) -> None:
        """Go to another row."""
        before = self.cursor
        self.cursor = max(0, min(self.count - 1, self.cursor + step))
        if self.cursor != before:
            self.repaint()
            self.post_message(self.Moved())

    def action_page(self, pages: int) -> None:
        """Go a page on, so that one row of the last is still in sight."""
        self.action_move(pages * max(1, self._rows.height - 1))

    def on_mouse_scroll_down(self, event: "MouseScrollDown") -> None:
        """Go down."""
        event.stop()
        self.action_move(1)

    def on_mouse_scroll_up(self, event: "MouseScrollUp") -> None:
        """Go up."""
        event.stop()
        self.action_move(-1)

    async def on_click(self, event: "Click") -> None:
        """Go to the row under the pointer; the current one is opened."""
        at = self.top + event.y - self._rows.y
        if not self._rows.holds(event.x, event.y) or at >= self.count:
            await super().on_click(event)
            return
        event.stop()
        if at == self.cursor:
            self.post_message(self.Opened())
        self.action_move(at - self.cursor)
