"""The weights that are fitted to a learner: the log they come from, kept, and undone."""

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.scheduling import scheduler_of
from quiz.memory import StudyDays
from quiz.memory.prediction.fitting import FitReport
from quiz.memory.prediction.log import LoggedReview
from quiz.memory.prediction.weights import FittedWeights
from quiz.store import Record, WeightsRow

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


def logged(record: Record) -> list[LoggedReview]:
    """Return every answer that schedules, as the fit reads them."""
    return [
        LoggedReview(card=str(card), rating=rating, at_s=at_us / 1e6, day=day, ms=ms)
        for card, rating, day, at_us, ms in record.scheduling_log()
    ]


def fitted(report: FitReport) -> FittedWeights:
    """Return the weights of a fit, to be kept."""
    return FittedWeights(
        model=report.model,
        values=report.weights,
        reviews=report.reviews,
        report=msgspec.json.encode(report).decode(),
    )


def kept(record: Record) -> FittedWeights | None:
    """Return the weights that were kept last; None for the model's defaults."""
    row = record.weights()
    if row is None:
        return None
    return FittedWeights(
        model=row.model, values=row.weights, reviews=row.reviews, report=row.report
    )


def keep(record: Record, weights: FittedWeights, now: datetime, days: StudyDays) -> int:
    """Keep weights, derive all states again, and return how many changed.

    Days on which cards are due stay as they are. Weights that hold already change nothing.

    Args:
        record: Whose log they were fitted to.
        weights: Within the bounds of the model.
        now: UTC.
        days: Where study days begin.
    """
    before = record.weights()
    if before is not None and (before.model, before.weights) == (weights.model, weights.values):
        return 0
    record.keep_weights(
        WeightsRow(
            at=now,
            model=weights.model,
            weights=weights.values,
            reviews=weights.reviews,
            report=weights.report,
        )
    )
    return record.rebuild_states(scheduler_of(record, days))


def take_back(record: Record, now: datetime, days: StudyDays) -> bool:
    """Go back to the weights before the last fit; return whether there was one.

    Args:
        record: Whose they are.
        now: UTC.
        days: Where study days begin.
    """
    if record.take_back_weights(now) is None:
        return False
    record.rebuild_states(scheduler_of(record, days))
    return True


def use_weights(desk: "Desk", weights: FittedWeights) -> int:
    """Use weights from now on, and return how many cards' memory changed; see `keep`."""
    changed = keep(desk.record, weights, desk.now(), desk.days)
    desk.take_up_weights()
    return changed


def undo_fit(desk: "Desk") -> bool:
    """Go back to the weights before the last fit; return whether there was one."""
    was_there = take_back(desk.record, desk.now(), desk.days)
    desk.take_up_weights()
    return was_there
