"""What a learner did with a bank's cards, for formats that hold a schedule."""

from typing import TYPE_CHECKING, Literal

from quiz.formats.exchange.exchanged import CardStanding, PastAnswer
from quiz.memory.state import Phase

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_STAGES: dict[Phase, Literal["new", "learning", "review", "relearning"]] = {
    Phase.NEW: "new",
    Phase.LEARNING: "learning",
    Phase.REVIEW: "review",
    Phase.RELEARNING: "relearning",
}


def answers_of(desk: "Desk", bank: str) -> tuple[PastAnswer, ...]:
    """Return the answers to a bank's cards by their names now, in order of time."""
    name_now = desk.record.names_now({bank})
    found = [
        PastAnswer(
            card=name_now(bank, review.card, review.at),
            at=review.at,
            rating=int(review.rating),
            elapsed_ms=review.elapsed_ms,
            schedules=review.schedules,
            interval_days=review.interval_days or None,
        )
        for review in desk.record.reviews()
        if review.bank == bank and review.rating is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.at, one.card)))


def standings_of(desk: "Desk", bank: str) -> dict[str, CardStanding]:
    """Return how a bank's cards stand with which something was done, by name."""
    found: dict[str, CardStanding] = {}
    for card, state in desk.record.states(bank).items():
        interval = 0
        if state.due_day is not None and state.last_day is not None:
            interval = state.due_day - state.last_day
        found[card] = CardStanding(
            stage=_STAGES[state.phase],
            due_day=state.due_day,
            due_at=state.due_at,
            interval_days=interval,
            answers=state.reps,
            lapses=state.lapses,
            stability=state.stability,
            difficulty=state.difficulty,
            last_at=state.last_review_at,
            is_suspended=state.is_suspended,
        )
    return found
