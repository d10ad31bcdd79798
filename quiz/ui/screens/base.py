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
        content-align: center middle; background: $background; display: none;
    }
    """


class QuizScreen(Screen[None]):
    """A screen with a banner for trouble, and a word where the window is too small."""

    DEFAULT_CSS = """
    QuizScreen { layers: default cover; }
    QuizScreen #trouble {
        dock: top; height: auto; padding: 0 1; display: none;
        background: $warning-muted; color: $text-warning; text-style: bold;
    }
    """

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
        """Put the cover and the banner in place."""
        self.mount(TooSmall(), Static(id="trouble"))
        self.call_later(self.show_trouble)
        self.call_later(self._cover_if_small)

    def on_resize(self, event: Resize) -> None:
        """Cover a screen that has no room."""
        self._cover_if_small()

    def _cover_if_small(self) -> None:
        for cover in self.query(TooSmall):
            width, height = self.app.size
            cover.display = width < LEAST_WIDTH or height < LEAST_HEIGHT
            cover.update(Content(f"This window is {width} × {height}.\nAt least 60 × 20, please."))

    def show_trouble(self) -> None:
        """Show why progress is not being saved, or nothing while it is."""
        for banner in self.query("#trouble").results(Static):
            banner.display = bool(self.desk.trouble)
            text = self.desk.trouble
            banner.update(Content(f"⚠ {text[:1].upper()}{text[1:]}"))
