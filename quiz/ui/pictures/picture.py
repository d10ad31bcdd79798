"""The picture of a question, with its description, which is always there."""

import asyncio
import os
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.extras import install_command
from quiz.translation import _
from quiz.ui.inks import MUTED, WRONG
from quiz.ui.pictures.protocol import Protocol, cell_pixels, fitted, protocol_of

if TYPE_CHECKING:
    from textual.widget import Widget

    from quiz.items import Item

_LEAST_ROWS = 3
_MOST_PIXELS = (1600, 1200)
"""Width and height into which a picture is made smaller before it is drawn."""


class QuestionPicture(Vertical):
    """Shows the picture of a question as its terminal can, and says what it shows."""

    DEFAULT_CSS = """
    QuestionPicture {
        height: auto; margin: 0 0 1 0;
        #picture-place { height: auto; }
        #picture-words { height: auto; }
    }
    """

    def __init__(self) -> None:
        """Begin with no picture."""
        super().__init__(id="picture")
        self.display = False
        self._place, self._words = Vertical(id="picture-place"), Static(id="picture-words")
        self._pixels: tuple[int, int] | None = None
        """Of the picture in pixels; None while there is none to draw."""
        self._share = 0.0
        self._description = ""

    async def show(self, item: "Item", path: str, *, share: float) -> None:
        """Show the picture of a question; without one, nothing.

        Args:
            item: The question.
            path: The file of its bank; empty where there is none any more.
            share: The part of the screen's height that the picture may take.
        """
        self.display = bool(item.image)
        if self.children:
            self.workers.cancel_node(self)
            self._forget()
            await self._place.remove_children()
        if not item.image:
            return
        if not self.children:  # few banks have pictures, and each widget takes its time
            await self.mount(self._place, self._words)
        self._share = share
        named = item.alt or (item.image if path else _("no description"))
        self._description = _("Picture: {text}").format(text=clean_line(named))
        self._say()
        if self._protocol() is None or not path:
            return
        from quiz.library.pictures import read_picture

        try:
            data = read_picture(path, item.image)
        except QuizError as error:
            self.fail(item.image, error)
        else:
            self.show_data(item.image, data)

    @property
    def is_drawn(self) -> bool:
        """Whether pictures are drawn here, and not only described."""
        return self._protocol() is not None

    def show_data(self, name: str, data: bytes) -> None:
        """Draw a picture below whose question it belongs to.

        Args:
            name: What to call it where it cannot be drawn.
            data: Its bytes, which `checked_picture` has looked at.
        """
        from quiz.formats.printed.pictures import size

        protocol = self._protocol()
        if protocol is None:
            return
        # Its room is kept before it is drawn, so that nothing below it moves.
        self._pixels = size(data)
        self._fit()
        # A call, and no coroutine: one that is cancelled before it began would be left over.
        self.run_worker(cast("Any", partial(self._draw, data, name, protocol)), exclusive=True)

    def fail(self, name: str, error: QuizError) -> None:
        """Say why a picture cannot be shown."""
        self._say(f"{clean_line(name)}: {clean_line(str(error))}", WRONG)

    def refit(self, share: float) -> None:
        """Fit the picture into the height there is now."""
        self._share = share
        self._fit()

    def _forget(self) -> None:
        """Let go of the picture, also in the terminal's memory."""
        self._pixels = None
        self._place.display = False
        for child in self._place.children:
            cast("Any", child).image = None

    def _protocol(self) -> Protocol | None:
        app = cast("Any", self.app)  # ours, which is above the widgets
        if app.glyphs == "ascii":
            return None
        return protocol_of(
            app.pictures,
            os.environ,
            is_terminal=not (app.is_headless or app.is_web),
            tells_cells=cell_pixels() is not None,
            has_all_colours=app.console.color_system == "truecolor",
        )

    async def _draw(self, data: bytes, name: str, protocol: Protocol) -> None:
        """Draw the picture; what takes long is done beside the screen."""
        try:
            image, kind = await asyncio.to_thread(_drawn, data, protocol)
        except ImportError:
            self._forget()
            words = _("To see it, install the extra `images`: {command}")
            self._say(words.format(command=install_command("images")))
        except QuizError as error:
            self._forget()
            self.fail(name, error)
        else:
            self._pixels = image.size
            await self._place.mount(cast("Any", kind)(image))
            self._fit()

    def _fit(self) -> None:
        """Give the picture as many cells as fit, in its shape."""
        self._place.display = self._pixels is not None
        if self._pixels is None:
            return
        rows = max(_LEAST_ROWS, int(self.app.size.height * self._share))
        around = self.parent.content_size.width if isinstance(self.parent, Vertical) else 0
        room = around or min(84, self.app.size.width) - 6
        columns, lines = fitted(self._pixels, (room, rows), cell_pixels())
        for one in (self._place, *self._place.children):
            one.styles.width, one.styles.height = columns, lines

    def _say(self, note: str = "", ink: str = MUTED) -> None:
        """Say what the picture shows, and below it what is to be said of it."""
        lines = [Content.styled(f"[{self._description}]", f"italic {MUTED}")]
        if note:
            lines.append(Content.styled(note, ink))
        self._words.update(Content("\n").join(lines))


def _drawn(data: bytes, protocol: Protocol) -> "tuple[Any, type[Widget]]":
    """Return the pixels of a picture, and the widget that shows them.

    Raises:
        ImportError: The extra `images` is not installed.
        QuizError: The picture is damaged, or too large.
    """
    from quiz.ui.pictures.drawers import widget_class

    kind = widget_class(protocol)
    from quiz.formats.pixels import pixels

    return pixels(data, _MOST_PIXELS), kind
