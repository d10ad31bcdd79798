"""Where a sitting meets the disk: open banks, hand in a response, commit, go on."""

from quiz.desk.desk import Desk

__all__ = ["Desk"]
