"""Where exam plans lead, kept while nothing changes: Home and the plans show the same."""

from typing import TYPE_CHECKING

from quiz.desk.plans.outlook import PlanOutlook, foreseen
from quiz.desk.plans.plan import ExamPlan

if TYPE_CHECKING:
    from quiz.memory.fsrs6 import Fsrs6


class Outlooks:
    """The outlooks of a run of the app: Home and the plans show the same ones."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[str, tuple[object, PlanOutlook]] = {}

    def of(self, plan: ExamPlan, today: int, model: "Fsrs6") -> PlanOutlook | None:
        """Return the outlook of a plan if it is known, in no time."""
        kept = self._kept.get(plan.exam.uid)
        return kept[1] if kept is not None and kept[0] == _key(plan, today, model) else None

    def worked_out(self, plan: ExamPlan, today: int, model: "Fsrs6") -> PlanOutlook:
        """Return the outlook of a plan; up to a second, and for a thread."""
        found = self.of(plan, today, model)
        if found is None:
            found = foreseen(plan, today, model)
            self._kept[plan.exam.uid] = (_key(plan, today, model), found)
        return found


def _key(plan: ExamPlan, today: int, model: "Fsrs6") -> object:
    """Return all that an outlook depends on."""
    exam = plan.exam
    return (today, exam.day, exam.minutes_a_day, plan.minutes_left, model.weights, plan.cards)
