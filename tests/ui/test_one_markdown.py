"""One meaning of a bank's Markdown: what is maths, code or text on the screen is so on paper."""

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.items.markdown import (
    CodeBlock,
    Heading,
    Listing,
    MathSpan,
    Paragraph,
    Quote,
    Run,
    Table,
    blocks,
    plain_line,
)
from quiz.items.markup import new_parser, spans
from quiz.items.maths import to_block, to_unicode, with_maths_drawn
from quiz.ui.markup import MATHS, inline, needs_blocks, plain

TRICKY: dict[str, list[str]] = {
    "it costs $5 and $10": [],
    "between $5 and $6": [],
    "US$5 or CA$ 6": [],
    "$5": [],
    "$x$": ["x"],
    "$5$": ["5"],
    "$ x $": [],
    "a $x$5": [],
    "$x$ and $y$": ["x", "y"],
    "from $5 to $x$": ["x"],
    r"\$x$": [],
    r"$\$5$": [r"\$5"],
    "$$x$$": ["x"],
    "$$": [],
    "$$$": [],
    "$x": [],
    "`$x$`": [],
    "``a ` $x$``": [],
    "$`x`$": ["`x`"],
    "H$_2$O": ["_2"],
    "10$^3$ m": ["^3"],
    "a$b$c": [],
    "**$x$**": ["x"],
    "**a $x**y$ b**": ["x**y"],
    "$a_1$ and $b_2$": ["a_1", "b_2"],
    "[a $x$ b](http://x.org)": ["x"],
    "$x\ny$": [],
    "$$\n\\frac{1}{2}\n$$": ["\\frac{1}{2}"],
    "before\n\n$$\nx^2\n$$\n\nafter": ["x^2"],
    "```\n$x$\n```": [],
    "    $x$\nthen $y$": ["y"],
    "- $5\n- $10": [],
    "- $x$\n- $y$": ["x", "y"],
    "| a | b |\n| --- | --- |\n| $x$ | $5 |": ["x"],
    "> $x$\n> costs $5": ["x"],
    "# $x$\n\ntext": ["x"],
    "a\\\\$x$": [],
    "&#36;x&#36;": [],
}
"""Texts of questions, each with what is maths in it."""


def maths(found: Any) -> list[str]:
    """Return the formulas of a tree, in order."""
    if isinstance(found, MathSpan):
        return [found.source.strip()]
    if isinstance(found, msgspec.Struct):
        found = [getattr(found, name) for name in found.__struct_fields__]
    return [one for part in found for one in maths(part)] if isinstance(found, list | tuple) else []


def pieces(found: Any) -> list[str]:
    """Return the texts of a tree, in order, as paper has them."""
    if isinstance(found, Run | MathSpan | CodeBlock):
        return [found.text]
    if isinstance(found, Listing | Table | Quote | Paragraph | Heading):
        found = [getattr(found, name) for name in found.__struct_fields__ if name != "aligned"]
    return (
        [one for part in found for one in pieces(part)] if isinstance(found, list | tuple) else []
    )


def on_screen(text: str) -> list[str]:
    content = inline(text)
    return [content.plain[s.start : s.end] for s in content.spans if s.style == MATHS]


def by_the_widget(text: str) -> list[str]:
    """Return the formulas that Textual's Markdown widget is told of by our parser."""
    tokens = new_parser().parse(text)
    every = [child for token in tokens for child in (token, *(token.children or ()))]
    return [token.content.strip() for token in every if token.type.startswith("math_")]


@pytest.mark.parametrize("text", TRICKY)
def test_what_is_maths_is_maths_on_screen_and_paper_alike(text: str) -> None:
    wanted = TRICKY[text]
    assert maths(blocks(text)) == wanted
    assert [" ".join(one.split()) for one in on_screen(text)] == [
        " ".join((to_block(one) if "\n" in text else to_unicode(one)).split()) for one in wanted
    ]
    if needs_blocks(text):
        assert by_the_widget(text) == wanted
    for price in re.findall(r"(?<!\\)\$\d+(?![\d$])", text):
        assert price in "".join(pieces(blocks(text)))
        assert price in inline(text).plain


@pytest.mark.parametrize("text", [text for text in TRICKY if "\n" not in text])
def test_an_option_has_the_same_maths_on_screen_and_paper(text: str) -> None:
    content, line = plain(text), plain_line(text)
    shown = [content.plain[s.start : s.end] for s in content.spans if s.style == MATHS]
    assert shown == [one.text for one in line if isinstance(one, MathSpan)]
    assert content.plain == "".join(one.text for one in line if isinstance(one, Run | MathSpan))


# Lines indented by four may be a poem with gaps: braces mean gaps there, though they are drawn
# as code.
@pytest.mark.parametrize("text", [text for text in TRICKY if not text.startswith("    ")])
def test_what_braces_and_line_mode_take_for_maths_is_what_is_drawn(text: str) -> None:
    found = [text[start:end] for start, end in spans(text)]
    assert [one.strip("$").strip() for one in found if one.startswith("$")] == TRICKY[text]
    if not TRICKY[text]:
        assert with_maths_drawn(text) == text


@given(st.text(st.sampled_from("$$$ab 5_^`*~#\n"), max_size=24))
def test_screen_and_paper_draw_from_one_tree(text: str) -> None:
    shown = inline(text).plain.replace("•", "").replace("───", "")
    assert "".join(shown.split()) == "".join("".join(pieces(blocks(text))).split())


def test_banks_have_one_parser_and_paper_and_screens_none_of_their_own() -> None:
    from tests.test_house import MODULES, source_of

    found = {name for name in MODULES if "MarkdownIt(" in source_of(name)[1]}
    assert found == {"quiz.items.markup", "quiz.formats.exchange.outline"}, "notes are no bank"
    walkers = {name for name in MODULES if "SyntaxTreeNode(" in source_of(name)[1]}
    assert walkers == {"quiz.items.markdown", "quiz.formats.exchange.outline"}
