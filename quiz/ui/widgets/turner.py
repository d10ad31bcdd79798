"""One of a few values, turned to with the arrows."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from quiz.cleaning import clean_line
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.inks import MUTED


class Turner(Widget, can_focus=True):
    """Shows a value; left and right turn to another one."""

    DEFAULT_CSS = """
    Turner { height: 1; width: 1fr; padding: 0 1; }
    Turner:focus { background: $foreground 8%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "turn(1)", _("Change"), key_display="← →", id="turner.next",
                tooltip=_("Next value")),
        Binding("left", "turn(-1)", _("Previous value"), show=False, id="turner.previous"),
    ]  # fmt: skip

    class Turned(Message):
        """Another value is shown."""

    def __init__(self, values: Sequence[tuple[str, str]], value: str, *, id: str) -> None:
        """Show a value.

        Args:
            values: Each with what is shown for it, at least one.
            value: The one that is shown first.
            id: Of the widget.
        """
        super().__init__(id=id)
        self._values = list(values)
        names = [name for name, _label in values]
        self._at = names.index(value) if value in names else 0

    @property
    def value(self) -> str:
        """The value that is shown."""
        return self._values[self._at][0]

    def render(self) -> Content:
        """Return the value between its arrows."""
        label = Content(clean_line(self._values[self._at][1]))
        label = parts.clip(label, max(4, self.size.width - 4))
        if len(self._values) < 2:
            return label
        ink = "$text-accent" if self.has_focus else MUTED
        return Content.styled("‹ ", ink) + label + Content.styled(" ›", ink)

    def on_focus(self) -> None:
        """Show that the arrows turn it."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to turn where there is something to turn to."""
        return len(self._values) > 1 if action == "turn" else True

    def action_turn(self, step: int) -> None:
        """Show another value."""
        self._at = (self._at + step) % len(self._values)
        self.refresh()
        self.post_message(self.Turned())

    def on_click(self, event: Click) -> None:
        """Turn to the next value."""
        self.action_turn(1)
