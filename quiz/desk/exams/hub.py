"""What is known of a planned exam beside its prediction: the days before, and its mock exams."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.exams.mock_exams import MockEffect, MockExam, effect_of, mock_exams
from quiz.desk.exams.past import PastExam
from quiz.desk.plans.days import PastDays, past_days

if TYPE_CHECKING:
    from quiz.desk.desk import Desk
    from quiz.desk.plans.plan import ExamPlan


class ExamFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a planned exam beside its prediction."""

    days: PastDays
    """What was studied for it."""
    mocks: tuple[MockExam, ...]
    """Its mock exams, in order of time."""
    effect: MockEffect | None
    """How far the last of them moved the prediction; None without one, or without a prediction."""


def exam_facts(desk: "Desk", plan: "ExamPlan", past: Sequence[PastExam] | None = None) -> ExamFacts:
    """Return what is known of a planned exam beside its prediction.

    Args:
        desk: Whose record it is.
        plan: Of the exam.
        past: All exams that were handed in, if they are known.
    """
    mocks = mock_exams(desk, plan.exam, past)
    return ExamFacts(
        days=past_days(desk, plan.exam),
        mocks=tuple(mocks),
        effect=effect_of(desk, plan, mocks[-1]) if mocks else None,
    )
