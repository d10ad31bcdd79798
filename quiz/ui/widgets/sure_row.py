"""How sure one is of an answer, where that counts: one line beneath the question."""

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from quiz.study.behaviour import NO_CERTAINTY
from quiz.translation import _
from quiz.ui.inks import KEY, MUTED
from quiz.ui.widgets.key_bar import is_text_entry

_LEVELS = (_("not sure"), _("fairly sure"), _("very sure"))


class SureRow(Widget):
    """Shows three levels, one of them chosen; a click chooses another."""

    DEFAULT_CSS = """
    SureRow { height: 1; padding: 0 1; }
    """

    class Chosen(Message):
        """A level was clicked."""

        def __init__(self, level: int) -> None:
            """Carry it, 1 to 3."""
            super().__init__()
            self.level = level

    def __init__(self) -> None:
        """Begin unsure."""
        super().__init__(id="sure")
        self.level = NO_CERTAINTY

    def on_mount(self) -> None:
        """Name the key that works while one types, or else the letter."""
        self.watch(self.screen, "focused", self._refocused, init=False)

    def _refocused(self) -> None:
        self.refresh()

    def show(self, level: int) -> None:
        """Show a level as chosen, 1 to 3."""
        self.level = level
        self.refresh()

    def _parts(self) -> list[Content]:
        key = Content.styled("F4" if is_text_entry(self.screen.focused) else "s", KEY)
        parts = [key + Content.styled(" " + _("How sure?") + " ", MUTED)]
        for level, words in enumerate(_LEVELS, 1):
            is_chosen = level == self.level
            sign = "●" if is_chosen else "○"
            style = KEY if is_chosen else ""
            parts.append(Content.styled(f" {sign} {level} {words} ", style))
        return parts

    def render(self) -> Content:
        """Return the levels, and what they bring where there is room."""
        line = Content("").join(self._parts())
        brings = Content.styled("  " + _("right +1 +2 +3, wrong 0 -2 -6"), MUTED)
        return line + brings if line.cell_length + brings.cell_length <= self.size.width else line

    def on_click(self, event: Click) -> None:
        """Choose the level under the pointer."""
        at = self.styles.padding.left
        for level, part in enumerate(self._parts()):
            at += part.cell_length
            if event.x < at:
                if level:
                    self.post_message(self.Chosen(level))
                return
