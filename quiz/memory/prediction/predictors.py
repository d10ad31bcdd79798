"""Predictors of recall, each given only what came before the review that it predicts."""

from collections.abc import Callable, Sequence
from functools import cached_property
from math import exp

import msgspec

from quiz.memory.calibration import Calibrator
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS, Fsrs6
from quiz.memory.prediction.asked import AskedCalibrator
from quiz.memory.prediction.fitting import LEAST_REVIEWS, Items, plain_fit, safe_fit
from quiz.memory.prediction.replay import Replayed, Timeline
from quiz.translation import mark

_MOVING_START, _MOVING_STEP = 1.2, 0.3
_MOST_SAME_DAY = 0.999
_LONGEST_DAYS = 36_500
_DAY_S = 86_400


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """Reviews predicted with what was learned from those before the block."""

    start: int
    """Position of the first among the scored reviews; those before it are known."""
    stop: int
    """Position after the last."""


class Task:
    """Reviews to predict: a log, which of its reviews are scored, and blocks of these in time."""

    def __init__(self, timeline: Timeline, scored: Sequence[int], blocks: Sequence[Block]) -> None:
        """Take what to predict.

        Args:
            timeline: The log.
            scored: Indices of the reviews that count, in time order.
            blocks: At least one, each beginning where the one before it ends.
        """
        self.timeline = timeline
        self.scored = scored
        self.blocks = blocks
        self.tested = scored[blocks[0].start : blocks[-1].stop]
        """Indices of the reviews that are predicted."""
        self.kept: dict[int, tuple[float, ...]] = {}
        """Weights fitted before a block, by its start: two predictors use them."""

    @cached_property
    def defaults(self) -> Replayed:
        """The log replayed with the default weights."""
        return Replayed(self.timeline, Fsrs6())

    @cached_property
    def items(self) -> Items:
        """The log as the fitting library wants it."""
        return Items(self.timeline)


Predictor = Callable[[Task], list[float]]
"""Gives the chances of `Task.tested`, in order."""


def fsrs_defaults(task: Task) -> list[float]:
    """Predict by FSRS-6 with its default weights."""
    return task.defaults.recalls(task.tested)


def fsrs_plain_fit(task: Task) -> list[float]:
    """Predict by FSRS-6 with weights fitted to all that came before the block."""
    chances: list[float] = []
    for block in task.blocks:
        weights = plain_fit(*task.items.before(task.scored[block.start]))
        chances += _by_weights(task, block, weights)
    return chances


def fsrs_safe_fit(task: Task) -> list[float]:
    """Predict by FSRS-6 with the weights that `quiz fit` would have kept before the block."""
    chances: list[float] = []
    for block in task.blocks:
        chances += _by_weights(task, block, _kept_weights(task, block))
    return chances


def _kept_weights(task: Task, block: Block) -> tuple[float, ...]:
    """Return the weights that `quiz fit` would have kept before a block."""
    if block.start < LEAST_REVIEWS:
        return DEFAULT_WEIGHTS
    if block.start not in task.kept:
        known = task.scored[: block.start]
        fit = safe_fit(task.timeline, task.items, known, task.defaults)
        task.kept[block.start] = fit.weights
    return task.kept[block.start]


def calibrated(task: Task) -> list[float]:
    """Predict by the calibrator on the default weights, which learns from every review."""
    return _calibrated(task, task.defaults)


def calibrated_steadily(task: Task) -> list[float]:
    """Predict as lists and forecasts show it: the run of the last answers is left out."""
    return _calibrated(task, task.defaults, steady=True)


def calibrated_on_safe_fit(task: Task) -> list[float]:
    """Predict by the calibrator on the weights that `quiz fit` would have kept before the block."""
    chances: list[float] = []
    for block in task.blocks:
        tested = task.scored[block.start : block.stop]
        weights = _kept_weights(task, block)
        replayed = task.defaults
        if weights != DEFAULT_WEIGHTS:
            replayed = Replayed(task.timeline, Fsrs6(weights))
        chances += _calibrated(task, replayed, tested)
    return chances


def _calibrated(
    task: Task, replayed: Replayed, tested: Sequence[int] | None = None, *, steady: bool = False
) -> list[float]:
    """Return the calibrator's chances, learned from all reviews up to each.

    Args:
        task: The log.
        replayed: The log by the weights that it stands on.
        tested: Indices of the reviews that are predicted; None: those of the task.
        steady: Whether the run of the last answers is left out of what is said.
    """
    timeline = task.timeline
    calibrator = Calibrator(replayed.model)
    wanted = set(task.tested if tested is None else tested)
    last = max(wanted, default=-1)
    chances: list[float] = []
    for index, review in enumerate(timeline.reviews[: last + 1]):
        card = replayed.seen(index)
        said = 0.0
        if steady and card is not None and index in wanted:
            said = calibrator.alone(card)
        chance = calibrator.take(card, review.rating, review.at_s, review.ms)
        if index in wanted:
            chances.append(said if steady else chance)
    return chances


def calibrated_with_guessing(task: Task) -> list[float]:
    """Predict by the calibrator whose chances are never below that of a right guess."""
    return _asked(task, knows_guessing=True, knows_kinds=False)


def calibrated_by_kind(task: Task) -> list[float]:
    """Predict by the calibrator with guessing and an intercept for each kind of question."""
    return _asked(task, knows_guessing=True, knows_kinds=True)


def _asked(task: Task, *, knows_guessing: bool, knows_kinds: bool) -> list[float]:
    replayed = task.defaults
    calibrator = AskedCalibrator(
        replayed.model, knows_guessing=knows_guessing, knows_kinds=knows_kinds
    )
    wanted = set(task.tested)
    chances: list[float] = []
    for index, review in enumerate(task.timeline.reviews[: max(wanted, default=-1) + 1]):
        chance = calibrator.take_asked(replayed.seen(index), review)
        if index in wanted:
            chances.append(chance)
    return chances


def sm2(task: Task) -> list[float]:
    """Predict by SM-2: recall is 90 % when the interval it would have set has passed.

    Ratings 1 to 4 are its qualities 2 to 5, intervals are whole days, reviews on the day of
    another are left out: R = 0.9 ** (gap / interval).

    Source: Wozniak, 1990, as put into code in srs-benchmark.
    """
    timeline = task.timeline
    states: dict[str, tuple[float, int, float]] = {}
    wanted = set(task.tested)
    chances: list[float] = []
    for index, review in enumerate(timeline.reviews):
        gap = timeline.gaps[index]
        interval, repeats, easiness = states.get(review.card, (0.0, 0, 2.5))
        if index in wanted:
            chances.append(0.9 ** (gap / interval))
        if gap or timeline.previous[index] < 0:
            states[review.card] = _sm2_step(interval, repeats, easiness, review.rating)
    return chances


def moving_average(task: Task) -> list[float]:
    """Predict by the results of late: x = 1.2, then x += 0.3 (result - p), p = 1 / (1 + e^-x).

    Source: srs-benchmark, MOVING-AVG.
    """
    logit = _MOVING_START
    chances = []
    for index in task.scored[: task.blocks[-1].stop]:
        chance = 1 / (1 + exp(-logit))
        chances.append(chance)
        logit += _MOVING_STEP * (task.timeline.recalled(index) - chance)
    return chances[task.blocks[0].start :]


def constant(task: Task) -> list[float]:
    """Predict by the share recalled before the block, one of each result added."""
    outcomes = task.timeline.outcomes(task.scored)
    chances: list[float] = []
    for block in task.blocks:
        share = (sum(outcomes[: block.start]) + 1) / (block.start + 2)
        chances += [share] * (block.stop - block.start)
    return chances


def fsrs_same_day(task: Task) -> list[float]:
    """Predict the same day by FSRS-6 as it is: certain recall, cut at 0.999."""
    return [_MOST_SAME_DAY] * len(task.tested)


def fsrs_fractions(task: Task) -> list[float]:
    """Predict the same day by FSRS-6 with time in fractions of a day, cut at 0.9999."""
    timeline, replayed = task.timeline, task.defaults
    chances = []
    for index in task.tested:
        before = timeline.previous[index]
        apart_s = timeline.reviews[index].at_s - timeline.reviews[before].at_s
        recall = replayed.model.recall(apart_s / _DAY_S, replayed.stability[before])
        chances.append(min(recall, 0.9999))
    return chances


OTHER_DAYS: dict[str, Predictor] = {
    mark("FSRS-6, default weights"): fsrs_defaults,
    mark("FSRS-6, plain fit"): fsrs_plain_fit,
    mark("FSRS-6, safe fit"): fsrs_safe_fit,
    mark("FSRS-6, calibrated"): calibrated,
    mark("FSRS-6, calibrated, as lists show it"): calibrated_steadily,
    mark("FSRS-6, safe fit, calibrated"): calibrated_on_safe_fit,
    mark("FSRS-6, calibrated, guessing"): calibrated_with_guessing,
    mark("FSRS-6, calibrated, guessing, kinds"): calibrated_by_kind,
    "SM-2": sm2,
    mark("moving average"): moving_average,
    mark("constant"): constant,
}
"""By name: the predictors of reviews of a card last seen on an earlier study day."""
SAME_DAY: dict[str, Predictor] = {
    mark("FSRS-6, whole days"): fsrs_same_day,
    mark("FSRS-6, fractions of a day"): fsrs_fractions,
    mark("FSRS-6, calibrated"): calibrated,
    mark("FSRS-6, calibrated, guessing"): calibrated_with_guessing,
    mark("FSRS-6, calibrated, guessing, kinds"): calibrated_by_kind,
    mark("moving average"): moving_average,
    mark("constant"): constant,
}
"""By name: the predictors of reviews of a card last seen on the same study day."""
NEED_GUESSING = frozenset(
    {mark("FSRS-6, calibrated, guessing"), mark("FSRS-6, calibrated, guessing, kinds")}
)
"""Names of those that say nothing new of a log that knows no chance of guessing."""
NEED_LIBRARY = frozenset(
    {mark("FSRS-6, plain fit"), mark("FSRS-6, safe fit"), mark("FSRS-6, safe fit, calibrated")}
)
"""Names of those that need the fitting library."""


def _by_weights(task: Task, block: Block, weights: Sequence[float]) -> list[float]:
    """Return the chances of a block by FSRS-6 with some weights."""
    tested = task.scored[block.start : block.stop]
    if weights == DEFAULT_WEIGHTS:
        return task.defaults.recalls(tested)
    return Replayed(task.timeline, Fsrs6(weights), tested).recalls(tested)


def _sm2_step(
    interval: float, repeats: int, easiness: float, rating: int
) -> tuple[float, int, float]:
    """Return interval (days), repeats in a row and easiness after a review."""
    quality = rating + 1
    if quality < 3:
        interval, repeats = 1, 0
    elif repeats < 2:
        interval, repeats = (1, 6)[repeats], repeats + 1
    else:
        interval, repeats = interval * easiness, repeats + 1
    easiness = max(1.3, easiness + 0.1 - (5 - quality) * (0.08 + (5 - quality) * 0.02))
    return min(max(1, round(interval + 0.01)), _LONGEST_DAYS), repeats, easiness
