"""The cards that are forgotten most."""

from typing import TYPE_CHECKING

import msgspec

from quiz.desk.statistics.source import StatisticsSource
from quiz.items.spoken import stem_line
from quiz.store import Review
from quiz.store.card_figures import HardFigures

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

MOST_CARDS = 50


class HardCard(msgspec.Struct, frozen=True, kw_only=True):
    """A card that is hard for the learner."""

    bank: str
    """Id of the bank."""
    card: str
    """Name of the card within the bank."""
    question: str = ""
    """What it asks; empty until `with_questions` looked it up."""
    lapses: int
    """How often it was known and then forgotten."""
    difficulty: float
    """1 to 10."""
    stability: float
    """Days until recall falls to 90 %."""
    answers: int
    """How often it was answered, in all."""
    right: float | None
    """Share that was right, 0 to 1, what was partly right in part."""


def hardest_cards(source: StatisticsSource, most: int = MOST_CARDS) -> tuple[HardCard, ...]:
    """Return the cards with most lapses, of those the most difficult, whatever the period."""
    return tuple(
        _hard_card(card, source.record.card_reviews(card.bank, card.card))
        for card in source.record.hardest(source.choice, most)
    )


def with_questions(desk: "Desk", cards: tuple[HardCard, ...]) -> tuple[HardCard, ...]:
    """Return cards with what they ask; in the desk's own thread, for the library."""
    return tuple(
        msgspec.structs.replace(card, question=question_of(desk, card.bank, card.card))
        for card in cards
    )


def question_of(desk: "Desk", bank: str, card: str) -> str:
    """Return what a card asks; its name if it is gone."""
    found = desk.library.item(bank, card) if bank in desk.library.entries else None
    return card if found is None else stem_line(found[0])


def _hard_card(card: HardFigures, reviews: list[Review]) -> HardCard:
    return HardCard(
        bank=card.bank,
        card=card.card,
        lapses=card.lapses,
        difficulty=card.difficulty,
        stability=card.stability,
        answers=len(reviews),
        right=sum(review.credit for review in reviews) / len(reviews) if reviews else None,
    )
