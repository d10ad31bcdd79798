"""The names that cards had before: an edited question keeps its history."""

import sqlite3
from datetime import datetime

from quiz.store.rows import to_micros


class Aliases:
    """The names that the cards of a bank had before."""

    def __init__(self, connection: sqlite3.Connection, bank: str) -> None:
        """Read the renamings of a bank, oldest first."""
        rows = connection.execute(
            "SELECT old_card, new_card, at FROM alias WHERE bank = ? ORDER BY at", (bank,)
        )
        self._changes: list[tuple[str, str, int]] = [tuple(row) for row in rows]

    def __bool__(self) -> bool:
        return bool(self._changes)

    def name_now(self, card: str, at: datetime) -> str:
        """Return today's name of the card that had a name at a time."""
        if not self._changes:
            return card
        time = to_micros(at)
        for old, new, changed_at in self._changes:
            if old == card and changed_at >= time:
                card = new
                time = changed_at + 1  # the names of one renaming change all at once
        return card

    def former_names(self, card: str) -> list[str]:
        """Return a card's name and every name that may have become it."""
        names = [card]
        for name in names:
            for old, new, _ in self._changes:
                if new == name and old not in names:
                    names.append(old)
        return names
