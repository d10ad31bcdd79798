"""The review log as a table, one row for each answer that schedules."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quiz.memory.pace import counted_ms
from quiz.memory.prediction.log import LoggedReview
from quiz.store import Review

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

REVIEW_FIELDS = (
    "card_id", "review_time", "review_rating", "study_day", "kind", "guess_chance", "elapsed_ms",
    "hints", "tries", "certainty", "tags", "credit", "is_overridden", "interval_days",
    "desired_retention", "model", "uid",
)  # fmt: skip
"""Names of the columns of `review_rows`."""


def review_rows(desk: "Desk") -> Iterator[tuple[object, ...]]:
    """Return the answers that schedule, in order of time, as values of `REVIEW_FIELDS`."""
    for card, review in _by_card(desk):
        yield (
            card,
            review.at.isoformat(),
            int(review.rating or 0),
            review.day,
            review.kind,
            review.guess_chance,
            review.elapsed_ms,
            review.hints,
            review.tries,
            "" if review.certainty is None else review.certainty,
            " ".join(review.tags),
            review.credit,
            int(review.is_overridden),
            "" if review.interval_days is None else review.interval_days,
            "" if review.retention is None else review.retention,
            review.model,
            review.uid,
        )


def asked_reviews(desk: "Desk") -> list[LoggedReview]:
    """Return every answer that schedules, with its kind and what guessing gives."""
    return [
        LoggedReview(
            card=card,
            rating=int(review.rating),
            at_s=review.at.timestamp(),
            day=review.day,
            ms=counted_ms(review.elapsed_ms),
            kind=review.kind,
            guess=review.guess_chance,
        )
        for card, review in _by_card(desk)
        if review.rating is not None
    ]


def _by_card(desk: "Desk") -> Iterator[tuple[str, Review]]:
    """Return the reviews that schedule, in order of time, with bank and today's card."""
    reviews = desk.record.reviews()
    names = desk.record.names_now({review.bank for review in reviews})
    for review in sorted(reviews, key=lambda review: (review.at, review.uid)):
        if review.rating is not None and review.schedules:
            yield f"{review.bank}/{names(review.bank, review.card, review.at)}", review
