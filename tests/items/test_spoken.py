"""Markdown read aloud: no mark is left, nothing that it says is lost."""

import pytest
from hypothesis import given

from quiz.items.spoken import spoken, spoken_line
from tests.strategies import markdown


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("plain", ["plain"]),
        ("*one* **two** ~~three~~ `four()`", ["one two three four()"]),
        ("a [link](https://a.example/b) of `x`", ["a link (https://a.example/b) of x"]),
        ("$x^2$ costs $5 or $6", ["x² costs $5 or $6"]),
        ("first\nsecond\n\nthird", ["first", "second", "third"]),
        ("# Head\n\ntext", ["Head", "text"]),
        ("- one\n- two\n  1. deep", ["- one", "- two", "  1. deep"]),
        ("3. three\n4. four", ["3. three", "4. four"]),
        ("> said so\n\nbut", ["Quote: said so", "but"]),
        ("```python\nfor x in y:\n    pass\n```\nend", ["for x in y:", "    pass", "end"]),
        ("| a | b |\n| --- | --- |\n| 1 | *2* |", ["a: 1; b: 2."]),
        ("above\n\n---\n\nbelow", ["above", "below"]),
        ("", []),
        ("- 5", ["- 5"]),  # one line is text
    ],
)
def test_what_is_read(text: str, lines: list[str]) -> None:
    assert spoken(text) == lines


def test_an_option_is_text_in_which_code_and_maths_lose_their_marks() -> None:
    assert spoken_line("`x` of $a_1$, *not* set in italics") == "x of a₁, *not* set in italics"


@given(markdown())
def test_any_markdown_is_read_line_by_line(text: str) -> None:
    assert all("\n" not in line for line in spoken(text))
