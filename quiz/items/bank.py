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
    """Points of a question, above 0."""
    time_limit_s: float = 0.0
    """Seconds to answer in; 0 for no limit."""
    partial: bool = True
    """Whether a partly right answer earns some points."""
    shown_first: bool = True
    """Whether new questions may be shown with their answers before these are to be recalled."""
    typos: bool = True
    """Whether typos are forgiven."""
    case: bool = False
    """Whether upper and lower case must be right."""
    accents: bool | None = None
    """Whether accents must be right; None for the rule of the language."""
    endings: bool | None = None
    """Whether other endings of a word are accepted; None for the rule of the language."""
    article: bool | None = None
    """Whether the article must be right; None for the rule of the language."""


class Bank(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A question bank."""

    id: str
    """What commands and progress name it by."""
    title: str
    """What screens call it."""
    about: str = ""
    """What it is about, Markdown; empty for nothing."""
    language: str = "en"
    """Of its answers: its code, such as `en` or `en-GB`."""
    author: str = ""
    """Who wrote it; empty where that is not said."""
    license: str = ""
    """Under which licence; empty where that is not said."""
    source: str = ""
    """What it is drawn from; empty where that is not said."""
    tags: tuple[str, ...] = ()
    """Topics of all its questions."""
    defaults: Defaults = Defaults()
    """What its questions need not say each."""
    passages: tuple[tuple[str, str], ...] = ()
    """Name and Markdown text of each."""
    spellings: tuple[tuple[str, ...], ...] = ()
    """Spellings that are one in every question, a group an answer."""
    reading: str = ""
    """Where the text that the questions are about can be read: an address, or Markdown."""
    items: tuple[Item, ...] = ()
    """Its questions, in the order of the file."""


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
