"""How far cards are, by the interval that their last answer left them.

Source: Anki, "Card counts" and "True retention": a card is young with an interval of less than 21
days, mature from 21 days on.
"""

from enum import IntEnum

MATURE_DAYS = 21
"""The interval, in study days, from which on a card is mature."""


class Stage(IntEnum):
    """How far a card is."""

    NEW = 0
    """Never answered."""
    LEARNING = 1
    """On its learning steps, or on those after a lapse."""
    YOUNG = 2
    """With an interval of a day or more."""
    MATURE = 3
    """With an interval of 21 days or more."""


def stage_of(interval_days: int | None) -> Stage:
    """Return the stage of a card that was answered.

    Args:
        interval_days: The interval that the answer left it, in study days; None or 0 for a step.
    """
    if not interval_days or interval_days < 1:
        return Stage.LEARNING
    return Stage.MATURE if interval_days >= MATURE_DAYS else Stage.YOUNG
