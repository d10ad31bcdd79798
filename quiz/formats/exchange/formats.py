"""All formats of other programs, and the one place that decides which of them a file is."""

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module

from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.formats.exchange.exchanged import Format, Source, Trust
from quiz.translation import _

_MODULES = (
    "qti.reading", "qti.canvas", "qti.qti21", "qti.qti3", "moodle_xml", "gift", "own_json", "docx",
    "anki", "anki_text", "mnemosyne", "supermemo", "org_drill", "rexams", "trivia", "text2qti",
    "aiken", "kahoot", "ticked", "outline", "hashcards", "sheet",
)  # fmt: skip
"""Of two that are equally sure of a file the first one is taken."""
_KNOWN = (
    (b"%PDF", _("a PDF")),
    (b"\x89PNG", _("a picture")),
    (b"\xff\xd8\xff", _("a picture")),
    (b"GIF8", _("a picture")),
    (b"\xd0\xcf\x11\xe0", _("an old Office file (.doc, .xls); save it as .docx or .xlsx")),
    (b"{\\rtf", _("a rich text file (.rtf); save it as plain text")),
    (b"\x7fELF", _("a program")),
    (b"MZ", _("a program")),
    (b"PK\x03\x04", _("a zip file without questions in it")),
    (b"\x1f\x8b", _("a compressed file; unpack it first")),
    (b"Rar!", _("a compressed file; unpack it first")),
    (b"7z\xbc\xaf", _("a compressed file; unpack it first")),
    (b"SQLite format 3\0", _("a database without questions in it")),
)
"""How files begin that are no questions, and what they are."""
_OFFICE = ((b"word/", _("a Word document without questions")),
           (b"ppt/", _("a presentation")),
           (b"xl/", _("a spreadsheet without questions")))  # fmt: skip


@lru_cache(1)
def all_formats() -> tuple[Format, ...]:
    """Return all formats."""
    modules = [import_module(f"quiz.formats.exchange.{module}") for module in _MODULES]
    return tuple(one for module in modules for one in (module.FORMAT, *getattr(module, "MORE", ())))


def format_named(name: str, *, writes: bool = False) -> Format:
    """Return a format by its name.

    Raises:
        QuizError: There is none of this name that can be read, or written.
    """
    usable = [one for one in all_formats() if (one.encode if writes else one.decode) is not None]
    for one in usable:
        if one.name == name.lower():
            return one
    names = ", ".join(one.name for one in usable)
    words = _("unknown format {name!r}; available: {names}")
    raise QuizError(words.format(name=clean_line(name), names=names))


def recognised(source: Source) -> Format:
    """Return the format of a file, by its content first and its name after that.

    Raises:
        QuizError: It is of none; says what it is.
    """
    found = [(one.trust(source), one) for one in all_formats() if one.decode is not None]
    trust = max(trust for trust, _one in found)
    if trust is Trust.NO:
        raise QuizError(_refusal(source))
    return next(one for how, one in found if how is trust)


def _refusal(source: Source) -> str:
    words = _("{file}: {what}; `quiz formats` lists what can be imported")
    return words.format(file=clean_line(source.name), what=_what(source))


def _what(source: Source) -> str:
    """Return what a file is that holds no questions."""
    data = source.data
    if not data.strip():
        return _("empty")
    if data.startswith(b"PK\x03\x04"):
        for sign, what in _OFFICE:
            if sign in data:
                return what
    for start, what in _KNOWN:
        if data.startswith(start):
            return what
    if b"\0" in data[:4096]:
        return _("not a text file, and of no known format")
    if source.name.lower().endswith(".org"):
        return _("no heading in it has the tag `:drill:`")
    return _("no known format")


def endings() -> Sequence[str]:
    """Return the endings of all files that can be imported."""
    return sorted({ending for one in all_formats() if one.decode for ending in one.endings})
