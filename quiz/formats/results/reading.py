"""Reading results, whichever form they have; the form is recognised from the file itself."""

from quiz.errors import QuizError
from quiz.formats.csv_reading import table, text_of
from quiz.formats.results import matrix, moodle, own
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
        data: The file: our JSON, our CSV, Moodle's responses or grades report, or a matrix with a
            learner a row and an item a column, of marks or of letters.
        source: Its name, for warnings.
        key: The right letters of a matrix of letters, if the file has no row for them.
        attempts: Which attempts of one learner count.
        has_header: Whether a matrix's first row names its columns; None: decided by the rows.

    Raises:
        QuizError: It is none of these, or holds no learner; or a matrix may or may not begin with
            headings.
    """
    text = text_of(data, source)
    if text.lstrip().startswith(("{", "[")):
        return own.of_json(text, source, attempts)
    rows = table(text, source)
    if not rows:
        raise QuizError(_("{file}: no rows").format(file=source))
    header = [cell.strip() for cell in rows[0].cells]
    if own.is_own(header):
        return own.of_table(rows, source, attempts)
    if moodle.is_moodle(header):
        return moodle.of_table(rows, source, attempts)
    return matrix.of_table(rows, source, key, has_header)
