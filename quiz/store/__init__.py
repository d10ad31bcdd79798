"""The learner's record: an append-only log of reviews in SQLite, and what is derived from it."""

from quiz.store.log import Rebuild, Replay, Step
from quiz.store.record import Record
from quiz.store.rows import BankScore, DayTotals, Known, Review, SittingRow, new_uid

__all__ = [
    "BankScore",
    "DayTotals",
    "Known",
    "Rebuild",
    "Record",
    "Replay",
    "Review",
    "SittingRow",
    "Step",
    "new_uid",
]
