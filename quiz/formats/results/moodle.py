"""Moodle's quiz reports as CSV: the responses report, and the grades report.

Source: mod/quiz/report/responses and mod/quiz/report/overview, as Moodle 4 and 5 write them. Moodle
translates its headings into a hundred languages, so columns are recognised by their shape: a
question's marks stand under `Q. 1 /2.00`, the grade under `Grade/10.00`, and before it stand state,
start, end and time taken, in this order. What a word says is believed first.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from quiz.analysis.results import Column
from quiz.errors import Location, Problem, QuizError
from quiz.formats.csv_reading import CsvRow
from quiz.formats.results.tables import Attempts, ReadResults, kept, number
from quiz.translation import _, ngettext

_RESPONSE = re.compile(
    r"(?:Response|Antwort|Risposta|Réponse|Respuesta|Resposta|Odpowiedź|Ответ|Yanıt|Cevap)"
    r" (\d{1,4})"
)
_RIGHT = re.compile(
    r"(?:Right answer|Richtige Antwort|Risposta corretta|(?:Bonne réponse|Réponse correcte)"
    r"|Respuesta correcta|Resposta correta|P(?:rawidłow|oprawn)a odpowiedź|Правильный ответ"
    r"|Doğru (?:yanıt|cevap)) (\d{1,4})"
)
_MARK = re.compile(r"\D{0,24}?(\d{1,4})\D{0,12}?/\s?(\d[\d.,٫]{0,11})")
_GRADE = re.compile(r"[^\d/]{1,40}/\s?(\d[\d.,٫]{0,11})")
_NUMBERED = re.compile(r"(?=.*\D)\D{0,40}(\d{1,4})\D{0,40}")
_ID = re.compile(r"(?i)e-?mail|id ?number|id-nummer|username|codice|courriel|correo")
_NAME = re.compile(
    r"(?i)(?:last|first|full|sur)? ?name|cognome|nome|vorname|nachname|nom(?: de famille)?|prénom"
    r"|apellidos?(?:\(s\))?|nombre|sobrenome|nazwisko|imię|фамилия|имя|soyadı?|adı?"
)
_STATE = re.compile(r"(?i)state|status|stato|état|estado|состояние|stan|durum")
_UNFINISHED = re.compile(
    r"(?i)in progress|never submitted|overdue|in corso|nie abgegeben|in bearb|en cours"
    r"|jamais (?:envoyé|remis)|en curso|em progresso"
)
_EMPTY = ("", "-", "–", "—")
_BEFORE_GRADE = 4
"""State, start, end and time taken stand before the grade."""
_LEAST_ABOUT = 2
"""A name and an address at least stand before them."""


class _Places(msgspec.Struct, frozen=True, kw_only=True):
    """Which column holds what."""

    names: tuple[int, ...]
    ids: tuple[int, ...]
    state: int | None
    completed: int | None
    grade: int | None
    most: float
    """What the whole test is worth by the grade's heading; 0 where that is not known."""


def is_moodle(header: list[str]) -> bool:
    """Return whether a first row is the heading of one of Moodle's reports."""
    has_words = any(_RESPONSE.fullmatch(cell) for cell in header)
    return has_words or any(map(_MARK.fullmatch, header)) or bool(_groups(header))


def of_table(rows: list[CsvRow], source: str, attempts: Attempts) -> ReadResults:
    """Read a report; attempts that were not finished, and the averages below, are left out.

    Raises:
        QuizError: No learner is in it, or no right answers and no marks.
    """
    header = [cell.strip() for cell in rows[0].cells]
    filled = [
        CsvRow(
            row.line, [cell.strip() for cell in row.cells] + [""] * (len(header) - len(row.cells))
        )
        for row in rows[1:]
    ]
    places = _places(header, filled)
    filled = [row for row in filled if not _is_average(row.cells, places)]
    body = _finished(filled, places)
    warnings: list[Problem] = []
    if n := len(filled) - len(body):
        words = ngettext("{n} unfinished attempt left out", "{n} unfinished attempts left out", n)
        warnings.append(_warning(source, words.format(n=n)))
    about = (*places.ids, *places.names)
    who = [" ".join(row.cells[at] for at in about).strip() for row in body]
    which, said = kept(who, attempts, source, [row.line for row in body])
    warnings += said
    body = [body[at] for at in which]
    if not body:
        raise QuizError(_("{file}: no finished attempts").format(file=source))
    learners = tuple(
        " ".join(row.cells[at] for at in places.names).strip() or str(n)
        for n, row in enumerate(body, 1)
    )
    marks = {int(m[1]): (at, m[2]) for at, c in enumerate(header) if (m := _MARK.fullmatch(c))}
    if marks:
        warnings += _of_ungraded([at for at, _most in marks.values()], body, source)
        columns = tuple(_of_marks(n, *marks[n], body) for n in sorted(marks))
        form = _("Moodle's grades report")
    else:
        columns = _of_responses(header, body, source)
        form = _("Moodle's responses report")
        if not any(any(column.marks) for column in columns):
            message = _(
                "no response matches a right answer; does the report include the right answers?"
            )
            warnings.append(_warning(source, message))
        warnings += _of_totals(columns, body, places, source)
    return ReadResults(learners=learners, columns=columns, form=form, warnings=tuple(warnings))


def _of_ungraded(places: Sequence[int], body: list[CsvRow], source: str) -> list[Problem]:
    """Return a warning where answers in columns of marks have no mark yet."""
    ungraded = sum(
        number(row.cells[at]) is None and row.cells[at] not in _EMPTY
        for row in body
        for at in places
    )
    if not ungraded:
        return []
    message = ngettext(
        "{n} answer isn't graded yet; it counts as 0",
        "{n} answers are not graded yet; they count as 0",
        ungraded,
    )
    return [_warning(source, message.format(n=ungraded))]


def _warning(source: str, message: str) -> Problem:
    return Problem(Location(source, 1, 1), message, "warning")


# Columns


def _places(header: list[str], body: list[CsvRow]) -> _Places:
    """Return which column holds what, by words where they are known, else by place and content."""
    answers = [at for at, c in enumerate(header) if _MARK.fullmatch(c) or _RESPONSE.fullmatch(c)]
    found = [at for at, cell in enumerate(header) if _GRADE.fullmatch(cell)]
    grade = found[0] if found else None
    state = next((at for at, cell in enumerate(header) if _STATE.fullmatch(cell)), None)
    if state is None and grade is not None and grade >= _BEFORE_GRADE + _LEAST_ABOUT:
        state = grade - _BEFORE_GRADE
    completed = None
    if state is not None and grade is not None and grade - state == _BEFORE_GRADE:
        completed = state + 2
    end = next((at for at in (state, grade, *answers) if at is not None), len(header))
    ids = [
        at
        for at, cell in enumerate(header)
        if _ID.search(cell) or (at < end and _is_address(row.cells[at] for row in body))
    ]
    names = [at for at, cell in enumerate(header) if _NAME.fullmatch(cell)]
    if not names:
        first_id = min((at for at in ids if at < end), default=end)
        names = list(range(first_id or end))
        names = [at for at in names if at not in ids]
    match = _GRADE.fullmatch(header[grade]) if grade is not None else None
    return _Places(
        names=tuple(names),
        ids=tuple(ids),
        state=state,
        completed=completed,
        grade=grade,
        most=(number(match[1]) or 0.0) if match else 0.0,
    )


def _is_address(cells: Iterable[str]) -> bool:
    given = [cell for cell in cells if cell not in _EMPTY]
    return bool(given) and sum("@" in cell for cell in given) > len(given) / 2


def _groups(header: list[str]) -> dict[int, list[int]]:
    """Return the columns of each question in a responses report of any language.

    They stand behind the grade, each with its number: one to three of them a question, in the
    order question, response, right answer.
    """
    grade = next((at for at, cell in enumerate(header) if _GRADE.fullmatch(cell)), None)
    if grade is None or grade < _BEFORE_GRADE + _LEAST_ABOUT or any(map(_MARK.fullmatch, header)):
        return {}
    groups: dict[int, list[int]] = {}
    for at in range(grade + 1, len(header)):
        match = _NUMBERED.fullmatch(header[at])
        if match is None:
            return {}
        groups.setdefault(int(match[1]), []).append(at)
    sizes = {len(places) for places in groups.values()}
    is_even = len(sizes) == 1 and sizes <= {1, 2, 3}
    return groups if is_even and list(groups) == list(range(1, len(groups) + 1)) else {}


# Rows


def _is_average(cells: list[str], places: _Places) -> bool:
    """Return whether a row is one of the averages below the learners: it has no state."""
    if places.state is not None:
        return cells[places.state] == ""
    return bool(places.ids) and not any(cells[at] for at in places.ids)


def _finished(body: list[CsvRow], places: _Places) -> list[CsvRow]:
    """Return the attempts that were finished.

    Others have no end, or no grade where others have one. The word for their state is Moodle's and
    the site's; a word that stands where there is no end is believed elsewhere, too.
    """
    has_grades = any(
        places.grade is not None and row.cells[places.grade] not in _EMPTY for row in body
    )

    def is_open(row: CsvRow) -> bool:
        has_end = places.completed is None or row.cells[places.completed] not in _EMPTY
        has_grade = places.grade is None or not has_grades or row.cells[places.grade] not in _EMPTY
        state = row.cells[places.state] if places.state is not None else ""
        return not has_end or not has_grade or _UNFINISHED.search(state) is not None

    opened = [is_open(row) for row in body]
    if places.state is None:
        return [row for row, is_left in zip(body, opened, strict=True) if not is_left]
    closed = Counter(
        row.cells[places.state] for row, is_left in zip(body, opened, strict=True) if not is_left
    )
    usual = closed.most_common(1)[0][0] if closed else ""
    words = {row.cells[places.state] for row, is_left in zip(body, opened, strict=True) if is_left}
    return [
        row
        for row, is_left in zip(body, opened, strict=True)
        if not is_left and row.cells[places.state] not in words - {usual}
    ]


def _of_totals(
    columns: tuple[Column, ...], body: list[CsvRow], places: _Places, source: str
) -> list[Problem]:
    """Return a warning where what was counted from the responses is not what Moodle counted."""
    if places.grade is None or not places.most:
        return []
    differ = 0
    for at, row in enumerate(body):
        grade = number(row.cells[places.grade])
        counted = sum(column.marks[at] for column in columns) / len(columns)
        differ += grade is not None and abs(grade / places.most - counted) > 0.01
    if not differ:
        return []
    message = ngettext(
        "the score of {n} student differs from Moodle's: questions are worth "
        "different points, or an answer was partly right; Moodle's grades report has "
        "the points",
        "the scores of {n} students differ from Moodle's: questions are worth "
        "different points, or answers were partly right; Moodle's grades report has "
        "the points",
        differ,
    )
    return [_warning(source, message.format(n=differ))]


def _of_marks(n: int, at: int, most: str, body: list[CsvRow]) -> Column:
    worth = number(most) or 1.0
    marks = tuple(min(worth, number(row.cells[at]) or 0.0) for row in body)
    return Column(name=f"Q{n}", marks=marks, most=worth)


def _of_responses(header: list[str], body: list[CsvRow], source: str) -> tuple[Column, ...]:
    """Mark each response by the right answer beside it: this report has no marks."""
    responses = {int(m[1]): at for at, c in enumerate(header) if (m := _RESPONSE.fullmatch(c))}
    rights = {int(m[1]): at for at, c in enumerate(header) if (m := _RIGHT.fullmatch(c))}
    questions: dict[int, int] = {}
    groups = _groups(header)
    if groups:
        roles = _roles(list(groups.values()), body)
        if "right" in roles:
            rights = {n: places[roles.index("right")] for n, places in groups.items()}
            responses = {n: places[roles.index("response")] for n, places in groups.items()}
        if "question" in roles:
            questions = {n: places[0] for n, places in groups.items()}
    if not rights:
        message = _("{file}: no right answers; select “right answer” above the report in Moodle")
        raise QuizError(message.format(file=source))
    columns = []
    for n in sorted(responses.keys() & rights.keys()):
        given = tuple(_plain(row.cells[responses[n]]) for row in body)
        right = [_plain(row.cells[rights[n]]) for row in body]
        marks = tuple(float(bool(g) and g == r) for g, r in zip(given, right, strict=True))
        key = right[0] if len(set(right)) == 1 else ""
        texts = {_plain(row.cells[questions[n]]) for row in body} if n in questions else set()
        text = texts.pop() if len(texts) == 1 else ""
        columns.append(Column(name=f"Q{n}", marks=marks, responses=given, key=key, text=text))
    return tuple(columns)


def _roles(groups: list[list[int]], body: list[CsvRow]) -> tuple[str, ...]:
    """Return what the columns of a question are: two are response and right answer, or not.

    A right answer, and a question's text, is the same for all; a response agrees with the right
    answer here and there.
    """
    if len(groups[0]) != 2:
        return ("question", "response", "right") if len(groups[0]) == 3 else ("response",)

    def changes(at: int) -> int:
        return len({row.cells[at] for row in body if row.cells[at] not in _EMPTY}) > 1

    agree = any(
        row.cells[first] == row.cells[second] and row.cells[first] not in _EMPTY
        for first, second in groups
        for row in body
    )
    is_question = sum(changes(first) for first, _second in groups) < sum(
        changes(second) for _first, second in groups
    )
    return ("question", "response") if is_question and not agree else ("response", "right")


def _plain(cell: str) -> str:
    text = " ".join(cell.split())
    return "" if text in _EMPTY else text
