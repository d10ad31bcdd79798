"""Predictors compared on one log, each told only what came before.

The protocol: a review is scored if its card was seen before, and those of a card last seen on an
earlier study day are scored apart from those of the same day. The scored reviews are split into
time: a first stretch that is only learned from, then five equal blocks. What is fitted for a
block is fitted to the scored reviews before it; what learns as it goes, learns from every review
before the one predicted.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from quiz.errors import QuizError
from quiz.memory.prediction.fitting import Stage, has_library
from quiz.memory.prediction.log import LoggedReview
from quiz.memory.prediction.predictors import (
    NEED_GUESSING,
    NEED_LIBRARY,
    OTHER_DAYS,
    SAME_DAY,
    Block,
    Predictor,
    Task,
)
from quiz.memory.prediction.replay import Timeline
from quiz.memory.prediction.scores import Scores, review_bin, scores
from quiz.translation import _

SPLITS = 5
"""Blocks that are predicted."""


class PredictorScores(msgspec.Struct, frozen=True, kw_only=True):
    """How well one predictor did."""

    name: str
    """As in `quiz.memory.prediction.predictors`."""
    scores: Scores
    """On the reviews of all blocks."""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """All predictors on one sort of review."""

    scored: int
    """How many reviews are of this sort."""
    tested: int
    """How many of them were predicted: those of the five blocks."""
    recalled: float | None
    """Share of the tested that were recalled; None if there is none."""
    predictors: tuple[PredictorScores, ...]
    """In the order of the table; empty if nothing was tested."""


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """Predictors compared on one log."""

    reviews: int
    """In the log."""
    cards: int
    """In the log."""
    other_days: Comparison
    """Reviews of a card last seen on an earlier study day."""
    same_day: Comparison
    """Reviews of a card last seen on the same study day."""
    notes: tuple[str, ...]
    """What is left out and why."""


def blocks(scored: int, splits: int = SPLITS) -> tuple[Block, ...]:
    """Return equal blocks of scored reviews in time; none if there are too few.

    What does not come out even is added to the first stretch, which is only learned from.

    Source: scikit-learn, `TimeSeriesSplit`.
    """
    size = scored // (splits + 1)
    if not size:
        return ()
    start = scored - splits * size
    return tuple(
        Block(start=start + number * size, stop=start + (number + 1) * size)
        for number in range(splits)
    )


def evaluate(reviews: Iterable[LoggedReview], stage: Stage = lambda words: None) -> Evaluation:
    """Compare the predictors on a log.

    Args:
        reviews: The log, in any order.
        stage: Called with what is being done.
    """
    stage(_("reading your reviews"))
    timeline = Timeline(reviews)
    notes: list[str] = []
    left_out: frozenset[str] = frozenset()
    if not any(review.guess for review in timeline.reviews):
        left_out = NEED_GUESSING
    if not has_library():
        left_out |= NEED_LIBRARY
        notes.append(
            _("the fits were skipped; they need fsrs-rs-python (pip install fsrs-rs-python)")
        )
    parts = [
        _part(timeline, indices, predictors, left_out, notes, stage)
        for indices, predictors in (
            (timeline.other_days, OTHER_DAYS),
            (timeline.same_day, SAME_DAY),
        )
    ]
    return Evaluation(
        reviews=len(timeline.reviews),
        cards=timeline.previous.count(-1),
        other_days=parts[0],
        same_day=parts[1],
        notes=tuple(notes),
    )


def _part(
    timeline: Timeline,
    scored: Sequence[int],
    predictors: Mapping[str, Predictor],
    left_out: frozenset[str],
    notes: list[str],
    stage: Stage,
) -> Comparison:
    """Compare predictors on one sort of review; adds to the notes what could not be done."""
    tested_blocks = blocks(len(scored))
    if not tested_blocks:
        return Comparison(scored=len(scored), tested=0, recalled=None, predictors=())
    task = Task(timeline, scored, tested_blocks)
    outcomes = timeline.outcomes(task.tested)
    bins = [review_bin(timeline, index) for index in task.tested]
    done = []
    for name, predict in predictors.items():
        if name in left_out:
            continue
        stage(_(name))
        try:
            predictions = predict(task)
        except QuizError as error:
            notes.append(_("{name} was skipped: {error}").format(name=_(name), error=error))
            continue
        done.append(PredictorScores(name=name, scores=scores(predictions, outcomes, bins)))
    return Comparison(
        scored=len(scored),
        tested=len(task.tested),
        recalled=sum(outcomes) / len(outcomes),
        predictors=tuple(done),
    )
