"""Fields for one line: what is pasted into them is joined, or refused, with a word."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.widgets import Input

from quiz.items.response import LONGEST_ANSWER
from quiz.translation import _, ngettext
from quiz.ui.widgets.in_view import keep_in_view


class OneLine(Input):
    """Loses nothing that is pasted without a word: Textual takes the first line alone."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,
        select_on_focus: bool = True,
        max_length: int = LONGEST_ANSWER,
        joiner: str | None = " ",
    ) -> None:
        """Begin with a value.

        Args:
            value: What stands there at first.
            placeholder: An example.
            id: Of the widget.
            select_on_focus: Whether all of it is selected when the keys go there.
            max_length: Characters, at most.
            joiner: Joins lines that are pasted; None where several cannot be meant.
        """
        super().__init__(
            value,
            placeholder=placeholder,
            id=id,
            select_on_focus=select_on_focus,
            max_length=max(max_length, len(value)),
            compact=True,
        )
        self.joiner = joiner

    def replace(self, text: str, start: int, end: int) -> None:
        """Change a part by hand, in sight: below a long question the field may be out of it."""
        super().replace(text, start, end)
        keep_in_view(self)

    def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        lines = pasted_lines(event.text)
        if len(lines) > 1:
            self.take_lines(lines)
        elif event.text.strip("\r\n"):
            self.take(event.text.strip("\r\n"))

    def action_paste(self) -> None:
        """Paste what was copied in the app."""
        self._on_paste(Paste(self.app.clipboard))

    def take_lines(self, lines: list[str]) -> None:
        """Take several lines that were pasted."""
        if self.joiner is None:
            self.say(_("This field takes one line; you pasted {n}.").format(n=len(lines)))
            return
        self.say(
            ngettext(
                "{n} line was joined into one.", "{n} lines were joined into one.", len(lines)
            ).format(n=len(lines))
        )
        self.take(self.joiner.join(lines))

    def take(self, text: str) -> None:
        """Insert a text in the place of what is selected, as much of it as there is room for."""
        start, end = sorted(self.selection)
        room = (self.max_length or len(text)) - len(self.value) + (end - start)
        if room > 0 or not text:
            self.replace(text[: max(0, room)], start, end)
        if len(text) > room:
            self.restricted()

    def restricted(self) -> None:
        """Say why a letter, or the rest of what was pasted, was not taken."""
        self.say(too_long(self.max_length or 0))

    def say(self, text: str) -> None:
        """Say what became of what was pasted."""
        self.notify(text, markup=False, timeout=4)


class LineField(OneLine):
    """Names what Enter does: an Input keeps that to itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("Save"), id="field.save", tooltip=_("Save")),
    ]


def pasted_lines(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def too_long(most: int) -> str:
    """Return that a text was cut off at so many characters."""
    return _("At most {n} characters: the rest was cut off.").format(n=f"{most:,}")
