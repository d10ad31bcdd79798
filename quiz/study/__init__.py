"""A sitting: review, quiz; points, hints, game rules; what comes next, what an answer did."""

from quiz.study.answer import Answer, multiplier, points_after_hints
from quiz.study.draw import Candidate, drawn
from quiz.study.games import LADDER_LENGTH, SHARED_LENGTH, speed_share
from quiz.study.request import (
    LIVES,
    SKIP_S,
    SPRINT_S,
    USUAL_LENGTH,
    CardRef,
    Game,
    Mode,
    Request,
)
from quiz.study.runs import MOST_RUNS, GameRun, ahead_of, best_of
from quiz.study.sitting import Sitting, Tally, by_topic, sprint_ms, tally

__all__ = [
    "LADDER_LENGTH",
    "LIVES",
    "MOST_RUNS",
    "SHARED_LENGTH",
    "SKIP_S",
    "SPRINT_S",
    "USUAL_LENGTH",
    "Answer",
    "Candidate",
    "CardRef",
    "Game",
    "GameRun",
    "Mode",
    "Request",
    "Sitting",
    "Tally",
    "ahead_of",
    "best_of",
    "by_topic",
    "drawn",
    "multiplier",
    "points_after_hints",
    "speed_share",
    "sprint_ms",
    "tally",
]
