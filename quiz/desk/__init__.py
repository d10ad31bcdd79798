"""Where a sitting meets the disk: open banks, hand in a response, commit, go on."""

from quiz.desk.desk import Desk
from quiz.desk.sittings.question import Feedback, Mistake, Question, Result
from quiz.desk.sittings.sitting import OpenSitting

__all__ = [
    "Desk",
    "Feedback",
    "Mistake",
    "OpenSitting",
    "Question",
    "Result",
]
