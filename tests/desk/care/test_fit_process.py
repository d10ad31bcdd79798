"""A fit in a process of its own: what it gives, tells, and how it ends."""

import io
import os
import subprocess
import sys
import time
from multiprocessing import spawn
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from quiz.desk.care import fit_process
from quiz.desk.care.fit_process import FitCancelled, Log, evaluate_apart, fit_apart, work
from quiz.errors import QuizError
from quiz.memory.prediction.evaluation import evaluate
from quiz.memory.prediction.fitting import fit
from tests.memory.prediction.logs import made_up

ROOT = Path(__file__).parents[3]


def test_it_gives_what_a_fit_here_gives() -> None:
    log = made_up()
    assert fit_apart(log) == fit(log)
    assert evaluate_apart(log) == evaluate(log)


def test_it_tells_what_is_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    fit_apart(made_up(), told.append)
    assert told[0] == "starting"
    assert set(told) <= {
        "starting",
        "comparing",
        "reading your reviews",
        "fitting to the first 60%",
        "testing on the last 40%",
        "fitting to all reviews",
    }
    assert "comparing" in told


def sleep(connection: Connection, what: Any, log: Log) -> None:
    time.sleep(60)


def die(connection: Connection, what: Any, log: Log) -> None:
    os._exit(3)


def work_without_the_library(connection: Connection, what: Any, log: Log) -> None:
    sys.modules["fsrs_rs_python"] = None  # type: ignore[assignment]
    work(connection, what, log)


def test_it_ticks_while_it_waits_and_can_be_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit_process, "work", sleep)
    told: list[str] = []
    began = time.monotonic()
    with pytest.raises(FitCancelled):
        fit_apart([], told.append, lambda: len(told) >= 5)
    assert told == ["starting"] * 5
    assert time.monotonic() - began < 20


def test_what_the_callback_raises_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit_process, "work", sleep)

    def stop(words: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit_apart([], stop)


def test_a_process_that_dies_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit_process, "work", die)
    with pytest.raises(QuizError) as caught:
        fit_apart(made_up(days=200))
    assert str(caught.value) == "the fit failed: no reason given"


def test_a_fault_of_the_program_is_told_in_one_line() -> None:
    with pytest.raises(QuizError, match=r"^the fit failed: AttributeError: .*at_s"):
        fit_apart([1, 2, 3])  # type: ignore[list-item]


def test_a_fault_of_ours_comes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit_process, "work", work_without_the_library)
    with pytest.raises(QuizError, match=r"^fitting needs the package fsrs-rs-python"):
        fit_apart(made_up())


def test_no_python_to_start_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(spawn, "_python_exe", os.fsencode(tmp_path / "none"))
    with pytest.raises(QuizError, match=r"can't start the fit: |the fit failed: no reason given"):
        fit_apart(made_up())


def test_a_screen_that_captures_output_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual puts something that is no file in place of `sys.stderr`."""

    class Captured(io.StringIO):
        def fileno(self) -> int:
            return -1

    monkeypatch.setattr(sys, "stderr", Captured())
    assert fit_apart([]).reason.startswith("too few reviews")


def test_files_named_like_modules_in_the_current_folder_do_no_harm(tmp_path: Path) -> None:
    for name in ("random", "queue", "msgspec", "quiz", "sqlite3", "fsrs_rs_python", "gc", "io"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('the wrong file')")
    program = tmp_path / "elsewhere" / "program.py"
    program.parent.mkdir()
    program.write_text(
        f"import os, sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from quiz.desk.care.fit_process import fit_apart\n"
        "if __name__ == '__main__':\n"
        f"    os.chdir({str(tmp_path)!r})\n"
        "    print(fit_apart([]).reason)\n"
        "    print(os.environ.get('PYTHONSAFEPATH'))\n"
    )
    done = subprocess.run(
        [sys.executable, str(program)],
        capture_output=True,
        text=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        cwd=ROOT,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.startswith("too few reviews")
    assert done.stdout.endswith("None\n")
