"""How all answered cards stand, in the figures that statistics need: counted in the database.

Every function takes a connection and changes nothing.
"""

import sqlite3
from collections.abc import Collection, Sequence

import msgspec


class LearnedTotals(msgspec.Struct, frozen=True):
    """How many cards of a bank were learned."""

    cards: int
    """Answered at least once since they were new."""
    mature: int
    """In review, and lasting as long as a mature card does."""
    won_back: int
    """Mature ones that were forgotten before."""


class CardChoice(msgspec.Struct, frozen=True, kw_only=True):
    """Which cards are meant; all of them are still in their banks."""

    learner: str
    """Whose."""
    banks: Collection[str]
    """Ids of their banks."""
    cards: Collection[str] | None = None
    """Each as `bank/card`; None for all."""

    @property
    def where(self) -> str:
        """The condition on rows of `state`."""
        chosen = (
            "" if self.cards is None else f" AND {CARD} IN (SELECT value FROM json_each(:cards))"
        )
        return (
            "learner = :learner AND is_present = 1"
            f" AND bank IN (SELECT value FROM json_each(:banks)){chosen}"
        )

    @property
    def values(self) -> dict[str, object]:
        """The values of the condition."""
        cards = None if self.cards is None else _json(self.cards)
        return {"learner": self.learner, "banks": _json(self.banks), "cards": cards}


CARD = "bank || '/' || card"
"""A card's name among those of all banks."""


class HardFigures(msgspec.Struct, frozen=True):
    """A card that was forgotten."""

    bank: str
    """Id of the bank."""
    card: str
    """Name of the card within the bank."""
    lapses: int
    """How often it was known and then forgotten."""
    difficulty: float
    """1 to 10."""
    stability: float
    """Days until recall falls to 90 %."""


def due_counts(
    connection: sqlite3.Connection, choice: CardChoice, today: int, days: int
) -> list[int]:
    """Return how many cards are due on each of some days; the first has the overdue too.

    A card that is buried is due on the day after.
    """
    due = [0] * days
    rows = connection.execute(
        "SELECT max(coalesce(due_day, 0), coalesce(buried_day + 1, 0), :today) AS day, count(*)"
        f" FROM state WHERE {choice.where} AND is_suspended = 0"
        " AND (due_day IS NOT NULL OR due_at IS NOT NULL) GROUP BY day",
        choice.values | {"today": today},
    )
    for day, count in rows:
        if day < today + days:
            due[day - today] = count
    return due


def counts_between(
    connection: sqlite3.Connection, choice: CardChoice, column: str, bounds: Sequence[float]
) -> list[int]:
    """Return how many answered cards are below the first bound, between two, and from the last.

    Args:
        connection: To the record.
        choice: Which cards.
        column: `stability` or `difficulty`.
        bounds: In ascending order.
    """
    counts = [0] * (len(bounds) + 1)
    group = " + ".join(f"({column} >= {bound})" for bound in bounds)
    rows = connection.execute(
        f"SELECT {group} AS at, count(*) FROM state WHERE {choice.where} AND reps > 0"
        f" AND {column} IS NOT NULL GROUP BY at",
        choice.values,
    )
    for at, count in rows:
        counts[at] = count
    return counts


def hardest(connection: sqlite3.Connection, choice: CardChoice, most: int) -> list[HardFigures]:
    """Return the cards with most lapses, of those the most difficult; none that is suspended."""
    rows = connection.execute(
        "SELECT bank, card, lapses, difficulty, stability FROM state"
        f" WHERE {choice.where} AND lapses > 0 AND is_suspended = 0 AND stability IS NOT NULL"
        " AND difficulty IS NOT NULL ORDER BY lapses DESC, difficulty DESC, bank, card LIMIT :most",
        choice.values | {"most": most},
    )
    return [HardFigures(*row) for row in rows]


def stabilities(connection: sqlite3.Connection, choice: CardChoice) -> list[tuple[str, float]]:
    """Return the stability of each answered card, with its name as `bank/card`."""
    cursor = connection.cursor()
    cursor.row_factory = None  # plain tuples: there are a hundred thousand
    return cursor.execute(
        f"SELECT {CARD}, stability FROM state WHERE {choice.where} AND reps > 0"
        " AND stability IS NOT NULL",
        choice.values,
    ).fetchall()


def _json(values: Collection[str]) -> str:
    return msgspec.json.encode(sorted(values)).decode()


def learned_totals(
    connection: sqlite3.Connection, learner: str, mature_days: float
) -> dict[str, LearnedTotals]:
    """Return what was learned of each bank, as `LearnedTotals` says.

    Args:
        connection: Of the record.
        learner: Whose cards.
        mature_days: Days that a card lasts from which on it is mature.
    """
    rows = connection.execute(
        "SELECT bank, sum(reps > 0) AS cards, "
        "sum(phase = 'review' AND stability >= ?) AS mature, "
        "sum(phase = 'review' AND stability >= ? AND lapses > 0) AS won_back "
        "FROM state WHERE learner = ? GROUP BY bank",
        (mature_days, mature_days, learner),
    )
    return {
        row["bank"]: LearnedTotals(row["cards"], row["mature"] or 0, row["won_back"] or 0)
        for row in rows
    }
