"""The rows of a table, whatever holds them: CSV and TSV, a workbook of Excel or LibreOffice."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from quiz.cleaning import clean, clean_line
from quiz.errors import MissingExtra, QuizError
from quiz.extras import install_command
from quiz.formats.csv_reading import table
from quiz.formats.exchange.archive import START, Archive
from quiz.formats.exchange.collecting import Collector, text_in
from quiz.formats.exchange.exchanged import Source
from quiz.formats.exchange.xml_tree import Element, parsed
from quiz.translation import _

_CODED = re.compile(r"%[0-9A-Fa-f]{2}")
_MOST_ROWS = 200_000
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
        rows = table(text_in(source, collector), clean_line(source.name), may_be_spaced=False)
        found = [GridRow(row.line, [cell.strip() for cell in row.cells]) for row in rows]
        return _unquoted(found, collector)
    archive = Archive(source.data, source.name)
    if "content.xml" in archive:
        return list(_of_ods(archive, source.name))
    for name in archive:  # within the bounds, before a library opens it
        archive.read(name)
    return list(_of_xlsx(source))


def _unquoted(rows: list[GridRow], collector: Collector | None) -> list[GridRow]:
    """Return rows whose texts were written for addresses (`%20`) as they are meant."""
    cells = [cell for row in rows[:200] for cell in row.cells if cell]
    coded = sum(_CODED.search(cell) is not None for cell in cells)
    if not coded or any(" " in cell for cell in cells) or coded * 4 < len(cells):
        return rows
    if collector is not None:
        collector.take(_("The texts are URL-encoded (%20): they were decoded."))
    return [GridRow(row.number, [clean(unquote(cell)) for cell in row.cells]) for row in rows]


def _of_xlsx(source: Source) -> Iterator[GridRow]:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        words = _("workbooks need the extra `import`: {command}")
        raise MissingExtra(words.format(command=install_command("import"))) from error
    shown = clean_line(source.name)
    try:
        book = load_workbook(io.BytesIO(source.data), read_only=True, data_only=True)
        sheet = next((one for one in book.worksheets if one.max_row), None)
        if sheet is None:
            return
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            if number > _MOST_ROWS:
                raise QuizError(_("{file}: too many rows; split it").format(file=shown))
            row = [_text(cell) for cell in cells[:_MOST_COLUMNS]]
            if any(row):
                yield GridRow(number, row)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError,
            zipfile.BadZipFile, SyntaxError, OverflowError) as error:  # fmt: skip
        raise QuizError(_("{file}: a damaged workbook").format(file=shown)) from error


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


def _of_ods(archive: Archive, name: str) -> Iterator[GridRow]:
    root = parsed(archive.read("content.xml"), name)
    sheet = next((one for one in root.walk() if one.name == "table" and one.all("table-row")), None)
    number = 0
    for row in sheet.all("table-row") if sheet is not None else ():
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
