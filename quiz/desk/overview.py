"""What the home screen and `quiz banks` tell."""

import msgspec


class BankLine(msgspec.Struct, frozen=True, kw_only=True):
    """One bank as the learner stands with it."""

    id: str
    title: str
    path: str
    cards: int
    due: int
    """Cards due today, new ones not counted."""
    new: int
    """Cards never reviewed."""
    best: float | None = None
    """Best share of the points in a finished quiz of this bank alone, 0 to 1."""
    last: float | None = None
    problems: int = 0
    """Faults in the file; the sound questions are played."""
    left_out: int = 0
    """Questions that are not played, since they have faults."""


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """The day at a glance."""

    due: int
    new: int
    """New cards of today's share."""
    minutes: int
    """How long today's cards will take, by the learner's own pace."""
    streak: int
    """Study days in a row up to today, or up to yesterday if nothing was done yet."""
    minutes_today: int
    reviews_today: int
    week: tuple[int, ...]
    """Cards due today and on each of the next six days."""
    lines: tuple[BankLine, ...]
    has_record: bool
    """Whether anything was ever answered."""
    unfinished: str = ""
    """Title and place of a quiz that was left; empty if there is none."""


def streak(days: list[int], today: int) -> int:
    """Return the study days in a row that end today or yesterday.

    Args:
        days: Ordinals of days on which something was reviewed, descending.
        today: Ordinal of today.
    """
    expected = today if days and days[0] >= today else today - 1
    count = 0
    for day in days:
        if day > today:
            continue
        if day != expected:
            break
        count += 1
        expected -= 1
    return count
