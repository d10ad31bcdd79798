"""As much of protocol buffers as Anki's packages need: fields by number, read and never run.

Source: protobuf.dev, "Encoding".
"""

from collections.abc import Iterator

_MOST_FIELDS = 200_000
_LONGEST_VARINT = 10


def fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield number and value of each field of a message; what is damaged ends it."""
    at = 0
    for _count in range(_MOST_FIELDS):
        key, at = _varint(data, at)
        if at < 0:
            return
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, at = _varint(data, at)
            if at < 0:
                return
            yield number, value
            continue
        if kind == 2:
            size, at = _varint(data, at)
        elif kind in (1, 5):
            size = 8 if kind == 1 else 4
        else:
            return
        if at < 0 or at + size > len(data):
            return
        yield number, data[at : at + size]
        at += size


def text(data: bytes, number: int) -> str:
    """Return a field of text; empty where it is missing."""
    found = ""
    for one, value in fields(data):
        if one == number and isinstance(value, bytes):
            found = value.decode("utf-8", "replace")
    return found


def whole(data: bytes, number: int) -> int:
    """Return a field with a whole number; 0 where it is missing."""
    found = 0
    for one, value in fields(data):
        if one == number and isinstance(value, int):
            found = value
    return found


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number and where it ends; -1 where the data ends before."""
    value = 0
    for place in range(_LONGEST_VARINT):
        if at + place >= len(data):
            break
        byte = data[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, at + place + 1
    return 0, -1
