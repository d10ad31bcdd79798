"""A plain matrix: a learner a row, an item a column, of marks or of letters."""

import re
from itertools import pairwise

from quiz.analysis.results import Column
from quiz.errors import Location, Problem, QuizError
from quiz.formats.results.reading import ReadResults, Row, number
from quiz.words import _

_KEY_ROW = re.compile(r"(?i)key|right|answers?|lösung|soluzione|chiave|corretta")
_MOST_ROW = re.compile(r"(?i)max(?:imum|imal|imo)?|most|out of|of|von|massimo|worth")
_LEARNER = re.compile(
    r"(?i)(?:full|first|last|sur|user|nick)?[ _-]?names?|who|learner|student(?:s|in)?|pupils?|id"
    r"|id[ _-]?number|e-?mail(?:[ -]?(?:address|adresse))?|class|group|vorname|nachname|klasse"
    r"|gruppe|sch[uü]ler(?:in)?|lernende|matrikel(?:nummer)?|nome|cognome|classe|gruppo|studente"
    r"|studentessa|alunn[oa]|version|code"
)
_TOTAL = re.compile(
    r"(?i)total[es]?|sum|sums|summe|gesamt(?:punkte)?|somma|score|points|punkte|punteggio|punti"
    r"|grade|note|voto|percent|prozent|percentuale|%"
)
_LETTER = re.compile(r"[A-Za-z]{1,3}|[1-9]\d?|-|\*|")
_EMPTY = ("", "-", "*", "NA", "na", "NaN")


def of_table(rows: list[Row], source: str, key: str) -> ReadResults:
    """Read a matrix.

    The first row may name the columns, the first columns the learners. A row `key` has the right
    letters, a row `max` what each item is worth. Letters are marked by the key, 1 or 0. A column
    of totals is left out.

    Raises:
        QuizError: Rows are of unlike length, or letters have no key.
    """
    width = max(len(row.cells) for row in rows)
    for row in rows:
        if len(row.cells) != width:
            where = Location(source, row.line, 1)
            message = _("{n} columns where others have {width}")
            problem = Problem(where, message.format(n=len(row.cells), width=width))
            raise QuizError(str(problem))
    cells = [[cell.strip() for cell in row.cells] for row in rows]
    start = _about_learners(cells)
    header = cells[0] if _is_header(cells, start) else None
    body = [(row.line, cell) for row, cell in zip(rows, cells, strict=True)]
    body = body[1:] if header else body
    key_row, body = _taken_out(body, start, _KEY_ROW)
    most_row, body = _taken_out(body, start, _MOST_ROW)
    totals = _totals(header, [cell for _line, cell in body], start)
    items = [at for at in range(start, width) if at not in totals]
    if key_row is None:
        letters = _key_of(key, len(items), source)
        if letters is not None:
            key_row = [""] * width
            for at, letter in zip(items, letters, strict=True):
                key_row[at] = letter
    if not body or not items:
        raise QuizError(_("{file}: no learner or no item in it").format(file=source))
    columns = []
    for number_of_item, at in enumerate(items, 1):
        given = [cell[at] for _line, cell in body]
        name = (header[at] if header else "") or f"Q{number_of_item}"
        if key_row is not None:
            columns.append(_of_letters(name, given, key_row[at]))
        else:
            most = number(most_row[at]) if most_row is not None else None
            columns.append(_of_marks(name, given, [line for line, _cell in body], source, most))
    learners = tuple(
        " ".join(filter(None, cell[:start])) or str(n) for n, (_line, cell) in enumerate(body, 1)
    )
    warnings = [
        _warning(
            source, _("left out: {name!r}, the total").format(name=header[at] if header else at)
        )
        for at in totals
    ]
    is_guessed = key_row is None and most_row is None
    if is_guessed and any(set(column.marks) - {0.0, 1.0} for column in columns):
        message = _("what each question is worth is taken from its best mark; a row `max` says it")
        warnings.append(_warning(source, message))
    return ReadResults(
        learners=learners,
        columns=tuple(columns),
        form=_("a matrix of letters") if key_row is not None else _("a matrix of marks"),
        warnings=tuple(warnings),
    )


_Body = list[tuple[int, list[str]]]


def _warning(source: str, message: str) -> Problem:
    return Problem(Location(source, 1, 1), message, "warning")


def _taken_out(body: _Body, start: int, named: "re.Pattern[str]") -> tuple[list[str] | None, _Body]:
    """Return the row of a name, and the others."""
    at = next((n for n, (_l, c) in enumerate(body) if start and named.fullmatch(c[0])), None)
    if at is None:
        return None, body
    return body[at][1], [*body[:at], *body[at + 1 :]]


def _about_learners(cells: list[list[str]]) -> int:
    """Return how many of the first columns are about the learner and no items."""
    count = 0
    while count < len(cells[0]) - 1 and _LEARNER.fullmatch(cells[0][count]):
        count += 1
    return count or int(_has_names(cells))


def _totals(header: list[str] | None, body: list[list[str]], start: int) -> list[int]:
    """Return the columns that are totals: named so, or the sum of all before them."""
    width = len(body[0]) if body else 0
    found = [at for at in range(start, width) if header and _TOTAL.fullmatch(header[at])]
    last = width - 1
    if not found and last - start >= 2 and len(body) >= 3:
        rows = [[number(cell) for cell in row[start:]] for row in body]
        is_sum = all(
            row[-1] is not None and abs(sum(v or 0.0 for v in row[:-1]) - row[-1]) < 1e-6
            for row in rows
        )
        if is_sum and any(row[-1] for row in rows):
            found = [last]
    return found


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
    if not key or key in _EMPTY:
        raise QuizError(_("{name}: no right letter in the key").format(name=name[:40]))
    marks = tuple(float(response == key) for response in responses)
    return Column(name=name, marks=marks, responses=responses, key=key)


def _of_marks(
    name: str, given: list[str], lines: list[int], source: str, most: float | None
) -> Column:
    """Return a column of marks; what it is worth is given, or the best mark, at least 1.

    Raises:
        QuizError: A cell is no mark, or over what the item is worth.
    """
    marks = []
    for cell, line in zip(given, lines, strict=True):
        value = 0.0 if cell in _EMPTY else number(cell)
        if value is None:
            where = Location(source, line, 1)
            message = _("{cell!r} is no mark; letters need `--key`, or a row named `key`")
            raise QuizError(str(Problem(where, message.format(cell=cell[:20]))))
        if most is not None and value > most + 1e-9:
            where = Location(source, line, 1)
            message = _("{name}: {value:g} of {most:g} points")
            problem = Problem(where, message.format(name=name[:40], value=value, most=most))
            raise QuizError(str(problem))
        marks.append(value)
    return Column(name=name, marks=tuple(marks), most=most or max(1.0, *marks))
