"""What happened to a card, in order of time: what its memory state is derived from."""

from datetime import datetime
from enum import StrEnum

import msgspec

from quiz.items.rating import Rating


class CardAction(StrEnum):
    """What a learner can do with a card but answer it."""

    SUSPEND = "suspend"
    """Keep it out of reviews until that is undone."""
    RESUME = "resume"
    """Let a suspended or buried card come again."""
    BURY = "bury"
    """Keep it out of reviews up to a day."""
    SET_DUE = "set-due"
    """Have it come back on a day, whatever the memory model says."""
    FORGET = "forget"
    """Make it new again."""


class PastReview(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that schedules."""

    rating: Rating
    """What the answer says about memory."""
    at: datetime
    """UTC."""
    day: int
    """Study day of the learner when it was given, as an ordinal."""
    rep: int | None = None
    """How many reviews of the card its device knew of before; None if that was not kept."""
    interval_days: int | None = None
    """The interval that it was given then, in study days; None for a step, or if not kept."""
    retention: float | None = None
    """The desired retention then; None if that was not kept."""
    elapsed_ms: int = 0
    """Milliseconds that the answer took, at most a minute; 0 if unknown."""


class PastAction(msgspec.Struct, frozen=True, kw_only=True):
    """Something done with the card."""

    action: CardAction
    """What was done."""
    at: datetime
    """UTC."""
    day: int
    """Study day of the learner, as an ordinal."""
    value: int | None = None
    """The study day that `BURY` and `SET_DUE` name, as an ordinal."""


Past = PastReview | PastAction
