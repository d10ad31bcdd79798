"""Zip files of strangers: read member by member under bounds, never unpacked to disk."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.translation import _

MOST_MEMBERS = 10_000
MOST_MEMBER = 256 * 1024 * 1024
MOST_TOTAL = 512 * 1024 * 1024
_MOST_RATIO = 200
_RATIO_FROM = 1024 * 1024
"""Smaller members may be packed as tightly as they like."""
_CHUNK = 1 << 16
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""With the others `zipfile` unpacks all of a member at once, however little is asked for."""
START = b"PK\x03\x04"
"""How a zip file begins."""


class Archive:
    """The members of a zip file, by names in which directions of slashes do not matter.

    Source of the bounds: a gigabyte of zeros is a megabyte of zip.
    """

    def __init__(self, data: bytes, name: str) -> None:
        """Open a zip file in memory.

        Args:
            data: The file.
            name: What it is called, for errors.

        Raises:
            QuizError: It is no zip file, damaged, or over the bounds.
        """
        self._name = clean_line(name)
        self._read_so_far = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise QuizError(_("{file}: a damaged zip file").format(file=self._name)) from error
        members = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(members) > MOST_MEMBERS:
            words = _("{file}: over {n} files in it")
            raise QuizError(words.format(file=self._name, n=f"{MOST_MEMBERS:,}"))
        self._members = {_plain(info.filename): info for info in members}

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __contains__(self, name: str) -> bool:
        return self._found(name) is not None

    def _found(self, name: str) -> zipfile.ZipInfo | None:
        """Return a member by its name, or by the name that an address in the file stands for."""
        for one in (name, unquote(name)):
            if (info := self._members.get(_plain(one))) is not None:
                return info
        return None

    def read(self, name: str) -> bytes:
        """Return what is in a member.

        Raises:
            QuizError: There is none, it is damaged, encrypted, or over the bounds.
        """
        info = self._found(name)
        if info is None:
            words = _("{file}: {name} is not in it")
            raise QuizError(words.format(file=self._name, name=clean_line(name)))
        shown = clean_line(info.filename)
        parts: list[bytes] = []
        size = 0
        try:
            if info.compress_type not in _METHODS:
                raise NotImplementedError
            with self._zip.open(info) as member:
                while chunk := member.read(_CHUNK):
                    size += len(chunk)
                    self._read_so_far += len(chunk)
                    self._check(size, info.compress_size, shown)
                    parts.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            words = _("{file}: {name} is damaged")
            raise QuizError(words.format(file=self._name, name=shown)) from error
        except (RuntimeError, NotImplementedError) as error:
            words = _("{file}: {name} is encrypted, or packed in a way that isn't supported")
            raise QuizError(words.format(file=self._name, name=shown)) from error
        return b"".join(parts)

    def _check(self, size: int, packed: int, shown: str) -> None:
        is_bomb = size > _RATIO_FROM and size > _MOST_RATIO * max(1, packed)
        if is_bomb or size > MOST_MEMBER or self._read_so_far > MOST_TOTAL:
            words = _("{file}: {name} unpacks to too much")
            raise QuizError(words.format(file=self._name, name=shown))


def _plain(name: str) -> str:
    return name.replace("\\", "/").removeprefix("./").lstrip("/")
