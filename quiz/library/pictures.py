"""The pictures of banks: the file beside a bank, read only as far as one may be large."""

from pathlib import Path

from quiz.errors import QuizError
from quiz.formats.printed import pictures
from quiz.library.files import beside, opened
from quiz.translation import _


def read_picture(path_beside: str | Path, name: str) -> bytes:
    """Return the bytes of a picture, which say that they are one of a size that can be shown.

    Args:
        path_beside: The file of the bank or paper that names it; empty where it is gone.
        name: As it names it, relative to its folder.

    Raises:
        QuizError: There is none, or it can't be shown; says why.
    """
    try:
        path = beside(path_beside, name) if path_beside else None
        if path is None:
            raise FileNotFoundError
        with opened(path) as file:
            data = file.read(pictures.MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise QuizError(_("picture not found, or outside its folder")) from error
    return checked_picture(data)


def checked_picture(data: bytes) -> bytes:
    """Return the bytes of a picture, which say that they are one of a size that can be shown.

    Raises:
        QuizError: They aren't; says why.
    """
    if not pictures.kind(data):
        raise QuizError(_("not a PNG, JPEG, GIF or WebP picture"))
    if 0 in pictures.size(data):
        raise QuizError(_("the picture is damaged"))
    if not pictures.is_printable(data):
        raise QuizError(_("the picture is too large"))
    return data
