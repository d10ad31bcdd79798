"""Pictures of sheets on which what is doubtful is marked."""

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from quiz.formats.printed.bubbles import Rectangle
from quiz.formats.printed.scans.page import PX, FlatPage
from quiz.formats.printed.scans.pictures import Grey

_RED = (40, 40, 220)
_LONG_SIDE = 1200


class Label(msgspec.Struct, frozen=True):
    """A place to be marked."""

    box: Rectangle
    """Around what it is about."""
    name: str
    """What is written beside the box."""


def overview(page: FlatPage, signs: list[Label]) -> bytes:
    """Return a page as JPEG with its doubtful places framed and named."""
    picture: NDArray[np.uint8] = np.asarray(cv2.cvtColor(page.grey, cv2.COLOR_GRAY2BGR), np.uint8)
    for sign in signs:
        box = sign.box
        left, top = round(PX * box.x), round(PX * box.y)
        right, bottom = round(PX * (box.x + box.width)), round(PX * (box.y + box.height))
        cv2.rectangle(picture, (left, top), (right, bottom), _RED, 3)
        text, place = f"{sign.name} ?", (right + 6, (top + bottom) // 2 + 8)
        (wide, tall), _base = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 0.9, 2)
        behind = (place[0] + wide + 4, place[1] - tall - 4)
        cv2.rectangle(picture, (place[0] - 2, place[1] + 6), behind, (255, 255, 255), -1)
        cv2.putText(picture, text, place, cv2.FONT_HERSHEY_SIMPLEX, 0.9, _RED, 2)
    return _jpeg(picture)


def plain_overview(picture: Grey) -> bytes:
    """Return a picture in which no sheet was found, as small JPEG."""
    share = min(1.0, _LONG_SIDE / max(picture.shape))
    small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return _jpeg(np.asarray(small, np.uint8))


def _jpeg(picture: NDArray[np.uint8]) -> bytes:
    _is_done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 80])
    return data.tobytes()
