"""The order of questions by what they tell: none after a prompt that prints its answer."""

from collections.abc import Sequence

from quiz.library.library import Library
from quiz.study import CardRef
from quiz.study.giveaways import MOST_COMPARED, ComparedQuestion, untold_first


def in_telling_order(library: Library, cards: Sequence[CardRef]) -> tuple[CardRef, ...]:
    """Return cards so that none comes after a prompt that prints its answer, where that can be.

    Only the first ones are read and compared: a bank may have thousands.
    """
    compared = cards[:MOST_COMPARED]
    wanted: dict[str, list[str]] = {}
    for ref in compared:
        wanted.setdefault(ref.bank, []).append(ref.card)
    items = {bank: library.items(bank, names) for bank, names in wanted.items()}
    asked = []
    for ref in compared:
        item = items[ref.bank].get(ref.card)
        if item is not None:
            passages = dict(library.head(ref.bank).passages) if item.passage else {}
            asked.append(ComparedQuestion(ref, item, passages.get(item.passage, "")))
    return (*untold_first(asked), *cards[MOST_COMPARED:])
