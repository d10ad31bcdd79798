"""Dates of any precision (a year, a month, a day), read as people type them, and marked."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from quiz.marking.folding import (
    MAX_TYPED,
    NOTHING_TYPED,
    is_blank,
    too_long,
    unaccented,
    word_key,
)
from quiz.marking.language import Language, month_number
from quiz.words import _

_LONGEST_DATE = 80
_ISO = re.compile(r"(-?)(\d{4}|(?<=-)[1-9]\d{4,5})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_DASHES = re.compile("[−–‒—﹣－‐‑]")
_ONLY_FIGURES = re.compile(r"\d{1,6}(?:\s*[./\s-]\s*\d{1,6}){0,2}")
_PARTS = re.compile(r"[./\s-]+")
_ASIAN = str.maketrans({"年": "-", "月": "-", "日": " ", "년": "-", "월": "-", "일": " "})
_UNREADABLE = _("that cannot be read as a date")
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS = _(
    "January February March April May June July August September October November December"
).split()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A year, a month of a year, or a day."""

    year: int
    """The year as people write it: negative is BC, and it is never 0."""
    month: int | None = None
    """1 to 12, or None where only the year is known."""
    day: int | None = None
    """1 to 31, or None where only the month is known."""

    @property
    def precision(self) -> Literal["year", "month", "day"]:
        """The finest part that is there."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    def iso(self) -> str:
        """Return the date as a bank writes it: `1815-06`, `-0044-03-15`."""
        text = f"{'-' if self.year < 0 else ''}{abs(self.year):04}"
        for part in (self.month, self.day):
            if part is not None:
                text += f"-{part:02}"
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReading:
    """What a typed date was read as."""

    date: PartialDate | None
    """The date, None if it could not be read."""
    reason: str | None = None
    """Why it could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateVerdict:
    """What came of comparing a typed date with the right one."""

    is_right: bool
    """Whether it counts as right."""
    reading: PartialDate | None = None
    """The date read, None if it could not be read."""
    reason: str | None = None
    """What the learner should know, if anything."""


class NotADate(ValueError):
    """A text is no date as banks write it."""


def parse_iso_date(text: str) -> PartialDate:
    """Return the date that a bank writes as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

    A year has four digits (`0044`); a minus before it is BC, and then it may have up to six.

    Raises:
        NotADate: The text is no such date.
        ValueError: The date does not exist. Both say what is wrong.
    """
    match = _ISO.fullmatch(text.strip()) if len(text) <= _LONGEST_DATE else None
    if match is None:
        raise NotADate(
            _(
                "{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD, "
                "a year with four digits (0044), a minus before a year BC (-0044)"
            ).format(text=text[:30])
        )
    year = int(match[1] + match[2])
    month, day = (int(part) if part else None for part in (match[3], match[4]))
    reason = _fault(year, month, day)
    if reason:
        raise ValueError(reason)
    return PartialDate(year=year, month=month, day=day)


def _fault(year: int, month: int | None, day: int | None) -> str | None:
    """Return why a date does not exist, None if it does."""
    if year == 0:
        return _("there is no year 0: the year before 0001 is -0001")
    if month is None:
        return None
    if not 1 <= month <= 12:
        return _("there is no month {month}").format(month=month)
    if day is None:
        return None
    if 1 <= day <= _MONTH_DAYS[month - 1] and ((month, day) != (2, 29) or _is_leap(year)):
        return None
    name = _MONTHS[month - 1]
    if day == 29:
        text = _("{day} {month} {year} does not exist")
        return text.format(day=day, month=name, year=year)
    return _("{day} {month} does not exist").format(day=day, month=name)


def _is_leap(year: int) -> bool:
    """Return whether a year has a 29 February, in the Julian calendar until 1582."""
    since = year + 1 if year < 0 else year
    if since <= 1582:
        return since % 4 == 0
    return since % 4 == 0 and (since % 100 != 0 or since % 400 == 0)


def read_date(typed: str, *, language: Language) -> DateReading:
    """Read a date as people type it: `June 1815`, `06/1815`, `9.11.1989`, `44 BC`, `1815-06`.

    Nothing that is missing is filled in. Where day and month may be either, the language decides;
    with points the day is first everywhere.

    Args:
        typed: What the learner typed; any text of any length.
        language: Its names of months, its order of day and month, its words for BC.
    """
    if not typed or typed.isspace():
        return _unread(NOTHING_TYPED)
    if len(typed) > MAX_TYPED:
        return _unread(too_long())
    if is_blank(typed):
        return _unread(NOTHING_TYPED)
    text = unicodedata.normalize("NFKC", typed)
    if len(text) > _LONGEST_DATE:
        return _unread(_UNREADABLE)
    text = _DASHES.sub("-", text).casefold().translate(_ASIAN)
    if not text.isascii():
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    text = text.strip().strip(",;.!-+" if text.strip()[:1] != "-" else ",;.!").strip()
    is_bc = text.startswith("-")
    text, has_era = _without_era(text.lstrip("-"), language)
    is_bc = is_bc or has_era == "bc"
    if _ONLY_FIGURES.fullmatch(text):
        return _read_figures(text, is_bc, language)
    return _read_words(text, is_bc, has_era is not None, language)


def _unread(reason: str) -> DateReading:
    return DateReading(date=None, reason=reason)


def _dated(year: int, month: int | None, day: int | None, is_bc: bool) -> DateReading:
    if year > 999_999:
        return _unread(_("that year is too far away"))
    reason = _fault(-year if is_bc else year, month, day)
    if reason:
        return _unread(_("there is no year 0") if year == 0 else reason)
    return DateReading(date=PartialDate(year=-year if is_bc else year, month=month, day=day))


def _without_era(text: str, language: Language) -> tuple[str, Literal["bc", "ad"] | None]:
    """Take the words for BC or AD off either end of a date."""
    words = list(_TOKEN.finditer(text))
    trailing = 0
    while trailing < len(words) and not words[-1 - trailing][0].isdigit():
        trailing += 1
    leading = 0
    while leading < len(words) and not words[leading][0].isdigit():
        leading += 1
    # The longest run of words wins: "до н. э." is BC, "н. э." is AD.
    for count in range(min(trailing, 5), 0, -1):
        run = words[len(words) - count :]
        era = _era("".join(word[0] for word in run), language)
        if era:
            return text[: run[0].start()].rstrip(" ,.-"), era
    for count in range(min(leading, 3), 0, -1):
        era = _era("".join(word[0] for word in words[:count]), language)
        if era:
            return text[words[count - 1].end() :].lstrip(" .,"), era
    return text, None


def _era(joined: str, language: Language) -> Literal["bc", "ad"] | None:
    key = unaccented(joined)
    if joined in language.before_christ or key in language.before_christ:
        return "bc"
    return "ad" if joined in language.after_christ or key in language.after_christ else None


def _read_figures(text: str, is_bc: bool, language: Language) -> DateReading:
    parts = [part for part in _PARTS.split(text) if part]
    figures = [int(part) for part in parts]
    if len(figures) == 1:
        return _dated(figures[0], None, None, is_bc)
    if len(figures) == 2:
        if len(parts[0]) > 2 and len(parts[1]) > 2:
            return _unread(_("one date was asked for, not a span of years"))
        year, month = figures if len(parts[0]) > 2 else figures[::-1]
        return _dated(year, month, None, is_bc)
    if len(parts[0]) > 2:
        return _dated(figures[0], figures[1], figures[2], is_bc)
    day, month, year = figures
    if not language.is_day_first and "." not in text:
        day, month = month, day
    if month > 12 >= day:
        # 13/11 can only be one thing.
        day, month = month, day
    return _dated(year, month, day, is_bc)


def _read_words(text: str, is_bc: bool, has_era: bool, language: Language) -> DateReading:
    month: int | None = None
    figures: list[str] = []
    is_month_first = False
    for token in _TOKEN.findall(text):
        if token.isdigit():
            figures.append(token)
            continue
        found = month_number(token, language) if month is None else None
        if found is not None:
            month = found
            is_month_first = not figures
        elif word_key(token) not in language.date_words:
            return _unread(_UNREADABLE)
    if len(figures) > 2 or any(len(figure) > 6 for figure in figures) or not figures:
        return _unread(_("the year is missing") if month and not figures else _UNREADABLE)
    if month is None:
        if len(figures) > 1:
            return _unread(_UNREADABLE)
        return _dated(int(figures[0]), None, None, is_bc)
    if len(figures) == 1:
        is_year = has_era or is_bc or len(figures[0]) > 2 or int(figures[0]) > 31
        if not is_year:
            return _unread(_("the year is missing"))
        return _dated(int(figures[0]), month, None, is_bc)
    day, year = figures
    if not is_month_first and (len(day) > 2 or int(day) > 31) and len(year) <= 2:
        day, year = year, day
    return _dated(int(year), month, int(day), is_bc)


def mark_date(typed: str, right: PartialDate, *, language: Language) -> DateVerdict:
    """Mark a typed date: what is asked must be there, what is finer may be if it agrees.

    Args:
        typed: What the learner typed; any text of any length.
        right: The right date; its precision is what is asked.
        language: The language the date is read in.
    """
    reading = read_date(typed, language=language)
    date = reading.date
    if date is None:
        return DateVerdict(is_right=False, reason=reading.reason)
    if 0 < date.year < 100 < right.year and date.year == right.year % 100:
        return DateVerdict(is_right=False, reading=date, reason=_("write the year in full"))
    is_short = (right.month is not None and date.month is None) or (
        right.day is not None and date.day is None
    )
    if is_short:
        asked = (
            _("day, month and year were asked for")
            if right.day is not None
            else _("month and year were asked for")
        )
        return DateVerdict(is_right=False, reading=date, reason=asked)
    is_right = (
        date.year == right.year
        and right.month in (None, date.month)
        and right.day in (None, date.day)
    )
    reason = None
    if not is_right and (date.day, date.month) == (right.month, right.day) and date.day:
        reason = _("that was read as {date}").format(date=format_date(date, language))
    if not is_right and date.year == -right.year:
        reason = _("BC was asked for") if right.year < 0 else _("that year was not BC")
    return DateVerdict(is_right=is_right, reading=date, reason=reason)


def format_date(date: PartialDate, language: Language) -> str:
    """Return a date as the language shows it: `9 November 1989`, `44 v. Chr.`."""
    year = str(abs(date.year))
    if date.month is None:
        shown = year
    elif date.day is None:
        shown = language.month_format.format(month=language.months[date.month - 1], year=year)
    else:
        month = language.months_in_date[date.month - 1]
        day = "1er" if date.day == 1 and language.code == "fr" else str(date.day)
        shown = language.date_format.format(day=day, month=month, year=year)
    return language.bc_format.format(year=shown) if date.year < 0 else shown
