"""Where exam plans lead, worked out in a thread and passed to a screen."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from quiz.desk.plans.outlook import PlanOutlook, keep_expected
from quiz.desk.plans.plan import ExamPlan
from quiz.ui.host import host

if TYPE_CHECKING:
    from textual.screen import Screen

    from quiz.memory.fsrs6 import Fsrs6

Show = Callable[[ExamPlan, PlanOutlook], None]
"""Is given each outlook, in the thread of the app."""


def show_outlooks(screen: "Screen[None]", plans: Sequence[ExamPlan], show: Show) -> None:
    """Pass a screen where plans lead: at once what is known, the rest once it is worked out."""
    app = host(screen)
    today, model = app.desk.today, app.desk.scheduling.scheduler.model
    unknown = []
    for plan in plans:
        look = app.outlooks.of(plan, today, model)
        if look is None:
            unknown.append(plan)
        else:
            show(plan, look)
    if unknown:
        work = partial(_work_out, screen, unknown, today, model, show)
        screen.run_worker(work, thread=True, exclusive=True, group="outlook")


def _work_out(
    screen: "Screen[None]", plans: list[ExamPlan], today: int, model: "Fsrs6", show: Show
) -> None:
    """Work out where plans lead; the record is not touched, since it is of one thread."""
    worker = get_current_worker()
    app = host(screen)

    def keep_and_show(plan: ExamPlan, look: PlanOutlook) -> None:
        keep_expected(app.desk, plan.exam, look)
        show(plan, look)

    for plan in plans:
        look = app.outlooks.worked_out(plan, today, model)
        if worker.is_cancelled:
            return
        screen.app.call_from_thread(keep_and_show, plan, look)
