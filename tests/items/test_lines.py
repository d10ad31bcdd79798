"""Answers read from a line."""

from random import Random

import pytest

from quiz.items import Cloze, Gap, Picked, TrueFalse, TypedParts
from quiz.items.lines import Refused, read_answer


@pytest.mark.parametrize(
    ("line", "index"),
    [
        ("true", 0),
        ("TRUE", 0),
        ("t", 0),
        ("wahr", 0),
        ("Richtig.", 0),
        ("vrai", 0),
        ("verdadero", 0),
        ("vero", 0),
        ("верно", 0),
        ("صح", 0),
        ("对", 0),
        ("false", 1),
        ("falsch", 1),
        ("faux", 1),
        ("falso", 1),
        ("нет", 1),
        ("错", 1),
    ],
)
def test_true_and_false_are_read_in_the_languages_of_banks(line: str, index: int) -> None:
    prompt = TrueFalse(id="a", stem="Q", key=True).lay_out(Random(0))
    assert read_answer(prompt, line) == Picked((index,))


def test_what_is_neither_true_nor_false_is_asked_again() -> None:
    prompt = TrueFalse(id="a", stem="Q", key=True).lay_out(Random(0))
    for line in ("maybe", "", "3", "not true"):
        with pytest.raises(Refused):
            read_answer(prompt, line)


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("Russia; China", ("Russia", "China")),
        ("Russia, China", ("Russia", "China")),
        ("Russia\nChina", ("Russia", "China")),
        ("Russia", ("Russia", "")),
        ("Russia; China; Peru", ("Russia", "China")),
        ("a, b, c", ("a, b, c", "")),
    ],
)
def test_gaps_are_separated_by_what_people_type(line: str, texts: tuple[str, ...]) -> None:
    gaps = (Gap(("Russia",)), Gap(("China",)))
    item = Cloze(id="a", stem="Q", segments=("", " and ", ""), gaps=gaps)
    assert read_answer(item.lay_out(Random(0)), line) == TypedParts(texts)
