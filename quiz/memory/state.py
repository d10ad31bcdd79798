"""What is remembered of a card's memory between two reviews."""

from datetime import datetime
from enum import StrEnum

import msgspec

from quiz.items.rating import Rating


class Phase(StrEnum):
    """Where a card stands on its way from new to known."""

    NEW = "new"
    """Never answered."""
    LEARNING = "learning"
    """On the steps of its first day."""
    REVIEW = "review"
    """Comes back after days."""
    RELEARNING = "relearning"
    """Forgotten, and on a step of today again."""

    @property
    def is_learning(self) -> bool:
        """Whether the card is on its learning or relearning steps, due in minutes."""
        return self in (Phase.LEARNING, Phase.RELEARNING)


class MemoryState(msgspec.Struct, frozen=True, kw_only=True):
    """How well one card is known, and when it is due; derived from its reviews."""

    phase: Phase = Phase.NEW
    """New, learning, review or relearning."""
    step: int = 0
    """Index of the learning or relearning step; 0 outside of these phases."""
    stability: float | None = None
    """Days until recall falls to 90 %, above 0; None for a new card."""
    difficulty: float | None = None
    """From 1 (easy) to 10 (hard); None for a new card."""
    due_at: datetime | None = None
    """On a learning step, when it is due, UTC; None in other phases."""
    due_day: int | None = None
    """In review, the study day on which it is due, as an ordinal; None in other phases."""
    last_review_at: datetime | None = None
    """UTC; None for a new card."""
    last_day: int | None = None
    """Study day of the last review, as an ordinal; None for a new card."""
    last_rating: Rating | None = None
    """Rating of the last review; None for a new card."""
    days_seen: int = 0
    """Number of study days with a review."""
    reps: int = 0
    """Number of reviews."""
    lapses: int = 0
    """Number of times that the card was known and then forgotten."""
    forgotten: int = 0
    """Number of times it was rated Again on a later study day than it was last seen."""
    seen_today: int = 0
    """Number of reviews on `last_day`, its first showing included."""
    last_ms: int = 0
    """Milliseconds that its last answer took, at most a minute; 0 if unknown."""
    is_suspended: bool = False
    """Whether it is kept out of reviews until that is undone."""
    buried_day: int | None = None
    """The study day up to which it is kept out of reviews, as an ordinal."""

    def is_away(self, today: int) -> bool:
        """Return whether the card is kept out of reviews on a study day."""
        return self.is_suspended or (self.buried_day is not None and self.buried_day >= today)


NEW_STATE = MemoryState()
"""A card that was never reviewed."""
