"""Pictures as grey pixels: PNG, JPEG and TIFF, bounded before anything is unpacked."""

import warnings
from collections.abc import Iterator
from io import BytesIO

import msgspec
import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from quiz.errors import QuizError
from quiz.formats.printed.pictures import FAULTS
from quiz.translation import _

Grey = NDArray[np.uint8]
"""Shape (height, width), 0 black to 255 white."""


class TakenPicture(msgspec.Struct, frozen=True):
    """A picture that was taken of a sheet."""

    grey: Grey
    """Its pixels, 0 (black) to 255 (white): an array of shape (height, width)."""
    has_two_tones: bool = False
    """Whether a scanner made it black and white, so that faint marks are lost."""


MOST_PIXELS = 60_000_000
MOST_BYTES = 128 * 1024 * 1024
_MOST_FRAMES = 400
"""Of a TIFF with many pages."""
_LONG_SIDE = 3200
"""Pixels; more than 10 a millimetre of A4 say nothing more of a bubble."""


def frames(data: bytes, *, source: str) -> Iterator[TakenPicture]:
    """Yield the picture of a file, or the pages of a TIFF.

    Raises:
        QuizError: It is no picture that can be read, or is too large.
    """
    if not data:
        raise QuizError(_("{file}: the file is empty").format(file=source))
    if data.startswith(b"%PDF-"):
        message = _(
            "{file}: PDFs can't be read; save the pages as pictures, for example "
            "with `pdftoppm -r 200 -png scans.pdf page`"
        )
        raise QuizError(message.format(file=source))
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        message = _("{file}: HEIC pictures can't be read; save it as JPEG")
        raise QuizError(message.format(file=source))
    try:
        with warnings.catch_warnings():
            # Its size is looked at below, and odd metadata of cameras is no matter.
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as image:
                for at in range(min(getattr(image, "n_frames", 1), _MOST_FRAMES)):
                    image.seek(at)
                    yield _taken(image, source)
    except Image.DecompressionBombError as error:
        raise QuizError(_too_large(source)) from error
    except UnidentifiedImageError as error:
        message = _("{file}: not a PNG, JPEG or TIFF picture")
        raise QuizError(message.format(file=source)) from error
    except FAULTS as error:
        message = _("{file}: the picture is damaged")
        raise QuizError(message.format(file=source)) from error


def _too_large(source: str) -> str:
    message = _("{file}: the picture is too large; at most {n} megapixels are read")
    return message.format(file=source, n=MOST_PIXELS // 1_000_000)


def _taken(image: Image.Image, source: str) -> TakenPicture:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise QuizError(_too_large(source))
    image.draft("L", (_LONG_SIDE, _LONG_SIDE))
    if image.mode.startswith("I;16") or image.mode == "I":
        grey = Image.fromarray((np.asarray(image) >> 8).clip(0, 255).astype(np.uint8))
    elif "A" in image.mode or "transparency" in image.info:
        shown = image.convert("RGBA")
        paper = Image.new("RGBA", shown.size, "white")
        grey = Image.alpha_composite(paper, shown).convert("L")
    else:
        grey = image.convert("L")
    has_two_tones = grey.getcolors(2) is not None
    if max(grey.size) > _LONG_SIDE:
        grey.thumbnail((_LONG_SIDE, _LONG_SIDE), Image.Resampling.BOX)
    return TakenPicture(np.asarray(grey, dtype=np.uint8), has_two_tones)
