"""Where a sitting meets the disk: open banks, hand in a response, commit, go on."""

from quiz.desk.desk import Desk
from quiz.desk.open_sitting import Feedback, Mistake, OpenSitting, Question, Result
from quiz.desk.overview import BankLine, Overview

__all__ = [
    "BankLine",
    "Desk",
    "Feedback",
    "Mistake",
    "OpenSitting",
    "Overview",
    "Question",
    "Result",
]
