"""The machine-readable key of a printed exam: what each letter of each version stands for."""

import msgspec

from quiz.cells import clip
from quiz.classroom.remarking import Remark, RemarkKind
from quiz.cleaning import clean_line, escaped_json
from quiz.errors import QuizError
from quiz.formats.printed.bubbles import SheetForm
from quiz.formats.printed.sheet import BubbleRow
from quiz.items import MultipleChoice, Option, SingleChoice
from quiz.translation import _


class KeyEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One question that is answered by letters."""

    number: int
    """On this version's sheet."""
    bank: str
    """Id of the question's bank."""
    item: str
    """The item's id in its bank."""
    options: dict[str, str]
    """Each letter with its option's text."""
    right: tuple[str, ...]
    """The right letters."""
    points: float = 1.0
    """Points that can be earned."""
    several: bool = False
    """Whether any number of letters may be right."""
    partial: bool = True
    """Whether a partly right answer earns some of them."""
    tags: tuple[str, ...] = ()
    """Topics of the question."""
    question: str = ""
    """The question's text, in a line; keys of older versions lack it."""

    @property
    def name(self) -> str:
        """What to call the question: its number on the sheet, and what it asks."""
        if not self.question:
            return _("question {n}").format(n=self.number)
        return _('question {n} ("{text}")').format(
            n=self.number, text=clip(clean_line(self.question), 50)
        )

    def credit(self, letters: tuple[str, ...]) -> float:
        """Return the credit of these letters, 0 to 1, as the item itself would give it."""
        from quiz.items import Picked

        order = list(self.options)
        picked = Picked(tuple(order.index(letter) for letter in letters))
        options = tuple(Option(text) for text in self.options.values())
        keys = tuple(at for at, letter in enumerate(order) if letter in self.right)
        if self.several:
            item = MultipleChoice(
                id=self.item, stem="", options=options, keys=keys, partial=self.partial
            )
            return item.mark(picked).credit
        return SingleChoice(id=self.item, stem="", options=options, key=keys[0]).mark(picked).credit

    def texts(self, letters: tuple[str, ...]) -> str:
        """Return what letters stand for, in an order that is the same in every version."""
        return "; ".join(sorted(self.options[letter] for letter in letters))


class WrittenEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One question that a person grades: there is no row of bubbles for it."""

    number: int
    """On this version's sheet."""
    bank: str
    """Id of the question's bank."""
    item: str
    """The item's id in its bank."""
    points: float = 1.0
    """Points that can be earned."""
    tags: tuple[str, ...] = ()
    """Topics of the question."""
    question: str = ""
    """The question's text, in a line."""


class KeyFile(msgspec.Struct, frozen=True, kw_only=True):
    """The keys of all versions."""

    quiz_key: int = 1
    """The version of the form."""
    test: str
    """Title of the exam."""
    seed: int
    """The one that the exam was printed with."""
    versions: dict[str, tuple[KeyEntry, ...]]
    """By version code."""
    written: dict[str, tuple[WrittenEntry, ...]] = {}
    """By version code, the questions that are graded by hand; keys of older versions lack it."""
    grades: tuple[tuple[str, float], ...] = ()
    """Each grade with the least percent for it, the best first."""
    remarks: dict[str, Remark] = {}
    """What was done about questions whose key was wrong, by `bank/item`."""
    sheet: SheetForm | None = None
    """How the bubble sheets are laid out; None where none were printed that can be read."""

    def remark_on(self, entry: "KeyEntry | WrittenEntry") -> Remark | None:
        """Return what was done about a question; None for nothing."""
        return self.remarks.get(f"{entry.bank}/{entry.item}")

    def counts(self, entry: "KeyEntry | WrittenEntry") -> bool:
        """Return whether a question counts, and was not dropped."""
        remark = self.remark_on(entry)
        return remark is None or remark.kind is not RemarkKind.DROP

    def rows(self, code: str) -> tuple[BubbleRow, ...]:
        """Return the rows of a version's bubble sheet."""
        return tuple(BubbleRow(entry.number, tuple(entry.options)) for entry in self.versions[code])


def encode(key: KeyFile) -> bytes:
    """Return a key as JSON."""
    text = msgspec.json.format(msgspec.json.encode(key), indent=2).decode()
    return escaped_json(text).encode() + b"\n"


def decode(data: bytes, *, source: str) -> KeyFile:
    """Read a key.

    Raises:
        QuizError: It is no key of ours.
    """
    try:
        key = msgspec.json.decode(data, type=KeyFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        message = _("{file}: not an answer key written by `quiz print`: {why}")
        raise QuizError(message.format(file=source, why=error)) from error
    for code, entries in key.versions.items():
        for entry in entries:
            if not entry.right or not set(entry.right) <= set(entry.options):
                message = _("{file}: question {n} of version {code} has no correct letter")
                raise QuizError(message.format(file=source, n=entry.number, code=code))
    if key.sheet is not None and sorted(key.sheet.codes) != sorted(key.versions):
        message = _("{file}: its bubble sheets and its answers have different versions")
        raise QuizError(message.format(file=source))
    if not key.written.keys() <= key.versions.keys():
        message = _("{file}: its written questions and its answers have different versions")
        raise QuizError(message.format(file=source))
    return key
