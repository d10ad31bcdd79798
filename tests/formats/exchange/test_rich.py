"""HTML of other programs as Markdown that means the same, and plain text that stays plain."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.cleaning import CONTROLS
from quiz.errors import MissingExtra
from quiz.formats.exchange import rich
from quiz.formats.exchange.rich import (
    Picture,
    escaped,
    html_line,
    html_of,
    line_of,
    markdown_of,
    plain_of,
)
from quiz.items.spoken import spoken

TEXTS = [
    ("<p>Is <b>it</b> &amp; <i>so</i>?</p><p>Second</p>", "Is **it** & *so*?\n\nSecond"),
    ("H<sub>2</sub>O and 10<sup>-3</sup>", "H$_2$O and 10$^{-3}$"),
    ("<ul><li>one</li><li>two</li></ul>after", "- one\n- two\n\nafter"),
    ("<ol start='3'><li>x</li><li>y</li></ol>", "3. x\n4. y"),
    ("<table><tr><th>a</th><th>b|c</th></tr><tr><td>1</td></tr></table>",
     "| a | b\\|c |\n| --- | --- |\n| 1 |  |"),
    ("<pre>for x:\n    y</pre>", "```\nfor x:\n    y\n```"),
    ("<code>x*y</code>", "`x*y`"),
    ("line one<br>line two", "line one\nline two"),
    ("<div>one</div><div>two</div>", "one\ntwo"),
    ("a <b> b </b>c", "a **b** c"),
    ("<b></b>x", "x"),
    ("<script>alert(1)</script>hi", "hi"),
    ("<style>p {}</style><p onclick='x()'>hi</p>", "hi"),
    ("&lt;b&gt;no&lt;/b&gt;", "\\<b>no\\</b>"),
    ("a&nbsp;b", "a b"),
    ("&#27;[31mred", "[31mred"),
    ("<a href='https://x.example/y'>there</a>", "[there](https://x.example/y)"),
    ("<a href='javascript:x()'>there</a>", "[there]"),
    ("\\(x^2\\), \\[y\\] and [$]a_1[/$]", "$x^2$, $$y$$ and $a_1$"),
    ("2 < 3 <b>x</b>", "2 < 3 **x**"),
    ("x < y and z > 3", "x < y and z > 3"),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("html", "markdown"), TEXTS)
def test_what_html_means_stays(html: str, markdown: str) -> None:
    assert markdown_of(html).text == markdown


PLAIN = [
    "plain *not bold* and_under_score", "5 * 3", "$5 or $6", "`tick", "# no head\nsecond",
    "1. no list\n2. none", "- no\n- list", "> no quote\nx", "a_b_c", "_a_", "[x](y)", "<tag>",
    "&amp;", "~~x~~", "C# and C++ #5", "| a | b |\n| - | - |", "back\\*slash", "***", "a\n---\nb",
    "    indented\nx", "\\\\server\\share",
]  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_never_becomes_markdown_by_accident(text: str) -> None:
    read = "\n".join(spoken(escaped(text)))
    assert read.split() == text.split()


@given(st.text("ab *_`#-+>[]()<&;~$|\\.1\n", max_size=40))
def test_any_plain_text_reads_as_it_was(text: str) -> None:
    if "$" in text:
        return  # maths in dollar signs is what people write, and stays
    read = "".join(spoken(escaped(text)))
    assert "".join(read.split()) == "".join(text.split())


def test_pictures_are_named_and_the_first_is_the_question_s_own() -> None:
    rich = markdown_of(
        '<img src="a.png" alt="a map"> see <img src="b.png">', place=lambda s: f"m/{s}"
    )
    assert rich.pictures == (Picture("a.png", "a map"), Picture("b.png", ""))
    assert rich.text == "see ![](m/b.png)"


def test_what_a_text_cannot_hold_is_named() -> None:
    assert markdown_of('<video src="x"></video>hi [sound:a.mp3]').lost == ("video", "audio")


def test_an_option_is_one_line_of_text_with_code_and_maths() -> None:
    assert (
        line_of("<p>a <b>b</b> <code>c</code> x<sup>2</sup></p><p>d</p>").text == "a b `c` x$^2$ d"
    )
    assert line_of("5 * 3 | 4").text == "5 * 3 | 4"


@pytest.mark.parametrize(
    "html",
    ["<b>" * 50_000, "<a " * 50_000, "&" * 200_000, "<!--" * 50_000, "<table><tr><td>" * 20_000,
     "<ul><li>" * 20_000, "\\(" * 100_000, "[$]" * 100_000, "<p>" + "*" * 200_000],
)  # fmt: skip
def test_hostile_html_is_read_in_bounded_time(html: str) -> None:
    start = time.process_time()
    markdown_of(html)
    line_of(html)
    assert time.process_time() - start < 5


PIECES = [f"<{end}{name}>" for name in rich.PLAIN_TAGS for end in ("", "/")]


def without_cleaner(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Any:
        raise MissingExtra("install it")

    monkeypatch.setattr(rich, "_cleaner", missing)


@given(st.lists(st.sampled_from([*PIECES, "x", " y ", "&amp;", "\n"]), max_size=8).map("".join))
def test_what_is_read_uncleaned_reads_the_same_cleaned(html: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        without_cleaner(patch)
        try:
            read = markdown_of(html)
        except MissingExtra:
            return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rich, "_plain_tokens", lambda _html: None)
        assert markdown_of(html) == read


def test_common_html_is_read_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    without_cleaner(monkeypatch)
    html = "<p>Three <em>pupils</em></p>\n<ul>\n<li>Ada</li>\n<li>Ben</li>\n</ul>"
    read = markdown_of(html)
    assert read.text == "Three *pupils*\n\n- Ada\n- Ben"
    cleaned = ["<a href='https://x.example'>x</a>", "<p onclick='x()'>x</p>", "<script>x</script>"]
    for html in [*cleaned, "<p><ul><li>x</li></ul></p>", "<li>x</li>", "<p>x", "x</p>"]:
        with pytest.raises(MissingExtra):
            markdown_of(html)


# And back


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a **b** *c* `d`", "a <strong>b</strong> <em>c</em> <code>d</code>"),
        ("$x^2$ < 3", "\\(x^2\\) &lt; 3"),
        ("a\n\nb", "<p>a</p>\n<p>b</p>"),
        ("1. no list", "1. no list"),
        ("\\*x\\*", "*x*"),
    ],
)
def test_markdown_is_written_as_html(markdown: str, html: str) -> None:
    assert html_of(markdown) == html


def test_an_option_is_written_as_html() -> None:
    assert html_line("`a<b` of $x_1$ & *c*") == "<code>a&lt;b</code> of \\(x_1\\) &amp; *c*"


def test_without_marks_a_text_is_what_is_read_aloud() -> None:
    assert plain_of("**a** of `b`\n\n- c") == "a of b\n- c"


@pytest.mark.parametrize("entity", ["&#x202e;", "&#27;", "&#x9b;", "&#x2067;"])
def test_an_entity_brings_no_control_character_to_other_programs(entity: str) -> None:
    for text in (f"a {entity}b", f"a\n\n- {entity}b", f"a `x` {entity}b"):
        made = html_of(text)
        assert not CONTROLS.search(made.replace("\n", " ")), made
        assert "b" in made
