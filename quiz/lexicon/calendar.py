"""The names of months and days of the week in every language of the CLDR."""

from functools import lru_cache
from importlib.resources import files

_FILE = "calendar.tsv"


@lru_cache(maxsize=8)
def month_names(code: str) -> tuple[tuple[str, ...], ...]:
    """Return the names of the twelve months, long and short, in lower case and without stops.

    Args:
        code: A BCP 47 tag; only its primary subtag counts, and the names of all its regions are
            given (`تموز` and `يوليو`).

    Returns:
        Twelve tuples, empty where the language is not known.
    """
    months, _days = _row(code)
    return tuple(tuple(names.split(",")) for names in months.split("|")) if months else ()


@lru_cache(maxsize=8)
def day_names(code: str) -> frozenset[str]:
    """Return the names of the days of the week, long and short, in the same form."""
    _months, days = _row(code)
    return frozenset(days.split(",")) if days else frozenset()


def days_in_order(code: str) -> tuple[str, ...]:
    """Return the seven days of the week in full, Monday first; empty where they are not known."""
    _months, days = _row(code)
    return tuple(days.split(",")[:7]) if days else ()


@lru_cache(maxsize=8)
def _row(code: str) -> tuple[str, str]:
    start = f"{code.partition('-')[0].lower()}\t"
    for line in files(__package__).joinpath(_FILE).read_text("utf-8").splitlines():
        if line.startswith(start):
            _code, months, days = line.split("\t")
            return months, days
    return "", ""
