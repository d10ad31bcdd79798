"""A fit in a process of its own: what it gives, tells, and how it ends."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quiz.desk.care import fit_process
from quiz.desk.care.fit_process import FitCancelled, evaluate_apart, fit_apart
from quiz.errors import QuizError
from quiz.memory.prediction.evaluation import evaluate
from quiz.memory.prediction.fitting import fit
from tests.memory.prediction.logs import made_up

ROOT = Path(__file__).parents[2]


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


def sleeping(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Have the process run other code, which still takes the folder of the program."""
    monkeypatch.setattr(fit_process, "_START", f"import sys, time; {code}")


def test_it_ticks_while_it_waits_and_can_be_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    sleeping(monkeypatch, "time.sleep(60)")
    told: list[str] = []
    began = time.monotonic()
    with pytest.raises(FitCancelled):
        fit_apart([], told.append, lambda: len(told) >= 5)
    assert told == ["starting"] * 5
    assert time.monotonic() - began < 20


def test_what_the_callback_raises_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    sleeping(monkeypatch, "time.sleep(60)")

    def stop(words: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit_apart([], stop)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("raise SystemError('it broke')", "the fit failed: SystemError: it broke"),
        ("sys.exit(3)", "the fit failed: no reason given"),
        ("print('{\"stage\": \"half', end='')", "the fit failed: no reason given"),
    ],
)
def test_a_process_that_dies_is_told_in_one_line(
    code: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleeping(monkeypatch, code)
    with pytest.raises(QuizError) as caught:
        fit_apart(made_up(days=200))
    assert str(caught.value) == told


def test_a_fault_of_ours_comes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    sleeping(
        monkeypatch,
        "sys.path.insert(0, sys.argv.pop()); sys.modules['fsrs_rs_python'] = None; "
        "from quiz.desk.care.fit_worker import main; main()",
    )
    with pytest.raises(QuizError, match="fitting needs the package fsrs-rs-python"):
        fit_apart(made_up())


def test_no_python_to_start_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    with pytest.raises(QuizError, match="can't start the fit: "):
        fit_apart([])
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(QuizError, match="can't start the fit: "):
        fit_apart([])


def test_files_named_like_modules_in_the_current_folder_do_no_harm(tmp_path: Path) -> None:
    for name in ("random", "queue", "msgspec", "quiz", "sqlite3", "fsrs_rs_python", "gc", "io"):
        (tmp_path / f"{name}.py").write_text("raise SystemError('the wrong file')")
    code = (
        f"import os, sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from quiz.desk.care.fit_process import fit_apart\n"
        f"os.chdir({str(tmp_path)!r})\n"
        "print(fit_apart([]).reason)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        capture_output=True,
        text=True,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        cwd=ROOT,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.startswith("too few reviews")
