"""`quiz follow`, `quiz banks --update` and `quiz unfollow`, from the command line."""

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.library import fetching
from quiz.library.fetching import Reply
from tests.cli.conftest import Run

CAPS = """\
title: Capitals
id: caps
author: Ann
license: CC-BY-4.0
questions:
  - question: Capital of Italy?
    id: italy
    answer: Rome
  - question: Capital of France?
    id: france
    answer: Lyon
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / "caps.yaml").write_text(CAPS, encoding="utf-8")
    return folder


def test_it_is_shown_first_and_added_when_that_is_agreed_to(run: Run, source: Path) -> None:
    shown = run("follow", str(source))
    for words in (
        "Capitals (caps): 2 questions",
        "Author: Ann · Licence: CC-BY-4.0",
        "· Capital of Italy?",
        "1 bank, 2 questions · ",
        "Nothing added. Run again with `--yes`",
    ):
        assert words in shown.out
    assert "caps" not in run("banks").out
    added = run("follow", str(source), "--yes", "--name", "ann")
    assert f"Following {source} as ann" in added.out
    assert "ann, updated 2" in run("banks").out
    assert f"ann: {source}" in run("follow", "--list").out
    assert run("follow").out == run("follow", "--list").out
    again = run("follow", f"{source}/", "--yes")
    assert (again.status, "`quiz banks --update ann`" in again.err) == (2, True)


def test_an_update_is_told_in_words_and_as_json(run: Run, source: Path) -> None:
    run("follow", str(source), "--yes")
    assert run("banks", "--update").out == "shared: up to date\n"
    better = CAPS.replace("Lyon", "Paris") + "  - {question: Peru?, answer: Lima}\n"
    (source / "caps.yaml").write_text(better, encoding="utf-8")
    told = run("banks", "--update", "shared")
    assert told.status == 0
    assert "  Capitals: 1 question added, 1 answer changed" in told.out
    assert "    ~ Capital of France? (answer was 'Lyon', now 'Paris')" in told.out
    assert "    + Peru?" in told.out
    assert "Your progress is kept" in told.out
    (source / "caps.yaml").write_text(CAPS, encoding="utf-8")
    (one,) = json.loads(run("banks", "--update", "--json").out)["sources"]
    assert [(q["how"], q["before"]) for q in one["banks"][0]["questions"]] == [
        ("answer", "Paris"),
        ("removed", ""),
    ]


def test_offline_it_is_said_and_nothing_is_lost(
    run: Run, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {"https://example.org/b.yaml": CAPS.replace("id: caps", "id: b")}

    def open_address(address: str) -> Reply:
        if address not in pages:
            raise OSError(101, "Network is unreachable")
        data = pages[address].encode()
        return Reply(body=io.BytesIO(data), length=len(data))

    monkeypatch.setattr(fetching, "_open_address", open_address)
    assert run("follow", "https://example.org/b.yaml", "--yes").status == 0
    run("follow", str(source), "--yes")
    pages.clear()
    told = run("banks", "--update")
    assert told.status == 1
    assert "b: not updated, nothing was changed: https://example.org/b.yaml" in told.err
    assert "are you online?" in told.err
    assert "shared: up to date" in told.out
    assert "Capitals" in run("banks").out
    assert run("play", "b", "--plain", lines=":quit\n").status == 0


def test_leaving_says_what_stays(run: Run, source: Path) -> None:
    run("follow", str(source), "--yes")
    assert "did you mean 'shared'?" in run("unfollow", "shard").err
    told = run("unfollow", "shared")
    assert told.out == f"No longer following {source}. Your progress is kept.\n"
    assert "don't follow any banks" in run("follow").out
    assert "don't follow any banks" in run("banks", "--update").out
    assert json.loads(run("follow", "--json").out) == {"followed": []}


def test_json_shows_and_adds_only_with_yes(run: Run, source: Path) -> None:
    shown = json.loads(run("follow", str(source), "--json").out)
    assert (shown["added"], shown["kind"], shown["name"]) == (False, "folder", "shared")
    assert shown["banks"][0]["license"] == "CC-BY-4.0"
    assert json.loads(run("follow", "--list", "--json").out)["followed"] == []
    assert json.loads(run("follow", str(source), "--json", "--yes").out)["added"]
    (one,) = json.loads(run("banks", "--json").out)["followed"]
    assert (one["name"], one["banks"]) == ("shared", ["caps"])


def test_control_characters_of_a_source_do_not_reach_the_terminal(run: Run, source: Path) -> None:
    text = CAPS.replace("title: Capitals", 'title: "Cap\\e[31mitals"').replace("Ann", '"A\\e]0;x"')
    (source / "caps.yaml").write_text(text, encoding="utf-8")
    for arguments in (("follow", str(source), "--yes"), ("banks",), ("banks", "--update")):
        ran = run(*arguments)
        assert "\x1b" not in ran.out + ran.err


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_repository_is_followed_and_updated(run: Run, source: Path, tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@b", *arguments]
        subprocess.run(command, cwd=source, check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "One")
    git("clone", "-q", "--bare", str(source), str(tmp_path / "caps.git"))
    assert "as caps." in run("follow", str(tmp_path / "caps.git"), "--yes").out
    (source / "caps.yaml").write_text(CAPS.replace("Lyon", "Paris"), encoding="utf-8")
    git("commit", "-qam", "Two")
    git("push", "-q", str(tmp_path / "caps.git"), "HEAD")
    assert "answer was 'Lyon', now 'Paris'" in run("banks", "--update").out


@pytest.mark.slow
def test_a_program_that_is_killed_amid_updates_leaves_a_whole_bank(
    run: Run, source: Path, tmp_path: Path
) -> None:
    run("follow", str(source), "--yes")
    texts = [CAPS, CAPS.replace("Lyon", "Paris")]
    command = [sys.executable, "-m", "quiz", "banks", "--update"]
    for turn in range(8):
        (source / "caps.yaml").write_text(texts[turn % 2], encoding="utf-8")
        process = subprocess.Popen(command, cwd=tmp_path, env={**os.environ})
        try:
            process.wait(0.3 + turn * 0.05)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert "Capitals" in run("banks").out
        kept = tmp_path / "home" / "followed" / "shared" / "caps" / "caps.yaml"
        assert kept.read_text("utf-8") in texts


def test_notes_are_written_for_the_author(run: Run, source: Path, tmp_path: Path) -> None:
    run("follow", str(source), "--yes")
    nothing = run("suggest")
    assert (nothing.status, nothing.out) == (0, "")
    assert "Nothing to suggest yet" in nothing.err
    assert "Nothing to suggest for caps" in run("suggest", "caps").err
    run("play", "caps", "--plain", lines=":wrong 1 it is not\n:quit\n")
    patch = run("suggest").out
    assert patch.startswith("# Suggestions for Capitals (caps): 1 note\n# Author: Ann\n")
    assert "--- a/caps.yaml\n+++ b/caps.yaml\n" in patch
    assert "+  # Reader's note, 2" in patch
    said = run("suggest", "caps", "--format", "text").out
    assert "Notes:" in said
    assert "+++" not in said
    told = json.loads(run("suggest", "caps", "--format", "json").out)
    assert (told["notes"][0]["words"], told["patch"]) == ("wrong answer: it is not", patch)
    saved = run("suggest", "caps", "-o", "caps.patch")
    assert "Send it to the author: Ann" in saved.out
    assert (tmp_path / "caps.patch").read_text("utf-8") == patch
    assert "already exists" in run("suggest", "caps", "-o", "caps.patch").err
    run("play", "every", "--plain", lines=":wrong\n:quit\n")
    several = run("suggest")
    assert several.status == 2
    assert "name one of these banks: " in several.err
    assert "caps (1 note)" in several.err
    assert "no bank" in run("suggest", "cap").err
    text = CAPS.replace("answer: Rome", "answer: Roma").replace("answer: Lyon", "answer: Paris")
    (source / "caps.yaml").write_text(text, encoding="utf-8")
    told = run("banks", "--update").out
    noted = json.loads(run("suggest", "caps", "--format", "json").out)["notes"][0]
    assert noted["is_changed"]
    assert f"you noted on {noted['item']}: wrong answer: it is not" in told
