"""What formats of other programs take and give: bytes in, a bank and a report out."""

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum
from typing import Literal

import msgspec

from quiz.items import Bank


class Stopped(Exception):
    """Whoever waits for an import or its writing stopped it; it is no error of the file."""


Watch = Callable[[int, int], None]
"""Is told how much is done, and of how much (0 where that isn't known); may raise `Stopped`."""


def unwatched(_done: int, _of: int) -> None:
    """Watch nothing."""


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What the one who imports decides, where a format leaves it open."""

    front: str = ""
    """Name or number (from 1) of the column that asks; empty to find it."""
    back: str = ""
    """The same of the column that answers."""
    options: tuple[str, ...] = ()
    """Names or numbers of the columns with wrong options."""
    tags: str = ""
    """Name or number of the column with tags."""
    has_header: bool | None = None
    """Whether the first row names the columns; None to find out."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A file to read."""

    data: bytes
    """What is in it."""
    name: str
    """What it is called, with its ending."""
    choices: Choices = Choices()
    """How to read it."""
    beside: Callable[[str], bytes | None] = lambda _name: None
    """Returns what is in a file beside it, named as it names it; None where that isn't there."""
    watch: Watch = unwatched
    """Is told of the questions that were read so far."""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Something that could not be carried as it was."""

    where: str
    """Its place in the source: a line, the number or the name of a question."""
    reason: str
    """What could not be carried, and what became of it; a sentence without its period."""
    is_skipped: bool = False
    """Whether the question is left out; otherwise it is there, changed."""


class MediaFile(msgspec.Struct, frozen=True, kw_only=True):
    """A picture or a sound that lies beside a bank."""

    path: str
    """Relative to the bank, with forward slashes; safe on every system."""
    data: bytes
    """What is in it."""


class PastAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that a learner gave in another program."""

    card: str
    """Name of the card in the bank."""
    at: datetime
    """When, UTC."""
    rating: int
    """1 again, 2 hard, 3 good, 4 easy."""
    elapsed_ms: int = 0
    """Time taken, in milliseconds; 0 where that is not known."""
    schedules: bool = True
    """Whether it moved the card's due date."""
    interval_days: int | None = None
    """The days until it was due again; None on a learning step, or where that is not known."""


class PastChange(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done with a card in another program, or how it stands there."""

    card: str
    """Name of the card in the bank."""
    at: datetime
    """When, UTC."""
    what: Literal["suspend", "reset", "due"]
    """Kept out of reviews, made new again, or due on a day whatever the memory model says."""
    day: int | None = None
    """The day on which it is due, as an ordinal."""


class CardStanding(msgspec.Struct, frozen=True, kw_only=True):
    """How a card stands in the learner's schedule."""

    stage: Literal["new", "learning", "review", "relearning"]
    """What it goes through."""
    due_day: int | None = None
    """In review, the day on which it is due, as an ordinal."""
    due_at: datetime | None = None
    """Else when it is due, UTC."""
    interval_days: int = 0
    """In review, the days that it was given."""
    answers: int = 0
    """How often it was answered."""
    lapses: int = 0
    """How often it was forgotten."""
    stability: float | None = None
    """Days until recall falls to 90 %."""
    difficulty: float | None = None
    """From 1 to 10."""
    last_at: datetime | None = None
    """When it was last answered, UTC."""
    is_suspended: bool = False
    """Whether it is kept out of reviews."""


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """A file of another program as a bank."""

    bank: Bank
    """The questions that could be read; each id is kept when the source is read again."""
    notes: tuple[Note, ...] = ()
    """What was skipped or changed, in the order of the source."""
    taken: tuple[str, ...] = ()
    """What was taken for what, a sentence each, where the source leaves it open."""
    media: tuple[MediaFile, ...] = ()
    """Files that the questions name."""
    answers: tuple[PastAnswer, ...] = ()
    """What the learner answered there, in order of time."""
    changes: tuple[PastChange, ...] = ()
    """What else the learner did with cards there, in order of time."""
    read: int = 0
    """Questions in the source, those that were skipped included."""

    @property
    def skipped(self) -> int:
        """How many questions were left out."""
        return self.read - len(self.bank.items)


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """A bank as a file of another program."""

    data: bytes
    """The file."""
    notes: tuple[Note, ...] = ()
    """What the format could not hold."""


class Trust(IntEnum):
    """How surely a file is of a format."""

    NO = 0
    """It is not."""
    BY_NAME = 1
    """Its name says so, and nothing speaks against it."""
    LIKELY = 2
    """It reads like it."""
    SURE = 3
    """It says so itself."""


class ExportSource(msgspec.Struct, frozen=True, kw_only=True):
    """A bank to write."""

    bank: Bank
    """The bank."""
    media: Callable[[str], bytes | None] = lambda _path: None
    """Returns what is in a file that a question names; None where it is not there."""
    changed_s: int = 0
    """When the bank was last changed, seconds since 1970; 0 where that is not known."""
    answers: tuple[PastAnswer, ...] = ()
    """What the learner answered, in order of time."""
    standings: dict[str, CardStanding] = {}
    """How the cards stand that were answered, by name."""


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A format of another program."""

    name: str
    """What `--from` and `--to` call it."""
    title: str
    """What people call it."""
    endings: tuple[str, ...]
    """How its files end, the usual one first."""
    trust: Callable[[Source], Trust]
    """Returns how surely a file is of this format; looks at its beginning only."""
    decode: Callable[[Source], Imported] | None = None
    """Reads a file; None where only writing is possible. Raises `QuizError`."""
    encode: Callable[[ExportSource], Exported] | None = None
    """Writes a bank; None where only reading is possible."""
    has_schedule: bool = False
    """Whether it holds a learner's answers and schedule."""
    loses: tuple[str, ...] = ()
    """What it cannot hold of a bank of ours, in words, for the page of docs."""
    leaves: tuple[str, ...] = ()
    """What a bank of ours cannot hold of it."""
