"""How much ink is in each bubble of a page laid flat."""

from collections.abc import Sequence
from enum import StrEnum

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from quiz.formats.printed.bubbles import Bubble, BubblePage
from quiz.formats.printed.scans.page import PX, FlatPage, Real

_SEARCH_MM = 1.4
"""How far a bubble of a page that lies not quite flat may be from its place."""
_NEIGHBOURS = 15
"""So many bubbles say together how far the page is off where they are."""
_INNER, _OUTER, _FAR, _END = 0.72, 1.18, 1.38, 1.55
"""Radii as shares of the bubble's: of the ink looked at; of the paper around it, and its end."""
_EMPTY, _FILLED = 0.1, 0.38
"""Ink above that of empty bubbles; what lies between is doubtful."""
_INKED = 0.28
"""Above the paper around it: a pixel that a pen or pencil was on."""
_LEAST_COVERED = 0.8
"""Share of a filled bubble that is inked; a cross covers less."""
_MOST_SPILL = 0.1
"""Share of the paper around a filled bubble that may be inked; one crossed out has more."""
_MOST_AROUND = 0.35
"""How dark the paper around a bubble may be."""
_LEAST_OUTLINE = 0.12
"""How much darker a bubble's outline is than the paper around it."""
_MOST_LOST = 0.04
"""Share of the bubbles whose outline may not be found."""
_EMPTIEST = 25
"""Percentile of the ink of all bubbles that stands for an empty one: most of the digits' are."""
_MOST_PRINTED = 0.2
"""Ink of an empty bubble, which its letter is."""


class Filling(StrEnum):
    """What a bubble is."""

    EMPTY = "empty"
    """No mark."""
    FILLED = "filled"
    """A mark."""
    DOUBTFUL = "doubtful"
    """Something between the two: a person decides."""


class _Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What is measured of a bubble, each 0 to 1."""

    ink: float
    """How dark it is, of what the paper around it leaves."""
    covered: float
    """The share of it that is inked."""
    spill: float
    """The share of the paper around it that is inked."""
    around: float
    """How dark the paper around it is."""


class Inked(msgspec.Struct, frozen=True):
    """The bubbles of a page."""

    fillings: dict[Bubble, Filling]
    """Of each bubble of the page."""
    lies_flat: bool
    """Whether the bubbles are where the page has them."""


def inked(page: FlatPage, layout: BubblePage) -> Inked:
    """Return what each bubble of a page is."""
    bubbles = [one for row in (*layout.digits, *layout.rows) for one in row.bubbles]
    spots, lost = _spots(page.darkness, bubbles, layout.radius)
    measured = [_ink(page.darkness, x, y, layout.radius) for x, y in spots]
    printed = float(np.percentile([one.ink for one in measured], _EMPTIEST))
    fillings = {
        bubble: _filling(one, printed) for bubble, one in zip(bubbles, measured, strict=True)
    }
    return Inked(fillings, lost <= _MOST_LOST and printed < _MOST_PRINTED)


def _filling(one: _Measured, printed: float) -> Filling:
    if one.around > _MOST_AROUND:
        return Filling.DOUBTFUL
    ink = one.ink - printed
    if ink < _EMPTY:
        return Filling.EMPTY
    is_whole = one.covered >= _LEAST_COVERED and one.spill <= _MOST_SPILL
    return Filling.FILLED if ink > _FILLED and is_whole else Filling.DOUBTFUL


def _spots(
    darkness: Real, bubbles: Sequence[Bubble], radius: float
) -> tuple[NDArray[np.int64], float]:
    """Return where bubbles are, in pixels, and the share of those whose outline is not there.

    Each outline is looked for near its place; since a mark may hide one, neighbours decide
    together.
    """
    outline: Real = np.asarray(cv2.filter2D(darkness, cv2.CV_32F, _outline(radius)), np.float32)
    reach = round(_SEARCH_MM * PX)
    spots = np.array([(one.x, one.y) for one in bubbles]) * PX
    shifts = np.zeros((len(bubbles), 2))
    for at, (x, y) in enumerate(np.rint(spots).astype(int)):
        window = _around(outline, x, y, reach)
        row, column = np.unravel_index(int(np.argmax(window)), window.shape)
        shifts[at] = (column - reach, row - reach)
    moved = np.zeros(spots.shape, dtype=np.int64)
    found = 0
    for at, spot in enumerate(spots):
        far = np.hypot(*(spots - spot).T)
        near = np.argsort(far, kind="stable")[:_NEIGHBOURS]
        moved[at] = np.rint(spot + np.median(shifts[near], axis=0)).astype(int)
        found += float(_around(outline, moved[at][0], moved[at][1], 2).max()) >= _LEAST_OUTLINE
    return moved, 1 - found / len(bubbles)


def _around(pixels: Real, x: int, y: int, reach: int) -> Real:
    return pixels[y - reach : y + reach + 1, x - reach : x + reach + 1]


def _distances(reach: int) -> NDArray[np.float64]:
    """Return the distance of each pixel from the middle of a square."""
    line = np.arange(-reach, reach + 1)
    return np.hypot(line[:, None], line[None, :])


def _outline(radius: float) -> Real:
    """Return what answers to the outline of a bubble, empty or filled: dark within, light about."""
    size = radius * PX
    away = _distances(int(_END * size) + 1)
    ring = (away >= 0.9 * size) & (away <= 1.08 * size)
    paper = (away >= _OUTER * size) & (away <= 1.45 * size)
    answering: Real = (ring / ring.sum() - paper / paper.sum()).astype(np.float32)
    return answering


def _ink(darkness: Real, x: int, y: int, radius: float) -> _Measured:
    """Return what is measured of the bubble at a pixel."""
    size = radius * PX
    reach = int(_END * size) + 1
    patch, away = _around(darkness, x, y, reach), _distances(reach)
    around = float(np.median(patch[(away >= _OUTER * size) & (away <= _END * size)]))
    far = patch[(away >= _FAR * size) & (away <= _END * size)]
    inner = patch[away <= _INNER * size]
    return _Measured(
        ink=(float(inner.mean()) - around) / max(0.1, 1 - around),
        covered=float((inner > _INKED + around).mean()),
        spill=float((far > _INKED + around).mean()),
        around=around,
    )
