"""Pictures of all kinds become grey pixels; what is none, or too much, is refused."""

import struct
import zlib
from io import BytesIO

import pytest

pytest.importorskip("cv2", reason="reading pictures needs the extra `scan`")

import numpy as np
from PIL import Image

from quiz.errors import QuizError
from quiz.formats.printed.scans.pictures import frames


def saved(image: Image.Image, form: str, **more: object) -> bytes:
    body = BytesIO()
    image.save(body, form, **more)
    return body.getvalue()


def png_of_size(width: int, height: int) -> bytes:
    """Return the beginning of a PNG that says it is so large."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    return b"\x89PNG\r\n\x1a\n" + chunk + b"\0\0\0\0IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))


HALF = Image.new("L", (40, 20), 255)
HALF.paste(0, (0, 0, 20, 20))
FORMS = {
    "grey": HALF,
    "colour": HALF.convert("RGB"),
    "palette": HALF.convert("P"),
    "two tones": HALF.convert("1"),
    "transparent": Image.merge("LA", (Image.new("L", (40, 20), 0), HALF.point(lambda v: 255 - v))),
    "deep": Image.fromarray(np.asarray(HALF).astype(np.uint16) * 257),
}


@pytest.mark.parametrize(
    ("name", "form"),
    [
        *((name, form) for name in FORMS for form in ("PNG", "TIFF")),
        *((name, "JPEG") for name in ("grey", "colour", "two tones")),  # it has no others
    ],
)
def test_a_picture_is_grey_pixels(name: str, form: str) -> None:
    (picture,) = frames(saved(FORMS[name], form), source="a.png")
    assert picture.grey.shape == (20, 40)
    assert picture.grey[:, :17].max() < 12
    assert picture.grey[:, 23:].min() > 243
    assert picture.has_two_tones or form == "JPEG"


def test_shades_are_told_from_two_tones() -> None:
    shades = Image.fromarray(np.arange(256, dtype=np.uint8).reshape(16, 16))
    assert not next(frames(saved(shades, "PNG"), source="a")).has_two_tones


def test_all_pages_of_a_tiff_are_read() -> None:
    data = saved(HALF, "TIFF", save_all=True, append_images=[HALF.rotate(180), HALF])
    assert [int(one.grey[0, 0]) for one in frames(data, source="a")] == [0, 255, 0]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "the file is empty"),
        (b"no picture at all", "not a PNG, JPEG or TIFF picture"),
        (b"%PDF-1.7 and so on", "PDFs can't be read; save the pages as pictures"),
        (b"\0\0\0\x18ftypheic", "HEIC pictures can't be read; save it as JPEG"),
        (b"GIF89a" + bytes(40), "not a PNG, JPEG or TIFF picture"),
        (png_of_size(10_000, 6_001), "too large; at most 60 megapixels are read"),
        (png_of_size(60_000, 60_000), "too large; at most 60 megapixels are read"),
        (png_of_size(300, 300), "the picture is damaged"),
        (saved(HALF.resize((800, 800)), "JPEG")[:900], "the picture is damaged"),
        (saved(HALF, "TIFF")[:60], "not a PNG, JPEG or TIFF picture"),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(QuizError, match=why):
        list(frames(data, source="a.png"))


def test_a_large_picture_is_made_smaller() -> None:
    (picture,) = frames(saved(Image.new("L", (6400, 3000), 200), "PNG"), source="a")
    assert picture.grey.shape == (1500, 3200)
