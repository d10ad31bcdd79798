"""Coverage: what of a text a bank asks, and what it copies."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from quiz.cleaning import clean, clean_line
from quiz.errors import QuizError
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.screens.base import QuizModal
from quiz.ui.widgets.box import ModalBox
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.path_field import PathField

_ENDINGS = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")


class ArticlePath(PathField):
    """The path or address of a text; Enter holds the bank against it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("Compare"), id="coverage.submit",
                tooltip=_("Hold the bank against the text")),
    ]  # fmt: skip


class CoverageScreen(QuizModal[None]):
    """Asks for a text, then says what of it the bank asks."""

    CSS_PATH = "coverage.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", _("Close"), id="coverage.close", tooltip=_("Back to the bank")),
        Binding("ctrl+down", "scroll(3)", _("Down"), show=False, id="coverage.down"),
        Binding("ctrl+up", "scroll(-3)", _("Up"), show=False, id="coverage.up"),
    ]

    def __init__(self, path: str) -> None:
        """Take the bank's file."""
        super().__init__()
        self._path = path
        self._name = ""
        """The text that is being read; empty if none is."""

    def compose(self) -> ComposeResult:
        """Yield the field, and a place for what is found."""
        with ModalBox():
            yield Static(parts.title(_("What of a text is asked")))
            words = _("A text, Markdown, HTML, Word or PDF file, or an https address.")
            yield Static(Content(words))
            yield ArticlePath(placeholder=_("path to the text"), endings=_ENDINGS)
            with VerticalScroll(id="scroll", can_focus=False):
                yield Static(id="found")
            yield KeyBar()

    def on_mount(self) -> None:
        """Let the keys go to the field."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        name = event.value.strip().strip("'\"")
        if not name or name == "-":
            self._show(_("Type a path first."))
            return
        self._name = name
        self._show(_("Reading…"))
        self._look(name)

    @work(thread=True, exclusive=True, group="coverage")
    def _look(self, name: str) -> None:
        """Read the text in another thread: a page of the web may take a while."""
        from quiz.desk.banks.articles import read_article
        from quiz.desk.banks.covering import coverage_lines, covered

        try:
            source = read_article(name)
            text = "\n".join(coverage_lines(covered([self._path], source), source))
        except QuizError as error:
            text = clean_line(str(error))
        self.app.call_from_thread(self._looked, name, text)

    def _looked(self, name: str, text: str) -> None:
        if name == self._name and self.is_attached:
            self._show(text)

    def _show(self, text: str) -> None:
        self.query_one("#found", Static).update(Content(clean(text)))

    def action_scroll(self, lines: int) -> None:
        """Scroll what was found."""
        self.query_one("#scroll").scroll_relative(y=lines, animate=False)

    def action_close(self) -> None:
        """Go back to the bank."""
        self.dismiss(None)
