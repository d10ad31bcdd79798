"""Every rule finds its own bad example, and nothing else finds fault with it."""

import pytest

from quiz.lint import check_bank
from quiz.lint.rules import RULES
from tests.lint.examples import examples_of


@pytest.mark.parametrize("name", RULES)
def test_a_rule_finds_its_bad_example_and_no_other_rule_does(name: str) -> None:
    bad, _ = examples_of(name)
    checked = check_bank(bad.encode(), source="europe.yaml")
    assert [str(p) for p in checked.decoded.problems] == []
    assert {problem.rule for problem in checked.findings} == {name}


@pytest.mark.parametrize("name", RULES)
def test_nothing_finds_fault_with_a_good_example(name: str) -> None:
    _, good = examples_of(name)
    checked = check_bank(good.encode(), source="europe.yaml")
    assert [str(p) for p in checked.findings] == []
