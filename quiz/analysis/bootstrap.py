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
    """The lower end, in the unit of the figure."""
    high: float
    """The upper end, in the unit of the figure."""


class ItemIntervals(msgspec.Struct, frozen=True, kw_only=True):
    """The ranges of one item's figures; None where they are not defined."""

    facility: Interval | None
    """Of the facility index, in percent; None with too few learners."""
    discrimination: Interval | None
    """Of the discrimination index, in percent; None where it is not defined."""


def item_intervals(results: Results, *, seed: int = 0) -> tuple[ItemIntervals, ...]:
    """Return ranges for each item's facility and discrimination index.

    Learners are drawn with repetition, as many as there are, and the figures worked out again: the
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
    answered = results.answered
    marks = [one.column.marks for one in answered]
    squares = [_times(column, column) for column in marks]
    crosses = [_times(one.column.marks, one.totals) for one in answered]
    squared_totals = [_times(one.totals, one.totals) for one in answered]
    squares_of_all = _times(results.totals, results.totals)
    facilities: list[list[float]] = [[] for _ in range(p)]
    indexes: list[list[float]] = [[] for _ in range(p)]
    for _draw in range(draws):
        weights = [0.0] * s
        for learner in rng.choices(range(s), k=s):
            weights[learner] += 1.0
        # Items that all were asked share their sums.
        sum_t_of_all = sum(map(mul, weights, results.totals))
        sum_tt_of_all = sum(map(mul, weights, squares_of_all))
        for item, one in enumerate(answered):
            own, n, sum_t, sum_tt = weights, float(s), sum_t_of_all, sum_tt_of_all
            if len(one.learners) < s:
                own = [weights[learner] for learner in one.learners]
                n = sum(own)
                sum_t = sum(map(mul, own, one.totals))
                sum_tt = sum(map(mul, own, squared_totals[item]))
            if not n:
                continue
            sum_x = sum(map(mul, own, marks[item]))
            facilities[item].append(100 * sum_x / n / one.column.most)
            sum_xx = sum(map(mul, own, squares[item]))
            sum_xt = sum(map(mul, own, crosses[item]))
            index = _index(n, sum_x, sum_xx, sum_t, sum_tt, sum_xt)
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
    s: float, sum_x: float, sum_xx: float, sum_t: float, sum_tt: float, sum_xt: float
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
