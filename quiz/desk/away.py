"""The holidays that a record keeps."""

import msgspec

from quiz.memory.holiday import Holiday
from quiz.store import Record

_KEPT = "holidays"


class KeptHoliday(msgspec.Struct, frozen=True, kw_only=True):
    """A holiday with what it moved, so that it can be undone."""

    holiday: Holiday
    """The days."""
    moves: tuple[tuple[str, str, int, int], ...] = ()
    """Bank, card, and the study days on which it was and is due."""


def kept_holidays(record: Record) -> list[KeptHoliday]:
    """Return the holidays that were set, in order of time."""
    try:
        found = msgspec.json.decode(record.meta(_KEPT) or "[]", type=list[KeptHoliday])
    except msgspec.DecodeError:  # of a record from elsewhere
        return []
    return sorted(found, key=lambda one: one.holiday.first)


def keep_holidays(record: Record, kept: list[KeptHoliday]) -> None:
    """Keep holidays in the place of those that were set."""
    record.put_meta(_KEPT, msgspec.json.encode(kept).decode())


def holiday_days(record: Record) -> frozenset[int]:
    """Return all study days of holidays, as ordinals."""
    return frozenset(
        day
        for kept in kept_holidays(record)
        for day in range(kept.holiday.first, min(kept.holiday.last, kept.holiday.first + 999) + 1)
    )
