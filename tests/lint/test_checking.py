"""Checking whole files: it never fails, whatever is in them, and is quick."""

from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings

from quiz.formats import yaml_bank
from quiz.items import Bank
from quiz.lint import check_bank
from quiz.lint.rules import RULES
from tests import strategies

_SECONDS = 20
"""Ten times what it takes, and a tenth of what one loop over all pairs would."""


@given(strategies.banks(most=8))
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_bank_is_checked(bank: Bank) -> None:
    checked = check_bank(yaml_bank.encode(bank).data, source="bank.yaml")
    assert all(problem.rule in RULES for problem in checked.weaknesses)
    assert all("\n" not in str(problem) for problem in checked.findings)
    lines = [problem.where.line for problem in checked.weaknesses]
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    "stem",
    ["In which city did the congress of {n} states meet?", "In which city did it all begin?", "?"],
)
@pytest.mark.slow
def test_twenty_thousand_alike_questions_are_checked_in_seconds(stem: str) -> None:
    questions = "".join(
        f"- question: {stem.format(n=n)!r}\n  answer: Vienna\n" for n in range(20_000)
    )
    started = process_time()
    checked = check_bank(f"title: Alike\nquestions:\n{questions}".encode(), source="alike.yaml")
    assert process_time() - started < _SECONDS
    assert sum(problem.rule == "near-duplicates" for problem in checked.weaknesses) <= 50


@pytest.mark.parametrize(
    "sign", ["*", "“a", "a and ", "which not ", "1-2 ", "`a", "$a ", "a. ", "{ "]
)
def test_long_texts_are_checked_in_seconds(sign: str) -> None:
    text = (sign * 19_000)[:19_000].replace("{{", "{ ")
    question = f"- question: '{text}'\n  answer: '{text}x'\n  hint: '{text}'\n"
    choice = f"- question: '{text}'\n  answer: '{text[:900]}y'\n  wrong: ['{text[:900]}', b, c]\n"
    bank = f"title: Long\nquestions:\n{question * 20}{choice * 20}"
    started = process_time()
    check_bank(bank.encode(), source="long.yaml")
    assert process_time() - started < _SECONDS
