"""What the log says of the questions of one bank.

Every function takes a connection and changes nothing.
"""

import sqlite3
from datetime import datetime

import msgspec

from quiz.memory.pace import LONGEST_ANSWER_MS
from quiz.store.aliases import Aliases
from quiz.store.log import LIVE
from quiz.store.rows import from_micros


class CardTally(msgspec.Struct, frozen=True, kw_only=True):
    """How a card was answered, all answers together."""

    asked: int = 0
    """Answers; what was skipped does not count."""
    credit: float = 0.0
    """Sum of the credits, each 0 to 1."""
    elapsed_ms: int = 0
    """Time taken in all, at most a minute an answer."""
    last_at: datetime | None = None
    """When it was answered last, UTC."""

    def __add__(self, other: "CardTally") -> "CardTally":
        moments = [at for at in (self.last_at, other.last_at) if at is not None]
        return CardTally(
            asked=self.asked + other.asked,
            credit=self.credit + other.credit,
            elapsed_ms=self.elapsed_ms + other.elapsed_ms,
            last_at=max(moments, default=None),
        )


def tallies(connection: sqlite3.Connection, learner: str, bank: str) -> dict[str, CardTally]:
    """Return how the cards of a bank were answered, by the names that they have now."""
    aliases = Aliases(connection, bank)
    # Without renamings SQLite sums up along its index; else each answer has its own name.
    group = "GROUP BY card, at" if aliases else "GROUP BY card"
    rows = connection.execute(
        "SELECT card, count(*), sum(credit), sum(min(max(0, elapsed_ms), :longest)), max(at)"
        " FROM review INDEXED BY review_card WHERE learner = :learner AND bank = :bank"
        f" AND rating IS NOT NULL AND {LIVE} {group}",
        {"learner": learner, "bank": bank, "longest": LONGEST_ANSWER_MS},
    )
    found: dict[str, CardTally] = {}
    for card, asked, credit, elapsed_ms, micros in rows:
        at = from_micros(micros)
        name = aliases.name_now(card, at)
        tally = CardTally(asked=asked, credit=credit, elapsed_ms=elapsed_ms, last_at=at)
        found[name] = found[name] + tally if name in found else tally
    return found


def overridden(connection: sqlite3.Connection, learner: str, bank: str) -> list[tuple[str, str]]:
    """Return card and response of each refused answer that the learner counted as right."""
    aliases = Aliases(connection, bank)
    rows = connection.execute(
        "SELECT card, at, response FROM review INDEXED BY review_card WHERE learner = ?"
        f" AND bank = ? AND is_overridden = 1 AND {LIVE} ORDER BY at, uid",
        (learner, bank),
    )
    return [
        (aliases.name_now(card, from_micros(micros)), response) for card, micros, response in rows
    ]
