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
from quiz.analysis.verdicts import Verdict, verdict

_MOST_RESPONSES = 12
"""Items with more different responses than that were typed; a table of them would be no table."""


class ItemReport(msgspec.Struct, frozen=True, kw_only=True):
    """One item."""

    statistics: ItemStatistics
    intervals: ItemIntervals
    choices: tuple[Choice, ...]
    """Who chose what; empty where that is not known."""
    characteristic: tuple[GroupMark, ...]
    verdict: Verdict
    column: Column


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A test and its items."""

    test: TestStatistics
    items: tuple[ItemReport, ...]


def report(results: Results) -> Report:
    """Return what results show.

    Args:
        results: At least one learner and one item.
    """
    intervals = item_intervals(results)
    items = []
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
            )
        )
    return Report(test=test_statistics(results), items=tuple(items))
