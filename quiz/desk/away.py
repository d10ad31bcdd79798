"""The holidays that a record keeps."""

from datetime import datetime

import msgspec

from quiz.memory.holiday import Holiday
from quiz.store import Record
from quiz.store.choices import HOLIDAYS


class KeptHoliday(msgspec.Struct, frozen=True, kw_only=True):
    """A holiday with what it moved, so that it can be undone."""

    holiday: Holiday
    """The days."""
    moves: tuple[tuple[str, str, int, int], ...] = ()
    """Bank, card, and the study days on which it was and is due."""
    uid: str = ""
    """What the moves are known by, to be undone together; empty where it moved nothing."""


def kept_holidays(record: Record) -> list[KeptHoliday]:
    """Return the holidays that were set, in order of time."""
    try:
        found = msgspec.json.decode(record.meta(HOLIDAYS) or "[]", type=list[KeptHoliday])
    except msgspec.DecodeError:  # of a record from elsewhere
        return []
    return sorted(found, key=lambda one: one.holiday.first)


def keep_holidays(record: Record, kept: list[KeptHoliday], now: datetime) -> None:
    """Keep holidays in the place of those that were set."""
    record.choose(HOLIDAYS, msgspec.json.encode(kept).decode(), now)


def forget_holiday(record: Record, uid: str, now: datetime) -> None:
    """Forget the holiday whose moves were undone, if they were a holiday's."""
    kept = kept_holidays(record)
    left = [one for one in kept if one.uid != uid]
    if len(left) < len(kept):
        keep_holidays(record, left, now)


def holiday_days(record: Record) -> frozenset[int]:
    """Return all study days of holidays, as ordinals."""
    return frozenset(
        day
        for kept in kept_holidays(record)
        for day in range(kept.holiday.first, min(kept.holiday.last, kept.holiday.first + 999) + 1)
    )
