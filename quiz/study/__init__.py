"""A sitting: review, quiz; points, hints, game rules; what comes next, what an answer did."""

from quiz.study.answer import Answer, multiplier, points_after_hints
from quiz.study.draw import Candidate, drawn
from quiz.study.request import (
    LIVES,
    SPRINT_S,
    USUAL_LENGTH,
    CardRef,
    Game,
    Mode,
    Request,
)
from quiz.study.sitting import Sitting, Tally, by_topic, tally

__all__ = [
    "LIVES",
    "SPRINT_S",
    "USUAL_LENGTH",
    "Answer",
    "Candidate",
    "CardRef",
    "Game",
    "Mode",
    "Request",
    "Sitting",
    "Tally",
    "by_topic",
    "drawn",
    "multiplier",
    "points_after_hints",
    "tally",
]
