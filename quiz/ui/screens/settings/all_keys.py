"""Every action and its keys: one at a time is given another key, or the usual one again."""

from typing import ClassVar

from msgspec import structs
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from quiz.cells import clip, pad
from quiz.cleaning import clean
from quiz.desk.care.settings import change_key
from quiz.errors import QuizError
from quiz.translation import _
from quiz.ui.content import parts
from quiz.ui.inks import MUTED
from quiz.ui.key_ids import Action, about_of, actions, taken_by
from quiz.ui.key_sets import keys_of
from quiz.ui.screens.base import QuizModal
from quiz.ui.widgets.box import ModalBox
from quiz.ui.widgets.key_bar import KeyBar, key_name
from quiz.ui.widgets.marked_list import MarkedList

_KEYS, _NAME = 14, 23
"""Cells of an action's keys, and of its name in the settings."""


class AllKeysScreen(QuizModal[None]):
    """All actions by screen; Enter, then a key, changes the key of the selected one."""

    CSS_PATH = "all_keys.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", _("New key"), id="keys.choose",
                tooltip=_("Press the new key of the selected action next")),
        Binding("d", "default", _("Default"), id="keys.default",
                tooltip=_("Use the usual key again")),
        Binding("tab,right", "group(1)", _("Next screen"), id="keys.next_group",
                tooltip=_("The keys of the next screen")),
        Binding("shift+tab,left", "group(-1)", _("Previous screen"), show=False,
                id="keys.previous_group", tooltip=_("The keys of the previous screen")),
        Binding("escape", "leave", _("Done"), id="keys.leave",
                tooltip=_("Back to the settings")),
    ]  # fmt: skip

    def __init__(self) -> None:
        """List all actions."""
        super().__init__()
        self._actions = actions()
        self._is_waiting = False
        """Whether the next key is the new one."""

    def compose(self) -> ComposeResult:
        """Yield a title, the actions, a place for what is said, and keys."""
        with ModalBox():
            yield Static(parts.title(_("All keys")))
            yield MarkedList(self._row, id="keys", is_bold=False)
            yield Static(id="said")
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin with the first key of Home."""
        rows = self.query_one(MarkedList)
        rows.show(len(self._actions))
        rows.focus()
        self._say("")

    @property
    def action_at(self) -> Action:
        """The selected action."""
        return self._actions[self.query_one(MarkedList).cursor]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the usual key where another one is in its place."""
        if action == "default" and self.is_mounted:
            return self.action_at.name in self.desk.config.keys
        return True

    def _row(self, at: int, width: int) -> Content:
        action = self._actions[at]
        chosen = keys_of(self.desk.config).get(action.name)
        is_own = action.name in self.desk.config.keys
        names = " ".join(
            key_name(key, is_short=False) for key in (chosen or action.keys).split(",")
        )
        about = max(8, width - _KEYS - _NAME)
        return Content.assemble(
            pad(clip(action.about, about - 1), about),
            (pad(clip(names, _KEYS - 1), _KEYS), "bold $text-accent" if is_own else "$text-accent"),
            (clip(action.name, _NAME), MUTED),
        )

    def _say(self, text: str, *, ink: str = "") -> None:
        """Say what happened; what the selected action does where nothing did."""
        content = Content.styled(clean(text), ink)
        if not text:
            content = Content.styled(self.action_at.about, MUTED)
        self.query_one("#said", Static).update(content)
        self.refresh_bindings()

    # What is done

    def action_group(self, step: int) -> None:
        """Go to the first key of another screen."""
        names = list(dict.fromkeys(action.group for action in self._actions))
        group = names[(names.index(self.action_at.group) + step) % len(names)]
        rows = self.query_one(MarkedList)
        rows.cursor = next(at for at, one in enumerate(self._actions) if one.group == group)
        # Its keys stand below it, not beyond the lower edge.
        rows.top = rows.cursor
        rows.follow()
        self._say("")

    @on(MarkedList.Marked)
    def _moved(self) -> None:
        self._say("")

    @on(MarkedList.Chosen)
    def action_choose(self) -> None:
        """Wait for the new key."""
        self._is_waiting = True
        words = _("Press the new key for “{action}”; Esc keeps the old one.")
        self._say(words.format(action=self.action_at.about), ink="bold")

    def on_key(self, event: Key) -> None:
        """Take the new key, before it does anything."""
        if not self._is_waiting:
            return
        event.stop()
        event.prevent_default()
        self._is_waiting = False
        self._say("")
        if event.key != "escape":
            self._change(event.key)

    def action_default(self) -> None:
        """Use the usual key again."""
        self._change(None)

    def _change(self, key: str | None) -> None:
        action, config = self.action_at, self.desk.config
        keys = {name: chosen for name, chosen in config.keys.items() if name != action.name}
        if key is not None:
            keys[action.name] = key
        other = taken_by(keys_of(structs.replace(config, keys=keys)), action.name)
        if other and key is not None:
            about = about_of(other)
            words = _("{key} is taken: {action} ({name})")
            name = key_name(key, is_short=False)
            self._say("✘ " + words.format(key=name, action=about, name=other), ink="$text-error")
            return
        try:
            change_key(self.desk, action.name, key)
        except QuizError as error:
            self._say(f"✘ {error}", ink="$text-error")
            return
        self.host.take_up_settings()
        self.query_one(MarkedList).refresh()
        self.refresh_bindings()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
