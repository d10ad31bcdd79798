"""Our own forms of results, as `quiz` exports them: JSON, and a CSV of a row an answer."""

from collections.abc import Sequence
from typing import Any

import msgspec

from quiz.analysis.results import Column
from quiz.cleaning import escaped_json
from quiz.errors import Location, Problem, QuizError
from quiz.formats.csv_reading import CsvRow, table, text_of
from quiz.formats.csv_writing import csv_text, unharmed
from quiz.formats.results.tables import Attempts, ReadResults, kept, number
from quiz.translation import _, ngettext

FIELDS = (
    "learner", "attempt", "bank", "item", "response", "right", "mark", "most", "seconds", "tags",
    "guess", "options", "question", "test",
)  # fmt: skip
"""The columns of the CSV, in their order; only `learner`, `item` and `mark` are needed."""
_PARTED = " | "
_NEEDED = {"learner", "item", "mark"}


class GivenAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One answer of a learner."""

    item: str
    """Id of the question in its bank."""
    mark: float
    """Points earned."""
    most: float = 1.0
    """Points that could be earned."""
    bank: str = ""
    """Id of the bank; empty where that is not known."""
    response: str = ""
    """As a line says it, empty for no answer."""
    right: str = ""
    """The right response."""
    seconds: float = 0.0
    """Time taken; 0 where that is not known."""
    tags: tuple[str, ...] = ()
    """Topics of the question."""
    guess: float | None = None
    """The share of the points that a random guess earns; None where that is not defined."""
    options: tuple[str, ...] = ()
    """What there was to pick one of; empty where nothing was, or several."""
    question: str = ""
    """The question's text, in a line."""


class Attempt(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One learner's test."""

    learner: str
    """Who answered; empty for no name."""
    attempt: str = ""
    """What tells several of one learner apart: when it was begun."""
    answers: tuple[GivenAnswer, ...]
    """One for each question."""


class File(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Results as JSON."""

    quiz_results: int = 1
    """The version of the form."""
    test: str = ""
    """The paper's title."""
    attempts: tuple[Attempt, ...]
    """In the order in which they were made."""


def to_json(file: File) -> bytes:
    """Return results as JSON."""
    text = msgspec.json.format(msgspec.json.encode(file), indent=2).decode()
    return escaped_json(text).encode() + b"\n"


def to_csv(file: File) -> bytes:
    """Return results as CSV, a row an answer."""
    rows: list[Sequence[Any]] = [FIELDS]
    for attempt in file.attempts:
        for one in attempt.answers:
            row: list[Any] = [attempt.learner, attempt.attempt, one.bank, one.item, one.response]
            row += [one.right, one.mark, one.most, one.seconds, " ".join(one.tags)]
            row += [one.guess, _PARTED.join(one.options), one.question, file.test]
            rows.append(row)
    return csv_text(rows).encode("utf-8")


def is_own(header: list[str]) -> bool:
    """Return whether a first row is that of our CSV."""
    return {cell.lower() for cell in header} >= _NEEDED


def of_json(text: str, source: str, attempts: Attempts) -> ReadResults:
    """Read our JSON.

    Raises:
        QuizError: It is something else.
    """
    file = _decoded(text, source)
    read = _joined(file.attempts, source, attempts, [1] * len(file.attempts))
    return msgspec.structs.replace(read, title=file.test)


def file_of(data: bytes, source: str) -> File:
    """Return results as they were written, by `to_json` or `to_csv`.

    Raises:
        QuizError: They are none of ours.
    """
    text = text_of(data, source)
    if text.lstrip().startswith("{"):
        return _decoded(text, source)
    rows = table(text, source)
    if not rows or not is_own([cell.strip() for cell in rows[0].cells]):
        raise QuizError(_("{file}: not results written by quiz").format(file=source))
    return _file_of_rows(rows, source)[0]


def of_table(rows: list[CsvRow], source: str, attempts: Attempts) -> ReadResults:
    """Read our CSV.

    Raises:
        QuizError: A row lacks a mark.
    """
    file, lines = _file_of_rows(rows, source)
    joined = _joined(file.attempts, source, attempts, lines)
    return msgspec.structs.replace(joined, title=file.test)


def _file_of_rows(rows: list[CsvRow], source: str) -> tuple[File, list[int]]:
    """Return the results in a table, and the first line of each attempt."""
    header = [cell.strip().lower() for cell in rows[0].cells]
    found: dict[tuple[str, str], list[GivenAnswer]] = {}
    lines: dict[tuple[str, str], int] = {}
    title = ""
    for row in rows[1:]:
        cells = dict(zip(header, [unharmed(cell.strip()) for cell in row.cells], strict=False))
        title = title or cells.get("test", "")
        mark = number(cells.get("mark", ""))
        if mark is None or not cells.get("item"):
            where = Location(source, row.line, 1)
            problem = Problem(where, _("a row without `item` or `mark`"))
            raise QuizError(str(problem))
        who = (cells.get("learner", ""), cells.get("attempt", ""))
        lines.setdefault(who, row.line)
        given = GivenAnswer(
            item=cells["item"],
            mark=mark,
            most=number(cells.get("most", "")) or 1.0,
            bank=cells.get("bank", ""),
            response=cells.get("response", ""),
            right=cells.get("right", ""),
            seconds=number(cells.get("seconds", "")) or 0.0,
            tags=tuple(cells.get("tags", "").split()),
            guess=number(cells.get("guess", "")),
            options=tuple(filter(None, cells.get("options", "").split(_PARTED))),
            question=cells.get("question", ""),
        )
        found.setdefault(who, []).append(given)
    read = [
        Attempt(learner=learner, attempt=attempt, answers=tuple(answers))
        for (learner, attempt), answers in found.items()
    ]
    return File(test=title, attempts=tuple(read)), list(lines.values())


def _decoded(text: str, source: str) -> File:
    try:
        return msgspec.json.decode(text.encode("utf-8", "replace"), type=File)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as error:
        message = _("{file}: JSON, but not quiz results: {why}")
        raise QuizError(message.format(file=source, why=error)) from error


def _scaled(given: GivenAnswer, most: float) -> float:
    """Return a mark as a share of what another learner's question was worth."""
    return min(1.0, given.mark / given.most) * most if given.most > 0 else 0.0


def _joined(
    read: tuple[Attempt, ...], source: str, attempts: Attempts, lines: list[int]
) -> ReadResults:
    """Return attempts as a matrix; an item counts for those learners who were asked it."""
    which, warnings = kept([attempt.learner for attempt in read], attempts, source, lines)
    chosen = [read[at] for at in which]
    if not chosen:
        raise QuizError(_("{file}: no students").format(file=source))
    items: dict[tuple[str, str], GivenAnswer] = {}
    answers: list[dict[tuple[str, str], GivenAnswer]] = []
    for attempt in chosen:
        own = {(one.bank, one.item): one for one in attempt.answers}
        answers.append(own)
        for name, one in own.items():
            items.setdefault(name, one)
    missing = sum(name not in own for own in answers for name in items)
    if missing:
        message = ngettext(
            "{n} answer is missing because a student didn't have all questions; each "
            "figure counts the students who had the question",
            "{n} answers are missing because students didn't have all questions; "
            "each figure counts the students who had the question",
            missing,
        )
        warnings.append(Problem(Location(source, 1, 1), message.format(n=missing), "warning"))
    names = [name for _bank, name in items]
    columns = tuple(
        _column(at, [own.get(at) for own in answers], is_alone=names.count(at[1]) == 1)
        for at in items
    )
    learners = tuple(attempt.learner or str(n) for n, attempt in enumerate(chosen, 1))
    form = _("quiz results")
    return ReadResults(learners=learners, columns=columns, form=form, warnings=tuple(warnings))


def _column(at: tuple[str, str], given: list[GivenAnswer | None], *, is_alone: bool) -> Column:
    """Return an item as its learners answered it; what differs among them is said of none."""
    bank, item = at
    there = [one for one in given if one is not None]
    first = there[0]
    asked = tuple(one is not None for one in given)
    options = {tuple(sorted(one.options)) for one in there}
    return Column(
        name=item if is_alone else f"{bank}/{item}",
        marks=tuple(_scaled(one, first.most) if one else 0.0 for one in given),
        most=max(first.most, 1e-9),
        responses=tuple(one.response if one else "" for one in given),
        # A question with numbers of its own for each learner has no key in common.
        key=first.right if len({one.right for one in there}) == 1 else "",
        bank=bank,
        item=item,
        text=first.question,
        guess=first.guess,
        options=first.options if len(options) == 1 else (),
        seconds=tuple(one.seconds if one else 0.0 for one in given),
        asked=() if all(asked) else asked,
    )
