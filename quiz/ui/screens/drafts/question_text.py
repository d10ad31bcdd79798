"""A question edited in place, as the bank has it."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from quiz.cleaning import clean_line
from quiz.errors import Problem, QuizError
from quiz.translation import _
from quiz.ui.screens.base import QuizModal
from quiz.ui.widgets.key_bar import KeyBar


class QuestionText(QuizModal[bool]):
    """Edits the YAML of one question; what is wrong with it stands below, and nothing is lost."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f5", "take", _("Save"), priority=True, id="question_text.take",
                tooltip=_("Save the question")),
        Binding("escape", "leave", _("Cancel"), id="question_text.leave",
                tooltip=_("Leave the question as it was")),
    ]  # fmt: skip
    DEFAULT_CSS = """
    QuestionText {
        .box { width: 90; max-width: 100%; }
        TextArea { height: 14; max-height: 60vh; border: none; background: $foreground 8%; }
        TextArea:focus { border: none; }
        #above { color: $text-muted; margin-bottom: 1; max-height: 5; }
        #wrong { color: $text-error; margin-top: 1; }
    }
    """

    def __init__(
        self,
        title: str,
        text: str,
        take: Callable[[str], tuple[Problem, ...]],
        *,
        above: str = "",
    ) -> None:
        """Begin with a text.

        Args:
            title: Of the box.
            text: The question in YAML.
            take: Takes the question; returns what is wrong with it.
            above: What stands above the field; empty for nothing.
        """
        super().__init__()
        self._title, self._text, self._take, self._above = title, text, take, above

    def compose(self) -> ComposeResult:
        """Yield title, field and keys."""
        with Vertical(classes="box"):
            yield Static(Content.styled(self._title, "bold"))
            if self._above:
                yield Static(Content(clean_line(self._above)), id="above")
            area = TextArea(self._text, show_line_numbers=False, soft_wrap=True)
            area.tab_behavior = "indent"
            area.indent_width = 2
            yield area
            yield Static(id="wrong")
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the question itself."""
        area = self.query_one(TextArea)
        area.focus()
        lines = self._text.split("\n")
        at = next((row for row, line in enumerate(lines) if "question:" in line), 0)
        area.move_cursor((at, len(lines[at])))

    def action_take(self) -> None:
        """Save the question, or say what is wrong with it."""
        try:
            problems = self._take(self.query_one(TextArea).text)
        except QuizError as error:
            self.query_one("#wrong", Static).update(Content(clean_line(str(error))))
            return
        if not problems:
            self.dismiss(True)
            return
        first = problems[0]
        words = _("line {n}: {message}").format(
            n=max(1, first.where.line - 3), message=first.message
        )
        self.query_one("#wrong", Static).update(Content(clean_line(words)))

    def action_leave(self) -> None:
        """Leave the question as it was."""
        self.dismiss(False)
