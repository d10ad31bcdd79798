"""What names each of some choices on the screen and in line mode: figures, or letters."""

import re
from collections.abc import Iterable
from string import ascii_lowercase

_NUMERAL = re.compile(r"\W*\d")
MOST_KEYS = 9
"""Choices that have a key of their own."""


def labels(count: int, values: Iterable[str]) -> tuple[str, ...]:
    """Return the labels of `count` choices, from the first shown.

    Figures from 1; letters from a where a value begins with a figure: a `2` beside a value `3`
    could be read as either.

    Args:
        count: How many choices there are.
        values: All texts that are shown beside the labels.
    """
    if not any(_NUMERAL.match(value) for value in values):
        return tuple(map(str, range(1, count + 1)))
    return tuple(_letters(at) for at in range(count))


def is_lettered(shown: tuple[str, ...]) -> bool:
    """Return whether labels are letters."""
    return bool(shown) and shown[0] == "a"


def _letters(at: int) -> str:
    """Return `a` to `z`, then `aa`, `ab` and so on."""
    left, last = divmod(at, len(ascii_lowercase))
    return (_letters(left - 1) if left else "") + ascii_lowercase[last]
