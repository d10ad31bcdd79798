"""What the rules say of themselves, for `docs/rules.md`, `quiz check --rules` and SARIF."""

import inspect
import re
import sys
from textwrap import dedent, fill

import msgspec

from quiz.lint.rules import RULES
from quiz.translation import _

_SECTIONS = {
    "stems": "Questions",
    "options": "Options",
    "alternatives": "Options compared with each other",
    "clues": "Clues",
    "typed": "Typed answers",
    "notation": "Copied from elsewhere",
    "slips": "Written so that it means something else",
    "numbers": "Numbers, dates and formulas",
    "gaps": "Gaps",
    "tasks": "Matching, order, groups and cards",
    "whole_bank": "Questions compared with each other",
    "completeness": "What else a question needs",
    "language": "Language",
    "form": "The file",
}
"""The headings of the page, by the modules of the rules."""
_INTRODUCTION = """\
# What makes a good question

A good question can be answered by students who know the answer and not by students who don't, and
both learn something from it. To write one:

1. **Ask for one thing**, in few words, so that the answer can be given before reading the options.
2. **Let only knowledge lead to the answer.** No option should be longer, more careful or better
   fitting than the others, no word of the question should be in the correct option alone, and no
   other question should give the answer away.
3. **Write wrong options that someone believes**: the mistakes your students make, each with a note
   on why it is wrong. Two or three are enough.
4. **Accept what someone who knows would type**: short and long names, the unit, a rounded number.
5. **Say why** under `explain`, and give the `source`: a wrong answer is the moment to learn.

`quiz check` reports what a program can see of this as *warnings*, each with the name of its rule. A
warning is not an error: the bank works, and you may know better. What no program can see is whether
the answer is true, and whether it is worth knowing.

## Silence a rule

Write `# quiz: ignore RULE` (or several rules, comma-separated):

- at the end of a line: for that line
- on a line of its own: for the next line
- at the end of the first line of a question: for the whole question
- on a line of its own above `questions:`: for the whole bank

```yaml
# quiz: ignore no-source
title: Riddles
questions:
  - id: sheep  # quiz: ignore few-distractors, no-explain
    question: What do you call a sheep without legs?
    answer: A cloud
    wrong: [A sheep]  # it isn't a sheep any more
```

## The rules

In the examples, `␠` is a space at the end of a line and `␉` is a tab. Tests make sure that each bad
example breaks only its own rule, and that each good example breaks none.
"""


class RuleText(msgspec.Struct, frozen=True, kw_only=True):
    """A rule in words."""

    name: str
    """Of the rule, as it stands in brackets behind a finding."""
    title: str
    """The weakness, as a sentence."""
    why: str
    """Why it matters, and what to do."""
    bad: str
    """A question, or a bank, that has it, as YAML."""
    good: str
    """A bank that follows it, YAML."""


def rule_texts() -> list[RuleText]:
    """Return every rule in words, from its docstring."""
    return [_text_of(name) for name in RULES]


def _text_of(name: str) -> RuleText:
    text = inspect.getdoc(RULES[name]) or ""
    found = re.fullmatch(r"(.*?)\n\n(.*?)\n\nBad:\n(.*?)\n\nGood:\n(.*)", text, re.S)
    if found is None and sys.flags.optimize >= 2:
        return RuleText(
            name=name, title="", why=_("described only without `python -OO`"), bad="", good=""
        )
    assert found, f"the docstring of {name} is not in its four parts"
    title, why, bad, good = found.groups()
    return RuleText(
        name=name,
        title=title,
        why=" ".join(why.split()),
        bad=dedent(bad).strip("\n"),
        good=dedent(good).strip("\n"),
    )


def rules_page() -> str:
    """Return the page of all rules as Markdown, for `docs/rules.md`."""
    parts = [_INTRODUCTION]
    section = ""
    for text in rule_texts():
        module = RULES[text.name].__module__
        name = module.rpartition(".")[2]
        if name != section:
            section = name
            parts.append(f"### {_SECTIONS[name]}\n\n{_about(module)}\n")
        parts.append(f"#### {text.name}\n\n{_wrapped(f'**{text.title}** {text.why}')}\n")
        parts += [f"```yaml\n# {verdict}\n{example}\n```\n" for verdict, example in _examples(text)]
    return "\n".join(parts)


def _examples(text: RuleText) -> tuple[tuple[str, str], ...]:
    return ("bad", text.bad), ("good", text.good)


def _about(module: str) -> str:
    """Return what the docstring of a module says of its rules and their source."""
    text = inspect.cleandoc(sys.modules[module].__doc__ or "")
    return "\n\n".join(_wrapped(part) for part in text.split("\n\n"))


def _wrapped(text: str) -> str:
    """Return a paragraph in lines of a hundred characters."""
    return fill(" ".join(text.split()), 100, break_long_words=False, break_on_hyphens=False)
