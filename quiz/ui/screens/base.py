"""What all our screens share."""

from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.events import Mount, Resize
from textual.screen import Screen
from textual.widgets import Static

if TYPE_CHECKING:
    from quiz.desk import Desk
    from quiz.ui.app import QuizApp

LEAST_WIDTH, LEAST_HEIGHT = 60, 20


class TooSmall(Static):
    """Covers a screen that has no room; what is beneath stays as it is."""

    DEFAULT_CSS = """
    TooSmall {
        layer: cover; dock: top; width: 100%; height: 100%;
        content-align: center middle; background: $background;
    }
    """


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

    @property
    def quiz_app(self) -> "QuizApp":
        """The app."""
        from quiz.ui.app import QuizApp

        app = self.app
        assert isinstance(app, QuizApp)
        return app

    @property
    def desk(self) -> "Desk":
        """The desk."""
        return self.quiz_app.desk

    @on(Mount)
    def _furnish(self) -> None:
        """Show what is in the way, if anything is."""
        self.show_trouble()
        self._cover_if_small()

    def on_resize(self, event: Resize) -> None:
        """Cover a screen that has no room."""
        self._cover_if_small()

    def _cover_if_small(self) -> None:
        width, height = self.app.size
        is_small = width < LEAST_WIDTH or height < LEAST_HEIGHT
        words = Content(f"This window is {width} × {height}.\nAt least 60 × 20, please.")
        covers = self.query(TooSmall)
        if is_small and not covers:
            self.mount(TooSmall(words))
        for cover in covers:
            cover.display = is_small
            cover.update(words)

    def show_trouble(self) -> None:
        """Show why progress is not being saved, or nothing while it is."""
        text = self.desk.trouble
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
