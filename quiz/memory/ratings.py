"""From an outcome to a rating."""

from quiz.items.rating import Rating

_EPSILON = 1e-6  # as in the verdict of an outcome: shares of credit are sums of fractions


def derived_rating(
    credit: float,
    *,
    hints: int = 0,
    tries: int = 1,
    was_shown: bool = False,
    is_sure: bool = False,
    self_rating: Rating | None = None,
) -> Rating:
    """Return what an answer says about memory.

    Args:
        credit: What the last try earned, from 0 to 1.
        hints: Number of hints taken.
        tries: Number of tries, the last one included.
        was_shown: Whether the answer was shown before it was given.
        is_sure: Whether the learner was sure of the answer (certainty 3).
        self_rating: The learner's own rating, which is taken as it is.

    Returns:
        Again for a wrong or shown answer and for credit under one half; hard for credit from
        one half on, a hint or a second try; good for a right answer; easy for right and sure.
    """
    if self_rating is not None:
        return self_rating
    if was_shown or credit < 0.5 - _EPSILON:
        return Rating.AGAIN
    if credit < 1 - _EPSILON or hints > 0 or tries > 1:
        return Rating.HARD
    return Rating.EASY if is_sure else Rating.GOOD
