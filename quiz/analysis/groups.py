"""Learners in groups by their totals: who chose what, and how an item's marks rise."""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

import msgspec

from quiz.analysis.results import Answered

THIRDS = 3
_EPSILON = 1e-9
_MOST_GROUPS = 5
_LEAST_IN_GROUP = 5
EMPTY = ""
"""The response of who answered nothing."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One response to an item, and who gave it."""

    response: str
    """As it was given; empty for no answer."""
    is_key: bool
    """Whether it is the right one, or earned full marks."""
    thirds: tuple[int, int, int]
    """How many of the lowest, middle and highest third of learners gave it."""
    mean_total: float
    """Mean total of those who gave it, in percent of the test."""
    mark: float = 0.0
    """Mean mark that it earned, in percent of the item's worth."""
    discrimination: float | None = None
    """Whether it was given by those who did well on the rest of the test: the correlation of having
    given it with the rest mark, -100 to 100. A key's should be above 0, a distractor's below."""

    @property
    def count(self) -> int:
        """How many gave it."""
        return sum(self.thirds)


class GroupMark(msgspec.Struct, frozen=True, kw_only=True):
    """The item's mean mark in a group of learners of like totals."""

    learners: int
    """How many there are in the group."""
    total: float
    """Their mean total, in percent of the test."""
    mark: float
    """Their mean mark on the item, in percent of its worth."""


def ranked(totals: Sequence[float], groups: int) -> tuple[tuple[int, ...], ...]:
    """Return learners in groups of like size, the lowest totals first.

    Learners of one total stay in the order of the results, so that groups are of even size; with
    many ties that is arbitrary at the borders, as it is in any report by thirds.
    """
    order = sorted(range(len(totals)), key=lambda learner: (totals[learner], learner))
    cuts = [round(len(order) * at / groups) for at in range(groups + 1)]
    return tuple(tuple(order[a:b]) for a, b in pairwise(cuts))


def choices(one: Answered, most: float) -> tuple[Choice, ...]:
    """Return who gave which response, the key first, then by how many gave them.

    Empty for an item whose responses are not known.

    Args:
        one: The item, with those who were asked it.
        most: What the test is worth.
    """
    column = one.column
    if not column.responses:
        return ()
    thirds = ranked(one.totals, THIRDS)
    third_of = {learner: at for at, group in enumerate(thirds) for learner in group}
    counts: dict[str, list[int]] = {}
    totals: dict[str, float] = {}
    earned: dict[str, float] = {}
    full: set[str] = set()
    for learner, response in enumerate(column.responses):
        earned[response] = earned.get(response, 0.0) + column.marks[learner]
        counts.setdefault(response, [0, 0, 0])[third_of[learner]] += 1
        totals[response] = totals.get(response, 0.0) + one.totals[learner]
        if column.marks[learner] >= column.most - 1e-6:
            full.add(response)
    rests = [total - mark for total, mark in zip(one.totals, column.marks, strict=True)]
    rest = _mean(rests, range(len(rests)))
    spread = sqrt(sum((value - rest) ** 2 for value in rests) / len(rests))
    found = [
        Choice(
            response=response,
            is_key=response in full or (bool(column.key) and response == column.key),
            thirds=(by[0], by[1], by[2]),
            mean_total=100 * totals[response] / sum(by) / most,
            mark=100 * earned[response] / sum(by) / column.most,
            discrimination=_point_biserial(
                (totals[response] - earned[response]) / sum(by) - rest,
                sum(by) / len(rests),
                spread,
            ),
        )
        for response, by in counts.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.is_key, -one.count, one.response)))


def _point_biserial(lead: float, share: float, spread: float) -> float | None:
    """Return the correlation of having given a response with the rest mark, in percent.

    (M1 - M) / s * sqrt(p / (1 - p)), with M1 the mean of those who gave it, M and s the mean and
    standard deviation of all, and p the share of those who gave it.

    Args:
        lead: M1 - M.
        share: p.
        spread: s, divided by n.

    Source: Lord & Novick (1968), Statistical theories of mental test scores, chapter 15.
    """
    if spread <= _EPSILON or not 0 < share < 1:
        return None
    return max(-100.0, min(100.0, 100 * lead / spread * sqrt(share / (1 - share))))


def characteristic(one: Answered, most: float) -> tuple[GroupMark, ...]:
    """Return the item's mean mark in groups of rising totals: three to five, of five or more.

    Empty where there are too few learners for three groups.

    Args:
        one: The item, with those who were asked it.
        most: What the test is worth.
    """
    groups = min(_MOST_GROUPS, len(one.totals) // _LEAST_IN_GROUP)
    if groups < THIRDS:
        return ()
    return tuple(
        GroupMark(
            learners=len(group),
            total=100 * _mean(one.totals, group) / most,
            mark=100 * _mean(one.column.marks, group) / one.column.most,
        )
        for group in ranked(one.totals, groups)
    )


def _mean(values: Sequence[float], which: Sequence[int]) -> float:
    return sum(values[learner] for learner in which) / len(which)
