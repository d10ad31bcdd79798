"""Intervals in words."""

from datetime import timedelta

_MINUTE = 60.0
_HOUR = 3600.0
_DAY = 86400.0
_MONTH = 30.4375 * _DAY
_YEAR = 365.25 * _DAY


def interval_words(interval: float | timedelta) -> str:
    """Return an interval as the keys show it: `10 min`, `5 h`, `2 d`, `3 mo`, `1.2 y`.

    Args:
        interval: A time span, or a number of seconds.
    """
    seconds = interval.total_seconds() if isinstance(interval, timedelta) else interval
    if seconds <= 0:
        return "now"
    if seconds < 59.5 * _MINUTE:
        return f"{max(1, round(seconds / _MINUTE))} min"
    if seconds < 23.5 * _HOUR:
        return f"{round(seconds / _HOUR)} h"
    if seconds < 59.5 * _DAY:
        return f"{round(seconds / _DAY)} d"
    if seconds < 11.5 * _MONTH:
        return f"{round(seconds / _MONTH)} mo"
    return f"{seconds / _YEAR:.1f}".removesuffix(".0") + " y"
