"""Everything that results show, gathered: of the test, and of each item with its verdict."""

import msgspec

from quiz.analysis.bootstrap import ItemIntervals, item_intervals
from quiz.analysis.groups import Choice, GroupMark, characteristic, choices
from quiz.analysis.results import Column, Results
from quiz.analysis.statistics import (
    ItemStatistics,
    TestStatistics,
    item_statistics,
    test_statistics,
)
from quiz.analysis.verdicts import ItemVerdict, Weight, verdict

_MOST_RESPONSES = 12
"""Items with more different responses than that were typed; a table of them would be no table."""


class ItemReport(msgspec.Struct, frozen=True, kw_only=True):
    """One item."""

    statistics: ItemStatistics
    """Its figures."""
    intervals: ItemIntervals
    """How far those may be off."""
    choices: tuple[Choice, ...]
    """Who chose what; empty where that is not known."""
    characteristic: tuple[GroupMark, ...]
    """The item characteristic: mean marks by groups of learners, the weakest group first."""
    verdict: ItemVerdict
    """What the figures mean for its author."""
    column: Column
    """What the results say of the question itself."""
    place: int
    """Which question of the test it is, from 1."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A test and its items."""

    test: TestStatistics
    """The figures of the test as a whole."""
    items: tuple[ItemReport, ...]
    """In the order of the test."""
    title: str = ""
    """The test's name, empty if it is not known."""

    @property
    def by_urgency(self) -> tuple[ItemReport, ...]:
        """The items, those whose key is in doubt first, then those that want a look."""
        order = list(Weight)
        return tuple(sorted(self.items, key=lambda item: order.index(item.verdict.weight)))

    def count(self, weight: Weight) -> int:
        """Return how many items have a verdict of a weight."""
        return sum(item.verdict.weight is weight for item in self.items)


def report(results: Results, *, title: str = "") -> Report:
    """Return what results show.

    Args:
        results: At least one learner and one item.
        title: The test's name.
    """
    intervals = item_intervals(results)
    items: list[ItemReport] = []
    for one, statistics, span in zip(
        results.answered, item_statistics(results), intervals, strict=True
    ):
        column = one.column
        everyone = chosen = choices(one, results.most)
        if len(chosen) > _MOST_RESPONSES:
            head = [c for c in chosen if c.is_key or not c.response]
            chosen = (*head, *(c for c in chosen if c not in head))[:_MOST_RESPONSES]
        judged = verdict(statistics, span, everyone, statistics.learners, offered=column.options)
        items.append(
            ItemReport(
                statistics=statistics,
                intervals=span,
                choices=chosen,
                characteristic=characteristic(one, results.most),
                verdict=judged,
                column=column,
                place=len(items) + 1,
            )
        )
    return Report(test=test_statistics(results), items=tuple(items), title=title)
