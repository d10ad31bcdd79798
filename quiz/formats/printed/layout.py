"""How sheets are set: normal, in large print, or easier to read with dyslexia."""

from enum import StrEnum

import msgspec


class SheetKind(StrEnum):
    """What is printed of an exam, each a file of its own."""

    EXAM = "exam"
    """The questions."""
    KEY = "key"
    """The right answers."""
    MARKING = "marking"
    """The grading guide, with rules and rubrics."""
    BUBBLES = "bubbles"
    """The answer sheets that are scanned."""


class PageSize(StrEnum):
    """Of the paper."""

    A4 = "a4"
    """210 by 297 mm."""
    LETTER = "letter"
    """8.5 by 11 inches."""


class Layout(StrEnum):
    """How a sheet is set."""

    NORMAL = "normal"
    """As most papers are."""
    LARGE = "large"
    """In large print."""
    DYSLEXIA = "dyslexia"
    """In sans-serif, with wide spacing on cream."""


class TypeSetting(msgspec.Struct, frozen=True, kw_only=True):
    """The measures of a layout."""

    size_pt: float
    """Of the text, in points."""
    leading_em: float
    """Between the lines of a paragraph."""
    line_em: float
    """Of a line to write on."""
    margin_cm: float = 2.0
    """Of the page, in centimetres."""
    tracking_em: float = 0.0
    """Between letters."""
    spacing_percent: float = 100.0
    """Of the usual space between words."""
    is_sans: bool = False
    """Whether the font has no serifs."""
    is_cream: bool = False
    """Whether the paper is drawn in a warm tint, which glares less."""


LAYOUTS = {
    Layout.NORMAL: TypeSetting(size_pt=11, leading_em=0.65, line_em=2.1),
    Layout.LARGE: TypeSetting(size_pt=18, leading_em=0.75, line_em=1.9, is_sans=True),
    Layout.DYSLEXIA: TypeSetting(
        size_pt=13,
        leading_em=1.0,
        line_em=2.3,
        tracking_em=0.06,
        spacing_percent=160,
        is_sans=True,
        is_cream=True,
    ),
}
"""British Dyslexia Association, "Style guide": sans, 12 to 14 pt, wider letters and words, lines
at 1.5, left aligned, cream paper. Large print is 16 to 18 pt (RNIB, "Clear print")."""

SANS_FONTS = (
    "OpenDyslexic", "Atkinson Hyperlegible", "Lexend", "Verdana", "Arial", "Helvetica",
    "Liberation Sans", "Noto Sans", "DejaVu Sans", "Segoe UI", "Ubuntu",
)  # fmt: skip
"""The first one that is installed is taken."""
