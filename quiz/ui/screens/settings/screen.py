"""The settings, changed where they are seen: what changes shows at once behind them."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from quiz.cells import cell_length, clip
from quiz.cleaning import clean
from quiz.desk.care.settings import change_setting, read_value, value_of
from quiz.errors import QuizError
from quiz.library.settings import written
from quiz.translation import _
from quiz.ui.canvas.canvas import Area, Canvas
from quiz.ui.canvas.paint import Paint
from quiz.ui.content import parts
from quiz.ui.dates import WEEKDAYS
from quiz.ui.screens.base import QuizModal
from quiz.ui.screens.settings.groups import Row, groups, value_words
from quiz.ui.themes import theme_names
from quiz.ui.widgets.box import ModalBox
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.line_field import LineField

_GROUPS, _LEAST_LABEL, _MOST_LABEL = 16, 22, 31
"""Cells of the names of groups, and of settings."""
_ABOUT = 9
"""The row below the longest group."""


class SettingsScreen(QuizModal[None]):
    """All settings: groups at the left, the current group's settings, and what the current does."""

    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "turn(-1)", _("Previous"), show=False, id="settings.previous",
                tooltip=_("The previous choice, or a smaller number")),
        Binding("right,l", "turn(1)", _("Change"), id="settings.next",
                tooltip=_("The next choice, or a larger number")),
        Binding("enter", "type", _("Type"), id="settings.type", tooltip=_("Type a value")),
        Binding("d", "default", _("Default"), id="settings.default",
                tooltip=_("Use the default again")),
        Binding("e", "keys", _("All keys"), id="settings.keys",
                tooltip=_("Every action and its keys, to change a single one")),
        Binding("tab", "group(1)", _("Next group"), id="settings.next_group",
                tooltip=_("The next group of settings")),
        Binding("shift+tab", "group(-1)", _("Previous group"), show=False,
                id="settings.previous_group", tooltip=_("The previous group of settings")),
        Binding("up,k", "move(-1)", _("Up"), show=False, id="settings.up"),
        Binding("down,j", "move(1)", _("Down"), show=False, id="settings.down"),
        Binding("escape", "leave", _("Done"), id="settings.leave",
                tooltip=_("Back to the previous screen")),
    ]  # fmt: skip

    def __init__(self) -> None:
        """Begin with the first setting."""
        super().__init__()
        self._groups = groups(theme_names(), WEEKDAYS)
        self._rows = [(at, row) for at, (_title, rows) in enumerate(self._groups) for row in rows]
        self._at = 0

    @property
    def row(self) -> Row:
        """The current setting."""
        return self._rows[self._at][1]

    def compose(self) -> ComposeResult:
        """Yield the settings, the field for a value, a place for what is wrong, and keys."""
        with ModalBox():
            yield Static(parts.title(_("Settings")))
            yield Paint(self._draw, id="settings")
            yield LineField(id="value", joiner=None)
            yield Static(id="fault")
            yield KeyBar()

    def on_mount(self) -> None:
        """Show no field and no fault yet."""
        self.query_one(Input).display = False
        self._say("")

    def _say(self, text: str) -> None:
        fault = self.query_one("#fault", Static)
        fault.display = bool(text)
        fault.update(Content.styled(f"✘ {clean(text)}", "$text-error"))

    @property
    def _is_typing(self) -> bool:
        return bool(self.query_one(Input).display)

    # What is done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to the field while a value is typed."""
        if action in ("turn", "type", "default", "keys", "group", "move") and self.is_mounted:
            return not self._is_typing
        return True

    def action_move(self, step: int) -> None:
        """Go to another setting."""
        self._go((self._at + step) % len(self._rows))

    def action_group(self, step: int) -> None:
        """Go to the first setting of another group."""
        group = (self._rows[self._at][0] + step) % len(self._groups)
        self._go(next(at for at, (which, _row) in enumerate(self._rows) if which == group))

    def action_go(self, at: int) -> None:
        """Go to a setting that was clicked."""
        self._go(at)

    def _go(self, at: int) -> None:
        self._at = at
        self._say("")
        self.query_one(Paint).repaint()

    def action_turn(self, by: int) -> None:
        """Take the next choice."""
        value = value_of(self.desk, self.row.setting)
        if value is None and self.row.setting.name == "theme":
            value = self.app.theme
        turned = self.row.turned(value, by)
        if turned is not None:
            self._change(turned)

    def action_default(self) -> None:
        """Take the default."""
        self._change(None)

    def action_keys(self) -> None:
        """Show every action and its keys."""
        from quiz.ui.screens.settings.all_keys import AllKeysScreen

        self.app.push_screen(AllKeysScreen())

    def action_type(self) -> None:
        """Ask for a value; for keys, show them all."""
        if self.row.setting.full_name == "keys.set":
            self.action_keys()
            return
        field = self.query_one(Input)
        value = value_of(self.desk, self.row.setting)
        field.value = "" if value is None else written(value).strip('"')
        field.display = True
        field.focus()
        self.refresh_bindings()

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        if self._change(read_value(self.row.setting, event.value)):
            self._end_typing()

    def _end_typing(self) -> None:
        self.query_one(Input).display = False
        self.set_focus(None)
        self.refresh_bindings()

    def _change(self, value: object) -> bool:
        """Change the current setting; return whether that could be."""
        try:
            change_setting(self.desk, self.row.setting, value)
        except QuizError as error:
            self._say(str(error))
            return False
        self._say("")
        self.host.take_up_settings()
        self.query_one(Paint).repaint()
        return True

    def action_leave(self) -> None:
        """Close the field, or go back."""
        if self._is_typing:
            self._say("")
            self._end_typing()
        else:
            self.dismiss()

    # The board

    def _draw(self, canvas: Canvas) -> None:
        width, group = canvas.width, self._rows[self._at][0]
        for y, (title, _rows) in enumerate(self._groups):
            is_here = y == group
            canvas.put(1, y + 1, title, "bold key" if is_here else "dim", _GROUPS - 2)
            first = next(at for at, (which, _row) in enumerate(self._rows) if which == y)
            canvas.spot(Area(0, y + 1, _GROUPS - 1, 1), f"go({first})")
        shown = [(at, row) for at, (which, row) in enumerate(self._rows) if which == group]
        for y, (at, row) in enumerate(shown, 1):
            if at == self._at:
                canvas.select(_GROUPS, y, width - _GROUPS)
            canvas.put(
                _GROUPS + 2,
                y,
                row.label,
                "bold text" if at == self._at else "text",
                self._label_width - 1,
            )
            self._value(canvas, y, row)
            canvas.spot(Area(_GROUPS, y, width - _GROUPS, 1), f"go({at})")
        setting = self.row.setting
        canvas.wrap(1, _ABOUT, width - 2, _(setting.about).replace("`", "") + ".", "text", 3)
        said = _("Default")
        if self._is_own(self.row):
            said = f"{setting.full_name} = {written(value_of(self.desk, setting))}"
        canvas.put(1, _ABOUT + 4, said, "dim", width - 2)

    @property
    def _label_width(self) -> int:
        """Cells for the names of settings: those of all groups, so that values stay in place."""
        longest = max(cell_length(row.label) for _title, rows in self._groups for row in rows)
        return max(_LEAST_LABEL, min(_MOST_LABEL, longest + 2))

    def _is_own(self, row: Row) -> bool:
        return value_of(self.desk, row.setting) != row.setting.default

    def _value(self, canvas: Canvas, y: int, row: Row) -> None:
        value = value_of(self.desk, row.setting)
        x = _GROUPS + 2 + self._label_width
        if value is None:
            text = {"theme": self.app.theme}.get(row.setting.name, _("the last one you chose"))
            if row.setting.name == "language":
                text = _("as your system")
            canvas.put(x, y, text, "dim", canvas.width - x)
            return
        text = (
            {True: _("on"), False: _("off")}[value]
            if isinstance(value, bool)
            else value_words(value)
        )
        ink = "bold text" if self._is_own(row) else "text"
        canvas.put(x, y, clip(text, canvas.width - x - 4), ink)
        if row is self.row:
            canvas.right(canvas.width - 1, y, ("← →", "dim"))
