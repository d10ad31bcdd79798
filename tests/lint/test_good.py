"""No rule finds fault with good questions: those of the project, and a hundred more."""

from collections import Counter
from pathlib import Path

import pytest

from quiz.formats import yaml_bank
from quiz.items import KINDS
from quiz.lint import check_bank

_ROOT = Path(__file__).parents[2]
GOOD = sorted(Path(__file__).with_name("good").glob("*.yaml"))
SHIPPED = sorted((_ROOT / "questions").glob("*.yaml"))


@pytest.mark.parametrize("path", [*SHIPPED, *GOOD], ids=lambda path: path.stem)
def test_nothing_is_found_in_good_banks(path: Path) -> None:
    checked = check_bank(path.read_bytes(), source=path.name)
    assert [str(problem) for problem in checked.findings] == []


def test_the_good_questions_are_a_hundred_of_all_kinds() -> None:
    kinds: Counter[str] = Counter()
    for path in GOOD:
        bank = yaml_bank.decode(path.read_bytes(), source=path.name).sound_bank()
        kinds.update(item.kind for item in bank.items)
    assert set(kinds) == set(KINDS)
    assert kinds.total() >= 100
    assert len(SHIPPED) == 4
