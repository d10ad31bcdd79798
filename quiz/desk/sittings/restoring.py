"""A sitting from what the record keeps of it, and under the names that its cards have now."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from quiz.library.index import REVERSE
from quiz.store import Review, SittingRow
from quiz.study import Answer, CardRef, Request, Sitting

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


def renamed_cards(bank: str, moves: Mapping[str, str]) -> dict[CardRef, CardRef]:
    """Return the cards of a bank that have new names, after an edit, by the old ones.

    Args:
        bank: Its id.
        moves: New id of each item that lives on under another one.
    """
    return {
        CardRef(bank, old + side): CardRef(bank, new + side)
        for old, new in moves.items()
        for side in ("", REVERSE)
    }


def answer_of(review: Review) -> Answer:
    """Return a review as an answer of its sitting."""
    return Answer(
        place=review.place or 0,
        ref=CardRef(review.bank, review.card),
        review=review.uid,
        credit=review.credit,
        points=review.points,
        points_of=review.points_of,
        elapsed_ms=review.elapsed_ms,
        hints=review.hints,
        is_skipped=review.rating is None,
        tags=review.tags,
        kind=review.kind,
        response=review.response,
    )


def restored(desk: "Desk", row: SittingRow) -> Sitting:
    """Return a sitting as its row and its answers left it."""
    request = msgspec.json.decode(row.config, type=Request)
    cards = msgspec.json.decode(row.cards, type=list[CardRef])
    answers = [answer_of(review) for review in desk.record.sitting_reviews(row.uid)]
    done = [answer.ref for answer in answers]
    return Sitting(request, [*done, *cards[len(done) :]], answers)
