"""The statistics: six tabs of plots, each with its numbers."""

from quiz.ui.screens.statistics.screen import StatisticsScreen

__all__ = ["StatisticsScreen"]
