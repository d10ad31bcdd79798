"""Merging three versions of a text: what one's own and the author's changed since a common one."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_MOST_LINES = 60_000
"""Of a part that differs, in both versions together; above it nothing is merged, for the time."""


def merged_lines(base: Sequence[str], own: Sequence[str], other: Sequence[str]) -> list[str] | None:
    """Return the lines with the changes of both; None where both changed the same lines.

    Where both only put something in at one place, what the other put in comes first.

    Args:
        base: The version that both began with.
        own: One's own.
        other: The author's.
    """
    if own == base:
        return list(other)
    if other in (base, own):
        return list(own)
    if len(base) + len(own) + len(other) > _MOST_LINES:
        return None
    result: list[str] = []
    for first, mine, theirs in _regions(base, own, other):
        if mine == first:
            result += theirs
        elif theirs in (first, mine):
            result += mine
        elif not first:
            result += [*theirs, *mine]
        else:
            return None
    return result


def _regions(
    base: Sequence[str], own: Sequence[str], other: Sequence[str]
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Yield the three versions piece by piece: what all have alike, and what lies between."""
    in_own, in_other = _places(base, own), _places(base, other)
    at = at_own = at_other = 0
    for line in range(len(base) + 1):
        is_end = line == len(base)
        place, place_other = (
            (len(own), len(other)) if is_end else (in_own.get(line), in_other.get(line))
        )
        if place is None or place_other is None:
            continue
        between = (
            list(base[at:line]),
            list(own[at_own:place]),
            list(other[at_other:place_other]),
        )
        if any(between):
            yield between
        if not is_end:
            same = [base[line]]
            yield same, same, same
        at, at_own, at_other = line + 1, place + 1, place_other + 1


def _places(base: Sequence[str], changed: Sequence[str]) -> dict[int, int]:
    """Return where the lines of the base are in a changed version, as far as they are."""
    matcher = SequenceMatcher(None, base, changed, autojunk=False)
    return {
        block.a + at: block.b + at
        for block in matcher.get_matching_blocks()
        for at in range(block.size)
    }
