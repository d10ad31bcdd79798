"""How cards stood before each answer of a log: the one replay over all cards of one learner.

A single card's state, with its phase and its due day, comes from `Scheduler.replay`; what many
sets of weights are tried on comes from `quiz.memory.prediction.replay`.
"""

from collections.abc import Hashable, Iterable, Iterator

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


def seen_before(
    model: Fsrs6, answers: Iterable[tuple[Hashable, int, int]]
) -> Iterator[SeenCard | None]:
    """Yield how the card of each answer stood just before it; None where it was new.

    Study days never run backwards: an answer on an earlier day than the card's last counts for
    that last day.

    Args:
        model: The memory model with the learner's weights.
        answers: Card, rating (1 to 4) and study day (ordinal) of each, in order of time.
    """
    states: dict[Hashable, tuple[float, float, int, int, bool]] = {}
    for card, rating, day in answers:
        before = states.get(card)
        if before is None:
            yield None
            stability, difficulty = model.first(rating)
            days_seen = 1
        else:
            stability, difficulty, last_day, days_seen, was_again = before
            day = max(day, last_day)
            gap = day - last_day
            yield SeenCard(
                stability=stability,
                difficulty=difficulty,
                gap=gap,
                days_seen=days_seen,
                was_again=was_again,
            )
            stability, difficulty = model.next(stability, difficulty, rating, gap)
            days_seen += gap > 0
        states[card] = (stability, difficulty, day, days_seen, rating == 1)
