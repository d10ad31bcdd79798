"""Fits run in a process of their own: the fitting library holds the interpreter all the while."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from quiz.errors import QuizError
from quiz.memory.prediction.evaluation import Evaluation, evaluate
from quiz.memory.prediction.fitting import FitReport, fit
from quiz.memory.prediction.log import LoggedReview
from quiz.translation import _

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_TICK_S = 0.1

Progress = Callable[[str], None]
"""Called about ten times a second with what is being done, in a few words."""
Log = Path | tuple[LoggedReview, ...]
"""A record's file, whose log the other process reads; or the reviews, in any order."""


class FitCancelled(QuizError):
    """A fit was stopped because that was asked for."""


class _Failed(msgspec.Struct, frozen=True):
    """Why a job gave nothing; sent in place of its result."""

    reason: str
    is_ours: bool
    """Whether it is a whole message, made for people."""


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
    result = _run("fit", log, progress, cancelled)
    assert isinstance(result, FitReport)
    return result


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
    result = _run("evaluate", reviews, progress, cancelled)
    assert isinstance(result, Evaluation)
    return result


def _run(
    what: Literal["fit", "evaluate"],
    log: Path | Iterable[LoggedReview],
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> FitReport | Evaluation:
    """Return what a job gave; what the other process sends before that are stages, in words."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    job = log if isinstance(log, Path) else tuple(log)
    process = context.Process(target=work, args=(theirs, what, job), daemon=True)
    with ours:
        try:
            _start(process)
        except (OSError, ValueError) as error:
            message = _("can't start the fit: {error}")
            raise QuizError(message.format(error=error)) from error
        finally:
            theirs.close()  # so that ours ends when the other process does
        try:
            result = _awaited(ours, progress, cancelled)
        finally:
            process.kill()  # does nothing to one that has ended
            process.join()
            process.close()
    if isinstance(result, FitReport | Evaluation):
        return result
    if result is not None and result.is_ours:
        raise QuizError(result.reason)
    reason = result.reason if result is not None else _("no reason given")
    raise QuizError(_("the fit failed: {reason}").format(reason=reason))


def _awaited(
    connection: Connection,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> FitReport | Evaluation | _Failed | None:
    """Return what ends a job; None if its process ended without a word."""
    stage = "starting"
    while True:
        if cancelled is not None and cancelled():
            raise FitCancelled(_("the fit was cancelled"))
        if progress is not None:
            progress(stage)
        if not connection.poll(_TICK_S):
            continue
        try:
            sent = connection.recv()
        except (EOFError, OSError):
            return None
        if not isinstance(sent, str):
            assert isinstance(sent, FitReport | Evaluation | _Failed)
            return sent
        stage = sent


def work(connection: Connection, what: Literal["fit", "evaluate"], log: Log) -> None:
    """Do one job in the other process, and send its stages and what it gave."""
    from quiz.startup import begin_command

    begin_command()  # a log makes millions of values and no rings of them
    # Whatever a library prints has no place on the screen of the app.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    try:
        reviews = _reviews_of(log) if isinstance(log, Path) else log
        run = fit if what == "fit" else evaluate
        connection.send(run(reviews, connection.send))
    except QuizError as error:
        connection.send(_Failed(str(error), is_ours=True))
    except BaseException as error:  # a panic of the fitting library is no Exception
        connection.send(_Failed(f"{type(error).__name__}: {error}", is_ours=False))


def _reviews_of(path: Path) -> list[LoggedReview]:
    """Return every answer that schedules of a record."""
    from quiz.desk.care.weights import logged
    from quiz.store import Record

    with Record.open(path) as record:
        return logged(record)


def _start(process: "SpawnProcess") -> None:
    """Start a process that takes no module from the current folder.

    The app's own `sys.stderr` is no file, which `multiprocessing` does not expect.
    """
    with redirect_stderr(sys.__stderr__), _safe_path():
        process.start()


@contextmanager
def _safe_path() -> Iterator[None]:
    """Keep the current folder, whose files may be named like modules, off the path of a child."""
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = before
