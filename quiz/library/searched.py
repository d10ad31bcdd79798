"""The text of a question in which words are looked for."""

from collections.abc import Iterable
from typing import assert_never

from quiz.items import (
    Cloze,
    Computed,
    Date,
    Essay,
    Flashcard,
    Groups,
    Item,
    Match,
    MultipleChoice,
    Number,
    Order,
    ShortText,
    SingleChoice,
    TextList,
    TrueFalse,
)
from quiz.marking.folding import unaccented, written

_NO_MARKS = str.maketrans("", "", "*`")
"""Signs of bold and code: they part words that are read as one, and `*` is a wildcard."""


def folded(text: str) -> str:
    """Return the form in which words are compared: no capitals, accents, or marks of Markdown."""
    return unaccented(written(text.translate(_NO_MARKS)))


def searched_text(item: Item) -> str:
    """Return what a question asks, its answers, options and explanation, folded, a line each."""
    texts = (*_texts(item), item.explain)
    return "\n".join(dict.fromkeys(filter(None, map(folded, texts))))


def _texts(item: Item) -> Iterable[str]:
    """Return what a question asks and what is or may be answered."""
    match item:
        case SingleChoice() | MultipleChoice():
            return (item.stem, *(option.text for option in item.options))
        case ShortText():
            return (item.stem, item.answer, *item.accept)
        case TextList():
            return (item.stem, *(spelling for entry in item.entries for spelling in entry))
        case Match():
            sides = (text for pair in item.pairs for text in (pair.left, pair.right))
            return (item.stem, *sides, *(option.text for option in item.distractors))
        case Order():
            return (item.stem, *item.entries)
        case Groups():
            members = (text for group in item.groups for text in (group.name, *group.members))
            return (item.stem, *members)
        case Cloze():
            others = (text for gap in item.gaps for text in (*gap.answers[1:], *gap.options))
            return (_filled(item), *others)
        case TrueFalse() | Number() | Date() | Flashcard() | Essay() | Computed():
            return (item.stem, *item.solution)
        case unknown:
            assert_never(unknown)


def _filled(item: Cloze) -> str:
    """Return a text with its gaps filled, so that a phrase is found across them."""
    parts = [item.segments[0]]
    for gap, segment in zip(item.gaps, item.segments[1:], strict=True):
        parts += [gap.answers[0], segment]
    return "".join(parts)
