"""How far two spellings are apart, and where they differ."""

from dataclasses import dataclass
from typing import Literal

MAX_COMPARED = 200
"""Characters up to which two texts are compared letter by letter; the cost is the square of it."""


def osa_distance(a: str, b: str, limit: int) -> int:
    """Return the optimal string alignment distance of two texts, or `limit + 1` if it is above.

    Insertions, deletions, replacements and swaps of neighbours each cost one, and no piece is
    edited twice. Only a band of `limit` on each side of the diagonal is filled.

    Args:
        a: A text.
        b: Another text.
        limit: The largest distance that matters; at least 0.
    """
    if a == b:
        return 0
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    start = 0
    shortest = min(len(a), len(b))
    while start < shortest and a[start] == b[start]:
        start += 1
    end = 0
    while end < shortest - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return _banded(a[start : len(a) - end], b[start : len(b) - end], limit)


def _banded(a: str, b: str, limit: int) -> int:
    if not a or not b:
        return min(len(a) + len(b), limit + 1)
    far = limit + 1
    width = len(b)
    before: list[int] = []
    above = [min(column, far) for column in range(width + 1)]
    for row, char in enumerate(a, 1):
        current = [far] * (width + 1)
        if row <= limit:
            current[0] = row
        for column in range(max(1, row - limit), min(width, row + limit) + 1):
            other = b[column - 1]
            best = above[column - 1] + (char != other)
            best = min(best, above[column] + 1, current[column - 1] + 1)
            if row > 1 and column > 1 and char == b[column - 2] and a[row - 2] == other:
                best = min(best, before[column - 2] + 1)
            current[column] = min(best, far)
        if min(current) > limit and min(above) > limit:
            return far
        before, above = above, current
    return above[width]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffPart:
    """A piece of two texts laid side by side."""

    text: str
    """The letters; never empty."""
    state: Literal["same", "extra", "missing"]
    """In both, only in what was typed, or only in what is right."""


def diff(typed: str, right: str) -> tuple[DiffPart, ...]:
    """Lay two texts side by side, letter by letter.

    The same and extra parts joined are `typed`, the same and missing parts joined are `right`. Past
    `MAX_COMPARED` letters only the common beginning and end are found.
    """
    shortest = min(len(typed), len(right))
    start = 0
    while start < shortest and typed[start] == right[start]:
        start += 1
    end = 0
    while end < shortest - start and typed[-1 - end] == right[-1 - end]:
        end += 1
    pieces: list[tuple[str, Literal["same", "extra", "missing"]]] = [(typed[:start], "same")]
    extra = typed[start : len(typed) - end]
    missing = right[start : len(right) - end]
    if len(extra) <= MAX_COMPARED and len(missing) <= MAX_COMPARED:
        pieces += _aligned(extra, missing)
    else:
        pieces += [(extra, "extra"), (missing, "missing")]
    pieces.append((typed[len(typed) - end :], "same"))
    return _joined(pieces)


def _aligned(a: str, b: str) -> list[tuple[str, Literal["same", "extra", "missing"]]]:
    """Align along a longest common subsequence."""
    table = [[0] * (len(b) + 1)]
    for char in reversed(a):
        below = table[-1]
        row = [0] * (len(b) + 1)
        for column in range(len(b) - 1, -1, -1):
            if char == b[column]:
                row[column] = below[column + 1] + 1
            else:
                row[column] = max(below[column], row[column + 1])
        table.append(row)
    table.reverse()
    pieces: list[tuple[str, Literal["same", "extra", "missing"]]] = []
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            pieces.append((a[i], "same"))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            pieces.append((a[i], "extra"))
            i += 1
        else:
            pieces.append((b[j], "missing"))
            j += 1
    return [*pieces, (a[i:], "extra"), (b[j:], "missing")]


def _joined(
    pieces: list[tuple[str, Literal["same", "extra", "missing"]]],
) -> tuple[DiffPart, ...]:
    parts: list[DiffPart] = []
    for text, state in pieces:
        if not text:
            continue
        if parts and parts[-1].state == state:
            parts[-1] = DiffPart(text=parts[-1].text + text, state=state)
        else:
            parts.append(DiffPart(text=text, state=state))
    return tuple(parts)
