"""Searches that the learner saved, kept in the record."""

from typing import TYPE_CHECKING

import msgspec

from quiz.store.choices import SAVED_SEARCHES

if TYPE_CHECKING:
    from quiz.desk.desk import Desk

MOST = 50
"""Searches that are kept; a new one replaces the oldest."""


class SavedSearch(msgspec.Struct, frozen=True):
    """A search with a name."""

    name: str
    """What Home calls it."""
    text: str
    """The search."""


def saved_searches(desk: "Desk") -> tuple[SavedSearch, ...]:
    """Return the saved searches, the oldest first."""
    note = desk.record.meta(SAVED_SEARCHES)
    if not note:
        return ()
    try:
        return msgspec.json.decode(note, type=tuple[SavedSearch, ...])
    except (msgspec.DecodeError, msgspec.ValidationError):  # a record from elsewhere
        return ()


def save_search(desk: "Desk", name: str, text: str) -> None:
    """Keep a search; one of the same name is replaced."""
    others = [saved for saved in saved_searches(desk) if saved.name != name]
    _keep(desk, [*others, SavedSearch(name, text)][-MOST:])


def remove_search(desk: "Desk", name: str) -> None:
    """Keep a search no longer."""
    _keep(desk, [saved for saved in saved_searches(desk) if saved.name != name])


def _keep(desk: "Desk", searches: list[SavedSearch]) -> None:
    desk.record.choose(SAVED_SEARCHES, msgspec.json.encode(searches).decode(), desk.now())
