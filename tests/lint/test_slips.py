"""What teachers write who never read the manual, and what `quiz check --fix` makes of it."""

import pytest

from quiz.formats import yaml_bank
from quiz.items import Date, Number, Order, ShortText, SingleChoice, TextList
from quiz.lint.fixing import suggested
from tests.lint.examples import rules_found


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("{question: Where?, choices: {a: Vienna, b: Paris}, answer: b}", "letters-as-options"),
        ("{question: Where?, choices: [A: Vienna, B: Paris], answer: A}", "letters-as-options"),
        ("{question: Where?, choices: {1: Vienna, 2: Paris}, answer: 2}", "letters-as-options"),
        ("{question: Sort them., order: [a) Elba, b) Ligny, c) Jena]}", "numbered-items"),
        ("{question: Where?, answer: Vienna, accept: 'Wien; Vindobona'}", "comma-in-accept"),
        ("{question: Where?, answer: Vienna, tags: 'history, war'}", "comma-in-accept"),
        ("{question: Wer?, answer: [أحمد، علي]}", "foreign-comma"),
        ("{question: Where?, answer: Vienna or Wien}", "either-answer"),
        ("{question: Where?, answer: Vienna / Wien}", "either-answer"),
        ("{cloze: 'They {{went/walked}} home then.'}", "either-answer"),
        ("{question: When?, answer: 4 February 2022}", "typed-as-text"),
        ("{question: When?, answer: Feb. 4}", "typed-as-text"),
        ("{question: How many came?, answer: 1500 people}", "typed-as-text"),
        ("{question: Which two came?, answer: [Ney, Soult, Davout]}", "count-in-stem"),
        ("{question: Name any three., answer: [Ney, Soult]}", "count-in-stem"),
        ("{question: 'What is \\\\(x^2\\\\) of 2?', answer: 4}", "latex-brackets"),
        ("{cloze: 'Signed by {{Russia}} and {{China}} in spring.'}", "interchangeable-gaps"),
        (
            "{cloze: 'By {{gas :: a fuel}}, then by {{oil :: another fuel}}.'}",
            "interchangeable-gaps",
        ),
        ("{question: Where?, answer: Paris, wrong: [Vienna., Rome., Bonn]}", "full-stop-key"),
    ],
)
def test_a_slip_is_named(question: str, rule: str) -> None:
    assert rule in rules_found(f"- {question}")


@pytest.mark.parametrize(
    "question",
    [
        "{question: Which vitamin?, choices: [A, B, C], answer: B}",
        "{question: Sort them., order: [1 mm, 2 mm, 3 mm]}",
        "{question: Sort them., order: [1. FC Köln, Bayern, BVB]}",
        "{question: Where?, answer: 'Paris, Texas', accept: 'Paris, TX'}",
        "{question: Which protocol?, answer: TCP/IP}",
        "{question: Which unit?, answer: km/h}",
        "{question: Which motto?, answer: Live free or die today, typos: false}",
        "{question: Which film?, answer: 12 Angry Men}",
        "{question: Which song?, answer: 99 Luftballons}",
        "{question: Which two came?, answer: [Ney, Soult]}",
        "{question: Name any two., answer: [Ney, Soult, Davout], need: 2}",
        "{question: Who came in 1815?, answer: [Ney, Soult]}",
        "{question: Which 2nd party came?, answer: [Ney, Soult, Davout]}",
        "{question: 'What is $x^2$ of 2?', answer: 4}",
        "{cloze: 'Born in {{1814}} and dead in {{1860}} he was.'}",
        "{cloze: 'By {{gas :: a fuel}} and by {{Paris :: a city}} it was.'}",
        "{cloze: 'Signed by {{& Russia}} and {{& China}} in spring.'}",
        "{question: Where?, answer: Paris., wrong: [Vienna., Rome., Bonn.]}",
    ],
)
def test_what_is_meant_so_is_no_slip(question: str) -> None:
    assert rules_found(f"- {question}") == []


def fixed(question: str) -> object:
    text = f"title: T\nquestions:\n  - {question}\n"
    done = suggested(text.encode(), source="t.yaml")
    bank = yaml_bank.decode(done.data, source="t.yaml").sound_bank()
    return bank.items[0]


def test_fixes_make_of_a_slip_what_was_meant() -> None:
    choice = fixed("{question: Where?, choices: {a: Vienna, b: Paris}, answer: b}")
    assert isinstance(choice, SingleChoice)
    assert [option.text for option in choice.options] == ["Vienna", "Paris"]
    assert choice.key == 1
    order = fixed("{question: Sort., order: [1. Elba, 2. Ligny]}")
    assert isinstance(order, Order)
    assert order.entries == ("Elba", "Ligny")
    text = fixed("question: Where?\n    answer: Vienna or Wien")
    assert isinstance(text, ShortText)
    assert (text.answer, text.accept) == ("Vienna", ("Wien",))
    date = fixed("question: When?\n    answer: 4 February 2022")
    assert isinstance(date, Date)
    assert date.date == "2022-02-04"
    number = fixed("question: How far?\n    answer: 12 km")
    assert isinstance(number, Number)
    assert (str(number.answer), number.units) == ("12", ("km",))
    listed = fixed("{question: Name two., answer: [Ney, Soult, Davout]}")
    assert isinstance(listed, TextList)
    assert listed.need == 2
    assert fixed("{qestion: Where?, answer: Vienna, explian: There.}").explain == "There."  # type: ignore[attr-defined]


def test_a_fix_that_would_do_harm_is_dropped_and_every_other_byte_stays() -> None:
    text = (
        "# mine\ntitle: T   # here\nquestions:\n  - question: How many?   # ask\n"
        "    answer: 1,500 km\n    typos: yes\n    explain: x\n"
    )
    done = suggested(text.encode(), source="t.yaml")
    after = yaml_bank.decode(done.data, source="t.yaml")
    before = yaml_bank.decode(text.encode(), source="t.yaml")
    assert len(after.problems) <= len(before.problems)
    assert done.data.startswith(b"# mine\ntitle: T   # here\n")
    assert suggested(b"title: T\nquestions: [\n", source="t.yaml").count == 0
