"""Studying for an exam on a date: which cards today, and what score to expect."""

from quiz.memory.exam.cards import FIRST_RATINGS, Costs, PlanCard, first_rating_chances
from quiz.memory.exam.forecast import Forecast, forecast
from quiz.memory.exam.gains import FirstRatings, Gains, Policy, greedy
from quiz.memory.exam.plan import DayPlan, Planned, plan_day
from quiz.memory.exam.score import ExamScore, ScoreRange, expected_score
from quiz.memory.exam.student import ENOUGH_ANSWERS, Answer, Memory, StudentFit, fit_student

__all__ = [
    "ENOUGH_ANSWERS",
    "FIRST_RATINGS",
    "Answer",
    "Costs",
    "DayPlan",
    "ExamScore",
    "FirstRatings",
    "Forecast",
    "Gains",
    "Memory",
    "PlanCard",
    "Planned",
    "Policy",
    "ScoreRange",
    "StudentFit",
    "expected_score",
    "first_rating_chances",
    "fit_student",
    "forecast",
    "greedy",
    "plan_day",
]
