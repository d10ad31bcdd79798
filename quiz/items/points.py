"""Points as people write them, and in words."""

from quiz.items.number import plain
from quiz.words import ngettext


def amount(points: float) -> str:
    """Return points as people write them, with two decimals at most."""
    from decimal import Decimal

    return plain(Decimal(str(round(points, 2))))


def points_words(points: float) -> str:
    """Return points with their noun: `1 point`, `2.5 points`."""
    words = ngettext("{points} point", "{points} points", _form(points))
    return words.format(points=amount(points))


def points_of_words(points: float, points_of: float) -> str:
    """Return what was earned of what there was to earn: `0.5 of 1 point`."""
    words = ngettext("{points} of {of} point", "{points} of {of} points", _form(points_of))
    return words.format(points=amount(points), of=amount(points_of))


def _form(points: float) -> int:
    """Return a whole number with the same form of the noun: there is none for parts of points."""
    return int(points) if points == int(points) else 2
