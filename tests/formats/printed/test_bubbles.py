"""The places of a bubble sheet: what is printed there can be told apart, and read back."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.formats.printed.bubbles import (
    BubblePage,
    PageCode,
    Rectangle,
    SheetForm,
    bits_of,
    bubble_pages,
    code_cells,
    code_of,
    corners,
)
from quiz.formats.printed.forms import letters
from quiz.formats.printed.layout import Layout, PageSize
from quiz.formats.printed.sheet import BubbleRow
from tests.formats.printed.exams import bank_of, exam_of

FORMS = st.builds(
    SheetForm,
    serial=st.integers(0, 65535),
    size=st.sampled_from(PageSize),
    layout=st.sampled_from(Layout),
    is_rtl=st.booleans(),
    digits=st.integers(1, 10),
)
CODES = st.builds(PageCode, st.integers(0, 65535), st.integers(0, 255), st.integers(0, 255))
ROWS = st.lists(st.integers(2, 40), min_size=1, max_size=90).map(
    lambda counts: [BubbleRow(at, tuple(letters(n))) for at, n in enumerate(counts, 1)]
)


@given(CODES)
def test_a_page_code_is_read_back(code: PageCode) -> None:
    assert code_of(bits_of(code)) == code


@given(CODES, st.sets(st.integers(0, 47), min_size=1, max_size=3))
def test_squares_misread_give_no_code(code: PageCode, wrong: set[int]) -> None:
    bits = bits_of(code)
    spoilt = "".join("10"[int(bit)] if at in wrong else bit for at, bit in enumerate(bits))
    assert code_of(spoilt) is None


def test_blank_or_black_squares_are_no_code() -> None:
    assert code_of("0" * 48) is None
    assert code_of("1" * 48) is None


def around(page: BubblePage, x: float, y: float) -> Rectangle:
    """Return what must be bare: the paper around a bubble tells how dark it is."""
    edge = 1.55 * page.radius
    return Rectangle(x - edge, y - edge, 2 * edge, 2 * edge)


def overlap(one: Rectangle, other: Rectangle) -> bool:
    return (
        one.x < other.x + other.width - 1e-6
        and other.x < one.x + one.width - 1e-6
        and one.y < other.y + other.height - 1e-6
        and other.y < one.y + one.height - 1e-6
    )


@given(FORMS, ROWS)
def test_every_bubble_has_a_place_of_its_own_on_the_paper(
    form: SheetForm, rows: list[BubbleRow]
) -> None:
    pages = bubble_pages(form, 3, rows)
    placed = [row for page in pages for row in page.rows]
    assert [(row.name, "".join(b.letter for b in row.bubbles)) for row in placed] == [
        (str(row.number), "".join(row.letters)) for row in rows
    ]
    for page in pages:
        fixed = [*(corner.box for corner in page.corners), *code_cells(form), page.title]
        fixed += [page.code, page.who, page.number_title]
        found = [
            around(page, one.x, one.y) for row in (*page.digits, *page.rows) for one in row.bubbles
        ]
        labels = [row.label for row in (*page.digits, *page.rows)]
        for box in (*found, *labels, *fixed, page.foot):
            assert 5 <= box.x <= box.x + box.width <= page.width - 5
            assert 5 <= box.y <= box.y + box.height <= page.height - 5
        for box in found:
            assert not any(overlap(box, other) for other in (*fixed, *labels))
        by_line = sorted(found, key=lambda box: (round(box.y, 3), box.x))
        for one, other in pairwise(by_line):
            assert one.y != other.y or other.x - one.x > 2.7 * page.radius


def test_no_place_of_the_heads_covers_another() -> None:
    for layout in Layout:
        (page,) = bubble_pages(SheetForm(serial=1, layout=layout), 0, [BubbleRow(1, ("A", "B"))])
        boxes = [page.title, page.code, page.number_title, page.who, page.foot]
        boxes += [corner.box for corner in page.corners]
        for one, other in combinations(boxes, 2):
            assert not overlap(one, other), (layout, one, other)


def test_a_sheet_that_runs_from_the_right_is_the_other_way_round() -> None:
    rows = [BubbleRow(1, ("A", "B"))]
    (left,) = bubble_pages(SheetForm(serial=1), 0, rows)
    (right,) = bubble_pages(SheetForm(serial=1, is_rtl=True), 0, rows)
    for one, other in zip(left.rows[0].bubbles, right.rows[0].bubbles, strict=True):
        assert one.letter == other.letter
        assert one.x + other.x == pytest.approx(210)
    assert left.corners == right.corners


def test_corner_marks_are_in_the_corners() -> None:
    boxes = [corner.box for corner in corners(SheetForm(serial=1, size=PageSize.LETTER))]
    assert [(box.x < 100, box.y < 100) for box in boxes] == [
        (True, True), (False, True), (False, False), (True, False),
    ]  # fmt: skip


def test_sheets_of_another_exam_have_another_serial() -> None:
    text = "title: t\nquestions:\n- {id: q, question: q, answer: a, wrong: [b, c]}\n"
    serial = exam_of(bank_of(text)).exam.serial
    assert exam_of(bank_of(text.replace("answer: a", "answer: corrected"))).exam.serial == serial
    assert exam_of(bank_of(text.replace("[b, c]", "[b]"))).exam.serial != serial
    assert exam_of(bank_of(text), seed=1).exam.serial != serial
