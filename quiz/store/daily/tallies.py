"""The daily tallies, and what is asked of them."""

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from quiz.memory.calibration import CalibratorState
from quiz.memory.days import StudyDays
from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.tallying import ALL, COUNTS
from quiz.store.card_figures import CARD
from quiz.store.daily import following, tally_file

_SUMS = ", ".join(f"sum({name})" for name in COUNTS)
_FEW = COUNTS[:3]
"""What is asked of every topic: all else takes half a second in a long log."""
_FIRST = 0


class Counts(msgspec.Struct, frozen=True):
    """What was counted of some answers; the fields are `COUNTS`, in their order."""

    answers: int = 0
    """All of them: practice and what was skipped too."""
    spent_ms: int = 0
    """Time taken, at most a minute an answer."""
    credit: float = 0.0
    """Sum of the credits, each 0 to 1."""
    again: int = 0
    """Rated Again: wrong."""
    hard: int = 0
    """Rated Hard."""
    good: int = 0
    """Rated Good."""
    easy: int = 0
    """Rated Easy."""
    young: int = 0
    """First answers of a day to cards with an interval of 1 to 20 days."""
    young_right: int = 0
    """Those of them that were not rated Again."""
    mature: int = 0
    """First answers of a day to cards with an interval of 21 days or more."""
    mature_right: int = 0
    """Those of them that were not rated Again."""
    begun: int = 0
    """Cards that were answered for the first time."""
    young_change: int = 0
    """By how many the young cards grew."""
    mature_change: int = 0
    """By how many the mature cards grew."""
    unsure: int = 0
    """Answers of which the learner was not sure."""
    unsure_right: int = 0
    """Those of them that were not rated Again."""
    fairly_sure: int = 0
    """Answers of which the learner was fairly sure."""
    fairly_sure_right: int = 0
    """Those of them that were not rated Again."""
    very_sure: int = 0
    """Answers of which the learner was very sure."""
    very_sure_right: int = 0
    """Those of them that were not rated Again."""

    @property
    def rated(self) -> int:
        """Answers that were not skipped."""
        return self.again + self.hard + self.good + self.easy

    @property
    def right(self) -> float | None:
        """Share that was right, 0 to 1, partly right in part; None where nothing was answered."""
        return self.credit / self.answers if self.answers else None

    @property
    def minutes(self) -> float:
        """Time taken."""
        return self.spent_ms / 60_000

    def __add__(self, other: "Counts") -> "Counts":
        pairs = zip(msgspec.structs.astuple(self), msgspec.structs.astuple(other), strict=True)
        return Counts(*(one + more for one, more in pairs))


class ScopeKey(msgspec.Struct, frozen=True):
    """What the answers of a scope share."""

    bank: str
    """Id of the bank."""
    tags: tuple[str, ...]
    """Topics of the questions when they were answered."""
    kind: str
    """Kind of the questions."""


class Predicted(msgspec.Struct, frozen=True):
    """Predictions within a tenth of the chance, and what came."""

    tenth: int
    """0 to 9: chances from `tenth / 10` on."""
    answers: int
    """Number of predictions."""
    right: int
    """How many were recalled."""
    chance: float
    """Mean of the chances, 0 to 1."""


class WrongAnswer(msgspec.Struct, frozen=True):
    """A wrong response to a card, and how often it was given."""

    bank: str
    """Id of the bank."""
    card: str
    """Name of the card within the bank."""
    response: str
    """As the log keeps it, JSON."""
    answers: int
    """How often."""
    last_day: int
    """The last study day on which it was given, as an ordinal."""


Scopes = Collection[int] | None
"""Numbers of scopes; None for all answers."""


class DailyTallies:
    """The daily tallies of one record, for the thread that opened them."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        """Take open tallies; use `DailyTallies.open`."""
        self._folder = folder
        self._connection = connection
        self._count_again: Callable[[], None] = lambda: None
        self._tell: Callable[[float], object] = lambda share: None

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the tallies in a cache folder; in memory where they cannot be written."""
        return cls(folder, tally_file.opened(folder))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def follow(
        self,
        source: sqlite3.Connection,
        learner: str,
        days: StudyDays,
        model: Fsrs6,
        tell: Callable[[float], object] = lambda share: None,
    ) -> None:
        """Count what changed in a record.

        Args:
            source: A connection to the record, of this thread.
            learner: Whose answers count.
            days: The zone of the learner's clock.
            model: The memory model with the learner's weights.
            tell: Called now and then with the share that is done; what it raises ends the
                counting, and nothing of it is kept.
        """
        self._tell = tell
        self._count_again = lambda: self._follow(source, learner, days, model)
        try:
            self._count_again()
        except sqlite3.DatabaseError:
            self._start_again()

    def _start_again(self) -> None:
        """Count all in memory: the file is damaged, full, or locked by another window for long."""
        self._connection.close()
        tally_file.delete(self._folder)
        self._connection = tally_file.in_memory()
        self._count_again()

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[Any]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError:
            self._start_again()
            return self._connection.execute(query, values).fetchall()

    def _follow(
        self, source: sqlite3.Connection, learner: str, days: StudyDays, model: Fsrs6
    ) -> None:
        new = following.known_now(source, learner, days, model)
        if following.known_before(self._connection) == new:
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            old = following.known_before(self._connection)  # another window may have been here
            first = following.first_changed_day(source, old, new)
            if first is None:
                following.put_known(self._connection, new)
            else:
                following.follow(source, self._connection, new, first, days, model, self._tell)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    @property
    def calibrator(self) -> CalibratorState:
        """What the calibrator knows after all answers."""
        return following.calibrator_of(self._connection)

    def calibrators_after(self, days: Sequence[int]) -> list[CalibratorState]:
        """Return what the calibrator knew at the end of each of some study days."""
        return [following.calibrator_before(self._connection, day + 1) for day in days]

    def known(self, days: Collection[int]) -> dict[int, dict[str, float]]:
        """Return how much was known at the end of study days that were worked out, by bank."""
        rows = self._rows(
            "SELECT day, bank, known FROM known WHERE day IN (SELECT value FROM json_each(?))",
            (_json(days),),
        )
        found: dict[int, dict[str, float]] = {}
        for day, bank, known in rows:
            found.setdefault(day, {})[bank] = known
        return found

    def put_known(self, found: Mapping[int, Mapping[str, float]]) -> None:
        """Keep how much was known at the end of study days, by bank, until the log changes."""
        rows = [(day, bank, known) for day, banks in found.items() for bank, known in banks.items()]
        with suppress(sqlite3.DatabaseError):  # it is worked out again, no more
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.executemany("INSERT OR REPLACE INTO known VALUES (?, ?, ?)", rows)
            finally:
                self._connection.execute("COMMIT")

    def scopes(self) -> dict[int, ScopeKey]:
        """Return what the answers of each scope share, by its number."""
        rows = self._rows("SELECT id, bank, tags, kind FROM scope")
        return {number: ScopeKey(bank, _tags(tags), kind) for number, bank, tags, kind in rows}

    def card_scopes(self) -> dict[str, int]:
        """Return the scope of each card's last answer, the cards as `bank/card`."""
        return dict(self._rows(f"SELECT {CARD}, scope FROM card"))

    def cards_in(self, scopes: Collection[int]) -> frozenset[str]:
        """Return the cards whose last answer was in some scopes, as `bank/card`."""
        where, values = _where(scopes)
        return frozenset(
            card for (card,) in self._rows(f"SELECT {CARD} FROM card WHERE {where}", values)
        )

    def by_day(self, scopes: Scopes = None, first: int = _FIRST) -> dict[int, Counts]:
        """Return the counts of each study day from one on that has answers, in order."""
        return self._by("day", scopes, first)

    def by_hour(self, scopes: Scopes = None, first: int = _FIRST) -> dict[int, Counts]:
        """Return the counts of each hour of the clock that has answers, from a study day on."""
        return self._by("hour", scopes, first)

    def by_scope(self, first: int = _FIRST) -> dict[int, Counts]:
        """Return answers, time and credit of each scope, and nothing else, from a study day on."""
        sums = ", ".join(f"sum({name})" for name in _FEW)
        rows = self._rows(
            f"SELECT scope, {sums} FROM tally WHERE scope > 0 AND day >= ? GROUP BY scope",
            (first,),
        )
        return {scope: Counts(*counts) for scope, *counts in rows}

    def before(self, day: int, scopes: Scopes = None) -> Counts:
        """Return the counts of all study days before one."""
        where, values = _where(scopes)
        (row,) = self._rows(f"SELECT {_SUMS} FROM tally WHERE {where} AND day < ?", (*values, day))
        return Counts() if row[0] is None else Counts(*row)

    def _by(self, column: str, scopes: Scopes, first: int) -> dict[int, Counts]:
        where, values = _where(scopes)
        rows = self._rows(
            f"SELECT {column}, {_SUMS} FROM tally WHERE {where} AND day >= ?"
            f" GROUP BY {column} ORDER BY {column}",
            (*values, first),
        )
        return {key: Counts(*counts) for key, *counts in rows}

    def predictions(self, scopes: Scopes = None, first: int = _FIRST) -> list[Predicted]:
        """Return the predictions from a study day on, by tenths of the chance."""
        where, values = _where(scopes)
        rows = self._rows(
            "SELECT tenth, sum(answers), sum(right), sum(chance) / sum(answers) FROM prediction"
            f" WHERE {where} AND day >= ? GROUP BY tenth ORDER BY tenth",
            (*values, first),
        )
        return [Predicted(*row) for row in rows]

    def repeated_mistakes(
        self, banks: Collection[str], first: int, least: int, most: int
    ) -> list[WrongAnswer]:
        """Return wrong answers that were given again and again, the most frequent first.

        Args:
            banks: Ids of their banks.
            first: The study day from which on they count, as an ordinal.
            least: How often at least.
            most: How many at most.
        """
        rows = self._rows(
            "SELECT bank, card, response, sum(answers) AS n, max(day) FROM wrong"
            " WHERE day >= ? AND bank IN (SELECT value FROM json_each(?))"
            " GROUP BY bank, card, response HAVING n >= ?"
            " ORDER BY n DESC, max(day) DESC, bank, card, response LIMIT ?",
            (first, _json(banks), least, most),
        )
        return [WrongAnswer(*row) for row in rows]


def _where(scopes: Scopes) -> tuple[str, tuple[object, ...]]:
    if scopes is None:
        return f"scope = {ALL}", ()
    return "scope IN (SELECT value FROM json_each(?))", (_json(scopes),)


def _json(values: Collection[object]) -> str:
    return msgspec.json.encode(sorted(values, key=str)).decode()


def _tags(text: str) -> tuple[str, ...]:
    try:
        return msgspec.json.decode(text, type=tuple[str, ...])
    except (msgspec.DecodeError, msgspec.ValidationError):
        return ()
