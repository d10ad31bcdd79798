"""Letters that nobody sees, as come with what is pasted, make no answer wrong."""

import pytest

from quiz.formats import yaml_bank
from quiz.items import Item, Typed, TypedParts
from quiz.lint import check_bank

UNSEEN = "\u00ad\u200b\ufeff\u2060\u200e\u200c\u200d\u034f\u2063\u3164"
BANK = """\
title: T
questions:
  - {id: text, question: City?, answer: Vienna}
  - {id: strict, question: City?, answer: Vienna, typos: false, case: true}
  - {id: short, question: Animal?, answer: cat}
  - {id: code, question: Code?, answer: "print(x)", typos: false}
  - {id: number, question: How many?, answer: 147}
  - {id: unit, question: How far?, answer: 12, unit: km}
  - {id: date, question: When?, date: 2022-02-04}
  - {id: formula, question: Which?, answer: "x^2+1", equivalent: true}
  - {id: gaps, cloze: "The {{capital}} is {{nice}}."}
  - {id: list, question: Which?, answer: [[Austria], [Prussia]]}
"""
HEAD = "title: T\nquestions:\n"
RIGHT = {
    "text": "Vienna",
    "strict": "Vienna",
    "short": "cat",
    "code": "print(x)",
    "number": "147",
    "unit": "12 km",
    "date": "4 February 2022",
    "formula": "x^2+1",
}


def items() -> dict[str, Item]:
    bank = yaml_bank.decode(BANK.encode(), source="b.yaml").sound_bank()
    return {item.id: item for item in bank.items}


@pytest.mark.parametrize("name", RIGHT)
def test_an_unseen_letter_anywhere_makes_no_answer_wrong(name: str) -> None:
    item, right = items()[name], RIGHT[name]
    for sign in UNSEEN:
        for at in (0, 1, len(right) - 1, len(right)):
            typed = right[:at] + sign + right[at:]
            assert item.mark(Typed(typed)).credit == 1.0, (hex(ord(sign)), at)
    assert item.mark(Typed(UNSEEN)).credit == 0.0


def test_an_unseen_letter_makes_no_entry_wrong() -> None:
    found = items()
    for sign in UNSEEN:
        gaps = TypedParts((f"cap{sign}ital", f"{sign}nice"))
        names = TypedParts((f"Aus{sign}tria", f"Prussia{sign}"))
        assert (found["gaps"].mark(gaps).credit, found["list"].mark(names).credit) == (1.0, 1.0)


def test_a_bank_is_read_without_them_and_check_names_and_deletes_them() -> None:
    text = HEAD + '  - {question: City?, answer: "Vi\u00adenna", wrong: [P\u200baris]}\n'
    decoded = yaml_bank.decode(text.encode(), source="b.yaml")
    (item,) = decoded.sound_bank().items
    assert item.solution == ("Vienna",)
    first, second = decoded.warnings
    assert "invisible character (U+00AD)" in first.message
    assert "invisible character (U+200B)" in second.message
    assert (first.where.line, first.level) == (3, "warning")
    for problem in (first, second):
        (edit,) = problem.edits
        assert text[edit.start : edit.end] in UNSEEN
        assert edit.text == ""
    assert first in check_bank(text.encode(), source="b.yaml").findings


def test_options_that_differ_by_an_unseen_letter_alone_are_a_fault() -> None:
    text = HEAD + '  - {question: City?, answer: Vienna, wrong: ["Vien\u200bna", Paris]}\n'
    assert yaml_bank.decode(text.encode(), source="b.yaml").problems


def test_joiners_that_spell_stay() -> None:
    text = "title: T\nquestions:\n  - {question: 👩\u200d🏫?, answer: می\u200cخواهم}\n"
    decoded = yaml_bank.decode(text.encode(), source="b.yaml")
    assert not decoded.warnings
    assert decoded.sound_bank().items[0].solution == ("می\u200cخواهم",)
