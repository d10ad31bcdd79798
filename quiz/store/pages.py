"""The rows that lie in a database file, read page by page, whatever has become of the links.

SQLite finds a row by way of the pages above it, so that one spoilt page can hide thousands of
sound rows. Here every page is looked at for itself, once.

Source: SQLite, "Database File Format": 1.3 The Database Header, 1.6 B-tree Pages, 1.7 Cell
Payload Overflow Pages, 2.1 Record Format.
"""

import struct
from collections.abc import Iterator

Value = int | float | str | bytes | None

_USUAL_PAGE = 4096
_TABLE_LEAF = 13
_HEAD = 8
"""Bytes before the places of the cells of a leaf."""
_LARGEST_ROW = 16 * 1024 * 1024
_BAD = (IndexError, ValueError, OverflowError)
_INT_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def rows(data: bytes) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """Yield the row number and the values of every row of every table that can be read.

    A table's `INTEGER PRIMARY KEY` is None in the values: it is the row number. What was deleted
    and lies on a page that is not used again is yielded too.

    Args:
        data: The file's bytes.
    """
    size = _page_size(data)
    usable = size - (data[20] if len(data) > 20 and data[20] < size - 480 else 0)
    for start in range(0, len(data), size):
        page = data[start : start + size]
        head = 100 if start == 0 else 0
        if len(page) < head + _HEAD or page[head] != _TABLE_LEAF:
            continue
        count = int.from_bytes(page[head + 3 : head + 5], "big")
        for number in range(min(count, size // 4)):
            at = head + _HEAD + 2 * number
            place = int.from_bytes(page[at : at + 2], "big")
            try:
                row, payload = _cell(data, page, place, size, usable)
                yield row, _values(payload)
            except _BAD:
                continue


def _page_size(data: bytes) -> int:
    size = int.from_bytes(data[16:18], "big")
    size = 65_536 if size == 1 else size
    return size if 512 <= size <= 65_536 and not size & (size - 1) else _USUAL_PAGE


def _cell(data: bytes, page: bytes, place: int, size: int, usable: int) -> tuple[int, bytes]:
    """Return the row number and the payload of a cell, from all pages that it runs over."""
    if place < _HEAD:
        raise ValueError
    length, place = _varint(page, place)
    row, place = _varint(page, place)
    most = usable - 35
    if not 0 < length <= _LARGEST_ROW:
        raise ValueError
    if length <= most:
        return row, _part(page, place, length)
    least = (usable - 12) * 32 // 255 - 23
    local = least + (length - least) % (usable - 4)
    local = local if local <= most else least
    parts = [_part(page, place, local)]
    following = int.from_bytes(_part(page, place + local, 4), "big")
    left = length - local
    while left > 0:
        if following == 0:
            raise ValueError
        start = (following - 1) * size
        part = _part(data, start + 4, min(left, usable - 4))
        following = int.from_bytes(data[start : start + 4], "big")
        parts.append(part)
        left -= len(part)
    return row, b"".join(parts)


def _part(data: bytes, start: int, length: int) -> bytes:
    part = data[start : start + length]
    if len(part) < length:
        raise ValueError
    return part


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and where it ends."""
    value = 0
    for _ in range(8):
        byte = data[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    value = value << 8 | data[at]
    return value - (1 << 64 if value >= 1 << 63 else 0), at + 1


def _values(payload: bytes) -> tuple[Value, ...]:
    """Return the values of a record."""
    end, at = _varint(payload, 0)
    if not at <= end <= len(payload):
        raise ValueError
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values = []
    for kind in kinds:
        value, end = _value(payload, kind, end)
        values.append(value)
    return tuple(values)


def _value(payload: bytes, kind: int, at: int) -> tuple[Value, int]:
    """Return a value of a record, and where it ends."""
    if kind == 0:
        return None, at
    if kind in _INT_SIZES:
        size = _INT_SIZES[kind]
        return int.from_bytes(_part(payload, at, size), "big", signed=True), at + size
    if kind == 7:
        return struct.unpack(">d", _part(payload, at, 8))[0], at + 8
    if kind in (8, 9):
        return kind - 8, at
    if kind < 12:
        raise ValueError
    size = (kind - 12) // 2
    raw = _part(payload, at, size)
    return (raw.decode("utf-8", "replace") if kind % 2 else raw), at + size
