"""One mark for a paper with bubbles and written questions: points by hand joined to the sheets."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from quiz.errors import Location, Problem, QuizError
from quiz.formats.csv_reading import CsvRow, table, text_of
from quiz.formats.csv_writing import csv_text, unharmed
from quiz.formats.printed.answer_key import KeyFile, WrittenEntry
from quiz.formats.printed.printed_words import languages, printed_words
from quiz.formats.printed.scanned import MarkedSheet, MarkedTable
from quiz.formats.results.own import GivenAnswer
from quiz.items.wording import amount
from quiz.translation import _

_NAME = {"name", "learner", "student", "pupil"} | {
    printed_words(language).name.lower() for language in languages()
}
_NUMBERED = re.compile(r"\D{0,12}?(\d{1,3})\D?")


class MixedTable(msgspec.Struct, frozen=True, kw_only=True):
    """Sheets with the points that were given by hand."""

    marked: MarkedTable
    """The sheets, their marks and results with the written questions in them."""
    waiting: dict[str, tuple[int, ...]]
    """Learners of whom a written question has no points yet, and the questions' numbers."""


def with_points(
    marked: MarkedTable, key: KeyFile, data: bytes | None, *, source: str = ""
) -> MixedTable:
    """Return marked sheets with the points of their written questions.

    Args:
        marked: The sheets.
        key: What was printed.
        data: A table with the column `name` and one for each written question, headed by its
            number on that learner's sheet; None for none.
        source: The table's name, for problems.

    Raises:
        QuizError: It is no such table.
    """
    problems = list(marked.problems)
    given = {} if data is None else _points(data, source, problems)
    sheets, attempts = [], []
    waiting: dict[str, tuple[int, ...]] = {}
    for sheet, attempt in zip(marked.sheets, marked.results.attempts, strict=True):
        entries = [one for one in key.written.get(sheet.version, ()) if key.counts(one)]
        line, points = given.pop(sheet.learner.casefold(), (sheet.line, {}))
        answers = [_answer(entry, points, line, source, sheet, problems) for entry in entries]
        known = tuple(one for one in answers if one is not None)
        open_ones = tuple(
            entry.number for entry, one in zip(entries, answers, strict=True) if one is None
        )
        if open_ones:
            waiting[sheet.learner] = open_ones
        for number in sorted(points.keys() - {entry.number for entry in entries}):
            message = _("{name}: question {n} of version {code} is not graded by hand")
            problems.append(_problem(
                source, line, message.format(name=sheet.learner, n=number, code=sheet.version)
            ))  # fmt: skip
        attempts.append(msgspec.structs.replace(attempt, answers=(*attempt.answers, *known)))
        sheets.append(
            MarkedSheet(
                sheet.line, sheet.learner, sheet.version,
                sheet.mark + sum(one.mark for one in known),
                sheet.most + sum(entry.points for entry in entries),
            )
        )  # fmt: skip
    for name, (line, _values) in given.items():
        problems.append(_problem(source, line, _("no sheet for {name}").format(name=name)))
    results = msgspec.structs.replace(marked.results, attempts=tuple(attempts))
    return MixedTable(
        marked=MarkedTable(results=results, sheets=tuple(sheets), problems=tuple(problems)),
        waiting=waiting,
    )


def _problem(source: str, line: int, message: str) -> Problem:
    return Problem(Location(source, line, 1), message, "error")


def _points(
    data: bytes, source: str, problems: list[Problem]
) -> dict[str, tuple[int, dict[int, str]]]:
    """Return line and cells of each learner, by name in small letters and question number."""
    rows = table(text_of(data, source), source, may_be_spaced=False)
    if not rows:
        raise QuizError(_("{file}: no rows").format(file=source))
    head = [cell.strip().casefold() for cell in rows[0].cells]
    name = next((at for at, cell in enumerate(head) if cell in _NAME), None)
    numbers = {
        at: int(found.group(1))
        for at, cell in enumerate(head)
        if at != name and (found := _NUMBERED.fullmatch(cell))
    }
    if name is None or not numbers:
        message = _("the first row needs the column `name` and one for each written question")
        raise QuizError(str(_problem(source, rows[0].line, message)))
    found_rows: dict[str, tuple[int, dict[int, str]]] = {}
    for row in rows[1:]:
        who = _cell(row, name)
        if not who:
            continue
        if who.casefold() in found_rows:
            message = _("{name} is there twice; the first line counts").format(name=who)
            problems.append(_problem(source, row.line, message))
            continue
        cells = {number: _cell(row, at) for at, number in numbers.items()}
        written = {number: text for number, text in cells.items() if text}
        found_rows[who.casefold()] = (row.line, written)
    return found_rows


def _cell(row: CsvRow, at: int) -> str:
    return unharmed(row.cells[at].strip()) if at < len(row.cells) else ""


def _answer(
    entry: WrittenEntry,
    points: Mapping[int, str],
    line: int,
    source: str,
    sheet: MarkedSheet,
    problems: list[Problem],
) -> GivenAnswer | None:
    """Return a written question with its points; None where it has none that can be read."""
    text = points.get(entry.number, "")
    if not text:
        return None
    try:
        mark = float(text.replace(",", "."))
    except ValueError:
        mark = -1.0
    if not 0 <= mark <= entry.points:
        message = _("{name}: {points!r} for question {n} is no number from 0 to {most}")
        problems.append(_problem(source, line, message.format(
            name=sheet.learner, points=text[:20], n=entry.number, most=amount(entry.points)
        )))  # fmt: skip
        return None
    return GivenAnswer(
        item=entry.item, bank=entry.bank, mark=mark, most=entry.points, tags=entry.tags,
        question=entry.question,
    )  # fmt: skip


def marks_table(mixed: MixedTable, grades: Sequence[tuple[str, float]]) -> bytes:
    """Return the marks as CSV: name, version, points, of, percent, grade.

    Who waits for points has no percent and no grade yet.
    """
    rows = [[_("name"), _("version"), _("points"), _("of"), "%", _("grade")]]
    for sheet in mixed.marked.sheets:
        row = [sheet.learner, sheet.version, amount(sheet.mark), amount(sheet.most)]
        if sheet.learner in mixed.waiting or not sheet.most:
            row += ["", _("to grade: {n}").format(n=len(mixed.waiting.get(sheet.learner, ())))]
        else:
            percent = 100 * sheet.mark / sheet.most
            grade = next((name for name, least in grades if percent >= least - 1e-9), "")
            row += [f"{percent:.1f}", grade]
        rows.append(row)
    return csv_text(rows).encode("utf-8")
