"""A plain matrix: a learner a row, an item a column, of marks or of letters."""

import re
from itertools import pairwise

from quiz.analysis.results import Column
from quiz.errors import Location, Problem, QuizError
from quiz.formats.results.reading import ReadResults, Row, number
from quiz.words import _

_KEY_ROW = re.compile(r"(?i)key|right|answers?|lösung|soluzione|chiave|corretta")
_LETTER = re.compile(r"[A-Za-z]{1,3}|[1-9]\d?|-|\*|")
_EMPTY = ("", "-", "*", "NA", "na", "NaN")


def of_table(rows: list[Row], source: str, key: str) -> ReadResults:
    """Read a matrix.

    The first row may name the items, the first column the learners, and a row `key` the right
    letters. Letters are marked by the key, 1 or 0.

    Raises:
        QuizError: Rows are of unlike length, or letters have no key.
    """
    warnings: list[Problem] = []
    width = max(len(row.cells) for row in rows)
    for row in rows:
        if len(row.cells) != width:
            where = Location(source, row.line, 1)
            message = _("{n} columns where others have {width}")
            problem = Problem(where, message.format(n=len(row.cells), width=width))
            raise QuizError(str(problem))
    cells = [[cell.strip() for cell in row.cells] for row in rows]
    has_names = _has_names(cells)
    start = 1 if has_names else 0
    header = cells[0] if _is_header(cells, start) else None
    body = cells[1:] if header else cells
    lines = [row.line for row in rows[1:]] if header else [row.line for row in rows]
    keys = [at for at, row in enumerate(body) if has_names and _KEY_ROW.fullmatch(row[0])]
    if keys:
        key_row: list[str] | None = body[keys[0]][start:]
        lines = [line for at, line in enumerate(lines) if at not in keys]
        body = [row for at, row in enumerate(body) if at not in keys]
    else:
        key_row = _key_of(key, width - start, source)
    if not body or width == start:
        raise QuizError(_("{file}: no learner or no item in it").format(file=source))
    learners = tuple(row[0] if has_names else str(n) for n, row in enumerate(body, 1))
    names = header[start:] if header else [f"Q{n}" for n in range(1, width - start + 1)]
    columns = []
    for at in range(width - start):
        given = [row[at + start] for row in body]
        name = names[at] or f"Q{at + 1}"
        if key_row is not None:
            columns.append(_of_letters(name, given, key_row[at]))
        else:
            columns.append(_of_marks(name, given, lines, source))
    form = _("a matrix of letters") if key_row is not None else _("a matrix of marks")
    return ReadResults(
        learners=learners, columns=tuple(columns), form=form, warnings=tuple(warnings)
    )


def _has_names(cells: list[list[str]]) -> bool:
    """Return whether the first column names learners: some of it is neither mark nor letter."""
    body = cells[1:] or cells
    if len(cells[0]) < 2:
        return False
    first = [row[0] for row in body]
    if any(not _LETTER.fullmatch(cell) and number(cell) is None for cell in first):
        return True
    # Numbers that count up, over those of the marks, are the learners' own.
    values = [number(row[0]) for row in cells]
    known = [value for value in values if value is not None]
    is_rising = all(a < b for a, b in pairwise(known))
    return len(known) >= max(3, len(cells) - 1) and is_rising and known[-1] >= len(known)


def _is_header(cells: list[list[str]], start: int) -> bool:
    """Return whether the first row names the items: none of it is a mark, or a letter alone."""
    first = cells[0][start:]
    is_marks = all(
        number(cell) is not None or cell in _EMPTY for row in cells[1:] for cell in row[start:]
    )
    if is_marks and len(cells) > 1:
        return any(number(cell) is None and cell not in _EMPTY for cell in first)
    return all(len(cell) > 1 or not cell for cell in first) and any(first)


def _key_of(key: str, items: int, source: str) -> list[str] | None:
    """Return the key that was given, an entry an item; None without one.

    Raises:
        QuizError: It has another length.
    """
    if not key.strip():
        return None
    parted = [part for part in re.split(r"[,;\s]+", key.strip()) if part]
    letters = list(key.strip()) if len(parted) == 1 and items > 1 else parted
    if len(letters) != items:
        message = _("{file}: the key has {n} answers, the matrix {items} items")
        raise QuizError(message.format(file=source, n=len(letters), items=items))
    return letters


def _of_letters(name: str, given: list[str], key: str) -> Column:
    responses = tuple("" if cell in _EMPTY else cell.upper() for cell in given)
    key = key.upper()
    marks = tuple(float(response == key) for response in responses)
    return Column(name=name, marks=marks, responses=responses, key=key)


def _of_marks(name: str, given: list[str], lines: list[int], source: str) -> Column:
    """Return a column of marks; the greatest is what the item is worth, at least 1.

    Raises:
        QuizError: A cell is no mark.
    """
    marks = []
    for cell, line in zip(given, lines, strict=True):
        value = 0.0 if cell in _EMPTY else number(cell)
        if value is None:
            where = Location(source, line, 1)
            message = _("{cell!r} is no mark; letters need `--key`, or a row named `key`")
            raise QuizError(str(Problem(where, message.format(cell=cell[:20]))))
        marks.append(value)
    return Column(name=name, marks=tuple(marks), most=max(1.0, *marks))
