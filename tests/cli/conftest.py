"""Running commands in a folder of their own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click import UsageError
from click.testing import CliRunner

from quiz.errors import QuizError
from quiz.library.folders import folders
from quiz.library.library import Library
from tests.support import EVERY_KIND


class Ran:
    """What a command gave."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err

    @property
    def events(self) -> list[dict[str, Any]]:
        """The JSON objects, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    def of(self, event: str) -> list[dict[str, Any]]:
        """The objects of one event."""
        return [told for told in self.events if told["event"] == event]


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def compiled_banks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the index after the program read its own banks, which takes half of a run."""
    home = tmp_path_factory.mktemp("compiled")
    found = folders({"QUIZ_HOME": str(home)}, home)
    Library(found).close()
    return found.cache


@pytest.fixture
def run(tmp_path: Path, compiled_banks: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs `quiz ARGUMENTS` with lines of input, as `quiz.cli.main` would."""
    from quiz.cli.commands import cli
    from quiz.cli.main import status_of

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("QUIZ_BANKS", raising=False)
    shutil.copytree(compiled_banks, tmp_path / "home" / "cache")
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "every.yaml").write_text(EVERY_KIND, encoding="utf-8")

    def run(*arguments: str, lines: str = "") -> Ran:
        result = CliRunner().invoke(cli, arguments, input=lines, standalone_mode=False)
        error = result.exception
        if isinstance(error, QuizError):
            status = status_of(error)
            return Ran(status, result.stdout, f"{result.stderr}quiz: {error}")
        if isinstance(error, UsageError):
            return Ran(error.exit_code, result.stdout, error.format_message())
        if error is not None and not isinstance(error, SystemExit):
            raise error
        status = result.return_value if isinstance(result.return_value, int) else result.exit_code
        return Ran(status, result.stdout, result.stderr)

    return run


@pytest.fixture
def quiz(tmp_path: Path) -> Callable[..., Ran]:
    """Return what runs `quiz ARGUMENTS` as a process, in a folder and a home of its own."""

    def quiz(*arguments: str, lines: str = "", env: Mapping[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "quiz", *arguments],
            input=lines.encode(),
            capture_output=True,
            env=process_environment(tmp_path, env),
            cwd=tmp_path,
            timeout=60,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return quiz


def process_environment(folder: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment with its home in a folder, and nothing that changes what is printed."""
    dropped = ("QUIZ_BANKS", "NO_COLOR", "PYTHONIOENCODING", "PYTHONUTF8", "COLUMNS")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    root = str(Path(__file__).parents[2])
    home = str(folder / "home")
    return {**kept, "QUIZ_HOME": home, "PYTHONPATH": root, "LANG": "C.UTF-8", **(more or {})}
