"""The line of keys at the foot of each screen."""

import re
from typing import Any

from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.events import Click, Mount
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from quiz.cells import cell_length
from quiz.ui.inks import KEY

_NAMES = {
    "escape": "Esc", "enter": "Enter", "space": "Space", "question_mark": "?", "slash": "/",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "tab": "Tab", "backspace": "⌫",
    "home": "Home", "end": "End", "pageup": "PgUp", "pagedown": "PgDn", "delete": "Del",
    "shift+up": "⇧↑", "shift+down": "⇧↓", "minus": "-",
    "exclamation_mark": "!",
    "at": "@", "plus": "+", "comma": ",",
}  # fmt: skip

_RANGE = re.compile(r"\w-\w")
"""How several keys are shown as one: `1-4`."""
_LASTING = ("Esc", "?", "F1", "Enter")
_HELP = "help"
_GAP = 2
_MOST = 8
"""More keys than these nobody reads; help and the palette have them all."""


class KeyBar(Widget):
    """Shows the keys that do something now; each can be clicked.

    It is one line drawn at once: Textual's Footer is put together again, widget by widget, at each
    change. While text is typed it names the function keys, since letters are text then.
    """

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 1; background: $panel; color: auto 80%; }
    """
    auto_links = Reactive(False)  # none to look for: a tenth of its time

    def __init__(self) -> None:
        """Begin with no keys."""
        super().__init__()
        self._spans: list[tuple[int, int, str]] = []

    def on_mount(self, event: Mount) -> None:
        """Follow the screen's bindings and focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)
        self.watch(self.screen, "focused", self._refocused, init=False)

    def _refocused(self) -> None:
        self.refresh()

    def _changed(self, _: Screen[object]) -> None:
        self.refresh()

    def render(self) -> Content:
        """Return the keys with their labels, as many as fit; the way to help is at the right."""
        self._spans = []
        shown = self._fitting(self.shown_keys())
        at_right = [entry for entry in shown if entry[2] == _HELP]
        at = 0
        parts: list[str | tuple[str, str]] = []
        for keys, label, action in [*(entry for entry in shown if entry[2] != _HELP), *at_right]:
            width = cell_length(keys) + 1 + cell_length(label)
            start = at + (_GAP if at else 0)
            if action == _HELP:
                start = max(start, self.size.width - width)
            parts += (" " * (start - at), (keys, KEY), f" {label}")
            at = start + width
            if not _RANGE.fullmatch(keys):  # a click cannot say which of several it means
                self._spans.append((start, at, action))
        return Content.assemble(*parts)

    def _fitting(self, shown: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
        """Return the keys that fit, at most eight; the way to help and the way out stay longest."""
        shown = list(shown)
        while shown and (len(shown) > _MOST or _width_of(shown) > self.size.width):
            others = [at for at, (keys, _, _) in enumerate(shown) if keys not in _LASTING]
            del shown[others[-1] if others else -1]
        return shown

    def shown_keys(self) -> list[tuple[str, str, str]]:
        """Return key, label and action of each binding that is shown, the nearest first."""
        is_typing = is_text_entry(self.screen.focused)
        # By name and label: letters and function keys of one command may be two bindings.
        found: dict[tuple[str, str], tuple[list[str], str]] = {}
        own = _own_words(self.screen)
        for key, active in actives(self.screen):
            binding = active.binding
            if not binding.show or not active.enabled:
                continue
            name = binding.key_display or key_name(key)
            label = own[binding.id][0] if binding.id in own else binding.description
            command = binding.action.partition("(")[0].removeprefix("told_")
            keys, _ = found.setdefault((command, label), ([], binding.action))
            keys.append(name)
        shown = []
        for (_command, label), (keys, action) in found.items():
            usable = [key for key in keys if not is_typing or (len(key) > 1 and key != "Space")]
            if is_typing:  # a field takes Ctrl+Z itself
                usable.sort(key=lambda key: not key.startswith("F"))
            if usable:
                shown.append((usable[0], label, action))
        return sorted(shown, key=lambda entry: entry[0] == "Esc")

    async def on_click(self, event: Click) -> None:
        """Do what the key under the pointer does."""
        x = event.x - self.styles.padding.left
        for start, end, action in self._spans:
            if start <= x < end:
                for active in self.screen.active_bindings.values():
                    if active.binding.action == action:
                        await self.app.run_action(action, active.node)
                        return


def actives(screen: Screen[Any]) -> list[tuple[str, ActiveBinding]]:
    """Return the keys that do something now, in the order in which they are declared.

    Textual puts those that the settings choose behind all others of their screen.
    """
    found = list(screen.active_bindings.items())
    if not getattr(screen.app, "chosen_keys", None):
        return found
    nodes = list(dict.fromkeys(active.node for _key, active in found))
    places: dict[str | None, int] = {}
    for kind in dict.fromkeys(kind for node in nodes for kind in type(node).__mro__):
        for binding in Binding.make_bindings(kind.__dict__.get("BINDINGS", [])):
            places.setdefault(binding.id, len(places))
    return sorted(
        found, key=lambda each: (nodes.index(each[1].node), places.get(each[1].binding.id, 0))
    )


def _width_of(shown: list[tuple[str, str, str]]) -> int:
    """Return how many cells keys take in the line."""
    return sum(cell_length(keys) + cell_length(label) + 1 + _GAP for keys, label, _ in shown) - _GAP


def is_text_entry(widget: Widget | None) -> bool:
    """Return whether letters are text in a widget.

    By name: importing Input and TextArea costs 15 ms, and most screens have neither.
    """
    return any(cls.__name__ in ("Input", "TextArea") for cls in type(widget).__mro__)


def words_of(screen: Screen[Any], binding: Binding) -> tuple[str, str]:
    """Return label and tooltip of a binding, in the words of what it is in.

    A widget or a screen may have its own words for a key of a widget in it (`key_words`, by the
    binding's id), the nearest first: Enter goes to the next field of a list, and saves in an exam.
    """
    own = _own_words(screen)
    if binding.id in own:
        return own[binding.id]
    return binding.description, binding.tooltip or binding.description


def _own_words(screen: Screen[Any]) -> dict[str | None, tuple[str, str]]:
    """Return the words that widgets around the focus and the screen have for keys, by binding."""
    where = (*(screen.focused.ancestors_with_self if screen.focused else ()), screen)
    own: dict[str | None, tuple[str, str]] = {}
    for node in reversed(where):
        own |= getattr(node, "key_words", {})
    return own


def key_name(key: str, *, is_short: bool = True) -> str:
    """Return a key as people write it: `^s` where room is short, else `Ctrl+S`."""
    if key in _NAMES:
        return _NAMES[key]
    if key.startswith("ctrl+"):
        name = _NAMES.get(key[5:], key[5:])
        return f"^{name}" if is_short else f"Ctrl+{name.upper() if len(name) == 1 else name}"
    return key.upper() if key[:1] == "f" and key[1:].isdigit() else key
