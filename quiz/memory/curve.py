"""The forgetting curve."""

DEFAULT_DECAY = 0.1542
"""Weight w20 of FSRS-6's default parameters."""


def retrievability(elapsed_days: float, stability: float, decay: float = DEFAULT_DECAY) -> float:
    """Return the probability of recalling a card now.

    R(t, S) = (1 + f * t / S) ** -decay with f = 0.9 ** (-1 / decay) - 1, so R(S, S) = 0.9.

    Args:
        elapsed_days: Days since the last review; below 0 counts as 0.
        stability: Days until recall falls to 90 %; above 0.
        decay: Shape of the curve, FSRS-6 weight w20; 0.1 to 0.8.

    Returns:
        A probability in (0, 1].

    Source: FSRS-6, "The Algorithm", open-spaced-repetition.
    """
    factor = 0.9 ** (-1 / decay) - 1
    chance: float = (1 + factor * max(0.0, elapsed_days) / stability) ** -decay
    return chance
