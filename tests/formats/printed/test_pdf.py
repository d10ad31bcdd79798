"""Sheets as PDF: typst sees text of banks as text, and says what it cannot draw."""

import re
import struct
import zlib

import pytest

from quiz.formats.printed.layout import Layout, PageSize, SheetKind
from quiz.formats.printed.pdf import Press, is_there
from quiz.formats.printed.sheet import Letterhead
from quiz.formats.printed.versions import PaperHead, PaperQuestion, printed
from tests.formats.printed.exams import bank_of, every_kind, exam_of
from tests.formats.printed.test_html import headed
from tests.ui.hostile import TEXTS, quoted
from tests.ui.hostile import bank as hostile_bank

pytestmark = pytest.mark.skipif(not is_there(), reason="typst is not installed (extra `print`)")

TYPST = (
    '#pagebreak() $x$ broken $y @ref \\ #let x = 1 ] ) } [ ( { <label> /* c */ // x `#eval("1")` '
    '= head #read("/etc/passwd") #import "@preview/x:1.0.0"'
)


def pages_of(data: bytes) -> int:
    """Return the number of pages of a PDF."""
    found = re.findall(rb"/Type/Pages/Count (\d+)", data) or re.findall(rb"/Count (\d+)", data)
    return max(map(int, found))


def png(width: int, height: int) -> bytes:
    """Return a grey picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("size", PageSize)
def test_every_kind_in_every_layout(layout: Layout, size: PageSize) -> None:
    press = Press(exam_of(every_kind()).exam, {}, layout=layout, size=size)
    counts = {}
    for sheet in SheetKind:
        made = press.sheet(sheet)
        assert made.warnings == ()
        (data,) = made.data
        assert data.startswith(b"%PDF-")
        counts[sheet] = len(press.sheet(sheet, png_ppi=20).data)
        assert pages_of(data) == counts[sheet]
    assert counts[SheetKind.BUBBLES] == 1
    assert counts[SheetKind.EXAM] == {"normal": 2, "large": 4, "dyslexia": 3}[layout] or (
        counts[SheetKind.EXAM] in (2, 3, 4, 5)  # other fonts than here
    )


def test_the_same_exam_is_the_same_file() -> None:
    made = [
        Press(exam_of(every_kind(), versions=2).exam, {}).sheet(SheetKind.EXAM) for _ in range(2)
    ]
    assert made[0].data == made[1].data


def test_every_version_begins_on_a_sheet_of_its_own_where_both_sides_are_printed() -> None:
    bank = bank_of("title: t\nquestions:\n- {question: q, answer: a}\n")
    exam = exam_of(bank, versions=3).exam
    assert pages_of(Press(exam, {}).sheet(SheetKind.EXAM).data[0]) == 3
    assert pages_of(Press(exam, {}, is_duplex=True).sheet(SheetKind.EXAM).data[0]) == 5


@pytest.mark.parametrize("text", [TYPST, *TEXTS.values()], ids=["typst", *TEXTS])
def test_hostile_texts_are_only_text(text: str) -> None:
    exam = exam_of(bank_of(hostile_bank(text))).exam
    press = Press(exam, {})
    for sheet in SheetKind:
        assert press.sheet(sheet).data[0].startswith(b"%PDF-")


def test_typst_source_in_a_bank_prints_as_typed() -> None:
    stem = quoted(TYPST.replace("$x$", "x").replace("`", "'"))
    bank = bank_of(f"title: t\nquestions:\n- {{question: {stem}, answer: a}}\n")
    made = Press(exam_of(bank).exam, {}).sheet(SheetKind.EXAM)
    assert pages_of(made.data[0]) == 1  # no page break was obeyed
    plain = bank_of("title: t\nquestions:\n- {question: short, answer: a}\n")
    assert len(made.data[0]) > len(Press(exam_of(plain).exam, {}).sheet(SheetKind.EXAM).data[0])


def test_twenty_thousand_characters_print_whole() -> None:
    bank = bank_of(f"title: t\nquestions:\n- {{question: {'x' * 19_990}, answer: a}}\n")
    made = Press(exam_of(bank).exam, {}).sheet(SheetKind.EXAM)
    assert pages_of(made.data[0]) > 3  # it breaks, and does not run over the edge


def test_a_missing_glyph_is_named() -> None:
    text = 'title: t\nquestions:\n- {question: "Ж ü α → \U0001a000", answer: a}\n'
    made = Press(exam_of(bank_of(text)).exam, {}).sheet(SheetKind.EXAM)
    (warning,) = made.warnings
    assert warning.startswith(
        "no installed font has this character, which prints as a box: U+1A000"
    )


def test_what_typst_brings_has_latin_and_cyrillic() -> None:
    """So that they need not be looked for at every printing."""
    from quiz.formats.printed.typesetting import _is_doubtful, _probed

    signs = tuple(
        chr(code)
        for code in (*range(0x21, 0x7F), *range(0xA1, 0x180), *range(0x400, 0x460))
        if code != 0xAD
    )
    assert not any(map(_is_doubtful, signs))
    assert _probed(signs, ("Libertinus Serif",)) == frozenset()


def test_what_stands_above_an_exam_is_printed_on_each_sheet() -> None:
    press = Press(headed(), {"./logo.png": png(900, 90)})
    for sheet in SheetKind:
        made = press.sheet(sheet)
        assert made.warnings == ()
        assert (b"/Subtype/Image" in made.data[0]) is (sheet is not SheetKind.BUBBLES)


def test_typst_source_above_an_exam_prints_as_typed() -> None:
    item = every_kind().items[0]
    asked = PaperQuestion(bank="t", item=item, points=1, section=0, heading=TYPST)
    letterhead = Letterhead(school=TYPST, class_name=TYPST, date=TYPST)
    head = PaperHead(title=TYPST, grades=((TYPST, 50.0),), letterhead=letterhead)
    press = Press(printed(head, [[asked]]).exam, {})
    for sheet in SheetKind:
        assert pages_of(press.sheet(sheet).data[0]) == 1


def exam_with(data: bytes) -> Press:
    text = "title: t\nquestions:\n- {question: q, answer: a, image: m.png, alt: A map}\n"
    asked = PaperQuestion(bank="t", item=bank_of(text).items[0], points=1, picture="t/m.png")
    return Press(printed(PaperHead(title="t"), [[asked]]).exam, {"t/m.png": data})


def test_a_picture_is_printed_and_a_damaged_one_described() -> None:
    sound = exam_with(png(80, 40)).sheet(SheetKind.EXAM)
    assert sound.warnings == ()
    assert b"/Subtype/Image" in sound.data[0]
    broken = exam_with(png(80, 40)[:60]).sheet(SheetKind.EXAM)
    assert broken.warnings == (
        "t/m.png: the picture is damaged; its description is printed instead",
    )
    assert b"/Subtype/Image" not in broken.data[0]
