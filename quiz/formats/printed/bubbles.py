"""Where everything stands on a bubble sheet: what prints it and what reads its pictures ask here.

Lengths are millimetres from the upper left corner of the page. Corner marks are ArUco markers; a
grid of squares at the foot says which exam, version and page it is.
"""

import zlib
from collections.abc import Iterator, Sequence
from typing import Annotated

import msgspec

from quiz.formats.printed.layout import Layout, PageSize
from quiz.formats.printed.sheet import BubbleRow, Exam
from quiz.items.directions import direction

EDITION = 1
"""Of the places below; one more when any of them changes, so that old sheets are not misread."""
USUAL_DIGITS = 6
MOST_DIGITS = 10
_SIZES_MM = {PageSize.A4: (210.0, 297.0), PageSize.LETTER: (215.9, 279.4)}
_SCALES = {Layout.NORMAL: 1.0, Layout.DYSLEXIA: 1.15, Layout.LARGE: 1.45}
_EDGE = 8.0
"""From the edge of the paper to the corner marks; printers leave 5 mm blank."""
_MODULE = 2.0
MARKERS = (
    ("1011010100110010", "top", "left"),
    ("0000111110011010", "top", "right"),
    ("0011001100101101", "bottom", "right"),
    ("1001100101000110", "bottom", "left"),
)
"""The first four of ArUco's dictionary `DICT_4X4_50`, rows of white (1) and black (0) squares, and
their corners; which one it is says how the page is turned.

Source: Garrido-Jurado et al., "Automatic generation and detection of highly reliable fiducial
markers under occlusion", 2014; OpenCV.
"""
_MARKER = 6 * _MODULE
_SIDE = 12.0
_CELL = 3.0
_CODE_BITS = 48
_CODE_COLUMNS = 24
_CHECK = 0x5A3C
"""So that squares which are all black or all white are no code."""
_PITCH, _ROW, _RADIUS, _LABEL = 6.6, 7.0, 2.3, 9.0
_HEAD_BOTTOM, _FIRST_ROW = 27.8, 5.2
"""Below the title of the student number, and from there to the middle of the first row."""


class SheetForm(msgspec.Struct, frozen=True, kw_only=True):
    """What tells where things stand on the bubble sheets of an exam; the key holds it."""

    edition: int = EDITION
    """Of the way in which sheets are laid out."""
    serial: Annotated[int, msgspec.Meta(ge=0, lt=65536)]
    """Tells an exam's sheets from those of another."""
    codes: tuple[str, ...] = ()
    """Of the versions, in the order that the pages count them in."""
    size: PageSize = PageSize.A4
    """Of the paper."""
    layout: Layout = Layout.NORMAL
    """How its text is set."""
    is_rtl: bool = False
    """Whether the language is written from right to left."""
    digits: Annotated[int, msgspec.Meta(ge=1, le=MOST_DIGITS)] = USUAL_DIGITS
    """Of a student number."""


class Rectangle(msgspec.Struct, frozen=True):
    """A rectangle."""

    x: float
    """Of its left edge, in millimetres from the left of the page."""
    y: float
    """Of its upper edge, in millimetres from the top of the page."""
    width: float
    """In millimetres."""
    height: float
    """In millimetres."""


class Bubble(msgspec.Struct, frozen=True):
    """A bubble by its centre."""

    letter: str
    """The letter or digit in it."""
    x: float
    """Of its centre, in millimetres from the left of the page."""
    y: float
    """Of its centre, in millimetres from the top of the page."""


class BubbleLine(msgspec.Struct, frozen=True):
    """The bubbles of a question, or of a digit of the student number."""

    name: str
    """The question's number; empty for a digit."""
    label: Rectangle
    """Where the number stands, or the digit is written."""
    bubbles: tuple[Bubble, ...]
    """From left to right."""


class Corner(msgspec.Struct, frozen=True):
    """A corner mark."""

    box: Rectangle
    """Where it is."""
    squares: tuple[Rectangle, ...]
    """The white ones in it."""


class BubblePage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a bubble sheet."""

    number: int
    """From 1."""
    total: int
    """Number of pages."""
    width: float
    """Of the paper, in millimetres."""
    height: float
    """Of the paper, in millimetres."""
    radius: float
    """Of a bubble."""
    corners: tuple[Corner, ...]
    """The four corner marks."""
    cells: tuple[Rectangle, ...]
    """The black squares of the code."""
    digits: tuple[BubbleLine, ...]
    """Of the student number, the first digit first."""
    rows: tuple[BubbleLine, ...]
    """Of the questions."""
    title: Rectangle
    """Where the exam's title stands."""
    code: Rectangle
    """The version's code as text."""
    number_title: Rectangle
    """Where "Student number" stands."""
    who: Rectangle
    """Name, date and how to fill it in."""
    foot: Rectangle
    """Where version and page stand."""


class PageCode(msgspec.Struct, frozen=True):
    """What the grid at the foot of a page says."""

    serial: int
    """Of the exam: tells its sheets from those of another."""
    version: int
    """Its index in the exam."""
    page: int
    """From 1."""


def sheet_form(
    exam: Exam,
    *,
    layout: Layout = Layout.NORMAL,
    size: PageSize = PageSize.A4,
    digits: int = USUAL_DIGITS,
) -> SheetForm:
    """Return how the bubble sheets of an exam are laid out.

    Args:
        exam: What is printed.
        layout: How its students' sheets are set.
        size: Of the paper.
        digits: Of a student number.
    """
    return SheetForm(
        serial=exam.serial,
        codes=tuple(version.code for version in exam.versions),
        size=size,
        layout=layout,
        is_rtl=direction(exam.language) == "rtl",
        digits=digits,
    )


def bits_of(code: PageCode) -> str:
    """Return the bits of a page's code, a checksum at their end."""
    body = bytes((*code.serial.to_bytes(2, "big"), code.version, code.page))
    data = body + ((zlib.crc32(body) & 0xFFFF) ^ _CHECK).to_bytes(2, "big")
    return f"{int.from_bytes(data, 'big'):0{_CODE_BITS}b}"


def code_of(bits: str) -> PageCode | None:
    """Return what bits say; None where their checksum is wrong."""
    data = int(bits, 2).to_bytes(_CODE_BITS // 8, "big")
    code = PageCode(int.from_bytes(data[:2], "big"), data[2], data[3])
    return code if bits_of(code) == bits else None


def page_size(form: SheetForm) -> tuple[float, float]:
    """Return the width and height of a page."""
    return _SIZES_MM[form.size]


def corners(form: SheetForm) -> tuple[Corner, ...]:
    """Return the corner marks in the order of `MARKERS`."""
    width, height = page_size(form)
    found = []
    for bits, side_y, side_x in MARKERS:
        x = _EDGE if side_x == "left" else width - _EDGE - _MARKER
        y = _EDGE if side_y == "top" else height - _EDGE - _MARKER
        white = tuple(
            Rectangle(x + (1 + at % 4) * _MODULE, y + (1 + at // 4) * _MODULE, _MODULE, _MODULE)
            for at, bit in enumerate(bits)
            if bit == "1"
        )
        found.append(Corner(Rectangle(x, y, _MARKER, _MARKER), white))
    return tuple(found)


def code_cells(form: SheetForm) -> tuple[Rectangle, ...]:
    """Return the squares of a page's code, a bit each."""
    _width, height = page_size(form)
    left, top = _EDGE + _MARKER + 6, height - _EDGE - _MARKER + 3
    return tuple(
        Rectangle(
            left + at % _CODE_COLUMNS * _CELL, top + at // _CODE_COLUMNS * _CELL, _CELL, _CELL
        )
        for at in range(_CODE_BITS)
    )


def bubble_pages(
    form: SheetForm, version: int, rows: Sequence[BubbleRow]
) -> tuple[BubblePage, ...]:
    """Return the pages of a version's bubble sheet.

    Args:
        form: How it is laid out.
        version: The version's index in the exam.
        rows: Its questions.
    """
    width, height = page_size(form)
    scale = _SCALES[form.layout]
    pitch, tall, label = _PITCH * scale, _ROW * scale, _LABEL * scale
    digits = tuple(_digit_rows(form))
    top = _HEAD_BOTTOM + _FIRST_ROW * scale + form.digits * tall + 4
    pages = list(_placed(rows, form, top))
    who_left = _SIDE + label + 10 * pitch + 5
    foot_left = _EDGE + _MARKER + 6 + _CODE_COLUMNS * _CELL + 6
    inner = _EDGE + _MARKER + 4
    code_width = 30.0 * scale
    cells = code_cells(form)

    def box(x: float, y: float, wide: float, high: float) -> Rectangle:
        return _turned(Rectangle(x, y, wide, high), form)

    return tuple(
        BubblePage(
            number=number,
            total=len(pages),
            width=width,
            height=height,
            radius=_RADIUS * scale,
            corners=corners(form),
            cells=tuple(
                cell
                for cell, bit in zip(
                    cells, bits_of(PageCode(form.serial, version, number)), strict=True
                )
                if bit == "1"
            ),
            digits=digits,
            rows=tuple(placed),
            title=box(inner, _EDGE, width - 2 * inner - code_width - 4, _MARKER),
            code=box(width - inner - code_width, _EDGE, code_width, _MARKER),
            number_title=box(_SIDE, _EDGE + _MARKER + 1.8, label + 10 * pitch, 6),
            who=box(who_left, _EDGE + _MARKER + 4, width - _SIDE - who_left, top - 28),
            # Beside the code, which is not turned round.
            foot=Rectangle(foot_left, height - _EDGE - _MARKER + 2, width - inner - foot_left, 8),
        )
        for number, placed in enumerate(pages, 1)
    )


def _digit_rows(form: SheetForm) -> Iterator[BubbleLine]:
    scale = _SCALES[form.layout]
    pitch, tall, label = _PITCH * scale, _ROW * scale, _LABEL * scale
    for at in range(form.digits):
        y = _HEAD_BOTTOM + _FIRST_ROW * scale + at * tall
        bubbles = tuple(
            Bubble(digit, _across(_SIDE + label + (place + 0.5) * pitch, form), y)
            for place, digit in enumerate("0123456789")
        )
        written = Rectangle(_SIDE, y - 0.45 * tall, 0.75 * label, 0.9 * tall)
        yield BubbleLine("", _turned(written, form), bubbles)


def _placed(rows: Sequence[BubbleRow], form: SheetForm, top: float) -> Iterator[list[BubbleLine]]:
    """Yield the rows of each page: down a column, then the next one; a row stays whole."""
    width, height = page_size(form)
    scale = _SCALES[form.layout]
    pitch, tall, label = _PITCH * scale, _ROW * scale, _LABEL * scale
    room = width - 2 * _SIDE
    in_a_line = min(max((len(row.letters) for row in rows), default=1), int((room - label) / pitch))
    wide = label + in_a_line * pitch + 3 * scale
    columns = max(1, int((room + 3 * scale) / wide))
    lines = int((height - _EDGE - _MARKER - 2 - top) / tall)
    page: list[BubbleLine] = []
    column = line = 0
    for row in rows:
        needed = -(-len(row.letters) // in_a_line)
        if line + needed > lines and line:
            column, line = column + 1, 0
        if column == columns:
            yield page
            page, column = [], 0
        left, y = _SIDE + column * wide, top + (line + 0.5) * tall
        bubbles = tuple(
            Bubble(
                letter,
                _across(left + label + (at % in_a_line + 0.5) * pitch, form),
                y + at // in_a_line * tall,
            )
            for at, letter in enumerate(row.letters)
        )
        place = Rectangle(left, y - tall / 2, label - 1.5 * scale, tall)
        page.append(BubbleLine(str(row.number), _turned(place, form), bubbles))
        line += needed
    yield page


def _across(x: float, form: SheetForm) -> float:
    return page_size(form)[0] - x if form.is_rtl else x


def _turned(box: Rectangle, form: SheetForm) -> Rectangle:
    """Return a box on the side that a paper's direction begins at."""
    return msgspec.structs.replace(box, x=_across(box.x + box.width, form)) if form.is_rtl else box
