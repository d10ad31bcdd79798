"""The chance that a card is recalled now: FSRS-6's, corrected by what this learner's log shows."""

from typing import TYPE_CHECKING

import msgspec

from quiz.memory import MemoryState
from quiz.memory.calibration import Calibrator, CalibratorState
from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.pace import counted_ms
from quiz.memory.seen import SeenCard, seen_before, seen_card
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
    def model(self) -> Fsrs6:
        """The memory model with the learner's weights."""
        return self._model

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

    def now(self, state: MemoryState, today: int, at: "datetime", *, steady: bool = True) -> float:
        """Return the chance that a card is recalled now; 0 for a new one.

        Args:
            state: The card's.
            today: The study day, as an ordinal.
            at: Now.
            steady: Whether the run of the last answers is left out, as in lists and forecasts:
                one slip does not move them all.
        """
        seen = seen_card(state, today, at)
        return 0.0 if seen is None else self.chance(seen, at, steady=steady)

    def known(self, state: MemoryState, today: int, at: "datetime") -> float:
        """Return the chance with which a card counts as known.

        As `now` without the run; just forgotten is not known, however fresh it is in the mind.
        """
        is_forgotten = state.phase.is_learning and state.step == 0
        return 0.0 if is_forgotten else self.now(state, today, at)

    def chance(self, card: SeenCard, at: "datetime", *, steady: bool = True) -> float:
        """Return the chance that a card is recalled, however it is known how the card stands."""
        return self._ready().chance(card, at.timestamp(), steady=steady)

    def learn(self, before: MemoryState, review: Review) -> None:
        """Learn from an answer that was just kept.

        Args:
            before: The card's state before it.
            review: The answer.
        """
        if review.rating is None or not review.schedules or self._calibrator is None:
            return
        self._before = [*self._before[1 - _UNDO_STEPS :], (review.uid, self._calibrator.state)]
        seen = seen_card(before, review.day, review.at)
        self._calibrator.take(
            seen, int(review.rating), review.at.timestamp(), counted_ms(review.elapsed_ms)
        )
        self._is_changed = True

    def unlearn(self, uid: str) -> None:
        """Go back to before an answer that was undone."""
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
            self._record.put_meta(_NOTE, msgspec.json.encode(kept).decode())
            self._is_changed = False

    def _ready(self) -> Calibrator:
        if self._calibrator is None and not self._load():
            self._calibrator = Calibrator(self._model, learned(self._record, self._model))
            self._is_changed = True
        assert self._calibrator is not None
        return self._calibrator

    def _load(self) -> bool:
        """Take up what was kept, if it is about the log as it is now."""
        note = self._record.meta(_NOTE)
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


def learned(record: Record, model: Fsrs6) -> CalibratorState:
    """Return what a whole log teaches."""
    calibrator = Calibrator(model)
    log = record.scheduling_log()
    for answer, card in zip(log, seen_before(model, log), strict=True):
        calibrator.take(card, answer.rating, answer.at_us / 1e6, answer.ms)
    return calibrator.state
