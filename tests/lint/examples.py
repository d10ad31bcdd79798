"""The examples of the rules, as their docstrings give them."""

import inspect
import re
from textwrap import dedent, indent

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
    bad, good = (_bank(dedent(part.strip("\n"))) for part in found.groups())
    return bad, good


def _bank(example: str) -> str:
    """Return an example as a bank; one that begins with a dash is a list of questions."""
    return _HEAD + indent(example, "  ") + "\n" if example.startswith("-") else example + "\n"
