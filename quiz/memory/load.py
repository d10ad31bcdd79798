"""Load balance: within its fuzz, an interval ends on a day that has little to review yet."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from enum import StrEnum

import msgspec

_LONGEST_BALANCED = 90
"""Days; longer intervals are only fuzzed."""
_LEAST = 0.0001
_SIBLING_FACTORS = (1e-6, 0.2, 0.4, 0.6, 0.8)
"""For a sibling due on the same day, one day away, two..."""
_REDUCED = 0.5


class Ease(StrEnum):
    """How much a weekday may hold."""

    NORMAL = "normal"
    """As many cards as any day."""
    REDUCED = "reduced"
    """About half of the other days' load."""
    MINIMUM = "minimum"
    """Only what cannot lie elsewhere."""


class DayLoad(msgspec.Struct, frozen=True, kw_only=True):
    """How full the coming days are."""

    counts: Mapping[int, int] = {}
    """Cards due by study day, as ordinals; a day with none may be missing."""
    easy_days: Mapping[int, Ease] = {}
    """By weekday, 0 is Monday; the others are normal."""
    away: AbstractSet[int] = frozenset()
    """Study days on which the learner does not study, as ordinals."""
    siblings: tuple[int, ...] = ()
    """Study days on which siblings of the card are due."""

    def choice(self, share: float, today: int, lower: int, upper: int) -> int:
        """Return an interval within its bounds, likelier on days that hold little.

        Args:
            share: The draw, in [0, 1).
            today: The study day, as an ordinal.
            lower: Shortest interval, days.
            upper: Longest interval, days.

        Source: Anki, rslib/src/scheduler/states/load_balancer.rs; but an easy day stays one
        while it is empty.
        """
        intervals = range(lower, upper + 1)
        if upper > _LONGEST_BALANCED:
            return lower + int(share * len(intervals))
        weights = [self._weight(today, days, intervals) for days in intervals]
        left = share * sum(weights)
        for days, weight in zip(intervals, weights, strict=True):
            left -= weight
            if left < 0:
                return days
        return upper

    def _weight(self, today: int, days: int, intervals: range) -> float:
        day = today + days
        count = self.counts.get(day, 0)
        weight = 1.0 if count == 0 else (1 / count) ** 2.15 * (1 / days) ** 3
        for sibling in self.siblings:
            apart = abs(sibling - day)
            if apart < len(_SIBLING_FACTORS):
                weight *= _SIBLING_FACTORS[apart]
        return weight * self._ease(day, count, [today + other for other in intervals])

    def _ease(self, day: int, count: int, window: list[int]) -> float:
        if day in self.away:
            return _LEAST
        ease = self.easy_days.get(date.fromordinal(day).weekday(), Ease.NORMAL)
        if ease is Ease.MINIMUM:
            return _LEAST
        if ease is Ease.REDUCED:
            others = [self.counts.get(other, 0) for other in window if other != day]
            mean = sum(others) / len(others) if others else 0.0
            if count / _REDUCED > mean:
                return _LEAST
        return 1.0


EMPTY_LOAD = DayLoad()
"""Nothing is due on any day: intervals are fuzzed evenly."""
