"""A question is laid out, and its answer written to the log, the same way in every sitting."""

from random import Random
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.sittings.question import Question
from quiz.items import Bank, Item, Outcome, Rating, Response, encode_response
from quiz.memory import MODEL
from quiz.store import Review, new_uid
from quiz.study import CardRef

if TYPE_CHECKING:
    from datetime import datetime

    from quiz.desk.desk import Desk

_MOST_ELAPSED_MS = 60 * 60 * 1000
"""Longer than that one was away from the screen."""


class QuestionSource(msgspec.Struct, frozen=True, kw_only=True):
    """A question as its bank has it, or as an exam kept it."""

    item: Item
    """The question."""
    bank: Bank
    """The bank without its items: its title and passages."""
    path: str
    """The bank's file; empty where it is gone."""
    line: int
    """Where the question begins in it."""


def in_library(desk: "Desk", ref: CardRef) -> QuestionSource | None:
    """Return a question as its bank has it now; None if it has it no more."""
    library = desk.library
    found = library.item(ref.bank, ref.card)
    if found is None:
        return None
    item, line = found
    path = library.entries[ref.bank].path
    return QuestionSource(item=item, bank=library.head(ref.bank), path=path, line=line)


def open_question(
    desk: "Desk",
    ref: CardRef,
    source: QuestionSource,
    *,
    place: int,
    total: int | None,
    seed: int,
    is_timed: bool = False,
) -> Question:
    """Lay a question out for a place in a sitting: the same way each time it is asked for.

    Args:
        desk: Where the record is.
        ref: Which card.
        source: The question.
        place: From 0.
        total: How many there are; None where the game decides.
        seed: Of the sitting: with place and card it decides the order of options and the numbers.
        is_timed: Whether the question's own time limit counts.
    """
    item, bank = source.item, source.bank
    return Question(
        place=place,
        total=total,
        ref=ref,
        bank_title=bank.title or bank.id,
        path=source.path,
        line=source.line,
        prompt=item.lay_out(Random(f"{seed}/{place}/{ref.bank}/{ref.card}")),
        passage=dict(bank.passages).get(item.passage, ""),
        state=desk.record.state(ref.bank, ref.card),
        time_limit_s=item.time_limit_s if is_timed else 0.0,
    )


def review_of(
    desk: "Desk",
    question: Question,
    response: Response | None,
    outcome: Outcome | None,
    rating: Rating | None,
    *,
    at: "datetime",
    day: int,
    points: float,
    sitting: str,
    uid: str | None = None,
    points_of: float | None = None,
    elapsed_ms: int = 0,
    hints: int = 0,
    tries: int = 1,
    certainty: int | None = None,
    schedules: bool = True,
) -> Review:
    """Return an answer as the log keeps it.

    Args:
        desk: Whose banks and settings.
        question: What was asked.
        response: What was answered; None for a question that was skipped.
        outcome: What came of it; None for a question that was skipped.
        rating: What the answer says of memory; None for a question that was skipped.
        at: When, UTC.
        day: The study day of that, as an ordinal.
        points: Points earned.
        sitting: Uid of the sitting.
        uid: Its own id; None for a new one.
        points_of: Points that could be earned; None for those of the question.
        elapsed_ms: Time taken, in milliseconds; more than an hour counts as one.
        hints: Hints taken.
        tries: Tries, the last one included.
        certainty: How sure the learner was, 1 to 3; None where that was not asked.
        schedules: Whether it counts for memory.
    """
    ref, item = question.ref, question.item
    original = desk.library.item(ref.bank, ref.card)
    return Review(
        uid=uid or new_uid(),
        bank=ref.bank,
        card=ref.card,
        kind=original[0].kind if original else item.kind,
        at=at,
        day=day,
        rating=rating,
        schedules=schedules,
        credit=outcome.credit if outcome else 0.0,
        points=points,
        points_of=item.points if points_of is None else points_of,
        response=encode_response(response) if response else "",
        elapsed_ms=min(max(0, elapsed_ms), _MOST_ELAPSED_MS),
        hints=hints,
        tries=tries,
        certainty=certainty,
        guess_chance=item.guess_chance,
        tags=item.tags,
        sitting=sitting,
        place=question.place,
        model=MODEL,
        retention=desk.config.retention_of(ref.bank),
    )
