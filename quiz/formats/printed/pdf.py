"""An exam's sheets as PDF by typst, and where their pages break."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from quiz.formats.printed import pictures as pictures_
from quiz.formats.printed.bubbles import USUAL_DIGITS, bubble_pages, sheet_form
from quiz.formats.printed.heights import Measure
from quiz.formats.printed.layout import LAYOUTS, Layout, PageSize, SheetKind
from quiz.formats.printed.sheet import Exam, Passage, PrintedQuestion, Section
from quiz.formats.printed.template_data import Shown, height_cm, language_of
from quiz.formats.printed.typesetting import (
    Compiled,
    look_of,
    made,
    missing_glyphs,
    query,
    source_of,
    with_pictures,
)
from quiz.items.directions import direction

_BETWEEN = 0.04
"""Of a page's height: the space between two questions."""


def is_there() -> bool:
    """Return whether typst is installed."""
    from importlib.util import find_spec

    return find_spec("typst") is not None


class Press:
    """Makes the sheets of one exam; fonts are looked for and pictures are copied once."""

    def __init__(
        self,
        exam: Exam,
        pictures: Mapping[str, bytes],
        *,
        layout: Layout = Layout.NORMAL,
        size: PageSize = PageSize.A4,
        is_duplex: bool = False,
        digits: int = USUAL_DIGITS,
    ) -> None:
        """Take an exam.

        Args:
            exam: What is printed.
            pictures: The bytes of each picture that it names.
            layout: How it is set.
            size: Of the paper.
            is_duplex: Begin every version on a sheet of its own, for printing on both sides.
            digits: Of a student number on the bubble sheets.
        """
        self._form = sheet_form(exam, layout=layout, size=size, digits=digits)
        self._exam = exam
        self._pictures = dict(pictures)
        tall_cm = {name: height_cm(*pictures_.size(data)) for name, data in pictures.items()}
        self._measure = Measure.of(LAYOUTS[layout], tall_cm)
        self._look, self.warnings = look_of(layout, size, is_duplex)

    def sheet(self, sheet: SheetKind, *, png_ppi: float | None = None) -> Compiled:
        """Return one of the sheets.

        Args:
            sheet: Which one.
            png_ppi: Give pictures of the pages in place of a PDF, so fine.

        Raises:
            QuizError: Typst cannot make it.
        """

        def make(files: Mapping[str, str], folder: str) -> tuple[dict[str, Any], tuple[bytes, ...]]:
            data = self._data(sheet, files)
            return data, self._pages(data, folder, png_ppi)

        (data, pages), warnings = with_pictures(self._pictures, make)
        warnings += missing_glyphs(data, self._look["fonts"])
        return Compiled(data=pages, warnings=tuple(warnings))

    def _pages(self, data: dict[str, Any], folder: str, png_ppi: float | None) -> tuple[bytes, ...]:
        if data["sheet"] == SheetKind.EXAM:
            self._set_breaks(data, places(data, folder))
        form = "png" if png_ppi else "pdf"
        return made(source_of("exam.typ"), data, form=form, root=folder, ppi=png_ppi)

    def _set_breaks(self, data: dict[str, Any], found: Sequence["Place"]) -> None:
        for at, version in enumerate(data["versions"]):
            own = [place for place in found if place.version == at]
            version["breaks"] = better_breaks(self._exam.versions[at].parts, own)

    def _data(self, sheet: SheetKind, files: Mapping[str, str]) -> dict[str, Any]:
        """Return what the template is handed, without what this sheet does not show."""
        exam = self._exam
        shown = {
            SheetKind.EXAM: ("code", "parts", "total", "grades"),
            SheetKind.KEY: ("code", "answers", "total", "grades"),
            SheetKind.MARKING: ("code", "answers", "total", "grades"),
            SheetKind.BUBBLES: ("code",),
        }[sheet]
        to = Shown(self._measure, files, self._pictures, direction(exam.language))
        versions = [
            {
                **{name: to.plain(getattr(version, name)) for name in shown},
                "count": len(version.answers),
                "breaks": [],
                "pages": self._bubbles(at) if sheet is SheetKind.BUBBLES else [],
            }
            for at, version in enumerate(exam.versions)
        ]
        return {
            "sheet": str(sheet),
            "title": to.plain(exam.title),
            "time": exam.time,
            "about": to.plain(exam.about),
            "letterhead": to.plain(exam.letterhead),
            "versions": versions,
            **language_of(exam.language),
            "look": self._look,
        }

    def _bubbles(self, at: int) -> Any:
        pages = bubble_pages(self._form, at, self._exam.versions[at].bubbles)
        return msgspec.to_builtins(pages)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where one edge of a part of an exam is."""

    version: int
    """Index of the version."""
    part: int
    """Index of the part within its version."""
    edge: str
    """`top` or `bottom`."""
    page: int
    """Page on which it begins, from 1."""
    y: float
    """Points from the top of the page."""
    room: float
    """Points of height that a page's text has."""


def places(data: Mapping[str, Any], folder: str) -> list[Place]:
    """Return where the parts of an exam's pages are, by what the template is handed."""
    return msgspec.json.decode(query("exam.typ", "place", data, folder), type=list[Place])


def better_breaks(
    parts: Sequence[Section | Passage | PrintedQuestion], found: Sequence[Place]
) -> list[int]:
    """Return before which parts a page is to begin, so that no page has a question alone.

    A question that would be alone is joined by the one before it, where that page keeps two and
    both fit. Headings and passages stay with the question after them.

    Args:
        parts: A version's parts.
        found: Where they would be.
    """
    tops = {place.part: place for place in found if place.edge == "top"}
    bottoms = {place.part: place for place in found if place.edge == "bottom"}
    pages: dict[int, list[tuple[int, float]]] = {}
    first = 0
    for at, part in enumerate(parts):
        if not isinstance(part, PrintedQuestion) or at not in tops or at not in bottoms:
            continue
        top, bottom = tops.get(first, tops[at]), bottoms[at]
        is_broken = top.page != bottom.page
        tall = float("inf") if is_broken else bottom.y - top.y
        for page in range(top.page, bottom.page + 1):
            pages.setdefault(page, []).append((first, tall))
        first = at + 1
    breaks = []
    for page in sorted(pages, reverse=True):
        before = pages.get(page - 1, [])
        if len(pages[page]) != 1 or len(before) < 3:
            continue
        room = next(iter(tops.values())).room
        if before[-1][1] + pages[page][0][1] + _BETWEEN * room <= room:
            breaks.append(before.pop()[0])
    return breaks
