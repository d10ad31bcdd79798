"""How well each card is known, and when it is due: FSRS, ratings, the review queue."""

from quiz.memory.days import StudyDays
from quiz.memory.fsrs6 import MODEL
from quiz.memory.history import CardAction, Past, PastAction, PastReview
from quiz.memory.interval_text import interval_words
from quiz.memory.load import DayLoad, Ease
from quiz.memory.queue import (
    Limits,
    QueueCard,
    family_of,
    one_of_a_fact,
    review_queue,
    with_siblings_apart,
)
from quiz.memory.ratings import derived_rating
from quiz.memory.scheduler import DEFAULT_RETENTION, LEARN_AHEAD, Scheduler
from quiz.memory.state import NEW_STATE, MemoryState, Phase

__all__ = [
    "DEFAULT_RETENTION",
    "LEARN_AHEAD",
    "MODEL",
    "NEW_STATE",
    "CardAction",
    "DayLoad",
    "Ease",
    "Limits",
    "MemoryState",
    "Past",
    "PastAction",
    "PastReview",
    "Phase",
    "QueueCard",
    "Scheduler",
    "StudyDays",
    "derived_rating",
    "family_of",
    "interval_words",
    "one_of_a_fact",
    "review_queue",
    "with_siblings_apart",
]
