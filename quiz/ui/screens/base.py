"""What all our screens share."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

from textual import on
from textual.content import Content
from textual.events import Mount, Resize, ScreenResume
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from quiz.translation import _
from quiz.ui.host import LEAST_HEIGHT, LEAST_WIDTH, Host, base_host, host

if TYPE_CHECKING:
    from quiz.desk import Desk

Answer = TypeVar("Answer")
"""What a modal screen gives back."""


class TooSmall(Static):
    """Covers a screen that has no room; what is beneath stays as it is."""

    DEFAULT_CSS = """
    TooSmall {
        layer: cover; dock: top; width: 100%; height: 100%;
        content-align: center middle; background: $background;
    }
    """


def cover_if_small(screen: "Screen[Answer]") -> None:
    """Cover a screen that has no room, or uncover it."""
    app = base_host(screen)
    width, height = screen.app.size
    words = _("This window is {width} × {height}.").format(width=width, height=height)
    least = _("Please make it at least {width} × {height}.")
    words += "\n" + least.format(width=LEAST_WIDTH, height=LEAST_HEIGHT)
    covers = screen.query(TooSmall)
    if app.is_too_small and not covers:
        screen.mount(TooSmall(words))
    for cover in covers:
        cover.display = app.is_too_small
        cover.update(words)


class QuizScreen(Screen[None]):
    """A screen with a banner for trouble, and a word where the window is too small."""

    AUTO_FOCUS = ""
    """Each screen says where the keys go; on coming back from help nothing else takes them."""
    DEFAULT_CSS = """
    QuizScreen { layers: default cover; }
    QuizScreen #trouble {
        dock: top; height: auto; padding: 0 1;
        background: $warning-muted; color: $text-warning; text-style: bold;
    }
    """

    _has_banner = False
    _is_shown_again = False

    @property
    def key_words(self) -> Mapping[str, tuple[str, str]]:
        """Label and tooltip of widgets' keys that this screen words otherwise, by binding id."""
        return {}

    @property
    def host(self) -> Host:
        """The app, as far as a screen knows it."""
        return host(self)

    @property
    def desk(self) -> "Desk":
        """The desk."""
        return self.host.desk

    def palette_actions(self) -> Iterable[tuple[str, str]]:
        """Yield name and action of what the palette alone offers here now."""
        return ()

    @on(Mount)
    def _furnish(self) -> None:
        """Show what is in the way, if anything is."""
        self.show_trouble()
        cover_if_small(self)

    @on(ScreenResume)
    def _forget_toasts(self, event: ScreenResume) -> None:
        """Let nothing that was said of another screen lie over this one."""
        base_host(self).forget_toasts(self)
        if not self._is_shown_again:
            # Its widgets took their styles on being made; to do so again takes 3 ms.
            event.refresh_styles = False
            self._is_shown_again = True

    def on_resize(self, event: Resize) -> None:
        """Cover a screen that has no room."""
        cover_if_small(self)

    @property
    def trouble(self) -> str:
        """Why what is done here is not being saved; empty while it is."""
        return base_host(self).trouble

    def show_trouble(self) -> None:
        """Show why progress is not being saved, or nothing while it is."""
        text = self.trouble
        if not text and not self._has_banner:
            return
        self._has_banner = True
        words = Content(f"⚠ {text[:1].upper()}{text[1:]}")
        banners = self.query("#trouble").results(Static)
        banner = next(iter(banners), None)
        if banner is not None:
            banner.display = bool(text)
            banner.update(words)
        elif text:
            self.mount(Static(words, id="trouble"))


class QuizModal(ModalScreen[Answer]):
    """A box on top of another screen; what is in it lies in a `.box`, above its bar of keys."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    QuizModal {
        layers: default cover;
        align: center middle;
        .box {
            width: 74; max-width: 100%; height: auto; max-height: 100%;
            background: $surface; padding: 1 2 0 2; border-left: outer $primary;
        }
        .box Static { height: auto; }
        .box Input, .box Input:focus {
            border: none; height: 1; background: $foreground 8%; padding: 0 1;
        }
        .box KeyBar { dock: none; margin-top: 1; background: $surface; }
    }
    """

    @on(ScreenResume)
    def _forget_toasts(self) -> None:
        """Let nothing that was said of another screen lie over this one."""
        base_host(self).forget_toasts(self)

    @on(Mount)
    @on(Resize)
    def _cover_box(self) -> None:
        """Cover a box that has no room, as what is beneath is."""
        cover_if_small(self)

    @property
    def host(self) -> Host:
        """The app, as far as a screen knows it."""
        return host(self)

    @property
    def desk(self) -> "Desk":
        """The desk."""
        return self.host.desk
