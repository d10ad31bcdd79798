"""The cards of a review: what the record says is due, then new ones from the library."""

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING

import msgspec

from quiz.library.config import BankConfig, Config
from quiz.library.index import REVERSE, BankEntry
from quiz.memory import NEW_STATE, Limits, MemoryState, Phase, QueueCard, review_queue
from quiz.store import DayLimit, DayTotals
from quiz.study import CardRef, Request

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

ALL_BANKS = ""
"""Stands for all banks where limits of a day alone are kept."""
_UNBOUND = 1_000_000


def review_cards(desk: "Desk", request: Request, entries: Sequence[BankEntry]) -> list[CardRef]:
    """Return the cards to review now, in order."""
    left, by_bank = left_today(desk)
    # An option asks for so many now, whatever was done today; the usual limits are a day's.
    if request.new_cards is not None:
        left = msgspec.structs.replace(left, new_cards=request.new_cards)
    if request.reviews is not None:
        left = msgspec.structs.replace(left, reviews=request.reviews)
    if request.new_cards is not None or request.reviews is not None:
        by_bank = {}
    cards = [*_due_cards(desk, entries), *_new_cards(desk, entries, left.new_cards)]
    queue = review_queue(
        {(card.bank, card.card): card for card in cards}.values(),
        desk.now(),
        desk.today,
        left,
        rng=Random(desk.today),
        left_by_bank=by_bank,
        model=desk.scheduling.scheduler.model,
    )
    return [CardRef(card.bank, card.card) for card in queue]


def left_today(desk: "Desk") -> tuple[Limits, dict[str, Limits]]:
    """Return how many new cards and reviews today still holds, in all and of banks with limits.

    What was set for today alone goes before the settings.
    """
    done, done_by_bank = desk.record.today_by_bank(desk.today)
    only_today = desk.record.day_limits(desk.today)
    left = _left(desk.config, only_today.get(ALL_BANKS), done)
    by_bank = {}
    for bank in desk.config.banks.keys() | only_today.keys() - {ALL_BANKS}:
        own = desk.config.banks.get(bank, BankConfig())
        bound = BankConfig(
            new_cards=_UNBOUND if own.new_cards is None else own.new_cards,
            reviews=_UNBOUND if own.reviews is None else own.reviews,
        )
        by_bank[bank] = _left(bound, only_today.get(bank), done_by_bank.get(bank, DayTotals()))
    return left, by_bank


def _left(usual: Config | BankConfig, today: DayLimit | None, done: DayTotals) -> Limits:
    new_cards, reviews = usual.new_cards or 0, usual.reviews or 0
    if today is not None and today.new_cards is not None:
        new_cards = today.new_cards
    if today is not None and today.reviews is not None:
        reviews = today.reviews
    return Limits(
        new_cards=max(0, new_cards - done.new_cards), reviews=max(0, reviews - done.reviews)
    )


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
        states = desk.record.states(entry.id)
        for row in desk.library.cards(entry):
            state = states.get(row.card, NEW_STATE)
            if state.is_away(desk.today):
                continue
            if state.phase is Phase.NEW:
                new += 1
            elif state.last_day != desk.today:  # one seen today keeps its siblings away
                continue
            card = _queue_card(entry.id, row.card, state)
            found.append(msgspec.structs.replace(card, position=row.position))
    return found


def _queue_card(bank: str, card: str, state: MemoryState) -> QueueCard:
    return QueueCard(
        bank=bank,
        card=card,
        item=card.partition(REVERSE)[0],
        phase=state.phase,
        due_at=state.due_at,
        due_day=state.due_day,
        stability=state.stability,
        last_day=state.last_day,
        position=0,
    )
