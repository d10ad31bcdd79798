"""Which encoding a text is in: what people save, and where their letters come out right."""

import re

_MARKS_OF_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 20_000
_RUN = re.compile(rb"[\x80-\xff]+")
_NAMES = {"cp1252": "Windows-1252", "cp1251": "Windows-1251", "cp1253": "Windows-1253"}
_FREQUENT = {
    "cp1251": "оеаинтср".encode("cp1251"),
    "koi8-r": "оеаинтср".encode("koi8-r"),
    "cp1253": "αοιετσνη".encode("cp1253"),
}
"""The letters that make up half of a text."""
_SCRIPT_SHARE = 0.5
"""Of the letters beyond ASCII: so many stand three in a row at least where they are the script."""
UNICODE = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
"""Encodings that need no guess."""


def encoding_of(data: bytes) -> str:
    """Return the encoding of a text, as Python calls it.

    UTF-16 is known by its mark, or by every other byte being zero. What is not UTF-8 is taken for
    what old programs on Windows write: with Western letters, unless words of Cyrillic or Greek ones
    are in it.
    """
    if data[:2] in _MARKS_OF_UTF16:
        return "utf-16"
    if wide := _wide(data[:_LOOKED_AT]):
        return wide
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _narrow(data[:_LOOKED_AT])
    return "utf-8-sig"


def encoding_name(encoding: str) -> str:
    """Return what people call an encoding."""
    return _NAMES.get(encoding, encoding.upper())


def _wide(data: bytes) -> str:
    """Return which UTF-16 without a mark a text of mostly ASCII is in; empty for none."""
    half = len(data) // 2
    if half < 4 or b"\0" not in data:
        return ""
    evens, odds = data[: 2 * half : 2].count(0), data[1 : 2 * half : 2].count(0)
    if odds * 2 > half and not evens:
        return "utf-16-le"
    return "utf-16-be" if evens * 2 > half and not odds else ""


def _narrow(data: bytes) -> str:
    runs = _RUN.findall(data)
    total = sum(map(len, runs))
    if sum(len(run) for run in runs if len(run) >= 3) < total * _SCRIPT_SHARE:
        return "cp1252"
    joined = b"".join(runs)
    counts = {
        name: sum(joined.count(bytes([letter])) for letter in letters)
        for name, letters in _FREQUENT.items()
    }
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] * 3 > total else "cp1252"
