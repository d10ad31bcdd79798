"""Pages from templates: what they are given is text, whatever it looks like."""

import ast
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

from quiz.formats.pages import css_string, page

ROOT = Path(__file__).parents[3]
TEMPLATES = sorted((ROOT / "quiz/formats/pages/templates").iterdir())
RESULT: dict[str, Any] = {
    "title": "t", "when": "w", "score": "s", "verdicts": ["v"], "topics": [], "answers": [],
}  # fmt: skip
HOSTILE = [
    "<script>alert(1)</script>", '"onload=alert(1) x="', "{{ 7*7 }}", "{% raw %}", "{# no #}",
    "</style><script>", "&lt;b&gt;", "'; --",
]  # fmt: skip


class Read(HTMLParser):
    """What a browser makes of a page: its elements and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _value in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_page_is_given_stays_text(text: str) -> None:
    plain = Read(page("exam_result", **RESULT))
    values = RESULT | {"title": text, "score": text, "verdicts": [text]}
    read = Read(page("exam_result", **values))
    assert (read.tags, read.attributes) == (plain.tags, plain.attributes)
    assert read.text.count(text) == 4


def test_our_own_markup_is_not_escaped_twice() -> None:
    values = RESULT | {"score": Markup("<i>{}</i>").format("a < b")}
    assert "<h2><i>a &lt; b</i></h2>" in page("exam_result", **values)


def test_a_value_that_is_missing_is_a_fault_and_no_gap() -> None:
    with pytest.raises(UndefinedError, match="score"):
        page("exam_result", **{name: RESULT[name] for name in RESULT if name != "score"})


@pytest.mark.parametrize(("lang", "side"), [("ar", "rtl"), ("de-AT", "ltr")])
def test_a_page_has_its_language_and_direction(lang: str, side: str) -> None:
    text = page("exam_result", lang=lang, **RESULT)
    assert text.startswith(f'<!doctype html>\n<html lang="{lang}" dir="{side}">\n')
    assert text.endswith("</html>\n")


def test_a_page_is_in_our_own_language_where_none_is_named() -> None:
    assert '<html lang="en" dir="ltr">' in page("exam_result", **RESULT)


@given(st.text())
def test_a_string_of_css_ends_at_its_end(text: str) -> None:
    shown = css_string(text)
    assert re.fullmatch(r'"(?:[^\W_]|[ \\])*"', shown)
    read = re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), shown[1:-1])
    assert read == text


# The code


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_turns_escaping_off(path: Path) -> None:
    assert path.suffix in (".html", ".css")
    text = path.read_text("utf-8")
    assert re.findall(r"\|\s*safe\b|autoescape|Markup|<script|\bon[a-z]+=|https?:", text) == []


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if path.suffix == ".html"], ids=lambda path: path.name
)
def test_a_template_has_no_word_of_its_own_to_translate(path: Path) -> None:
    bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^<>]*>", " ", path.read_text("utf-8"))
    assert set(re.findall(r"[A-Za-z]+", bare)) <= {"s"}  # the sign of seconds


def sources() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in (ROOT / "quiz").rglob("*.py")}


def test_nothing_escapes_html_by_hand() -> None:
    found = []
    for path, tree in sources().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "html":
                found += [path for name in node.names if name.name == "escape"]
            elif (
                isinstance(node, ast.Attribute)
                and node.attr == "escape"  # at once: nearly no other name is
                and ast.unparse(node) == "html.escape"
            ):
                found.append(path)
    # Files of other programs hold HTML in their texts; no page of ours is made of it.
    assert [path for path in found if path.parent.parts[-3:].count("exchange") == 0] == []


def test_markup_is_made_of_literals_alone() -> None:
    # `Markup(text)` trusts its text: what is not written in the code goes in by `format`.
    trusted = {
        "quiz/formats/pages/__init__.py": 1,
        "quiz/formats/pages/markdown.py": 1,
        # The style and the script of a published page, which are ours, and JSON without a `<`.
        "quiz/web/publishing/page.py": 3,
    }
    found: dict[str, int] = {}
    for path, tree in sources().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Markup":
                literal = all(isinstance(one, ast.Constant) for one in node.args)
                if not literal:
                    name = path.relative_to(ROOT).as_posix()
                    found[name] = found.get(name, 0) + 1
    assert found == trusted


def test_jinja_is_imported_when_a_page_is_made() -> None:
    code = (
        "import sys, quiz.cli.analyse, quiz.desk.exams.page, quiz.formats.printed.html\n"
        "from quiz.formats.pages import page; before = 'jinja2' in sys.modules\n"
        f"page('exam_result', **{RESULT!r}); print(before, 'jinja2' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("False True\n", "")
