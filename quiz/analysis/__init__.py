"""What results show: of a test and of each of its items, as Moodle's quiz statistics count it."""

from quiz.analysis.results import Column, Results
from quiz.analysis.statistics import (
    ItemStatistics,
    TestStatistics,
    item_statistics,
    test_statistics,
)

__all__ = [
    "Column",
    "ItemStatistics",
    "Results",
    "TestStatistics",
    "item_statistics",
    "test_statistics",
]
