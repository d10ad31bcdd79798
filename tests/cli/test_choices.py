"""Settings that hold for every command: the language, and line mode as the usual one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.library.language import language_in
from tests.sources import ROOT
from tests.support import TWO


def quiz(folder: Path, *arguments: str, keys: str = "", **environment: str) -> str:
    """Run the program in a folder of its own; return what it prints."""
    own = {"QUIZ_HOME": str(folder), "PYTHONPATH": str(ROOT), "LANGUAGE": "en", **environment}
    done = subprocess.run(
        [sys.executable, "-m", "quiz", *arguments],
        env={**os.environ, **own},
        cwd=folder,
        input=keys,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def settings(folder: Path, text: str) -> None:
    """Write settings, and one bank."""
    (folder / "config.toml").write_text(text, encoding="utf-8")
    (folder / "banks").mkdir(exist_ok=True)
    (folder / "banks" / "two.yaml").write_text(TWO, encoding="utf-8")


def test_the_language_of_the_settings_stands_before_that_of_the_system(tmp_path: Path) -> None:
    settings(tmp_path, 'language = "it"\n')
    assert "raccolta" in quiz(tmp_path, "check", "--help").lower()
    settings(tmp_path, 'language = "en"\n')
    assert "bank" in quiz(tmp_path, "check", "--help", LANGUAGE="it").lower()


def test_days_are_read_in_the_language_of_the_settings(tmp_path: Path) -> None:
    settings(tmp_path, 'language = "it"\n')
    assert "15 giorni" in quiz(
        tmp_path, "holiday", *["dal", "20", "dic", "al", "3", "gen"], "--dry-run"
    )
    settings(tmp_path, 'language = "de"\n')
    assert "15 Tage" in quiz(
        tmp_path, "holiday", *["vom", "20.", "Dez", "bis", "3.1."], "--dry-run"
    )


def test_a_language_that_there_is_not_is_named(tmp_path: Path) -> None:
    settings(tmp_path, 'theme = "ink"\nlanguage = "tlh"\n')
    said = quiz(tmp_path, "config")
    assert 'config.toml:2:1: error: `language` must be "en", "de" or "it", not "tlh"' in said


def test_line_mode_is_the_usual_one_where_the_settings_say_so(tmp_path: Path) -> None:
    settings(tmp_path, "line_mode = true\n")
    for arguments in ((), ("play", "two"), ("review", "two"), ("play", "two", "--seed", "1")):
        assert "?" in quiz(tmp_path, *arguments, keys="quit\n"), arguments
        assert "not a terminal" not in quiz(tmp_path, *arguments, keys="quit\n"), arguments
    assert "not a terminal" in quiz(tmp_path, "play", "two", "--no-plain")
    settings(tmp_path, "")
    assert "not a terminal" in quiz(tmp_path, "play", "two")


@pytest.mark.parametrize(
    "data",
    [b"", b"language = 3", b"language = [", b"language = '\xff'", b"[x]\nlanguage = 'it'\n",
     b"# language\n", b"language = " + b"[" * 100_000],
)  # fmt: skip
def test_what_names_no_language_is_passed_over(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(data)
    assert language_in(path) == ""
    assert language_in(tmp_path) == language_in(tmp_path / "none") == ""
