"""Where a sitting meets the disk: open banks, hand in a response, commit, go on."""

from quiz.desk.desk import Desk
from quiz.desk.open_sitting import OpenSitting
from quiz.desk.shown import Feedback, Mistake, Question, Result

__all__ = [
    "Desk",
    "Feedback",
    "Mistake",
    "OpenSitting",
    "Question",
    "Result",
]
