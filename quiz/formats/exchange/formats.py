"""All formats of other programs, and the one place that decides which of them a file is."""

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module

import msgspec

from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.formats.encodings import encoding_of
from quiz.formats.exchange.archive import Archive
from quiz.formats.exchange.exchanged import Format, Source, Trust
from quiz.translation import _

_MODULES = (
    "qti.reading", "qti.canvas", "qti.qti21", "qti.qti3", "moodle_xml", "gift", "own_json", "docx",
    "anki", "anki_text", "mnemosyne", "supermemo", "org_drill", "rexams", "trivia", "json_cards",
    "blackboard", "text2qti", "aiken", "kahoot", "ticked", "outline", "hashcards", "sheet",
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
    (b"PK\x05\x06", _("an empty zip file")),
    (b"\x1f\x8b", _("a compressed file; unpack it first")),
    (b"\0\5\x16\7", _("what macOS notes of a file; the file itself has a name without `._`")),
    (b"Rar!", _("a compressed file; unpack it first")),
    (b"7z\xbc\xaf", _("a compressed file; unpack it first")),
    (b"SQLite format 3\0", _("a database without questions in it")),
)
"""How files begin that are no questions, and what they are."""
_LOOKED_AT = 100_000
_MOST_NAMED = 3
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OWN_BANK = re.compile(r"(?m)^questions:")
_LETTERED = re.compile(r"(?mi)^[ \t]*\(?[ab][.)][ \t]+\S")
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
    looked_at = _as_utf8(source)
    found = [(one.trust(looked_at), one) for one in all_formats() if one.decode is not None]
    trust = max(trust for trust, _one in found)
    if trust is Trust.NO:
        raise QuizError(_refusal(source))
    return next(one for how, one in found if how is trust)


def _as_utf8(source: Source) -> Source:
    """Return a text in UTF-16 as one in UTF-8, in which each format looks for its signs."""
    encoding = encoding_of(source.data[:_LOOKED_AT])
    if not encoding.startswith("utf-16"):
        return source
    text = source.data.decode(encoding, "replace")
    return msgspec.structs.replace(source, data=text.encode("utf-8", "replace"))


def _refusal(source: Source) -> str:
    words = _("{file}: {what}; `quiz formats` lists what can be imported")
    return words.format(file=clean_line(source.name), what=_what(source))


def _what(source: Source) -> str:
    """Return what a file is that holds no questions."""
    data = source.data
    if not data.strip():
        return _("empty")
    if data.startswith(b"PK\x03\x04"):
        return _what_of_zip(source)
    if data.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED in data:
        return _("protected by a password; save it without one")
    for start, what in _KNOWN:
        if data.startswith(start):
            return what
    if b"\0" in data[:4096]:
        return _("not a text file, and of no known format")
    return _what_of_text(source)


def _what_of_zip(source: Source) -> str:
    for sign, what in _OFFICE:
        if sign in source.data:
            return what
    if b"Index/" in source.data and b".iwa" in source.data:
        return _("a file of Apple's Numbers, Pages or Keynote; export it for Excel or Word")
    if source.name.lower().endswith((".apkg", ".colpkg")):
        return _("an Anki package without its notes; export the deck again")
    try:
        names = list(Archive(source.data, source.name))
    except QuizError:
        return _("a zip file without questions in it")
    known = tuple(ending for ending in endings() if ending != ".zip")
    inside = [clean_line(name) for name in names if name.lower().endswith(known)][:_MOST_NAMED]
    if not inside:
        return _("a zip file without questions in it")
    words = _("a zip file of other files; unpack it and import those: {names}")
    return words.format(names=", ".join(inside))


def _what_of_text(source: Source) -> str:
    head = source.data[:_LOOKED_AT].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    name = source.name.lower()
    if name.endswith((".gsheet", ".gdoc", ".gform", ".url", ".webloc")):
        return _("only a link; download the file itself")
    if name.endswith(".org"):
        return _("no heading in it has the tag `:drill:`")
    if head[:15].lower().startswith(("<!doctype html", "<html")):
        return _("a web page; save the questions themselves as text, CSV or a Word document")
    if head.startswith(("{", "[")) and name.endswith(".json"):
        return _("JSON of no form that is known")
    if _OWN_BANK.search(head) and name.endswith((".yaml", ".yml")):
        return _("a bank of quiz itself; `quiz add` adds it")
    if len(_LETTERED.findall(head)) >= 2:
        return _("questions with letters, but no line such as `ANSWER: B` says which is right")
    return _("no known format")


def endings() -> Sequence[str]:
    """Return the endings of all files that can be imported."""
    return sorted({ending for one in all_formats() if one.decode for ending in one.endings})
