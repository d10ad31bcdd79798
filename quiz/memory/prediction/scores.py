"""How good predictions of recall are: log loss, RMSE in bins, AUC, calibration error."""

from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from math import floor, log, sqrt

import msgspec

from quiz.memory.prediction.replay import Timeline

_LEAST = 1e-15
BINS = 20
"""Bins of the calibration error, equally wide."""


class CalibrationBin(msgspec.Struct, frozen=True, kw_only=True):
    """Reviews that were given about the same chance."""

    predicted: float
    """Mean chance given to them."""
    recalled: float
    """Share of them that were recalled."""
    reviews: int
    """How many they are; at least 1."""


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """Scores of one predictor on some reviews."""

    reviews: int
    """How many reviews were predicted."""
    log_loss: float | None
    """Mean of -ln(chance given to what happened), natural logarithm; None without a review."""
    rmse_bins: float | None
    """Root mean square error in bins, 0 to 1; None without a review."""
    auc: float | None
    """Chance that a recalled review was given more than a forgotten one; None if one is missing."""
    ece: float | None
    """Expected calibration error, 0 to 1; None without a review."""
    calibration: tuple[CalibrationBin, ...] = ()
    """The bins behind `ece` that hold a review, from low to high."""

    @property
    def of_a_hundred(self) -> tuple[int, int]:
        """How many of 100 answers were expected to be right, and how many were."""
        count = max(1, sum(part.reviews for part in self.calibration))
        expected = sum(part.reviews * part.predicted for part in self.calibration)
        recalled = sum(part.reviews * part.recalled for part in self.calibration)
        return round(100 * expected / count), round(100 * recalled / count)


def scores(
    predictions: Sequence[float], outcomes: Sequence[bool], bins: Iterable[Hashable]
) -> Scores:
    """Return all scores.

    Args:
        predictions: Shape (reviews,), chances of recall in [0, 1].
        outcomes: Shape (reviews,), whether the card was recalled.
        bins: Shape (reviews,), from `review_bin`.
    """
    parts = calibration(predictions, outcomes)
    return Scores(
        reviews=len(predictions),
        log_loss=log_loss(predictions, outcomes),
        rmse_bins=rmse_bins(predictions, outcomes, bins),
        auc=auc(predictions, outcomes),
        ece=calibration_error(parts),
        calibration=parts,
    )


def log_loss(predictions: Sequence[float], outcomes: Sequence[bool]) -> float | None:
    """Return the mean of -ln(chance given to what happened); None without a review.

    A chance below 1e-15 counts as that, so that the loss stays finite.
    """
    if not predictions:
        return None
    total = 0.0
    for chance, recalled in zip(predictions, outcomes, strict=True):
        total -= log(max(chance if recalled else 1 - chance, _LEAST))
    return total / len(predictions)


def review_bin(timeline: Timeline, index: int) -> tuple[float, int, int]:
    """Return the bin of a review: by interval, number of reviews, lapses.

    Source: srs-benchmark, `rmse_matrix`: the number counts study days, this one included; a lapse
    is an Again on a later day than the card was last seen. On the same day the interval is 0.
    """
    gap, lapses = timeline.gaps[index], timeline.lapses[index]
    number = timeline.days_seen[index] + (gap > 0)
    return (
        round(_step(2.48, 3.62, gap), 2) if gap else 0.0,
        round(_step(1.99, 1.89, number)),
        round(_step(1.65, 1.73, lapses)) if lapses else 0,
    )


def rmse_bins(
    predictions: Sequence[float], outcomes: Sequence[bool], bins: Iterable[Hashable]
) -> float | None:
    """Return how far mean prediction and share recalled lie apart in bins; None without a review.

    The root of the mean square, each bin weighted by its reviews.

    Source: srs-benchmark, `rmse_matrix`.
    """
    if not predictions:
        return None
    sums = _sums(predictions, outcomes, bins)
    squares = sum((given - recalled) ** 2 / count for given, recalled, count in sums)
    return sqrt(squares / len(predictions))


def auc(predictions: Sequence[float], outcomes: Sequence[bool]) -> float | None:
    """Return the chance that a recalled review was given more than a forgotten one.

    Ties count half. None if there is no recalled or no forgotten review.

    Source: the Mann-Whitney U statistic with mid-ranks.
    """
    recalled = sum(outcomes)
    forgotten = len(outcomes) - recalled
    if not recalled or not forgotten:
        return None
    ranked = sorted(zip(predictions, outcomes, strict=True))
    below = wins = 0.0
    start = 0
    while start < len(ranked):
        stop = start
        right = wrong = 0
        while stop < len(ranked) and ranked[stop][0] == ranked[start][0]:
            right += ranked[stop][1]
            wrong += not ranked[stop][1]
            stop += 1
        wins += right * (below + wrong / 2)
        below += wrong
        start = stop
    return wins / recalled / forgotten


def calibration(
    predictions: Sequence[float], outcomes: Sequence[bool], bins: int = BINS
) -> tuple[CalibrationBin, ...]:
    """Return what was recalled of the reviews that were given about the same chance.

    Args:
        predictions: Shape (reviews,), in [0, 1].
        outcomes: Shape (reviews,).
        bins: How many bins, equally wide; those without a review are left out.
    """
    places = (min(int(chance * bins), bins - 1) for chance in predictions)
    sums = _sums(predictions, outcomes, places)
    return tuple(
        CalibrationBin(predicted=given / count, recalled=recalled / count, reviews=count)
        for given, recalled, count in sorted(sums, key=lambda part: part[0] / part[2])
    )


def calibration_error(parts: Sequence[CalibrationBin]) -> float | None:
    """Return the expected calibration error; None without a review.

    The mean distance of mean prediction and share recalled over equally wide bins of the
    prediction, each weighted by its reviews.

    Args:
        parts: From `calibration`.

    Source: Naeini, Cooper and Hauskrecht, 2015; Guo et al., 2017.
    """
    if not parts:
        return None
    apart = sum(abs(part.predicted - part.recalled) * part.reviews for part in parts)
    return apart / sum(part.reviews for part in parts)


def _sums(
    predictions: Sequence[float], outcomes: Sequence[bool], bins: Iterable[Hashable]
) -> list[tuple[float, int, int]]:
    """Return for each bin: sum of predictions, number recalled, number of reviews."""
    by_bin: dict[Hashable, list[int]] = {}
    for index, place in enumerate(bins):
        by_bin.setdefault(place, []).append(index)
    return [
        (
            sum(predictions[index] for index in indices),
            sum(outcomes[index] for index in indices),
            len(indices),
        )
        for indices in by_bin.values()
    ]


@lru_cache(4096)  # the same few whole numbers come for every review of a log
def _step(start: float, ratio: float, value: int) -> float:
    power: float = ratio ** floor(log(value) / log(ratio))
    return start * power
