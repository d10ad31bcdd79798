"""The README's first command, as a newcomer types it."""

import os
import shutil
import time
from pathlib import Path

import pytest

from tests.benchmarks.harness import Terminal, environment
from tests.test_house import README, ROOT, blocks, files_of_the_project, section


def status_of(terminal: Terminal, timeout_s: float) -> int:
    """Return the exit status of a program that is about to end."""
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        terminal.read(0.1)
        pid, status = os.waitpid(terminal.pid, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
    raise AssertionError(f"it did not end:\n{terminal.text()[-2000:]}")


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_the_first_command_of_the_readme_opens_the_home_screen(tmp_path: Path) -> None:
    clone = tmp_path / "quiz"
    for path in files_of_the_project():
        target = clone / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    (command,) = blocks(section(README, "Start"), "sh")
    env = environment(QUIZ_HOME=str(tmp_path / "home"))
    for name in ("PYTHONPATH", "QUIZ_BANKS", "VIRTUAL_ENV"):
        env.pop(name, None)
    terminal = Terminal(["bash", "-euo", "pipefail", "-c", command], env, cwd=clone)
    try:
        terminal.wait_for("Who said what", timeout_s=280)
        terminal.settle()
        drawn = terminal.text()
        for title in ("The figures", "Dates and documents", "Partners and positions"):
            assert title in drawn
        os.write(terminal.fd, b"\x1b")
        terminal.settle()
        os.write(terminal.fd, b"\x1b")  # Home asks once
        assert status_of(terminal, 15) == 0
        assert "Traceback" not in terminal.text()
        assert (tmp_path / "home" / "cache").is_dir()
    finally:
        terminal.close()
