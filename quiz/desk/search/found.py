"""The cards that a search finds, for commands."""

from typing import TYPE_CHECKING

from quiz.cells import cell_length
from quiz.desk.search.keys import QueryError
from quiz.desk.search.matching import Search
from quiz.desk.search.table import CardTable
from quiz.errors import QuizError

if TYPE_CHECKING:
    from quiz.desk.desk import Desk
    from quiz.study import CardRef


def found_cards(desk: "Desk", text: str) -> "tuple[CardRef, ...]":
    """Return the cards that a search finds, in the order of the banks.

    Raises:
        QuizError: The search cannot be read; the message shows where.
    """
    table = CardTable(desk)
    try:
        return tuple(map(table.ref, Search(table).find(text)))
    except QueryError as error:
        raise QuizError(with_place(text, error)) from error


def with_place(text: str, error: QueryError) -> str:
    """Return an error of a search, and the search below it with its wrong part marked."""
    shown = "".join(char if char.isprintable() else " " for char in text)
    before, wrong = shown[: error.start], shown[error.start : error.end]
    marks = " " * cell_length(before) + "^" * max(1, cell_length(wrong))
    return f"{error}\n  {shown}\n  {marks}"
