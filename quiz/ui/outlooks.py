"""Where the plans of exams lead: worked out in a thread, and kept while nothing changes."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from quiz.desk.exams import ExamOutlook, ExamPlan, foreseen, keep_expected

if TYPE_CHECKING:
    from quiz.memory.fsrs6 import Fsrs6
    from quiz.ui.app import QuizApp
    from quiz.ui.screens.base import QuizScreen

Tell = Callable[[ExamPlan, ExamOutlook], None]
"""Is told each outlook, in the thread of the app."""


class Outlooks:
    """The outlooks of a run of the app: Home and the plans show the same ones."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[str, tuple[object, ExamOutlook]] = {}

    def of(self, plan: ExamPlan, today: int, model: "Fsrs6") -> ExamOutlook | None:
        """Return the outlook of a plan if it is known, in no time."""
        kept = self._kept.get(plan.exam.uid)
        return kept[1] if kept is not None and kept[0] == _key(plan, today, model) else None

    def worked_out(self, plan: ExamPlan, today: int, model: "Fsrs6") -> ExamOutlook:
        """Return the outlook of a plan; up to a second, and for a thread."""
        found = self.of(plan, today, model)
        if found is None:
            found = foreseen(plan, today, model)
            self._kept[plan.exam.uid] = (_key(plan, today, model), found)
        return found


def tell_outlooks(screen: "QuizScreen", plans: Sequence[ExamPlan], tell: Tell) -> None:
    """Tell a screen where plans lead: at once what is known, the rest once it is worked out."""
    app = screen.quiz_app
    today, model = app.desk.today, app.desk.scheduling.scheduler.model
    unknown = []
    for plan in plans:
        look = app.outlooks.of(plan, today, model)
        if look is None:
            unknown.append(plan)
        else:
            tell(plan, look)
    if unknown:
        work = partial(_work_out, app, unknown, today, model, tell)
        screen.run_worker(work, thread=True, exclusive=True, group="outlook")


def _work_out(
    app: "QuizApp", plans: list[ExamPlan], today: int, model: "Fsrs6", tell: Tell
) -> None:
    """Work out where plans lead; the record is not touched, since it is of one thread."""
    worker = get_current_worker()

    def keep_and_tell(plan: ExamPlan, look: ExamOutlook) -> None:
        keep_expected(app.desk, plan.exam, look)
        tell(plan, look)

    for plan in plans:
        look = app.outlooks.worked_out(plan, today, model)
        if worker.is_cancelled:
            return
        app.call_from_thread(keep_and_tell, plan, look)


def _key(plan: ExamPlan, today: int, model: "Fsrs6") -> object:
    """Return all that an outlook depends on."""
    exam = plan.exam
    return (today, exam.day, exam.minutes_a_day, plan.minutes_left, model.weights, plan.cards)
