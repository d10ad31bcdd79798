"""Picture files that no painter made: what a stranger's bank may hold."""

import struct
import zlib
from io import BytesIO

from PIL import Image


def saved(form: str, size: tuple[int, int] = (60, 40), mode: str = "RGB", **more: object) -> bytes:
    """Return a picture in a format, blue at the left and white at the right."""
    image = Image.new(mode, size)
    if mode in ("RGB", "RGBA"):
        image.paste("white", (size[0] // 2, 0, *size))
        image.paste("blue", (0, 0, size[0] // 2, size[1]))
    data = BytesIO()
    image.save(data, form, **more)
    return data.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a part of a PNG, its checksum right."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(width: int, height: int, rows: bytes, *others: bytes) -> bytes:
    """Return a PNG that says how large it is, whatever its rows hold."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [chunk(b"IHDR", head), *others, chunk(b"IDAT", rows), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


WHOLE = {
    "png": saved("PNG"),
    "jpeg": saved("JPEG"),
    "gif": saved("GIF"),
    "webp": saved("WEBP"),
}
"""One of each format that a bank may name."""
_ZEROS = zlib.compress(bytes(50_000_000), 9)
HOSTILE = {
    "empty": (b"", "not a PNG, JPEG, GIF or WebP picture"),
    "text": (b"no picture at all", "not a PNG, JPEG, GIF or WebP picture"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a PNG, JPEG, GIF or WebP picture"),
    "tiff": (saved("TIFF"), "not a PNG, JPEG, GIF or WebP picture"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "not a PNG, JPEG, GIF or WebP picture"),
    "sign": (b"\x89PNG\r\n\x1a\n", "the picture is damaged"),
    "gif sign": (b"GIF89a", "the picture is damaged"),
    "jpeg sign": (b"\xff\xd8\xff", "the picture is damaged"),
    "webp sign": (b"RIFF\0\0\0\0WEBP", "the picture is damaged"),
    "rows cut": (png_of(100, 100, zlib.compress(bytes(90))), "the picture is damaged"),
    "rows no deflate": (png_of(100, 100, b"\xff" * 90), "the picture is damaged"),
    "png cut": (WHOLE["png"][:60], "the picture is damaged"),
    "webp cut": (WHOLE["webp"][:40], "the picture is damaged"),
    "no width": (png_of(0, 100, zlib.compress(b"")), "the picture is damaged"),
    "bomb": (png_of(60_000, 60_000, _ZEROS), "the picture is too large"),
    "bomb of words": (
        png_of(10, 10, zlib.compress(bytes(310)), chunk(b"zTXt", b"a\0\0" + _ZEROS)),
        "the picture is damaged",
    ),
    "gif bomb": (
        b"GIF89a" + struct.pack("<HH", 65_535, 65_535) + bytes(20),
        "the picture is too large",
    ),
    "bytes": (WHOLE["png"] + bytes(16 * 1024 * 1024), "the picture is too large"),
}
"""Files by what is wrong with them, and what is said of each."""
