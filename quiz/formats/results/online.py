"""Results of other programs: Canvas, Google Forms and Microsoft Forms.

Source: the files that they give. Canvas has a column for each question, `123: What is …`, and
beside it one of points headed by what the question is worth; Google a column `… [Score]` with
`1.00 / 2`; Microsoft a column `Points - …`. The words are translated, the shapes are not.
"""

import re
from collections.abc import Sequence

from quiz.analysis.results import Column
from quiz.errors import Location, Problem, QuizError
from quiz.formats.csv_reading import CsvRow
from quiz.formats.results.tables import Attempts, ReadResults, kept, number
from quiz.translation import _

_CANVAS_QUESTION = re.compile(r"(?P<id>\d{1,12}): ?(?P<text>.*)", re.S)
_CANVAS_SUMS = re.compile(r"(?i)answered student count|top student count|discrimination index")
_GOOGLE_SCORE = re.compile(
    r"(?P<text>.*) \[(?:Score|Punktzahl|Punkte|Punteggio|Note|Points|Puntuación|Pontuação"
    r"|Оценка)\]",
    re.S,
)
_MICROSOFT_POINTS = re.compile(
    r"(?:Points|Punkte|Punti|Puntos|Pontos|Баллы) ?[-–:] ?(?P<text>\S.*)", re.S
)
_OF = re.compile(r"(?P<points>-?[\d.,]+) ?/ ?(?P<most>[\d.,]+)")
_WHO = re.compile(
    r"(?i)(?:full |last |first )?name|e-?mail(?:[ -]?(?:address|adresse))?|username|e-mail-adresse|"
    r"vorname|nachname|nome|cognome|indirizzo e?-?mail|nom|prénom|adresse e-?mail|nombre|correo.*"
)


def is_online(header: Sequence[str]) -> bool:
    """Return whether a first row is the heading of one of these."""
    return bool(_canvas(header)) or any(
        _GOOGLE_SCORE.fullmatch(cell) or _MICROSOFT_POINTS.fullmatch(cell) for cell in header
    ) or _is_canvas_sums(header)  # fmt: skip


def of_table(rows: list[CsvRow], source: str, attempts: Attempts) -> ReadResults:
    """Read results of Canvas, Google Forms or Microsoft Forms.

    Raises:
        QuizError: It holds sums and no students, or no finished attempt.
    """
    header = [cell.strip() for cell in rows[0].cells]
    if _is_canvas_sums(header):
        message = _(
            "{file}: Canvas's item analysis has sums and no students; export “Student Analysis”"
        )
        raise QuizError(message.format(file=source))
    width = len(header)
    body = [CsvRow(row.line, [*row.cells, *[""] * (width - len(row.cells))]) for row in rows[1:]]
    canvas = _canvas(header)
    who = [at for at, cell in enumerate(header) if _WHO.fullmatch(cell)]
    names = [" ".join(row.cells[at].strip() for at in who).strip() for row in body]
    which, warnings = kept(names, attempts, source, [row.line for row in body])
    body, names = [body[at] for at in which], [names[at] for at in which]
    if not body:
        raise QuizError(_("{file}: no finished attempts").format(file=source))
    if canvas:
        columns = [_canvas_column(header, body, at) for at in canvas]
        form = _("Canvas's student analysis")
    elif any(_GOOGLE_SCORE.fullmatch(cell) for cell in header):
        columns = _google_columns(header, body)
        form = _("a quiz of Google Forms")
    else:
        columns, guessed = _microsoft_columns(header, body, source)
        warnings = [*warnings, *guessed]
        form = _("a quiz of Microsoft Forms")
    return ReadResults(
        learners=tuple(name or str(n) for n, name in enumerate(names, 1)),
        columns=tuple(columns),
        form=form,
        warnings=tuple(warnings),
    )


# Canvas


def _is_canvas_sums(header: Sequence[str]) -> bool:
    return sum(_CANVAS_SUMS.fullmatch(cell.strip()) is not None for cell in header) >= 2


def _canvas(header: Sequence[str]) -> list[int]:
    """Return the columns of questions; beside each stands that of its points."""
    cells = [cell.strip() for cell in header]
    return [
        at
        for at, cell in enumerate(cells[:-1])
        if _CANVAS_QUESTION.fullmatch(cell) and number(cells[at + 1]) is not None
    ]


def _canvas_column(header: Sequence[str], body: Sequence[CsvRow], at: int) -> Column:
    found = _CANVAS_QUESTION.fullmatch(header[at])
    assert found is not None
    most = number(header[at + 1]) or 1.0
    return Column(
        name=found["id"],
        text=_flat(found["text"]),
        marks=tuple(_mark(row.cells[at + 1], most) for row in body),
        most=most,
        responses=tuple(_flat(row.cells[at]) for row in body),
    )


# Google


def _google_columns(header: Sequence[str], body: Sequence[CsvRow]) -> list[Column]:
    columns: list[Column] = []
    for at, cell in enumerate(header):
        found = _GOOGLE_SCORE.fullmatch(cell)
        if found is None:
            continue
        cells = [row.cells[at].strip() for row in body]
        told = [_OF.fullmatch(text) for text in cells]
        worth = [number(one["most"]) or 0.0 for one in told if one]
        most = max(worth, default=0.0) or 1.0
        marks = tuple(
            _mark(one["points"] if one else text, most)
            for one, text in zip(told, cells, strict=True)
        )
        asked = header.index(found["text"]) if found["text"] in header else None
        responses = () if asked is None else tuple(_flat(row.cells[asked]) for row in body)
        columns.append(
            Column(
                name=f"Q{len(columns) + 1}", text=_flat(found["text"]), marks=marks, most=most,
                responses=responses,
            )
        )  # fmt: skip
    return columns


# Microsoft


def _microsoft_columns(
    header: Sequence[str], body: Sequence[CsvRow], source: str
) -> tuple[list[Column], list[Problem]]:
    """Return the columns of points; what a question is worth is not in the file."""
    columns: list[Column] = []
    for at, cell in enumerate(header):
        found = _MICROSOFT_POINTS.fullmatch(cell)
        if found is None or found["text"] not in header:
            continue
        asked = header.index(found["text"])
        points = [number(row.cells[at]) or 0.0 for row in body]
        most = max(points, default=0.0) or 1.0
        columns.append(
            Column(
                name=f"Q{len(columns) + 1}", text=_flat(found["text"]),
                marks=tuple(_mark(row.cells[at], most) for row in body), most=most,
                responses=tuple(_flat(row.cells[asked]) for row in body),
            )
        )  # fmt: skip
    words = _("the file doesn't say what questions are worth: the best mark of each was taken")
    return columns, [Problem(Location(source, 1, 1), words, "warning")]


def _mark(cell: str, most: float) -> float:
    return max(0.0, min(most, number(cell) or 0.0))


def _flat(text: str) -> str:
    return " ".join(text.split())[:1000]
