"""QTI for Canvas, 2.1 and 3.0: what is written comes back or is named, and packages are whole."""

import io
import zipfile
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from quiz.formats.exchange.exchanged import ExportSource, Format
from quiz.formats.exchange.qti import canvas, qti3, qti21, reading
from quiz.formats.exchange.xml_tree import parsed
from quiz.items import (
    Allowance,
    Bank,
    Cloze,
    Essay,
    Gap,
    Item,
    Match,
    MultipleChoice,
    Number,
    Option,
    Order,
    Pair,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from tests import strategies
from tests.formats.exchange import foreign

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
FORMATS = [
    msgspec.structs.replace(form, decode=reading.decode)
    for form in (canvas.FORMAT, qti21.FORMAT, qti3.FORMAT)
]


def named(form: Format) -> str:
    return form.name


@pytest.mark.parametrize("form", FORMATS, ids=named)
@given(one=strategies.items(), explain=strategies.optional(strategies.markdown()))
@settings(max_examples=80)
def test_what_is_written_comes_back_or_is_named(form: Format, one: Item, explain: str) -> None:
    made = foreign.bare(one, explain=explain, id=one.id or "q1", has_written_id=True)
    foreign.assert_same(form, Bank(id="b", title="B", items=(made,)))


def item(kind: Any, **values: Any) -> Item:
    made: Item = kind(id="q1", stem=values.pop("stem", "Q?"), **values)
    return made


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(map(Option, texts))


PLAIN = (
    item(SingleChoice, options=(Option("a < b"), Option("`c`", "no & *yes*")), key=0,
         explain="Why: **so**", points=2.0),
    item(SingleChoice, options=options("a", "b"), key=1, shuffle=False),
    item(SingleChoice, options=(Option("a"), Option("b", "One.\n\n- two\n- three")), key=0),
    item(MultipleChoice, options=options(*"abcdefg"), keys=(0, 1, 2)),
    item(TrueFalse, stem="Is **this** `a < b` and $x^2$?\n\n- a\n- b", key=False, explain="So."),
    item(ShortText, answer="C:\\new", accept=("a*b", "it's & <so>")),
    item(Number, answer=Decimal("-3.5"), tolerance=Allowance(Decimal("0.25")), points=3.0),
    item(Match, pairs=(Pair("a", "c < d"), Pair("d", "e")), distractors=options("f")),
    item(Cloze, stem="The ____ sat ____.", segments=("The ", " sat ", "."),
         gaps=(Gap(("cat", "tom")), Gap(("on", "upon")))),
    item(Cloze, stem="**The** ____ sat.", segments=("**The** ", " sat."),
         gaps=(Gap(("cat",), ("cat", "dog", "x & y")),)),
    item(Essay, model_answer="(no model answer)"),
)  # fmt: skip


@pytest.mark.parametrize("form", FORMATS, ids=named)
@pytest.mark.parametrize("one", PLAIN, ids=lambda one: one.kind)
def test_plain_questions_come_back_as_they_were(form: Format, one: Item) -> None:
    bank = Bank(id="b", title="A title", items=(one,))
    assert form.encode is not None
    written = form.encode(ExportSource(bank=bank))
    assert written.notes == ()
    back = foreign.read(form, written.data).bank
    assert back.title == "A title"
    assert [made.replaced(id="q1") for made in back.items] == [one]


MORE_OF_2 = (
    item(ShortText, answer="Rome", case=True),
    item(Number, answer=Decimal(5), tolerance=Allowance(Decimal(10), True)),
    item(Order, entries=("two", "one", "three"), partial=False),
    item(MultipleChoice, options=options("a", "b", "c"), keys=(0, 1), partial=False),
    item(Match, pairs=(Pair("a", "c"), Pair("d", "e")), partial=False),
    item(Essay, model_answer="So: *this*.", points=4.0),
    item(Cloze, stem="____ and ____.", segments=("", " and ", "."),
         gaps=(Gap(("cat",), ("cat", "dog")), Gap(("on", "upon")))),
)  # fmt: skip


@pytest.mark.parametrize("form", FORMATS[1:], ids=named)
@pytest.mark.parametrize("one", MORE_OF_2, ids=lambda one: one.kind)
def test_versions_2_and_3_hold_more(form: Format, one: Item) -> None:
    test_plain_questions_come_back_as_they_were(form, one)


@pytest.mark.parametrize("form", FORMATS, ids=named)
def test_a_package_names_all_its_files_and_each_is_xml(form: Format) -> None:
    pictured = item(TrueFalse, key=True, image="a b.png", alt="map").replaced(id="q 2")
    bank = Bank(id="b", title="A & B", items=(*PLAIN[:2], pictured))
    assert form.encode is not None
    written = form.encode(ExportSource(bank=bank, media=lambda _path: PNG))
    archive = zipfile.ZipFile(io.BytesIO(written.data))
    names = set(archive.namelist())
    for name in names:
        if name.endswith(".xml"):
            parsed(archive.read(name), name)
    manifest = parsed(archive.read("imsmanifest.xml"), "m")
    listed = {one.get("href") for one in manifest.walk() if one.name == "file"}
    assert listed == names - {"imsmanifest.xml"}
    resources = [one.get("identifier") for one in manifest.walk() if one.name == "resource"]
    assert len(resources) == len(set(resources))
    assert [file.data for file in foreign.read(form, written.data).media] == [PNG]


@pytest.mark.parametrize("form", FORMATS, ids=named)
def test_what_cannot_be_written_is_named(form: Format) -> None:
    one = PLAIN[1].replaced(hints=("h",))
    assert form.encode is not None
    (note,) = form.encode(ExportSource(bank=Bank(id="b", title="B", items=(one,)))).notes
    assert note.where == "question 1 (q1)"
    assert "hints" in note.reason
