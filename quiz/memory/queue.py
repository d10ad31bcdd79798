"""Which cards come in a review, and in which order."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from random import Random

import msgspec

from quiz.memory.curve import retrievability
from quiz.memory.days import StudyDays
from quiz.memory.scheduler import LEARN_AHEAD
from quiz.memory.state import Phase


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
    due_at: datetime | None
    """UTC; None for a new card."""
    stability: float | None
    """Days; None for a new card."""
    last_review_at: datetime | None
    """UTC; None for a new card."""
    position: int
    """Place of the card in its bank, as written."""
    passage: str = ""
    """Name of the passage it is about, if any."""

    @property
    def family(self) -> tuple[str, str]:
        """What the card has in common with its siblings."""
        return (self.bank, self.item)


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much a day may hold."""

    new_cards: int = 20
    """New cards a day."""
    reviews: int = 200
    """Due review cards a day; cards on their learning steps are not counted."""


def review_queue(
    cards: Iterable[QueueCard],
    now: datetime,
    days: StudyDays,
    limits: Limits,
    *,
    new_done_today: int,
    reviews_done_today: int,
    rng: Random,
) -> list[QueueCard]:
    """Return the cards to show now, in order.

    First the cards on their learning steps that are due, by time; then those due for review,
    the likeliest forgotten first; then new ones as they were written. Siblings are parted where
    that can be, and a new card waits until no sibling is in the queue or was seen today. When
    nothing else is left, learning cards due within 20 minutes are shown ahead of time.

    Args:
        cards: All cards to choose from.
        now: UTC.
        days: Where study days begin.
        limits: How many new cards and reviews a day may hold.
        new_done_today: New cards begun earlier today.
        reviews_done_today: Review cards seen earlier today.
        rng: Decides between cards that are equally likely forgotten.
    """
    cards = list(cards)
    tomorrow = days.start_of_ordinal(days.ordinal(now) + 1)
    learning = _learning_until(cards, now)
    reviews = _due_reviews(cards, now, tomorrow, rng)
    reviews = reviews[: max(0, limits.reviews - reviews_done_today)]
    today = days.start_of_ordinal(days.ordinal(now))
    busy = {card.family for card in (*learning, *reviews)}
    busy |= {
        card.family
        for card in cards
        if (card.last_review_at is not None and card.last_review_at >= today)
        or (card.phase.is_learning and card.due_at is not None and card.due_at < tomorrow)
    }
    new = _new_cards(cards, busy, max(0, limits.new_cards - new_done_today))
    queue = [*learning, *reviews, *new] or _learning_until(cards, now + LEARN_AHEAD)
    return _parted(queue)


def next_learning_at(cards: Iterable[QueueCard]) -> datetime | None:
    """Return when the next card on a learning step is due, in UTC; None if there is none."""
    times = (card.due_at for card in cards if card.phase.is_learning)
    return min((at for at in times if at is not None), default=None)


def _learning_until(cards: Sequence[QueueCard], until: datetime) -> list[QueueCard]:
    due = [
        (card.due_at, index)
        for index, card in enumerate(cards)
        if card.phase.is_learning and card.due_at is not None and card.due_at <= until
    ]
    return [cards[index] for _, index in sorted(due)]


def _due_reviews(
    cards: Sequence[QueueCard], now: datetime, tomorrow: datetime, rng: Random
) -> list[QueueCard]:
    due = [
        card
        for card in cards
        if card.phase is Phase.REVIEW and card.due_at is not None and card.due_at < tomorrow
    ]
    rng.shuffle(due)
    return sorted(due, key=lambda card: _recall(card, now))


def _recall(card: QueueCard, now: datetime) -> float:
    if card.stability is None or card.last_review_at is None:
        return 0.0
    return retrievability((now - card.last_review_at) / timedelta(days=1), card.stability)


def _new_cards(
    cards: Sequence[QueueCard], busy: set[tuple[str, str]], count: int
) -> list[QueueCard]:
    """Return up to `count` new cards in written order, one of a family; `busy` is added to."""
    banks = {bank: place for place, bank in enumerate(dict.fromkeys(card.bank for card in cards))}
    chosen: list[QueueCard] = []
    written = sorted(
        (card for card in cards if card.phase is Phase.NEW),
        key=lambda card: (banks[card.bank], card.position),
    )
    for card in written:
        if len(chosen) >= count:
            break
        if card.family not in busy:
            busy.add(card.family)
            chosen.append(card)
    return chosen


def _parted(queue: Sequence[QueueCard]) -> list[QueueCard]:
    """Return the queue with siblings apart where that can be, and otherwise as it was."""
    waiting = list(queue)
    parted: list[QueueCard] = []
    while waiting:
        last = parted[-1].family if parted else None
        place = next((i for i, card in enumerate(waiting) if card.family != last), None)
        if place is None:  # siblings of the last card alone are left: back to an earlier gap
            for card in waiting:
                parted.insert(_gap_for(card, parted), card)
            break
        parted.append(waiting.pop(place))
    return parted


def _gap_for(card: QueueCard, queue: Sequence[QueueCard]) -> int:
    """Return the last place where a card has no sibling beside it; the end if there is none."""
    for place in range(len(queue), -1, -1):
        if all(near.family != card.family for near in queue[max(0, place - 1) : place + 1]):
            return place
    return len(queue)
