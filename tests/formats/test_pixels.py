"""Pictures as pixels: bounded, upright, on white; and no file that ends the program."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from quiz.errors import QuizError
from quiz.formats.pixels import pixels
from quiz.formats.printed.pictures import is_printable
from tests.formats.images import HOSTILE, WHOLE, saved

MOST = (200, 100)


@pytest.mark.parametrize("form", WHOLE)
def test_each_format_of_a_bank_is_read(form: str) -> None:
    image = pixels(WHOLE[form], MOST)
    assert (image.mode, image.size) == ("RGB", (60, 40))
    blue, white = image.getpixel((5, 20)), image.getpixel((55, 20))
    assert isinstance(blue, tuple)
    assert isinstance(white, tuple)
    assert blue[2] > 200 > blue[0]
    assert min(white) > 240


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_every_kind_of_pixels_becomes_colour(mode: str) -> None:
    assert pixels(saved("PNG", mode=mode), MOST).mode == "RGB"


def test_a_large_picture_is_made_smaller_in_its_shape() -> None:
    assert pixels(saved("JPEG", (3000, 1000)), MOST).size == (200, 67)


def test_what_can_be_seen_through_is_white() -> None:
    clear = saved("PNG", mode="LA")
    assert pixels(clear, MOST).getpixel((3, 3)) == (255, 255, 255)


def test_a_photo_taken_upright_stands_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    assert pixels(saved("JPEG", exif=turned), MOST).size == (40, 60)


@pytest.mark.parametrize("name", sorted(HOSTILE.keys() - {"bytes"}))
def test_a_hostile_file_is_refused(name: str) -> None:
    with pytest.raises(QuizError, match=r"the picture is (damaged|too large)"):
        pixels(HOSTILE[name][0], MOST)


@given(st.sampled_from(sorted(WHOLE)), st.data())
@settings(max_examples=150)
def test_a_picture_with_other_bytes_is_drawn_or_refused(form: str, data: st.DataObject) -> None:
    broken = bytearray(WHOLE[form])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at] = data.draw(st.integers(0, 255))
    broken = broken[: data.draw(st.integers(0, len(broken)))]
    if not is_printable(bytes(broken)):
        return  # never opened
    try:
        image = pixels(bytes(broken), MOST)
    except QuizError:
        return
    assert image.width <= MOST[0]
    assert image.height <= MOST[1]
