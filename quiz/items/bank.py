"""A question bank as the program holds it."""

import msgspec

from quiz.items.card import Flashcard
from quiz.items.choice import SingleChoice
from quiz.items.cloze import Cloze
from quiz.items.computed import Computed
from quiz.items.date import Date
from quiz.items.essay import Essay
from quiz.items.groups import Groups
from quiz.items.match import Match
from quiz.items.number import Number
from quiz.items.order import Order
from quiz.items.outcome import Context
from quiz.items.several import MultipleChoice
from quiz.items.short_text import ShortText
from quiz.items.text_list import TextList
from quiz.items.true_false import TrueFalse

Item = (
    SingleChoice
    | MultipleChoice
    | TrueFalse
    | ShortText
    | TextList
    | Number
    | Date
    | Match
    | Order
    | Groups
    | Cloze
    | Flashcard
    | Essay
    | Computed
)
"""A question of any kind."""


class Defaults(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the questions of a bank have where they do not say otherwise."""

    points: float = 1.0
    time_limit_s: float = 0.0
    partial: bool = True
    typos: bool = True
    case: bool = False
    accents: bool | None = None
    endings: bool | None = None
    article: bool | None = None


class Bank(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A question bank."""

    id: str
    title: str
    about: str = ""
    language: str = "en"
    author: str = ""
    license: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    defaults: Defaults = Defaults()
    passages: tuple[tuple[str, str], ...] = ()
    """Name and Markdown text of each."""
    spellings: tuple[tuple[str, ...], ...] = ()
    """Spellings that are one in every question, a group an answer."""
    reading: str = ""
    """Where the text that the questions are about can be read: an address, or Markdown."""
    items: tuple[Item, ...] = ()


_MOST_KNOWN = 2_000


def context_of(bank: Bank) -> Context:
    """Return what marking needs to know of a bank; at most 2,000 of its answers."""
    known = dict.fromkeys(group for item in bank.items for group in known_answers(item))
    return Context(
        language=bank.language, known=tuple(known)[:_MOST_KNOWN], spellings=bank.spellings
    )


def known_answers(item: Item) -> tuple[tuple[str, ...], ...]:
    """Return the short texts that an item knows as right or wrong answers, each with its spellings.

    What was typed elsewhere and is as near to one of them is not taken for a typo.
    """
    match item:
        case SingleChoice() | MultipleChoice():
            return tuple((option.text,) for option in item.options)
        case ShortText():
            return ((item.answer, *item.accept),)
        case TextList():
            return item.entries
        case Cloze():
            return tuple(
                group
                for gap in item.gaps
                for group in ([(text,) for text in gap.options] if gap.options else [gap.answers])
            )
        case Match():
            return tuple((text,) for text in item.rights)
        case (
            TrueFalse()
            | Number()
            | Date()
            | Groups()
            | Order()
            | Flashcard()
            | Essay()
            | Computed()
        ):
            return ()
