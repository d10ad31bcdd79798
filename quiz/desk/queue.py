"""The cards of a review: what the record says is due, then new ones from the library."""

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING

import msgspec

from quiz.library.index import BankEntry
from quiz.memory import NEW_STATE, Limits, MemoryState, Phase, QueueCard, review_queue
from quiz.study import CardRef, Request

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


def review_cards(desk: "Desk", request: Request, entries: Sequence[BankEntry]) -> list[CardRef]:
    """Return the cards to review now, in order."""
    now = desk.now()
    done = desk.record.today(desk.today)
    limits = Limits(
        new_cards=desk.limits.new_cards if request.new_cards is None else request.new_cards,
        reviews=desk.limits.reviews if request.reviews is None else request.reviews,
    )
    # An option asks for so many now, whatever was done today; the usual limits are a day's.
    new_done = done.new_cards if request.new_cards is None else 0
    reviews_done = done.reviews if request.reviews is None else 0
    cards = _due_cards(desk, entries)
    cards += _new_cards(desk, entries, max(0, limits.new_cards - new_done))
    queue = review_queue(
        cards,
        now,
        desk.days,
        limits,
        new_done_today=new_done,
        reviews_done_today=reviews_done,
        rng=Random(desk.today),
    )
    return [CardRef(card.bank, card.card) for card in queue]


def _due_cards(desk: "Desk", entries: Sequence[BankEntry]) -> list[QueueCard]:
    learned = desk.record.learned_counts()
    banks = [entry.id for entry in entries if entry.id in learned]
    return [
        _queue_card(bank, card, state)
        for bank, card, state in desk.record.queue_rows(banks, desk.today, desk.now())
    ]


def _new_cards(desk: "Desk", entries: Sequence[BankEntry], most: int) -> list[QueueCard]:
    """Return the first new cards in written order, a few more than `most` for siblings."""
    found: list[QueueCard] = []
    new = 0
    learned = desk.record.learned_counts()
    for entry in entries:
        if new >= 2 * most:
            break
        if learned.get(entry.id, 0) >= entry.cards:
            continue
        states = desk.record.states(entry.id) if entry.id in learned else {}
        for row in desk.library.cards(entry):
            state = states.get(row.card)
            seen_today = state is not None and _was_seen_today(desk, state)
            if state is None or state.phase is Phase.NEW:
                new += 1
                card = _queue_card(entry.id, row.card, NEW_STATE)
                found.append(msgspec.structs.replace(card, position=row.position))
            elif seen_today:
                found.append(_queue_card(entry.id, row.card, state))
    return found


def _was_seen_today(desk: "Desk", state: MemoryState) -> bool:
    at = state.last_review_at
    return at is not None and desk.days.ordinal(at) == desk.today


def _queue_card(bank: str, card: str, state: MemoryState) -> QueueCard:
    return QueueCard(
        bank=bank,
        card=card,
        item=card.partition("~")[0],
        phase=state.phase,
        due_at=state.due_at,
        stability=state.stability,
        last_review_at=state.last_review_at,
        position=0,
    )
