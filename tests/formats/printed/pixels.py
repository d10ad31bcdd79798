"""Pages as pixels, to see where there is ink."""

import struct
import zlib


def rows_of(png: bytes) -> list[bytes]:
    """Return the rows of a PNG of 8 bits a channel, each as the grey of its pixels."""
    at, data, head = 8, b"", (0, 0, 0)
    while at < len(png):
        size, name = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + size]
        if name == b"IHDR":
            head = struct.unpack(">IIxB", body[:10])
        data += body if name == b"IDAT" else b""
        at += size + 12
    width, height, colour = head
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[colour]
    raw, stride = zlib.decompress(data), width * channels + 1
    last, found = bytes(width), []
    for row in range(height):
        kind = raw[row * stride]
        # Filters know each channel alone, so that the first one does.
        line = bytearray(raw[row * stride + 1 : (row + 1) * stride : channels])
        if kind:
            left = corner = 0
            for at, up in enumerate(last):
                left = line[at] = (line[at] + _predicted(kind, left, up, corner)) % 256
                corner = up
        last = bytes(line)
        found.append(last)
    return found


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind < 4:
        return (0, left, up, (left + up) // 2)[kind]
    guess = left + up - corner
    return min((left, up, corner), key=lambda one: abs(guess - one))


def ink(png: bytes) -> tuple[float, float, float, float]:
    """Return where the ink of a page begins and ends, as shares of its width and height."""
    rows = rows_of(png)
    inked = [at for at, row in enumerate(rows) if min(row) < 128]
    columns = [at for at in range(len(rows[0])) if min(row[at] for row in rows) < 128]
    if not inked:
        return (0.5, 0.5, 0.5, 0.5)
    wide, tall = len(rows[0]), len(rows)
    return (
        columns[0] / wide, (columns[-1] + 1) / wide, inked[0] / tall, (inked[-1] + 1) / tall,
    )  # fmt: skip
