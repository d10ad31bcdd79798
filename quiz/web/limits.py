"""Failures are limited, not visits: a whole class sits behind one address."""

from collections import deque
from collections.abc import Callable
from time import monotonic

_MINUTE_S = 60.0
_MOST_FROM_ONE = 30
_MOST_IN_ALL = 60
_MOST_ADDRESSES = 10_000


class Failures:
    """Wrong codes and wrong tokens of the last minute."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Begin with none."""
        self._clock = clock
        self._all: deque[float] = deque()
        self._by_address: dict[str, deque[float]] = {}

    def add(self, address: str) -> None:
        """Count a failure."""
        now = self._clock()
        self._all.append(now)
        if len(self._by_address) >= _MOST_ADDRESSES:
            self._by_address.clear()
        self._by_address.setdefault(address, deque()).append(now)

    def are_many(self, address: str) -> bool:
        """Return whether the host must be asked: 30 from an address, or 60 in all."""
        mine = self._by_address.get(address)
        if self._count(self._all) >= _MOST_IN_ALL:
            return True
        return mine is not None and self._count(mine) >= _MOST_FROM_ONE

    def _count(self, times: deque[float]) -> int:
        first = self._clock() - _MINUTE_S
        while times and times[0] < first:
            times.popleft()
        return len(times)
