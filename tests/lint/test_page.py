"""The page of rules is what the rules say of themselves."""

import re
from pathlib import Path

from quiz.lint import check_bank
from quiz.lint.page import rule_texts, rules_page
from quiz.lint.rules import RULES

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_is_generated_from_the_rules() -> None:
    assert PAGE.read_text("utf-8") == rules_page(), (
        'write it again: python -c "from quiz.lint.page import rules_page; '
        "open('docs/rules.md', 'w').write(rules_page())\""
    )


def test_the_page_has_every_rule_under_its_name_with_both_examples() -> None:
    names = re.findall(r"(?m)^#### (\S+)$", rules_page())
    assert names == list(RULES) == [text.name for text in rule_texts()]
    assert rules_page().count("# bad\n") == rules_page().count("# good\n") == len(RULES)


def test_the_example_of_silence_is_silent() -> None:
    example = re.search(r"(?s)## Silence a rule.*?```yaml\n(.*?)```", rules_page())
    assert example
    checked = check_bank(example[1].encode(), source="riddles.yaml")
    assert checked.decoded.bank is not None
    found = {problem.rule for problem in checked.findings}
    assert found == {"no-tags"}
    unsilenced = check_bank(example[1].replace("quiz:", "").encode(), source="riddles.yaml")
    silenced = {problem.rule for problem in unsilenced.findings} - found
    assert silenced == {"no-source", "few-distractors", "no-explain"}
