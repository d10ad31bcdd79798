"""The table that is searched: every card with its text and its memory state.

It is built once for a state of the library; answers and actions change single rows of it.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from quiz.desk.recall import Recall
from quiz.desk.search.index import WordIndex
from quiz.desk.search.terms import CardMeasure
from quiz.desk.sittings.drawing import wrong_lately
from quiz.library.index import Index, SearchedRow
from quiz.memory import NEW_STATE, MemoryState
from quiz.store import Record
from quiz.store.tallies import CardTally
from quiz.study import CardRef

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

_MANY = 20_000
"""Answers from which it takes longer than a key press may to go through all of them."""
Column = list[float | None]
"""A measure of each card; None where a card has none."""


class CardData(msgspec.Struct, frozen=True):
    """What a table is built of, as another thread may read it."""

    rows: list[SearchedRow]
    """The cards of all banks, in their order."""
    states: dict[str, dict[str, MemoryState]]
    """The states of the cards that were answered, by bank and card."""
    log: str
    """What the log was when they were read."""
    index: WordIndex | None = None
    """The words of the cards; None: made when a word is first looked for."""


def read_apart(desk: "Desk") -> Callable[[], CardData]:
    """Return what reads all cards in another thread, which opens index and record again."""
    places, days, learner = desk.places, desk.days, desk.record.learner
    entries = desk.library.all()

    def work() -> CardData:
        with Record.open(places.record, learner=learner, days=days) as record:
            log, states = record.log_mark(), record.all_states()
        index = Index(places.cache)
        try:
            rows = [row for entry in entries for row in index.searched_rows(entry)]
        finally:
            index.close()
        return CardData(rows, states, log, WordIndex([row.searched for row in rows]))

    return work


def _read(desk: "Desk") -> CardData:
    library = desk.library
    rows = [row for entry in library.all() for row in library.searched_rows(entry)]
    return CardData(rows, desk.record.all_states(), desk.record.log_mark())


class CardTable:
    """All cards in the order of the banks, orphans last."""

    def __init__(self, desk: "Desk", data: CardData | None = None) -> None:
        """Take cards and states.

        Args:
            desk: Where banks and record are.
            data: What was read of them in another thread; None: read them now.
        """
        self._desk = desk
        cards = sum(entry.cards for entry in desk.library.all())
        if data is None or len(data.rows) != cards:  # the index may be in memory alone
            data = _read(desk)
        self.rows = list(data.rows)
        """The cards; an orphan has its name for a question."""
        self._index = data.index
        self.present = len(self.rows)
        """Number of the cards that are in a bank; what comes after them are orphans."""
        self.mark = _mark(desk)
        """What changes with the library."""
        self.states: list[MemoryState] = []
        """Of each card; `NEW_STATE` for a card never answered."""
        self._places: dict[CardRef, int] = {}
        self._log = ""
        self.today = 0
        """The study day, as an ordinal."""
        self.revision = 0
        """Grows whenever states, or the day, are others."""
        self._shares_seen: dict[int, float | None] = {}
        self._columns: dict[CardMeasure, Column] = {}
        self._sets: dict[tuple[object, ...], set[tuple[str, str]]] = {}
        self._take_states(data.states, data.log)

    @property
    def texts(self) -> list[str]:
        """The folded text of each card in a bank; a list of its own at each call."""
        return [row.searched for row in self.rows[: self.present]]

    def words(self) -> WordIndex:
        """Return the words of the cards in banks, going through them the first time."""
        if self._index is None:
            self._index = WordIndex(self.texts)
        return self._index

    @property
    def is_current(self) -> bool:
        """Whether the library is as it was when this was built."""
        return self.mark == _mark(self._desk)

    def refresh(self) -> None:
        """Take up what changed in the record, and the day."""
        log = self._desk.record.log_mark()
        if self._log != log:
            self._take_states(self._desk.record.all_states(), log)
        elif self.today != self._desk.today:
            self.forget()

    def update(self, refs: Iterable[CardRef]) -> None:
        """Take up what was just done with some cards, and nothing else."""
        for ref in refs:
            place = self.place(ref)
            if place is None:  # it has another name by now
                self.refresh()
                return
            self.states[place] = self._desk.record.state(ref.bank, ref.card)
        self._log = self._desk.record.log_mark()
        self.forget()

    def _take_states(self, states: dict[str, dict[str, MemoryState]], log: str) -> None:
        self._log = log
        self.forget()
        none: dict[str, MemoryState] = {}
        del self.rows[self.present :]
        self.states = [states.get(row.bank, none).pop(row.card, NEW_STATE) for row in self.rows]
        for bank, cards in states.items():
            for card, state in cards.items():
                if state.reps:
                    self.rows.append(SearchedRow(bank, card, card, "", (), f"{bank}/{card}", ""))
                    self.states.append(state)
        self._places.clear()

    def forget(self) -> None:
        """Work measures out again when they are next needed: the day or the record is another."""
        self.revision += 1
        self._columns.clear()
        self._sets.clear()
        self._shares_seen.clear()
        self.today = self._desk.today

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

    def lacks(self, measure: CardMeasure) -> bool:
        """Return whether a measure is still to be worked out, and that takes seconds."""
        is_slow = measure in (CardMeasure.RIGHT, CardMeasure.RECALL)
        return is_slow and measure not in self._columns and self._desk.record.size() > _MANY

    def take(self, columns: Mapping[CardMeasure, Column], revision: int) -> None:
        """Take up measures that were worked out in another thread, unless they are outdated."""
        if revision == self.revision:
            self._columns.update(columns)

    def columns_apart(
        self, measures: Iterable[CardMeasure]
    ) -> Callable[[], dict[CardMeasure, Column]]:
        """Return what works out slow measures in another thread, which opens the record again."""
        desk, rows, states, today = self._desk, self.rows, self.states, self.today
        path, days, learner = desk.places.record, desk.days, desk.record.learner
        now, model = desk.now(), desk.scheduling.scheduler.model
        learned = desk.recall.state if desk.recall.is_ready else None
        wanted = tuple(measures)

        def work() -> dict[CardMeasure, Column]:
            columns: dict[CardMeasure, Column] = {}
            with Record.open(path, learner=learner, days=days) as record:
                if CardMeasure.RIGHT in wanted:
                    columns[CardMeasure.RIGHT] = _shares(record, rows)
                if CardMeasure.RECALL in wanted:
                    recall = Recall(record, model)
                    if learned is not None:
                        recall.take(learned)
                    columns[CardMeasure.RECALL] = [
                        recall.now(state, today, now) if state.reps else None for state in states
                    ]
            return columns

        return work

    def _measured(self, measure: CardMeasure) -> Column:
        if measure is CardMeasure.RIGHT:
            return _shares(self._desk.record, self.rows)
        measured = self._measure(measure)
        return [measured(state) for state in self.states]

    def _measure(self, measure: CardMeasure) -> Callable[[MemoryState], float | None]:
        """Return what gives a measure that follows from a card's state."""
        desk, today, now = self._desk, self.today, self._desk.now()
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

    def share(self, at: int) -> float | None:
        """Return the mean credit of one card's answers, as `column` has it; None if none."""
        if CardMeasure.RIGHT in self._columns:
            return self._columns[CardMeasure.RIGHT][at]
        if at not in self._shares_seen:
            row = self.rows[at]
            credits = [
                review.credit
                for review in self._desk.record.card_reviews(row.bank, row.card)
                if review.rating is not None
            ]
            self._shares_seen[at] = sum(credits) / len(credits) if credits else None
        return self._shares_seen[at]

    def answered(self, days: int, rating: int | None) -> set[tuple[str, str]]:
        """Return the cards answered in the last days, today being the first."""
        first = self.today - days + 1
        return self._set(
            ("answered", days, rating),
            lambda: self._desk.record.answered_since(first, rating=rating),
        )

    def introduced(self, days: int) -> set[tuple[str, str]]:
        """Return the cards first answered in the last days, today being the first."""
        first = self.today - days + 1
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

    @cached_property
    def tags(self) -> dict[str, int]:
        """The topics of all cards with their numbers of cards, the most used first."""
        counts: dict[tuple[str, ...], int] = {}
        for row in self.rows:
            counts[row.tags] = counts.get(row.tags, 0) + 1
        of_tag: dict[str, int] = {}
        for tags, count in counts.items():
            for tag in tags:
                of_tag[tag] = of_tag.get(tag, 0) + count
        return dict(sorted(of_tag.items(), key=lambda entry: (-entry[1], entry[0])))

    @cached_property
    def banks(self) -> dict[str, str]:
        """The titles of the banks by id."""
        return {entry.id: entry.title for entry in self._desk.library.entries.values()}

    @property
    def leech_threshold(self) -> int:
        """Lapses from which a card is called a leech."""
        return self._desk.config.leech_threshold


def _shares(record: Record, rows: Iterable[SearchedRow]) -> Column:
    """Return the mean credit of each card's answers."""
    of_bank: dict[str, dict[str, CardTally]] = {}
    shares: Column = []
    for row in rows:
        if row.bank not in of_bank:
            of_bank[row.bank] = record.tallies(row.bank)
        tally = of_bank[row.bank].get(row.card)
        shares.append(tally.credit / tally.asked if tally and tally.asked else None)
    return shares


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
