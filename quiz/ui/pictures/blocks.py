"""A picture in half blocks: two pixels a cell, one above the other, in every terminal."""

from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from PIL.Image import Image


class BlocksPicture(Widget, can_focus=False):
    """Draws a picture, as wide and high as it is."""

    def __init__(self, image: "Image") -> None:
        """Take a picture in full colour, of Pillow."""
        super().__init__()
        self.image: Image | None = image
        """What is drawn; None: nothing any more."""
        self._drawn: tuple[tuple[int, int], list[Strip]] = ((0, 0), [])

    def render_line(self, y: int) -> Strip:
        """Draw a line of cells."""
        size = (self.size.width, self.size.height)
        if self.image is None or not all(size):
            return Strip.blank(self.size.width)
        if self._drawn[0] != size:
            self._drawn = (size, _strips(self.image, *size))
        return self._drawn[1][y] if y < size[1] else Strip.blank(size[0])


def _strips(image: "Image", columns: int, rows: int) -> list[Strip]:
    data = image.resize((columns, 2 * rows)).tobytes()
    pixels = [Color.from_rgb(*data[at : at + 3]) for at in range(0, len(data), 3)]
    lines = []
    for y in range(0, 2 * rows, 2):
        upper = pixels[y * columns : (y + 1) * columns]
        lower = pixels[(y + 1) * columns : (y + 2) * columns]
        cells = zip(upper, lower, strict=True)
        lines.append(Strip([Segment("▀", Style(color=a, bgcolor=b)) for a, b in cells], columns))
    return lines
