"""Reading results, whichever form they have; the form is told from the file itself."""

import csv
import io
from enum import StrEnum

import msgspec

from quiz.analysis.results import Column, Results
from quiz.cleaning import clean
from quiz.errors import Location, Problem, QuizError
from quiz.words import _

MOST_BYTES = 64 * 1024 * 1024
MOST_CELLS = 5_000_000


class Attempts(StrEnum):
    """Which attempts of a learner count."""

    FIRST = "first"
    LAST = "last"
    ALL = "all"


class ReadResults(msgspec.Struct, frozen=True, kw_only=True):
    """Results as read."""

    learners: tuple[str, ...]
    columns: tuple[Column, ...]
    form: str
    """What the file was taken for, in words."""
    title: str = ""
    """The test's name, empty if the file does not say it."""
    warnings: tuple[Problem, ...] = ()
    """What was left out or guessed, each with its line."""

    @property
    def results(self) -> Results:
        """The matrix of marks."""
        return Results(self.learners, self.columns)


class Row(msgspec.Struct, frozen=True):
    """A row of a table."""

    line: int
    cells: list[str]


def decode(
    data: bytes,
    *,
    source: str,
    key: str = "",
    attempts: Attempts = Attempts.FIRST,
    has_header: bool | None = None,
) -> ReadResults:
    """Read results.

    Args:
        data: The file: our JSON, our CSV, Moodle's responses or grades report, or a matrix with a
            learner a row and an item a column, of marks or of letters.
        source: Its name, for warnings.
        key: The right letters of a matrix of letters, if the file has no row for them.
        attempts: Which attempts of one learner count.
        has_header: Whether a matrix's first row names its columns; None: told from the rows.

    Raises:
        QuizError: It is none of these, or holds no learner; or a matrix may or may not begin with
            headings.
    """
    if len(data) > MOST_BYTES:
        raise QuizError(_("{file}: over 64 MB; split it").format(file=source))
    text = _text_of(data, source)
    if text.lstrip().startswith(("{", "[")):
        from quiz.formats.results import own

        return own.of_json(text, source, attempts)
    rows = table(text, source)
    if not rows:
        raise QuizError(_("{file}: no rows").format(file=source))
    from quiz.formats.results import matrix, moodle, own

    header = [cell.strip() for cell in rows[0].cells]
    if own.is_own(header):
        return own.of_table(rows, source, attempts)
    if moodle.is_moodle(header):
        return moodle.of_table(rows, source, attempts)
    return matrix.of_table(rows, source, key, has_header)


def _text_of(data: bytes, source: str) -> str:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return clean(data.decode(encoding))
        except UnicodeDecodeError:
            break
    try:
        return clean(data.decode("cp1252"))  # spreadsheets on Windows still write it
    except UnicodeDecodeError as error:
        raise QuizError(_("{file}: not a text file; save it as CSV").format(file=source)) from error


def table(text: str, source: str) -> list[Row]:
    """Return the rows of a table, whatever parts its columns; empty rows are passed over.

    Raises:
        QuizError: It cannot be read as one.
    """
    first = next((line for line in text.split("\n") if line.strip()), "")
    lines_above = 0
    sign = max(",;\t|", key=first.count)
    if first.lower().startswith("sep=") and len(first.rstrip("\r")) == 5:
        sign, lines_above = first[4], text.index(first) + len(first) + 1  # Excel's own line
        text = text[lines_above:]
        first = next((line for line in text.split("\n") if line.strip()), "")
    if not first.count(sign):
        sign = " " if " " in first.strip() else ","
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text), delimiter=sign, skipinitialspace=sign == " ")
    rows: list[Row] = []
    cells = 0
    try:
        for row in reader:
            cells += len(row)
            if cells > MOST_CELLS:
                raise QuizError(_("{file}: over five million cells; split it").format(file=source))
            if any(cell.strip() for cell in row):
                rows.append(Row(reader.line_num + bool(lines_above), row))
    except csv.Error as error:
        where = Location(source, reader.line_num, 1)
        message = _("can't be read as a table: {why}").format(why=error)
        raise QuizError(str(Problem(where, message))) from error
    return rows


def number(cell: str) -> float | None:
    """Return a mark as written in a cell, with a decimal point or comma; None if it is none."""
    cell = cell.strip().replace(" ", "").replace("\u00a0", "").replace("٫", ".").removesuffix("%")
    if "," in cell and "." not in cell:
        cell = cell.replace(",", ".")
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if abs(value) < 1e9 else None


def kept(
    names: list[str], attempts: Attempts, source: str, lines: list[int]
) -> tuple[list[int], list[Problem]]:
    """Return which rows count, and a warning where a learner has several.

    Args:
        names: Who each row is of; empty names are each a learner of their own.
        attempts: Which of several count.
        source: The file's name.
        lines: The line of each row.
    """
    if attempts is Attempts.ALL:
        return list(range(len(names))), []
    chosen: dict[str, int] = {}
    extra: list[int] = []
    for at, name in enumerate(names):
        who = name or f"\0{at}"
        if who in chosen:
            extra.append(at)
            if attempts is Attempts.FIRST:
                continue
        chosen[who] = at
    if not extra:
        return sorted(chosen.values()), []
    message = _("{n} more attempts by the same students; {which} counts")
    which = _("the first") if attempts is Attempts.FIRST else _("the last")
    place = Location(source, lines[extra[0]], 1)
    warning = Problem(place, message.format(n=len(extra), which=which), "warning")
    return sorted(chosen.values()), [warning]
