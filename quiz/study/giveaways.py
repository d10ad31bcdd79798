"""Which question comes before which: one that another one's prompt answers is asked first."""

import re
import unicodedata
from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import groupby
from typing import assert_never

import msgspec

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
from quiz.items.number import plain
from quiz.study.request import CardRef

MOST_COMPARED = 100
"""Questions from the first one on that are compared; hardly a sitting goes further."""
_LEAST_LENGTH = 2
"""Characters: a single figure or letter stands in many a text without telling anything."""
_WORD = re.compile(r"\w+")


class ComparedQuestion(msgspec.Struct, frozen=True):
    """A question of a sitting, with what its prompt shows."""

    ref: CardRef
    """The card."""
    item: Item
    """The question."""
    passage: str = ""
    """Markdown that is shown with it."""


def untold_first(asked: Sequence[ComparedQuestion]) -> tuple[CardRef, ...]:
    """Return cards so that, where it can be, none comes after a prompt that prints its answer.

    What need not move keeps its place, neighbours of one passage stay together in their order,
    and where questions answer each other, the first one stays first. The same questions in the
    same order give the same order.
    """
    units = [list(unit) for _key, unit in groupby(asked[:MOST_COMPARED], key=_unit_of)]
    shown = [_shown(unit) for unit in units]
    answers = [{text for one in unit for text in _typed(one.item)} for unit in units]
    after: list[list[int]] = [[] for _unit in units]
    waits_for = [0] * len(units)
    by_word: dict[str, list[tuple[int, str]]] = {}
    for first, wanted in enumerate(answers):
        for answer in wanted:
            by_word.setdefault(answer.split(maxsplit=1)[0], []).append((first, answer))
    for second, text in enumerate(shown):
        # Only an answer whose first word is there can be there.
        there = by_word.keys() & set(text.split())
        told = {
            first
            for word in there
            for first, answer in by_word[word]
            if first != second and answer in text
        }
        for first in told:
            after[first].append(second)
        waits_for[second] = len(told)
    order = _sorted(after, waits_for)
    rest = asked[MOST_COMPARED:]
    return tuple(one.ref for unit in (*(units[at] for at in order), rest) for one in unit)


def _sorted(after: Sequence[Sequence[int]], waits_for: list[int]) -> list[int]:
    """Return a topological order that stays near the given one (Kahn 1962).

    In a cycle the first that is left goes on.
    """
    ready = [at for at, count in enumerate(waits_for) if not count]
    heapify(ready)
    left = dict.fromkeys(range(len(waits_for)))
    order = []
    while left:
        at = heappop(ready) if ready else next(iter(left))
        if at not in left:
            continue
        del left[at]
        order.append(at)
        for second in after[at]:
            waits_for[second] -= 1
            if not waits_for[second] and second in left:
                heappush(ready, second)
    return order


def _unit_of(one: ComparedQuestion) -> tuple[str, str]:
    """Return what neighbours that stay together have in common."""
    name = one.item.passage or f"\0{one.ref.card}"
    return (one.ref.bank, name)


def _shown(unit: Sequence[ComparedQuestion]) -> str:
    """Return the words that the prompts of a unit show, its passage once."""
    texts = [unit[0].passage]
    for one in unit:
        texts += [_stem(one.item), *_offered(one.item)]
    return _words("\n".join(texts))


def _stem(item: Item) -> str:
    return "\n".join(item.segments) if isinstance(item, Cloze) else item.stem


def _offered(item: Item) -> tuple[str, ...]:
    """Return what there is to choose from, as it is shown."""
    match item:
        case SingleChoice() | MultipleChoice():
            return tuple(option.text for option in item.options)
        case Match():
            return (*(pair.left for pair in item.pairs), *item.rights)
        case Order():
            return item.entries
        case Groups():
            return (*item.names, *item.entries)
        case Cloze():
            return tuple(text for gap in item.gaps for text in gap.options)
        case (
            TrueFalse()
            | ShortText()
            | TextList()
            | Number()
            | Date()
            | Flashcard()
            | Essay()
            | Computed()
        ):
            return ()
        case _:
            assert_never(item)


def _typed(item: Item) -> tuple[str, ...]:
    """Return the answers that would be typed, each as whole words."""
    match item:
        case ShortText():
            found: tuple[str, ...] = (item.answer, *item.accept)
        case TextList():
            found = tuple(text for spellings in item.entries for text in spellings)
        case Cloze():
            found = tuple(text for gap in item.gaps if not gap.options for text in gap.answers)
        case Number():
            found = (plain(item.answer),)
        case Date():
            found = (item.date,)
        case (
            SingleChoice()
            | MultipleChoice()
            | TrueFalse()
            | Match()
            | Groups()
            | Order()
            | Flashcard()
            | Essay()
            | Computed()
        ):
            return ()
        case _:
            assert_never(item)
    words = (_words(text) for text in found)
    return tuple(text for text in words if len(text.strip()) >= _LEAST_LENGTH)


def _words(text: str) -> str:
    """Return the words of a text, a space around each, so that whole ones can be looked for."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return f" {' '.join(_WORD.findall(folded))} "
