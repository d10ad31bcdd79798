import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from quiz.cleaning import CONTROLS
from quiz.items.maths import to_unicode
from quiz.ui.markup import FENCED, FOLD, fold_code, inline, needs_blocks, plain

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
        (r"5 \%", "5 %"), (r"\mathbb{R}", "ℝ"), ("", ""), ("plain", "plain"),
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
        ("one\n\ntwo\nthree", "one\n\ntwo\nthree", []),
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
        ("plain\ntext", False), ("- one\n- two", True), ("a\n\n1. one", True),
        ("| a | b |\n|---|---|", True), ("# Title\n\ntext", True), ("> said\n> so", True),
        ("```\ncode\n```", True), ("a:\n\n    code", True), ("2 - 1\n", False), ("#hash", False),
        ("- 5", False), ("> 5", False), ("2. Nf3 Nc6", False), ("# 1", False), ("+ 3", False),
        ("* a", False), ("| a | b |", False), ("    code", False), ("*em*", False),
    ],
)  # fmt: skip
def test_only_texts_with_blocks_need_the_markdown_widget(text: str, expected: bool) -> None:
    assert needs_blocks(text) is expected


@given(ANY_TEXT)
def test_no_text_fails_and_no_control_character_gets_through(text: str) -> None:
    for content in (plain(text), inline(text)):
        assert CONTROLS.search(content.plain) is None
        content.wrap(20)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("$$x^2$$", "x²"),
        ("$$\nx^2\n$$", "x²"),
        ("The rule is\n\n$$\n\\frac{a}{b}\n$$\n\nfor b.", "The rule is\n\na/b\n\nfor b."),
        ("both $$a+b$$ here, and $$c$$", "both a+b here, and c"),
        ("$x$ is 5", "x is 5"),
        ("H$_2$O and 10$^{-3}$", "H₂O and 10⁻³"),
        ("- 5", "- 5"),
        (r"\\server\share", r"\\server\share"),
        ("2. Weltkrieg", "2. Weltkrieg"),
        ("> 5", "> 5"),
        ("# 1 in *chess*", "# 1 in chess"),
        ("+ 3", "+ 3"),
        ("Roses are red,\nviolets are *blue*.", "Roses are red,\nviolets are blue."),
        ("two:\n\n- one\n  - in it\n- other\n\nend", "two:\n\n• one\n  • in it\n• other\n\nend"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\nend", "a │ b\n1 │ 2\n\nend"),
    ],
)
def test_display_maths_lines_and_lists_are_drawn(text: str, shown: str) -> None:
    assert inline(text).plain == shown


@given(st.text("abc ,(界", min_size=1, max_size=60), st.integers(8, 20))
def test_code_wider_than_the_window_goes_on_below_after_a_sign(code: str, width: int) -> None:
    folded = fold_code(Content.styled(code, FENCED), width).split("\n")
    assert all(line.cell_length <= width for line in folded)
    assert (
        "".join(line.plain.removeprefix(FOLD if at else "") for at, line in enumerate(folded))
        == code
    )


def test_only_code_is_folded() -> None:
    text = "words that are wide\n\n```\nx = 1\nprint(1, 2, 3, 4)\n```"
    folded = fold_code(inline(text), 12).plain
    assert folded == "words that are wide\n\nx = 1\nprint(1, 2, \n↪ 3, 4)"
