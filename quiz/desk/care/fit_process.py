"""Fits run in a process of their own: the fitting library holds the interpreter all the while."""

import queue
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO

import msgspec

from quiz.desk.care.fit_worker import Job, Told
from quiz.errors import QuizError
from quiz.memory.prediction.evaluation import Evaluation
from quiz.memory.prediction.fitting import FitReport
from quiz.memory.prediction.log import LoggedReview
from quiz.words import _

_TICK_S = 0.1
# The parent's own copy of the program, wherever that was found. `-P` keeps the current folder
# off the path, whose files may be named like modules.
_START = (
    "import sys; root = sys.argv.pop(); root in sys.path or sys.path.insert(0, root); "
    "from quiz.desk.care.fit_worker import main; main()"
)

Progress = Callable[[str], None]
"""Is told about ten times a second what is being done, in a few words."""


class FitCancelled(QuizError):
    """A fit was stopped because that was asked for."""


def fit_apart(
    log: Path | Iterable[LoggedReview],
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> FitReport:
    """Fit the memory model by the safe rule, in a process of its own.

    Args:
        log: A record's file, whose log the other process reads; or the reviews, in any order.
        progress: Is called in this thread; what it raises ends the fit.
        cancelled: Is asked ten times a second whether to stop.

    Raises:
        FitCancelled: `cancelled` said so.
        QuizError: The fit failed.
    """
    job = (
        Job(what="fit", record=str(log))
        if isinstance(log, Path)
        else Job(what="fit", reviews=tuple(log))
    )
    told = _run(job, progress, cancelled)
    if told.report is None:
        raise QuizError(told.failed)
    return told.report


def evaluate_apart(
    reviews: Iterable[LoggedReview],
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Evaluation:
    """Compare the predictors on a log, in a process of its own.

    Args:
        reviews: The log, in any order.
        progress: Is called in this thread; what it raises ends the comparison.
        cancelled: Is asked ten times a second whether to stop.

    Raises:
        FitCancelled: `cancelled` said so.
        QuizError: The comparison failed.
    """
    told = _run(Job(what="evaluate", reviews=tuple(reviews)), progress, cancelled)
    if told.evaluation is None:
        raise QuizError(told.failed)
    return told.evaluation


def _run(job: Job, progress: Progress | None, cancelled: Callable[[], bool] | None) -> Told:
    """Return the worker's last line."""
    if not sys.executable:
        raise QuizError(_("can't start the fit: Python's path is unknown"))
    root = str(Path(__file__).resolve().parents[2])
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                [sys.executable, "-P", "-c", _START, root],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        except (OSError, ValueError) as error:
            message = _("can't start the fit: {error}")
            raise QuizError(message.format(error=error)) from error
        assert process.stdin is not None
        assert process.stdout is not None
        lines: queue.Queue[bytes | None] = queue.Queue()
        threads = (
            Thread(target=_feed, args=(process.stdin, msgspec.msgpack.encode(job)), daemon=True),
            Thread(target=_read, args=(process.stdout, lines), daemon=True),
        )
        try:
            for thread in threads:
                thread.start()
            last = _follow(lines, progress, cancelled)
            process.wait()
        finally:
            process.kill()  # does nothing to one that has ended
            process.wait()
            for thread in threads:
                thread.join()
        if last is None:
            reason = _last_line(errors) or _("no reason given")
            raise QuizError(_("the fit failed: {reason}").format(reason=reason))
        return last


def _follow(
    lines: "queue.Queue[bytes | None]",
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> Told | None:
    """Return the line that ends a job, or None if none came."""
    stage = "starting"
    while True:
        if cancelled is not None and cancelled():
            raise FitCancelled(_("the fit was cancelled"))
        if progress is not None:
            progress(stage)
        try:
            line = lines.get(timeout=_TICK_S)
        except queue.Empty:
            continue
        if line is None:
            return None
        try:
            told = msgspec.json.decode(line, type=Told)
        except msgspec.DecodeError:
            return None  # half a line: it was killed
        if not told.stage:
            return told
        stage = told.stage


def _feed(stdin: IO[bytes], data: bytes) -> None:
    with suppress(OSError), stdin:  # where it has ended, its output tells so
        stdin.write(data)


def _read(stdout: IO[bytes], lines: "queue.Queue[bytes | None]") -> None:
    with stdout:
        for line in stdout:
            lines.put(line)
    lines.put(None)


def _last_line(errors: IO[bytes]) -> str:
    errors.seek(0)
    text = errors.read().decode(errors="replace").strip()
    return text.splitlines()[-1] if text else ""
