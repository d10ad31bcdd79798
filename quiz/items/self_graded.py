"""Marking by the learner's own rating: what cards and essays share."""

from quiz.items.outcome import Outcome, limited
from quiz.items.rating import Rating
from quiz.items.response import Response, SelfGraded

_CREDIT = {Rating.AGAIN: 0.0, Rating.HARD: 0.5, Rating.GOOD: 1.0, Rating.EASY: 1.0}


def graded_outcome(response: Response, partial: bool, solution: tuple[str, ...]) -> Outcome:
    """Give 0, 0.5, 1, 1 for again, hard, good, easy; no rating is no answer."""
    rating = response.rating if isinstance(response, SelfGraded) else None
    return Outcome(
        credit=limited(_CREDIT[rating], partial) if rating else 0.0,
        is_empty=rating is None,
        solution=solution,
        self_rating=rating,
    )
