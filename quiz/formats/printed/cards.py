"""Questions as flashcards on paper: what is on each side, and where sides lie on the pages."""

from collections.abc import Sequence
from enum import StrEnum
from random import Random

import msgspec

from quiz.formats.printed import forms
from quiz.formats.printed.forms import FormSetting
from quiz.formats.printed.printed_words import printed_words
from quiz.formats.printed.sheet import Block, KeyAnswer, PrintedQuestion
from quiz.formats.printed.versions import PaperQuestion
from quiz.items import Flashcard, Order
from quiz.items.markdown import blocks


class Flip(StrEnum):
    """How a front and its back come together."""

    LONG = "long"
    """Printed on both sides, turned over the long edge of the paper."""
    SHORT = "short"
    """Printed on both sides, turned over the short edge."""
    FOLD = "fold"
    """Printed on one side, the back beside its front, and folded between them."""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """A flashcard."""

    number: int
    """From 1; on both sides, so that sides that went apart are found again."""
    item: str
    """The question's id."""
    passage: tuple[Block, ...]
    """What the question is about; empty where there is none."""
    question: PrintedQuestion
    """The front."""
    answer: KeyAnswer
    """The back."""


class CardSheet(msgspec.Struct, frozen=True, kw_only=True):
    """All cards that are printed together."""

    title: str
    """Of the bank, or of all banks together."""
    language: str
    """Its code, such as `en`."""
    cards: tuple[Card, ...]
    """In the order in which they are printed."""


class CardGrid(msgspec.Struct, frozen=True):
    """How the sides of cards lie on a page."""

    columns: int
    """Cards side by side."""
    rows: int
    """Cards below one another."""
    flip: Flip
    """Along which edge the printer turns the sheet."""

    @property
    def cards(self) -> int:
        """How many cards a page has."""
        return self.columns * self.rows // (2 if self.flip is Flip.FOLD else 1)

    def front(self, at: int) -> tuple[int, int]:
        """Return the column and row of the front of a page's card, both from 0."""
        across = self.columns // 2 if self.flip is Flip.FOLD else self.columns
        row, column = divmod(at, across)
        return (column * 2 if self.flip is Flip.FOLD else column), row

    def back(self, at: int) -> tuple[int, int]:
        """Return the column and row of the back of a page's card, which lies behind its front."""
        column, row = self.front(at)
        match self.flip:
            case Flip.LONG:
                return self.columns - 1 - column, row
            case Flip.SHORT:
                return column, self.rows - 1 - row
            case Flip.FOLD:
                return column + 1, row


PER_PAGE = (8, 12)
"""How many cards a page may have."""


def grid(per_page: int, flip: Flip) -> CardGrid:
    """Return how so many cards a page lie on it."""
    rows = per_page // 2
    return CardGrid(4 if flip is Flip.FOLD else 2, rows, flip)


def card_sheet(title: str, language: str, asked: Sequence[PaperQuestion], seed: int) -> CardSheet:
    """Return questions as cards.

    Args:
        title: Stands small on each card.
        language: Of the words on them.
        asked: The questions, in their order.
        seed: Decides the order of options and the numbers of computed questions.
    """
    to = FormSetting(printed_words(language), language)
    cards = []
    for number, one in enumerate(asked, 1):
        prompt = one.item.lay_out(Random(f"card/{seed}/{one.bank}/{one.item.id}"))
        asks = forms.question(prompt, number, one.points, one.picture, to)
        if isinstance(one.item, Flashcard):
            asks = msgspec.structs.replace(asks, task="")  # on a card it goes without saying
        if isinstance(one.item, Order):
            in_order = tuple(range(len(one.item.entries)))
            prompt = msgspec.structs.replace(prompt, order=in_order)
        cards.append(
            Card(
                number=number,
                item=one.item.id,
                passage=blocks(one.passage),
                question=asks,
                answer=forms.answer(prompt, number, one.points, "", to),
            )
        )
    return CardSheet(title=title, language=language, cards=tuple(cards))
