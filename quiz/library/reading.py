"""Banks' files are read, with their pictures beside them, without stops by the collector."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from quiz.library.files import pictures_beside
from quiz.startup import collection_paused

if TYPE_CHECKING:
    from quiz.formats.decoded import Decoded


def decoded_file(
    data: bytes, path: str, *, shown: str = "", exists: Callable[[str], bool] | None = None
) -> "Decoded":
    """Return what a bank's file holds: the valid questions, and every problem with its place.

    Args:
        data: The file's bytes.
        path: The file; its pictures are looked for beside it.
        shown: Its name in what is said; empty for the path.
        exists: Whether a picture is there; None for the files beside the bank.
    """
    from quiz.formats import yaml_bank  # an index that is up to date reads no file

    # A tree of a million nodes is freed by counts; looking through it costs as much as reading.
    with collection_paused():
        return yaml_bank.decode(data, source=shown or path, exists=exists or pictures_beside(path))
