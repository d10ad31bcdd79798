"""Help: all keys of the screen beneath, and how each kind is answered."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.markup import folded
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.key_bar import KeyBar, actives, key_name, words_of

_KINDS = (
    (
        _("Choose one"),
        _("An option's label or the arrow keys to choose, Enter to submit"),
    ),
    (
        _("Choose several"),
        _("Space or an option's label to select, Enter to submit"),
    ),
    (_("Typed answer"), _("Enter to submit; while typing: F2 hint, F3 skip, F6 undo, F1 help")),
    (_("List"), _("Enter for the next line; Enter on an empty line to submit")),
    (_("Gaps"), _("Tab for the next gap; a label or the arrow keys where there are options")),
    (_("Match, sort"), _("A match's label to match the selected item and go to the next")),
    (
        _("Order"),
        _("Space to grab an item, arrow keys to move it; 1–9 to move it to that position"),
    ),
    (_("Card"), _("Space to flip, then 1 again, 2 hard, 3 good (or Space), 4 easy")),
    (_("Essay"), _("Ctrl+S to see the model answer, then select the criteria you met")),
)
_IN_EXAMS = (
    _("In an exam"),
    _("Enter to save the answer and go to the next; hand in from the overview (o)"),
)
_IN_QUIZZES = (
    _("Score"),
    _("Right answers count ×2 after 3 in a row, and ×3 after 6"),
)
_ALWAYS = (
    ("Ctrl+P", _("Command palette: every action by name, and the theme")),
    ("Ctrl+Q", _("Quit; your answers are saved")),
)


class HelpScreen(QuizScreen):
    """All keys, and how to answer."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "close", _("Close"), id="help.close", tooltip=_("Close help")),
        Binding("down,j", "scroll(1)", _("Down"), show=False, id="help.down"),
        Binding("up,k", "scroll(-1)", _("Up"), show=False, id="help.up"),
        Binding("pagedown,space", "scroll(10)", _("Page down"), show=False, id="help.page_down"),
        Binding("pageup", "scroll(-10)", _("Page up"), show=False, id="help.page_up"),
    ]

    def __init__(self, beneath: "Screen[object]") -> None:
        """Explain the screen beneath."""
        super().__init__()
        self._keys = _keys_of(beneath)
        # A screen with its own words for Enter is an exam.
        is_exam = bool(getattr(beneath, "key_words", None))
        self._kinds = (_IN_EXAMS, *_KINDS) if is_exam else (*_KINDS, _IN_QUIZZES)

    def compose(self) -> ComposeResult:
        """Yield the keys and the ways of answering."""
        yield Static(parts.title(_("Help")), id="head")
        with VerticalScroll(id="body", can_focus=False), Vertical(classes="column"):
            yield Static(id="tables")
        yield KeyBar()

    def on_resize(self, event: Resize) -> None:
        """Fold the lines to the width of the window."""
        width = min(96, event.size.width) - 7  # its padding and the scroll bar
        tables = (
            (_("On this screen"), self._keys),
            (_("Answering"), self._kinds),
            (_("Everywhere"), _ALWAYS),
        )
        text = Content("\n").join(_table(title, rows, width) for title, rows in tables)
        self.query_one("#tables", Static).update(text)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()

    def action_scroll(self, lines: int) -> None:
        """Scroll."""
        self.query_one("#body").scroll_relative(y=lines, animate=False)


def _keys_of(screen: "Screen[object]") -> tuple[tuple[str, str], ...]:
    found: dict[str, tuple[list[str], str]] = {}
    for _key, active in actives(screen):
        binding = active.binding
        if not active.enabled or binding.system or not binding.id:
            continue
        # One key of a group, such as 1-9, speaks for all of it.
        group = binding.key_display if "-" in (binding.key_display or "") else ""
        if group and not binding.show:
            continue
        label, tooltip = words_of(screen, binding)
        text = label if group else tooltip
        keys, _text = found.setdefault(text, ([], text))
        written = "" if (binding.key_display or "").startswith("^") else binding.key_display
        keys.append(written or key_name(binding.key, is_short=False))
    return tuple((" ".join(dict.fromkeys(keys)), text) for keys, text in found.values())


def _table(title: str, rows: tuple[tuple[str, str], ...], width: int) -> Content:
    lines = [Content.styled(title, "bold")]
    for keys, text in rows:
        lead = Content.styled(f"{keys:<20} ", "$text-accent")
        lines += folded(Content(text), width, lead, Content(" " * lead.cell_length))
    return Content("\n").join([*lines, Content("")])
