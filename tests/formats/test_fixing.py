"""What `quiz check --fix` fixes, and all that it leaves."""

import pytest
from hypothesis import given, settings

from quiz.formats import yaml_bank
from quiz.formats.yaml_bank.fixing import fixed
from quiz.items import Bank
from tests.strategies import banks

BEFORE = """\
title: T  \n\
questions:
  - answer: b   # the answer
    # about the question
    question: |
      a?  \n\
      more
    explain: x
    id: foo\t\n\

  # next
  - {question: c?, answer: d}
  - wrong: ['x', "y"]
    question: d?
    answer: z
"""
AFTER = """\
title: T
questions:
  - id: foo
    # about the question
    question: |
      a?  \n\
      more
    answer: b   # the answer
    explain: x

  # next
  - {id: ID, question: c?, answer: d}
  - id: ID
    question: d?
    answer: z
    wrong: ['x', "y"]
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_ids_order_and_space_are_fixed_and_the_rest_stays(end: str, mark: str) -> None:
    data = (mark + BEFORE.replace("\n", end)).encode()
    done = fixed(data, source="t.yaml")
    ids = [item.id for item in yaml_bank.decode(data, source="t.yaml").sound_bank().items]
    wanted = AFTER.replace("ID", ids[1], 1).replace("ID", ids[2], 1)
    assert done.data.decode() == mark + wanted.replace("\n", end)
    assert (done.ids, done.orders, done.spaces) == (2, 2, 2)
    assert not fixed(done.data, source="t.yaml").is_changed


@pytest.mark.parametrize(
    "text",
    [
        "title: T\nquestions:\n  - question: [a \n",
        "",
        "\t",
        "title: T",
        "title: T\nquestions:\n  - {answer: b, question: a?, id: one}\n",
        "title: T\nquestions:\n  - id: one\n    question: a?\n    answer: |  \n      b  \n",
    ],
)
def test_what_cannot_be_fixed_safely_is_left(text: str) -> None:
    done = fixed(text.encode(), source="t.yaml")
    assert done.data.count(b"\n") == text.count("\n")
    assert (done.ids, done.orders) == (0, 0)


def test_questions_with_faults_keep_them_and_the_others_are_fixed() -> None:
    text = "title: T\nquestions:\n  - {question: a?, answr: b}\n  - {question: c?, answer: d}\n"
    done = fixed(text.encode(), source="t.yaml")
    assert done.ids == 1
    assert "answr: b" in done.data.decode()


@settings(max_examples=30, deadline=None)
@given(bank=banks())
def test_a_fixed_bank_says_the_same(bank: Bank) -> None:
    data = yaml_bank.encode(bank).data
    before = yaml_bank.decode(data, source="t.yaml").sound_bank()
    after = yaml_bank.decode(fixed(data, source="t.yaml").data, source="t.yaml").sound_bank()
    assert [item.id for item in after.items] == [item.id for item in before.items]
    assert [item.replaced(has_written_id=True) for item in before.items] == [
        item.replaced(has_written_id=True) for item in after.items
    ]
