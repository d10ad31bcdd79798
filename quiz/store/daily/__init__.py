"""The answers of the log counted by day, kept in the cache folder and brought up to date."""

from quiz.store.daily.tallies import DailyTallies

__all__ = ["DailyTallies"]
