"""Photos of filled-in sheets: real sheets as pixels, filled by a script, spoilt as photos are."""

import math
from collections.abc import Mapping, Sequence
from functools import cache

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from quiz.formats.printed.answer_key import KeyFile
from quiz.formats.printed.bubbles import Bubble, BubblePage, bubble_pages, sheet_form
from quiz.formats.printed.layout import Layout, PageSize, SheetKind
from quiz.formats.printed.pdf import Press
from quiz.formats.printed.versions import Printed
from tests.formats.printed.exams import bank_of, exam_of

Grey = NDArray[np.uint8]
PPI = 150
PX = PPI / 25.4


def bank_text(count: int, language: str = "en") -> str:
    """Return a bank of choices with two to five options, every fourth with several right."""
    rows = [f"title: Exam of {count}\nlanguage: {language}\nquestions:\n"]
    for n in range(count):
        wrong = ", ".join(f"wrong {at}" for at in range(1 + n % 4))
        right = "[one, two]" if n % 4 == 3 else "right"
        rows.append(f"- {{question: Question {n}?, answer: {right}, wrong: [{wrong}]}}\n")
    return "".join(rows)


class Exam(msgspec.Struct, frozen=True):
    """An exam with its sheets as pixels."""

    printed: Printed
    key: KeyFile
    pages: tuple[Grey, ...]
    layouts: tuple[tuple[int, BubblePage], ...]
    """Of each page: the version's index, and where things stand on it."""


@cache
def exam(
    count: int = 30,
    *,
    versions: int = 2,
    layout: Layout = Layout.NORMAL,
    size: PageSize = PageSize.A4,
    language: str = "en",
    digits: int = 6,
    seed: int = 5,
) -> Exam:
    """Return an exam, its sheets made by typst."""
    printed = exam_of(bank_of(bank_text(count, language)), versions=versions, seed=seed)
    form = sheet_form(printed.exam, layout=layout, size=size, digits=digits)
    press = Press(printed.exam, {}, layout=layout, size=size, digits=digits)
    made = press.sheet(SheetKind.BUBBLES, png_ppi=PPI)
    key = msgspec.structs.replace(printed.key, sheet=form)
    layouts = [
        (at, page)
        for at, code in enumerate(key.versions)
        for page in bubble_pages(form, at, key.rows(code))
    ]
    return Exam(printed, key, tuple(map(_decoded, made.data)), tuple(layouts))


def _decoded(data: bytes) -> Grey:
    return np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)


# Marks


def filled(
    page: Grey, layout: BubblePage, marks: Mapping[Bubble, str], rng: np.random.Generator
) -> Grey:
    """Return a page with bubbles filled in, each in a manner."""
    shown = page.astype(np.float32)
    for bubble, manner in marks.items():
        _fill(shown, bubble, layout.radius * PX, manner, rng)
    return np.clip(shown, 0, 255).astype(np.uint8)


CLEAN = ("full", "pen", "pencil", "over", "aside")
"""Manners that are to be read."""
DOUBTFUL = ("faint", "erased", "cross", "tick", "crossed out", "half")
"""Manners that are to be listed."""


def _fill(
    page: NDArray[np.float32], bubble: Bubble, r: float, manner: str, rng: np.random.Generator
) -> None:
    x, y = bubble.x * PX, bubble.y * PX
    ink = float(rng.uniform(20, 70))
    cover = np.zeros(page.shape, np.float32)
    if manner in ("full", "over", "crossed out", "aside"):
        reach = {"full": 0.98, "over": 1.2, "crossed out": 0.95, "aside": 0.9}[manner]
        off = 0.2 * r if manner == "aside" else 0.0
        _disc(cover, x + off, y - off / 2, reach * r, 1.0)
    if manner == "pen":  # strokes back and forth that leave gaps
        for at in np.arange(-0.9, 0.95, 0.19):
            half = math.sqrt(max(0.0, 1 - at * at)) * r * 0.97
            slant = float(rng.uniform(-0.15, 0.15)) * r
            _stroke(cover, (x - half, y + at * r - slant), (x + half, y + at * r + slant), 0.4)
    if manner == "pencil":
        ink = float(rng.uniform(80, 110))
        _disc(cover, x, y, 0.98 * r, 1.0)
        cover *= rng.uniform(0.75, 1.0, cover.shape).astype(np.float32)
    if manner in ("faint", "erased"):
        _disc(cover, x, y, r, 0.3 if manner == "faint" else 0.19)
    if manner in ("cross", "crossed out"):
        ink = 40.0
        long = 0.75 * r if manner == "cross" else 1.35 * r
        for side in (-1, 1):
            _stroke(cover, (x - long, y - side * long), (x + long, y + side * long), 0.5)
    if manner == "tick":
        _stroke(cover, (x - 0.6 * r, y), (x - 0.1 * r, y + 0.6 * r), 0.5)
        _stroke(cover, (x - 0.1 * r, y + 0.6 * r), (x + 0.9 * r, y - 0.9 * r), 0.5)
    if manner == "half":
        _disc(cover, x - 0.45 * r, y, 0.5 * r, 1.0)
    page *= 1 - cover * (1 - ink / 255)


def _disc(cover: NDArray[np.float32], x: float, y: float, r: float, value: float) -> None:
    cv2.circle(cover, (round(x * 16), round(y * 16)), round(r * 16), value, -1, cv2.LINE_AA, 4)


def _stroke(
    cover: NDArray[np.float32], one: tuple[float, float], other: tuple[float, float], mm: float
) -> None:
    ends = [(round(x * 16), round(y * 16)) for x, y in (one, other)]
    cv2.line(cover, ends[0], ends[1], 1.0, max(1, round(mm * PX)), cv2.LINE_AA, 4)


def number_marks(layout: BubblePage, number: str, manner: str = "full") -> dict[Bubble, str]:
    """Return the marks of a student number, from the first digit on; a blank leaves one out."""
    return {
        next(one for one in row.bubbles if one.letter == digit): manner
        for row, digit in zip(layout.digits, number, strict=False)
        if digit != " "
    }


# What a camera does


class Spoil(msgspec.Struct, frozen=True, kw_only=True):
    """What a photo does to a sheet."""

    turn: float = 0.0
    """Degrees."""
    tilt: float = 0.0
    """Of the farther edge: so much shorter, as a share."""
    blur: float = 0.0
    """Pixels."""
    shade: float = 0.0
    """How much darker one corner is, as a share."""
    shadow: float = 0.0
    """How much darker what lies under the shadow of a hand is."""
    noise: float = 0.0
    quality: int = 95
    """Of the JPEG."""
    scale: float = 1.0
    bend: float = 0.0
    """Millimetres that the middle of the page is off."""


def photo(page: Grey, spoil: Spoil, rng: np.random.Generator) -> Grey:
    """Return a photo of a page on a grey table."""
    height, width = page.shape
    edge = 140
    table = 95.0
    body = page.astype(np.float32) * 0.92
    if spoil.bend:
        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
        off = spoil.bend * PX * np.sin(math.pi * rows / height)
        places = rows + np.asarray(off, np.float32)
        moved = cv2.remap(body, columns, places, cv2.INTER_LINEAR, borderValue=235)
        body = np.asarray(moved, np.float32)
    turn = math.radians(spoil.turn)
    cos, sin = math.cos(turn), math.sin(turn)
    middle = np.array([width / 2, height / 2])
    ends = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32) - middle
    inward = np.array([(1 - spoil.tilt, 1), (1 - spoil.tilt, 1), (1, 1), (1, 1)])
    ends = ends * inward @ np.array([(cos, sin), (-sin, cos)]) * spoil.scale
    ends -= ends.min(axis=0) - edge
    wide, tall = (np.ceil(ends.max(axis=0)) + edge).astype(int)
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, ends.astype(np.float32))
    shown = cv2.warpPerspective(
        body, matrix, (int(wide), int(tall)), flags=cv2.INTER_AREA, borderValue=table
    ).astype(np.float32)
    down, across = np.mgrid[0 : shown.shape[0], 0 : shown.shape[1]].astype(np.float32)
    shown *= 1 - spoil.shade * (down / shown.shape[0] + across / shown.shape[1]) / 2
    if spoil.shadow:
        line = across * 0.6 + down - 0.75 * shown.shape[0]
        soft: NDArray[np.float32] = 1 / (1 + np.exp(-np.clip(line / 12, -50, 50)))
        shown *= 1 - spoil.shadow * soft
    if spoil.blur:
        shown = np.asarray(cv2.GaussianBlur(shown, (0, 0), spoil.blur), np.float32)
    if spoil.noise:
        shown += np.asarray(rng.normal(0, spoil.noise, shown.shape), np.float32)
    grey = np.clip(shown, 0, 255).astype(np.uint8)
    _done, data = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, spoil.quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)


SPOILS: Sequence[Spoil] = (
    Spoil(),
    Spoil(turn=180, noise=4),
    Spoil(turn=7, quality=70),
    Spoil(turn=-7, blur=0.8, shade=0.3),
    Spoil(turn=173, tilt=0.08, shade=0.45, quality=60),
    Spoil(turn=90, tilt=0.05, noise=8),
    Spoil(turn=3, tilt=0.15, blur=1.0, shade=0.3, noise=6, quality=65),
    Spoil(turn=-175, shadow=0.35, blur=0.6, quality=75),
    Spoil(turn=1, scale=0.75, blur=0.6, quality=70),
    Spoil(turn=2, bend=1.5, shade=0.2, quality=80),
    Spoil(turn=-3, tilt=0.1, scale=1.4, blur=1.5, noise=10, shade=0.5, quality=60),
)
