"""Dates of any precision (a year, a month, a day), read as people type them, and marked."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from quiz.marking.folding import (
    MAX_TYPED,
    NOTHING_TYPED,
    is_blank,
    too_long,
    unaccented,
    visible,
    western_digits,
    word_key,
)
from quiz.marking.language import Language, is_day_of_week, month_number, named_month
from quiz.marking.manners import carriers
from quiz.marking.numeral_words import NUMERALS
from quiz.marking.numerals import CHINESE_DIGITS_ONLY, chinese_value, figure_of, read_words
from quiz.translation import _

_LONGEST_DATE = 80
_YEARLESS = re.compile(r"--(\d{2})-(\d{2})", re.ASCII)
_ISO = re.compile(r"(-?)(\d{4}|(?<=-)[1-9]\d{4,5})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_DASHES = re.compile("[−–‒—﹣－‐‑]")
_ONLY_FIGURES = re.compile(r"\d{1,6}(?:\s*[./\s-]\s*\d{1,6}){0,2}")
_PARTS = re.compile(r"[./\s-]+")
_ASIAN = str.maketrans(
    {"年": "-", "月": "-", **dict.fromkeys("日号號", " "), "년": "-", "월": "-", "일": " "}
)
_CHINESE = re.compile(f"[{CHINESE_DIGITS_ONLY}十]{{1,6}}(?=[年月日号號])")
_NEVER_IDLE = frozenset(
    "from to by with into until till after before since between not no bis ab von seit nach vor zu "
    "zum zur bei aus mit durch desde hasta antes despues depuis vers par avant apres da prima dopo "
    "от до с со к ко из после or oder ou na tot".split()
)
"""Words that say something of a date, though they say nothing of a text."""
_IDLE = frozenset(
    "the on in at it is was date day month year around about circa ca c of mid middle early "
    "late".split()
)
ERAS_BC = frozenset("bc bce vchr vorchristus avjc ac adec fkr pne донэ".split())
"""Marks of years BC that are understood in every language."""
ERAS_AD = frozenset("ad ce nchr apjc ddec ekr".split())
"""Marks of years AD, likewise."""
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
"""A year as it stands in a text."""
_UNREADABLE = _("not a date")
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS = _(
    "January February March April May June July August September October November December"
).split()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A year, a month of a year, a day, or a day of any year."""

    year: int | None
    """The year as people write it: negative is BC, and it is never 0; None for a day of any
    year."""
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
        """Return the date as a bank writes it: `1815-06`, `-0044-03-15`, `--02-04`."""
        if self.year is None:
            return f"--{self.month:02}-{self.day:02}"
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
    other: PartialDate | None = None
    """The other date that it may be, where day and month can be either: 9/11 in plain English."""
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
    """Return the date that a bank writes as `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `--MM-DD`.

    A year has four digits (`0044`); a minus before it is BC, and then it may have up to six. Two
    minus signs stand for a year that is not asked (ISO 8601:2000, 5.2.1.3).

    Raises:
        NotADate: The text is no such date.
        ValueError: The date does not exist. Both say what is wrong.
    """
    yearless = _YEARLESS.fullmatch(text.strip()) if len(text) <= _LONGEST_DATE else None
    if yearless:
        of_any_year = PartialDate(year=None, month=int(yearless[1]), day=int(yearless[2]))
        reason = _fault(2000, of_any_year.month, of_any_year.day)
        if reason:
            raise ValueError(reason)
        return of_any_year
    match = _ISO.fullmatch(text.strip()) if len(text) <= _LONGEST_DATE else None
    if match is None:
        raise NotADate(
            _(
                "{text!r} isn't a date; write YYYY, YYYY-MM or YYYY-MM-DD, with a "
                "four-digit year (0044) and a minus for years BC (-0044), or --MM-DD "
                "for a day of any year"
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
        return _("there's no year 0; the year before 0001 is -0001")
    if month is None:
        return None
    if not 1 <= month <= 12:
        return _("there's no month {month}").format(month=month)
    if day is None:
        return None
    if 1 <= day <= _MONTH_DAYS[month - 1] and ((month, day) != (2, 29) or _is_leap(year)):
        return None
    name = _MONTHS[month - 1]
    if day == 29:
        text = _("{day} {month} {year} doesn't exist")
        return text.format(day=day, month=name, year=year)
    return _("{day} {month} doesn't exist").format(day=day, month=name)


def _is_leap(year: int) -> bool:
    """Return whether a year has a 29 February, in the Julian calendar until 1582."""
    since = year + 1 if year < 0 else year
    if since <= 1582:
        return since % 4 == 0
    return since % 4 == 0 and (since % 100 != 0 or since % 400 == 0)


def read_date(typed: str, *, language: Language, is_yearless: bool = False) -> DateReading:
    """Read a date as people type it: `June 1815`, `06/1815`, `9.11.1989`, `44 BC`, `1815-06`.

    Nothing that is missing is filled in. Where day and month may be either, the language decides;
    plain English leaves it open. With points the day is first everywhere.

    Args:
        typed: What the learner typed; any text of any length.
        language: Its names of months and days, its order of day and month, its words for BC.
        is_yearless: Whether a day of any year is asked, so that `4 February` and `04/02` are whole.
    """
    if not typed or typed.isspace():
        return _unread(NOTHING_TYPED)
    if len(typed) > MAX_TYPED:
        return _unread(too_long())
    if is_blank(typed):
        return _unread(NOTHING_TYPED)
    text = unicodedata.normalize("NFKC", visible(typed))
    if len(text) > _LONGEST_DATE:
        return _unread(_UNREADABLE)
    text = _CHINESE.sub(lambda found: str(chinese_value(found[0])), text)
    text = western_digits(_DASHES.sub("-", text).casefold().translate(_ASIAN))
    text = text.strip().strip(",;.!-+?\"'“”„«»" if text.strip()[:1] != "-" else ",;.!?").strip()
    is_bc = text.startswith("-") and not (is_yearless and text.startswith("--"))
    text, has_era = _without_era(text.lstrip("-"), language)
    is_bc = is_bc or has_era == "bc"
    if _ONLY_FIGURES.fullmatch(text):
        return _read_figures(text, is_bc, language, is_yearless)
    return _read_words(text, is_bc, has_era is not None, language, is_yearless)


def _unread(reason: str) -> DateReading:
    return DateReading(date=None, reason=reason)


def _dated(year: int | None, month: int | None, day: int | None, is_bc: bool) -> DateReading:
    if year is None:
        fault = _fault(2000, month, day)
        date = None if fault else PartialDate(year=None, month=month, day=day)
        return DateReading(date=date, reason=fault)
    if year > 999_999:
        return _unread(_("that year is too far off"))
    reason = _fault(-year if is_bc else year, month, day)
    if reason:
        return _unread(_("there's no year 0") if year == 0 else reason)
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
    if not {joined, key}.isdisjoint(language.before_christ | ERAS_BC):
        return "bc"
    return "ad" if not {joined, key}.isdisjoint(language.after_christ | ERAS_AD) else None


def _read_figures(text: str, is_bc: bool, language: Language, is_yearless: bool) -> DateReading:
    parts = [part for part in _PARTS.split(text) if part]
    figures = [int(part) for part in parts]
    if len(figures) == 1:
        return _dated(figures[0], None, None, is_bc)
    if len(figures) == 2:
        if is_yearless and all(len(part) <= 2 for part in parts):
            return _in_either_order(None, figures, "-" in text, is_bc, language)
        if len(parts[0]) > 2 and len(parts[1]) > 2:
            return _unread(_("give one date, not a range of years"))
        year, month = figures if len(parts[0]) > 2 else figures[::-1]
        return _dated(year, month, None, is_bc)
    if len(parts[0]) > 2:
        return _dated(figures[0], figures[1], figures[2], is_bc)
    if "." in text:
        return _in_order(figures[2], figures[1], figures[0], is_bc)
    return _in_either_order(figures[2], figures[:2], False, is_bc, language)


def _in_order(year: int | None, month: int, day: int, is_bc: bool) -> DateReading:
    if month > 12 >= day:
        # 13/11 can only be one thing.
        day, month = month, day
    return _dated(year, month, day, is_bc)


def _in_either_order(
    year: int | None, figures: list[int], is_open: bool, is_bc: bool, language: Language
) -> DateReading:
    """Read a day and a month in the language's order, and the other way where it is open."""
    one, other = figures
    day_first = _in_order(year, other, one, is_bc)
    month_first = _in_order(year, one, other, is_bc)
    first, second = (day_first, month_first) if language.is_day_first else (month_first, day_first)
    if not (language.is_order_open or is_open) or first.date == second.date:
        return first
    if first.date is None:
        return second if second.date is not None else first
    return DateReading(date=first.date, other=second.date)


def _read_words(
    text: str, is_bc: bool, has_era: bool, language: Language, is_yearless: bool
) -> DateReading:
    tokens = _TOKEN.findall(text)
    # "mar. 17 marzo": a name in full is the month, where a day of the week has the same letters.
    full = [named_month(token, language) for token in tokens]
    month: int | None = None
    figures: list[str] = []
    is_month_first = False
    for at, token in enumerate(tokens):
        if token.isdigit():
            figures.append(token)
            continue
        if month is None and full[at] is not None:
            found = full[at]
        elif month is not None or any(full) or _is_idle(token, language):
            found = None
        else:
            found = month_number(token, language)
        if found is not None:
            month = found
            is_month_first = not figures
            continue
        day = figure_of(token, language.primary)
        if day is not None and 0 < day <= 31 and (month is not None or any(full)):
            figures.append(str(day))
        elif not _is_idle(token, language) and not is_day_of_week(token, language):
            return _spelled_year(tokens, is_bc, language)
    if len(figures) > 2 or any(len(figure) > 6 for figure in figures) or not figures:
        if month and not figures and is_yearless:
            return _unread(_("day and month are required"))
        return _unread(_("the year is missing") if month and not figures else _UNREADABLE)
    if month is None:
        if len(figures) > 1:
            return _unread(_UNREADABLE)
        return _dated(int(figures[0]), None, None, is_bc)
    if len(figures) == 1:
        is_year = has_era or is_bc or len(figures[0]) > 2 or int(figures[0]) > 31
        if is_yearless and not is_year:
            return _dated(None, month, int(figures[0]), is_bc)
        if not is_year:
            return _unread(_("the year is missing"))
        return _dated(int(figures[0]), month, None, is_bc)
    day_figure, year = figures
    if (
        not is_month_first and (len(day_figure) > 2 or int(day_figure) > 31) and len(year) <= 2
    ) or (is_month_first and len(day_figure) > 2 and len(year) <= 2):
        day_figure, year = year, day_figure
    return _dated(int(year), month, int(day_figure), is_bc)


def _is_idle(token: str, language: Language) -> bool:
    """Return whether a word says nothing in a date: `of`, `года`, `im Jahr`, `22-го`."""
    return word_key(token) in idle_words(language)


@lru_cache(maxsize=16)
def idle_words(language: Language) -> frozenset[str]:
    """Return the words that say nothing in a date, as `word_key` gives them."""
    words = {word for phrase in carriers(language.primary) for word in phrase}
    words |= {word_key(word) for group in language.articles for word in group}
    words |= set(NUMERALS.get(language.primary, {}).get("ordinal_ends", "").split())
    return frozenset(words - _NEVER_IDLE) | _IDLE | language.date_words


def _spelled_year(tokens: list[str], is_bc: bool, language: Language) -> DateReading:
    """Read a year in words: "nineteen eighty-nine"."""
    words = [token for token in tokens if not _is_idle(token, language)]
    found = read_words(words, language.primary) if words else None
    if found is None or found[1] != len(words) or found[0] != found[0].to_integral_value():
        return _unread(_UNREADABLE)
    return _dated(int(found[0]), None, None, is_bc)


def mark_date(
    typed: str, right: PartialDate, *, language: Language, question_text: str = ""
) -> DateVerdict:
    """Mark a typed date: what is asked must be there, what is finer may be if it agrees.

    Args:
        typed: What the learner typed; any text of any length.
        right: The right date; its precision is what is asked.
        language: The language the date is read in.
        question_text: What the bank says of the question. A day of any year is right with each
            year, unless years stand there: then with one of those.
    """
    reading = read_date(typed, language=language, is_yearless=right.year is None)
    if reading.date is None:
        return DateVerdict(is_right=False, reason=reading.reason)
    first = _mark_read(reading.date, right, language, question_text)
    if not first.is_right and reading.other is not None:
        second = _mark_read(reading.other, right, language, question_text)
        return second if second.is_right else first
    return first


def _mark_read(
    date: PartialDate, right: PartialDate, language: Language, question_text: str
) -> DateVerdict:
    if right.year is None:
        return _mark_yearless(date, right, question_text)
    year = date.year
    is_two_digit = year is not None and 0 < year < 100 < right.year and year == right.year % 100
    if is_two_digit and (date.month, date.day) == (right.month, right.day) and date.day:
        return DateVerdict(is_right=True, reading=date)  # 9.11.89 can be one day only
    if is_two_digit:
        return DateVerdict(is_right=False, reading=date, reason=_("write the year in full"))
    is_short = (right.month is not None and date.month is None) or (
        right.day is not None and date.day is None
    )
    if is_short:
        asked = _("give day, month and year") if right.day is not None else _("give month and year")
        return DateVerdict(is_right=False, reading=date, reason=asked)
    is_right = (
        date.year == right.year
        and right.month in (None, date.month)
        and right.day in (None, date.day)
    )
    reason = None
    if not is_right and (date.day, date.month) == (right.month, right.day) and date.day:
        reason = _("read as {date}").format(date=format_date(date, language))
    if not is_right and year is not None and year == -right.year:
        reason = _("the year is BC") if right.year < 0 else _("the year isn't BC")
    return DateVerdict(is_right=is_right, reading=date, reason=reason)


def _mark_yearless(date: PartialDate, right: PartialDate, question_text: str) -> DateVerdict:
    if date.day is None:
        reason = _("day and month are required")
        return DateVerdict(is_right=False, reading=date, reason=reason)
    is_right = (date.month, date.day) == (right.month, right.day)
    years = {int(year) for year in YEAR.findall(question_text)}
    if is_right and years and date.year is not None and date.year not in years:
        reason = _("day and month are right, but not the year")
        return DateVerdict(is_right=False, reading=date, reason=reason)
    return DateVerdict(is_right=is_right, reading=date)


def format_date(date: PartialDate, language: Language) -> str:
    """Return a date as the language shows it: `9 November 1989`, `44 v. Chr.`."""
    if date.year is None:
        return _format_yearless(date, language)
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


def _format_yearless(date: PartialDate, language: Language) -> str:
    month = language.months_in_date[(date.month or 1) - 1]
    shown = language.date_format.format(day=date.day, month=month, year="")
    return shown.removesuffix(" de ").strip(" ,.")
