"""What the rules say of themselves, for `docs/rules.md`, `quiz check --rules` and SARIF."""

import inspect
import re
import sys
from textwrap import dedent, fill

import msgspec

from quiz.lint.rules import RULES
from quiz.words import _

_SECTIONS = {
    "stems": "Questions",
    "options": "Options",
    "alternatives": "Options beside one another",
    "clues": "Clues",
    "typed": "Typed answers",
    "notation": "Written as elsewhere",
    "slips": "Written so that it means something else",
    "numbers": "Numbers, dates and formulas",
    "gaps": "Gaps",
    "tasks": "Pairs, orders, groups and cards",
    "whole_bank": "Questions beside one another",
    "completeness": "What else belongs to a question",
    "tongue": "Language",
    "form": "The file",
}
"""The headings of the page, by the modules of the rules."""
_INTRODUCTION = """\
# What makes a good question

A question is good if those who know answer it rightly, if those who do not cannot, and if both
have learnt something afterwards. For that

1. **ask for one thing**, in few words, so that the answer could be given before the options are
   read;
2. **let nothing but knowledge lead to the answer**: no option that is longer, more careful or
   better fitted than the others, no word of the question that stands in the right option alone, no
   other question that tells it;
3. **write wrong options that someone believes**: the mistakes that your learners make, each with a
   word on why it is wrong; two or three are enough;
4. **accept what a person who knows would type**: short names and long ones, the unit, a rounded
   number;
5. **say why** under `explain`, and where it stands under `source`: a wrong answer is the moment at
   which one learns.

`quiz check` reports what of this a program can see, as *weaknesses*, each with the name of a rule.
A weakness is no fault: the bank works, and you may well know better. What no program sees is
whether the answer is true, and whether it is worth knowing.

## To silence a rule

Write `# quiz: ignore RULE`, or several rules with commas between them,

- behind a line: for that line;
- on a line of its own: for the next line;
- behind the first line of a question: for the whole question;
- above `questions:`, on a line of its own: for the whole bank.

```yaml
# quiz: ignore no-source
title: Riddles
questions:
  - id: sheep  # quiz: ignore few-distractors, no-explain
    question: What do you call a sheep without legs?
    answer: A cloud
    wrong: [A sheep]  # it is no sheep any more
```

## The rules

In the examples `␠` stands for a space at the end of a line, `␉` for a tab. The bad example of each
rule is found by that rule alone, and the good one by none; the tests see to it.
"""


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
