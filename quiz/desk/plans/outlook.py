"""Where an exam plan leads: the score to expect, and what more time would buy."""

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.plans.plan import ExamPlan
from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.planning import ExpectedScore, Forecast, expected_score, forecast
from quiz.store import PlanRow

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_MORE_MINUTES = 5.0
_KEPT_CHANGE = 0.005


class PlanOutlook(msgspec.Struct, frozen=True, kw_only=True):
    """Where the plan of an exam leads."""

    course: Forecast
    """With the minutes a day that were set."""
    more: Forecast
    """With five minutes a day more."""
    now: ExpectedScore | None
    """The score of the exam if study ended now; None while it is too early to tell."""


def outlook(desk: "Desk", plan: ExamPlan) -> PlanOutlook:
    """Return where a plan leads, and keep what is expected, to be held against the real score."""
    found = foreseen(plan, desk.today, desk.scheduling.scheduler.model)
    keep_expected(desk, plan.exam, found)
    return found


def foreseen(plan: ExamPlan, today: int, model: Fsrs6) -> PlanOutlook:
    """Return where a plan leads.

    It takes up to a second for a large bank and touches no record, so that a thread can do it.

    Args:
        plan: As it stands today.
        today: Study day, as an ordinal.
        model: The memory model with the learner's weights.
    """
    exam, habits = plan.exam, plan.habits
    exam_day = today + plan.days_left

    def course(more: float) -> Forecast:
        return forecast(
            plan.cards,
            habits.fit,
            habits.costs,
            today=today,
            exam_day=exam_day,
            minutes=exam.minutes_a_day + more,
            minutes_today=plan.minutes_left + more,
            model=model,
            first_ratings=habits.firsts,
        )

    return PlanOutlook(
        course=course(0),
        more=course(_MORE_MINUTES),
        now=expected_score(plan.cards, habits.fit, exam_day),
    )


def keep_expected(desk: "Desk", exam: PlanRow, found: PlanOutlook) -> None:
    """Keep what is expected of an exam, to be held against its real score.

    An exam that was changed or removed since its plan was made stays as it is now.
    """
    expected = found.course.range.expected if found.course.range else None
    now = next((one for one in desk.record.exams() if one.uid == exam.uid), None)
    if expected is None or now is None or _bare(now) != _bare(exam):
        return
    if abs((now.expected or 0.0) - expected) > _KEPT_CHANGE:
        desk.record.put_exam(msgspec.structs.replace(now, expected=expected, changed_at=desk.now()))


def _bare(exam: PlanRow) -> PlanRow:
    """Return an exam without what is kept of its outlook."""
    return msgspec.structs.replace(exam, expected=None, changed_at=datetime.min)
