"""Marking filled-in bubble sheets: rows of version, name and letters, as a scanner or typist gives.

Nothing is guessed in silence: what is odd about a row is reported with its line.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

import msgspec

from quiz.classroom.remarking import Remark, is_right_after
from quiz.errors import Location, Problem, QuizError
from quiz.formats.csv_reading import CsvRow, table, text_of
from quiz.formats.csv_writing import unharmed
from quiz.formats.printed.answer_key import KeyEntry, KeyFile
from quiz.formats.printed.printed_words import languages, printed_words
from quiz.formats.results.heading import Signs, counts_up, is_heading
from quiz.formats.results.own import Attempt, File, GivenAnswer
from quiz.translation import _, ngettext

_WORDS = [printed_words(language) for language in languages()]
_VERSION = {"version", "code", "form"} | {words.version.lower() for words in _WORDS}
_NAME = {"name", "learner", "student"} | {words.name.lower() for words in _WORDS}
_ANSWERS = {"answers", "answer", "responses", "response", "letters"}
_NUMBERED = re.compile(r"\D{0,12}?(\d{1,3})\D?")
_GROUP = re.compile(r"[(\[{]([^)\]}]*)[)\]}]|(.)", re.DOTALL)
_BLANKS = frozenset("-–—_.~") | {""}


class MarkedSheet(msgspec.Struct, frozen=True):
    """A row that was marked."""

    line: int
    """Line of the table, from 1."""
    learner: str
    """Name or student number."""
    version: str
    """Code of the version."""
    mark: float
    """Points earned."""
    most: float
    """Points that could be earned."""


class MarkedTable(msgspec.Struct, frozen=True, kw_only=True):
    """Marked sheets."""

    results: File
    """The results, as `quiz analyse` reads them."""
    sheets: tuple[MarkedSheet, ...]
    """One for each learner, in the order of the table."""
    problems: tuple[Problem, ...]
    """Rows that were left out, as errors; what is odd in others, as warnings."""


class _Columns(msgspec.Struct, frozen=True, kw_only=True):
    """Where things stand in a row."""

    version: int
    name: int | None
    letters: int | None
    """The column with all letters of a row, if they stand in one."""
    numbers: tuple[tuple[int, int], ...] = ()
    """Or a column for each answer: its place, and the number above it."""


def mark(data: bytes, key: KeyFile, *, source: str, has_header: bool | None = None) -> MarkedTable:
    """Mark sheets.

    Args:
        data: A table: `version`, `name`, and the answers in a column each or in one.
        key: What the letters of each version stand for.
        source: The table's name, for problems.
        has_header: Whether the first row names the columns; None: decided by the rows.

    Raises:
        QuizError: It is no such table, or its first row may be headings or a sheet.
    """
    rows = table(text_of(data, source), source)
    if not rows:
        raise QuizError(_("{file}: no rows").format(file=source))
    reader = _Reader(key, source)
    columns, first = reader.columns(rows, has_header)
    for row in rows[first:]:
        reader.take(row, columns)
    return MarkedTable(
        results=File(test=key.test, attempts=tuple(reader.attempts)),
        sheets=tuple(reader.sheets),
        problems=tuple(reader.problems),
    )


class _Reader:
    """Reads rows and marks them."""

    def __init__(self, key: KeyFile, source: str) -> None:
        self._key = key
        self._source = source
        self._seen: dict[str, int] = {}
        self._by_row = False
        self.attempts: list[Attempt] = []
        self.sheets: list[MarkedSheet] = []
        self.problems: list[Problem] = []

    def _report(self, line: int, message: str, level: str = "warning") -> None:
        self.problems.append(Problem(Location(self._source, line, 1), message, level))

    # Columns

    def columns(self, rows: Sequence[CsvRow], has_header: bool | None) -> tuple[_Columns, int]:
        """Return where things stand, and the index of the first row that is a sheet."""
        first = rows[0]
        head = [cell.strip().lower() for cell in first.cells]
        version = next((at for at, cell in enumerate(head) if cell in _VERSION), None)
        signs = Signs(
            is_named=version is not None or any(cell in _NAME | _ANSWERS for cell in head[1:]),
            is_numbered=counts_up(head[2:]),
            is_data=self._code(first.cells[0]) is not None,
        )
        shown = ",".join(cell.strip() for cell in first.cells)
        is_head = is_heading(signs, has_header, source=self._source, line=first.line, row=shown)
        if not is_head and signs.is_data:
            self._report(first.line, _("the first row is read as a sheet, not as headings"), "note")
        if version is None and (has_header or not (signs.is_data or has_header is False)):
            names = "version, name, answers"
            message = _(
                "the first row has no `version` column and doesn't start with a "
                "version code; name the columns {names}"
            )
            problem = Problem(Location(self._source, first.line, 1), message.format(names=names))
            raise QuizError(str(problem))
        if not is_head:
            cells = max(len(row.cells) for row in rows)
            if cells <= 3:
                return _Columns(version=0, name=1 if cells > 2 else None, letters=cells - 1), 0
            self._by_row = True
            numbers = tuple((at, at - 1) for at in range(2, cells))
            return _Columns(version=0, name=1, letters=None, numbers=numbers), 0
        assert version is not None, "see above"
        name = next((at for at, cell in enumerate(head) if cell in _NAME), None)
        letters = next((at for at, cell in enumerate(head) if cell in _ANSWERS), None)
        numbers = () if letters is not None else tuple(_numbered(head, {version, name}))
        if letters is None and not numbers:
            message = _("the first row has neither an `answers` column nor question numbers")
            raise QuizError(str(Problem(Location(self._source, rows[0].line, 1), message)))
        self._by_row = self._is_by_row([number for _at, number in numbers], rows[0].line)
        return _Columns(version=version, name=name, letters=letters, numbers=numbers), 1

    def _is_by_row(self, numbers: list[int], line: int) -> bool:
        """Return whether columns 1, 2, 3 … mean the rows of the sheet and not its numbers.

        They do where there are just as many as the sheet has rows, and its numbers go beyond.
        """
        counts = {len(entries) for entries in self._key.versions.values()}
        most = max(
            (e.number for entries in self._key.versions.values() for e in entries), default=0
        )
        is_so = (
            numbers == list(range(1, len(numbers) + 1))
            and counts == {len(numbers)}
            and most > len(numbers)
        )
        if is_so:
            message = _("columns 1 to {n} are read as the rows of the sheet, from top to bottom")
            self._report(line, message.format(n=len(numbers)))
        return is_so

    # Rows

    def take(self, row: CsvRow, columns: _Columns) -> None:
        """Mark a row, or say why it is left out."""
        written = _cell(row, columns.version)
        code = self._code(written)
        if code is None:
            self._report(row.line, self._unknown(written), "error")
            return
        entries = self._key.versions[code]
        if columns.letters is not None:
            given = self._parted(row, columns.letters, entries)
        else:
            given = self._by_columns(row, columns, entries, code)
        if given is None:
            return
        learner = _cell(row, columns.name) or _("line {n}").format(n=row.line)
        times = self._seen[learner] = self._seen.get(learner, 0) + 1
        if times > 1:
            name = f"{learner} ({times})"
            message = _("there is already a sheet for {name}; this one counts as {other}")
            self._report(row.line, message.format(name=learner, other=name))
            learner = name
        answers = tuple(
            self._answer(entry, text, row.line)
            for entry, text in zip(entries, given, strict=True)
            if self._key.counts(entry)
        )
        self.attempts.append(Attempt(learner=learner, attempt=code, answers=answers))
        mark, most = sum(one.mark for one in answers), sum(one.most for one in answers)
        self.sheets.append(MarkedSheet(row.line, learner, code, mark, most))

    def _code(self, text: str) -> str | None:
        code = re.sub(r"[\s.-]", "", text).upper()
        return code if code in self._key.versions else None

    def _unknown(self, written: str) -> str:
        if not written:
            return _("no version code; the sheet was not graded")
        near = get_close_matches(written.upper(), self._key.versions, 1, 0.6)
        message = _("unknown version {code!r}; the sheet was not graded").format(code=written[:20])
        fix = _("; did you mean {near}?").format(near=near[0]) if near else ""
        return message + fix

    def _by_columns(
        self, row: CsvRow, columns: _Columns, entries: Sequence[KeyEntry], code: str
    ) -> list[str] | None:
        """Return what was marked for each question, from a column each; None if it is left out."""
        cells = {number: _cell(row, at) for at, number in columns.numbers}
        names = [entry.number for entry in entries]
        if self._by_row:
            names = list(range(1, len(entries) + 1))
        other = [n for n, text in cells.items() if text not in _BLANKS and n not in names]
        if other:
            message = _(
                "an answer to question {n}, which has no letters in version {code}; not graded"
            )
            self._report(row.line, message.format(n=other[0], code=code), "error")
            return None
        return [cells.get(name, "") for name in names]

    def _parted(self, row: CsvRow, at: int, entries: Sequence[KeyEntry]) -> list[str] | None:
        """Return what was marked for each question, from one text; None if it does not fit."""
        text = " ".join(unharmed(cell.strip()) for cell in row.cells[at:]).strip()
        wanted = len(entries)
        pieces = _pieces(text, wanted)
        if len(pieces) > wanted:
            message = ngettext(
                "{n} answer, but the sheet has {wanted} questions; not graded",
                "{n} answers, but the sheet has {wanted} questions; not graded",
                len(pieces),
            )
            self._report(row.line, message.format(n=len(pieces), wanted=wanted), "error")
            return None
        if len(pieces) < wanted:
            message = ngettext(
                "{n} of {wanted} answers; the rest count as blank",
                "{n} of {wanted} answers; the rest count as blank",
                len(pieces),
            )
            self._report(row.line, message.format(n=len(pieces), wanted=wanted))
        return pieces + [""] * (wanted - len(pieces))

    def _answer(self, entry: KeyEntry, text: str, line: int) -> GivenAnswer:
        """Return a question's answer, marked."""
        letters = _letters(text, entry)
        known = tuple(letter for letter in entry.options if letter in letters)
        odd = [letter for letter in letters if letter not in entry.options]
        response = entry.texts(known)
        if odd:
            message = _("{question}: {letters} isn't an option; it counts as wrong")
            self._report(line, message.format(question=entry.name, letters=text[:20]))
            response = text[:20]
        elif len(known) > 1 and not entry.several:
            message = _("{question}: {letters} marked, but only one is correct; it counts as wrong")
            self._report(line, message.format(question=entry.name, letters=", ".join(known)))
        is_read = not odd and (entry.several or len(known) < 2)
        return graded(entry, known if is_read else None, response, self._key.remark_on(entry))


def graded(
    entry: KeyEntry, letters: tuple[str, ...] | None, response: str, remark: Remark | None
) -> GivenAnswer:
    """Return an answer with its points.

    Args:
        entry: The question.
        letters: What was marked; None for what is no answer to it.
        response: The same as it reads; empty for nothing.
        remark: What was done about the question; None for nothing.
    """
    credit = 0.0 if letters is None else entry.credit(letters)
    if remark is not None and response and is_right_after(response, remark):
        credit = 1.0
    return GivenAnswer(
        item=entry.item,
        bank=entry.bank,
        mark=round(credit * entry.points, 6),
        most=entry.points,
        response=response,
        right=entry.texts(entry.right),
        tags=entry.tags,
        guess=None if entry.several else 1 / len(entry.options),
        options=() if entry.several else tuple(sorted(entry.options.values())),
        question=entry.question,
    )


def _numbered(head: Sequence[str], others: set[int | None]) -> Iterator[tuple[int, int]]:
    """Yield the columns headed by a number, such as `7`, `Q7` or `7.`, with it."""
    for at, cell in enumerate(head):
        found = _NUMBERED.fullmatch(cell)
        if at not in others and found:
            yield at, int(found.group(1))


def _cell(row: CsvRow, at: int | None) -> str:
    return unharmed(row.cells[at].strip()) if at is not None and at < len(row.cells) else ""


def _pieces(text: str, wanted: int) -> list[str]:
    """Return the answers of a text: `ABDC`, `A B D C`, `A,B,CD,-`, `AB(CD)-`.

    Letters split into blocks (`ABDCA BBDCA`) are one answer each, where that gives as many as
    there are questions.
    """
    if any(sign in text for sign in ",;/|"):
        found = [piece.strip() for piece in re.split(r"[,;/|]", text)]
    else:
        one_by_one = [a or b for a, b in _GROUP.findall("".join(text.split()))]
        blocks = text.split()
        is_parted = len(blocks) == wanted or len(one_by_one) != wanted
        found = blocks if len(blocks) > 1 and is_parted else one_by_one
    return ["" if piece in _BLANKS else piece for piece in found]


def _letters(text: str, entry: KeyEntry) -> list[str]:
    """Return the letters marked; what is no letter stays as it is, and is no option."""
    text = text.strip().upper().strip("()[]{}")
    if text in _BLANKS:
        return []
    if text in entry.options:
        return [text]
    return [sign for sign in re.sub(r"[\s,;/+&|.]", "", text) if sign]
