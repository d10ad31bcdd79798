"""What the rules say of themselves, for `docs/rules.md`, `quiz check --rules` and SARIF."""

import inspect
import re

import msgspec

from quiz.lint.rules import RULES


class RuleText(msgspec.Struct, frozen=True, kw_only=True):
    """A rule in words."""

    name: str
    title: str
    """The weakness, as a sentence."""
    why: str
    """Why it matters, and what to do."""
    bad: str
    """A question, or a bank, that has it, as YAML."""
    good: str


def rule_texts() -> list[RuleText]:
    """Return every rule in words, from its docstring."""
    return [_text_of(name) for name in RULES]


def _text_of(name: str) -> RuleText:
    text = inspect.getdoc(RULES[name]) or ""
    found = re.fullmatch(r"(.*?)\n\n(.*?)\n\nBad:\n(.*?)\n\nGood:\n(.*)", text, re.S)
    assert found, f"the docstring of {name} is not in its four parts"
    title, why, bad, good = found.groups()
    return RuleText(
        name=name,
        title=title,
        why=" ".join(why.split()),
        bad=inspect.cleandoc(bad),
        good=inspect.cleandoc(good),
    )
