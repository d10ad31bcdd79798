"""A plain matrix: a learner a row, an item a column, of marks or of letters."""

import re
from collections.abc import Sequence
from itertools import pairwise

from quiz.analysis.results import Column
from quiz.errors import Location, Problem, QuizError
from quiz.formats.csv_reading import CsvRow
from quiz.formats.results.heading import Signs, counts_up, is_heading
from quiz.formats.results.tables import ReadResults, number
from quiz.translation import _, ngettext

_KEY_ROW = re.compile(r"(?i)key|right|answers?|lösung|soluzione|chiave|corretta")
_MOST_ROW = re.compile(r"(?i)max(?:imum|imal|imo)?|most|out of|of|von|massimo|worth")
_LEARNER = re.compile(
    r"(?i)(?:full|first|last|sur|user|nick)?[ _-]?names?|who|learner|student(?:s|in)?|pupils?|id"
    r"|id[ _-]?number|e-?mail(?:[ -]?(?:address|adresse))?|class|group|vorname|nachname|klasse"
    r"|gruppe|sch[uü]ler(?:in)?|lernende|matrikel(?:nummer)?|nome|cognome|classe|gruppo|studente"
    r"|studentessa|alunn[oa]|version|code|pr[eé]nom|nom(?:s| de famille)?|[eé]l[eè]ves?"
    r"|[eé]tudiante?|alumn[oa]s?|apellidos?|nombres?|estudiantes?|alun[oa]s?|sobrenome|imi[eę]|nazwisko"
    r"|ucze[nń]|[öo]ğrenci|ad[ıi]?|soyad[ıi]?|имя|фамилия|ученик|студент|фио|اسم|الاسم|姓名|名前|nr\.?|no\.?|nummer|#"
    r"|№|participants?|candidates?|teilnehmer(?:in)?|kandidat(?:in)?|elever?|leerling"
)
_TOTAL = re.compile(
    r"(?i)total[es]?|sum|sums|summe|gesamt(?:punkte)?|somma|score|points|punkte|punteggio|punti"
    r"|grade|note|voto|percent|prozent|percentuale|%"
)
_QUESTION = re.compile(
    r"(?i)questions?|items?|fragen?|aufgaben?(?:nummer)?|domand[ae]|quesit[oi]|preguntas?|perguntas?"
    r"|question ?(?:id|no\.?|number)|pytani[ae]|вопросы?|soru(?:lar)?|题目?"
)
_LETTER = re.compile(r"[A-Za-z]{1,3}|[1-9]\d?|-|\*|")
_EMPTY = ("", "-", "*", "NA", "na", "NaN")


def of_table(
    rows: list[CsvRow], source: str, key: str, has_header: bool | None = None
) -> ReadResults:
    """Read a matrix.

    The first row may name the columns, the first columns the learners. A row `key` has the right
    letters, a row `max` what each item is worth. Letters are marked by the key, 1 or 0. A column
    of totals is left out.

    Args:
        rows: The table.
        source: Its name.
        key: The right letters, if no row has them.
        has_header: Whether the first row names the columns; None: decided by the rows.

    Raises:
        QuizError: Rows are of unlike length or hold a question each, letters have no key, or the
            first row may be headings or answers.
    """
    cells = _cells(rows, source)
    width = len(cells[0])
    start = _about_learners(cells, has_header)
    shown = ",".join(cells[0])
    signs = _signs(cells, start)
    is_head = is_heading(signs, has_header, source=source, line=rows[0].line, row=shown)
    header = cells[0] if is_head else None
    body = [(row.line, cell) for row, cell in zip(rows, cells, strict=True)][int(is_head) :]
    key_row, body = _taken_out(body, start, _KEY_ROW)
    most_row, body = _taken_out(body, start, _MOST_ROW)
    totals = _totals(header, [cell for _line, cell in body], start)
    items = [at for at in range(start, width) if at not in totals]
    key_row = key_row or _spread(_key_of(key, len(items), source), items, width)
    if not body or not items:
        raise QuizError(_("{file}: no students or no questions found").format(file=source))
    names = {at: (header[at] if header else "") or f"Q{n}" for n, at in enumerate(items, 1)}
    columns = _columns(names, body, key_row, most_row, source)
    learners = tuple(
        " ".join(filter(None, cell[:start])) or str(n) for n, (_line, cell) in enumerate(body, 1)
    )
    named = _("left out: {name!r}, the total")
    warnings = [_warning(source, named.format(name=header[at] if header else at)) for at in totals]
    if key_row is None and most_row is None:
        warnings += _of_guessed(columns, source)
    return ReadResults(
        learners=learners,
        columns=columns,
        form=_form(has_letters=key_row is not None, is_head=is_head, start=start),
        warnings=tuple(warnings),
    )


def _cells(rows: list[CsvRow], source: str) -> list[list[str]]:
    """Return the cells of a table that is a matrix.

    Raises:
        QuizError: Rows are of unlike length, or hold a question each.
    """
    width = max(len(row.cells) for row in rows)
    for row in rows:
        if len(row.cells) != width:
            where = Location(source, row.line, 1)
            message = ngettext(
                "{n} column, but other rows have {width}",
                "{n} columns, but other rows have {width}",
                len(row.cells),
            )
            problem = Problem(where, message.format(n=len(row.cells), width=width))
            raise QuizError(str(problem))
    cells = [[cell.strip() for cell in row.cells] for row in rows]
    if width > 1 and len(cells) > 1 and _QUESTION.fullmatch(cells[0][0]):
        where = Location(source, rows[0].line, 1)
        message = _("each row is a question; transpose the table so that each row is a student")
        raise QuizError(str(Problem(where, message)))
    return cells


def _spread(letters: Sequence[str] | None, items: list[int], width: int) -> list[str] | None:
    """Return a row with the right letters at the places of the questions."""
    if letters is None:
        return None
    by_place = dict(zip(items, letters, strict=True))
    return [by_place.get(at, "") for at in range(width)]


def _columns(
    names: dict[int, str],
    body: "_Body",
    key_row: list[str] | None,
    most_row: list[str] | None,
    source: str,
) -> tuple[Column, ...]:
    """Return the questions, by the names of their columns."""
    lines = [line for line, _cell in body]
    columns = []
    for at, name in names.items():
        given = [cell[at] for _line, cell in body]
        if key_row is not None:
            columns.append(_of_letters(name, given, key_row[at]))
        else:
            most = number(most_row[at]) if most_row is not None else None
            columns.append(_of_marks(name, given, lines, source, most))
    return tuple(columns)


def _of_guessed(columns: Sequence[Column], source: str) -> list[Problem]:
    """Return a warning where what a question is worth could only be guessed."""
    if not any(set(column.marks) - {0.0, 1.0} for column in columns):
        return []
    message = _(
        "the best score on each question is taken as its maximum; add a row `max` to set it"
    )
    return [_warning(source, message)]


def _form(*, has_letters: bool, is_head: bool, start: int) -> str:
    """Return what the table was taken for: its cells, its first row, its first columns."""
    kind = _("a table of letters") if has_letters else _("a table of points")
    head = _("first row read as headings") if is_head else _("no row of headings")
    names = ngettext("{n} column of names", "{n} columns of names", start).format(n=start)
    names = names if start else _("no names")
    return f"{kind} ({head}, {names})"


_Body = list[tuple[int, list[str]]]


def _warning(source: str, message: str) -> Problem:
    return Problem(Location(source, 1, 1), message, "warning")


def _taken_out(body: _Body, start: int, named: "re.Pattern[str]") -> tuple[list[str] | None, _Body]:
    """Return the row of a name, and the others."""
    at = next((n for n, (_l, c) in enumerate(body) if start and named.fullmatch(c[0])), None)
    if at is None:
        return None, body
    return body[at][1], [*body[:at], *body[at + 1 :]]


def _about_learners(cells: list[list[str]], has_header: bool | None) -> int:
    """Return how many of the first columns are about the learner and no items."""
    count = 0
    while (
        has_header is not False
        and count < len(cells[0]) - 1
        and _LEARNER.fullmatch(cells[0][count])
    ):
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
    if any(_KEY_ROW.fullmatch(row[0]) or _MOST_ROW.fullmatch(row[0]) for row in cells):
        return True
    if any(not _LETTER.fullmatch(cell) and number(cell) is None for cell in first):
        return True
    # A short name such as Bob could be letters, but for the other columns.
    others = [cell for row in body for cell in row[1:] if cell not in _EMPTY]
    has_text = any(number(cell) is None for cell in first if cell not in _EMPTY)
    is_longer = min(map(len, first)) > 1 >= max(map(len, others), default=0)
    if has_text and (is_longer or all(number(cell) is not None for cell in others)):
        return True
    # Numbers that count up, over those of the marks, are the learners' own.
    values = [number(row[0]) for row in cells]
    known = [value for value in values if value is not None]
    if len(known) >= max(2, len(cells) - 1) and _are_numbers_of_learners(known, others):
        return True
    is_rising = all(a < b for a, b in pairwise(known))
    return len(known) >= max(3, len(cells) - 1) and is_rising and known[-1] >= len(known)


def _are_numbers_of_learners(values: list[float], others: list[str]) -> bool:
    """Return whether numbers are far above all marks and each another, as those of a register."""
    marks = [number(cell) or 0.0 for cell in others]
    is_each_another = len(set(values)) == len(values) and all(v.is_integer() for v in values)
    return is_each_another and min(values) >= max(1_000.0, 10 * max(marks, default=0.0))


def _signs(cells: list[list[str]], start: int) -> Signs:
    """Return what in the first row speaks for headings, and what for data."""
    first, below = cells[0], cells[1:]
    items = [cell for cell in first[start:] if not _TOTAL.fullmatch(cell)]
    is_learner_row = bool(start) and any(map(_LEARNER.fullmatch, first[:start]))
    if is_learner_row:
        return Signs(is_named=True)
    if not below or (start and (_KEY_ROW.fullmatch(first[0]) or _MOST_ROW.fullmatch(first[0]))):
        return Signs()
    answers = [cell for row in below for cell in row[start:] if cell not in _EMPTY]
    has_marks = all(number(cell) is not None for cell in answers)
    has_figures = any(number(cell) is not None for cell in answers)
    if has_marks:
        has_text = any(number(cell) is None and cell not in _EMPTY for cell in first[start:])
    else:
        has_text = all(len(cell) > 1 or not cell for cell in items) and any(map(_is_text, items))
    is_numbered = counts_up(items)
    # Letters below, or marks that stay under the figures above them, make them numbers of items.
    is_beyond = is_numbered and (
        not has_figures
        or all(
            (number(cell) or 0.0) < int(above)
            for row in below
            for above, cell in zip(first[start:], row[start:], strict=True)
            if above in items[1:]
        )
    )
    is_named = has_text or (is_numbered and not has_figures)
    has_name = bool(start) and bool(first[0])
    is_data = has_name if start else not is_beyond
    return Signs(
        is_named=is_named,
        is_numbered=is_numbered,
        is_data=is_numbered and not is_named and is_data,
    )


def _is_text(cell: str) -> bool:
    return bool(cell) and number(cell) is None


def _key_of(key: str, items: int, source: str) -> list[str] | None:
    """Return the key that was given, an entry an item; None without one.

    Raises:
        QuizError: It has another length.
    """
    if not key.strip():
        return None
    pieces = [part for part in re.split(r"[,;\s]+", key.strip()) if part]
    letters = list(key.strip()) if len(pieces) == 1 and items > 1 else pieces
    if len(letters) != items:
        answers = ngettext("{n} letter", "{n} letters", len(letters)).format(n=len(letters))
        questions = ngettext("{n} question", "{n} questions", items).format(n=items)
        message = _("{file}: the key has {answers}, but the table has {questions}")
        raise QuizError(message.format(file=source, answers=answers, questions=questions))
    return letters


def _of_letters(name: str, given: list[str], key: str) -> Column:
    responses = tuple("" if cell in _EMPTY else cell.upper() for cell in given)
    key = key.upper()
    if not key or key in _EMPTY:
        raise QuizError(_("{name}: no correct letter in the key").format(name=name[:40]))
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
            message = _(
                "{cell!r} isn't a number of points; for letters, use `--key` or a row named `key`"
            )
            raise QuizError(str(Problem(where, message.format(cell=cell[:20]))))
        if most is not None and value > most + 1e-9:
            where = Location(source, line, 1)
            message = _("{name}: {value:g} points, but the maximum is {most:g}")
            problem = Problem(where, message.format(name=name[:40], value=value, most=most))
            raise QuizError(str(problem))
        marks.append(value)
    return Column(name=name, marks=tuple(marks), most=most or max(1.0, *marks))
