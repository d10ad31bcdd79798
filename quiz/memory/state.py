"""What is remembered of a card's memory between two reviews."""

from datetime import datetime
from enum import StrEnum

import msgspec


class Phase(StrEnum):
    """Where a card stands on its way from new to known."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"

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
    """UTC; from an interval of a day on the start of a study day; None for a new card."""
    last_review_at: datetime | None = None
    """UTC; None for a new card."""
    reps: int = 0
    """Number of reviews."""
    lapses: int = 0
    """Number of times that the card was known and then forgotten."""


NEW_STATE = MemoryState()
"""A card that was never reviewed."""
