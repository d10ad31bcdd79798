"""What is doubtful on scanned sheets, and what a teacher decided: a table to be edited."""

import msgspec

from quiz.errors import QuizError
from quiz.formats.csv_reading import table, text_of
from quiz.formats.csv_writing import csv_text, unharmed
from quiz.translation import _

COLUMNS = ("file", "question", "seen", "why", "decision")
SHEET, VERSION, NUMBER = "sheet", "version", "number"
"""What a doubt is about that is no question."""
SKIP, OK = "skip", "ok"
_Place = tuple[str, str, str]
_MOST_BYTES = 16 * 1024 * 1024


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """Something on a sheet that a teacher decides."""

    file: str
    """Name of the scan."""
    question: str
    """The number of a question, or `sheet`, `version` or `number`."""
    seen: str
    """Short, and the same as long as the picture is."""
    why: str
    """A sentence that says what a decision may be."""


class Decisions:
    """What was decided, by file, question and what was seen."""

    def __init__(self) -> None:
        self._made: dict[_Place, str] = {}
        self._used: set[_Place] = set()

    def add(self, file: str, question: str, seen: str, decision: str) -> None:
        """Take a decision; where nothing is said to be seen, whatever is seen."""
        self._made[file, question.lower(), seen] = decision

    def of(self, file: str, question: str, seen: str) -> str:
        """Return what was decided on what is seen; empty if nothing was.

        A decision on something else that was seen there is none: the picture is another one now.
        """
        for place in ((file, question, seen), (file, question, "")):
            if place in self._made:
                self._used.add(place)
                return self._made[place]
        return ""

    def skips(self, file: str) -> bool:
        """Return whether a picture is to be left out."""
        found = {place for place, what in self._made.items() if place[0] == file and is_skip(what)}
        if found:  # nothing else is asked of it
            self._used |= {place for place in self._made if place[0] == file}
        return bool(found)

    def unused(self) -> list[tuple[str, str]]:
        """Return the file and question of decisions that were never asked for."""
        return [place[:2] for place in self._made if place not in self._used]

    def encode(self, doubts: tuple[Doubt, ...]) -> bytes:
        """Return all decisions made and the doubts that are left, as a table."""
        rows: list[tuple[str, ...]] = [tuple(COLUMNS)]
        left = {(doubt.file, doubt.question, doubt.seen) for doubt in doubts}
        for place, decision in self._made.items():
            if place not in left:
                rows.append((*place, "", decision))
        for doubt in doubts:
            rows.append((doubt.file, doubt.question, doubt.seen, doubt.why, ""))
        # The mark at its start lets spreadsheets see that it is UTF-8.
        return csv_text(rows).encode("utf-8-sig", "replace")


def is_skip(decision: str) -> bool:
    """Return whether a decision is to leave a picture out."""
    return decision.lower() == SKIP


def is_ok(decision: str) -> bool:
    """Return whether a decision is to take a picture as it is."""
    return decision.lower() == OK


def decode(data: bytes, *, source: str) -> Decisions:
    """Read a table of decisions.

    Raises:
        QuizError: It is no such table.
    """
    if len(data) > _MOST_BYTES:
        raise QuizError(_("{file}: too large for a file of decisions").format(file=source))
    rows = table(text_of(data, source), source)
    head = [cell.strip().lower() for cell in rows[0].cells] if rows else []
    missing = [name for name in ("file", "question", "decision") if name not in head]
    if missing:
        message = _("{file}: has no column `{name}`; its columns are {names}")
        names = ", ".join(COLUMNS)
        raise QuizError(message.format(file=source, name=missing[0], names=names))
    made = Decisions()
    for row in rows[1:]:
        cells = {
            name: unharmed(cell.strip())
            for name, cell in zip(head, [*row.cells, *[""] * len(head)], strict=False)
        }
        if cells["decision"]:
            made.add(cells["file"], cells["question"], cells.get("seen", ""), cells["decision"])
    return made
