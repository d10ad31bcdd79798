"""The table that is searched: every card with its text and its memory state.

It is built once for a state of the library; answers and actions change single rows of it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from quiz.desk.search.terms import CardMeasure
from quiz.desk.sittings.drawing import wrong_lately
from quiz.library.index import SearchedRow
from quiz.library.searched import folded
from quiz.memory import NEW_STATE, MemoryState
from quiz.study import CardRef

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

Column = list[float | None]
"""A measure of each card; None where a card has none."""


class CardTable:
    """All cards in the order of the banks, orphans last."""

    def __init__(self, desk: "Desk") -> None:
        """Read cards and states.

        Args:
            desk: Where banks and record are.
        """
        self._desk = desk
        self.rows: list[SearchedRow] = []
        """The cards; an orphan has its name for a text."""
        for entry in desk.library.all():
            self.rows += desk.library.searched_rows(entry)
        self.present = len(self.rows)
        """Number of the cards that are in a bank; what comes after them are orphans."""
        self.mark = _mark(desk)
        """What changes with the library."""
        self.states: list[MemoryState] = []
        """Of each card; `NEW_STATE` for a card never answered."""
        self._places: dict[CardRef, int] = {}
        self._log = ""
        self._columns: dict[CardMeasure, Column] = {}
        self._sets: dict[tuple[object, ...], set[tuple[str, str]]] = {}
        self._read_states()

    @property
    def texts(self) -> list[str]:
        """The folded text of each card."""
        return [row.searched for row in self.rows]

    @property
    def is_current(self) -> bool:
        """Whether the library is as it was when this was built."""
        return self.mark == _mark(self._desk)

    def refresh(self) -> None:
        """Read the states again, if the record has changed."""
        if self._log != self._desk.record.log_mark():
            self._read_states()

    def _read_states(self) -> None:
        desk = self._desk
        self._log = desk.record.log_mark()
        self.forget()
        states = desk.record.all_states()
        del self.rows[self.present :]
        none: dict[str, MemoryState] = {}
        self.states = [states.get(row.bank, none).pop(row.card, NEW_STATE) for row in self.rows]
        for bank, cards in states.items():
            for card, state in cards.items():
                if state.reps:
                    name = f"{bank}/{card}"
                    self.rows.append(SearchedRow(bank, card, card, "", (), name, folded(name)))
                    self.states.append(state)
        self._places.clear()

    def forget(self) -> None:
        """Work measures out again when they are next needed: the day or the record is another."""
        self._columns.clear()
        self._sets.clear()

    def ref(self, at: int) -> CardRef:
        """Return the name of a card by its place."""
        row = self.rows[at]
        return CardRef(row.bank, row.card)

    def place(self, ref: CardRef) -> int | None:
        """Return the place of a card; None if it is not here."""
        if not self._places:
            self._places = {CardRef(row.bank, row.card): at for at, row in enumerate(self.rows)}
        return self._places.get(ref)

    def column(self, measure: CardMeasure) -> Column:
        """Return a measure of every card."""
        if measure not in self._columns:
            self._columns[measure] = self._measured(measure)
        return self._columns[measure]

    def _measured(self, measure: CardMeasure) -> Column:
        if measure is CardMeasure.RIGHT:
            return self._shares()
        measured = self._measure(measure)
        return [measured(state) for state in self.states]

    def _measure(self, measure: CardMeasure) -> Callable[[MemoryState], float | None]:
        """Return what gives a measure that follows from a card's state."""
        desk, today, now = self._desk, self._desk.today, self._desk.now()
        match measure:
            case CardMeasure.STABILITY:
                return lambda state: state.stability
            case CardMeasure.DIFFICULTY:
                return lambda state: state.difficulty
            case CardMeasure.RECALL:
                return lambda state: _recall(desk, state, today, now)
            case CardMeasure.DUE:
                return lambda state: days_until_due(state, today)
            case CardMeasure.LAPSES:
                return lambda state: state.lapses
            case _:
                return lambda state: state.reps

    def _shares(self) -> Column:
        """Return the mean credit of each card's answers."""
        tallies = {
            bank: self._desk.record.tallies(bank) for bank in {row.bank for row in self.rows}
        }
        shares: Column = []
        for row in self.rows:
            tally = tallies[row.bank].get(row.card)
            shares.append(tally.credit / tally.asked if tally and tally.asked else None)
        return shares

    def answered(self, days: int, rating: int | None) -> set[tuple[str, str]]:
        """Return the cards answered in the last days, today being the first."""
        first = self._desk.today - days + 1
        return self._set(
            ("answered", days, rating),
            lambda: self._desk.record.answered_since(first, rating=rating),
        )

    def introduced(self, days: int) -> set[tuple[str, str]]:
        """Return the cards first answered in the last days, today being the first."""
        first = self._desk.today - days + 1
        return self._set(
            ("introduced", days),
            lambda: self._desk.record.answered_since(first, only_first=True),
        )

    def mistakes(self) -> set[tuple[str, str]]:
        """Return the cards whose last answer, in two weeks, was not right."""
        return self._set(("mistakes",), lambda: wrong_lately(self._desk))

    def _set(
        self, key: tuple[object, ...], made: Callable[[], set[tuple[str, str]]]
    ) -> set[tuple[str, str]]:
        if key not in self._sets:
            self._sets[key] = made()
        return self._sets[key]

    def tags(self) -> dict[str, int]:
        """Return the topics of all cards with their numbers of cards, the most used first."""
        counts: dict[str, int] = {}
        for row in self.rows:
            for tag in row.tags:
                counts[tag] = counts.get(tag, 0) + 1
        return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))

    def banks(self) -> dict[str, str]:
        """Return the titles of the banks by id."""
        return {entry.id: entry.title for entry in self._desk.library.entries.values()}

    @property
    def today(self) -> int:
        """The study day, as an ordinal."""
        return self._desk.today

    @property
    def leech_threshold(self) -> int:
        """Lapses from which a card is called a leech."""
        return self._desk.config.leech_threshold


def days_until_due(state: MemoryState, today: int) -> float | None:
    """Return the days from today until a card is due, below 0 if it is overdue.

    0 for a card on its steps; None for one that is new or suspended.
    """
    if state.is_suspended:
        return None
    if state.due_day is not None:
        return state.due_day - today
    return None if state.due_at is None else 0


def _recall(desk: "Desk", state: MemoryState, today: int, now: datetime) -> float | None:
    return desk.recall.now(state, today, now) if state.reps else None


def _mark(desk: "Desk") -> tuple[tuple[str, str], ...]:
    return tuple((entry.id, entry.digest) for entry in desk.library.entries.values())
