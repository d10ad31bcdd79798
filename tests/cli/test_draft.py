"""`quiz draft --all` and `quiz check --reading`, from the command line."""

import io
import json
from pathlib import Path

import pytest

from quiz.library import fetching
from quiz.library.fetching import Reply
from tests.cli.conftest import Run

TEXT = (
    "The city of Turin opened 14 new schools in 2019. “The river is clean again,” said Paul Weber, "
    "director of the water board. The works cost 12 million euros.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "river.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_all_drafts_are_written_and_pass_the_check(run: Run, article: Path) -> None:
    done = run("draft", str(article), "--all", "-o", "river.yaml")
    assert (done.status, "drafts in river.yaml" in done.out) == (0, True)
    checked = run("check", "river.yaml")
    assert (checked.status, "unseen-draft" in checked.out) == (0, True)
    again = run("draft", str(article), "--all", "-o", "river.yaml")
    assert (again.status, "already exists" in again.err) == (2, True)
    assert run("draft", str(article), "--all", "-o", "river.yaml", "--force").status == 0


def test_drafts_are_never_asked_in_an_exam(run: Run, article: Path) -> None:
    run("draft", str(article), "--all", "-o", "river.yaml")
    done = run("exam", "river.yaml", "--json")
    assert (done.status, "no questions to draw" in done.err + done.out) == (2, True)


def test_standard_input_is_drafted_from(run: Run) -> None:
    done = run("draft", "-", "--all", lines=TEXT)
    assert done.status == 0
    assert "How many new schools did the city of Turin open" in done.out


def test_without_a_terminal_it_says_how(run: Run, article: Path) -> None:
    done = run("draft", str(article))
    assert (done.status, "use --all" in done.err) == (2, True)


def test_a_page_is_shown_before_it_is_drafted_from(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"<html><body><article><h1>River</h1><p>{TEXT}</p></article></body></html>".encode()

    def opened(_address: str) -> Reply:
        return Reply(body=io.BytesIO(page), length=len(page))

    monkeypatch.setattr(fetching, "_open_address", opened)
    address = "https://example.org/river"
    done = run("draft", address, "--all")
    assert done.status == 1
    assert done.out == ""
    assert "River" in done.err
    assert "Run again with `--yes`" in done.err
    done = run("draft", address, "--all", "--yes")
    assert (done.status, f"reading: {address}" in done.out) == (0, True)
    refused = run("draft", "http://example.org/river", "--all")
    assert (refused.status, "only https" in refused.err) == (2, True)


def test_a_page_over_a_megabyte_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(_address: str) -> Reply:
        return Reply(body=io.BytesIO(b"a" * (2 << 20)), length=None)

    monkeypatch.setattr(fetching, "_open_address", opened)
    done = run("draft", "https://example.org/river", "--all", "--yes")
    assert (done.status, "over 1 MB" in done.err) == (2, True)


BANK = """\
title: River
questions:
  - {id: schools, question: How many new schools did the city of Turin open in 2019?, answer: 14,
     source: paragraph 1}
  - {id: far, question: Where is the sea?, answer: nowhere, source: paragraph 7}
  - id: copied
    question: True or false?
    answer: true
    explain: The river is clean again, said Paul Weber, director of the water board.
"""


def test_a_bank_is_held_against_its_text(run: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "river.yaml").write_text(BANK, encoding="utf-8")
    done = run("check", "river.yaml", "--reading", str(article))
    assert done.status == 1
    assert "Facts found in the text:" in done.out
    assert "Not asked:\n" in done.out
    assert "12 million euros" in done.out
    assert "far: its source “paragraph 7” is no paragraph of the text" in done.out
    assert "copied: `explain` copies 13 words in a row" in done.out
    found = json.loads(
        run("check", "river.yaml", "--reading", str(article), "--format", "json").out
    )
    [schools] = [fact for fact in found["facts"] if fact["answer"] == "14"]
    assert schools["questions"] == ["schools"]
