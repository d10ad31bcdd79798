"""`quiz publish`: what it writes and refuses, and that no text of a bank gets out of its place."""

import base64
import json
import re
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.support import EVERY_KIND

TINY = """\
title: Tiny
id: tiny
license: CC0
questions:
  - {id: one, question: "One?", answer: "yes", wrong: ["no"]}
  - {id: two, question: "Two?", answer: [a, b], wrong: [c]}
"""
HOSTILE = """\
title: "</title><script>x</script>"
about: "<img src=x onerror=y>"
author: "<b>"
questions:
  - id: harm
    question: "<!-- <script> </template><img src=x onerror=y>"
    answer: "</script><script>x</script>"
    wrong: ["<b onclick=x>", "]]>"]
    explain: "[a](javascript:x) <svg onload=y>"
    source: "<iframe src=x>"
"""
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
MOST_SCRIPT_AND_STYLE = 40_000
"""Bytes, as the page holds them; marking numbers and dates takes 4,000 more."""


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags_of(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(html)
    return parser.found


def data_of(html: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def written(run: Run, folder: Path, text: str, *flags: str) -> str:
    (folder / "bank.yaml").write_text(text, encoding="utf-8")
    ran = run("publish", "bank.yaml", "--single", "-o", "page.html", *flags)
    assert ran.status == 0, ran.err
    return (folder / "page.html").read_text("utf-8")


def test_a_folder_has_the_page_its_style_its_script_and_pictures(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dot.png").write_bytes(PIXEL)
    text = TINY.replace('"One?"', '"One?", image: dot.png, alt: A dot')
    (tmp_path / "tiny.yaml").write_text(text)
    ran = run("publish", "tiny.yaml")
    assert "holds the answers" in ran.out
    files = {str(path.relative_to(tmp_path / "tiny-page")) for path in
             (tmp_path / "tiny-page").rglob("*") if path.is_file()}  # fmt: skip
    pictures = files - {"index.html", "page.css", "publish.js"}
    assert len(pictures) == 1
    page = (tmp_path / "tiny-page" / "index.html").read_text("utf-8")
    assert f'src="{pictures.pop()}" alt="A dot"' in page
    assert "already exists" in run("publish", "tiny.yaml").err
    assert run("publish", "tiny.yaml", "--force").status == 0


def test_a_single_page_has_its_picture_in_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dot.png").write_bytes(PIXEL)
    page = written(run, tmp_path, TINY.replace('"One?"', '"One?", image: dot.png, alt: A dot'))
    assert f"data:image/png;base64,{base64.b64encode(PIXEL).decode()}" in page


def test_pictures_that_are_too_large_for_one_file_are_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dot.png").write_bytes(PIXEL + bytes(2_000_001))
    text = TINY.replace('"One?"', '"One?", image: dot.png, alt: A dot')
    (tmp_path / "bank.yaml").write_text(text)
    ran = run("publish", "bank.yaml", "--single")
    assert ran.status == 2
    assert "leave out --single" in ran.err
    assert not (tmp_path / "bank.html").exists()


def test_a_page_loads_and_runs_nothing_but_its_own(run: Run, tmp_path: Path) -> None:
    page = written(run, tmp_path, EVERY_KIND)
    policy = next(attrs["content"] for tag, attrs in tags_of(page) if "http-equiv" in attrs)
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert len(script) == len(style) == 1
    for text in (*script, *style):
        digest = base64.b64encode(sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in str(policy)
    assert "default-src 'none'" in str(policy)
    assert "unsafe" not in str(policy)
    for tag, attrs in tags_of(page):
        assert not any(name.startswith("on") or name == "style" for name in attrs), (tag, attrs)
        for name in ("src", "href", "action"):
            assert str(attrs.get(name) or "data:").startswith("data:"), (tag, attrs)
    assert len((script[0] + style[0]).encode()) <= MOST_SCRIPT_AND_STYLE + 4_000


def test_a_page_without_numbers_and_dates_is_light(run: Run, tmp_path: Path) -> None:
    head, _number, rest = EVERY_KIND.partition("  - id: number")
    without = head + rest[rest.index("  - id: match") : rest.index("  - id: computed")]
    page = written(run, tmp_path, without)
    parts = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.DOTALL)
    assert len("".join(parts).encode()) <= MOST_SCRIPT_AND_STYLE


def test_every_text_of_a_bank_is_escaped(run: Run, tmp_path: Path) -> None:
    page = written(run, tmp_path, HOSTILE)
    harmless = {tag for tag, _attrs in tags_of(written(run, tmp_path, TINY, "--force"))}
    assert {tag for tag, _attrs in tags_of(page)} <= harmless | {"div"}
    assert page.count("<script") == 2
    assert page.count("<!--") == 0
    (question,) = data_of(page)["questions"]
    assert question["variants"][0]["texts"][0] == "</script><script>x</script>"


def test_the_data_of_a_small_page(run: Run, tmp_path: Path) -> None:
    """The golden data: what the script reads, whose names it shares with Python."""
    questions = data_of(written(run, tmp_path, TINY))["questions"]
    for question in questions:
        (variant,) = question["variants"]
        assert sorted(variant.pop("order")) == list(range(len(variant["texts"])))
    assert questions == [
        {
            "name": "tiny/one", "bank": "tiny", "card": "one", "kind": "choice", "points": 1.0,
            "guess": 0.5, "tags": [], "shuffle": True,
            "variants": [{
                "text": "One?", "shape": "picked", "fields": 1, "texts": ["yes", "no"],
                "names": [], "key": {"kind": "choice", "keys": [0], "n": 2},
                "facts": {"right": "yes", "guess": 0.5, "options": ["yes", "no"],
                          "question": "One?"},
            }],
        },
        {
            "name": "tiny/two", "bank": "tiny", "card": "two", "kind": "several", "points": 1.0,
            "guess": 0.0, "tags": [], "shuffle": True,
            "variants": [{
                "text": "Two?", "shape": "picked", "fields": 1, "texts": ["a", "b", "c"],
                "names": [],
                "key": {"kind": "several", "keys": [0, 1], "n": 3, "partial": True},
                "facts": {"right": "a; b", "options": [], "question": "Two?"},
            }],
        },
    ]  # fmt: skip


def test_a_computed_question_is_drawn_several_times(run: Run, tmp_path: Path) -> None:
    questions = data_of(written(run, tmp_path, EVERY_KIND))["questions"]
    drawn = next(one for one in questions if one["kind"] == "computed")["variants"]
    assert 4 < len(drawn) <= 20
    assert len({one["text"] for one in drawn}) == len(drawn)


def test_the_words_of_a_page_are_in_a_language_that_there_is(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text(TINY)
    ran = run("publish", "bank.yaml", "--lang", "xx")
    assert ran.status == 2
    assert "--lang is one of: en" in ran.err


def test_a_page_that_is_there_is_refused_before_it_is_worked_out(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bank.yaml").write_text(TINY, encoding="utf-8")
    (tmp_path / "page.html").write_text("mine", encoding="utf-8")
    monkeypatch.setattr("quiz.web.publishing.page.published", None)
    ran = run("publish", "bank.yaml", "--single", "-o", "page.html")
    assert ran.status == 2
    assert "already exists" in ran.err
    assert (tmp_path / "page.html").read_text("utf-8") == "mine"
