"""What a picture of a bubble sheet says: version, student number, marks, and what is doubtful."""

from collections.abc import Sequence

import msgspec

from quiz.formats.printed.answer_key import KeyEntry, KeyFile
from quiz.formats.printed.bubbles import BubbleLine, BubblePage, Rectangle, SheetForm, bubble_pages
from quiz.formats.printed.scans.decisions import (
    NUMBER,
    SHEET,
    VERSION,
    Decisions,
    Doubt,
    is_ok,
)
from quiz.formats.printed.scans.ink import Filling, Inked, inked
from quiz.formats.printed.scans.overview import Label, overview, plain_overview
from quiz.formats.printed.scans.page import (
    MAY_BE_TAKEN,
    Fault,
    FlatPage,
    flat_page,
    is_blank,
    page_code,
)
from quiz.formats.printed.scans.pictures import TakenPicture
from quiz.translation import _


class Read(msgspec.Struct, kw_only=True):
    """A picture that was read."""

    file: str
    """Name of the scan."""
    version: str = ""
    """Its code; empty where it is not known."""
    page: int = 0
    """Page of the sheet, from 1; 0 where it could not be read."""
    pages: int = 0
    """So many has the sheet."""
    number: str = ""
    """The student's."""
    number_seen: str = ""
    """What is filled in for it, whatever was decided."""
    answers: dict[int, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """The letters of each question of the page that is certain."""
    doubts: list[Doubt] = msgspec.field(default_factory=list)
    """What a person has to decide."""
    is_skipped: bool = False
    """Whether a decision says to leave the page out."""
    is_blank: bool = False
    """Whether nothing is on it; it is skipped then."""
    overview: bytes = b""
    """The page as JPEG with what is doubtful marked; empty where nobody asked."""

    def doubt(self, question: str, seen: str, why: str) -> None:
        """Note what is doubtful."""
        self.doubts.append(Doubt(file=self.file, question=question, seen=seen, why=why))


def _fault_words(fault: Fault) -> str:
    """Return what is wrong with a picture, and what may be decided."""
    match fault:
        case Fault.NO_SHEET:
            return _("no bubble sheet found; take the photo again, or `skip`")
        case Fault.SEVERAL:
            return _("more than one sheet in the picture; take a photo of each, or `skip`")
        case Fault.FEW:
            return _("most corner marks are missing or blurred; take the photo again, or `skip`")
        case Fault.CORNERS:
            return _(
                "one of the four corner marks wasn't found; take the photo again, `ok` or `skip`"
            )
        case Fault.SMALL:
            return _("the sheet is too small in the picture; take the photo again, `ok` or `skip`")
        case Fault.BLURRED:
            return _("the picture is blurred; take the photo again, or `skip`")
        case Fault.PALE:
            return _("the picture is too dark or too pale; take the photo again, `ok` or `skip`")
        case Fault.BENT:
            return _("the paper isn't flat; take the photo again, or `skip`")
        case Fault.TWO_TONES:
            return _("black and white loses faint marks; scan in shades of grey, `ok` or `skip`")


class PageReader:
    """Reads the pictures of one exam."""

    def __init__(self, key: KeyFile, form: SheetForm, *, wants_overview: bool = False) -> None:
        """Take an exam.

        Args:
            key: What its letters stand for.
            form: How its sheets are laid out.
            wants_overview: Whether what is doubtful is marked on a picture.
        """
        self._key = key
        self._form = form
        self._codes = form.codes
        self._wants_overview = wants_overview

    def read(self, picture: TakenPicture, file: str, decisions: Decisions) -> Read:
        """Return what a picture says, and what was decided of it."""
        read = Read(file=file)
        if decisions.skips(file):
            read.is_skipped = True
            return read
        found = flat_page(picture, self._form)
        if found is Fault.NO_SHEET and is_blank(picture.grey):
            read.is_skipped = read.is_blank = True
            return read
        if isinstance(found, Fault):
            read.doubt(SHEET, str(found), _fault_words(found))
            if self._wants_overview:
                read.overview = plain_overview(picture.grey)
            return read
        signs = self._on_page(found, read, decisions)
        if self._wants_overview and read.doubts:
            read.overview = overview(found, signs)
        return read

    def _on_page(self, page: FlatPage, read: Read, decisions: Decisions) -> list[Label]:
        """Read a page, and return what is to be marked on a picture of it."""
        if not self._is_taken(page.faults, read, decisions):
            return []
        layout = self._layout(page, read, decisions)
        if layout is None:
            return []
        ink = inked(page, layout)
        if not ink.lies_flat and not self._is_taken((Fault.BENT,), read, decisions):
            return []
        signs = self._number(layout, ink, read, decisions)
        entries = {str(entry.number): entry for entry in self._key.versions[read.version]}
        for row in layout.rows:
            signs += _answer(row, entries[row.name], ink, read, decisions, layout.radius)
        return signs

    def _is_taken(self, faults: Sequence[Fault], read: Read, decisions: Decisions) -> bool:
        """Return whether a page is read that has these faults: none, or the teacher said so."""
        seen = ", ".join(faults)
        worst = next((fault for fault in faults if fault not in MAY_BE_TAKEN), None)
        if worst is None and (not faults or is_ok(decisions.of(read.file, SHEET, seen))):
            return True
        read.doubt(SHEET, seen, _fault_words(worst or faults[0]))
        return False

    def _layout(self, page: FlatPage, read: Read, decisions: Decisions) -> BubblePage | None:
        """Return which page it is; None where that is not known."""
        code = page_code(page, self._form)
        decided = decisions.of(read.file, VERSION, "")
        if code is not None and code.serial != self._form.serial:
            why = _("it belongs to a different exam than this answer key; `skip`")
            read.doubt(SHEET, "another exam", why)
            return None
        if code is not None and not decided:
            if code.version < len(self._codes):
                layouts = self._pages(code.version)
                if 1 <= code.page <= len(layouts):
                    return _chosen(read, self._codes[code.version], layouts, code.page)
            read.doubt(
                SHEET, "another exam", _("the answer key has no such version or page; `skip`")
            )
            return None
        version, _slash, number = decided.upper().replace(" ", "").partition("/")
        if version in self._codes:
            layouts = self._pages(self._codes.index(version))
            if not number or (number.isdecimal() and 1 <= int(number) <= len(layouts)):
                return _chosen(read, version, layouts, int(number or 1))
        why = _(
            "the squares for the version can't be read; write its code, with the "
            "page if it isn't the first (`{code}/2`), or `skip`"
        ).format(code=self._codes[0])
        if decided:
            why = _("{decision} isn't a version, or has no such page").format(decision=decided)
        read.doubt(VERSION, "", why)
        return None

    def _pages(self, version: int) -> tuple[BubblePage, ...]:
        return bubble_pages(self._form, version, self._key.rows(self._codes[version]))

    def _number(
        self, layout: BubblePage, ink: Inked, read: Read, decisions: Decisions
    ) -> list[Label]:
        """Read the student's number."""
        seen, is_certain = "", True
        for row in layout.digits:
            filled, doubtful = _filled(row, ink)
            is_certain &= not doubtful and len(filled) < 2
            several = "".join(filled) + "".join(f"{digit}?" for digit in doubtful)
            seen += several if len(filled) == 1 and not doubtful else f"({several})"
        digits = seen.replace("()", "_").strip("_")
        # The sign keeps spreadsheets from making another number or a date of it.
        seen = read.number_seen = f"#{digits}" if digits else ""
        decided = decisions.of(read.file, NUMBER, seen)
        if decided and not is_ok(decided):
            read.number = decided
            return []
        if is_certain and digits and "_" not in digits:
            read.number = digits
            return []
        if not seen:
            why = _("no student number filled in; write it (or the name), or `skip`")
        elif is_certain:
            why = _("a digit of the student number is missing; write the number, or `skip`")
        else:
            why = _("the student number is unclear; write it, or `skip`")
        read.doubt(NUMBER, seen, why)
        edges = [_frame(row, layout.radius) for row in layout.digits]
        left, right = min(box.x for box in edges), max(box.x + box.width for box in edges)
        top, bottom = edges[0].y, edges[-1].y + edges[-1].height
        return [Label(Rectangle(left, top, right - left, bottom - top), "number")]


def _chosen(read: Read, version: str, layouts: tuple[BubblePage, ...], number: int) -> BubblePage:
    read.version, read.page, read.pages = version, number, len(layouts)
    return layouts[number - 1]


def _filled(row: BubbleLine, ink: Inked) -> tuple[list[str], list[str]]:
    """Return the letters of a row that are filled, and those that may be."""
    by = {one.letter: ink.fillings[one] for one in row.bubbles}
    return (
        [letter for letter, what in by.items() if what is Filling.FILLED],
        [letter for letter, what in by.items() if what is Filling.DOUBTFUL],
    )


def _answer(
    row: BubbleLine, entry: KeyEntry, ink: Inked, read: Read, decisions: Decisions, radius: float
) -> list[Label]:
    """Read the answer to a question; return what is to be marked if it is doubtful."""
    filled, doubtful = _filled(row, ink)
    seen = " ".join([*filled, *(f"{letter}?" for letter in doubtful)]) or "-"
    decided = decisions.of(read.file, row.name, seen)
    why = ""
    if decided:
        letters = _decided(decided, entry)
        if letters is not None:
            read.answers[entry.number] = letters
            return []
        why = _("{decision} isn't an answer here; write letters such as {letters}, or `-`")
        why = why.format(decision=decided, letters=next(iter(entry.options)))
    elif doubtful:
        why = _(
            "{letters} is faint, erased, crossed out or filled beyond its circle; "
            "write the intended letters, or `-`"
        )
        why = why.format(letters=", ".join(doubtful))
    elif len(filled) > 1 and not entry.several:
        why = _(
            "{letters} are filled in, but only one can be correct; write the intended "
            "letter, or `-`"
        )
        why = why.format(letters=", ".join(filled))
    else:
        read.answers[entry.number] = tuple(filled)
        return []
    read.doubt(row.name, seen, why)
    return [Label(_frame(row, radius), row.name)]


def _decided(text: str, entry: KeyEntry) -> tuple[str, ...] | None:
    """Return the letters that a decision names; None where it names others."""
    text = text.upper().strip("()")
    if text in ("-", "–", "—"):
        return ()
    if text in entry.options:
        return (text,)
    parts = text.replace(",", " ").replace(";", " ").split()
    letters = parts if len(parts) > 1 else list(text)
    if not letters or not set(letters) <= set(entry.options):
        return None
    return tuple(letter for letter in entry.options if letter in letters)


def _frame(row: BubbleLine, radius: float) -> Rectangle:
    """Return the box around the bubbles of a row."""
    edge = radius + 1
    left, right = min(one.x for one in row.bubbles), max(one.x for one in row.bubbles)
    top, bottom = min(one.y for one in row.bubbles), max(one.y for one in row.bubbles)
    return Rectangle(left - edge, top - edge, right - left + 2 * edge, bottom - top + 2 * edge)
