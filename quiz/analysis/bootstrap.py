"""How far a figure could be off, since the learners are few: intervals by the bootstrap."""

from collections.abc import Sequence
from math import sqrt
from operator import mul
from random import Random

import msgspec

from quiz.analysis.results import Results

LEVEL = 0.9
"""The share of repetitions that an interval holds."""
_MOST_PRODUCTS = 20_000_000
_LEAST_DRAWS, _MOST_DRAWS = 60, 1_000


class Interval(msgspec.Struct, frozen=True):
    """A range, in percent, that holds the figure with a chance of 90 %."""

    low: float
    high: float


class ItemIntervals(msgspec.Struct, frozen=True, kw_only=True):
    """The ranges of one item's figures; None where they are not defined."""

    facility: Interval | None
    discrimination: Interval | None


def item_intervals(results: Results, *, seed: int = 0) -> tuple[ItemIntervals, ...]:
    """Return ranges for each item's facility and discrimination index.

    Learners are drawn with repetition, as many as there are, and the figures worked out anew: the
    percentile bootstrap (Efron & Tibshirani 1993, chapter 13). The number of draws falls with the
    size of the matrix, from 1,000 to 60. A draw is a weight for each learner, so that an item
    costs three sums.

    Args:
        results: The marks.
        seed: Of the draws; the same seed gives the same ranges.
    """
    s, p = len(results.totals), len(results.columns)
    if s < 2:
        return tuple(ItemIntervals(facility=None, discrimination=None) for _ in range(p))
    draws = min(_MOST_DRAWS, max(_LEAST_DRAWS, _MOST_PRODUCTS // (3 * s * p)))
    rng = Random(seed)
    totals = results.totals
    marks = [column.marks for column in results.columns]
    squares = [_times(column, column) for column in marks]
    crosses = [_times(column, totals) for column in marks]
    squared_totals = _times(totals, totals)
    facilities: list[list[float]] = [[] for _ in range(p)]
    indexes: list[list[float]] = [[] for _ in range(p)]
    for _draw in range(draws):
        weights = [0.0] * s
        for learner in rng.choices(range(s), k=s):
            weights[learner] += 1.0
        sum_t = sum(map(mul, weights, totals))
        sum_tt = sum(map(mul, weights, squared_totals))
        for item in range(p):
            sum_x = sum(map(mul, weights, marks[item]))
            facilities[item].append(100 * sum_x / s / results.columns[item].most)
            sum_xx = sum(map(mul, weights, squares[item]))
            sum_xt = sum(map(mul, weights, crosses[item]))
            index = _index(s, sum_x, sum_xx, sum_t, sum_tt, sum_xt)
            if index is not None:
                indexes[item].append(index)
    return tuple(
        ItemIntervals(
            facility=_interval(facilities[item]),
            # Where many draws have no spread, the figure says nothing.
            discrimination=_interval(indexes[item]) if len(indexes[item]) > draws / 2 else None,
        )
        for item in range(p)
    )


def _times(xs: Sequence[float], ys: Sequence[float]) -> list[float]:
    return list(map(mul, xs, ys))


def _index(
    s: int, sum_x: float, sum_xx: float, sum_t: float, sum_tt: float, sum_xt: float
) -> float | None:
    """Return the correlation of x with R = T - x from sums; None without spread."""
    sum_r = sum_t - sum_x
    sum_rr = sum_tt - 2 * sum_xt + sum_xx
    sum_xr = sum_xt - sum_xx
    spread_x = sum_xx - sum_x * sum_x / s
    spread_r = sum_rr - sum_r * sum_r / s
    if spread_x <= 1e-9 or spread_r <= 1e-9:
        return None
    return 100 * (sum_xr - sum_x * sum_r / s) / sqrt(spread_x * spread_r)


def _interval(values: list[float]) -> Interval | None:
    if not values:
        return None
    ordered = sorted(values)
    last = len(ordered) - 1
    low = ordered[int(last * (1 - LEVEL) / 2)]
    return Interval(low, ordered[round(last * (1 + LEVEL) / 2)])
