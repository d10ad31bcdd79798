"""Answers that people give, with the verdicts of a fair teacher."""

import time
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from quiz.formats import yaml_bank
from quiz.items import Bank, context_of
from quiz.items.lines import read_answer

TABLE: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "fair_answers.yaml").read_text("utf-8")
)


def bank_of(row: dict[str, Any]) -> Bank:
    questions = "".join(f"  {line}\n" for line in row["bank"].splitlines())
    text = f"title: T\nlanguage: {row['language']}\nquestions:\n{questions}"
    bank = yaml_bank.decode(text.encode(), source="t.yaml").bank
    assert bank is not None
    assert bank.items
    return bank


def credit(bank: Bank, answer: str) -> float:
    prompt = bank.items[0].lay_out(Random(1))
    return prompt.item.mark(read_answer(prompt, answer), context_of(bank)).credit


@pytest.mark.parametrize(
    "row", TABLE, ids=[f"{n}-{row['language']}" for n, row in enumerate(TABLE)]
)
def test_a_fair_teacher_agrees(row: dict[str, Any]) -> None:
    bank = bank_of(row)
    assert [text for text in row.get("right", ()) if credit(bank, text) < 1] == []
    assert [text for text in row.get("wrong", ()) if credit(bank, text) > 0] == []


def test_any_answer_is_marked_in_a_moment() -> None:
    banks = [(bank_of(row), row) for row in TABLE]
    for bank, row in banks:
        credit(bank, (row.get("right") or row["wrong"])[0])  # the lists of words are read once
    slowest = 0.0
    for bank, row in banks:
        for text in (*row.get("right", ()), *row.get("wrong", ())):
            best = min(_seconds(bank, text) for _time in range(3))
            slowest = max(slowest, best)
    assert slowest < 0.05


def _seconds(bank: Bank, text: str) -> float:
    started = time.process_time()
    credit(bank, text)
    return time.process_time() - started
