"""What our apps share: words for errors, help, colours that can be read, and ending well."""

import asyncio
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import constants
from textual.app import App
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Event, InputEvent, Key, Paste
from textual.filter import LineFilter
from textual.screen import Screen

from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.library.crash_log import log_crash
from quiz.translation import _, mark
from quiz.ui.filters import ControlFilter, DirectionFilter
from quiz.ui.host import LEAST_HEIGHT, LEAST_WIDTH
from quiz.ui.key_sets import keys_of
from quiz.ui.themes import OURS, grounds_of, our_themes, usual_theme

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.driver import Driver
    from textual.notifications import Notify, SeverityLevel

    from quiz.library.config import Config

_TEXTUALS = (
    mark("Theme"),
    mark("Change the current theme"),
    mark("Quit"),
    mark("Quit the application as soon as possible"),
    mark("Minimize"),
    mark("Minimize the widget and restore to normal size"),
    mark("Maximize"),
    mark("Maximize the focused widget"),
)
"""Words of Textual's that we show."""


def _action_provider() -> "type[Provider]":
    """Return what offers our actions in the palette; imported when it is first opened."""
    from quiz.ui.palette import ActionProvider

    return ActionProvider


class BaseApp(App[None]):
    """An app of ours, whatever it shows."""

    TITLE = "quiz"
    COMMANDS = App.COMMANDS | {_action_provider}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", _("Help"), id="app.help", tooltip=_("Keyboard help")),
    ]

    def __init__(self, *, log: Path, css_path: list[str], guard_s: float) -> None:
        """Begin.

        Args:
            log: Where a fault of ours is written.
            css_path: Style files, beside this one.
            guard_s: A key that is still held from the last screen does nothing for so long.
        """
        self._control_filter, self._direction_filter = ControlFilter(), DirectionFilter()
        self.glyphs = "usual"
        """`usual` or `ascii`, as the settings have it."""
        self.pictures = "auto"
        """`auto`, `kitty`, `sixel`, `blocks` or `off`, as the settings have it."""
        self._log_file = log
        self.guard_s = guard_s
        self.chosen_keys: dict[str, str] = {}
        """Keys that the settings choose, by the id of their binding."""
        self.crash = ""
        """What to say after a fault of ours; empty if there was none."""
        self._said_on: dict[str, Screen[Any] | None] = {}
        """The screen that each toast was shown on; None for one that outlives its screen."""
        super().__init__(css_path=css_path)  # type: ignore[arg-type]  # a list of str will do
        for theme in our_themes():
            self.register_theme(theme)
        self._begin_with(usual_theme())

    def choose_keys(self, config: "Config") -> None:
        """Use the keys that the settings choose."""
        chosen = keys_of(config)
        if chosen != self.chosen_keys:
            self.chosen_keys = chosen
            self.set_keymap(chosen)

    def furnish(self, config: "Config", theme: str) -> None:
        """Look and move as the settings say.

        Args:
            config: The settings.
            theme: Its name; one that is unknown changes nothing.
        """
        self.glyphs, self.pictures = config.glyphs, config.pictures
        self.choose_keys(config)
        self.animation_level = constants.TEXTUAL_ANIMATIONS if config.motion else "none"
        if theme not in self.available_themes or theme == self.theme:
            return
        if self.is_running:
            self.theme = theme
        else:
            self._begin_with(theme)

    def _begin_with(self, theme: str) -> None:
        """Take up a theme before the app runs.

        As Textual does when one is chosen, without reading all styles a second time: 4 ms.
        """
        self.set_reactive(BaseApp.theme, theme)
        chosen = self.current_theme
        classes = {name: False for name in self.classes if name.startswith("-theme-")}
        classes |= {"-dark-mode": chosen.dark, "-light-mode": not chosen.dark}
        self.update_classes({**classes, f"-theme-{chosen.name}": True}, update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())

    @property
    def trouble(self) -> str:
        """Why progress is not being saved; empty while it is, or where there is none to save."""
        return ""

    def now(self) -> datetime:
        """Return the time, UTC."""
        return datetime.now(UTC)

    def get_driver_class(self) -> "type[Driver]":
        """Return the driver of this platform's terminals."""
        usual = super().get_driver_class()
        if sys.platform == "win32":
            return usual
        from quiz.ui.driver import ours

        return ours(usual)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters with ours: no control character reaches the terminal."""
        filters = [*super().get_line_filters(), self._control_filter, self._direction_filter]
        return [*filters, self._ascii_filter] if self.glyphs == "ascii" else filters

    @cached_property
    def _ascii_filter(self) -> LineFilter:
        from quiz.ui.ascii_filter import AsciiFilter

        return AsciiFilter()

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's colours, its inks made strong enough to be read."""
        variables = super().get_css_variables()
        # Ours are strong enough, and the terminal's own colours are its user's choice.
        if self.theme not in OURS and not self.theme.startswith("ansi"):
            from quiz.ui.inks import readable

            variables = self.theme_variables = readable(variables)
        return variables | grounds_of(self.theme, variables)

    def on_mount(self) -> None:
        """Be ready to end well."""
        self._catch_signals()

    @property
    def is_too_small(self) -> bool:
        """Whether the window has no room for our screens."""
        width, height = self.size
        return width < LEAST_WIDTH or height < LEAST_HEIGHT

    async def on_event(self, event: Event) -> None:
        """Let no key, click or paste reach a screen that is covered, but the one that leaves."""
        is_input = isinstance(event, InputEvent | Paste)
        leaves = isinstance(event, Key) and event.key == "ctrl+q"
        if is_input and self.is_too_small and not leaves:
            event.stop()
            return
        await super().on_event(event)

    def with_own_file(self, path: str, then: "Callable[[str | None], Any]") -> None:
        """Call with the file to write to, which is the one that was named."""
        then(path)

    def replace_screen(self, screen: Screen[Any]) -> None:
        """Show a screen in the place of the one on top; the first one stays beneath."""
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    # Toasts

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: "SeverityLevel" = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a toast; it goes with the screen that is on top now."""
        self._said_on[message] = self.screen_stack[-1] if self.screen_stack else None
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def announce(self, message: str, *, title: str = "", timeout: float = 3) -> None:
        """Show a toast that stays when the screen changes."""
        self.notify(message, title=title, markup=False, timeout=timeout)
        self._said_on[message] = None

    def on_notify(self, event: "Notify") -> None:
        """Show the same words once: what is said again stands longer."""
        for old in list(self._notifications):
            if (old.message, old.title) == (event.notification.message, event.notification.title):
                self._unnotify(old)

    def hush(self) -> None:
        """Take away what was said on a screen, but not what concerns whatever is shown."""
        for toast in list(self._notifications):
            if self._said_on.get(toast.message) is not None:
                self._unnotify(toast)

    def forget_toasts(self, screen: Screen[Any]) -> None:
        """Take away what was said on other screens than the one that is shown now."""
        for toast in list(self._notifications):
            if self._said_on.get(toast.message) not in (None, screen):
                self._unnotify(toast)
        shown = {toast.message for toast in self._notifications}
        # One that is on its way here is of this screen.
        self._said_on = {
            words: where
            for words, where in self._said_on.items()
            if words in shown or where in (None, screen)
        }

    def report(self, error: QuizError) -> None:
        """Show an error of the user's doing."""
        self.notify(clean_line(str(error)), severity="error", markup=False, timeout=8)

    def action_help(self) -> None:
        """Show all keys of this screen."""
        from quiz.ui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer help but where it is shown already."""
        if action == "help":
            return type(self.screen).__name__ != "HelpScreen" if self.screen_stack else True
        return super().check_action(action, parameters)

    # Commands of the palette

    def get_system_commands(self, screen: "object") -> Iterable[object]:  # type: ignore[override]
        """Return Textual's commands but those that make no sense here."""
        for command in super().get_system_commands(screen):  # type: ignore[arg-type]
            if command.title not in ("Keys", "Screenshot"):
                yield command._replace(title=_(command.title), help=_(command.help))

    def action_command_palette(self) -> None:
        """Open the palette, as Textual does, with its words in the reader's language."""
        from quiz.ui.palette import Palette

        is_open = Palette.is_open(self)  # type: ignore[arg-type]  # asked of any app
        if self.use_command_palette and not is_open:
            words = _("Search commands…")
            self.push_screen(Palette(id="--command-palette", placeholder=words))

    # Ending well

    def _catch_signals(self) -> None:
        """Restore the terminal on TERM and HUP: Python would die at once."""
        if sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            try:
                loop.add_signal_handler(number, self._leave, int(number))
            except (ValueError, RuntimeError):
                return  # not in the main thread, as in tests

    def _leave(self, number: int) -> None:
        self.exit(return_code=128 + number)

    @property
    def crash_note(self) -> str:
        """What a crash leaves whole, as a sentence; empty if there is nothing to say."""
        return ""

    def _fatal_error(self) -> None:
        """Write a fault of ours to the log, without local values: they may hold answers."""
        self.crash = (
            f"{log_crash(self._exception, self._log_file, self.now())} {self.crash_note}".strip()
        )
        self._exit_renderables.append(Content(self.crash).plain)
        self._close_messages_no_wait()
