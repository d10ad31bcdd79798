"""A duel as a small file to pass on, in the place of its code: text with the code in it."""

from pathlib import Path

from quiz.errors import QuizError
from quiz.library.files import read
from quiz.library.folders import expanded
from quiz.library.writing import write_new
from quiz.study.games import read_duel
from quiz.translation import _

ENDING = ".duel"
"""What the name of such a file ends in, by custom."""
_MOST_BYTES = 4096
"""More than any such file has."""


def duel_code(given: str) -> str:
    """Return the code of a duel, given itself or the name of a file that holds it.

    Raises:
        QuizError: It is neither, or the file holds no duel.
    """
    path = expanded(given)
    if not _is_name_of_file(path, given):
        return read_duel(given).code
    data = read(path, most=_MOST_BYTES + 1)
    try:
        text = data.decode("utf-8")
        if len(data) > _MOST_BYTES:
            raise ValueError(given)
        return read_duel(text).code
    except (QuizError, ValueError) as error:
        message = _("{file}: no duel in this file; ask the other player for it again")
        raise QuizError(message.format(file=given)) from error


def _is_name_of_file(path: Path, given: str) -> bool:
    """Return whether a text names a file; one with the usual ending that is not there too."""
    try:
        return path.exists() or given.strip().endswith(ENDING)
    except (OSError, ValueError):  # a name that no file can have
        return False


def save_duel(name: str, code: str) -> Path:
    """Write a duel's code to a new file and return its path.

    Raises:
        QuizError: The file is there already, or cannot be written.
    """
    path = expanded(name)
    how = _("Answer it with: quiz play BANK --duel {file}").format(file=path.name)
    write_new(path, f"{code}\n{how}\n".encode())
    return path
