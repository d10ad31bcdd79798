"""What of a bank's file is valid, and what is said of the rest: in the same words everywhere."""

import msgspec

from quiz.errors import QuizError
from quiz.formats.decoded import Decoded
from quiz.items import Bank
from quiz.library.files import read
from quiz.library.reading import decoded_file
from quiz.translation import _, ngettext


class ValidBank(msgspec.Struct, frozen=True, kw_only=True):
    """A bank with at least one valid question."""

    bank: Bank
    """The bank, with its valid questions alone."""
    data: bytes
    """Of its file."""
    decoded: Decoded
    """All that was read, with its problems."""
    left_out: tuple[str, ...] = ()
    """What is to be said of questions that cannot be used; nothing where all can."""


def read_valid(path: str, *, shown: str = "") -> ValidBank:
    """Return what is valid of a bank's file.

    Args:
        path: The file.
        shown: Its name in what is said; empty for the path.

    Raises:
        QuizError: It cannot be read, or has no valid question.
    """
    shown = shown or path
    data = read(path)
    decoded = decoded_file(data, path, shown=shown)
    if decoded.bank is None or not decoded.bank.items:
        raise QuizError(no_valid_questions(shown))
    left_out = left_out_words(shown, decoded.left_out)
    return ValidBank(bank=decoded.bank, data=data, decoded=decoded, left_out=left_out)


def left_out_words(file: str, count: int) -> tuple[str, ...]:
    """Return that so many questions of a file cannot be used; nothing for none."""
    if not count:
        return ()
    message = ngettext(
        "{file}: {n} question left out because of errors (`quiz check` lists them)",
        "{file}: {n} questions left out because of errors (`quiz check` lists them)",
        count,
    )
    return (message.format(file=file, n=count),)


def no_valid_questions(file: str) -> str:
    """Return that a file has no question that can be used."""
    return _("{file}: no valid questions; `quiz check {file}` says why").format(file=file)


def same_id(one: str, other: str, name: str) -> str:
    """Return that two files have one id."""
    message = _("{one} and {other} have the same id, {id!r}; change `id:` in one of them")
    return message.format(one=one, other=other, id=name)
