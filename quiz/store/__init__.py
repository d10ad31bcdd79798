"""The learner's record: an append-only log of reviews in SQLite, and what is derived from it."""

from quiz.store.log import Rebuild, Step
from quiz.store.record import Record
from quiz.store.rows import (
    BankScore,
    CardActionRow,
    DayHistory,
    DayLimit,
    DayTotals,
    DueRow,
    PlanRow,
    QuestionNote,
    Review,
    SeenQuestion,
    SittingRow,
    WeightsRow,
    new_uid,
)

__all__ = [
    "BankScore",
    "CardActionRow",
    "DayHistory",
    "DayLimit",
    "DayTotals",
    "DueRow",
    "PlanRow",
    "QuestionNote",
    "Rebuild",
    "Record",
    "Review",
    "SeenQuestion",
    "SittingRow",
    "Step",
    "WeightsRow",
    "new_uid",
]
