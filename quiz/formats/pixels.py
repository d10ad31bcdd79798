"""The pixels of a picture, bounded before and while it is unpacked. Needs Pillow."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from quiz.errors import QuizError
from quiz.formats.printed.pictures import FAULTS, MOST_PIXELS
from quiz.translation import _

_FORMS = ("PNG", "JPEG", "GIF", "WEBP")
"""What a bank may name: Pillow reads many more, some by other programs."""


def pixels(data: bytes, most: tuple[int, int]) -> Image.Image:
    """Return a picture in full colour: its first frame, upright, and on white paper.

    Args:
        data: The file.
        most: Width and height into which it is made smaller.

    Raises:
        QuizError: It is damaged, or too large.
    """
    try:
        with warnings.catch_warnings():
            # Its size is looked at here, and odd metadata of cameras is no matter.
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=_FORMS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise QuizError(_("the picture is too large"))
                image.draft("RGB", most)
                image.thumbnail(most)
                return _on_paper(ImageOps.exif_transpose(image))
    except Image.DecompressionBombError as error:
        raise QuizError(_("the picture is too large")) from error
    except FAULTS as error:
        raise QuizError(_("the picture is damaged")) from error


def _on_paper(image: Image.Image) -> Image.Image:
    """Return a picture without see-through parts: most are drawn for white paper."""
    if not ("A" in image.mode or "transparency" in image.info):
        return image.convert("RGB")
    shown = image.convert("RGBA")
    paper = Image.new("RGBA", shown.size, "white")
    return Image.alpha_composite(paper, shown).convert("RGB")
