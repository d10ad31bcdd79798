"""The scheduler at the desk: with the learner's weights, each bank's retention, and full days."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.items.rating import Rating
from quiz.library.index import REVERSE
from quiz.memory import MODEL, DayLoad, Ease, MemoryState, Past, Scheduler, StudyDays
from quiz.store import Record
from quiz.study import CardRef
from quiz.words import _

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_DAYS_AHEAD = 110
"""The longest interval that is balanced is 90 days, and its fuzz a week more."""


class Scheduling:
    """Gives cards their next states, and knows how full the coming days are."""

    def __init__(self, desk: "Desk") -> None:
        """Take the weights that the record holds, if any."""
        self._desk = desk
        self.scheduler = self._made()
        self._easy_days = {day: Ease(ease) for day, ease in desk.config.easy_days.items()}
        self._counts: dict[int, int] = {}
        self._counted_on = 0

    def take_weights(self) -> None:
        """Take up the weights that the record holds now."""
        self.scheduler = self._made()

    def _made(self) -> Scheduler:
        try:
            return scheduler_of(self._desk.record, self._desk.days)
        except QuizError as error:  # a record from elsewhere
            self._desk.notices.append(_("{error}; using the defaults").format(error=error))
            return Scheduler(days=self._desk.days)

    def after(self, ref: CardRef, state: MemoryState, rating: Rating, at: datetime) -> MemoryState:
        """Return the state of a card after a review."""
        desk = self._desk
        return self.scheduler.after(
            state,
            rating,
            at,
            ref.card,
            today=desk.today,
            load=self._load(ref),
            desired_retention=desk.config.retention_of(ref.bank),
        )

    def preview(self, ref: CardRef, state: MemoryState, at: datetime) -> dict[Rating, MemoryState]:
        """Return what each rating would give a card: exactly what `after` then gives."""
        desk = self._desk
        return self.scheduler.preview(
            state,
            at,
            ref.card,
            today=desk.today,
            load=self._load(ref),
            desired_retention=desk.config.retention_of(ref.bank),
        )

    def rebuild(self, card: str) -> Callable[[Sequence[Past]], MemoryState]:
        """Return what makes a card's memory state from what happened to it."""
        return lambda history: self.scheduler.replay(history, card)

    def moved(self, before: MemoryState, after: MemoryState) -> None:
        """Count a card on the day that it is due now, and no longer on the one before."""
        for state, step in ((before, -1), (after, 1)):
            if state.due_day is not None:
                self._counts[state.due_day] = self._counts.get(state.due_day, 0) + step

    def count_anew(self) -> None:
        """Count the cards of each day again when they are next needed."""
        self._counted_on = 0

    def _load(self, ref: CardRef) -> DayLoad:
        today = self._desk.today
        if self._counted_on != today:  # one pass over all cards, once a day
            counts = self._desk.record.due_by_day(today, _DAYS_AHEAD)
            self._counts = {today + ahead: count for ahead, count in enumerate(counts) if count}
            self._counted_on = today
        return DayLoad(counts=self._counts, easy_days=self._easy_days, siblings=self._siblings(ref))

    def _siblings(self, ref: CardRef) -> tuple[int, ...]:
        """Return the days on which the other side of a card and questions of its fact are due."""
        item, reverse, _rest = ref.card.partition(REVERSE)
        others = [item if reverse else item + REVERSE]
        entry = self._desk.library.entries.get(ref.bank)
        facts = self._desk.library.facts(entry) if entry is not None else {}
        if fact := facts.get(item):
            others += [other for other, of in facts.items() if of == fact and other != item]
        days = (self._desk.record.state(ref.bank, other).due_day for other in others)
        return tuple(day for day in days if day is not None)


def scheduler_of(record: Record, days: StudyDays) -> Scheduler:
    """Return a scheduler with the weights that a record holds, if they are of this model.

    Raises:
        QuizError: They are out of the bounds of the model.
    """
    row = record.weights()
    weights = row.weights if row is not None and row.model == MODEL else None
    return Scheduler(parameters=weights, days=days)
