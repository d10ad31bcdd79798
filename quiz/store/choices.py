"""What a learner chose or earned, kept under names: devices that sync share it."""

import sqlite3
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from quiz.store.rows import from_micros, to_micros

GOAL = "goal"
"""The goal that was chosen last, as it is written."""
GOALS = "goals"
"""Since which study day each goal holds."""
HOLIDAYS = "holidays"
"""The holidays, each with what it moved."""
SAVED_SEARCHES = "saved_searches"
"""Searches with a name."""
EARNED = "achievements"
"""The study day on which each achievement was earned."""
FREE_DAYS = "free_days"
"""Study days on which nothing was due."""

_NAMES = frozenset((GOAL, GOALS, HOLIDAYS, SAVED_SEARCHES, EARNED, FREE_DAYS))
_CHANGED = " changed"
"""Behind a name: under this stands when and where its value was written."""


class SharedChoice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A value under a name, and when and where it was written."""

    uid: str
    """The name."""
    value: str
    """As it is kept."""
    at: datetime
    """UTC."""
    device: str = ""
    """Where; empty in a record of before devices shared it."""

    @property
    def version(self) -> str:
        """What tells this value from others of its name."""
        return f"{self.at.isoformat()} {self.device} {zlib.crc32(self.value.encode())}"


def choices(connection: sqlite3.Connection) -> Iterator[SharedChoice]:
    """Yield all that was chosen or earned."""
    for name in sorted(_NAMES):
        found = _choice(connection, name)
        if found is not None:
            yield found


def put_choice(connection: sqlite3.Connection, choice: SharedChoice) -> bool:
    """Keep a choice of this or another device; return whether that changed anything.

    Of two values the one that was written last holds, on every device. What was earned, and free
    days, are never lost: those of both are kept, each achievement with its earlier day.
    """
    if choice.uid not in _NAMES:  # of a newer version
        return False
    kept = _choice(connection, choice.uid)
    if kept is not None:
        is_later = (choice.at, choice.device) > (kept.at, kept.device)
        joined = _joined(choice.uid, kept.value, choice.value)
        if joined is not None:
            choice = msgspec.structs.replace(choice if is_later else kept, value=joined)
            if choice.value == kept.value and not is_later:
                return False
        elif not is_later:
            return False
    changed = f"{to_micros(choice.at)} {choice.device}"
    connection.executemany(
        "INSERT OR REPLACE INTO meta VALUES (?, ?)",
        [(choice.uid, choice.value), (choice.uid + _CHANGED, changed)],
    )
    return kept is None or choice.value != kept.value


def choose(
    connection: sqlite3.Connection, name: str, value: str, at: datetime, device: str
) -> None:
    """Keep a choice of this device, after all that was chosen before, whatever the clock says."""
    kept = _choice(connection, name)
    if kept is not None and kept.at >= at:
        at = kept.at + timedelta(microseconds=1)
    put_choice(connection, SharedChoice(uid=name, value=value, at=at, device=device))


def _choice(connection: sqlite3.Connection, name: str) -> SharedChoice | None:
    rows = connection.execute(
        "SELECT key, value FROM meta WHERE key IN (?, ?)", (name, name + _CHANGED)
    ).fetchall()
    found = {row["key"]: str(row["value"]) for row in rows}
    if name not in found:
        return None
    at, _, device = found.get(name + _CHANGED, "0").partition(" ")
    try:
        moment = from_micros(int(at))
    except (ValueError, OverflowError):  # of a record from elsewhere
        moment, device = from_micros(0), ""
    return SharedChoice(uid=name, value=found[name], at=moment, device=device)


def _joined(name: str, one: str, other: str) -> str | None:
    """Return two values as one; None for what is replaced, or cannot be read."""
    try:
        if name == EARNED:
            days = msgspec.json.decode(one, type=dict[str, int])
            for key, day in msgspec.json.decode(other, type=dict[str, int]).items():
                days[key] = min(day, days.get(key, day))
            return msgspec.json.encode(days, order="sorted").decode()
        if name == FREE_DAYS:
            both = msgspec.json.decode(one, type=set[int])
            both |= msgspec.json.decode(other, type=set[int])
            return msgspec.json.encode(sorted(both)).decode()
    except msgspec.DecodeError:
        pass
    return None
