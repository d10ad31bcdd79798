"""The scheduler at the desk: with the learner's weights, each bank's retention, and full days."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from quiz.desk.away import holiday_days
from quiz.errors import QuizError
from quiz.items.rating import Rating
from quiz.library.config import Config
from quiz.library.index import REVERSE
from quiz.memory import MODEL, DayLoad, Ease, MemoryState, Past, Scheduler, StudyDays
from quiz.store import Record
from quiz.study import CardRef

_DAYS_AHEAD = 110
"""The longest interval that is balanced is 90 days, and its fuzz a week more."""


class Scheduling:
    """Gives cards their next states, and knows how full the coming days are."""

    def __init__(
        self,
        record: Record,
        config: Config,
        days: StudyDays,
        today: Callable[[], int],
        facts: Callable[[str], Mapping[str, str]],
    ) -> None:
        """Take the weights that the record holds, if any.

        Args:
            record: The learner's.
            config: The settings: retention by bank, and easy days.
            days: Where study days begin.
            today: Returns the study day, as an ordinal.
            facts: Returns the fact that each question of a bank asks, by the bank's id.
        """
        self._record, self._days = record, days
        self.take_config(config)
        self._today, self._facts = today, facts
        self.trouble = ""
        """Why the weights that the record holds cannot be used; empty if they can."""
        self.scheduler = self._made()
        self._counts: dict[int, int] = {}
        self._counted_on = 0
        self._away: frozenset[int] = frozenset()

    def take_config(self, config: Config) -> None:
        """Use these settings from now on."""
        self._config = config
        self._easy_days = {day: Ease(ease) for day, ease in config.easy_days.items()}

    def take_weights(self) -> None:
        """Take up the weights that the record holds now."""
        self.scheduler = self._made()

    def _made(self) -> Scheduler:
        self.trouble = ""
        try:
            return scheduler_of(self._record, self._days)
        except QuizError as error:  # a record from elsewhere
            self.trouble = str(error)
            return Scheduler(days=self._days)

    def after(
        self, ref: CardRef, state: MemoryState, rating: Rating, at: datetime, elapsed_ms: int = 0
    ) -> MemoryState:
        """Return the state of a card after a review."""
        return self.scheduler.after(
            state,
            rating,
            at,
            ref.card,
            today=self._today(),
            load=self._load(ref),
            desired_retention=self._config.retention_of(ref.bank),
            elapsed_ms=elapsed_ms,
        )

    def preview(
        self, ref: CardRef, state: MemoryState, at: datetime, elapsed_ms: int = 0
    ) -> dict[Rating, MemoryState]:
        """Return what each rating would give a card: exactly what `after` then gives."""
        return self.scheduler.preview(
            state,
            at,
            ref.card,
            today=self._today(),
            load=self._load(ref),
            desired_retention=self._config.retention_of(ref.bank),
            elapsed_ms=elapsed_ms,
        )

    def rebuild(self, card: str) -> Callable[[Sequence[Past]], MemoryState]:
        """Return what makes a card's memory state from what happened to it."""
        return lambda history: self.scheduler.replay(history, card)

    def moved(self, before: MemoryState, after: MemoryState) -> None:
        """Count a card on the day that it is due now, and no longer on the one before."""
        for state, step in ((before, -1), (after, 1)):
            if state.due_day is not None:
                self._counts[state.due_day] = self._counts.get(state.due_day, 0) + step

    @contextmanager
    def as_before(self, before: MemoryState, after: MemoryState) -> Iterator[None]:
        """Count a card as it was before its last answer, while that is looked at again.

        Otherwise its own new day would count as full, and a rating would give another day than
        was shown for it.
        """
        self._count()
        self.moved(after, before)
        try:
            yield
        finally:
            self.moved(before, after)

    def recount(self) -> None:
        """Count the cards of each day again when they are next needed."""
        self._counted_on = 0

    def _count(self) -> None:
        """Count the cards of each day, once a day."""
        today = self._today()
        if self._counted_on != today:  # one pass over all cards
            counts = self._record.due_by_day(today, _DAYS_AHEAD)
            self._counts = {today + ahead: count for ahead, count in enumerate(counts) if count}
            self._away = holiday_days(self._record)
            self._counted_on = today

    def _load(self, ref: CardRef) -> DayLoad:
        self._count()
        return DayLoad(
            counts=self._counts,
            easy_days=self._easy_days,
            away=self._away,
            siblings=self._siblings(ref),
        )

    def _siblings(self, ref: CardRef) -> tuple[int, ...]:
        """Return the days on which the other side of a card and questions of its fact are due."""
        item, reverse, _rest = ref.card.partition(REVERSE)
        others = [item if reverse else item + REVERSE]
        facts = self._facts(ref.bank)
        if fact := facts.get(item):
            others += [other for other, of in facts.items() if of == fact and other != item]
        days = (self._record.state(ref.bank, other).due_day for other in others)
        return tuple(day for day in days if day is not None)


def scheduler_of(record: Record, days: StudyDays) -> Scheduler:
    """Return a scheduler with the weights that a record holds, if they are of this model.

    Raises:
        QuizError: They are out of the bounds of the model.
    """
    row = record.weights()
    weights = row.weights if row is not None and row.model == MODEL else None
    return Scheduler(parameters=weights, days=days)
