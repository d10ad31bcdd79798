"""GIFT: read as Moodle reads it, what is not carried is named, what is written comes back."""

import json
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.formats.exchange.exchanged import ExportSource, Imported, Source, Trust
from quiz.formats.exchange.formats import recognised
from quiz.formats.exchange.gift import FORMAT, decode, encode
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


def read(text: str | bytes) -> Imported:
    return foreign.read(FORMAT, text)


def only(text: str) -> Item:
    (item,) = read(text).bank.items
    return bare(item)


def bare(item: Item) -> Item:
    made: Item = item.replaced(id="", has_written_id=True)
    return made


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(map(Option, texts))


def item(kind: Any, **values: Any) -> Item:
    made: Item = kind(id="", stem=values.pop("stem", "Q?"), **values)
    return made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q?{=a ~b}", item(SingleChoice, options=options("a", "b"), key=0)),
        ("Q?{~b =a ~c}", item(SingleChoice, options=options("a", "b", "c"), key=0)),
        ("Q?{~=a ~b}", item(SingleChoice, options=options("a", "b"), key=0)),
        ("Q?{=a#why ~b#no}", item(SingleChoice, options=(Option("a"), Option("b", "no")), key=0,
                                  explain="why")),
        ("Q?{~%50%a ~%50%b ~%-100%c}",
         item(MultipleChoice, options=options("a", "b", "c"), keys=(0, 1))),
        ("Q?{T}", item(TrueFalse, key=True)),
        ("Q?{FALSE#because}", item(TrueFalse, key=False, explain="because")),
        ("Q?{=a =b}", item(ShortText, answer="a", accept=("b",))),
        ("Q?{a}", item(ShortText, answer="a")),
        ("Q?{=3 m =3 metres}",
         item(ShortText, answer="3 m", accept=("3 metres",), typos=False)),
        ("Q?{=a\\*b}", item(ShortText, answer="a*b")),
        ("Q?{#3}", item(Number, answer=Decimal(3))),
        ("Q?{#3:2}", item(Number, answer=Decimal(3), tolerance=Allowance(Decimal(2)))),
        ("Q?{#-1..5}", item(Number, answer=Decimal(2), tolerance=Allowance(Decimal(3)))),
        ("Q?{#=3.5:0.1 =7:0.1}", item(Number, answer=Decimal("3.5"), accept=(Decimal(7),),
                                      tolerance=Allowance(Decimal("0.1")))),
        ("Q?{=a -> b =c -> d = -> e}", item(Match, pairs=(Pair("a", "b"), Pair("c", "d")),
                                            distractors=options("e"))),
        ("Q?{}", item(Essay, model_answer="(no model answer)")),
        ("Q?{####model}", item(Essay, model_answer="model")),
        ("Q?{>2 CONTIGUOUS VERT\na\nb\n}", item(Order, entries=("a", "b"))),
        ("The {=cat} sat.", item(Cloze, stem="The ____ sat.", segments=("The ", " sat."),
                                 gaps=(Gap(("cat",)),))),
        ("The {~dog =cat} sat", item(Cloze, stem="The ____ sat", segments=("The ", " sat"),
                                     gaps=(Gap(("cat",), ("cat", "dog")),))),
        ("x {1:MC:a~=b} y {:SA:=c~=d}", item(
            Cloze, stem="x ____ y ____", segments=("x ", " y ", ""),
            gaps=(Gap(("b",), ("b", "a")), Gap(("c", "d"))))),
        ("// a comment\nQ?{=a\n// another\n~b}",
         item(SingleChoice, options=options("a", "b"), key=0)),
        ("::name\\: x::Q?{T}", item(TrueFalse, key=True)),
        ("[html]<b>Q</b>?{T}", item(TrueFalse, stem="**Q**?", key=True)),
        ("[markdown]**Q**?{T}", item(TrueFalse, stem="**Q**?", key=True)),
        ("*Q*?{T}", item(TrueFalse, stem="\\*Q\\*?", key=True)),
        ("a\\=b\\:c\\{d\\}\\~\\#\\\\e\\nf{T}",
         item(TrueFalse, stem="a=b:c{d}~#\\e\nf", key=True)),
        ("if x = 3: what?{T}", item(TrueFalse, stem="if x = 3: what?", key=True)),
        ("\\(x\\) and $$y$$?{T}", item(TrueFalse, stem="$x$ and $$y$$?", key=True)),
        ("Q?{=<html> ~<b>}", item(SingleChoice, options=options("<html>", "<b>"), key=0)),
    ],
)  # fmt: skip
def test_what_moodle_reads_is_read(text: str, expected: Item) -> None:
    assert only(text) == expected
    assert read(text).notes == () or "several pairs" in read(text).notes[0].reason


@pytest.mark.parametrize(
    ("text", "reason", "is_skipped"),
    [
        ("Q?{=a =%50%b}", "some of the points", False),
        ("Q?{=a#x =%0%*#no}", "feedback to wrong", False),
        ("Q?{=a* }", "any text", False),
        ("Q?{~%70%a ~%30%b ~c}", "weights of their own", False),
        ("Q?{~%50%a ~%50%b ~c}", "cost other points", False),
        ("Q?{=a ~%-25%b}", "cost points", False),
        ("Q?{=a =b ~c}", "all of them are to be chosen", False),
        ("Q?{=a ~a ~b}", "the same", False),
        ("Q?{T#no#yes}", "stands in the explanation", False),
        ("Q?{true#x}", "small letters", False),
        ("Q?{=a\n\n~b}", "blank line in braces", False),
        ("Q?{=a->b#x =c->d}", "feedback to pairs", False),
        ("Q? {=a} and {=b}", "several pairs", False),
        ("Q?{=1 -> a =2 -> b}[html]<video src='x'></video>", "video", False),
        ("Text only.", "without a question", True),
        ("Q?{~a ~b}", "no option is correct", True),
        ("Q?{=a ~}", "fewer than two", True),
        ("Q?{=#ff0000 ~#00ff00}", "begins feedback", True),
        ("Q?{#3,5,7}", "no number", True),
        ("Q?{#1e999999999}", "no number", True),
        ("Q?{=a", "never closed", True),
        ("Q?{=*}", "any answer", True),
        ("x {1:MR:=a~=b~c}", "several correct", True),
        ("x {1:SA:=a|b}", "signs of gaps", True),
    ],
)
def test_what_cannot_be_carried_is_named(text: str, reason: str, is_skipped: bool) -> None:
    imported = read(f"First?{{T}}\n\n{text}\n\nLast?{{F}}")
    assert len(imported.bank.items) == (2 if is_skipped else 3)
    notes = [note for note in imported.notes if reason in note.reason]
    assert [(note.is_skipped, note.where) for note in notes[:1]] == [(is_skipped, "line 3")]
    assert foreign.is_sound(imported)


def test_ids_tags_and_categories_are_kept() -> None:
    text = "$CATEGORY: $course$/top/Bio//Chem/Cells\n\n// [id:a-1] [tag:x \\] y]\nQ?{T}\n\nR?{F}"
    assert read(text).bank.title == "Bio/Chem / Cells"
    first, second, _third = read(f"{text}\n\n$CATEGORY: Z\n\nS?{{T}}").bank.items
    assert (first.id, first.tags) == ("a-1", ("Bio/Chem", "Cells", "x ] y"))
    assert second.tags == ("Bio/Chem", "Cells")


def test_a_category_without_a_blank_line_does_not_swallow_the_question() -> None:
    assert len(read("$CATEGORY: a\nQ?{T}\n\n$CATEGORY: b\nR?{F}").bank.items) == 2


def test_an_open_brace_does_not_swallow_the_next_question() -> None:
    assert [one.stem for one in read("Q?{=a\n\n::n::R?{T}\n\nS?{F}").bank.items] == ["R?", "S?"]


def test_it_is_found_in_fenced_blocks_of_markdown_at_its_line() -> None:
    text = "# Page\n\nA set {a, b} = c.\n\n```gift\n::n::Q?{~a ~b}\n\nR?{=a ~b}\n```\n"
    source = Source(data=text.encode(), name="page.md")
    assert recognised(source) is FORMAT
    imported = decode(source)
    assert len(imported.bank.items) == 1
    assert imported.notes[0].where == "line 6"


@pytest.mark.parametrize(
    ("name", "text", "trust"),
    [
        ("a.gift", "anything", Trust.SURE),
        ("a.txt", "::n:: Q {=a ~b}", Trust.LIKELY),
        ("a.txt", "Q {T}", Trust.LIKELY),
        ("a.txt", "Where?\nA. x\nB. y\nANSWER: A\n", Trust.NO),
        ("a.json", '{"a": {"b": 1}}', Trust.NO),
        ("a.md", "Some *text* with {braces}.", Trust.NO),
        ("a.xml", "<quiz>{=a}</quiz>", Trust.NO),
    ],
)
def test_it_is_known_by_its_content(name: str, text: str, trust: Trust) -> None:
    assert FORMAT.trust(Source(data=text.encode(), name=name)) is trust


# Files of others

PEG = "gift/fuhrmanator__GIFT-grammar-PEG.js"
_KINDS = {
    "MC": {"choice", "several", "cloze"}, "TF": {"truefalse"}, "Short": {"text", "cloze"},
    "Numerical": {"number"}, "Matching": {"match"}, "Essay": {"essay"},
}  # fmt: skip


def test_the_cases_of_the_other_parser_have_its_types() -> None:
    for path in sorted(foreign.corpus(PEG).glob("*.gift")):
        tree = json.loads(path.with_suffix(".json").read_text())
        types = [one["type"] for one in tree if one["type"] != "Category"]
        if not types:
            continue
        imported = read(path.read_bytes())
        assert imported.read == len(types), path
        wanted = [kind for kind in types if kind != "Description"]
        for one, kind in zip(imported.bank.items, wanted, strict=True):
            assert one.kind in _KINDS[kind], (path, one)
        assert foreign.is_sound(imported)


@pytest.mark.parametrize(
    ("name", "expected", "skipped"),
    [
        ("tsugiproject__tsugi/00-HTML.txt", {"choice": 17, "text": 2}, 0),
        ("tsugiproject__tsugi/00-Shell.txt", {"choice": 16}, 0),
        ("tsugiproject__tsugi/01-Request-Response.txt", {"choice": 20}, 0),
        ("tsugiproject__tsugi/04-SQL.txt", {"choice": 20}, 0),
        ("tsugiproject__tsugi/06-Python-Assignments.txt", {"choice": 20}, 0),
        ("tsugiproject__tsugi/00-CSS.txt", {"choice": 19}, 1),
        ("tsugiproject__tsugi/09-Cookies-Sessions.txt", {"choice": 20}, 0),
        ("tsugiproject__tsugi/example_matching.gift", {"match": 2}, 0),
        ("tsugiproject__tsugi/example_multiple_choice.gift", {"choice": 4}, 1),
        ("tsugiproject__tsugi/example_numerical.gift", {"number": 5}, 0),
        ("tsugiproject__tsugi/example_true_false.gift", {"truefalse": 4}, 0),
        ("pkeir__moodle-gift-gen/5.gift", {"choice": 5}, 0),
        ("gustavokroton__ruby-moodle-gift-parser/example-gift-multiple-choice.gift",
         {"choice": 3}, 0),
        ("LucasWolfgang__QAS-Editor/shorts.gift", {"text": 4}, 0),
        ("LucasWolfgang__QAS-Editor/true_false.gift", {"truefalse": 4}, 0),
        ("LucasWolfgang__QAS-Editor/numericals.gift", {"number": 4}, 0),
        ("../gift_in_markdown/CultureNumerique__cn_app/module_test.md",
         {"essay": 9, "choice": 5, "several": 4, "text": 1, "truefalse": 1}, 0),
    ],
)  # fmt: skip
def test_files_of_others(name: str, expected: dict[str, int], skipped: int) -> None:
    path = foreign.corpus(f"gift/{name}")
    source = Source(data=path.read_bytes(), name=path.name)
    assert recognised(source) is FORMAT
    imported = decode(source)
    assert foreign.kinds(imported) == expected
    assert imported.skipped == skipped  # options such as `#00ff00`, which are empty to Moodle
    assert foreign.is_sound(imported)


def files() -> list[Path]:
    return sorted(foreign.corpus("gift").glob("*/*.gift")) + sorted(
        foreign.corpus("gift").glob("*/*.txt")
    )


def test_damaged_files_are_read_or_refused() -> None:
    foreign.survives(FORMAT, files(), 300, foreign.mutated)


@pytest.mark.slow
def test_many_damaged_files_are_read_or_refused() -> None:
    foreign.survives(FORMAT, files(), 10_000, foreign.mutated)


@given(
    st.one_of(st.binary(max_size=300), st.text("{}=~#:\\ab1%->\n *[]", max_size=60).map(str.encode))
)
def test_any_bytes_are_a_bank_or_an_error(data: bytes) -> None:
    with suppress(QuizError):
        assert foreign.is_sound(decode(Source(data=data, name="a.gift")))


@pytest.mark.parametrize(
    "text",
    ["{" * 50_000, "Q{" + "=a" * 50_000 + "}", "Q{" + "~%50%" * 50_000 + "}", "::" * 50_000,
     "{1:MC:" * 20_000, "Q{=" + "<b " * 30_000 + "}", "[html]" + "<ul><li>" * 20_000 + "{T}",
     "Q{=a\n\n" * 5_000, "\\" * 100_001 + "{T}", "Q{#" + "9" * 50_000 + "}"],
    ids=range(10),
)  # fmt: skip
def test_hostile_files_take_no_time(text: str) -> None:
    from time import process_time

    start = process_time()
    with suppress(QuizError):
        read(text)
    assert process_time() - start < foreign.LONGEST_S


# Writing

_HELD = st.one_of(
    strategies.choices(), strategies.severals(), strategies.true_falses(),
    strategies.short_texts(), strategies.numbers(), strategies.matches(), strategies.orders(),
    strategies.clozes(), strategies.cards(), strategies.essays(), strategies.groupings(),
    strategies.dates(), strategies.text_lists(),
)  # fmt: skip


@given(_HELD, strategies.optional(strategies.markdown()), strategies.lines(0, 2))
@settings(max_examples=150)
def test_what_is_written_comes_back_or_is_named(one: Item, explain: str, tags: Any) -> None:
    made = foreign.bare(one, explain=explain, tags=tags, id=one.id or "q1", has_written_id=True)
    foreign.assert_same(FORMAT, Bank(id="b", title="B", items=(made,)))


PLAIN = (
    item(SingleChoice, options=options("a = b", "{c}", "1.5 # x", "~"), key=0, explain="Why: so"),
    item(MultipleChoice, options=options("a", "b", "c", "d"), keys=(0, 1, 2), tags=("x", "y")),
    item(TrueFalse, stem="Is **this** `a < b` and $x^2$?", key=False),
    item(ShortText, answer="C:\\new", accept=("a*b", "it's")),
    item(Number, answer=Decimal("-3.5"), tolerance=Allowance(Decimal("0.25"))),
    item(Match, pairs=(Pair("a -> b", "c"), Pair("d", "e")), distractors=options("f")),
    item(Order, entries=("one", "two", "three")),
    item(Cloze, stem="The ____ sat.", segments=("The ", " sat."), gaps=(Gap(("cat", "tom")),)),
    item(Essay, stem="Line one\nline two\n\n- a\n- b", model_answer="(no model answer)"),
    item(Essay, model_answer="So: *this*."),
)


@pytest.mark.parametrize("one", PLAIN, ids=lambda one: one.kind)
def test_plain_questions_come_back_as_they_were(one: Item) -> None:
    if isinstance(one, Match):
        one = one.replaced(pairs=(Pair("a", "c"), *one.pairs[1:]))
    made = one.replaced(id="q1")
    written = encode(ExportSource(bank=Bank(id="b", title="B", items=(made,))))
    assert [note for note in written.notes if note.where != "the bank"] == []
    (back,) = read(written.data).bank.items
    assert back == made


def test_what_cannot_be_written_is_named() -> None:
    one = item(SingleChoice, options=options("a", "b"), key=0, hints=("h",), points=2.0)
    made = encode(ExportSource(bank=Bank(id="b", title="B", items=(one.replaced(id="q"),))))
    assert "hints, points" in made.notes[-1].reason
    assert made.notes[-1].where == "question 1 (q)"
