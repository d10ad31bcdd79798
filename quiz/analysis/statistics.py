"""Statistics of a test and of its items, by the formulas of Moodle's quiz statistics.

Source: question/classes/statistics/questions/calculator.php and
mod/quiz/report/statistics/classes/calculator.php. s attempts, p items, x the item mark, T the
total, R = T - x; all variances and covariances divide by s - 1.
"""

from collections.abc import Sequence
from math import sqrt
from operator import mul

import msgspec

from quiz.analysis.reliability import alpha_interval
from quiz.analysis.results import Column, Results

_EPSILON = 1e-12
"""Variances and covariances below it, in marks squared, are rounding and not spread."""


class ItemStatistics(msgspec.Struct, frozen=True, kw_only=True):
    """What the marks of one item show; None where it is not defined."""

    name: str
    """What the results call the question."""
    learners: int
    """How many were asked it."""
    facility: float
    """Facility index F, in percent of the item's worth: high is easy."""
    deviation: float | None
    """Standard deviation of the item marks, in percent of the item's worth."""
    discrimination: float | None
    """Discrimination index DI, -100 to 100: the correlation of item and rest marks."""
    efficiency: float | None
    """Discriminative efficiency DE, in percent of the greatest covariance these marks allow."""
    weight: float | None
    """Effective weight, in percent; None where the item goes against the test, too."""
    is_against: bool
    """Whether the item's marks fall as the totals rise (a negative covariance)."""
    guess: float | None
    """Random-guess score, in percent."""


class TestStatistics(msgspec.Struct, frozen=True, kw_only=True):
    """What the totals of a test show; None where it is not defined."""

    __test__ = False  # for pytest: this is no test case

    learners: int
    """Number of learners."""
    items: int
    """Number of questions."""
    most: float
    """Points that could be earned."""
    is_complete: bool
    """Whether everyone was asked every item; without it there is no coefficient."""
    mean: float
    """Mean total, in percent of what the test is worth."""
    median: float
    """Median total, in percent."""
    deviation: float | None
    """Standard deviation of the totals, in percent."""
    skewness: float | None
    """Of the total scores; None where it is not defined."""
    kurtosis: float | None
    """Of the total scores, 0 for a normal distribution; None where it is not defined."""
    alpha: float | None
    """Coefficient of internal consistency (Cronbach's alpha), in percent."""
    alpha_range: tuple[float, float] | None
    """What alpha could be with a chance of 90 %, since the learners are few (Feldt)."""
    error_ratio: float | None
    """Percent of the totals' spread that is chance."""
    standard_error: float | None
    """Standard error of a learner's total, in percent of what the test is worth."""


def item_statistics(results: Results) -> tuple[ItemStatistics, ...]:
    """Return what each item shows, in the order of the columns.

    Args:
        results: At least one learner.
    """
    roots = []
    for one in results.answered:
        against = covariance(one.column.marks, one.totals)
        roots.append(None if against is None or against < -_EPSILON else sqrt(max(0.0, against)))
    weights = sum(root or 0.0 for root in roots)
    return tuple(
        _item(one.column, one.totals, root, weights)
        for one, root in zip(results.answered, roots, strict=True)
    )


def _item(
    column: Column, totals: Sequence[float], root: float | None, weights: float
) -> ItemStatistics:
    marks = column.marks
    rest = [total - mark for total, mark in zip(totals, marks, strict=True)]
    spread = variance(marks)
    together = covariance(marks, rest)
    greatest = covariance(sorted(marks), sorted(rest))
    has_efficiency = together is not None and greatest is not None and greatest > _EPSILON
    return ItemStatistics(
        name=column.name,
        learners=len(marks),
        facility=100 * mean(marks) / column.most,
        deviation=None if spread is None else 100 * sqrt(spread) / column.most,
        discrimination=correlation(marks, rest),
        efficiency=100 * together / greatest if has_efficiency else None,  # type: ignore[operator]
        weight=None if root is None or weights <= _EPSILON else 100 * root / weights,
        is_against=root is None and len(marks) > 1,
        guess=None if column.guess is None else 100 * column.guess,
    )


def test_statistics(results: Results) -> TestStatistics:
    """Return what the totals show.

    Args:
        results: At least one learner.
    """
    totals = results.totals
    s, p, most = len(totals), len(results.columns), results.most
    k2 = variance(totals)
    alpha = _alpha(results, k2)
    error = None if alpha is None else 100 * sqrt(max(0.0, 1 - alpha / 100))
    deviation = None if k2 is None else sqrt(k2)
    span = None
    if alpha is not None:
        low, high = alpha_interval(alpha / 100, learners=s, items=p)
        span = (100 * low, 100 * high)
    return TestStatistics(
        learners=s,
        items=p,
        most=most,
        is_complete=results.is_complete,
        mean=100 * mean(totals) / most,
        median=100 * _median(totals) / most,
        deviation=None if deviation is None else 100 * deviation / most,
        skewness=_skewness(totals, k2),
        kurtosis=_kurtosis(totals, k2),
        alpha=alpha,
        alpha_range=span,
        error_ratio=error,
        standard_error=(None if error is None or deviation is None else error * deviation / most),
    )


test_statistics.__test__ = False  # type: ignore[attr-defined]  # for pytest: no test


def _alpha(results: Results, k2: float | None) -> float | None:
    """100 p / (p - 1) (1 - sum of var(x) / var(T)); needs s > 2, p > 1 and the same p for all."""
    s, p = len(results.totals), len(results.columns)
    if s <= 2 or p <= 1 or k2 is None or k2 <= _EPSILON or not results.is_complete:
        return None
    spreads = sum(variance(column.marks) or 0.0 for column in results.columns)
    return 100 * p / (p - 1) * (1 - spreads / k2)


def _skewness(values: Sequence[float], k2: float | None) -> float | None:
    """k3 / k2^1.5 with k3 = s^2 m3 / ((s - 1)(s - 2))."""
    s = len(values)
    if s <= 2 or k2 is None or k2 <= _EPSILON:
        return None
    third: float = s * s * _moment(values, 3) / ((s - 1) * (s - 2))
    return third / (k2 * sqrt(k2))


def _kurtosis(values: Sequence[float], k2: float | None) -> float | None:
    """k4 / k2^2 with k4 = s^2 ((s + 1) m4 - 3 (s - 1) m2^2) / ((s - 1)(s - 2)(s - 3))."""
    s = len(values)
    if s <= 3 or k2 is None or k2 <= _EPSILON:
        return None
    m2, m4 = _moment(values, 2), _moment(values, 4)
    fourth = s * s * ((s + 1) * m4 - 3 * (s - 1) * m2 * m2) / ((s - 1) * (s - 2) * (s - 3))
    return fourth / (k2 * k2)


# What they are made of


def mean(values: Sequence[float]) -> float:
    """Return the mean of at least one value."""
    return sum(values) / len(values)


def covariance(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Return the covariance, divided by s - 1; None for fewer than two."""
    if len(xs) < 2:
        return None
    x, y = mean(xs), mean(ys)
    together: float = sum(map(mul, [value - x for value in xs], [value - y for value in ys]))
    return together / (len(xs) - 1)


def variance(values: Sequence[float]) -> float | None:
    """Return the variance, divided by s - 1; None for fewer than two."""
    return covariance(values, values)


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Return Pearson's correlation, in percent; None where one of the two has no spread."""
    together, x, y = covariance(xs, ys), variance(xs), variance(ys)
    if together is None or x is None or y is None or x <= _EPSILON or y <= _EPSILON:
        return None
    return max(-100.0, min(100.0, 100 * together / sqrt(x * y)))


def _moment(values: Sequence[float], order: int) -> float:
    middle = mean(values)
    total: float = sum((value - middle) ** order for value in values)
    return total / len(values)


def _median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
