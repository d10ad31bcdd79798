"""Intervals in words."""

from datetime import timedelta

from quiz.translation import _

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
        return _("now")
    if seconds < 59.5 * _MINUTE:
        return _("{n} min").format(n=max(1, round(seconds / _MINUTE)))
    if seconds < 23.5 * _HOUR:
        return _("{n} h").format(n=round(seconds / _HOUR))
    if seconds < 59.5 * _DAY:
        return _("{n} d").format(n=round(seconds / _DAY))
    if seconds < 11.5 * _MONTH:
        return _("{n} mo").format(n=round(seconds / _MONTH))
    return _("{n} y").format(n=f"{seconds / _YEAR:.1f}".removesuffix(".0"))
