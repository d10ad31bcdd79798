"""What is a picture, by its first bytes."""

import io

import pytest

from quiz.formats.printed.pictures import MOST_PIXELS, is_printable, kind, size


@pytest.mark.parametrize("form", ["png", "jpeg", "gif", "webp"])
def test_the_size_of_each_sort_is_read(form: str) -> None:
    image = pytest.importorskip("PIL.Image", reason="Pillow makes the pictures")
    out = io.BytesIO()
    image.new("RGB", (37, 21), "red").save(out, form)
    data = out.getvalue()
    assert (kind(data), size(data)) == (form, (37, 21))
    assert is_printable(data)


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF    WEBPVP8X", b"<svg/>"]
)
def test_what_is_cut_off_or_no_picture_is_not_printed(data: bytes) -> None:
    assert not is_printable(data)


def test_a_small_file_of_too_many_pixels_is_not_printed() -> None:
    side = int(MOST_PIXELS**0.5) + 1
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + side.to_bytes(4, "big") * 2
    assert not is_printable(head)
