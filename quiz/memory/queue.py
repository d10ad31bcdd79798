"""Which cards come in a review, and in which order."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from random import Random

import msgspec

from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.scheduler import LEARN_AHEAD
from quiz.memory.state import Phase

_MODEL = Fsrs6()


class QueueCard(msgspec.Struct, frozen=True, kw_only=True):
    """What the queue needs to know of a card."""

    bank: str
    """Id of its bank."""
    card: str
    """Name of the card within the bank."""
    item: str
    """Name of the question it asks: the card without `~reverse`. Cards of one item are siblings."""
    phase: Phase
    """New, learning, review or relearning."""
    due_at: datetime | None = None
    """On a learning step, when it is due, UTC."""
    due_day: int | None = None
    """In review, the study day on which it is due, as an ordinal."""
    stability: float | None = None
    """Days; None for a new card."""
    last_day: int | None = None
    """Study day of the last review, as an ordinal; None for a new card."""
    fact: str = ""
    """Name of the fact it asks, if its author named one: cards of one fact are siblings."""

    @property
    def family(self) -> tuple[str, str]:
        """What the card has in common with its siblings."""
        return family_of(self.bank, self.item, self.fact)


def family_of(bank: str, item: str, fact: str) -> tuple[str, str]:
    """Return what a card has in common with its siblings: its fact, or else its question."""
    return (bank, f"\0{fact}" if fact else item)


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much a day may hold."""

    new_cards: int = 20
    """New cards a day."""
    reviews: int = 200
    """Due review cards a day; cards on their learning steps are not counted."""


def review_queue(
    cards: Iterable[QueueCard],
    now: datetime,
    today: int,
    left: Limits,
    *,
    rng: Random,
    new: Iterable[QueueCard] = (),
    left_by_bank: Mapping[str, Limits] = {},
    seen: Collection[tuple[str, str]] = frozenset(),
    model: Fsrs6 = _MODEL,
) -> list[QueueCard]:
    """Return the cards to show now, in order.

    First the cards on their learning steps that are due, by time; then those due for review,
    the likeliest forgotten first; then new ones as they are given. Siblings are separated where
    that can be, and a new card waits until no sibling is in the queue or was seen today; of one
    fact no two cards come on a day but on their learning steps. When
    nothing else is left, learning cards due within 20 minutes are shown ahead of time.

    Args:
        cards: All cards to choose from that were reviewed before.
        now: UTC.
        today: The study day, as an ordinal.
        left: How many new cards and reviews the day still holds.
        new: New cards, in order; gone through only as far as the day still holds some.
        left_by_bank: The same for banks that have limits of their own, by id.
        seen: Families of which a card was seen today.
        rng: Decides between cards that are equally likely forgotten.
        model: Tells which cards are likely forgotten.
    """
    cards = list(cards)
    learning = _learning_until(cards, now)
    reviews = _due_reviews(cards, today, rng, model)
    begun = {card.family for card in cards if card.phase.is_learning or card.last_day == today}
    begun |= set(seen)
    reviews = one_of_a_fact(reviews, begun)
    reviews = _within(reviews, left.reviews, {b: n.reviews for b, n in left_by_bank.items()})
    busy = {card.family for card in (*learning, *reviews)} | begun
    new = _within(new, left.new_cards, {b: n.new_cards for b, n in left_by_bank.items()}, busy)
    queue = [*learning, *reviews, *new] or _learning_until(cards, now + LEARN_AHEAD)
    return with_siblings_apart(queue)


def _learning_until(cards: Sequence[QueueCard], until: datetime) -> list[QueueCard]:
    due = [
        (card.due_at, index)
        for index, card in enumerate(cards)
        if card.phase.is_learning and card.due_at is not None and card.due_at <= until
    ]
    return [cards[index] for _, index in sorted(due)]


def _due_reviews(
    cards: Sequence[QueueCard], today: int, rng: Random, model: Fsrs6
) -> list[QueueCard]:
    due = [card for card in cards if card.due_day is not None and card.due_day <= today]
    rng.shuffle(due)
    return sorted(due, key=lambda card: _recall(card, today, model))


def one_of_a_fact(
    cards: Iterable[QueueCard], begun: Collection[tuple[str, str]]
) -> list[QueueCard]:
    """Return cards in their order, of each fact the first alone, and none of those begun."""
    taken = set(begun)
    kept = []
    for card in cards:
        if card.fact and card.family in taken:
            continue
        taken.add(card.family)
        kept.append(card)
    return kept


def _recall(card: QueueCard, today: int, model: Fsrs6) -> float:
    if card.stability is None or card.last_day is None:
        return 0.0
    return model.recall(max(0, today - card.last_day), card.stability)


def _within(
    cards: Iterable[QueueCard],
    left: int,
    left_by_bank: dict[str, int],
    busy: set[tuple[str, str]] | None = None,
) -> list[QueueCard]:
    """Return the first cards that the day still holds.

    Args:
        cards: In order.
        left: How many in all.
        left_by_bank: How many of a bank.
        busy: Families of which no card may come, if given; those of the chosen are added to it.
    """
    chosen: list[QueueCard] = []
    if left <= 0:
        return chosen
    for card in cards:
        of_bank = left_by_bank.get(card.bank)
        if (of_bank is not None and of_bank <= 0) or (busy is not None and card.family in busy):
            continue
        if of_bank is not None:
            left_by_bank[card.bank] = of_bank - 1
        if busy is not None:
            busy.add(card.family)
        chosen.append(card)
        if len(chosen) >= left:
            break
    return chosen


def with_siblings_apart(queue: Sequence[QueueCard]) -> list[QueueCard]:
    """Return the queue with siblings apart where that can be, and otherwise as it was."""
    waiting = list(queue)
    apart: list[QueueCard] = []
    while waiting:
        last = apart[-1].family if apart else None
        place = next((i for i, card in enumerate(waiting) if card.family != last), None)
        if place is None:  # siblings of the last card alone are left: back to an earlier gap
            for card in waiting:
                apart.insert(_gap_for(card, apart), card)
            break
        apart.append(waiting.pop(place))
    return apart


def _gap_for(card: QueueCard, queue: Sequence[QueueCard]) -> int:
    """Return the last place where a card has no sibling beside it; the end if there is none."""
    for place in range(len(queue), -1, -1):
        if all(near.family != card.family for near in queue[max(0, place - 1) : place + 1]):
            return place
    return len(queue)
