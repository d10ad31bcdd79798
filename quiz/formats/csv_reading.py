"""Reading tables that people save: one decision on bounds, encodings, separators and quotes."""

import csv
import io
from collections.abc import Iterator

import msgspec

from quiz.cleaning import clean
from quiz.errors import BankError, Location, Problem, QuizError
from quiz.formats.encodings import UNICODE, encoding_of
from quiz.translation import _

MOST_BYTES = 64 * 1024 * 1024
MOST_CELLS = 5_000_000
_LONGEST_CELL = 1_000_000
_SEPARATORS = "\t;|,"
"""Of equally frequent ones the first: commas stand in texts and figures too."""


class CsvRow(msgspec.Struct, frozen=True):
    """A row of a table."""

    line: int
    """Line of the file on which it begins, from 1."""
    cells: list[str]
    """Its values."""


def decoded(data: bytes, source: str) -> str:
    """Return a file's text, its lines ended by newlines whatever ended them.

    See `quiz.formats.encodings` for how its encoding is found.

    Raises:
        QuizError: It is no text.
    """
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding, "strict" if encoding in UNICODE else "replace")
    except UnicodeDecodeError as error:
        message = _("{file}: not a text file; save it as CSV")
        raise QuizError(message.format(file=source)) from error
    if encoding not in UNICODE and b"\0" in data:
        raise QuizError(_("{file}: not a text file; save it as CSV").format(file=source))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def text_of(data: bytes, source: str) -> str:
    """Return a file's text without control characters.

    Raises:
        QuizError: It is no text, or over 64 MB.
    """
    if len(data) > MOST_BYTES:
        raise QuizError(_("{file}: over 64 MB; split it").format(file=source))
    return clean(decoded(data, source))


def table(
    text: str, source: str, *, may_be_spaced: bool = True, has_quotes: bool = True
) -> list[CsvRow]:
    """Return the rows of a table, whatever separates its columns; empty rows are passed over.

    Args:
        text: The table.
        source: The file's name.
        may_be_spaced: Whether spaces separate columns where nothing else does.
        has_quotes: Whether quotation marks hold a cell together.

    Raises:
        QuizError: It has too many cells.
        BankError: It cannot be read as a table.
    """
    rows = csv_rows(text, source, may_be_spaced=may_be_spaced, has_quotes=has_quotes)
    return list(rows)


def csv_rows(
    text: str,
    source: str,
    *,
    may_be_spaced: bool = True,
    has_quotes: bool = True,
    most_cells: int | None = MOST_CELLS,
) -> Iterator[CsvRow]:
    """Yield the rows of a table as `table` returns them, without holding all of them.

    Args:
        text: The table.
        source: The file's name.
        may_be_spaced: Whether spaces separate columns where nothing else does.
        has_quotes: Whether quotation marks hold a cell together.
        most_cells: More are refused; None for any number.

    Raises:
        QuizError: It has too many cells.
        BankError: It cannot be read as a table.
    """
    text, sign, lines_above = _separator(text, may_be_spaced=may_be_spaced)
    csv.field_size_limit(_LONGEST_CELL)
    lines = io.StringIO(text, newline="")  # nothing but line ends ends a line
    reader = csv.reader(
        lines,
        delimiter=sign,
        skipinitialspace=sign == " ",
        quoting=csv.QUOTE_MINIMAL if has_quotes else csv.QUOTE_NONE,
    )
    cells = 0
    while True:
        line = reader.line_num + lines_above + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            message = _("can't be read as a table: {why}").format(why=error)
            raise BankError((Problem(Location(source, line, 1), message),)) from error
        if row is None:
            return
        cells += len(row)
        if most_cells is not None and cells > most_cells:
            raise QuizError(_("{file}: over five million cells; split it").format(file=source))
        if any(cell.strip() for cell in row):
            yield CsvRow(line, row)


def _separator(text: str, *, may_be_spaced: bool) -> tuple[str, str, int]:
    """Return a table, what separates its columns, and how many lines stood above it."""
    first = _first_line(text)
    if first.lower().startswith("sep=") and len(first) == 5:  # Excel's own line
        end = text.index(first) + len(first) + 1
        return text[end:], first[4], text[:end].count("\n")
    sign = max(_SEPARATORS, key=first.count)
    if not first.count(sign):
        sign = " " if may_be_spaced and " " in first.strip() else ","
    return text, sign, 0


def _first_line(text: str) -> str:
    return next((line for line in io.StringIO(text) if line.strip(" \t\r\n,;")), "").rstrip("\r\n")
