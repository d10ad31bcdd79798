"""Review logs as CSV, as many programs write them."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import chain

import msgspec

from quiz.cells import clip
from quiz.errors import BankError, QuizError
from quiz.formats.csv_reading import CsvRow, csv_rows
from quiz.memory.pace import counted_ms
from quiz.memory.prediction.log import LoggedReview
from quiz.translation import _, ngettext

_CARD_NAMES = ("card_id", "cardid", "card", "cid", "id", "note_id", "item_id", "question")
_RATING_NAMES = ("review_rating", "rating", "grade", "ease", "button_chosen", "button", "answer")
_TIME_NAMES = (
    "review_time", "review_datetime", "reviewed_at", "review_date", "datetime", "timestamp",
    "at", "time", "date", "review_th", "id",
)  # fmt: skip
_RATINGS = {
    "0": 0, "1": 1, "2": 2, "3": 3, "4": 4,
    "manual": 0, "again": 1, "hard": 2, "good": 3, "easy": 4,
}  # fmt: skip
_DAY_NAMES = ("study_day",)
_SPENT_NAMES = ("elapsed_ms", "review_duration", "duration_ms", "time_taken_ms", "taken_millis")
_KIND_NAMES = ("kind",)
_GUESS_NAMES = ("guess_chance",)
_LATEST_S = 253_402_128_000.0
_DAY_S = 86_400
_FIRST_DAY = date(1970, 1, 1)
_LEAST_ORDINAL = 700_000
"""The year 1917, counted from the year 1; counted from 1970 it is the year 3886."""
_LONGEST_MS = 1e9
_MOST_GUESS = 0.9
_MOST_PROBLEMS = 5
_MOST_SHOWN = 40


class ReadReviews(msgspec.Struct, frozen=True, kw_only=True):
    """What a CSV log holds."""

    reviews: tuple[LoggedReview, ...]
    """In time order; each once."""
    manual: int
    """Rows with a rating of 0, left out: cards that were put off by hand, not reviewed."""
    repeated: int
    """Rows left out because they say the same as an earlier one."""


def read_reviews(text: str, day_of: Callable[[float], int]) -> ReadReviews:
    """Read a review log written as CSV.

    The first line names the columns: card, rating and time, under any of the names that py-fsrs,
    srs-benchmark and Anki use; others may be there too. Columns are separated by commas, semicolons
    or tabs. A rating is 1 to 4, or its name; a time is written by ISO 8601 (without a zone: UTC) or
    in seconds, milliseconds, microseconds or nanoseconds since 1970. In place of a time there may
    be the `day_offset` of srs-benchmark: a day's reviews are then taken to be a second apart.

    A `study_day` beside the time, as `quiz stats --reviews` writes it, is the day of a review: a
    date, or a whole number. Milliseconds that an answer took are read from `elapsed_ms`,
    `review_duration` or Anki's `time`; they are unknown where they cannot be read.
    So is how a card was asked, from `kind` and `guess_chance`.

    Args:
        text: The file. Its rows may be in any order.
        day_of: Gives the study day of a moment, seconds since 1970, where the file does not.

    Raises:
        QuizError: A column is missing, or rows cannot be read; the first of them are named, each
            with its line and what is wrong.
    """
    rows = _rows(text)
    header = next(rows, None)
    if header is None:
        raise QuizError(_("the file is empty; its first line must name the columns"))
    columns = _columns([_name(name) for name in header.cells], header.line)
    problems: list[str] = []
    seen: dict[tuple[str, int, float, int], LoggedReview] = {}
    on_day: Counter[int] = Counter()
    manual = count = 0
    for table_row in rows:
        line, row = table_row.line, table_row.cells
        count += 1
        try:
            if len(row) <= max(columns.card, columns.rating, columns.time):
                raise _Unreadable(_("too few columns: {n}").format(n=len(row)))
            rating = _rating(row[columns.rating])
            if rating == 0:
                manual += 1
                continue
            if columns.time_is_day:
                day = _day(row[columns.time])
                at_s = float(day * _DAY_S + min(on_day[day], _DAY_S - 1))
                on_day[day] += 1
            else:
                at_s = _seconds(row[columns.time])
                named = _study_day(row, columns.study_day)
                day = day_of(at_s) if named is None else named
            card = row[columns.card].strip()
            if not card:
                raise _Unreadable(_("no card"))
            seen.setdefault(
                (card, rating, at_s, day),
                LoggedReview(
                    card=card,
                    rating=rating,
                    at_s=at_s,
                    day=day,
                    ms=_milliseconds(row, columns.spent),
                    kind=_cell(row, columns.kind),
                    guess=_share(_cell(row, columns.guess)),
                ),
            )
        except _Unreadable as error:
            problems.append(_at(line, error))
    if problems:
        raise QuizError(_listed(problems))
    reviews = sorted(seen.values(), key=lambda review: review.at_s)
    return ReadReviews(
        reviews=tuple(reviews), manual=manual, repeated=count - manual - len(reviews)
    )


class _Columns(msgspec.Struct, frozen=True, kw_only=True):
    """Places of the columns in a row, from 0."""

    card: int
    rating: int
    time: int
    time_is_day: bool
    """Whether the time is a day's number."""
    study_day: int | None
    """None where the days follow from the times."""
    spent: int | None
    """None where nothing says how long answers took."""
    kind: int | None
    """None where the kinds of questions are unknown."""
    guess: int | None
    """None where the chances of guessing are unknown."""


class _Unreadable(Exception):
    """A row cannot be read."""


def _rows(text: str) -> Iterator[CsvRow]:
    """Yield the rows that are not empty, that of the names first.

    Raises:
        QuizError: A row cannot be read as CSV.
    """
    text = text.removeprefix("\ufeff").replace("\0", "")
    try:
        yield from csv_rows(text, "", may_be_spaced=False, most_cells=None)
    except BankError as error:
        problem = error.problems[0]
        raise QuizError(
            _("line {line}: {problem}").format(line=problem.where.line, problem=problem.message)
        ) from error


def _name(name: str) -> str:
    """Return a column's name as it is looked up."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip()).lower()
    return re.sub(r"[\s.-]+", "_", words)


def _columns(names: Sequence[str], line: int) -> _Columns:
    """Return where card, rating and time stand."""
    card = _first(names, _CARD_NAMES)
    rating = _first(names, _RATING_NAMES)
    # In Anki's own table `id` is the moment of the review and `time` how long it took.
    anki = {"id", "cid", "ease"} <= set(names)
    time = names.index("id") if anki else _first(names, _TIME_NAMES)
    if time == card:
        time = None
    # Beside a day `review_th` numbers the reviews, and `id` the rows.
    by_day = "day_offset" in names and (time is None or names[time] in ("review_th", "id"))
    if by_day:
        time = names.index("day_offset")
    for place, words, known in (
        (card, _("no card column among {columns}; name it {names}"), _CARD_NAMES),
        (rating, _("no rating column among {columns}; name it {names}"), _RATING_NAMES),
        (time, _("no time column among {columns}; name it {names}"), _TIME_NAMES),
    ):
        if place is None:
            columns = _shown(", ".join(names))
            message = words.format(columns=columns, names=" / ".join(known))
            raise QuizError(_at(line, message))
    assert card is not None
    assert rating is not None
    assert time is not None
    spent = names.index("time") if anki and "time" in names else _first(names, _SPENT_NAMES)
    return _Columns(
        card=card,
        rating=rating,
        time=time,
        time_is_day=by_day,
        study_day=None if by_day else _first(names, _DAY_NAMES),
        spent=spent,
        kind=_first(names, _KIND_NAMES),
        guess=_first(names, _GUESS_NAMES),
    )


def _first(names: Sequence[str], known: Sequence[str]) -> int | None:
    return next((names.index(name) for name in known if name in names), None)


def _rating(text: str) -> int:
    """Return a rating of 0 to 4."""
    word = text.strip()
    named = _RATINGS.get(word)
    if named is None and word[-1:].isalpha():  # `Rating.Good`, as Python writes it
        named = _RATINGS.get(word.rpartition(".")[2].lower())
    if named is not None:
        return named
    number = _number(word)
    if number not in (0, 1, 2, 3, 4):
        if not word:
            raise _Unreadable(_("no rating"))
        raise _Unreadable(_("the rating must be 1 to 4, not {text}").format(text=_shown(word)))
    return int(number)


def _seconds(text: str) -> float:
    """Return a time as seconds since 1970, UTC."""
    word = text.strip()
    if not word:
        raise _Unreadable(_("no time"))
    number = None if _is_compact(word) else _number(word)
    at_s = _moment(word) if number is None else _scaled(number)
    if not 0 <= at_s < _LATEST_S:  # NaN too
        words = _("the time must be between 1970 and 9999, not {text}")
        raise _Unreadable(words.format(text=_shown(word)))
    return at_s


def _day(text: str) -> int:
    """Return a day's number, 0 or above."""
    number = _number(text.strip())
    if number is None or not 0 <= number < _LATEST_S / _DAY_S or number != int(number):
        words = _("the day must be a whole number, 0 or more, not {text}")
        raise _Unreadable(words.format(text=_shown(text.strip())))
    return int(number)


def _cell(row: Sequence[str], place: int | None) -> str:
    """Return a value of a column that need not be there; empty where it is not."""
    return "" if place is None or place >= len(row) else row[place].strip()


def _share(text: str) -> float:
    """Return a chance of guessing, 0 to below 1; 0 where it cannot be read."""
    number = _number(text)
    return number if number is not None and 0 <= number <= _MOST_GUESS else 0.0


def _study_day(row: Sequence[str], place: int | None) -> int | None:
    """Return the study day that a row names, in days since 1970; None where it names none.

    Raises:
        _Unreadable: It is neither a date nor a number of a day.
    """
    word = _cell(row, place)
    if not word:
        return None
    try:
        return (date.fromisoformat(word) - _FIRST_DAY).days
    except ValueError:
        if _number(word) is None:
            words = _("study_day must be a date (2026-11-24) or a whole number, not {text}")
            raise _Unreadable(words.format(text=_shown(word))) from None
        day = _day(word)
    # `quiz stats --reviews` counts from the year 1, most others from 1970.
    return day - _FIRST_DAY.toordinal() if day >= _LEAST_ORDINAL else day


def _milliseconds(row: Sequence[str], place: int | None) -> int:
    """Return how long an answer took, as it counts; 0 where that is unknown."""
    number = _number(_cell(row, place))
    return 0 if number is None or number < 0 else counted_ms(int(min(number, _LONGEST_MS)))


def _scaled(number: float) -> float:
    """Return seconds, from whichever unit gives a time of our age."""
    for unit in (1.0, 1e3, 1e6, 1e9):
        if abs(number) < 1e11 * unit:  # 1e11 s is the year 5138, 1e11 ms is 1973
            return number / unit
    return math.inf


def _moment(word: str) -> float:
    written = re.sub(r"\s*(?:UTC|GMT)$", "Z", word.replace("/", "-"), flags=re.IGNORECASE)
    written = re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", written)
    if _is_compact(written):
        written = f"{written[:8]}T{written[8:]}"
    try:
        moment = datetime.fromisoformat(written)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        words = _("write the time as 2026-11-24T15:04:05Z or in seconds since 1970, not {text}")
        raise _Unreadable(words.format(text=_shown(word))) from None


def _is_compact(word: str) -> bool:
    """Return whether a time is written as 20261124150405; no count since 1970 is so long now."""
    return len(word) == 14 and word.isdecimal() and word.isascii()


def _number(word: str) -> float | None:
    """Return a number written with a point or a comma, or None."""
    if not re.fullmatch(r"[+-]?\d+(?:[.,]\d*)?(?:[eE][+-]?\d{1,3})?", word, re.ASCII):
        return None
    return float(word.replace(",", "."))


def _shown(word: str) -> str:
    return repr(clip(word, _MOST_SHOWN))


def _at(line: int, what: object) -> str:
    return _("line {n}: {what}").format(n=line, what=what)


def _listed(problems: Sequence[str]) -> str:
    more = len(problems) - _MOST_PROBLEMS
    last = [ngettext("and {n} more", "and {n} more", more).format(n=more)] if more > 0 else []
    return "\n".join(chain(problems[:_MOST_PROBLEMS], last))
