"""Recall on a grid: every curve depends on days / stability alone, so cards can share its points.

Thousands of answers or cards fall on a few hundred points, and each of the hundred memories that a
learner may have is worked out once for a point. Between points everything is taken as a straight
line over log(days / stability); recall is then off by less than 0.0001.
"""

from functools import lru_cache
from math import exp, floor, log

_STEP = 1 / 16
_LOWEST = -12.0
_LAST = 448
"""The grid ends at a ratio of e^16: a thousandth of a day of stability, and 24 years."""

LOG_FACTORS = tuple(-2.4 + 0.2 * number for number in range(25))
"""Natural logarithms of the factors by which a learner's stabilities may differ from a model's."""


def place(days: float, stability: float) -> tuple[int, float]:
    """Return the point at or below a ratio, and the share (0 to 1) of the one above it.

    Args:
        days: Since the review; 0 or less counts as the lowest point, where recall is 1.
        stability: Days, above 0.
    """
    if days <= 0:
        return 0, 0.0
    steps = (log(days / stability) - _LOWEST) / _STEP
    if steps <= 0:
        return 0, 0.0
    if steps >= _LAST:
        return _LAST, 0.0
    point = floor(steps)
    return point, steps - point


@lru_cache(maxsize=4096)
def recalls(decays: tuple[float, ...], point: int) -> tuple[float, ...]:
    """Return the recall at a point.

    Args:
        decays: Weights w20 of the memories.
        point: Of the grid.

    Returns:
        Shape (decays x LOG_FACTORS), flat, the factors of one decay side by side.
    """
    ratio = exp(_LOWEST + _STEP * point)
    return tuple(
        (1 + (0.9 ** (-1 / decay) - 1) * ratio / exp(log_factor)) ** -decay
        for decay in decays
        for log_factor in LOG_FACTORS
    )
