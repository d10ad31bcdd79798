"""A door: fields for what is missing, and a line that says what is going on."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.inks import MUTED, WRONG
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.line_field import LineField
from quiz.web.client import FieldRefused, LineLost

_LONGEST = 40


class EntryScreen(QuizScreen):
    """Asks for what is missing; what is refused is typed again."""

    CSS_PATH = "entry.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "join", _("Join"), id="join.join", tooltip=_("Join the game")),
        Binding("tab,down", "app.focus_next", _("Next field"), id="join.next",
                tooltip=_("Go to the next field")),
        Binding("shift+tab,up", "app.focus_previous", _("Previous field"), show=False,
                id="join.previous", tooltip=_("Go to the previous field")),
        Binding("escape", "leave", _("Leave"), id="join.leave", tooltip=_("Leave")),
    ]  # fmt: skip
    labels: ClassVar[Mapping[str, str]] = {}
    """Each field with what is to be typed there."""
    secret: ClassVar[str] = ""
    """The field whose text is hidden; empty for none."""
    heading = ""
    """Over the fields."""

    def __init__(self, known: Mapping[str, str]) -> None:
        """Stand before a door.

        Args:
            known: What each field holds already; empty for nothing.
        """
        super().__init__()
        self.known = known
        """What each field held at first."""
        self.is_busy = False
        """Whether the server was asked and has not answered yet."""

    def compose(self) -> ComposeResult:
        """Yield title, fields, what is going on, and keys."""
        with Vertical(id="door"):
            yield Static(parts.title(self.heading), id="title")
            for name, label in self.labels.items():
                yield Static(Content.styled(label, MUTED), id=f"label-{name}")
                yield LineField(self.known[name], id=name, joiner=None, max_length=_LONGEST)
            yield Static(id="said")
        yield KeyBar()

    def on_mount(self) -> None:
        """Ask for what is missing."""
        if self.secret:
            self.field(self.secret).password = True
        self.focus_missing()

    def field(self, name: str) -> Input:
        """Return a field."""
        return self.query_one(f"#{name}", Input)

    def value(self, name: str) -> str:
        """Return what stands in a field."""
        return self.field(name).value.strip()

    def show_field(self, name: str, *, is_shown: bool) -> None:
        """Show a field with its label, or neither."""
        for widget in (self.field(name), self.query_one(f"#label-{name}")):
            widget.display = is_shown

    def focus_missing(self) -> bool:
        """Let the keys go to the first field that is empty; returns whether there is one."""
        for name in self.labels:
            field = self.field(name)
            if field.display and not field.value.strip():
                field.focus()
                return True
        return False

    def focus_again(self, name: str) -> None:
        """Let the keys go to a field, with all that stands in it selected to be typed over."""
        field = self.field(name)
        field.focus()
        field.action_select_all()

    def put(self, words: str, ink: str = "") -> None:
        """Say what is going on."""
        self.query_one("#said", Static).update(Content.styled(words, ink))

    @property
    def key_words(self) -> Mapping[str, tuple[str, str]]:
        """Say what Enter does in a field."""
        return {"field.save": (_("Join"), _("Join the game"))}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to join but while that is going on."""
        return not (action == "join" and self.is_busy)

    @on(Input.Submitted)
    def action_join(self) -> None:
        """Come in, or go to what is missing."""
        if not self.is_busy and not self.focus_missing():
            self.come_in()

    def come_in(self) -> None:
        """Ask the server with what stands in the fields."""
        raise NotImplementedError

    def refused(self, error: QuizError) -> None:
        """Say why not, and let the keys go to what will not do."""
        self.is_busy = False
        words = str(error)
        if isinstance(error, LineLost):
            words = _("{error} Press Enter to try again.").format(error=error)
        self.put(clean_line(words), WRONG)
        names = list(self.labels)
        again = error.field if isinstance(error, FieldRefused) and error.field in names else ""
        if again:
            self.show_field(again, is_shown=True)
            self.focus_again(again)
        elif not self.focus_missing():
            self.field("name").focus()
        self.refresh_bindings()

    def action_leave(self) -> None:
        """Leave."""
        self.app.exit()
