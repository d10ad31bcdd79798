"""The examples of the rules, as their docstrings give them."""

import inspect
import re
from textwrap import dedent, indent

from quiz.lint import check_bank
from quiz.lint.rules import RULES

_HEAD = """\
title: Europe after Napoleon
id: europe
language: en
author: A teacher
license: CC-BY-4.0
source: A textbook
tags: [history]
questions:
"""


def examples_of(name: str) -> tuple[str, str]:
    """Return the bad and the good example of a rule, each as a whole bank."""
    text = inspect.getdoc(RULES[name]) or ""
    found = re.search(r"\nBad:\n(.*?)\nGood:\n(.*)", text, re.S)
    assert found, f"the docstring of {name} has no examples"
    bad, good = (_bank(dedent(_unseen(part).strip("\n"))) for part in found.groups())
    return bad, good


def _unseen(text: str) -> str:
    """Return a text with the signs for space and tab as what they stand for."""
    return text.replace("␠", " ").replace("␉", "\t")


def _bank(example: str) -> str:
    """Return an example as a bank; one that begins with a dash is a list of questions without ids.

    They are given one each, at the place where `quiz check --fix` would write it.
    """
    if not example.startswith("-"):
        return example + "\n"
    counted = iter(range(1, 100))
    example = re.sub(r"(?m)^- \{", lambda found: f"- {{id: q{next(counted)}, ", example)
    example = re.sub(r"(?m)^- (?!\{)", lambda found: f"- id: q{next(counted)}\n  ", example)
    return _HEAD + indent(example, "  ") + "\n"


def rules_found(questions: str, language: str = "en", head: str = "") -> list[str]:
    """Return the rules that find fault with questions, which need no ids and explanations.

    Args:
        questions: Questions in YAML, the first dash at the left edge.
        language: The bank's language.
        head: A line for the bank's head.
    """
    bank = _bank(dedent(questions).strip("\n")).replace(
        "language: en", f"language: {language}\n{head}"
    )
    checked = check_bank(bank.encode(), source="europe.yaml")
    assert [str(problem) for problem in checked.decoded.problems] == []
    return [problem.rule for problem in checked.weaknesses if problem.rule not in _EVERYWHERE]


_EVERYWHERE = ("no-explain", "last-pair-left")
"""Rules that the questions of tests break for shortness."""
