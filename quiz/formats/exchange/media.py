"""Pictures and sounds of a source: kept beside the bank under safe names, each once."""

import base64
import binascii
import re
from collections.abc import Callable
from urllib.parse import unquote

from quiz.errors import QuizError
from quiz.formats.exchange.collecting import Collector
from quiz.formats.exchange.exchanged import MediaFile
from quiz.formats.exchange.rich import Picture
from quiz.translation import _

FOLDER = "media"
"""Beside the bank."""
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"\xff\xfb", "mp3"),
    (b"\xff\xf3", "mp3"),
)
"""How files begin, and how they end: their names may say anything."""
_MOST_BYTES = 32 * 1024 * 1024
_DATA = re.compile(r"data:[\w.+-]+/[\w.+-]+;base64,(?P<data>[A-Za-z0-9+/=\s]+)\Z")


def media_file(data: bytes) -> MediaFile | None:
    """Return a picture or a sound as it will lie beside a bank; None for any other file."""
    from hashlib import blake2s

    if len(data) > _MOST_BYTES:
        return None
    ending = next((ending for start, ending in _KINDS if data.startswith(start)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        ending = "webp"
    if not ending:
        return None
    name = blake2s(data, digest_size=10).hexdigest()
    return MediaFile(path=f"{FOLDER}/{name}.{ending}", data=data)


def of_address(source: str) -> bytes | None:
    """Return what an address of kind `data:` holds; None for any other, or if it is damaged."""
    found = _DATA.match(unquote(source) if "%" in source else source)
    if found is None:
        return None
    try:
        return base64.b64decode("".join(found["data"].split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def keep_picture(
    collector: Collector,
    pictures: tuple[Picture, ...],
    find: Callable[[str], bytes | None],
    where: str,
) -> dict[str, str]:
    """Take the first picture of a question; return the keys `image` and `alt` for it.

    Args:
        collector: Takes the file, and notes of what cannot be carried.
        pictures: Those that the question's text names, in order.
        find: Returns what is in a file of the source by its name; None where it isn't there.
        where: The question's place in the source.
    """
    values: dict[str, str] = {}
    for number, picture in enumerate(pictures):
        data = of_address(picture.source)
        if data is None and not picture.source.startswith("data:"):
            data = _found(find, picture.source)
        file = media_file(data) if data else None
        if file is None:
            words = _("the picture {name} is missing, or of a kind that can't be shown")
            collector.change(where, words.format(name=picture.source[:60]))
        elif number == 0:
            collector.keep_media(file)
            values = {"image": file.path, "alt": picture.alt}
        else:
            collector.change(where, _("a question has one picture: more are left out"))
    return values


def _found(find: Callable[[str], bytes | None], source: str) -> bytes | None:
    try:
        return find(source)
    except QuizError:
        return None
