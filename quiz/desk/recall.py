"""The chance that a card is recalled now: FSRS-6's, corrected by what this learner's log shows."""

from typing import TYPE_CHECKING

import msgspec

from quiz.items.rating import Rating
from quiz.memory import MemoryState
from quiz.memory.calibration import Calibrator, CalibratorState, SeenCard
from quiz.memory.fsrs6 import Fsrs6
from quiz.store import Record, Review

if TYPE_CHECKING:
    from datetime import datetime

_NOTE = "calibrator"
_QUICK = 4_000
"""Reviews that are gone through in less than a tenth of a second."""
_UNDO_STEPS = 50


class _Kept(msgspec.Struct, frozen=True):
    """The calibrator as it was left, and what log it had seen: kept for speed alone."""

    log: str
    state: CalibratorState


class Recall:
    """Says how likely cards are recalled now, and learns from each answer."""

    def __init__(self, record: Record, model: Fsrs6) -> None:
        """Take a record; its log is gone through when that is first needed.

        Args:
            record: The learner's.
            model: The memory model with the learner's weights.
        """
        self._record = record
        self._model = model
        self._calibrator: Calibrator | None = None
        self._before: list[tuple[str, CalibratorState]] = []
        """The state before each of the last answers, by its uid, so that undo is quick."""
        self._is_changed = False

    @property
    def is_long(self) -> bool:
        """Whether the log must be gone through and that takes longer than a key press may."""
        return self._calibrator is None and not self._load() and self._record.size() > _QUICK

    @property
    def is_ready(self) -> bool:
        """Whether the log was gone through."""
        return self._calibrator is not None

    @property
    def state(self) -> CalibratorState:
        """What was learned from the log."""
        return self._ready().state

    def take(self, state: CalibratorState) -> None:
        """Take up what was learned elsewhere from this log."""
        self._calibrator = Calibrator(self._model, state)
        self._is_changed = True

    def now(self, state: MemoryState, today: int, at: "datetime") -> float:
        """Return the chance that a card is recalled now; 0 for a new one."""
        seen = seen_card(state, today)
        return 0.0 if seen is None else self._ready().chance(seen, at.timestamp())

    def learn(self, before: MemoryState, review: Review) -> None:
        """Learn from an answer that was just kept.

        Args:
            before: The card's state before it.
            review: The answer.
        """
        if review.rating is None or not review.schedules or self._calibrator is None:
            return
        self._before = [*self._before[1 - _UNDO_STEPS :], (review.uid, self._calibrator.state)]
        seen = seen_card(before, review.day)
        if seen is not None:
            self._calibrator.learn(seen, int(review.rating), review.at.timestamp())
        self._is_changed = True

    def unlearn(self, uid: str) -> None:
        """Go back to before an answer that was taken back."""
        if self._before and self._before[-1][0] == uid:
            self._calibrator = Calibrator(self._model, self._before.pop()[1])
            self._is_changed = True
        else:
            self.forget()

    def forget(self, model: Fsrs6 | None = None) -> None:
        """Go through the log again when next needed: it or the weights became others."""
        self._model = model or self._model
        self._calibrator = None
        self._before.clear()
        self._is_changed = False

    def keep(self) -> None:
        """Keep what was learned, so that the next start need not go through the log."""
        if self._calibrator is not None and self._is_changed and not self._record.trouble:
            kept = _Kept(self._record.log_mark(), self._calibrator.state)
            self._record.put_note(_NOTE, msgspec.json.encode(kept).decode())
            self._is_changed = False

    def _ready(self) -> Calibrator:
        if self._calibrator is None and not self._load():
            self._calibrator = Calibrator(self._model, learned(self._record, self._model))
            self._is_changed = True
        assert self._calibrator is not None
        return self._calibrator

    def _load(self) -> bool:
        """Take up what was kept, if it is about the log as it is now."""
        note = self._record.note(_NOTE)
        if note is None:
            return False
        try:
            kept = msgspec.json.decode(note, type=_Kept)
        except (msgspec.DecodeError, msgspec.ValidationError):
            return False
        if kept.log != self._record.log_mark():
            return False
        self._calibrator = Calibrator(self._model, kept.state)
        return True


def seen_card(state: MemoryState, today: int) -> SeenCard | None:
    """Return a card as it stands on a study day; None if it was never seen."""
    if state.stability is None or state.difficulty is None or state.last_day is None:
        return None
    return SeenCard(
        stability=state.stability,
        difficulty=state.difficulty,
        gap=max(0, today - state.last_day),
        days_seen=max(1, state.days_seen),
        was_again=state.last_rating is Rating.AGAIN,
    )


def learned(record: Record, model: Fsrs6) -> CalibratorState:
    """Return what a whole log teaches."""
    calibrator = Calibrator(model)
    states: dict[str, tuple[float, float, int, int, int]] = {}
    for card, rating, at_us, day in record.scheduling_log():
        before = states.get(card)
        if before is None:
            stability, difficulty = model.first(rating)
            days_seen = 1
        else:
            stability, difficulty, last_day, days_seen, last_rating = before
            day = max(day, last_day)
            gap = day - last_day
            seen = SeenCard(
                stability=stability,
                difficulty=difficulty,
                gap=gap,
                days_seen=days_seen,
                was_again=last_rating == Rating.AGAIN,
            )
            stability, difficulty = model.next(stability, difficulty, rating, gap)
            days_seen += gap > 0
            calibrator.learn(seen, rating, at_us / 1e6)
        states[card] = (stability, difficulty, day, days_seen, rating)
    return calibrator.state
