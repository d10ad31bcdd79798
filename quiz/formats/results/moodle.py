"""Moodle's quiz reports as CSV: the responses report, and the grades report.

Source: mod/quiz/report/responses and mod/quiz/report/overview, as Moodle 4 and 5 write them; the
headings in English, German, Italian, French and Spanish.
"""

import re

from quiz.analysis.results import Column
from quiz.errors import Location, Problem, QuizError
from quiz.formats.results.reading import Attempts, ReadResults, Row, kept, number
from quiz.words import _

_RESPONSE = re.compile(r"(?:Response|Antwort|Risposta|Réponse|Respuesta) (\d{1,4})")
_RIGHT = re.compile(
    r"(?:Right answer|Richtige Antwort|Risposta corretta|Bonne réponse|Respuesta correcta)"
    r" (\d{1,4})"
)
_MARK = re.compile(r"(?:Q|F|D|P)\.\s?(\d{1,4})\s?/\s?([\d.,]{1,12})")
_ID = re.compile(r"(?i)e-?mail|id ?number|id-nummer|username|codice")
_NAME = re.compile(
    r"(?i)(?:last|first|full|sur)? ?name|cognome|nome|vorname|nachname|nom|prénom|apellido"
)
_STATE = re.compile(r"(?i)state|status|stato|état|estado")
_UNFINISHED = re.compile(r"(?i)in progress|never submitted|overdue|in corso|nie abgegeben|in bearb")
_EMPTY = ("", "-")


def is_moodle(header: list[str]) -> bool:
    """Return whether a first row is the heading of one of Moodle's reports."""
    return any(_RESPONSE.fullmatch(cell) or _MARK.fullmatch(cell) for cell in header)


def of_table(rows: list[Row], source: str, attempts: Attempts) -> ReadResults:
    """Read a report; attempts that were not finished, and the averages below, are left out.

    Raises:
        QuizError: No learner is in it, or no right answers and no marks.
    """
    header = [cell.strip() for cell in rows[0].cells]
    width = len(header)
    names = [at for at, cell in enumerate(header) if _NAME.fullmatch(cell)]
    ids = [at for at, cell in enumerate(header) if _ID.search(cell)]
    state = next((at for at, cell in enumerate(header) if _STATE.fullmatch(cell)), None)
    warnings: list[Problem] = []
    body: list[Row] = []
    unfinished = 0
    for row in rows[1:]:
        cells = [*row.cells, *[""] * (width - len(row.cells))]
        if state is not None and not cells[state].strip():
            continue  # the averages below the learners have no state
        if state is not None and _UNFINISHED.search(cells[state]):
            unfinished += 1
            continue
        body.append(Row(row.line, cells))
    if unfinished:
        place = Location(source, 1, 1)
        message = _("{n} attempts that were not finished are left out").format(n=unfinished)
        warnings.append(Problem(place, message, "warning"))
    who = [" ".join(row.cells[at].strip() for at in (*ids, *names)).strip() for row in body]
    which, said = kept(who, attempts, source, [row.line for row in body])
    warnings += said
    body = [body[at] for at in which]
    if not body:
        raise QuizError(_("{file}: no finished attempt in it").format(file=source))
    learners = tuple(
        " ".join(row.cells[at].strip() for at in names).strip() or str(n)
        for n, row in enumerate(body, 1)
    )
    marks = {int(m[1]): (at, m[2]) for at, c in enumerate(header) if (m := _MARK.fullmatch(c))}
    if marks:
        ungraded = sum(
            number(row.cells[at]) is None and row.cells[at].strip() not in _EMPTY
            for at, _most in marks.values()
            for row in body
        )
        if ungraded:
            message = _("{n} answers are not graded yet; they count as not earned")
            place = Location(source, 1, 1)
            warnings.append(Problem(place, message.format(n=ungraded), "warning"))
        columns = tuple(_of_marks(n, *marks[n], body) for n in sorted(marks))
        form = _("Moodle's grades report")
    else:
        columns = _of_responses(header, body, source)
        form = _("Moodle's responses report")
        if not any(len(set(column.marks)) > 1 for column in columns):
            message = _("no response agrees with a right answer; was the report made without them?")
            warnings.append(Problem(Location(source, 1, 1), message, "warning"))
    return ReadResults(learners=learners, columns=columns, form=form, warnings=tuple(warnings))


def _of_marks(n: int, at: int, most: str, body: list[Row]) -> Column:
    worth = number(most) or 1.0
    marks = tuple(min(worth, number(row.cells[at]) or 0.0) for row in body)
    return Column(name=f"Q{n}", marks=marks, most=worth)


def _of_responses(header: list[str], body: list[Row], source: str) -> tuple[Column, ...]:
    """Mark each response by the right answer beside it: this report has no marks."""
    responses = {int(m[1]): at for at, c in enumerate(header) if (m := _RESPONSE.fullmatch(c))}
    rights = {int(m[1]): at for at, c in enumerate(header) if (m := _RIGHT.fullmatch(c))}
    if not rights:
        message = _("{file}: no column of right answers; tick “right answer” above Moodle's report")
        raise QuizError(message.format(file=source))
    columns = []
    for n in sorted(responses.keys() & rights.keys()):
        given = tuple(_plain(row.cells[responses[n]]) for row in body)
        right = [_plain(row.cells[rights[n]]) for row in body]
        marks = tuple(float(bool(g) and g == r) for g, r in zip(given, right, strict=True))
        key = right[0] if len(set(right)) == 1 else ""
        columns.append(Column(name=f"Q{n}", marks=marks, responses=given, key=key))
    return tuple(columns)


def _plain(cell: str) -> str:
    text = " ".join(cell.split())
    return "" if text in _EMPTY else text
