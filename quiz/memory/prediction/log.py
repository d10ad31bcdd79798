"""One review of a log: the value that predictors and fits work on."""

import msgspec


class LoggedReview(msgspec.Struct, frozen=True, kw_only=True):
    """One review of one card."""

    card: str
    """What tells the card from all others."""
    rating: int
    """1 (again) to 4 (easy)."""
    at_s: float
    """Seconds since 1970, UTC."""
    day: int
    """Its study day, as a number that grows by one a day."""
    ms: int = 0
    """Milliseconds taken, at most a minute; 0 if unknown."""
    kind: str = ""
    """Kind of the question; empty if unknown."""
    guess: float = 0.0
    """Chance to be right by guessing, 0 to below 1; 0 if unknown."""
