"""A fit beside the app, in a thread: with a desk of its own, since a record is of one thread."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.desk import Desk
from quiz.desk.fit_process import Progress, fit_record_apart
from quiz.library.folders import Folders
from quiz.memory import StudyDays
from quiz.memory.prediction.fitting import FitReport
from quiz.memory.prediction.weights import FittedWeights

if TYPE_CHECKING:
    from quiz.memory.prediction.scores import Scores


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """What a desk of the same record is opened with in another thread."""

    places: Folders
    now: Callable[[], datetime]
    days: StudyDays


class Fitted(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a fit."""

    report: FitReport
    changed: int
    """Cards whose memory was worked out again."""


def beside(desk: Desk) -> Beside:
    """Return what a thread needs to open the same record."""
    return Beside(places=desk.places, now=desk.now, days=desk.days)


def fit_beside(where: Beside, progress: Progress, cancelled: Callable[[], bool]) -> Fitted:
    """Fit the memory model, and keep the weights where they are better; `follow` comes next.

    Args:
        where: The record.
        progress: Is told about ten times a second what is being done, in this thread.
        cancelled: Is asked ten times a second whether to stop.

    Raises:
        FitCancelled: `cancelled` said so.
        QuizError: The fit failed.
    """
    report = fit_record_apart(where.places.record, progress, cancelled)
    if not report.kept:
        return Fitted(report=report, changed=0)
    progress("working out what you remember")
    weights = FittedWeights(
        model=report.model,
        values=report.weights,
        reviews=report.reviews,
        report=msgspec.json.encode(report).decode(),
    )
    with _no_collecting(), Desk(where.places, now=where.now, days=where.days) as desk:
        return Fitted(report=report, changed=desk.keep_weights(weights))


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Put garbage collection off: among a log's values it stops the app for half a second."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def take_back_beside(where: Beside) -> bool:
    """Go back to the weights before the last fit; return whether there was one."""
    with _no_collecting(), Desk(where.places, now=where.now, days=where.days) as desk:
        return desk.take_back_weights()


def follow(desk: Desk) -> None:
    """Let a desk use the weights that another one kept or took back."""
    desk.scheduling.take_weights()
    desk.scheduling.count_anew()
    desk.recall.forget(desk.scheduling.scheduler.model)


def expected_recalls(scores: "Scores") -> tuple[int, int]:
    """Return how many of 100 answers weights expected to be right, and how many were."""
    count = max(1, sum(part.reviews for part in scores.calibration))
    expected = sum(part.reviews * part.predicted for part in scores.calibration)
    recalled = sum(part.reviews * part.recalled for part in scores.calibration)
    return round(100 * expected / count), round(100 * recalled / count)
