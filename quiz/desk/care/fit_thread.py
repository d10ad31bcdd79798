"""A fit in a thread of the app: it opens the record a second time, since one is of one thread."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.care import weights
from quiz.desk.care.fit_process import Progress, fit_apart
from quiz.memory import StudyDays
from quiz.memory.prediction.fitting import FitReport
from quiz.startup import collection_paused
from quiz.store import Record
from quiz.translation import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


class RecordPlace(msgspec.Struct, frozen=True, kw_only=True):
    """What a record is opened with in another thread."""

    path: Path
    """The record's file."""
    now: Callable[[], datetime]
    """Gives the time, UTC."""
    days: StudyDays
    """Where study days begin."""


class Fitted(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a fit."""

    report: FitReport
    """What the fit says of itself."""
    changed: int
    """Cards whose memory was worked out again."""


def place_of(desk: "Desk") -> RecordPlace:
    """Return what a thread needs to open a desk's record."""
    return RecordPlace(path=desk.places.record, now=desk.now, days=desk.days)


def fit_there(place: RecordPlace, progress: Progress, cancelled: Callable[[], bool]) -> Fitted:
    """Fit the memory model, and keep the weights where they are better.

    `Desk.take_up_weights` comes next, in the thread of the desk.

    Args:
        place: The record.
        progress: Called about ten times a second, in this thread, with what is being done.
        cancelled: Is asked ten times a second whether to stop.

    Raises:
        FitCancelled: `cancelled` said so.
        QuizError: The fit failed.
    """
    report = fit_apart(place.path, progress, cancelled)
    if not report.kept:
        return Fitted(report=report, changed=0)
    progress(_("updating your cards"))
    with collection_paused(), Record.open(place.path, days=place.days) as record:
        changed = weights.keep(record, weights.fitted(report), place.now(), place.days)
    return Fitted(report=report, changed=changed)


def take_back_there(place: RecordPlace) -> bool:
    """Go back to the weights before the last fit; return whether there was one."""
    with collection_paused(), Record.open(place.path, days=place.days) as record:
        return weights.take_back(record, place.now(), place.days)
