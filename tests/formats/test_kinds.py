"""Each example of the format's page is read as the item that it promises."""

from decimal import Decimal

import pytest

from quiz.formats import yaml_bank
from quiz.formats.yaml_bank.gaps import parse, write
from quiz.items import (
    Allowance,
    Bank,
    Cloze,
    Computed,
    Date,
    Defaults,
    Essay,
    Flashcard,
    Gap,
    Group,
    Groups,
    Item,
    Letter,
    Match,
    MultipleChoice,
    Number,
    Option,
    Order,
    Pair,
    ShortText,
    SingleChoice,
    TextList,
    Trials,
    TrueFalse,
)


def bank_of(questions: str, head: str = "") -> Bank:
    text = f"title: T\n{head}questions:\n{questions}"
    return yaml_bank.decode(text.encode(), source="dir/treaties.yaml").sound_bank()


def item_of(keys: str, head: str = "") -> Item:
    rows = "".join(f"    {row}\n" for row in keys.split("\n"))
    return bank_of(f"  - id: a\n{rows}", head).items[0]


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(Option(text) for text in texts)


EXAMPLES: list[tuple[str, Item]] = [
    (
        "question: Q\nanswer: Vienna\nwrong: [Paris, Berlin]",
        SingleChoice(id="a", stem="Q", options=options("Vienna", "Paris", "Berlin"), key=0),
    ),
    (
        "question: Q\nanswer: 1815\nchoices: [1814, 1815, 1816]",
        SingleChoice(
            id="a", stem="Q", options=options("1814", "1815", "1816"), key=1, shuffle=False
        ),
    ),
    (
        "question: Q\nanswer: [Austria, Prussia]\nwrong: [Spain]",
        MultipleChoice(
            id="a", stem="Q", options=options("Austria", "Prussia", "Spain"), keys=(0, 1)
        ),
    ),
    (
        "question: Q\nanswer: [c, a]\nchoices: [a, b, c]",
        MultipleChoice(
            id="a", stem="Q", options=options("a", "b", "c"), keys=(0, 2), shuffle=False
        ),
    ),
    ("question: Q\nanswer: true", TrueFalse(id="a", stem="Q", key=True)),
    (
        "question: Q\nanswer: Metternich\naccept: [Klemens von Metternich]",
        ShortText(id="a", stem="Q", answer="Metternich", accept=("Klemens von Metternich",)),
    ),
    (
        "question: Q\nanswer: [Austria, Prussia, [Britain, United Kingdom, UK]]",
        TextList(
            id="a",
            stem="Q",
            entries=(("Austria",), ("Prussia",), ("Britain", "United Kingdom", "UK")),
        ),
    ),
    (
        "question: Q\nanswer: 147\nunit: billion dollars\ntolerance: 2%",
        Number(
            id="a",
            stem="Q",
            answer=Decimal(147),
            units=("billion dollars",),
            tolerance=Allowance(Decimal(2), True),
        ),
    ),
    ("question: Q\ndate: 1815-06", Date(id="a", stem="Q", date="1815-06")),
    (
        "question: Q\nmatch: {Talleyrand: France, Castlereagh: Britain}\nwrong: [Spain]",
        Match(
            id="a",
            stem="Q",
            pairs=(Pair("Talleyrand", "France"), Pair("Castlereagh", "Britain")),
            distractors=options("Spain"),
        ),
    ),
    (
        "question: Q\norder: [Leipzig, Elba, Waterloo]",
        Order(id="a", stem="Q", entries=("Leipzig", "Elba", "Waterloo")),
    ),
    (
        "question: Q\ngroups: {Coalition: [Austria, Russia], France: [Saxony]}",
        Groups(
            id="a",
            stem="Q",
            groups=(Group("Coalition", ("Austria", "Russia")), Group("France", ("Saxony",))),
        ),
    ),
    (
        "cloze: >-\n"
        "  The {{Congress|Conference}} of {{Vienna ~ Paris ~ Rome}} met in {{1814 :: a year}}.",
        Cloze(
            id="a",
            stem="The ____ of ____ met in ____.",
            segments=("The ", " of ", " met in ", "."),
            gaps=(
                Gap(("Congress", "Conference")),
                Gap(("Vienna",), ("Vienna", "Paris", "Rome")),
                Gap(("1814",), hint="a year"),
            ),
        ),
    ),
    ("front: F\nback: B\nreverse: true", Flashcard(id="a", stem="F", back="B", reverse=True)),
    (
        "question: Q\nessay: A model.\nrubric: [one, two]",
        Essay(id="a", stem="Q", model_answer="A model.", rubric=("one", "two")),
    ),
    (
        "question: Q\nlet: {a: 2..9, b: [3, 5, 7]}\nanswer: = a * b",
        Computed(
            id="a",
            stem="Q",
            letters=(Letter("a", 2, 9), Letter("b", listed=(Decimal(3), Decimal(5), Decimal(7)))),
            formula="a * b",
        ),
    ),
]


@pytest.mark.parametrize(("keys", "item"), EXAMPLES, ids=lambda value: getattr(value, "kind", ""))
def test_an_example_of_the_page_is_read_as_it_promises(keys: str, item: Item) -> None:
    assert item_of(keys) == item


def test_the_head_is_read_with_all_its_keys() -> None:
    head = """\
id: treaties
about: Markdown shown before
language: en
author: A
license: CC-BY-4.0
source: S
tags: [history]
defaults: {points: 2, time: 30, partial: false, typos: false, case: true}
passages:
  congress: |
    Markdown …

    more
"""
    bank = bank_of("  - question: Q\n    answer: a\n    tags: [b]\n    passage: congress\n", head)
    assert bank.id == "treaties"
    assert bank.passages == (("congress", "Markdown …\n\nmore"),)
    assert bank.defaults == Defaults(
        points=2.0, time_limit_s=30.0, partial=False, typos=False, case=True
    )
    [item] = bank.items
    assert isinstance(item, ShortText)
    assert item.tags == ("history", "b")
    assert (item.points, item.time_limit_s, item.partial) == (2.0, 30.0, False)
    assert (item.typos, item.case, item.passage) == (False, True, "congress")


def test_a_question_says_otherwise_than_the_defaults() -> None:
    item = item_of(
        "question: Q\nanswer: a\npoints: 3\ntime: 0\npartial: true\ntypos: true\ncase: false",
        "defaults: {points: 2, time: 30, partial: false, typos: false, case: true}\n",
    )
    assert item == ShortText(id="a", stem="Q", answer="a", points=3.0)


def test_the_id_of_a_bank_is_its_file_without_the_ending_if_none_is_written() -> None:
    assert bank_of("  - question: Q\n    answer: a\n").id == "treaties"


def test_the_keys_that_any_question_may_have_are_read() -> None:
    item = item_of(
        "question: Q\nanswer: a\nexplain: E\nhint: [one, two]\nsource: S\nimage: p.png\nalt: A\n"
        "tags: x\npoints: 0.5\ntime: 20\ndifficulty: hard\ntry: {right: [A], wrong: b}"
    )
    assert item == ShortText(
        id="a",
        stem="Q",
        answer="a",
        explain="E",
        hints=("one", "two"),
        source="S",
        image="p.png",
        alt="A",
        tags=("x",),
        points=0.5,
        time_limit_s=20.0,
        difficulty="hard",
        trials=Trials(("A",), ("b",)),
    )


@pytest.mark.parametrize(
    "wrong",
    [
        "\n  - Paris: Paris was 1856, and 1919.\n  - Berlin",
        " {Paris: 'Paris was 1856, and 1919.', Berlin: B}",
        " ['Paris': 'Paris was 1856, and 1919.', Berlin]",
    ],
)
@pytest.mark.parametrize("key", ["wrong", "choices"])
def test_an_option_carries_its_own_feedback(key: str, wrong: str) -> None:
    if key == "choices":
        wrong = wrong.replace("Berlin", "Vienna")
    item = item_of(f"question: Q\nanswer: Vienna\n{key}:{wrong}")
    assert isinstance(item, SingleChoice)
    [option] = [option for option in item.options if option.text == "Paris"]
    assert option.feedback == "Paris was 1856, and 1919."


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("{{std::vector}}", [Gap(("std::vector",))]),
        ("{{~5}} and {{a~b}}", [Gap(("~5",)), Gap(("a~b",))]),
        ("{{a}}{{b}}", [Gap(("a",)), Gap(("b",))]),
        ("{{ a | b |a}}", [Gap(("a", "b"))]),
        ("{{a ~ b :: c :: d}}", [Gap(("a",), ("a", "b"), "c :: d")]),
        ("`{{x}}` and $\\frac{{a}}{{b}}$ but {{y}}", [Gap(("y",))]),
        ("```\n{{x}}\n```\n{{y}}", [Gap(("y",))]),
        ("{{{x}}}", [Gap(("{x}",))]),
        ("{{$\\frac{1}{2}$}}", [Gap(("$\\frac{1}{2}$",))]),
        ("{{$-\\frac{1}{\\sqrt{1-x^{2}}}$}} or {{b}}", [
            Gap(("$-\\frac{1}{\\sqrt{1-x^{2}}}$",)), Gap(("b",))]),
        ("{{`a|b`}} {{$|x|$|abs x}}", [Gap(("`a|b`",)), Gap(("$|x|$", "abs x"))]),
        ("{{`a :: b` ~ `c ~ d` :: a `}}` hint}}", [
            Gap(("`a :: b`",), ("`a :: b`", "`c ~ d`"), "a `}}` hint")]),
        ("{{`{{x}}`}}{{`}}`}}", [Gap(("`{{x}}`",)), Gap(("`}}`",))]),
        ("{{$$x|y$$}}", [Gap(("$$x|y$$",))]),
        ("{{US$}} and {{AU$}}", [Gap(("US$",)), Gap(("AU$",))]),
        ("AU${{6}} or US${{7}}", [Gap(("6",)), Gap(("7",))]),
        ("{{a`}} b {{c`}} d", [Gap(("a`",)), Gap(("c`",))]),
        ("{{a`}} b `c {{d}}", [Gap(("a`",)), Gap(("d",))]),
    ],
)  # fmt: skip
def test_gaps_are_read_as_the_page_says(text: str, gaps: list[Gap]) -> None:
    item = item_of("cloze: |\n  " + text.replace("\n", "\n  "))
    assert isinstance(item, Cloze)
    assert list(item.gaps) == gaps
    assert parse(write(item.segments, item.gaps)) == (item.segments, item.gaps)


def test_a_derived_id_stays_with_the_text_and_changes_with_it() -> None:
    one, same, other = (
        bank_of(f"  - question: {q}\n    answer: a\n    explain: {e}\n").items[0]
        for q, e in (("Q", "x"), ("Q", "y"), ("Q!", "x"))
    )
    assert one.id == same.id
    assert one.id != other.id
    assert not one.has_written_id


def test_the_same_question_twice_without_an_id_is_told_apart() -> None:
    bank = bank_of("  - question: Q\n    answer: a\n" * 3)
    first, second, third = (item.id for item in bank.items)
    assert (second, third) == (f"{first}-2", f"{first}-3")


@pytest.mark.parametrize(
    ("written", "value"), [("easy", "easy"), ("0.35", 0.35), ("0", 0.0), ("1", 1.0)]
)
def test_difficulty_is_a_word_or_a_share(written: str, value: str | float) -> None:
    assert item_of(f"question: Q\nanswer: a\ndifficulty: {written}").difficulty == value


@pytest.mark.parametrize("written", ["[km, kilometres]", "km"])
def test_a_unit_may_have_several_spellings(written: str) -> None:
    item = item_of(f"question: Q\nanswer: 5\nunit: {written}\naccept: [6, 7.5]")
    assert isinstance(item, Number)
    assert item.units[0] == "km"
    assert item.accept == (Decimal(6), Decimal("7.5"))


def test_markdown_keeps_its_lines_and_answers_are_one_line() -> None:
    item = item_of("question: |\n  one\n\n  - two\nanswer: >-\n  a  b\n  c")
    assert item.stem == "one\n\n- two"
    assert item.solution == ("a b c",)
