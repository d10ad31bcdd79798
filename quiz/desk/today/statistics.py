"""What was learned, in short, and the review log as a table."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.today.known import known_shares
from quiz.desk.today.streak import study_streak
from quiz.items.rating import Rating
from quiz.store import Review
from quiz.translation import mark

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

REVIEW_FIELDS = (
    "card_id", "review_time", "review_rating", "study_day", "kind", "guess_chance", "elapsed_ms",
    "hints", "tries", "certainty", "tags", "credit", "is_overridden", "interval_days",
    "desired_retention", "model", "uid",
)  # fmt: skip
"""Names of the columns of `review_rows`."""
_FEWEST = 20
_LATELY_DAYS = 30
_LATELY = mark("last 30 days")
_EVER = mark("all time")


class Retention(msgspec.Struct, frozen=True, kw_only=True):
    """How much was still known when it came back."""

    span: str
    """Of what time, in words."""
    share: float | None
    """0 to 1; None where fewer than 20 reviews tell."""
    reviews: int
    """Number of reviews that tell."""


class KnownBank(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a bank is known."""

    id: str
    """Id of the bank."""
    title: str
    """Its title, or its id where it has none."""
    known: float
    """Expected share of its cards that would be recalled now, 0 to 1."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What was learned, in short."""

    answers: int
    """Practice included; what was undone does not count."""
    days: int
    """Study days with an answer."""
    streak: int
    """Days in a row that count."""
    retention: tuple[Retention, ...]
    """Of the last weeks, and of all time."""
    banks: tuple[KnownBank, ...]
    """The banks with answers, and how much of each is known."""


def summary(desk: "Desk") -> Summary:
    """Return what was learned, in short."""
    today = desk.today
    reviews = desk.record.reviews()
    days = sorted({review.day for review in reviews if review.rating is not None}, reverse=True)
    known_by_day = list(_retention_reviews(desk, reviews))
    lately = [known for day, known in known_by_day if day > today - _LATELY_DAYS]
    entries = desk.library.entries
    return Summary(
        answers=len(reviews),
        days=len(days),
        streak=study_streak(desk).days,
        retention=(
            _retention(_LATELY, lately),
            _retention(_EVER, [known for _, known in known_by_day]),
        ),
        banks=tuple(
            KnownBank(id=bank, title=entries[bank].title, known=round(share, 4))
            for bank, share in known_shares(desk).items()
        ),
    )


def _retention(span: str, known: list[bool]) -> Retention:
    share = sum(known) / len(known) if len(known) >= _FEWEST else None
    return Retention(span=span, share=share, reviews=len(known))


def _retention_reviews(desk: "Desk", reviews: list[Review]) -> Iterator[tuple[int, bool]]:
    """Return study day and whether the card was known, of the reviews that tell retention.

    These are the first of a day of cards that had an interval of at least a day.

    Source: Anki, "true retention".
    """
    last: dict[str, Review] = {}
    for card, review in _by_card(desk, reviews):
        before = last.get(card)
        last[card] = review
        if before is None or before.day >= review.day:
            continue
        # Where the interval was not kept, by the first version, a later day is all that is known.
        is_kept = before.rep is not None
        if before.interval_days is not None or not is_kept:
            yield review.day, review.rating is not Rating.AGAIN


def review_rows(desk: "Desk") -> Iterator[tuple[object, ...]]:
    """Return the answers that schedule, in order of time, as values of `REVIEW_FIELDS`."""
    for card, review in _by_card(desk, desk.record.reviews()):
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


def _by_card(desk: "Desk", reviews: list[Review]) -> Iterator[tuple[str, Review]]:
    """Return the reviews that schedule, in order of time, with bank and today's card."""
    names = desk.record.names_now({review.bank for review in reviews})
    for review in sorted(reviews, key=lambda review: (review.at, review.uid)):
        if review.rating is not None and review.schedules:
            yield f"{review.bank}/{names(review.bank, review.card, review.at)}", review
