"""Fuzz: intervals are spread a little, so that cards learned together part."""

from random import Random

MAX_INTERVAL_DAYS = 36_500
"""The longest interval, in days."""
_RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))


def fuzz_bounds(
    interval: float, minimum: int = 1, maximum: int = MAX_INTERVAL_DAYS
) -> tuple[int, int]:
    """Return the shortest and longest interval that fuzz may make of one.

    Args:
        interval: Days, above 0.
        minimum: Shortest interval allowed, in days.
        maximum: Longest interval allowed, in days; wins over `minimum`.

    Source: Anki, rslib/src/scheduler/states/fuzz.rs.
    """
    minimum = min(minimum, maximum)
    interval = min(max(interval, minimum), maximum)
    delta = _delta(interval)
    lower = min(max(_rounded(interval - delta), minimum), maximum)
    upper = min(max(_rounded(interval + delta), minimum), maximum)
    if lower == upper and 2 < upper < maximum:
        upper += 1
    return lower, upper


def fuzz_share(card: str, reps: int) -> float:
    """Return the draw of a card's next review, in [0, 1); the same for all four ratings."""
    return Random(f"{card}:{reps}").random()


def _delta(interval: float) -> float:
    if interval < 2.5:
        return 0.0
    return 1.0 + sum(
        factor * max(0.0, min(interval, end) - start) for start, end, factor in _RANGES
    )


def _rounded(value: float) -> int:
    """Round half away from zero, as Rust does."""
    return int(value + 0.5)
