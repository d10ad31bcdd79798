"""The rows of a table, whatever holds them: CSV and TSV, a workbook of Excel or LibreOffice."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

from quiz.cleaning import clean, clean_line
from quiz.errors import MissingExtra, QuizError
from quiz.extras import install_command
from quiz.formats.csv_reading import CsvRow, table
from quiz.formats.exchange.archive import START, Archive
from quiz.formats.exchange.collecting import Collector, line_place, text_in
from quiz.formats.exchange.exchanged import Source
from quiz.formats.exchange.xml_tree import Element, parsed
from quiz.translation import _

_WRAPPED = re.compile(r'\s*"[^"\n]*[;\t,|][^"\n]*"\s*(?:\n|\Z)')
"""A row that is a table's row in quotation marks, as two programs in turn save it."""
_CODED = re.compile(r"%[0-9A-Fa-f]{2}")
_MOST_ROWS = 200_000
_MOST_SHEETS = 20
_MOST_COLUMNS = 200
_MOST_REPEATED = 50
"""A cell of an .ods that is repeated more often fills the rest of the sheet with nothing."""


class GridRow(NamedTuple):
    """A row of a table."""

    number: int
    """Its line or row, from 1."""
    cells: list[str]
    """Its values as text, without spaces round them."""


def is_workbook(source: Source) -> bool:
    """Return whether a file is a workbook of Excel or LibreOffice."""
    head = source.data
    return head.startswith(START) and (b"xl/" in head or b"opendocument.spreadsheet" in head[:200])


def rows_of(source: Source, collector: Collector | None = None) -> list[GridRow]:
    """Return the rows of a table that are not empty; of a workbook those of its first sheet.

    Raises:
        QuizError: It cannot be read as a table, or the extra `import` is missing.
    """
    if not source.data.startswith(START):
        rows = _table(text_in(source, collector), clean_line(source.name), collector)
        found = [GridRow(row.line, [cell.strip() for cell in row.cells]) for row in rows]
        return _unquoted(found, collector)
    archive = Archive(source.data, source.name)
    if "content.xml" in archive:
        return _of_ods(archive, source.name, collector)
    for name in archive:  # within the bounds, before a library opens it
        archive.read(name)
    return _of_xlsx(source, collector)


def _table(text: str, name: str, collector: Collector | None) -> list[CsvRow]:
    """Return the rows of a text; a quotation mark that is never closed holds nothing together."""
    rows = table(text, name, may_be_spaced=False)
    if rows and all(len(row.cells) == 1 for row in rows) and _WRAPPED.match(text):
        return table("\n".join(row.cells[0] for row in rows), name, may_be_spaced=False)
    is_open = bool(rows) and text.count('"') % 2 == 1 and "\n" in rows[-1].cells[-1]
    if not is_open:
        return rows
    if collector is not None:
        words = _("a quotation mark that is never closed: read as a sign like any other")
        collector.change(line_place(rows[-1].line), words)
    return table(text, name, may_be_spaced=False, has_quotes=False)


def _picked(
    sheets: Iterable[tuple[str, list[GridRow]]], collector: Collector | None
) -> list[GridRow]:
    """Return the rows of the first sheet with two columns at least; name the sheets left out."""
    found = [(name, rows) for name, rows in sheets if rows]
    tables = [at for at, (_name, rows) in enumerate(found) if any(map(_is_wide, rows[:200]))]
    if not found:
        return []
    at = tables[0] if tables else 0
    others = [clean_line(name) for place, (name, _rows) in enumerate(found) if place != at]
    if others and collector is not None:
        words = _("Sheet {name} is read; left out: {others}.")
        collector.take(words.format(name=clean_line(found[at][0]), others=", ".join(others)))
    return found[at][1]


def _is_wide(row: GridRow) -> bool:
    return sum(map(bool, row.cells)) >= 2


def _unquoted(rows: list[GridRow], collector: Collector | None) -> list[GridRow]:
    """Return rows whose texts were written for addresses (`%20`) as they are meant."""
    cells = [cell for row in rows[:200] for cell in row.cells if cell]
    coded = sum(_CODED.search(cell) is not None for cell in cells)
    if not coded or any(" " in cell for cell in cells) or coded * 4 < len(cells):
        return rows
    if collector is not None:
        collector.take(_("The texts are URL-encoded (%20): they were decoded."))
    return [GridRow(row.number, [clean(unquote(cell)) for cell in row.cells]) for row in rows]


def _of_xlsx(source: Source, collector: Collector | None) -> list[GridRow]:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        words = _("workbooks need the extra `import`: {command}")
        raise MissingExtra(words.format(command=install_command("import"))) from error
    shown = clean_line(source.name)
    try:
        book = load_workbook(io.BytesIO(source.data), read_only=True, data_only=True)
        sheets = [(one.title, list(_rows_of(one, shown))) for one in book.worksheets[:_MOST_SHEETS]]
        return _picked(sheets, collector)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError,
            zipfile.BadZipFile, SyntaxError, OverflowError) as error:  # fmt: skip
        raise QuizError(_("{file}: a damaged workbook").format(file=shown)) from error


def _rows_of(sheet: Any, shown: str) -> Iterator[GridRow]:
    """Yield the rows of a sheet of openpyxl."""
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if number > _MOST_ROWS:
            raise QuizError(_("{file}: too many rows; split it").format(file=shown))
        row = [_shown(cell) for cell in cells[:_MOST_COLUMNS]]
        if any(row):
            yield GridRow(number, row)


def _shown(cell: Any) -> str:
    """Return what a cell of openpyxl shows: 0.1 may be "10%"."""
    value = cell.value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and "%" in str(getattr(cell, "number_format", "")):
        return f"{value * 100:.10g}%"
    return _text(value)


def _text(value: object) -> str:
    """Return the value of a cell as a spreadsheet shows it."""
    from datetime import date, datetime

    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        is_day = not (value.hour or value.minute or value.second)
        return value.date().isoformat() if is_day else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return clean(str(value)).strip()


def _of_ods(archive: Archive, name: str, collector: Collector | None) -> list[GridRow]:
    root = parsed(archive.read("content.xml"), name)
    sheets = [one for one in root.walk() if one.name == "table" and one.all("table-row")]
    rows = [(one.get("name"), list(_ods_rows(one, name))) for one in sheets[:_MOST_SHEETS]]
    return _picked(rows, collector)


def _ods_rows(sheet: Element, name: str) -> Iterator[GridRow]:
    number = 0
    for row in sheet.all("table-row"):
        cells: list[str] = []
        for cell in row.all("table-cell", "covered-table-cell"):
            text = "\n".join(_paragraph(part) for part in cell.all("p"))
            repeated = _count(cell.get("number-columns-repeated"))
            cells += [text.strip()] * (repeated if repeated <= _MOST_REPEATED or text else 1)
        repeats = _count(row.get("number-rows-repeated"))
        number += 1
        if any(cells):
            if number > _MOST_ROWS:
                raise QuizError(_("{file}: too many rows; split it").format(file=clean_line(name)))
            yield GridRow(number, [clean(cell) for cell in cells[:_MOST_COLUMNS]])
        number += repeats - 1


def _paragraph(element: Element) -> str:
    out = ""
    for part in element.parts:
        if isinstance(part, str):
            out += part
        elif part.name == "s":
            out += " " * min(100, _count(part.get("c")))
        elif part.name in ("tab", "line-break"):
            out += "\t" if part.name == "tab" else "\n"
        elif part.name != "annotation":
            out += _paragraph(part)
    return out


def _count(text: str) -> int:
    return min(1_000_000, int(text)) if text.isdecimal() and len(text) < 8 else 1
