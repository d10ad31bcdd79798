"""What draws pictures; the library of protocols is imported so that it asks no terminal."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from quiz.ui.pictures.protocol import Protocol, cell_pixels

if TYPE_CHECKING:
    from textual.widget import Widget


class _Unasked:
    """Standard output as it is, but for being a terminal."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def isatty(self) -> bool:
        return False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


@contextmanager
def _unasked() -> Iterator[None]:
    """Let the library believe for a while that there is no terminal, and tell it the cells.

    It asks a terminal when it is imported, and waits for what stands among our keys.
    """
    real = sys.__stdout__
    names = ("TEXTUAL_CELL_WIDTH", "TEXTUAL_CELL_HEIGHT")
    before = {name: os.environ.get(name) for name in names}
    for name, pixels in zip(names, cell_pixels() or (), strict=False):
        os.environ[name] = str(pixels)
    sys.__stdout__ = _Unasked(real)  # type: ignore[misc, assignment]
    try:
        yield
    finally:
        sys.__stdout__ = real  # type: ignore[misc]
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def widget_class(protocol: Protocol) -> "type[Widget]":
    """Return the widget that shows a picture, which takes an image of Pillow.

    Raises:
        ImportError: The extra `images` is not installed.
    """
    if protocol is Protocol.BLOCKS:
        from quiz.ui.pictures.blocks import BlocksPicture

        return BlocksPicture
    with _unasked():
        from textual_image.widget import SixelImage, TGPImage

    return cast("type[Widget]", TGPImage if protocol is Protocol.KITTY else SixelImage)
