"""Writing a workbook of Excel: the same rows always give the same bytes."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime

from quiz.cleaning import clean
from quiz.errors import MissingExtra
from quiz.extras import install_command
from quiz.translation import _

_THEN = datetime(2000, 1, 1)
_LONGEST = 32_767
"""Characters of a cell. Source: Microsoft, "Excel specifications and limits"."""


def written_workbook(
    out: io.BytesIO, rows: Sequence[Sequence[str | int | float | None]], title: str = "Questions"
) -> None:
    """Write a workbook of one sheet; texts are texts, whatever they begin with.

    Args:
        out: Where to.
        rows: Texts, numbers, and None for an empty cell.
        title: Of the sheet.

    Raises:
        MissingExtra: The extra `import` is missing.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    except ImportError as error:
        words = _("workbooks need the extra `import`: {command}")
        raise MissingExtra(words.format(command=install_command("import"))) from error
    book = Workbook()
    book.properties.created = book.properties.modified = _THEN
    sheet = book.worksheets[0]
    sheet.title = title[:31]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is None:
                continue
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", clean(value))[:_LONGEST]
                cell.data_type = "s"  # never a formula
            else:
                cell.value = value
    raw = io.BytesIO()
    book.save(raw)
    out.write(_steady(raw.getvalue()))


def _steady(data: bytes) -> bytes:
    """Return a zip file with all times the same, and those that the library notes too."""
    import re

    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "docProps/core.xml":
                stamp = _THEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, content)
            member = zipfile.ZipInfo(info.filename, (2000, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, content)
    return made.getvalue()
