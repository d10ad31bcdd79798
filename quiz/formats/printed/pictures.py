"""Whether bytes are a picture that can be printed, and how large it is, by its first bytes."""

import struct
import zlib

MOST_BYTES = 16 * 1024 * 1024
MOST_PIXELS = 40_000_000
"""A small file may unpack to gigabytes."""
FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    EOFError,
    LookupError,
    ArithmeticError,
    MemoryError,
    struct.error,
    zlib.error,
)
"""What Pillow may raise for a damaged file."""


def kind(data: bytes) -> str:
    """Return `png`, `jpeg`, `gif` or `webp`; empty for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


def is_printable(data: bytes) -> bool:
    """Return whether it is a picture of a size that can be printed."""
    if len(data) > MOST_BYTES:
        return False
    width, height = size(data)
    return 0 < width * height <= MOST_PIXELS


def size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels; 0, 0 where they cannot be told."""
    try:
        match kind(data):
            case "png":
                width, height = struct.unpack(">II", data[16:24])
            case "gif":
                width, height = struct.unpack("<HH", data[6:10])
            case "jpeg":
                width, height = _jpeg_size(data)
            case "webp":
                width, height = _webp_size(data)
            case _:
                width, height = 0, 0
    except (struct.error, IndexError):
        return 0, 0
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Return the size from the frame header, the first marker C0 to CF that is one."""
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            at += 1
            continue
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        if marker == 0xFF:
            at += 1
        elif marker in (0x01, *range(0xD0, 0xDA)):
            at += 2
        else:
            at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return 0, 0


def _webp_size(data: bytes) -> tuple[int, int]:
    form = data[12:16] if len(data) >= 30 else b""
    if form == b"VP8X":
        return (
            1 + int.from_bytes(data[24:27], "little"),
            1 + int.from_bytes(data[27:30], "little"),
        )
    if form == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if form == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return 0, 0
