"""Printed pages as a reader sees them: what keeps together, what is clipped, what is alone."""

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

import pytest

from quiz.formats.printed.layout import Layout, PageSize, SheetKind
from quiz.formats.printed.pdf import Place, Press, better_breaks, is_there, places
from quiz.formats.printed.sheet import Nothing, Passage, PrintedQuestion, Section
from quiz.formats.printed.typesetting import with_pictures
from quiz.formats.printed.versions import PaperHead, PaperQuestion, printed
from tests.formats.printed.exams import asked_of, bank_of
from tests.formats.printed.pixels import ink
from tests.formats.printed.test_pdf import png

pytestmark = pytest.mark.skipif(not is_there(), reason="typst is not installed (extra `print`)")

HARD = Path(__file__).with_name("hard.yaml")


@pytest.fixture(scope="module")
def asked() -> list[PaperQuestion]:
    bank = bank_of(HARD.read_text("utf-8"))
    found = asked_of(bank)
    with_picture = [n for n, one in enumerate(found) if one.item.image]
    (at,) = with_picture
    return [
        one if n != at else PaperQuestion(bank="t", item=one.item, points=1, picture="t/m.png")
        for n, one in enumerate(found)
    ]


def press_of(
    asked: list[PaperQuestion], layout: Layout, size: PageSize, language: str = "en"
) -> Press:
    exam = printed(PaperHead(title="Hard", language=language, shuffle=False), [asked]).exam
    return Press(exam, {"t/m.png": png(900, 1200)}, layout=layout, size=size)


def placed(press: Press) -> list[Place]:
    """Return where the parts of an exam are once its breaks are set."""

    def make(files: Mapping[str, str], folder: str) -> list[Place]:
        data = press._data(SheetKind.EXAM, files)
        press._set_breaks(data, places(data, folder))
        return places(data, folder)

    return with_pictures(press._pictures, make)[0]


@pytest.mark.parametrize(
    ("layout", "language"),
    [(Layout.NORMAL, "en"), (Layout.LARGE, "ar"), (Layout.DYSLEXIA, "en")],
)
def test_nothing_runs_into_the_margins(
    asked: list[PaperQuestion], layout: Layout, language: str
) -> None:
    press = press_of(asked, layout, PageSize.LETTER, language)
    for sheet in (SheetKind.EXAM, SheetKind.KEY):
        for page in press.sheet(sheet, png_ppi=20).data:
            left, right, top, bottom = ink(page)
            # Two centimetres of 21.59 and 27.94, and a pixel.
            assert left > 0.085
            assert right < 0.915
            assert (top > 0.065, bottom < 0.96) == (True, True)


@pytest.mark.parametrize("layout", Layout)
def test_questions_stay_whole_with_picture_code_and_lines(
    asked: list[PaperQuestion], layout: Layout
) -> None:
    found = placed(press_of(asked, layout, PageSize.A4))
    for part, edges in groupby(found, key=lambda place: place.part):
        pages = {place.page for place in edges}
        if (layout, part) != (Layout.LARGE, 4):  # more lines than a page has in large print
            assert len(pages) == 1, part


def test_no_page_has_one_question_where_it_can_be_helped() -> None:
    lines = "\n".join(f"- {{question: Question {n}?, essay: e}}" for n in range(4))
    asked = asked_of(bank_of(f"title: t\nquestions:\n{lines}\n"))
    found = placed(press_of(asked, Layout.NORMAL, PageSize.A4))
    assert [place.page for place in found if place.edge == "top"] == [1, 1, 2, 2]


def place(part: int, page: int, top: float, bottom: float) -> list[Place]:
    """Return both edges of a part."""
    return [
        Place(version=0, part=part, edge=edge, page=page, y=y, room=700)
        for edge, y in (("top", top), ("bottom", bottom))
    ]


@pytest.mark.parametrize(
    ("heights", "breaks"),
    [
        ([[100, 100, 100], [100]], [2]),
        ([[100, 100], [100]], []),  # the page before would have one alone
        ([[100, 100, 500], [300]], []),  # they do not fit on one page
        ([[100, 100, 100], [100], [100]], [2]),
        ([[100, 100, 100], [100, 100]], []),
        ([[100]], []),
    ],
)
def test_a_question_alone_is_joined_by_the_one_before_it(
    heights: list[list[float]], breaks: list[int]
) -> None:
    found: list[Place] = []
    for page, tall in enumerate(heights, 1):
        y = 50.0
        for height in tall:
            found += place(len(found) // 2, page, y, y + height)
            y += height + 10
    one = PrintedQuestion(number=1, points="1", stem=(), task="", form=Nothing())
    parts: list[Section | Passage | PrintedQuestion] = [one] * (len(found) // 2)
    assert better_breaks(parts, found) == breaks


def test_a_heading_goes_with_its_question() -> None:
    one = PrintedQuestion(number=1, points="1", stem=(), task="", form=Nothing())
    parts: list[Section | Passage | PrintedQuestion] = [one, one, Section("Part two"), one, one]
    found = [
        *place(0, 1, 50, 150), *place(1, 1, 160, 260), *place(2, 1, 270, 290),
        *place(3, 1, 300, 400), *place(4, 2, 50, 150),
    ]  # fmt: skip
    assert better_breaks(parts, found) == [2]
