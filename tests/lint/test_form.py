import pytest

from quiz.lint import check_bank
from quiz.lint.form import key_order, tab_in_value, trailing_space
from quiz.lint.rules import RULES

FORM = ("key-order", "trailing-space", "tab-in-value")


def places(text: str) -> list[tuple[str, int, int]]:
    found = check_bank(text.encode(), source="vienna.yaml").weaknesses
    return [(p.rule, p.where.line, p.where.column) for p in found if p.rule in FORM]


def test_the_rules_of_form_are_these() -> None:
    assert [RULES[name] for name in FORM] == [key_order, trailing_space, tab_in_value]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("- question: Where?\n  answer: Vienna\n  id: a\n", (5, 7)),
        ("- answer: Vienna\n  question: Where?\n", (4, 13)),
        ("- question: Where?\n  explain: So.\n  answer: Vienna\n", (5, 11)),
        ("- tags: [a]\n  cloze: In {{Vienna}}.\n", (4, 10)),
        ("-   back: Vienna\n    front: Where?\n", (4, 12)),
        ("- question: |\n    answer: no key\n  hint: So.\n  answer: Vienna\n", (6, 11)),
    ],
)
def test_a_key_that_stands_too_late_is_found(question: str, place: tuple[int, int]) -> None:
    assert places(f"title: t\nquestions:\n{question}") == [("key-order", *place)]


@pytest.mark.parametrize(
    "question",
    [
        "- id: a\n  passage: p\n  image: a.png\n  alt: A\n  question: Where?\n  answer: Vienna\n",
        "- question: Where?\n  wrong: [Rome, Bonn]\n  answer: Vienna\n  tags: [a]\n",
        "- let: {a: 2..9}\n  question: What is {a}?\n  answer: = a\n",
        "- question: Where?\n  # hint: none\n  answer: Vienna\n  explain: |\n    id: no key\n",
        "- {answer: Vienna, question: Where?}\n",
        "- question: >-\n\n    Where?\n\n    id: no key\n  answer: Vienna\n",
        "- question: 'Where\n    hint: is it?'\n  answer: Vienna\n",
    ],
)
def test_the_usual_orders_are_none(question: str) -> None:
    head = "title: t\npassages: {p: A text}\nquestions:\n"
    assert places(f"{head}{question}") == []


def test_a_question_with_a_fault_does_not_run_into_the_next() -> None:
    bank = "title: t\nquestions:\n- question: Where?\n  answer: A\n- hint: x\n  question: B\n"
    assert places(bank) == []


def test_the_order_is_seen_with_any_line_end() -> None:
    for end in ("\r\n", "\r", "\u2028", "\x85"):
        bank = f"title: t\nquestions:{end}- answer: Vienna{end}  question: Where?{end}"
        assert [rule for rule, *_place in places(bank)] == ["key-order"]


def test_spaces_at_line_ends_are_found_outside_blocks() -> None:
    bank = (
        "title: t \nabout: |\n  One  \n  two \n\nquestions: \n- question: >- \n    Where  \n"
        "    is it?\n  answer: Vienna\t\n  explain: So\n   \n"
    )
    assert places(bank) == [("trailing-space", 1, 9)]
    message = next(
        p.message
        for p in check_bank(bank.encode(), source="t").weaknesses
        if p.rule == "trailing-space"
    )
    assert message.startswith("4 lines")


def test_a_block_ends_where_its_indentation_does() -> None:
    bank = "title: t\nquestions:\n- question: |2-\n    Where \n  answer: Vienna \n"
    assert places(bank) == [("trailing-space", 5, 17)]
    bank = "title: t\nquestions:\n- question: a > b or a |b\n  answer: Vienna \n"
    assert places(bank) == [("trailing-space", 4, 17)]
    bank = "title: t\nquestions:\n- question: Where?\n  hint:\n  - |\n    So \n  answer: 'A' \n"
    assert [place for place in places(bank) if place[0] != "key-order"] == [
        ("trailing-space", 7, 14)
    ]


def test_tabs_within_lines_are_found_outside_blocks() -> None:
    bank = "title: t\nquestions:\n- question: Where\tis it?\n  answer: Vienna\n"
    assert places(bank) == [("tab-in-value", 3, 18)]
    bank = "title: t\nquestions:\n- question: |\n    ```\n    a\tb\n    ```\n  answer: Vienna\n"
    assert places(bank) == []
    bank = "title: t\nquestions:\n- question: Where?\n  answer: Vienna # so\tit is\n"
    assert places(bank) == []
