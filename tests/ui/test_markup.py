import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from quiz.cleaning import CONTROLS
from quiz.ui.markup import inline, needs_blocks, plain
from quiz.ui.maths import to_unicode

ANY_TEXT = st.one_of(
    st.text(st.characters(), max_size=200),
    st.text(st.sampled_from("*_`$\\[]()<>{}^~|&#-! \n\tab1\x1b\x07\u202e"), max_size=80),
)


def styles(content: Content) -> list[tuple[str, str]]:
    """Return the styled pieces with their styles."""
    return [(content.plain[span.start : span.end], str(span.style)) for span in content.spans]


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        (r"x^2", "x²"), (r"x^{10}", "x¹⁰"), (r"a_1", "a₁"), (r"a_{ij}", "aᵢⱼ"),
        (r"\alpha + \beta", "α + β"), (r"\frac{1}{2}", "1/2"), (r"\frac{a+b}{c}", "(a+b)/c"),
        (r"\frac12", "1/2"), (r"\sqrt{x}", "√x"), (r"\sqrt{x+1}", "√(x+1)"),
        (r"90^\circ", "90°"), (r"a \le b \ne c", "a ≤ b ≠ c"), (r"\text{if } x", "if  x"),
        (r"e^{-x}", "e⁻ˣ"), (r"x^q", "x^q"), (r"x^{qz}", "x^(qz)"), (r"\sum_{i=1}^n i", "∑ᵢ₌₁ⁿ i"),
        (r"5 \%", "5 %"), (r"\mathbb{R}", "R"), ("", ""), ("plain", "plain"),
    ],
)  # fmt: skip
def test_maths_is_shown_as_unicode(formula: str, shown: str) -> None:
    assert " ".join(to_unicode(formula).split()) == " ".join(shown.split())


@pytest.mark.parametrize(
    "formula",
    [
        r"\unknown{x}",
        r"x^",
        r"\frac{1}",
        r"{x",
        r"\sqrt",
        "x}",
        r"\begin{matrix}",
        "{" * 50,
        "a_^b",
    ],
)
def test_maths_that_cannot_be_shown_faithfully_stays_as_written(formula: str) -> None:
    assert to_unicode(formula) == formula


@given(st.text(st.sampled_from("\\{}^_ab1+ frac sqrt"), max_size=60) | st.text(max_size=60))
def test_maths_never_fails(formula: str) -> None:
    assert isinstance(to_unicode(formula), str)


@pytest.mark.parametrize(
    ("text", "shown", "expected"),
    [
        ("plain", "plain", []),
        ("**bold** word", "bold word", [("bold", "bold")]),
        ("*it* and _it_", "it and it", [("it", "italic"), ("it", "italic")]),
        ("~~gone~~", "gone", [("gone", "strike")]),
        ("**a *b* c**", "a b c", [("a ", "bold"), ("b", "bold italic"), (" c", "bold")]),
        ("`list[int]`", "list[int]", [("list[int]", "$text-accent on $boost")]),
        ("$x^2$ is", "x² is", [("x²", "italic")]),
        ("[a link](http://x.org)", "a link", [("a link", "underline")]),
        ("![a map](map.png)", "[a map]", [("[a map]", "$foreground-muted")]),
        ("one\n\ntwo\nthree", "one\n\ntwo three", []),
        ("line  \nbreak", "line\nbreak", []),
        ("5 * 3 < 20 & [x]", "5 * 3 < 20 & [x]", []),
        ("&eacute; <b>x</b>", "é <b>x</b>", []),
        ("snake_case_name 1_000", "snake_case_name 1_000", []),
        ("it costs $5 or $6", "it costs $5 or $6", []),
        ("[bold]x[/] [@click=app.quit]", "[bold]x[/] [@click=app.quit]", []),
        ("x\x1b]52;c;a\x07y\u202ez", "x]52;c;ayz", []),
        ("a &#27;[31m b", "a \ufffd[31m b", []),
    ],
)
def test_inline_markdown_is_drawn_and_nothing_else_is_markup(
    text: str, shown: str, expected: list[tuple[str, str]]
) -> None:
    content = inline(text)
    assert content.plain == shown
    assert styles(content) == expected


@pytest.mark.parametrize(
    ("text", "shown", "expected"),
    [
        ("**not bold** *x*", "**not bold** *x*", []),
        ("`a[0]` or $x_1$", "a[0] or x₁", [("a[0]", "$text-accent on $boost"), ("x₁", "italic")]),
        ("[/]", "[/]", []),
        ("a\x1b[31mb", "a[31mb", []),
    ],
)
def test_options_and_answers_are_plain_but_for_code_and_maths(
    text: str, shown: str, expected: list[tuple[str, str]]
) -> None:
    content = plain(text)
    assert content.plain == shown
    assert styles(content) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain\ntext", False), ("- item", True), ("a\n\n1. one", True), ("| a | b |", True),
        ("# Title", True), ("> said", True), ("```\ncode\n```", True), ("    code", True),
        ("2 - 1", False), ("#hash", False), ("1.5 m", False), ("-5 degrees", False),
        ("*em*", False),
    ],
)  # fmt: skip
def test_only_texts_with_blocks_need_the_markdown_widget(text: str, expected: bool) -> None:
    assert needs_blocks(text) is expected


@given(ANY_TEXT)
def test_no_text_fails_and_no_control_character_gets_through(text: str) -> None:
    for content in (plain(text), inline(text)):
        assert CONTROLS.search(content.plain) is None
        content.wrap(20)
