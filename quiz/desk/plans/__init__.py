"""Exam plans: what to study each day until an exam, and the score to expect."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quiz.desk.desk import Desk
    from quiz.desk.plans.plan import ExamPlan


def uncounted_banks(desk: "Desk") -> list[tuple[str, ...]]:
    """Return the sets of banks of which `exam_plans` has to go through a long log first."""
    if not desk.record.has_exams():
        return []
    from quiz.desk.plans.plan import uncounted

    return uncounted(desk)


def exam_plans(desk: "Desk", *, tells_known: bool = True) -> "list[ExamPlan]":
    """Return the plans of all exams that are not over, the soonest first; of fifty at most.

    Args:
        desk: Where banks and record are.
        tells_known: Whether to work out what is known now, for which the log is read.
    """
    if not desk.record.has_exams():  # as it is for most, who need not wait for the import
        return []
    from quiz.desk.plans.plan import plans_ahead

    return plans_ahead(desk, tells_known=tells_known)
