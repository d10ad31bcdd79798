"""How much of each bank is known."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from quiz.desk.recall import Recall
from quiz.store import Record

if TYPE_CHECKING:
    from quiz.desk.desk import Desk


def known_shares(desk: "Desk") -> dict[str, float]:
    """Return for each bank the share of its cards that would be recalled now, 0 to 1."""
    cards = {entry.id: entry.cards for entry in desk.library.entries.values()}
    return shares_known(desk.record, desk.recall, cards, desk.today, desk.now())


def shares_known(
    record: Record, recall: Recall, cards: Mapping[str, int], today: int, now: datetime
) -> dict[str, float]:
    """Return for each bank of which something was learned the share of cards recalled now.

    Args:
        record: The learner's.
        recall: Says how likely a card is recalled.
        cards: Number of cards by bank.
        today: The study day, as an ordinal.
        now: UTC.
    """
    shares = {}
    for bank in record.learned_counts():
        if cards.get(bank):
            states = record.states(bank).values()
            recalled = sum(recall.known(state, today, now) for state in states)
            shares[bank] = min(1.0, recalled / cards[bank])
    return shares
