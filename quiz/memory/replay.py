"""A card's state from its log, quickly: what a record of a million reviews needs.

`Scheduler.replay` says what happens to a card, review by review; this goes the same way with plain
numbers and without a value for every step between, some four times as fast. Where a history is
not plain (something else was done with the card, or an interval has to be worked out) it gives
the card over to `Scheduler.replay`, against which the tests hold it.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from quiz.items.rating import Rating
from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.history import Past, PastReview
from quiz.memory.scheduler import next_step
from quiz.memory.state import NEW_STATE, MemoryState, Phase

PlainReview = tuple[int, int, int, int | None, int | None, float | None, int]
"""Microseconds since 1970, rating, study day, reviews before, interval in days, retention,
milliseconds taken (at most a minute; 0 if unknown)."""
Replay = Callable[[Sequence[Past], str], MemoryState]
"""From what happened to a card, in order of time, and its name to its state: `Scheduler.replay`."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_RATINGS = (None, *Rating)
_NEW, _LEARNING, _REVIEW, _RELEARNING = range(4)
_CODES = {
    Phase.NEW: _NEW,
    Phase.LEARNING: _LEARNING,
    Phase.REVIEW: _REVIEW,
    Phase.RELEARNING: _RELEARNING,
}
_PHASES = tuple(_CODES)


def _table() -> dict[tuple[int, int, int], tuple[int, int, int | None]]:
    """Return phase, step and wait in microseconds after each phase, step and rating."""
    table = {}
    for phase, code in _CODES.items():
        for step in (0, 1):
            for rating in Rating:
                new, new_step, wait = next_step(phase, step, rating)
                table[code, step, int(rating)] = (
                    _CODES[new],
                    new_step,
                    None if wait is None else wait // _TICK,
                )
    return table


_NEXT = _table()


def replayed(
    model: Fsrs6, reviews: Sequence[PlainReview], card: str, replay: Replay
) -> MemoryState:
    """Return the state after a card's reviews, exactly as `replay` gives it.

    Args:
        model: The memory model with the learner's weights.
        reviews: In order of time.
        card: Name of the card.
        replay: `Scheduler.replay` of the same weights.
    """
    if not reviews:
        return NEW_STATE
    step_of, first, table = model.next, model.first, _NEXT
    phase = step = reps = lapses = days_seen = forgotten = seen_today = 0
    stability = difficulty = 0.0
    last_us = last_day = -1
    rating = 0
    wait: int | None = None
    due_day: int | None = None
    for at_us, rating, day, rep, interval, _retention, _ms in reviews:
        if reps:
            if at_us <= last_us:
                at_us = last_us + 1
            if day > last_day:
                gap = day - last_day
                days_seen += 1
                seen_today = 1
                forgotten += rating == 1
            else:
                gap, day = 0, last_day
                seen_today += 1
            stability, difficulty = step_of(stability, difficulty, rating, gap)
        else:
            stability, difficulty = first(rating)
            days_seen = seen_today = 1
        if phase == _REVIEW and rating == 1:
            lapses += 1
        phase, step, wait = table[phase, step, rating]
        if phase == _REVIEW:
            if interval is None or rep != reps:
                return replay([_past(review) for review in reviews], card)
            due_day = day + interval
        else:
            due_day = None
        reps += 1
        last_us, last_day = at_us, day
    at = _EPOCH + last_us * _TICK
    return MemoryState(
        phase=_PHASES[phase],
        step=step,
        stability=stability,
        difficulty=difficulty,
        due_at=None if wait is None else at + wait * _TICK,
        due_day=due_day,
        last_review_at=at,
        last_day=last_day,
        last_rating=_RATINGS[rating],
        days_seen=days_seen,
        reps=reps,
        lapses=lapses,
        forgotten=forgotten,
        seen_today=seen_today,
        last_ms=reviews[-1][6],
    )


def _past(review: PlainReview) -> PastReview:
    at_us, rating, day, rep, interval, retention, elapsed_ms = review
    return PastReview(
        rating=Rating(rating),
        at=_EPOCH + at_us * _TICK,
        day=day,
        rep=rep,
        interval_days=interval,
        retention=retention,
        elapsed_ms=elapsed_ms,
    )
