"""Running commands in a folder of their own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from quiz.errors import QuizError
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


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs `quiz ARGUMENTS` with lines of input, as `quiz.cli.main` would."""
    from quiz.cli.commands import cli

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("QUIZ_BANKS", raising=False)
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "every.yaml").write_text(EVERY_KIND, encoding="utf-8")

    def run(*arguments: str, lines: str = "") -> Ran:
        result = CliRunner().invoke(cli, arguments, input=lines, standalone_mode=False)
        error = result.exception
        if isinstance(error, QuizError):
            return Ran(2, result.stdout, f"quiz: {error}")
        if error is not None and not isinstance(error, SystemExit):
            raise error
        status = result.return_value if isinstance(result.return_value, int) else result.exit_code
        return Ran(status, result.stdout, result.stderr)

    return run
