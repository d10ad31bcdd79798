"""`docs/classroom.md`: every command of it is one, with options that there are."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from quiz.cli.commands import cli

GUIDE = (Path(__file__).parents[1] / "docs" / "classroom.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", GUIDE, re.M | re.S)
IN_TEXT = [text for text in re.findall(r"`(quiz [^`]+)`", GUIDE) if "…" not in text]
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.strip()] + IN_TEXT


def test_there_are_commands_to_try() -> None:
    assert len(COMMANDS) > 12


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_guide_is_understood(command: str) -> None:
    words = shlex.split(command.replace("GAME|ASSIGNMENT", "GAME"))[1:]
    ran = CliRunner().invoke(cli, [*words, "--help"])
    assert ran.exit_code == 0, ran.output
    assert "Usage:" in ran.output
