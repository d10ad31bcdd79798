"""What the log says of the learner: counted by day, and drawn or printed."""

from quiz.desk.statistics.scope import Period, Scope

__all__ = ["Period", "Scope"]
