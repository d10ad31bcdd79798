"""Studying for an exam on a date: which cards today, and what score to expect."""

from quiz.memory.planning.cards import FIRST_RATINGS, Costs, PlanCard, first_rating_chances
from quiz.memory.planning.forecast import Forecast, forecast
from quiz.memory.planning.gains import FirstRatings, Gains, Policy, greedy
from quiz.memory.planning.plan import DayPlan, Planned, plan_day
from quiz.memory.planning.score import ExpectedScore, ScoreRange, expected_score
from quiz.memory.planning.student import (
    ENOUGH_ANSWERS,
    Memory,
    StudentAnswer,
    StudentFit,
    fit_student,
)

__all__ = [
    "ENOUGH_ANSWERS",
    "FIRST_RATINGS",
    "Costs",
    "DayPlan",
    "ExpectedScore",
    "FirstRatings",
    "Forecast",
    "Gains",
    "Memory",
    "PlanCard",
    "Planned",
    "Policy",
    "ScoreRange",
    "StudentAnswer",
    "StudentFit",
    "expected_score",
    "first_rating_chances",
    "fit_student",
    "forecast",
    "greedy",
    "plan_day",
]
