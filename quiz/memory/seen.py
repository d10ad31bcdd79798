"""How cards stood before each answer of a log: the one replay over all cards of one learner.

A single card's state, with its phase and its due day, comes from `Scheduler.replay`; what many
sets of weights are tried on comes from `quiz.memory.prediction.replay`.
"""

from collections.abc import Hashable, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

import msgspec

from quiz.items.rating import Rating
from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.state import MemoryState


class SeenCard(msgspec.Struct, frozen=True, kw_only=True):
    """A card that was seen before, as it stands at a moment."""

    stability: float
    """Days until recall falls to 90 %, after its last review."""
    difficulty: float
    """1 to 10, after its last review."""
    gap: int
    """Study days since its last review; 0 is the same day, below 0 counts as 0."""
    days_seen: int
    """Study days on which it was seen before; at least 1, or 0 if it never was."""
    was_again: bool
    """Whether its last rating was Again."""
    forgotten: int = 0
    """Times it was rated Again on a later study day than it was last seen."""
    last_ms: int = 0
    """Milliseconds that its last answer took, at most a minute; 0 if unknown."""
    seconds: float = 0.0
    """Since its last review, at least 0."""
    seen_today: int = 1
    """Reviews on the study day on which it was last seen, its first showing included."""


class AnswerSeen(NamedTuple):
    """One answer of a log, as far as it says how its card then stands."""

    card: Hashable
    """What tells the card from all others."""
    rating: int
    """1 (again) to 4 (easy)."""
    day: int
    """Study day, as an ordinal."""
    at_us: int = 0
    """Microseconds since 1970, UTC; 0 where only days count."""
    ms: int = 0
    """Milliseconds taken, at most a minute; 0 if unknown."""


def seen_card(state: MemoryState, today: int, at: datetime) -> SeenCard | None:
    """Return a card as it stands at a moment; None if it was never seen.

    Args:
        state: The card's.
        today: The study day, as an ordinal.
        at: The moment.
    """
    if state.stability is None or state.difficulty is None or state.last_day is None:
        return None
    seconds = 0.0 if state.last_review_at is None else (at - state.last_review_at).total_seconds()
    return SeenCard(
        stability=state.stability,
        difficulty=state.difficulty,
        gap=max(0, today - state.last_day),
        days_seen=max(1, state.days_seen),
        was_again=state.last_rating is Rating.AGAIN,
        forgotten=state.forgotten,
        last_ms=state.last_ms,
        seconds=max(0.0, seconds),
        seen_today=max(1, state.seen_today),
    )


def seen_before(model: Fsrs6, answers: Iterable[AnswerSeen]) -> Iterator[SeenCard | None]:
    """Yield how the card of each answer stood just before it; None where it was new.

    Study days never run backwards: an answer on an earlier day than the card's last counts for
    that last day, and one at an earlier time for just after its last.

    Args:
        model: The memory model with the learner's weights.
        answers: In order of time.
    """
    states: dict[Hashable, tuple[float, float, int, int, bool, int, int, int, int]] = {}
    for card, rating, day, at_us, ms in answers:
        before = states.get(card)
        if before is None:
            yield None
            stability, difficulty = model.first(rating)
            days_seen = seen_today = 1
            forgotten = 0
        else:
            (stability, difficulty, last_day, days_seen, was_again, forgotten, last_ms, last_us,
             seen_today) = before  # fmt: skip
            day = max(day, last_day)
            gap = day - last_day
            at_us = max(at_us, last_us + 1)
            yield SeenCard(
                stability=stability,
                difficulty=difficulty,
                gap=gap,
                days_seen=days_seen,
                was_again=was_again,
                forgotten=forgotten,
                last_ms=last_ms,
                seconds=(at_us - last_us) / 1e6,
                seen_today=seen_today,
            )
            stability, difficulty = model.next(stability, difficulty, rating, gap)
            if gap:
                days_seen += 1
                seen_today = 1
                forgotten += rating == 1
            else:
                seen_today += 1
        states[card] = (
            stability, difficulty, day, days_seen, rating == 1, forgotten, ms, at_us, seen_today,
        )  # fmt: skip
