"""Moodle XML: every kind of Moodle's own is read, its files too, and what is written comes back."""

import base64
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.formats.exchange.exchanged import ExportSource, Imported, Source
from quiz.formats.exchange.formats import recognised
from quiz.formats.exchange.moodle_xml import FORMAT, decode, encode
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


def question(kind: str, inner: str = "", stem: str = "Q?", kept: str = "html") -> str:
    text = f'<questiontext format="{kept}"><text><![CDATA[{stem}]]></text></questiontext>'
    return f'<question type="{kind}"><name><text>N</text></name>{text}{inner}</question>'


def answer(text: str, fraction: float, feedback: str = "", more: str = "") -> str:
    said = f"<feedback><text><![CDATA[{feedback}]]></text></feedback>" if feedback else ""
    text = f"<text><![CDATA[{text}]]></text>"
    return f'<answer fraction="{fraction}">{text}{said}{more}</answer>'


def read(*questions: str) -> Imported:
    return foreign.read(FORMAT, f"<?xml version='1.0'?><quiz>{''.join(questions)}</quiz>")


def item(kind: Any, **values: Any) -> Item:
    made: Item = kind(id="", stem=values.pop("stem", "Q?"), **values)
    return made


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(map(Option, texts))


def letters(name: str, *values: str) -> str:
    rows = "".join(f"<dataset_item><value>{value}</value></dataset_item>" for value in values)
    return (
        f"<dataset_definition><name><text>{name}</text></name>"
        f"<dataset_items>{rows}</dataset_items></dataset_definition>"
    )


DATA = f"<dataset_definitions>{letters('a', '3', '4')}{letters('b', '2.5')}</dataset_definitions>"
SHOWN = (
    "<tolerance>0.1</tolerance><tolerancetype>1</tolerancetype>"
    "<correctanswerformat>1</correctanswerformat><correctanswerlength>1</correctanswerlength>"
)
PICKED = "".join(
    f"<selectoption><text>{text}</text><group>{group}</group></selectoption>"
    for text, group in (("cat", 1), ("dog", 1), ("sat", 2), ("ran", 2))
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (question("multichoice", answer("<b>a</b>", 100, "why") + answer("b", 0, "no")),
         item(SingleChoice, options=(Option("a"), Option("b", "no")), key=0, explain="why")),
        (question("multichoice", "<single>0</single><shuffleanswers>false</shuffleanswers>"
                  + answer("c", -100) + answer("a", 50) + answer("b", 50)),
         item(MultipleChoice, options=options("c", "a", "b"), keys=(1, 2), shuffle=False)),
        (question("truefalse", answer("false", 0) + answer("true", 100)),
         item(TrueFalse, key=True)),
        (question("truefalse", answer("Vrai", 0) + answer("Faux", 100)),
         item(TrueFalse, key=False)),
        (question("shortanswer", "<usecase>1</usecase>" + answer("a", 100) + answer("b", 100)),
         item(ShortText, answer="a", accept=("b",), case=True)),
        (question("shortanswer", answer("a\\*b < c", 100)), item(ShortText, answer="a*b < c")),
        (question("numerical", answer("3,5", 100, more="<tolerance>0.5</tolerance>")
                  + "<units><unit><multiplier>1</multiplier>"
                  "<unit_name>m</unit_name></unit></units>"),
         item(Number, answer=Decimal("3.5"), tolerance=Allowance(Decimal("0.5")), units=("m",))),
        (question("matching", "".join(
            f"<subquestion><text>{one}</text><answer><text>{two}</text></answer></subquestion>"
            for one, two in (("a", "b"), ("c", "d"), ("", "e")))),
         item(Match, pairs=(Pair("a", "b"), Pair("c", "d")), distractors=options("e"))),
        (question("essay", "<graderinfo><text>Good.</text></graderinfo>"),
         item(Essay, model_answer="Good.")),
        (question("ordering", answer("b", 2) + answer("a", 1)), item(Order, entries=("a", "b"))),
        (question("cloze", stem="A {1:SA:=cat~=tom} {1:MC:ran~=sat}."),
         item(Cloze, stem="A ____ ____.", segments=("A ", " ", "."),
              gaps=(Gap(("cat", "tom")), Gap(("sat",), ("sat", "ran"))))),
        (question("gapselect", PICKED, stem="A [[1]] [[3]]."),
         item(Cloze, stem="A ____ ____.", segments=("A ", " ", "."),
              gaps=(Gap(("cat",), ("cat", "dog")), Gap(("sat",), ("sat", "ran"))))),
        (question("truefalse", answer("true", 100) + answer("false", 0)
                  + "<generalfeedback><text>So <i>it</i> is.</text></generalfeedback>"
                  "<hint><text>Think.</text></hint><defaultgrade>2.5</defaultgrade>"
                  "<tags><tag><text>x</text></tag></tags>", stem="Is <b>it</b>?<br>\\(x\\)"),
         item(TrueFalse, key=True, stem="Is **it**?\n$x$", explain="So *it* is.",
              hints=("Think.",), points=2.5, tags=("x",))),
        (question("truefalse", answer("true", 100) + answer("false", 0), "**Q**?", "markdown"),
         item(TrueFalse, key=True, stem="**Q**?")),
        (question("truefalse", answer("true", 100) + answer("false", 0), "*Q*?", "plain_text"),
         item(TrueFalse, key=True, stem="\\*Q\\*?")),
    ],
)  # fmt: skip
def test_the_kinds_of_moodle_are_read(text: str, expected: Item) -> None:
    imported = read(text)
    (one,) = imported.bank.items
    assert one.replaced(id="") == expected
    assert imported.notes == ()
    assert foreign.is_sound(imported)


def test_a_calculated_question_comes_with_one_set_of_numbers() -> None:
    stem = "{a} times {b}, not {={a}+1}?"
    imported = read(question("calculated", answer("{a}*{b}", 100, more=SHOWN) + DATA, stem=stem))
    (one,) = imported.bank.items
    assert isinstance(one, Number)
    assert one.stem == "3 times 2.5, not 4?"
    assert (one.answer, one.tolerance) == (Decimal("7.5"), Allowance(Decimal("0.75")))
    assert "first set of its numbers" in imported.notes[0].reason


def test_calculated_options_are_worked_out() -> None:
    inner = answer("{={a}*{b}}", 100) + answer("{={a}+{b}}", 0) + DATA
    (one,) = read(question("calculatedmulti", inner)).bank.items
    assert isinstance(one, SingleChoice)
    assert [option.text for option in one.options] == ["7.5", "5.5"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (question("description"), "without a question"),
        (question("stack"), "“stack” can't be carried"),
        (question("random"), "“random” can't be carried"),
        (question("multichoice", answer("a", 0) + answer("b", 0)), "no option is correct"),
        (question("multichoice", answer("a", 100)), "fewer than two"),
        (question("shortanswer", answer("*", 100)), "any answer"),
        (question("numerical", answer("x", 100)), "no number"),
        (question("cloze", stem="No gaps"), "without gaps"),
        (question("gapselect", PICKED, stem="A [[9]]"), "none of its options"),
        (question("calculated", answer("{z}", 100) + DATA), "a letter has no numbers"),
        (question("calculated", answer("system({a})", 100) + DATA), "can't be worked out"),
        (question("calculated", answer("{a}/0", 100) + DATA), "can't be worked out"),
        (question("ordering", answer("a", 1)), "fewer than two"),
        ('<question type="truefalse"><name><text>N</text></name></question>', "asks nothing"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_others_stay(text: str, reason: str) -> None:
    good = question("truefalse", answer("true", 100) + answer("false", 0))
    imported = read(text, good)
    assert len(imported.bank.items) == 1
    (note,) = [note for note in imported.notes if note.is_skipped]
    assert reason in note.reason
    assert note.where == "question 1 (N)"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (question("multichoice", answer("a", 100) + answer("b", -25)), "cost points"),
        (question("multichoice", answer("a", 100) + answer("b", 50)), "some of the points"),
        (question("multichoice", "<single>0</single>" + answer("a", 70) + answer("b", 30)
                  + answer("c", 0)), "weights of their own"),
        (question("cloze", stem="{1:SA:=a#yes}"), "feedback in gaps"),
        (question("cloze", stem="{1:SA:=a} {2:SA:=b}"), "gaps with weights"),
        (question("cloze", stem="{1:NM:=5:0.1}"), "tolerance of a number"),
        (question("truefalse", answer("true", 100) + answer("false", 0)
                  + "<hidden>1</hidden>"), "hidden there"),
        (question("truefalse", answer("true", 100) + answer("false", 0),
                  stem='Q <img src="@@PLUGINFILE@@/no.png">'), "no.png is missing"),
    ],
)  # fmt: skip
def test_what_is_carried_otherwise_is_named(text: str, reason: str) -> None:
    imported = read(text)
    assert len(imported.bank.items) == 1
    assert any(reason in note.reason for note in imported.notes)


def test_the_picture_of_a_question_is_kept() -> None:
    packed = base64.b64encode(PNG).decode()
    file = f'<file name="a b.png" encoding="base64">{packed}</file>'
    inner = answer("true", 100) + answer("false", 0) + file
    stem = 'Q? <img src="@@PLUGINFILE@@/a%20b.png" alt="map">'
    imported = read(question("truefalse", inner, stem))
    (media,) = imported.media
    assert media.data == PNG
    assert imported.bank.items[0].image == media.path
    assert imported.bank.items[0].alt == "map"


def test_one_category_names_the_bank_and_several_are_tags() -> None:
    def category(path: str) -> str:
        return f'<question type="category"><category><text>{path}</text></category></question>'

    one = question("truefalse", answer("true", 100) + answer("false", 0) + "<idnumber>q</idnumber>")
    bank = read(category("$course$/top/Bio//Chem"), one).bank
    assert (bank.title, bank.items[0].tags, bank.items[0].id) == ("Bio/Chem", (), "q")
    two = read(category("top/A/B"), one, category("C"), one.replace(">q<", ">r<")).bank
    assert [each.tags for each in two.items] == [("A", "B"), ("C",)]


@pytest.mark.parametrize(
    "data",
    [b"<quiz>", b"<html></html>", b"<quiz></quiz>", b'<quiz><question type="category"/></quiz>',
     b'<!DOCTYPE q [<!ENTITY a "b">]><quiz><question type="essay">&a;</question></quiz>',
     b"<a>" * 100_000, b""],
)  # fmt: skip
def test_a_file_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(QuizError):
        decode(Source(data=data, name="a.xml"))


# Files of others


@pytest.mark.parametrize(
    ("name", "expected", "skipped"),
    [
        ("LucasWolfgang__QAS-Editor/calculated.xml", {"choice": 1}, 0),
        ("LucasWolfgang__QAS-Editor/cloze.xml", {"cloze": 1}, 0),
        ("LucasWolfgang__QAS-Editor/description.xml", {}, 1),
        ("LucasWolfgang__QAS-Editor/essay.xml", {"essay": 1}, 0),
        ("LucasWolfgang__QAS-Editor/gapselect.xml", {"cloze": 1}, 0),
        ("LucasWolfgang__QAS-Editor/matching.xml", {"match": 1}, 0),
        ("LucasWolfgang__QAS-Editor/multichoice.xml", {"choice": 1}, 0),
        ("LucasWolfgang__QAS-Editor/numerical.xml", {"number": 1}, 0),
        ("LucasWolfgang__QAS-Editor/shortanswer.xml", {"text": 1}, 0),
        ("LucasWolfgang__QAS-Editor/ddwtos.xml", {"cloze": 1}, 0),
        ("LucasWolfgang__QAS-Editor/randomsamatch.xml", {}, 1),
        ("marcusgreen__moodle-qtype_gapfill/gapfill_examples.xml", {"cloze": 3}, 0),
        ("marcusgreen__moodle-qtype_gapfill/examples__ja__gapfill_examples.xml", {"cloze": 3}, 0),
        ("TU-Berlin-DIMA__moodle-tools/clozeRef.xml", {"cloze": 5}, 0),
        ("TU-Berlin-DIMA__moodle-tools/description.xml", {}, 1),
        ("TU-Berlin-DIMA__moodle-tools/essayRef.xml", {"essay": 2}, 0),
        ("TU-Berlin-DIMA__moodle-tools/matchingRef.xml", {"match": 2}, 0),
        ("TU-Berlin-DIMA__moodle-tools/missing-wordsRef.xml", {"cloze": 6}, 0),
        ("TU-Berlin-DIMA__moodle-tools/dragdrop_missing-wordsRef.xml", {"cloze": 2}, 0),
        ("TU-Berlin-DIMA__moodle-tools/numericalRef.xml", {"number": 2}, 0),
        ("TU-Berlin-DIMA__moodle-tools/multiple-choiceRef.xml", {"choice": 2}, 0),
        ("TU-Berlin-DIMA__moodle-tools/true-falseRef.xml", {"truefalse": 3}, 0),
        ("TU-Berlin-DIMA__moodle-tools/shortanswerRef.xml", {"text": 3}, 0),
        ("TU-Berlin-DIMA__moodle-tools/orderingRef.xml", {"order": 2}, 0),
        ("TU-Berlin-DIMA__moodle-tools/multiple-true-falseRef.xml", {"groups": 3}, 0),
    ],
)
def test_files_of_others(name: str, expected: dict[str, int], skipped: int) -> None:
    path = foreign.corpus(f"moodle_xml/{name}")
    source = Source(data=path.read_bytes(), name=path.name)
    assert recognised(source) is FORMAT
    imported = decode(source)
    assert foreign.kinds(imported) == expected
    assert imported.skipped == skipped
    assert foreign.is_sound(imported)


def files() -> list[Path]:
    return sorted(foreign.corpus("moodle_xml").glob("*/*.xml"))


def test_damaged_files_are_read_or_refused() -> None:
    foreign.survives(FORMAT, files(), 300, foreign.mutated)


@pytest.mark.slow
def test_many_damaged_files_are_read_or_refused() -> None:
    foreign.survives(FORMAT, files(), 10_000, foreign.mutated)


@given(st.text("{}:=~#%\\SAMC1 a</b>&;[]", max_size=60), st.sampled_from(["cloze", "gapselect"]))
def test_any_gap_is_read_or_named(stem: str, kind: str) -> None:
    imported = read(question(kind, PICKED, stem=stem.replace("]]>", "")))  # it ends CDATA
    assert foreign.is_sound(imported)
    assert imported.read == 1


@pytest.mark.parametrize(
    "stem",
    ["{1:MC:" * 20_000, "{1:SA:=" + "~" * 50_000 + "}", "{1:SA:" + "\\" * 50_001 + "}",
     "[[1]]" * 5_000, "<ul><li>" * 20_000, "<table>" * 20_000, "{=" * 20_000, "&" * 50_000],
    ids=range(8),
)  # fmt: skip
@pytest.mark.parametrize("kind", ["cloze", "gapselect", "essay", "calculated"])
def test_hostile_texts_take_no_time(stem: str, kind: str) -> None:
    from time import process_time

    start = process_time()
    with suppress(QuizError):
        read(question(kind, PICKED + DATA + answer("{a}", 100), stem=stem))
    assert process_time() - start < foreign.LONGEST_S


# Writing


@given(strategies.items(), strategies.optional(strategies.markdown()), strategies.lines(0, 2))
@settings(max_examples=150, deadline=None)
def test_what_is_written_comes_back_or_is_named(one: Item, explain: str, tags: Any) -> None:
    made = foreign.bare(
        one, explain=explain, tags=tags, id=one.id or "q1", has_written_id=True, hints=one.hints
    )
    foreign.assert_same(FORMAT, Bank(id="b", title="B", items=(made,)))


PLAIN = (
    item(SingleChoice, options=(Option("a < b"), Option("`c`", "no ]]> *yes*")), key=0,
         explain="Why: **so**", points=2.0, hints=("one", "two")),
    item(MultipleChoice, options=options(*"abcdefghijklmno"), keys=tuple(range(12)), tags=("x",)),
    item(TrueFalse, stem="Is **this** `a < b` and $x^2$?\n\n- a\n- b", key=False),
    item(ShortText, answer="C:\\new", accept=("a*b", "it's & <so>"), case=True),
    item(Number, answer=Decimal("-3.5"), units=("m", "metre"),
         tolerance=Allowance(Decimal("0.25"))),
    item(Match, pairs=(Pair("a -> b", "c"), Pair("d", "e")), distractors=options("f")),
    item(Order, entries=("one", "two $x$", "three")),
    item(Cloze, stem="The ____ sat ____ **the** mat ____.",
         segments=("The ", " sat ", " **the** mat ", "."),
         gaps=(Gap(("cat", "t*m", "a~b")), Gap(("on",), ("on", "100%", "#x}")), Gap(("=x", "\\")))),
    item(Essay, stem="Line one\nline two", model_answer="So: *this*."),
)  # fmt: skip


@pytest.mark.parametrize("one", PLAIN, ids=lambda one: one.kind)
def test_plain_questions_come_back_as_they_were(one: Item) -> None:
    bank = Bank(id="b", title="A/B", about="All *of* it", items=(one.replaced(id="q1"),))
    written = encode(ExportSource(bank=bank))
    assert written.notes == ()
    back = foreign.read(FORMAT, written.data).bank
    assert back == bank.__class__(id="a-b", title="A/B", about="All *of* it", items=bank.items)


def test_a_picture_is_written_into_the_file() -> None:
    one = item(TrueFalse, key=True, image="media/map 1.png", alt="a map").replaced(id="q")
    bank = Bank(id="b", title="B", items=(one,))
    written = encode(ExportSource(bank=bank, media=lambda _path: PNG))
    assert written.notes == ()
    (media,) = foreign.read(FORMAT, written.data).media
    assert media.data == PNG
    without = encode(ExportSource(bank=bank))
    assert "image" in without.notes[0].reason
