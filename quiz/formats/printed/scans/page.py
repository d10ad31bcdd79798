"""A sheet found in a picture by its corner marks, and laid flat."""

from collections.abc import Iterator
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from quiz.formats.printed.bubbles import (
    MARKERS,
    PageCode,
    Rectangle,
    SheetForm,
    code_cells,
    code_of,
    corners,
    page_size,
)
from quiz.formats.printed.scans.pictures import Grey, TakenPicture

Real = NDArray[np.float32]

PX = 6
"""Pixels a millimetre of a page laid flat."""
_LEAST_PX = 2.5
"""Pixels a millimetre of a picture: a bubble is then a dozen pixels wide."""
_MOST_ERROR_MM = 1.2
"""Of a corner mark's corners from where a flat page has them."""
_LEAST_CONTRAST = 0.4
"""Of black and white, as a share of white."""
_MOST_BLUR_MM = 0.39
"""Standard deviation of the blur of an edge; with more a cross looks like a filled bubble."""
_DARK, _LIGHT = 0.65, 0.35
"""Of a square of the code; what lies between is not told."""


class Fault(StrEnum):
    """Why a picture is doubtful as a whole."""

    NO_SHEET = "no sheet"
    """There is no bubble sheet in the picture."""
    SEVERAL = "several sheets"
    """There is more than one bubble sheet in the picture."""
    FEW = "corners missing"
    """Fewer than three corner marks were found."""
    CORNERS = "one corner missing"
    """Three corner marks were found."""
    SMALL = "too small"
    """The sheet has too few pixels."""
    BLURRED = "blurred"
    """The picture is not sharp enough."""
    PALE = "pale"
    """Ink and paper are too alike."""
    BENT = "bent"
    """The sheet is not flat."""
    TWO_TONES = "black and white"
    """The scan has black and white alone, without greys."""


MAY_BE_TAKEN = (Fault.CORNERS, Fault.SMALL, Fault.PALE, Fault.TWO_TONES)
"""Faults with which a page can be read anyway; with others marks might be misread."""


_PAPER, _MOST_INKED = 140, 0.0005
"""How light blank paper is at least, and the share of it that may be specks."""


def is_blank(picture: Grey) -> bool:
    """Return whether a picture is blank paper, as the back of a sheet in a scanner is."""
    if float(np.median(picture)) < _PAPER:
        return False
    return float((_shade(picture) < 0.8).mean()) < _MOST_INKED


class FlatPage:
    """A page laid flat, upright, `PX` pixels a millimetre."""

    def __init__(self, grey: Grey, darkness: Real, faults: tuple[Fault, ...]) -> None:
        """Take a page.

        Args:
            grey: Its pixels.
            darkness: Shape as `grey`: 0 where the paper is white, 1 where it is printed black.
            faults: What makes it doubtful.
        """
        self.grey = grey
        self.darkness = darkness
        self.faults = faults


def flat_page(taken: TakenPicture, form: SheetForm) -> FlatPage | Fault:
    """Return the sheet in a picture laid flat, or why there is none."""
    picture = taken.grey
    found = _marks(picture)
    if any(len(places) > 1 for places in found.values()):
        return Fault.SEVERAL
    if len(found) < 3:
        return Fault.FEW if found else Fault.NO_SHEET
    faults = [] if len(found) == 4 else [Fault.CORNERS]
    if taken.has_two_tones:
        faults.append(Fault.TWO_TONES)
    boxes = [corner.box for corner in corners(form)]
    on_page = np.concatenate([_edges(boxes[at]) for at in found])
    in_picture = np.concatenate([places[0] for places in found.values()])
    to_page, _used = cv2.findHomography(in_picture, on_page, 0)
    if to_page is None:
        return Fault.FEW
    there = cv2.perspectiveTransform(in_picture[None].astype(np.float64), to_page)[0]
    if float(np.abs(there - on_page).max()) > _MOST_ERROR_MM:
        faults.append(Fault.BENT)
    sides = [cv2.arcLength(places[0], closed=True) / 4 for places in found.values()]
    if min(sides) / boxes[0].width < _LEAST_PX:
        faults.append(Fault.SMALL)
    width, height = (round(PX * length) for length in page_size(form))
    scaled = np.diag([PX, PX, 1.0]) @ to_page
    # Black around the picture: what is cut off is doubtful and never blank.
    flat = cv2.warpPerspective(picture, scaled, (width, height), flags=cv2.INTER_LINEAR)
    grey: Grey = np.asarray(flat, dtype=np.uint8)
    shade = _shade(grey)
    black = float(np.median([_border(shade, boxes[at]) for at in found]))
    if 1 - black < _LEAST_CONTRAST:
        faults.append(Fault.PALE)
    darkness = np.clip((1 - shade) / max(0.05, 1 - black), 0, 1).astype(np.float32)
    if max(_blur_mm(darkness, boxes[at]) for at in found) > _MOST_BLUR_MM:
        faults.append(Fault.BLURRED)
    return FlatPage(grey, darkness, tuple(faults))


def page_code(page: FlatPage, form: SheetForm) -> PageCode | None:
    """Return what the grid at the foot says; None where it cannot be read."""
    bits = ""
    for cell in code_cells(form):
        mean = float(part(page.darkness, cell, inset=0.25).mean())
        if _LIGHT < mean < _DARK:
            return None
        bits += "1" if mean >= _DARK else "0"
    return code_of(bits)


def part(pixels: Real, box: Rectangle, *, inset: float = 0.0) -> Real:
    """Return the pixels of a box, without a share of it at each edge."""
    x, y = box.x + inset * box.width, box.y + inset * box.height
    wide, tall = (1 - 2 * inset) * box.width, (1 - 2 * inset) * box.height
    return pixels[
        max(0, round(PX * y)) : round(PX * (y + tall)),
        max(0, round(PX * x)) : round(PX * (x + wide)),
    ]


def _edges(box: Rectangle) -> Real:
    right, bottom = box.x + box.width, box.y + box.height
    return np.array(
        [(box.x, box.y), (right, box.y), (right, bottom), (box.x, bottom)], dtype=np.float32
    )


def _marks(picture: Grey) -> dict[int, list[Real]]:
    """Return the corners of each corner mark that is found, the most that any look at it gives."""
    settings = cv2.aruco.DetectorParameters()
    settings.adaptiveThreshWinSizeMax = 43
    settings.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    marks = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    detector = cv2.aruco.ArucoDetector(marks, settings)
    best: dict[int, list[Real]] = {}
    for look in _looks(picture):
        places, ids, _refused = detector.detectMarkers(look)
        found: dict[int, list[Real]] = {}
        numbers = [int(number) for number in np.ravel(ids)] if len(places) else []
        for place, number in zip(places, numbers, strict=True):
            if number < len(MARKERS):
                found.setdefault(number, []).append(np.asarray(place[0], dtype=np.float32))
        for which, seen in found.items():
            if len(seen) > len(best.get(which, [])):
                best[which] = seen
        if len(best) == len(MARKERS):
            break
    return dict(sorted(best.items()))


def _looks(picture: Grey) -> Iterator[Grey]:
    """Yield a picture, then what shows marks in noise, and in shade."""
    yield picture
    yield np.asarray(cv2.medianBlur(picture, 5), dtype=np.uint8)
    yield np.asarray(cv2.createCLAHE(4.0, (8, 8)).apply(picture), dtype=np.uint8)


def _shade(grey: Grey) -> Real:
    """Return how light each pixel is as a share of the paper around it."""
    height, width = grey.shape
    size = (width // PX, height // PX)
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    # Wider than a corner mark's half, which is the largest black there is.
    disk = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (17, 17))
    paper = cv2.GaussianBlur(cv2.dilate(small, disk), (0, 0), 5)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    shade = grey.astype(np.float32) / np.maximum(paper.astype(np.float32), 8)
    return np.minimum(shade, np.float32(1.2))


def _border(shade: Real, box: Rectangle) -> float:
    """Return how light the black border of a corner mark is."""
    edge = part(shade, Rectangle(box.x + 0.5, box.y + 0.5, box.width - 1, 1))
    foot = part(shade, Rectangle(box.x + 0.5, box.y + box.height - 1.5, box.width - 1, 1))
    return float(np.median(np.concatenate([edge.ravel(), foot.ravel()])))


def _blur_mm(darkness: Real, box: Rectangle) -> float:
    """Return the standard deviation of the blur at a corner mark's edges.

    An edge blurred by a Gaussian has its steepest slope, 1 / (s * sqrt(2 * pi)), in its middle.
    """
    around = part(darkness, Rectangle(box.x - 1, box.y - 1, box.width + 2, box.height + 2))
    across = cv2.Sobel(around, cv2.CV_32F, 1, 0, ksize=3) / 8
    down = cv2.Sobel(around, cv2.CV_32F, 0, 1, ksize=3) / 8
    steepest = float(np.percentile(np.hypot(across, down), 97)) * PX
    return 0.4 / max(steepest, 0.01)
