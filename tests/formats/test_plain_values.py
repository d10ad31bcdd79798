"""Plain values are read as JSON reads them; everything else is text, kept as written."""

from decimal import Decimal

import pytest

from quiz.formats import yaml_bank
from quiz.items import Item, MultipleChoice, Number, Option, ShortText, SingleChoice, TrueFalse


def only_item(question: str) -> Item:
    text = f"title: T\nquestions:\n  - question: Q?\n{question}"
    bank = yaml_bank.decode(text.encode(), source="b.yaml").sound_bank()
    [item] = bank.items
    return item


TRAPS = [
    "no", "No", "NO", "yes", "Yes", "y", "N", "on", "On", "off", "OFF", "True", "TRUE", "False",
    "~", "Null", "NULL", "007", "0777", "0o17", "0x1F", "0b11", ".5", "5.", "12:30", "1:30:45",
    "2021-11", "2022-02-30", "2022-02-04", "2001-12-14t21:59:43.10-05:00", "1_000", "1.2.3", "+1",
    ".inf", "-.inf", ".Inf", ".nan", "NaN", "Infinity", "<<", "1e", "e3", "--1", "0.0.0.0", "1/2",
    "00", "-01", "1914-18", "N/A", "none", "nil", "!", "=x"[1:],
]  # fmt: skip


@pytest.mark.parametrize("written", [trap for trap in TRAPS if trap not in ("+1", "!", "5.")])
def test_what_json_does_not_read_is_text_as_it_was_written(written: str) -> None:
    item = only_item(f"    answer: {written}\n")
    assert isinstance(item, ShortText)
    assert item.answer == written


@pytest.mark.parametrize(
    "written",
    [
        "4 February",
        "12 Angry Men",
        "3 October",
        "2 Chronicles",
        "127 Hours",
        "5G",
        "1st",
        "5 a",
        "10 Downing Street",
        "5 pm",
        "24/7",
        "50 Cent",
        "3 players",
        "9 a.m.",
    ],
)
def test_a_name_that_begins_with_a_figure_is_text(written: str) -> None:
    assert isinstance(only_item(f"    answer: {written}\n"), ShortText)


def test_there_are_at_least_forty_traps() -> None:
    assert len(set(TRAPS)) >= 40


@pytest.mark.parametrize("written", TRAPS)
def test_a_trap_among_the_choices_is_shown_as_written(written: str) -> None:
    quoted = f"'{written}'" if written == "!" else written
    item = only_item(f"    answer: {quoted}\n    choices:\n      - {quoted}\n      - other\n")
    assert isinstance(item, SingleChoice)
    assert item.options == (Option(written), Option("other"))
    assert item.key == 0


@pytest.mark.parametrize("key", ["explain", "hint", "source", "alt", "tags"])
@pytest.mark.parametrize(
    "written", ["1.10", "1e3", "-0", "007", "no", "true", "2022-02-30", "0x1F"]
)
def test_where_text_is_wanted_a_plain_value_is_taken_as_written(key: str, written: str) -> None:
    item = only_item(f"    answer: a\n    {key}: {written}\n")
    value = getattr(item, "hints" if key == "hint" else key)
    assert value == ((written,) if key in ("hint", "tags") else written)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", "0"), ("-0", "-0"), ("200", "200"), ("-3", "-3"), ("1.5", "1.5"), ("1e3", "1000"),
        ("1E3", "1000"), ("1e+3", "1000"), ("1e-3", "0.001"), ("1.10", "1.10"), ("-0.5", "-0.5"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_json_reads_it_and_exactly(written: str, value: str) -> None:
    item = only_item(f"    answer: {written}\n")
    assert isinstance(item, Number)
    assert item.answer == Decimal(value)


def test_a_number_keeps_its_places() -> None:
    item = only_item("    answer: 1.10\n")
    assert isinstance(item, Number)
    assert str(item.answer) == "1.10"


@pytest.mark.parametrize(("written", "key"), [("true", True), ("false", False)])
def test_true_and_false_are_a_statement(written: str, key: bool) -> None:
    item = only_item(f"    answer: {written}\n")
    assert isinstance(item, TrueFalse)
    assert item.key is key


@pytest.mark.parametrize("written", ['"200"', "'200'", '"true"', "'null'", '"= a"', "'-3'"])
def test_a_quoted_value_is_text(written: str) -> None:
    item = only_item(f"    answer: {written}\n")
    assert isinstance(item, ShortText)
    assert item.answer == written[1:-1]


def test_an_answer_is_compared_with_its_choices_as_written_text() -> None:
    item = only_item('    answer: 1815\n    choices: ["1815", "1816"]\n')
    assert isinstance(item, SingleChoice)
    assert (item.key, item.shuffle) == (0, False)
    other = only_item('    answer: "1816"\n    choices: [1815, 1816]\n')
    assert isinstance(other, SingleChoice)
    assert other.key == 1


def test_one_point_ten_is_not_one_point_one_among_choices() -> None:
    item = only_item("    answer: 1.10\n    choices: [1.1, 1.10]\n")
    assert isinstance(item, SingleChoice)
    assert item.key == 1


def test_with_wrong_or_choices_a_number_or_true_is_a_choice() -> None:
    assert isinstance(only_item("    answer: 5\n    wrong: [6]\n"), SingleChoice)
    assert isinstance(only_item("    answer: true\n    choices: [true, false]\n"), SingleChoice)
    assert isinstance(only_item("    answer: [1, 2]\n    wrong: [3]\n"), MultipleChoice)


def test_a_bank_about_norway_does_not_suffer() -> None:
    text = """\
title: Norge
id: no
language: no
tags: no
questions:
  - id: no
    question: What is the code of Norway?
    answer: no
    accept: [NO, No]
    explain: no
    source: on
  - question: Which codes are Nordic?
    answer: [no, se, dk, fi, is]
    wrong: [on, off, y, n]
  - question: Pair the codes
    match: {no: Norway, on: Ontario, yes: nothing, true: truth}
  - question: Order
    order: [no, on, off]
  - question: Groups
    groups: {no: [yes, y], off: [on, n]}
"""
    bank = yaml_bank.decode(text.encode(), source="b.yaml").sound_bank()
    assert (bank.id, bank.language, bank.tags) == ("no", "no", ("no",))
    first, several, match, order, groups = bank.items
    assert first.id == "no"
    assert first.solution == ("no",)
    assert first.explain == "no"
    assert first.source == "on"
    assert several.solution == ("no", "se", "dk", "fi", "is")
    assert match.solution[1:3] == ("on = Ontario", "yes = nothing")
    assert order.solution == ("1. no", "2. on", "3. off")
    assert groups.solution == ("no: yes, y", "off: on, n")


def test_an_empty_value_is_a_fault_and_the_word_null_is_text_when_quoted() -> None:
    text = "title: T\nquestions:\n  - question: Q?\n    answer: null\n"
    [problem] = yaml_bank.decode(text.encode(), source="b.yaml").problems
    assert problem.message == "nothing after `answer:`; quote it if you mean the word"
    assert only_item('    answer: "null"\n').solution == ("null",)


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("Symphony #5", 22), ("F  #minor", 16), ("Symphony # the fifth", 0), ("Symphony#5", 0),
        ("'Symphony #5'", 0), ("'Symphony' #5", 0), ("|\n      Symphony #5", 0),
    ],
)  # fmt: skip
def test_text_that_yaml_takes_for_a_comment_is_warned_of(written: str, column: int) -> None:
    text = f"title: T\nquestions:\n  - question: Q\n    answer: {written}\n"
    decoded = yaml_bank.decode(text.encode(), source="b.yaml", exists=lambda _: True)
    assert not decoded.problems
    assert [problem.where.column for problem in decoded.warnings] == [column] * bool(column)
    assert all("as a comment" in problem.message for problem in decoded.warnings)
