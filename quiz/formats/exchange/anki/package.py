"""The files of Anki: which database in a package is the real one, and its media by their names.

Source: Anki, `rslib/src/import_export/package/{meta,media}.rs`.
"""

import json
import sys
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from types import ModuleType

from quiz.cleaning import clean_line
from quiz.errors import MissingExtra, QuizError
from quiz.extras import install_command
from quiz.formats.exchange import archive
from quiz.formats.exchange.anki import database, protobuf
from quiz.formats.exchange.archive import MOST_MEMBER, Archive
from quiz.translation import _

_ZSTD = b"\x28\xb5\x2f\xfd"
_CHUNK = 1 << 20
_MOST_RATIO = 200
_RATIO_FROM = 1 << 20
DATABASES = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""The newest first: beside it lies an old one that only says to update Anki."""


def unpacked(data: bytes, name: str) -> tuple[bytes, Callable[[str], bytes | None]]:
    """Return the database of a package, and what gives a media file by its name.

    Args:
        data: A package, or a collection by itself.
        name: What it is called, for errors.

    Raises:
        QuizError: It is neither, damaged, or over the bounds.
    """
    if data.startswith(database.START):
        return data, lambda _name: None
    if not data.startswith(archive.START):
        raise QuizError(_("{file}: not a package of Anki").format(file=clean_line(name)))
    found = Archive(data, name)
    for member in DATABASES:
        if member in found:
            return _plain(found.read(member), name), _media(found, name)
    raise QuizError(_("{file}: not a package of Anki").format(file=clean_line(name)))


def _media(found: Archive, name: str) -> Callable[[str], bytes | None]:
    """Return what gives a media file of a package by the name that notes call it."""

    @lru_cache(1)
    def members() -> dict[str, str]:
        if "media" not in found:
            return {}
        listed = found.read("media")
        if listed.startswith(_ZSTD) or not listed.lstrip().startswith(b"{"):
            return _listed(_plain(listed, name))
        try:
            names = json.loads(listed)
        except (ValueError, RecursionError):
            return {}
        return {
            unicodedata.normalize("NFC", shown): member
            for member, shown in names.items()
            if isinstance(shown, str)
        }

    def read(wanted: str) -> bytes | None:
        member = members().get(unicodedata.normalize("NFC", wanted))
        if member is None or member not in found:
            return None
        return _plain(found.read(member), name)

    return read


def _listed(data: bytes) -> dict[str, str]:
    """Return the member of each media name in a list as protocol buffers."""
    entries = [value for number, value in protobuf.fields(data) if number == 1]
    return {
        unicodedata.normalize("NFC", protobuf.text(entry, 1)): str(number)
        for number, entry in enumerate(entries)
        if isinstance(entry, bytes)
    }


def _plain(data: bytes, name: str) -> bytes:
    """Return a file of a package, unpacked if it is packed by itself.

    Raises:
        QuizError: It is damaged, or unpacks to too much.
    """
    if not data.startswith(_ZSTD):
        return data
    zstd = _zstd()
    unpacker = zstd.ZstdDecompressor()
    parts: list[bytes] = []
    size, given = 0, data
    try:
        while not unpacker.eof:
            part = unpacker.decompress(given, max_length=_CHUNK)
            given = b""
            size += len(part)
            if size > MOST_MEMBER or (size > _RATIO_FROM and size > _MOST_RATIO * len(data)):
                words = _("{file}: {name} unpacks to too much")
                raise QuizError(words.format(file=clean_line(name), name=_("a file in it")))
            if not part and unpacker.needs_input:
                break
            parts.append(part)
    except (zstd.ZstdError, EOFError, ValueError, MemoryError) as error:
        raise QuizError(
            _("{file}: a file in it is damaged").format(file=clean_line(name))
        ) from error
    if not unpacker.eof:
        raise QuizError(_("{file}: a file in it is damaged").format(file=clean_line(name)))
    return b"".join(parts)


@lru_cache(1)
def _zstd() -> ModuleType:
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError as error:
        words = _("packages of newer Anki need the extra `import`: {command}")
        raise MissingExtra(words.format(command=install_command("import"))) from error
    return zstd
