"""CSV as the whole program writes it: safe in a spreadsheet, and without control characters.

A cell of text that a spreadsheet would take for a formula gets an apostrophe before it, which a
spreadsheet does not show; numbers stay numbers, negative ones too.

Source: OWASP, "CSV Injection".
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from quiz.cleaning import clean

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?\s?%?")


def csv_text(rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as CSV.

    Args:
        rows: Texts, numbers and None, which is an empty cell.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def harmless(cell: Any) -> Any:
    """Return a cell that neither a spreadsheet nor a terminal takes for a command."""
    if not isinstance(cell, str):
        return cell
    cell = clean(cell)
    return "'" + cell if _is_risky(cell) else cell


def unharmed(cell: str) -> str:
    """Return a text as it was before `harmless`, but for control characters."""
    return cell[1:] if cell[:1] == "'" and _is_risky(cell) else cell


def _is_risky(cell: str) -> bool:
    """Return whether a text would be a formula; one that is guarded already is guarded again."""
    bare = cell.lstrip("'")
    return bare.startswith(_RISKY) and (bare != cell or _NUMBER.fullmatch(bare) is None)
