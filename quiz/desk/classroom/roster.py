"""A class's roster from a file: names, and by how much the time of some is stretched."""

from quiz.cleaning import INVISIBLE, clean_line
from quiz.errors import QuizError
from quiz.formats.csv_reading import table, text_of
from quiz.school.classes import MOST_PUPILS
from quiz.translation import _, mark, ngettext

_NAMES = mark("name pupil student learner")
_FIRST = mark("first firstname forename given")
_LAST = mark("last lastname surname family")
_TIMES = mark("time extra_time extra")
LONGEST_NAME = 40


def read_roster(data: bytes, source: str) -> list[tuple[str, float]]:
    """Return name and stretched time of each pupil.

    A head names the columns: name, or first and last name, and perhaps time (1.25 is a quarter
    more). Without a head the first column holds the names.

    Args:
        data: The file: a name a line, or a table.
        source: Its name.

    Raises:
        QuizError: It is no table, holds no name, or a time is no number from 1 to 4.
    """
    text = text_of(data, source)
    rows = table(text, source, may_be_spaced=False) if text.strip() else []
    if not rows:
        raise QuizError(_("{file}: no names").format(file=source))
    head = [cell.strip().casefold().replace(" ", "") for cell in rows[0].cells]
    columns = {what: _column(head, names) for what, names in (
        ("name", _NAMES), ("first", _FIRST), ("last", _LAST), ("time", _TIMES)
    )}  # fmt: skip
    has_head = any(column is not None for column in columns.values())
    found: list[tuple[str, float]] = []
    for row in rows[1:] if has_head else rows:
        cells = [clean_line(INVISIBLE.sub("", cell)) for cell in row.cells]
        name = _name(cells, columns, has_head=has_head)
        if not name:
            continue
        if len(name) > LONGEST_NAME:
            words = _("{file}, line {line}: the name is longer than {n} letters")
            raise QuizError(words.format(file=source, line=row.line, n=LONGEST_NAME))
        at = columns["time"]
        written = cells[at] if at is not None and at < len(cells) else ""
        found.append((name, _time(written, source, row.line)))
    if not found:
        raise QuizError(_("{file}: no names").format(file=source))
    if len(found) > MOST_PUPILS:
        words = ngettext("{file}: over {n} name", "{file}: over {n} names", MOST_PUPILS)
        raise QuizError(words.format(file=source, n=MOST_PUPILS))
    return found


def _column(head: list[str], names: str) -> int | None:
    wanted = {*names.split(), *_(names).casefold().split()}
    return next((at for at, cell in enumerate(head) if cell in wanted), None)


def _name(cells: list[str], columns: dict[str, int | None], *, has_head: bool) -> str:
    def cell(what: str) -> str:
        at = columns[what]
        return cells[at] if at is not None and at < len(cells) else ""

    if not has_head:
        return cells[0] if cells else ""
    return cell("name") or " ".join(part for part in (cell("first"), cell("last")) if part)


def _time(written: str, source: str, line: int) -> float:
    if not written:
        return 1.0
    try:
        found = float(written.replace(",", "."))
    except ValueError:
        found = 0.0
    if not 1 <= found <= 4:
        words = _("{file}, line {line}: the time {value!r} is no number from 1 to 4")
        raise QuizError(words.format(file=source, line=line, value=written))
    return found
