"""What a long log teaches, worked out in another thread."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.plans import uncounted_banks
from quiz.desk.recall import Recall
from quiz.desk.today.known import shares_known
from quiz.memory import Scheduler
from quiz.memory.calibration import CalibratorState
from quiz.store import Record

if TYPE_CHECKING:
    from quiz.desk.desk import Desk
    from quiz.desk.plans.habits import HabitCounts


class WorkedOut(msgspec.Struct, frozen=True):
    """What was worked out in another thread."""

    known: dict[str, float]
    """For each bank the share of its cards that would be recalled now, 0 to 1."""
    calibrator: CalibratorState
    """What the log teaches the calibrator."""
    habits: "tuple[HabitCounts, ...]"
    """What the log of exams' banks counts."""


def worked_out_apart(desk: "Desk") -> Callable[[], WorkedOut]:
    """Return what works out states and known shares in another thread, for a long log.

    It opens the record a second time there; `take_worked_out` takes up what it returns.
    """
    cards = {entry.id: entry.cards for entry in desk.library.entries.values()}
    path, days, scheduler = desk.places.record, desk.days, desk.scheduling.scheduler
    today, now, rebuilds = desk.today, desk.now(), desk.must_rebuild
    learned = desk.recall.state if desk.recall.is_ready else None
    uncounted = uncounted_banks(desk)

    def work() -> WorkedOut:
        with Record.open(path, days=days) as record:
            if rebuilds:
                record.rebuild_states(scheduler)
            recall = Recall(record, scheduler.model)
            if learned is not None:
                recall.take(learned)
            shares = shares_known(record, recall, cards, today, now)
            return WorkedOut(shares, recall.state, tuple(_counted(record, scheduler, uncounted)))

    return work


def _counted(
    record: Record, scheduler: Scheduler, uncounted: list[tuple[str, ...]]
) -> "Iterator[HabitCounts]":
    for banks in uncounted:
        from quiz.desk.plans.habits import counted  # only where there is an exam

        yield counted(record, scheduler.model, banks)


def recall_apart(desk: "Desk") -> Callable[[], CalibratorState]:
    """Return what goes through a long log in another thread; `desk.recall.take` takes it up."""
    path, days, model = desk.places.record, desk.days, desk.recall.model

    def work() -> CalibratorState:
        with Record.open(path, days=days) as record:
            return Recall(record, model).state

    return work


def take_worked_out(desk: "Desk", found: WorkedOut) -> None:
    """Take up what was worked out in another thread."""
    desk.must_rebuild = False
    desk.scheduling.recount()
    if not desk.recall.is_ready:
        desk.recall.take(found.calibrator)
    for counts in found.habits:
        from quiz.desk.plans.habits import take_counted

        take_counted(desk.record, counts)
