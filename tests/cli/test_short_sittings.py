"""`quiz while` and `quiz ask` in a terminal, and where nobody sits at one."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.desk.sittings.start import begin_quiz
from quiz.library.folders import folders
from quiz.study import CardRef, Mode, Request
from tests.benchmarks.harness import Terminal, environment
from tests.support import TWO, Clock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

ROOT = Path(__file__).parents[2]
QUIZ = [sys.executable, "-m", "quiz"]
Start = Callable[..., Terminal]
NEVER = """\
  - {id: never, question: "Never asked yet?", answer: "yes", wrong: ["no"]}
about: What this is about.
"""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Return what starts quiz in a terminal, in a folder with two due questions and a new one."""
    opened = []
    bank = tmp_path / "home" / "banks" / "two.yaml"
    bank.parent.mkdir(parents=True)
    bank.write_text(f"{TWO}{NEVER}", encoding="utf-8")
    for card, days in (("one", 60), ("two", 40)):
        clock = Clock(datetime.now(UTC) - timedelta(days=days))
        with Desk(folders(env(tmp_path), tmp_path), now=clock) as desk:
            cards = (CardRef("two", card),)
            sitting = begin_quiz(desk, Request(mode=Mode.QUIZ, cards=cards, banks=("two",)))
            assert sitting.question is not None
            sitting.hand_in(sitting.question.item.right_response(), elapsed_ms=4000)
            sitting.finish()

    def begin(*arguments: str) -> Terminal:
        terminal = Terminal([*QUIZ, *arguments], env(tmp_path), cwd=tmp_path)
        opened.append(terminal)
        return terminal

    yield begin
    for terminal in opened:
        terminal.close()


def env(path: Path) -> dict[str, str]:
    return environment(QUIZ_HOME=str(path / "home"), PYTHONPATH=str(ROOT))


def ended(terminal: Terminal) -> int:
    """Return the exit status of a program that is about to end."""
    while terminal.read(5):
        pass
    _pid, status = os.waitpid(terminal.pid, 0)
    return os.waitstatus_to_exitcode(status)


def piped(path: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*QUIZ, *arguments], capture_output=True, text=True, env=env(path), check=False, cwd=path
    )


def test_questions_are_asked_until_the_command_ends_and_its_status_is_returned(
    start: Start, tmp_path: Path
) -> None:
    go_on = tmp_path / "go-on"
    script = f"echo begun; while [ ! -e {go_on} ]; do sleep 0.05; done; echo all done; exit 7"
    terminal = start("while", "-b", "two", "--", "sh", "-c", script)
    terminal.wait_for("One?")
    assert "▸ begun" in terminal.text() or "begun" not in terminal.text()
    go_on.touch()
    terminal.wait_for("sh has ended. Answer this last question, or type :quit")
    os.write(terminal.fd, b"yes\n")
    assert ended(terminal) == 7
    said = terminal.text()
    assert "all done" in said
    assert "Two?" not in said  # the question at which it ended was the last one


def test_one_who_quits_waits_for_the_command(start: Start, tmp_path: Path) -> None:
    terminal = start("while", "-b", "two", "sh", "-c", "sleep 2; echo late")
    terminal.wait_for("One?")
    os.write(terminal.fd, b":quit\n")
    terminal.wait_for("Waiting for sh")
    assert ended(terminal) == 0
    assert "late" in terminal.text()


def test_options_of_the_command_are_the_commands(tmp_path: Path) -> None:
    ran = piped(tmp_path, "while", sys.executable, "-c", "print('--json')")
    assert (ran.stdout, ran.returncode) == ("--json\n", 0)


@pytest.mark.parametrize(("code", "status"), [("exit 3", 3), ("kill -9 $$", 137)])
def test_without_a_terminal_the_command_just_runs(tmp_path: Path, code: str, status: int) -> None:
    ran = piped(tmp_path, "while", "--", "sh", "-c", code)
    assert (ran.stdout, ran.returncode) == ("", status)


def test_a_command_that_is_not_there_is_said(tmp_path: Path) -> None:
    ran = piped(tmp_path, "while", "--", "no-such-command-of-ours")
    assert ran.returncode == 2
    assert ran.stderr.startswith("quiz: can't run no-such-command-of-ours: No such file")
    assert piped(tmp_path, "while").returncode == 2


def test_ask_asks_one_question_and_no_more(start: Start) -> None:
    terminal = start("ask", "two")
    terminal.wait_for("One?")
    os.write(terminal.fd, b"yes\n")
    assert ended(terminal) == 0
    assert "Two?" not in terminal.text()
    assert "What this is about" not in terminal.text()


def test_ask_asks_nothing_without_a_terminal_or_when_nothing_is_due(
    start: Start, tmp_path: Path
) -> None:
    assert piped(tmp_path, "ask").stdout == ""
    for _ in range(2):
        terminal = start("ask")
        terminal.wait_for("?")
        os.write(terminal.fd, b"yes\n")
        assert ended(terminal) == 0
    terminal = start("ask")  # one card is new: it is shown in a review before it is asked
    assert ended(terminal) == 0
    assert terminal.text() == ""
    terminal = start("while", "sh", "-c", "echo straight; exit 4")
    assert ended(terminal) == 4
    assert terminal.text().strip() == "straight"
