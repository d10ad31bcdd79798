"""Reading results, whichever form they have; the form is recognised from the file itself."""

from quiz.errors import QuizError
from quiz.formats.csv_reading import CsvRow, table, text_of
from quiz.formats.exchange.archive import START
from quiz.formats.exchange.exchanged import Source
from quiz.formats.exchange.grids import rows_of
from quiz.formats.results import matrix, moodle, online, own
from quiz.formats.results.tables import Attempts, ReadResults
from quiz.translation import _


def decode(
    data: bytes,
    *,
    source: str,
    key: str = "",
    attempts: Attempts = Attempts.FIRST,
    has_header: bool | None = None,
) -> ReadResults:
    """Read results.

    Args:
        data: The file, text or a workbook: our JSON, our CSV, Moodle's responses or grades report,
            results of Canvas, Google Forms or Microsoft Forms, or a matrix with a learner a row and
            an item a column, of marks or of letters.
        source: Its name, for warnings.
        key: The right letters of a matrix of letters, if the file has no row for them.
        attempts: Which attempts of one learner count.
        has_header: Whether a matrix's first row names its columns; None: decided by the rows.

    Raises:
        QuizError: It is none of these, or holds no learner; or a matrix may or may not begin with
            headings.
    """
    if data.startswith(START):
        return _of_rows(_workbook(data, source), source, key, attempts, has_header)
    text = text_of(data, source)
    if text.lstrip().startswith(("{", "[")):
        return own.of_json(text, source, attempts)
    return _of_rows(table(text, source), source, key, attempts, has_header)


def _workbook(data: bytes, source: str) -> list[CsvRow]:
    """Return the rows of a workbook's first sheet."""
    found = rows_of(Source(data=data, name=source))
    width = max((len(row.cells) for row in found), default=0)
    return [CsvRow(row.number, [*row.cells, *[""] * (width - len(row.cells))]) for row in found]


def _of_rows(
    rows: list[CsvRow], source: str, key: str, attempts: Attempts, has_header: bool | None
) -> ReadResults:
    if not rows:
        raise QuizError(_("{file}: no rows").format(file=source))
    header = [cell.strip() for cell in rows[0].cells]
    if own.is_own(header):
        return own.of_table(rows, source, attempts)
    if moodle.is_moodle(header):
        return moodle.of_table(rows, source, attempts)
    if online.is_online(header):
        return online.of_table(rows, source, attempts)
    return matrix.of_table(rows, source, key, has_header)
