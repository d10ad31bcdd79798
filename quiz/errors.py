"""The errors a user is shown, and the places in a file that they speak of."""

import msgspec

from quiz.translation import _, mark


class Location(msgspec.Struct, frozen=True):
    """A place in a text file."""

    source: str
    """The file as the user named it."""
    line: int
    """From 1."""
    column: int
    """From 1, in characters."""

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}"


class Edit(msgspec.Struct, frozen=True):
    """A piece of a file's text in place of another."""

    start: int
    """Where the old text begins, in characters."""
    end: int
    """Offset in the text behind the last character replaced."""
    text: str
    """What stands there instead."""


class Problem(msgspec.Struct, frozen=True):
    """One issue of a file: an error or a warning, with the fix where one is known."""

    where: Location
    """Where it is."""
    message: str
    """What is wrong, and what to write instead."""
    level: str = "error"
    """`error`; `warning` of the reader; `weakness`: a rule of item writing, shown as a warning."""
    rule: str = ""
    """The rule of item writing that is broken, by which it can be silenced."""
    edits: tuple[Edit, ...] = ()
    """What to write instead, where the message knows it."""
    count: int = 1
    """How many issues it stands for; above 1 where a file has more than are told."""

    def __str__(self) -> str:
        rule = f" [{self.rule}]" if self.rule else ""
        level = _("error") if self.level == "error" else _("warning")
        return f"{self.where}: {level}: {self.message}{rule}"


_SYSTEM = (
    mark("Device or resource busy"),
    mark("File exists"),
    mark("File name too long"),
    mark("Input/output error"),
    mark("Is a directory"),
    mark("No space left on device"),
    mark("No such file or directory"),
    mark("Not a directory"),
    mark("Operation not permitted"),
    mark("Permission denied"),
    mark("Read-only file system"),
    mark("Too many levels of symbolic links"),
)
"""What the system says most, here for the catalogue: Python has it in English only."""


def reason_of(error: Exception) -> str:
    """Return why the system refused something, in the reader's language where it is known."""
    return _(getattr(error, "strerror", None) or str(error))


class QuizError(Exception):
    """Base of every error a user is shown without a traceback."""


class NotSaved(QuizError):
    """What was asked for cannot be kept; nothing is wrong with how it was asked."""


class MissingExtra(QuizError):
    """What was asked for needs an extra that is not installed; the message says which."""


class Overtaken(QuizError):
    """A quiz has been gone on with in another window meanwhile."""


class BankError(QuizError):
    """A bank cannot be used as written; `problems` lists every reason."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
