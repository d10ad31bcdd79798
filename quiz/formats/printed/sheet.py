"""A printed sheet as plain data: what stands on it, and not how it is drawn.

Texts of banks are text runs here, so that neither the PDF nor the HTML page sees any markup of
theirs; what a kind looks like on paper is one of the answer forms.
"""

import msgspec

from quiz.items.markdown import Block as TextBlock
from quiz.items.markdown import Line


class SheetPicture(msgspec.Struct, frozen=True, kw_only=True, tag_field="is", tag="picture"):
    """A picture, or its description where it is missing."""

    name: str
    """Among the pictures handed in; empty where it is missing."""
    alt: str
    """What it shows, in words; empty for none."""


Block = TextBlock | SheetPicture


# Answer forms


class LetteredOption(msgspec.Struct, frozen=True):
    """An option with its letter."""

    letter: str
    """`A`, `B` and so on."""
    runs: Line
    """Its text."""


class Boxes(msgspec.Struct, frozen=True, kw_only=True, tag_field="is", tag="boxes"):
    """Options to tick."""

    options: tuple[LetteredOption, ...]
    """In the order in which they are printed."""
    in_a_row: bool = False
    """Whether they stand side by side."""


class RuledLines(msgspec.Struct, frozen=True, kw_only=True, tag_field="is", tag="lines"):
    """Lines to write on."""

    count: int
    """How many there are."""
    numbered: bool = False
    """Whether each has its number."""
    is_short: bool = False
    """For a number or a date."""
    unit: str = ""
    """Stands after the line."""


class PickLists(msgspec.Struct, frozen=True, tag_field="is", tag="picklists"):
    """The lists of gaps that are picked."""

    lists: tuple[tuple[int, tuple[LetteredOption, ...]], ...]
    """The gap's number (0 if it is the only gap), and what may stand there."""
    in_a_row: bool = True
    """Whether options stand beside each other; long ones stand below each other."""


class Pairing(msgspec.Struct, frozen=True, tag_field="is", tag="pairing"):
    """Two columns: lefts with a blank each, rights with letters."""

    lefts: tuple[Line, ...]
    """What letters are written beside."""
    rights: tuple[LetteredOption, ...]
    """What the letters stand for."""


class Ordering(msgspec.Struct, frozen=True, tag_field="is", tag="ordering"):
    """Entries with a box each for their place."""

    entries: tuple[Line, ...]
    """Mixed, as they are printed."""


class GroupGrid(msgspec.Struct, frozen=True, tag_field="is", tag="grid"):
    """Entries down, groups across, a box at each crossing."""

    columns: tuple[Line, ...]
    """Names of the groups."""
    entries: tuple[Line, ...]
    """What is sorted, a row each."""


class Nothing(msgspec.Struct, frozen=True, tag_field="is", tag="nothing"):
    """The text itself is filled in."""


Form = Boxes | RuledLines | PickLists | Pairing | Ordering | GroupGrid | Nothing


# The sheet


class Passage(msgspec.Struct, frozen=True, kw_only=True, tag_field="is", tag="passage"):
    """A text that the questions after it are about."""

    title: str
    """Says which questions it is for."""
    blocks: tuple[Block, ...]
    """Its text."""


class Section(msgspec.Struct, frozen=True, tag_field="is", tag="section"):
    """The heading of the questions after it."""

    title: str
    """Of the section."""


class PrintedQuestion(msgspec.Struct, frozen=True, kw_only=True, tag_field="is", tag="question"):
    """A question as printed."""

    number: int
    """In its version, from 1."""
    points: str
    """As the paper's language writes them."""
    stem: tuple[Block, ...]
    """What is asked."""
    task: str
    """What is to be done, in the paper's language; empty where the form says it."""
    form: Form
    """Where the answer goes."""


class KeyAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What is right for a question, for the teacher."""

    number: int
    """Of the question in its version, from 1."""
    points: str
    """Points that can be earned, as text."""
    right: tuple[Line, ...]
    """A line an element, letters first where options have letters."""
    blocks: tuple[Block, ...]
    """The back of a card, the model answer of an essay."""
    also: str
    """More right spellings, as a sentence; empty if there are none."""
    rules: tuple[str, ...]
    """How points are given, in sentences."""
    rubric: tuple[Line, ...]
    """The criteria of an essay, a line each."""
    explain: tuple[Block, ...]
    """The explanation; empty for none."""
    heading: str = ""
    """The heading of the section that begins here; empty where none does."""


class BubbleRow(msgspec.Struct, frozen=True):
    """A question of the bubble sheet."""

    number: int
    """Of the question in its version, from 1."""
    letters: tuple[str, ...]
    """Of its bubbles."""


class GradeStep(msgspec.Struct, frozen=True):
    """A grade, and the least points for it."""

    name: str
    """Of the grade."""
    points: str
    """The fewest points for it, as text."""


class Letterhead(msgspec.Struct, frozen=True, kw_only=True):
    """What stands above a title; each may be empty."""

    school: str = ""
    """Name of the school; empty for none."""
    class_name: str = ""
    """Name of the class; empty for none."""
    date: str = ""
    """As the paper's language writes it; empty: a line to write it on."""
    logo: SheetPicture | None = None
    """None for none."""


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of an exam."""

    code: str
    """Letters that tell it from the others."""
    parts: tuple[Section | Passage | PrintedQuestion, ...]
    """In the order in which they are printed."""
    answers: tuple[KeyAnswer, ...]
    """One for each question, in the same order."""
    bubbles: tuple[BubbleRow, ...]
    """One for each question that is marked from a scan."""
    total: str
    """All points together."""
    grades: tuple[GradeStep, ...] = ()
    """The best first; empty where the paper names none."""


class Exam(msgspec.Struct, frozen=True, kw_only=True):
    """All versions of an exam."""

    title: str
    """At the head of each version."""
    about: tuple[Block, ...]
    """Instructions; empty for none."""
    language: str
    """Its code, such as `en`."""
    time: str
    """How long it takes, as a sentence; empty where it is not said."""
    versions: tuple[Version, ...]
    """At least one."""
    letterhead: Letterhead = Letterhead()
    """At the head of each version."""
    serial: int = 0
    """Tells its bubble sheets from those of another exam; 0 to 65535."""
