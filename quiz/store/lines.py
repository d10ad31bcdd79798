"""The record as lines of JSON: what `quiz sync` carries and `quiz backup --text` writes.

Each line is an object with one key, which names the table, and the row under it; `docs/record.md`
describes every field.
"""

import math
import re
import zlib
from datetime import UTC, date, datetime

import msgspec

from quiz.errors import QuizError
from quiz.memory.fsrs6 import MODEL, Fsrs6
from quiz.store.choices import SharedChoice
from quiz.store.rows import (
    CardActionRow,
    PlanRow,
    QuestionNote,
    Review,
    SittingRow,
    WeightsRow,
)
from quiz.translation import _, ngettext

FORMAT = "quiz record"
VERSION = 1
"""Of the format; a file of a newer one is left alone."""
LONGEST_LINE = 16 * 1024 * 1024
"""Bytes; a longer line is none of ours. An answer of a million signs, as records of before hold,
takes six million where each is escaped."""
_CRC = re.compile(rb'\{"crc":(\d{1,10}),')
_FIRST, _LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2500, 1, 1, tzinfo=UTC)
_LONGEST_INTERVAL = 40_000
_LONGEST_NAME = 10_000
_BIG = 2**63 - 1


class FileHead(msgspec.Struct, frozen=True, kw_only=True):
    """The first line of a file."""

    format: str
    """Name of the format."""
    version: int
    """Of the format."""
    learner: str
    """Whose rows follow."""
    device: str = ""
    """Which device writes the file; empty for a backup."""


class RetractionRow(msgspec.Struct, frozen=True, kw_only=True):
    """Undoes a review, an action or weights."""

    uid: str
    """Its own id."""
    target: str
    """Uid of what is undone."""
    device: str = ""
    """Where it was undone."""
    at: datetime
    """UTC."""


class AliasRow(msgspec.Struct, frozen=True, kw_only=True):
    """Gives a card a new name."""

    bank: str
    """Id of the bank."""
    old_card: str
    """Name of the card before."""
    new_card: str
    """Name of the card from then on."""
    at: datetime
    """UTC."""


class WeightsLine(msgspec.Struct, frozen=True, kw_only=True):
    """Weights, and where they were fitted."""

    weights: WeightsRow
    """What was fitted."""
    device: str = ""
    """Where."""


class PlanLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One version of an exam, and where it was written."""

    exam: PlanRow
    """What is planned for."""
    device: str = ""
    """Where it was changed."""
    is_removed: bool = False
    """Whether the plan was deleted."""

    @property
    def version(self) -> str:
        """What tells this version of the exam from others."""
        return f"{self.exam.changed_at.isoformat()} {self.device} {self.is_removed}"


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a file; one of the fields is there."""

    head: FileHead | None = None
    """The first line of a file."""
    review: Review | None = None
    """An answer."""
    deed: CardActionRow | None = None
    """Something done with a card."""
    retraction: RetractionRow | None = None
    """Something undone."""
    alias: AliasRow | None = None
    """A card under a new name."""
    weights: WeightsLine | None = None
    """Weights that were fitted."""
    exam: PlanLine | None = None
    """An exam plan."""
    sitting: SittingRow | None = None
    """A quiz, review or exam."""
    note: QuestionNote | None = None
    """What the learner says of a question."""
    choice: SharedChoice | None = None
    """What the learner chose or earned."""


Row = (
    Review
    | CardActionRow
    | RetractionRow
    | AliasRow
    | WeightsLine
    | PlanLine
    | SittingRow
    | QuestionNote
    | SharedChoice
)
_TABLES: dict[type, str] = {
    Review: "review",
    CardActionRow: "deed",
    RetractionRow: "retraction",
    AliasRow: "alias",
    WeightsLine: "weights",
    PlanLine: "exam",
    SittingRow: "sitting",
    QuestionNote: "note",
    SharedChoice: "choice",
}


class BadLine(Exception):
    """A line cannot be used; says why."""


class _Read(msgspec.Struct, frozen=True):
    """A line as it was read: one that is valid JSON but of no known table is both None."""

    head: FileHead | None
    row: Row | None


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Line)


def encode_head(learner: str, device: str = "") -> bytes:
    """Return the first line of a file."""
    head = FileHead(format=FORMAT, version=VERSION, learner=learner, device=device)
    return _encoder.encode(Line(head=head)) + b"\n"


def encode_row(row: Row) -> bytes:
    """Return the line of a row; whose it is, the first line of its file says."""
    if isinstance(row, Review | CardActionRow | SittingRow | QuestionNote):
        row = msgspec.structs.replace(row, learner="")
    return _encoder.encode({_TABLES[type(row)]: row}) + b"\n"


def checked(line: bytes) -> bytes:
    """Return a line with its checksum in front, by which a letter that got lost is noticed."""
    rest = line[1:]
    return b'{"crc":%d,%b' % (zlib.crc32(rest.rstrip()), rest)


def decode_line(data: bytes) -> _Read:
    """Return what a line holds; a table that only newer versions know is passed over.

    Raises:
        BadLine: It is no line of ours, or holds what no program of ours can have written.
    """
    if len(data) > LONGEST_LINE:
        raise BadLine(_("too long"))
    if (crc := _CRC.match(data)) and int(crc[1]) != zlib.crc32(data[crc.end() :].rstrip()):
        raise BadLine(_("wrong checksum"))
    try:
        line = _decoder.decode(data)
    except msgspec.DecodeError as error:  # of which a validation error is one
        raise BadLine(_reason(error)) from None
    except (UnicodeDecodeError, RecursionError, OverflowError):
        raise BadLine(_("not JSON")) from None
    if line.head is not None:
        return _Read(line.head, None)
    rows = [getattr(line, name) for name in _TABLES.values()]
    rows = [row for row in rows if row is not None]
    if len(rows) > 1:
        raise BadLine(_("more than one row"))
    if not rows:
        return _Read(None, None)
    # A row that is read twice must be known again, and a field left out gets a new uid.
    if not isinstance(rows[0], AliasRow) and b'"uid"' not in data:
        raise BadLine(_("no uid"))
    row = in_utc(rows[0])
    check_row(row)
    return _Read(None, row)


def key_of(row: Row) -> str:
    """Return what tells a row from all others, and its versions from each other."""
    if isinstance(row, AliasRow):
        key = f"{row.bank}\n{row.old_card}\n{row.new_card}\n{row.at.isoformat()}"
    elif isinstance(row, WeightsLine):
        key = row.weights.uid
    elif isinstance(row, PlanLine):
        key = f"{row.exam.uid} {row.version}"
    elif isinstance(row, SharedChoice):
        key = f"{row.uid} {row.version}"
    elif isinstance(row, SittingRow):
        key = f"{row.uid} {row.ended_at.isoformat() if row.ended_at else ''}"
    else:
        key = row.uid
    return f"{_TABLES[type(row)]} {key}"


def in_utc(row: Row) -> Row:
    """Return a row with its times in UTC.

    Raises:
        BadLine: A time says no zone, or lies outside of what can be written.
    """
    replace = msgspec.structs.replace
    if isinstance(row, SittingRow):
        ended = None if row.ended_at is None else _utc(row.ended_at)
        return replace(row, started_at=_utc(row.started_at), ended_at=ended)
    if isinstance(row, WeightsLine):
        return replace(row, weights=replace(row.weights, at=_utc(row.weights.at)))
    if isinstance(row, PlanLine):
        return replace(row, exam=replace(row.exam, changed_at=_utc(row.exam.changed_at)))
    return replace(row, at=_utc(row.at))


def check_row(row: Row) -> None:
    """Check what the tables and the memory model ask of a row.

    Raises:
        BadLine: It holds what no program of ours can have written.
    """
    if isinstance(row, Review):
        _check_review(row)
    elif isinstance(row, CardActionRow):
        _check_day(row.day)
        if row.value is not None:
            _check_day(row.value)
        _check_names(row.uid, row.bank, row.card)
    elif isinstance(row, QuestionNote):
        _check_names(row.uid, row.bank, row.item)
    elif isinstance(row, RetractionRow):
        _check_names(row.uid, row.target)
    elif isinstance(row, AliasRow):
        _check_names(row.bank, row.old_card, row.new_card)
    elif isinstance(row, WeightsLine):
        _check_weights(row.weights)
    elif isinstance(row, PlanLine):
        _check_exam(row.exam)
    elif isinstance(row, SharedChoice):
        _check_names(row.uid)
    else:
        _check_names(row.uid, row.mode)
        _check_whole(row.seed)


def _check_review(review: Review) -> None:
    _check_names(review.uid, review.bank, review.card)
    _check_day(review.day)
    for number in (review.credit, review.points, review.points_of, review.guess_chance):
        if not math.isfinite(number):
            raise BadLine(_("a number isn't finite"))
    for whole in (review.elapsed_ms, review.hints, review.tries, review.certainty, review.place):
        _check_whole(whole)
    _check_whole(review.rep)
    if review.interval_days is not None and not 0 <= review.interval_days <= _LONGEST_INTERVAL:
        words = ngettext(
            "the interval of {n} day isn't possible",
            "the interval of {n} days isn't possible",
            round(review.interval_days),
        )
        raise BadLine(words.format(n=review.interval_days))
    if review.retention is not None and not 0 < review.retention < 1:
        words = _("retention must be between 0 and 1, not {n}")
        raise BadLine(words.format(n=review.retention))


def _sound_review() -> str:
    """Return an SQL condition that only reviews meet which `check_row` lets pass.

    So that of a million all but the odd ones need not be made into values. It may leave out rows
    that pass, such as those with names of many bytes.
    """
    first, last = (int(day.timestamp()) * 1_000_000 for day in (_FIRST, _LAST))
    days = f"{_FIRST.toordinal()} AND {_LAST.toordinal()}"
    names = (
        f"typeof({name}) = 'text' AND {name} <> ''"
        f" AND length(CAST({name} AS BLOB)) <= {_LONGEST_NAME}"
        for name in ("uid", "bank", "card")
    )
    finite = (
        f"typeof({name}) IN ('real', 'integer') AND abs({name}) < 1e300"
        for name in ("credit", "points", "points_of", "guess_chance")
    )
    whole = (
        f"({name} IS NULL OR typeof({name}) = 'integer')"
        for name in ("rating", "elapsed_ms", "hints", "tries", "certainty", "place", "rep")
    )
    return " AND ".join([
        *names,
        *finite,
        *whole,
        f"typeof(at) = 'integer' AND at BETWEEN {first} AND {last}",
        f"typeof(day) = 'integer' AND day BETWEEN {days}",
        "(rating IS NULL OR rating BETWEEN 1 AND 4)",
        "(interval_days IS NULL OR typeof(interval_days) = 'integer'"
        f" AND interval_days BETWEEN 0 AND {_LONGEST_INTERVAL})",
        "(retention IS NULL OR typeof(retention) = 'real' AND retention > 0 AND retention < 1)",
        "typeof(tags) = 'text'",
    ])  # fmt: skip


SOUND_REVIEW = _sound_review()
"""An SQL condition that only reviews meet which `check_row` lets pass."""


def _check_weights(row: WeightsRow) -> None:
    _check_names(row.uid, row.model)
    _check_whole(row.reviews)
    if row.model == MODEL:
        try:
            Fsrs6(row.weights)
        except QuizError as error:
            raise BadLine(str(error)) from None


def _check_exam(exam: PlanRow) -> None:
    _check_names(exam.uid)
    try:
        date.fromisoformat(exam.day)
    except ValueError:
        raise BadLine(_("{day!r} isn't a date").format(day=exam.day[:20])) from None
    numbers = [exam.minutes_a_day, *exam.weights.values()]
    numbers += [number for number in (exam.score, exam.expected) if number is not None]
    if not all(math.isfinite(number) and number >= 0 for number in numbers):
        raise BadLine(_("a number in the exam is negative or not finite"))


def _check_day(day: int) -> None:
    if not _FIRST.toordinal() <= day <= _LAST.toordinal():
        raise BadLine(_("{n} isn't the number of a study day").format(n=day))


def _check_names(*names: str) -> None:
    if not all(names) or any(len(name) > _LONGEST_NAME for name in names):
        raise BadLine(_("a name is empty or too long"))


def _check_whole(number: int | None) -> None:
    if number is not None and not -_BIG - 1 <= number <= _BIG:
        raise BadLine(_("a number is too large"))


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise BadLine(_("a time without time zone; write Z for UTC"))
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        raise BadLine(_("a time is out of range")) from None
    if not _FIRST <= moment <= _LAST:
        raise BadLine(_("a time is in the year {year}").format(year=moment.year))
    return moment


def _reason(error: msgspec.DecodeError) -> str:
    text = str(error)
    if isinstance(error, msgspec.ValidationError):
        return text[:1].lower() + text[1:]
    return _("not JSON")
