"""The order in which found cards are listed."""

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.search.terms import CardMeasure

if TYPE_CHECKING:
    from quiz.desk.search.table import CardTable


class SortBy(StrEnum):
    """What cards are sorted by."""

    BANK = "bank"
    """As the banks have them."""
    QUESTION = "question"
    """By the alphabet."""
    DUE = "due"
    """When they are due."""
    LASTS = "lasts"
    """By stability."""
    RIGHT = "right"
    """By the share of right answers."""


_MEASURES = {
    SortBy.DUE: CardMeasure.DUE,
    SortBy.LASTS: CardMeasure.STABILITY,
    SortBy.RIGHT: CardMeasure.RIGHT,
}
_ORDER = (SortBy.BANK, SortBy.DUE, SortBy.RIGHT, SortBy.LASTS, SortBy.QUESTION)


class Sorting(msgspec.Struct, frozen=True):
    """How cards are sorted."""

    by: SortBy = SortBy.BANK
    """By what."""
    is_reversed: bool = False
    """Whether the greatest come first."""

    @property
    def is_plain(self) -> bool:
        """Whether cards are as the banks have them."""
        return self == Sorting()

    def next(self) -> "Sorting":
        """Return the next one."""
        return Sorting(_ORDER[(_ORDER.index(self.by) + 1) % len(_ORDER)])

    def turned_round(self) -> "Sorting":
        """Return the same the other way round."""
        return Sorting(self.by, not self.is_reversed)


def measure_of(sorting: Sorting) -> CardMeasure | None:
    """Return what cards are sorted by, if that is a measure."""
    return _MEASURES.get(sorting.by)


def sorted_places(table: "CardTable", sorting: Sorting) -> list[int]:
    """Return the places of all cards in an order; those without a value come last."""
    places = list(range(len(table.rows)))
    if sorting.by in _MEASURES:
        column = table.column(_MEASURES[sorting.by])
        known = [at for at in places if column[at] is not None]
        unknown = [at for at in places if column[at] is None]

        def value(at: int) -> float:
            return column[at] or 0.0

        return sorted(known, key=value, reverse=sorting.is_reversed) + unknown
    if sorting.by is SortBy.QUESTION:
        places.sort(key=[row.stem.casefold() for row in table.rows].__getitem__)
    return places[::-1] if sorting.is_reversed else places
