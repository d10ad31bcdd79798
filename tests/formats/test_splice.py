"""Changing a bank's file at its marks: what is meant changes, and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.formats import yaml_bank
from quiz.formats.yaml_bank import splice
from quiz.items import Bank, Flashcard, Number, ShortText
from tests.strategies import banks, items

BLOCK = """\
# A bank by hand
title: Treaties   # short
questions:
  - question: "Who presided?"
    answer: Metternich    # the host
    explain: |
      He was
      the host.


  # the last one
  - question: How long is it?
    answer: 12
    unit: [pages]

# the end
"""
CARD = Flashcard(id="new", stem="Elba: what is it?", back="An island\n\nin the sea", explain="# no")


def decoded(data: bytes) -> Bank:
    bank = yaml_bank.decode(data, source="bank.yaml").sound_bank()
    assert bank.items
    return bank


def test_a_question_is_put_at_the_end_and_every_other_byte_stays() -> None:
    changed = splice.appended(BLOCK.encode(), CARD, source="bank.yaml").decode()
    before, after = BLOCK.split("\n# the end")
    assert changed.startswith(before)
    assert changed.endswith("\n# the end" + after)
    added = changed[len(before) : -len("\n# the end" + after)]
    assert added.startswith("\n  - id: new\n    front: ")
    assert decoded(changed.encode()).items[-1] == CARD


@pytest.mark.parametrize(
    "text",
    [
        BLOCK.replace("\n", "\r\n"),
        "\ufeff" + BLOCK,
        BLOCK.replace("\n\n# the end\n", ""),
        "title: T\nquestions: [{question: a?, answer: b}, {question: c?, answer: d}]\ntags: [x]\n",
        "title: T\nquestions:\n- question: a?\n  answer: b\nauthor: someone\n",
        "questions:\n- {question: a?, answer: b}\ntitle: T",
        "title: T\nquestions:\n  - question: a?\n    answer: >-\n      b\n\n\n",
    ],
)
def test_a_question_is_put_in_however_the_file_is_written(text: str) -> None:
    changed = splice.appended(text.encode(), CARD, source="bank.yaml")
    items = decoded(changed).items
    assert (items[-1].id, items[:-1]) == ("new", decoded(text.encode()).items)
    assert changed.startswith(text.encode()[:20])
    is_dos = "\r\n" in text
    assert changed.count(b"\r\n") == (changed.count(b"\n") if is_dos else 0)
    twice = splice.appended(changed, CARD.replaced(id="newer"), source="bank.yaml")
    assert [item.id for item in decoded(twice).items[-2:]] == ["new", "newer"]


@settings(max_examples=25, deadline=None)
@given(bank=banks(), item=items())
def test_any_question_can_be_put_into_any_bank(bank: Bank, item: object) -> None:
    new = item.replaced(id="brand-new", tags=(), passage="", image="")  # type: ignore[attr-defined]
    data = yaml_bank.encode(bank).data
    changed = splice.appended(data, new, source="bank.yaml")
    after = decoded(changed)
    assert after.items[:-1] == decoded(data).items
    assert (after.items[-1].stem, after.items[-1].solution) == (new.stem, new.solution)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: T\nquestions:\n  - question: [a\n", "its errors first: bank.yaml:3:15"),
        ("title: T\n", "no list of questions"),
        ("title: T\nquestions:\n  - {id: new, question: a?, answer: b}\n", "'new' already"),
        ("", "its errors first"),
    ],
)
def test_a_file_that_cannot_be_changed_safely_is_refused(text: str, said: str) -> None:
    with pytest.raises(QuizError, match=said):
        splice.appended(text.encode(), CARD, source="bank.yaml")


# More accepted spellings

ACCEPTS = {
    "answer: b   # c\n": "answer: b   # c\n    accept: ['B: one']\n",
    "answer: b\n    accept: [c, d]  # e\n": "answer: b\n    accept: [c, d, 'B: one']  # e\n",
    "answer: b\n    accept: c\n": "answer: b\n    accept: [c, 'B: one']\n",
    "answer: b\n    accept:\n      - c  # e\n": (
        "answer: b\n    accept:\n      - c  # e\n      - 'B: one'\n"
    ),
}


@pytest.mark.parametrize("written", ACCEPTS)
def test_a_spelling_is_accepted_where_others_are(written: str) -> None:
    head = "title: T\nquestions:\n  - id: one\n    question: a?\n    "
    changed = splice.accepted((head + written).encode(), "one", "B: one", source="bank.yaml")
    assert changed.decode() == head + ACCEPTS[written]
    (item,) = decoded(changed).items
    assert isinstance(item, ShortText)
    assert item.accept[-1] == "B: one"


def test_a_number_is_accepted_as_a_number() -> None:
    bank = decoded(BLOCK.encode())
    changed = splice.accepted(BLOCK.encode(), bank.items[1].id, "13", source="bank.yaml")
    item = decoded(changed).items[1]
    assert isinstance(item, Number)
    assert [str(number) for number in item.accept] == ["13"]
    with pytest.raises(QuizError, match="can't add the"):
        splice.accepted(BLOCK.encode(), bank.items[1].id, "13 pages", source="bank.yaml")


def test_kinds_without_accept_and_unknown_questions_are_refused() -> None:
    data = b"title: T\nquestions:\n  - {id: one, question: a?, answer: true}\n"
    with pytest.raises(QuizError, match="truefalse can't have `accept`"):
        splice.accepted(data, "one", "x", source="bank.yaml")
    with pytest.raises(QuizError, match="question 'two' not found"):
        splice.accepted(data, "two", "x", source="bank.yaml")


@settings(max_examples=25, deadline=None)
@given(spelling=st.text(min_size=1, max_size=20))
def test_any_spelling_is_accepted_as_it_reads_or_refused(spelling: str) -> None:
    data = b"title: T\nquestions:\n  - {id: one, question: a?, answer: b}\n"
    try:
        changed = splice.accepted(data, "one", spelling, source="bank.yaml")
    except (QuizError, UnicodeEncodeError):
        return
    (item,) = decoded(changed).items
    assert isinstance(item, ShortText)
    assert len(item.accept) == 1
