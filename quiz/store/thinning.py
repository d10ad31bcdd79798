"""Which backups are kept: fewer the older they are."""

from collections.abc import Mapping
from datetime import date, datetime

DAILY, WEEKLY, MONTHLY = 12, 10, 9
"""How many are kept of one a day, then one a week, then one a month."""
_RECENT_DAYS = 2


def obsolete(made: Mapping[str, datetime], today: date) -> set[str]:
    """Return the names of the backups that need not be kept.

    All of today and yesterday are kept; of those before the newest of each of 12 days, then of
    each of 10 weeks, then of each of 9 months.

    Args:
        made: When each was made, by name.
        today: The day.

    Source: Anki 26.09, rslib/src/collection/backup.rs, `BackupFilter`; there a backup may count for
    its month while weeks are still being kept, so that fewer months are reached.
    """
    left = {"day": DAILY, "week": WEEKLY, "month": MONTHLY}
    last: dict[str, tuple[int, ...]] = {}
    dropped = set()
    for name, moment in sorted(made.items(), key=lambda entry: entry[::-1], reverse=True):
        day = moment.date()
        spans = {
            "day": (day.toordinal(),),
            "week": (*day.isocalendar()[:2],),
            "month": (day.year, day.month),
        }
        if (today - day).days >= _RECENT_DAYS:
            span = next((span for span in spans if left[span]), None)
            if span is None or (last and spans[span] >= last[span]):
                dropped.add(name)
                continue
            left[span] -= 1
        last = spans
    return dropped
