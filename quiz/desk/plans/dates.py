"""Days as people name them: `14 Dec`, `14.12.`, `tomorrow`, `in 3 weeks`, `friday`.

The one place that reads them, for commands and screens alike.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from quiz.errors import QuizError
from quiz.translation import _, mark, reader_languages

if TYPE_CHECKING:
    from quiz.marking.dates import PartialDate

_NEAR = (mark("today"), mark("tomorrow"))
_WEEKDAYS = mark("monday tuesday wednesday thursday friday saturday sunday")
_PREFIXES = mark("in on")
"""Words before a number of days or a day of the week that say nothing."""
_UNITS = {
    "days": mark("day days d"),
    "weeks": mark("week weeks w"),
    "months": mark("month months"),
    "years": mark("year years"),
}
_ONE = mark("a an one next")
_NOW = mark("now")
_TIME = re.compile(
    r"(?:^|[ T,])(?:at )?(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::00)?|(?=\s?[ap]m))\s?"
    r"(?P<half>[ap]m)?\Z",
    re.IGNORECASE,
)
"""A time of day at the end: with minutes, or with am or pm."""
_LEAST_LETTERS = 3
"""Of a day of the week."""
_MOST = 40_000
"""Days, weeks, months or years ahead that are read at all."""
_YEARS_SEARCHED = 8
"""So far ahead a 29 February is found."""


def read_day(text: str, today: int) -> date:
    """Return the day that a text names; without a year it is the next one to come.

    Args:
        text: What was typed.
        today: The study day, as an ordinal.

    Raises:
        QuizError: It names no day, or may be either of two.
    """
    words = text.strip().casefold().split()
    now = date.fromordinal(today)
    try:
        return _relative(words, now) or date.fromisoformat(text.strip())
    except (ValueError, OverflowError):
        return _on_a_calendar(text.strip(), now)


def read_moment(text: str, today: int, zone: tzinfo | None, *, is_end: bool = False) -> datetime:
    """Return the moment that a text names: a day as `read_day` takes it, perhaps with a time.

    Args:
        text: What was typed: `tomorrow 8:00`, `14 Dec 16.30`, `2027-01-18T09:00`, `now`.
        today: The study day, as an ordinal.
        zone: The reader's; None for that of this machine.
        is_end: Whether a day without a time means its end.

    Raises:
        QuizError: It names no moment.
    """
    text = text.strip()
    if text.casefold() in _said(_NOW):
        return datetime.now(UTC if zone is None else zone).astimezone(zone)
    found = _TIME.search(text)
    is_date = found is not None and "." in found[0] and not text[: found.start()].strip()
    if found is None or is_date:  # `14.12` is a day, `14.12 16.30` one with a time
        at = time(23, 59, 59) if is_end else time(0)
        return _aware(datetime.combine(read_day(text, today), at, zone))
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        hour = hour % 12 + 12 * (found["half"].casefold() == "pm")
    if hour > 23 or minute > 59:
        raise QuizError(_("{text!r} isn't a time of day").format(text=found[0].strip()))
    day = text[: found.start()].strip().rstrip(",T")
    whole = read_day(day, today) if day else date.fromordinal(today)
    return _aware(datetime.combine(whole, time(hour, minute), zone))


def _aware(moment: datetime) -> datetime:
    """Return a moment with its zone: this machine's where it has none."""
    return moment.astimezone() if moment.tzinfo is None else moment


def _said(words: str) -> set[str]:
    """Return words of ours, the English ones and those of the reader's language."""
    return {*words.split(), *_(words).casefold().split()}


def _relative(words: list[str], now: date) -> date | None:
    """Return a day that is named by how far it is away; None for another."""
    for days, near in enumerate(_NEAR):
        if words and " ".join(words) in (near, _(near).casefold()):
            return now + timedelta(days=days)
    if len(words) > 1 and words[0] in _said(_PREFIXES):
        words = words[1:]
    if len(words) == 1 and (weekday := _weekday(words[0])) is not None:
        return now + timedelta(days=(weekday - now.weekday() - 1) % 7 + 1)
    glued = re.fullmatch(r"(\d+)([^\W\d]+)", words[0]) if len(words) == 1 else None
    number, unit = glued.groups() if glued else (*words, "d", "d")[:2]
    count = 1 if number in _said(_ONE) and len(words) == 2 else None
    if number.isdecimal():
        count = int(number)
    name = next((name for name, names in _UNITS.items() if unit in _said(names)), None)
    if count is None or name is None or len(words) > 2 or count > _MOST:
        return None
    if name in ("days", "weeks"):
        return now + timedelta(days=count * (7 if name == "weeks" else 1))
    months = now.year * 12 + now.month - 1 + count * (12 if name == "years" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(now.day, monthrange(year, month + 1)[1]))


def _weekday(word: str) -> int | None:
    """Return which day of the week a word begins, from Monday at 0; None for none."""
    if len(word) < _LEAST_LETTERS:
        return None
    for names in (_WEEKDAYS, _(_WEEKDAYS)):
        for at, name in enumerate(names.casefold().split()):
            if name.startswith(word.rstrip(".,")):
                return at
    return None


def _on_a_calendar(text: str, now: date) -> date:
    """Return a day that is named by its date, read in the reader's language."""
    from quiz.marking.dates import format_date, read_date
    from quiz.marking.language import language

    tag = next(iter(reader_languages()), "en").replace("_", "-")
    reader = language(tag)
    # With points the day is first in every language, with or without a year.
    pointed = re.fullmatch(r"(\d{1,2})\.\s*(\d{1,2})\.?", text)
    if pointed:
        found = [_next_one(now, int(pointed[2]), int(pointed[1]))]
    else:
        reading = read_date(text, language=reader, is_yearless=True)
        found = [
            _day_of(now, dated.year, dated.month, dated.day)
            for dated in (reading.date, reading.other)
            if dated is not None
        ]
    days = [day for day in dict.fromkeys(found) if day is not None]
    if len(days) == 1:
        return days[0]
    shown_in = language("en-GB") if reader.is_order_open else reader
    soon = now + timedelta(days=14)
    if not days:
        message = _("{text!r} isn't a date; try {iso}, {day} or 'in 2 weeks'")
        shown = format_date(_partial(soon, with_year=False), shown_in)
        raise QuizError(message.format(text=text, iso=soon, day=shown))
    message = _("{text!r} could be {one} or {other}; write {first} or {second}")
    one, other = (format_date(_partial(day), shown_in) for day in days)
    raise QuizError(message.format(text=text, one=one, other=other, first=days[0], second=days[1]))


def _partial(day: date, *, with_year: bool = True) -> "PartialDate":
    from quiz.marking.dates import PartialDate

    return PartialDate(year=day.year if with_year else None, month=day.month, day=day.day)


def _day_of(now: date, year: int | None, month: int | None, day: int | None) -> date | None:
    """Return the day of a date that was read; None where a part of it is missing."""
    if month is None or day is None:
        return None
    if year is None:
        return _next_one(now, month, day)
    try:
        return date(year + 2000 if 0 <= year < 100 else year, month, day)
    except ValueError:
        return None


def _next_one(now: date, month: int, day: int) -> date | None:
    """Return the next such day of a year, today or later; None if no year has it."""
    for year in range(now.year, now.year + _YEARS_SEARCHED + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= now:
            return found
    return None
