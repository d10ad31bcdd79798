"""Whether a table's first row names its columns, decided alike for all that read tables.

A row is headings unless something other than its figures says that it is data: `name,1,2,3` heads
three questions, although 1, 2 and 3 could be marks or numbers of options. Where both readings are
likely nothing is guessed: the reader of the file says which it is.
"""

import re
from collections.abc import Sequence

import msgspec

from quiz.cells import clip
from quiz.errors import Location, Problem, QuizError
from quiz.translation import _

_FIGURE = re.compile(r"0{0,2}[1-9]\d{0,2}|0")


class Signs(msgspec.Struct, frozen=True, kw_only=True):
    """What in a first row speaks for headings, and what for data."""

    is_named: bool = False
    """A cell holds a word for what a column is about, or what no row below could hold."""
    is_numbered: bool = False
    """The cells above the answers count up: 1, 2, 3."""
    is_data: bool = False
    """Something other than figures reads as in the rows below: a learner's name, a code."""


def counts_up(cells: Sequence[str]) -> bool:
    """Return whether cells are numbers of questions: whole, two or more, each one higher.

    From 0 it takes three of them.

    Args:
        cells: As they stand in the row.
    """
    if len(cells) < 2 or not all(_FIGURE.fullmatch(cell) for cell in cells):
        return False
    first = int(cells[0])
    if not first and len(cells) < 3:
        return False
    return [int(cell) for cell in cells] == list(range(first, first + len(cells)))


def is_heading(signs: Signs, asked: bool | None, *, source: str, line: int, row: str) -> bool:
    """Return whether a first row names the columns.

    Args:
        signs: What was seen in it.
        asked: What the user said it is; None: nothing.
        source: The file's name.
        line: The row's line.
        row: The row as text, to quote.

    Raises:
        QuizError: Both readings are likely, and the user has not said which it is.
    """
    if asked is not None:
        return asked
    is_likely = signs.is_named or signs.is_numbered
    if is_likely and signs.is_data:
        message = _(
            "“{row}” could be headings or answers; say which with `--header` or `--no-header`"
        )
        raise QuizError(str(Problem(Location(source, line, 1), message.format(row=clip(row, 30)))))
    return is_likely
