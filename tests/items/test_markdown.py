"""Markdown as runs and blocks."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.items.markdown import Blank, blocks, gapped, plain_line
from tests import strategies


def written(found: object) -> Any:
    """Return runs or blocks as they stand in JSON."""
    return msgspec.json.decode(msgspec.json.encode(found))


def plain(text: str) -> Any:
    return written(blocks(text))


def flat(found: object) -> str:
    """Return a paragraph's text with its gaps as lines."""
    (paragraph,) = written(found)
    return "".join(part["text"] if part["is"] == "run" else "____" for part in paragraph["runs"])


def run(text: str, **look: bool) -> dict[str, Any]:
    return {"is": "run", "text": text, **look}


def formula(source: str, text: str, **look: bool) -> dict[str, Any]:
    return {"is": "formula", "source": source, "text": text, **look}


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain", [run("plain")]),
        ("a **b *c*** d", [
            run("a "), run("b ", bold=True), run("c", bold=True, italic=True), run(" d")]),
        ("`x * y` and $a^2$", [
            run("x * y", code=True), run(" and "), formula("a^2", "a²")]),
        ("costs $5 and $6", [run("costs $5 and $6")]),
        ("~~no~~", [run("no", strike=True)]),
        ("a\nb  \nc", [run("a"), {"is": "break"}, run("b"), {"is": "break"}, run("c")]),
        ("[text](https://x.org)", [
            run("text", link=True), run(" (https://x.org)", address=True)]),
        ("<b>not markup</b> &amp; #x @y", [run("<b>not markup</b> & #x @y")]),
        ("![alt](file.png)", [run("[alt]", image=True)]),
    ],
)  # fmt: skip
def test_marks_within_a_paragraph(text: str, runs: list[dict[str, Any]]) -> None:
    assert plain(text) == [{"is": "paragraph", "runs": runs}]


def test_blocks_of_every_sort() -> None:
    text = (
        "# Head\n\n- a\n  1. b\n\n> quote\n\n| x | y |\n|:-:|--:|\n| 1 | 2 |\n\n"
        "```python\nx = 1\n```\n\n---\n\n$$x^2$$\n"
    )
    found = plain(text)
    names = ["heading", "list", "quote", "table", "code", "rule", "paragraph"]
    assert [block["is"] for block in found] == names
    assert found[1]["items"][0][1]["start"] == 1
    assert found[3]["aligned"] == ["center", "right"]
    assert found[4] == {"is": "code", "text": "x = 1"}
    assert found[6]["runs"] == [formula("x^2", "x²", is_block=True)]


def test_options_have_only_code_and_maths() -> None:
    assert written(plain_line("**a** `b` $x_1$ __init__")) == [
        run("**a** "), run("b", code=True), run(" "), formula("x_1", "x₁"), run(" __init__"),
    ]  # fmt: skip


@pytest.mark.parametrize("depth", [3, 6, 10, 17, 18, 19, 20, 25, 60, 2_000])
def test_no_text_is_lost_however_deep_it_is_nested(depth: int) -> None:
    assert "deep" in str(plain("> " * depth + "deep"))
    nested = "\n".join("  " * at + "- a" for at in range(min(depth, 100))) + " deep"
    assert str(plain(nested)).count("deep") == 1


@settings(max_examples=200, deadline=None)
@given(st.lists(strategies.markdown(), min_size=2, max_size=5))
def test_every_gap_is_there_whatever_stands_between(segments: list[str]) -> None:
    widths = [5.0] * (len(segments) - 1)
    found = str(gapped(segments, widths))
    for number in range(1, len(segments)):
        gap = Blank(number=number if len(widths) > 1 else 0, width_em=5.0)
        assert found.count(str(gap)) == 1


@settings(max_examples=200, deadline=None)
@given(strategies.markdown())
def test_any_text_is_drawn(text: str) -> None:
    assert isinstance(blocks(text), tuple)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("ab é.,:;-+#>1)(!?\"'/=…–", max_size=12), min_size=2, max_size=4))
def test_a_line_without_marks_is_read_as_the_parser_reads_it(segments: list[str]) -> None:
    widths = [5.0] * (len(segments) - 1)
    found = flat(gapped(segments, widths))
    assert found == "____".join(segments).strip()
    # A word in bold at the end calls the parser.
    marked = [*segments[:-1], segments[-1].rstrip() + "**x**"]
    assert flat(gapped(marked, widths)).lstrip() == found + "x"
