"""The print-ready page: all text of a bank is there, escaped, and nothing else happens."""

import re
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given, settings
from markupsafe import escape

from quiz.cleaning import CONTROLS, clean
from quiz.formats.printed.bubbles import MARKERS, bubble_pages, sheet_form
from quiz.formats.printed.html import page
from quiz.formats.printed.layout import Layout, PageSize, SheetKind
from quiz.formats.printed.sheet import Exam, Letterhead, SheetPicture
from quiz.formats.printed.versions import PaperHead, PaperQuestion, printed
from quiz.items import Bank, Essay, Flashcard, Match, MultipleChoice, Order, SingleChoice
from quiz.items.markup import spans
from tests import strategies
from tests.formats.printed.exams import bank_of, every_kind, exam_of
from tests.ui.hostile import TEXTS
from tests.ui.hostile import bank as hostile_bank

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\0\1" * 2 + b"rest"


class Tags(HTMLParser):
    """Collects tags and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes |= {name for name, _value in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


OURS = {
    "html", "head", "meta", "title", "style", "body", "section", "header", "footer", "h1", "h2",
    "h3", "h4", "h5", "h6", "p", "div", "span", "strong", "em", "s", "code", "pre", "ul", "ol",
    "li", "table", "tr", "th", "td", "blockquote", "hr", "br", "img", "small", "bdi",
    "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup",
    "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd",
    "svg", "rect", "circle", "text",
}  # fmt: skip


def seen(data: bytes) -> Tags:
    tags = Tags()
    tags.feed(data.decode())
    assert tags.found <= OURS
    assert tags.attributes <= {
        "lang",
        "charset",
        "class",
        "style",
        "start",
        "colspan",
        "src",
        "alt",
        "dir",
        "display",
        "alttext",
        "width",
        "accent",
        "stretchy",
        "linethickness",
        "mathvariant",
        *("viewbox", "x", "y", "height", "cx", "cy", "r", "fill", "stroke", "stroke-width"),
        *("font-size", "text-anchor", "direction"),
    }
    return tags


@settings(max_examples=30, deadline=None)
@given(strategies.banks())
def test_all_text_of_any_bank_is_there_escaped(bank: Bank) -> None:
    exam = exam_of(bank).exam
    pages = {sheet: page(exam, sheet, {}) for sheet in SheetKind}
    for data in pages.values():
        seen(data)
    text = pages[SheetKind.EXAM].decode()
    assert f"<h1>{escape(clean(bank.title))}</h1>" in text
    for item in bank.items:
        texts: list[str] = []
        if isinstance(item, SingleChoice | MultipleChoice):
            texts = [option.text for option in item.options]
        elif isinstance(item, Order):
            texts = list(item.entries)
        elif isinstance(item, Match):
            texts = [*item.rights, *(pair.left for pair in item.pairs)]
        for one in texts:
            if not spans(one):
                assert escape(clean(one)) in text


PAGE_TEXTS = {
    "script": "<script>alert(1)</script>",
    "attribute": '"onload=alert(1) x="',
    "expression": "{{ 7*7 }}",
    "statement": "{% raw %}{% endblock %}",
    "style": "</style><b>",
}


@pytest.mark.parametrize("text", PAGE_TEXTS.values(), ids=PAGE_TEXTS)
def test_what_a_template_or_browser_would_run_is_only_text(text: str) -> None:
    exam = exam_of(bank_of(hostile_bank(text))).exam
    letterhead = Letterhead(school=text, class_name=text, date=text)
    exam = msgspec.structs.replace(exam, title=text, letterhead=letterhead)
    plain = exam_of(bank_of(hostile_bank("plain"))).exam
    plain_head = Letterhead(school="plain", class_name="plain", date="plain")
    plain = msgspec.structs.replace(plain, title="plain", letterhead=plain_head)
    for sheet in SheetKind:
        read, expected = seen(page(exam, sheet, {})), seen(page(plain, sheet, {}))
        assert read.attributes == expected.attributes
        times = read.text.count(text)
        assert times >= 3 if sheet is SheetKind.BUBBLES else times > 10, sheet


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_texts_are_only_text(name: str) -> None:
    exam = exam_of(bank_of(hostile_bank(TEXTS[name]))).exam
    for sheet in SheetKind:
        for layout in Layout:
            seen(page(exam, sheet, {}, layout=layout, size=PageSize.LETTER))


def test_answers_are_in_the_key_and_not_in_the_exam() -> None:
    bank = bank_of(
        "title: t\nquestions:\n- {question: Who?, answer: Secret, explain: Because}\n"
        "- {front: f, back: Hidden}\n- {question: w, essay: Model, rubric: [Point]}\n"
    )
    assert isinstance(bank.items[1], Flashcard)
    assert isinstance(bank.items[2], Essay)
    exam = exam_of(bank).exam
    words = ("Secret", "Because", "Hidden", "Model", "Point<")
    asked, key = page(exam, SheetKind.EXAM, {}).decode(), page(exam, SheetKind.KEY, {}).decode()
    assert [word for word in words if word in asked] == []
    assert [word for word in words if word not in key] == []


def test_a_picture_is_in_the_page_and_described() -> None:
    item = bank_of(
        'title: t\nquestions:\n- {question: q, answer: a, image: m.png, alt: "A \\"map\\""}\n'
    ).items[0]
    asked = PaperQuestion(bank="t", item=item, points=1, picture="t/m.png")
    exam = printed(PaperHead(title="t"), [[asked]]).exam
    text = page(exam, SheetKind.EXAM, {"t/m.png": PNG}).decode()
    assert '<img src="data:image/png;base64,' in text
    assert 'alt="A &#34;map&#34;"' in text
    assert "Picture: A &#34;map&#34;" in page(exam, SheetKind.EXAM, {}).decode()


def test_the_same_exam_is_the_same_page() -> None:
    exam = exam_of(every_kind(), versions=2).exam
    assert page(exam, SheetKind.EXAM, {}) == page(
        exam_of(every_kind(), versions=2).exam, SheetKind.EXAM, {}
    )


def headed() -> Exam:
    """Return an exam with all that may stand above it, and two sections."""
    items = every_kind().items[:4]
    asked = [
        PaperQuestion(bank="t", item=item, points=1, section=at // 2, heading=f"Part <{at // 2}>")
        for at, item in enumerate(items)
    ]
    letterhead = Letterhead(
        school="A & B <School>",
        class_name="7 <b>",
        date="18 <January>",
        logo=SheetPicture(name="./logo.png", alt="Crest"),
    )
    head = PaperHead(title="t", grades=(("A <1>", 90.0), ("B", 45.0)), letterhead=letterhead)
    return printed(head, [asked]).exam


def test_what_stands_above_an_exam_is_there_escaped() -> None:
    pages = {sheet: page(headed(), sheet, {"./logo.png": PNG}) for sheet in SheetKind}
    for data in pages.values():
        seen(data)
    text = pages[SheetKind.EXAM].decode()
    for shown in (
        "A &amp; B &lt;School&gt;", "Class <strong>7 &lt;b&gt;", "18 &lt;January&gt;",
        'alt="Crest"', "<th>A &lt;1&gt;</th>", "<td>≥ 4</td>", 'class="grade"',
    ):  # fmt: skip
        assert shown in text, shown
    for sheet in (SheetKind.EXAM, SheetKind.KEY, SheetKind.MARKING):
        assert pages[sheet].decode().count("Part &lt;0&gt;") == 1
        assert pages[sheet].decode().count("Part &lt;1&gt;") == 1
    bare = page(exam_of(every_kind()).exam, SheetKind.EXAM, {}).decode()
    assert "letterhead" not in bare.partition("</style>")[2]
    assert "≥" not in bare


@pytest.mark.parametrize("entity", ["&#x202e;", "&#27;", "&#x9b;", "&#x2067;"])
def test_an_entity_brings_no_control_character_onto_a_page(entity: str) -> None:
    bank = bank_of(f"title: T\nquestions: [{{question: 'Is{entity}it?', answer: a{entity}b}}]\n")
    for sheet in (SheetKind.EXAM, SheetKind.KEY):
        assert not CONTROLS.search(page(exam_of(bank).exam, sheet, {}).decode())


def test_bubbles_are_at_the_places_that_their_reader_looks_at() -> None:
    exam = exam_of(every_kind(), versions=2).exam
    text = page(exam, SheetKind.BUBBLES, {}, layout=Layout.DYSLEXIA, digits=4).decode()
    form = sheet_form(exam, layout=Layout.DYSLEXIA, digits=4)
    pages = [one for at, v in enumerate(exam.versions) for one in bubble_pages(form, at, v.bubbles)]
    drawn = [
        re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)".*?>(\w+)</text>', svg)
        for svg in re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    ]
    assert drawn == [
        [
            (f"{one.x:g}", f"{one.y:g}", one.letter)
            for row in (*found.digits, *found.rows)
            for one in row.bubbles
        ]
        for found in pages
    ]
    assert text.count('fill="#fff"') == 2 * sum(bits.count("1") for bits, _y, _x in MARKERS)
