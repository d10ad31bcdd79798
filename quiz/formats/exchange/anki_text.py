"""Anki's text files: lines of columns below header lines such as `#separator:tab`.

Source: Anki, `rslib/src/import_export/text/csv/{metadata,import,export}.rs`.
"""

import csv
import io
import re
from collections.abc import Iterator
from html import escape

import msgspec

from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.formats.exchange.anki import clozes
from quiz.formats.exchange.anki.collection import AnkiCard, AnkiNote, Collection, NoteType
from quiz.formats.exchange.anki.note_types import USUAL_TYPES
from quiz.formats.exchange.anki.notes_out import notes_of
from quiz.formats.exchange.anki.reading import take_notes
from quiz.formats.exchange.collecting import Collector, hashed, line_place, text_in
from quiz.formats.exchange.exchanged import (
    Exported,
    ExportSource,
    Format,
    Imported,
    Source,
    Trust,
)
from quiz.formats.exchange.rich import looks_like_html
from quiz.translation import _

_HEAD = re.compile(
    r"#(separator|html|tags|columns|notetype|deck|guid column|notetype column|deck column"
    r"|tags column|if matches|match scope):",
    re.I,
)
_GAP = re.compile(r"\{\{c\d{1,3}::.*?\}\}")
_CLOZE = re.compile(r"\{\{c\d{1,3}::")
_SEPARATORS = {
    "tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " ",
}  # fmt: skip
_GUESSED = "\t|;:,"
_OWN_COLUMNS = ("guid column", "notetype column", "deck column", "tags column")
_MOST_COLUMNS = 1000
_LONGEST_FIELD = 1_000_000


def trust(source: Source) -> Trust:
    """Return how surely a file is Anki's: it begins with one of its header lines."""
    head = source.data[:1000].decode("utf-16" if _is_utf16(source.data) else "utf-8", "replace")
    if _HEAD.match(head.lstrip("\ufeff")):
        return Trust.SURE
    lines = [line for line in head.split("\n")[:-1] or [head] if line.strip()]
    is_text = source.name.lower().endswith((".txt", ".tsv"))
    has_gaps = is_text and bool(lines) and all(map(_CLOZE.search, lines))
    return Trust.LIKELY if has_gaps else Trust.NO  # notes of the type Cloze, without a head


def _is_utf16(data: bytes) -> bool:
    return data[:2] in (b"\xff\xfe", b"\xfe\xff")


class _Head(msgspec.Struct, kw_only=True):
    """What the header lines say."""

    separator: str = ""
    is_html: bool | None = None
    tags: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    note_type: str = ""
    deck: str = ""
    own: dict[str, int] = {}
    """Places of the columns that are no fields, from 0, by what they hold."""
    lines: int = 0
    """How many lines of the file they are."""


class _Record(msgspec.Struct, frozen=True):
    line: int
    cells: list[str]


def decode(source: Source) -> Imported:
    """Read a text file of Anki.

    Raises:
        QuizError: It is no text, or holds no note.
    """
    collector = Collector(source)
    lines = text_in(source, collector).split("\n")
    head = _head(lines)
    records = list(_records(lines, head))
    collection, fields = _collection(head, records, source, collector)
    take_notes(collection, collector, source.beside)
    _say_columns(collector, fields)
    return collector.imported()


# The header


def _head(lines: list[str]) -> _Head:
    """Read the header lines; unknown ones are comments, as for Anki."""
    head = _Head()
    if lines and lines[0].lower().startswith("tags:"):  # as old versions wrote them
        head.tags = tuple(lines[0][5:].split())
        head.lines = 1
    columns = ""
    for line in lines[head.lines :]:
        if not line.startswith("#"):
            break
        head.lines += 1
        key, _sign, value = line[1:].partition(":")
        key = key.strip().lower()
        if key == "columns":
            columns = value
        else:
            _set(head, key, value)
    if not head.separator:
        first = next((line for line in lines[head.lines :] if line.strip()), columns)
        bare = _GAP.sub("", first)  # its colons part no columns
        usual = " " if bare == first else "\t"
        head.separator = next((sign for sign in _GUESSED if sign in bare), usual)
    if columns:
        cells = next(csv.reader([columns], delimiter=head.separator), [])
        head.columns = tuple(clean_line(name) for name in cells[:_MOST_COLUMNS])
    return head


def _set(head: _Head, key: str, value: str) -> None:
    stripped = value.strip()
    if key == "separator":
        sign = _SEPARATORS.get(stripped.lower()) or (value[:1] if value else "")
        head.separator = sign if sign not in ('"', "\n", "\r", "\0") else ""
    elif key == "html" and stripped.lower() in ("true", "false"):
        head.is_html = stripped.lower() == "true"
    elif key == "tags":
        head.tags = tuple(stripped.split())
    elif key == "notetype":
        head.note_type = stripped
    elif key == "deck":
        head.deck = stripped
    elif key in _OWN_COLUMNS and stripped.isdecimal() and 0 < int(stripped[:5]) <= _MOST_COLUMNS:
        head.own = head.own | {key.removesuffix(" column"): int(stripped[:5]) - 1}


def _records(lines: list[str], head: _Head) -> Iterator[_Record]:
    """Yield the notes; lines that begin with `#` are comments, unless they go on a quotation."""
    at = head.lines
    is_start, first = True, 0

    def feed() -> Iterator[str]:
        nonlocal at, is_start, first
        while at < len(lines):
            line = lines[at]
            at += 1
            if is_start and (line.startswith("#") or not line.strip("\r\n ")):
                continue
            if is_start:
                first, is_start = at, False
            yield line + "\n"

    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(feed(), delimiter=head.separator)
    while True:
        is_start = True
        try:
            cells = next(reader, None)
        except csv.Error as error:
            message = _("{place}: can't be read as a table: {why}")
            raise QuizError(message.format(place=line_place(at), why=error)) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield _Record(first, cells)


# Notes


def _collection(
    head: _Head, records: list[_Record], source: Source, collector: Collector
) -> tuple[Collection, "_Fields"]:
    """Return the records as notes of Anki, and which column is which field."""
    width = max((len(record.cells) for record in records), default=0)
    fields = _fields(head, min(width, _MOST_COLUMNS), source)
    is_html = head.is_html
    if is_html is None:
        is_html = any(looks_like_html(cell) for record in records[:1000] for cell in record.cells)
    notes = []
    for record in records:
        note = _note(head, fields, record, is_html=is_html)
        if note is None:
            is_hidden = any("image-occlusion:" in cell for cell in record.cells)
            reason = (
                _("parts of a picture to name (image occlusion)")
                if is_hidden
                else _("its first field is empty")
            )
            collector.skip(line_place(record.line), reason)
        else:
            notes.append(note)
    return Collection(
        notes=tuple(notes), answers={}, created_s=0, minutes_west=None, is_first_scheduler=False
    ), fields


class _Fields(msgspec.Struct, frozen=True, kw_only=True):
    """Which column is which."""

    names: dict[int, str]
    """Of the columns that are fields, by place."""
    front: int
    back: int

    def shown(self, place: int) -> str:
        """Return what a column is called in a report."""
        return self.names.get(place) or _("column {n}").format(n=place + 1)


def _fields(head: _Head, width: int, source: Source) -> _Fields:
    own = set(head.own.values())
    width = max(width, len(head.columns))
    names = {
        at: head.columns[at] if at < len(head.columns) else ""
        for at in range(width)
        if at not in own
    }
    places = list(names) or [0]
    front = _chosen(source.choices.front, names, places[0])
    others = [at for at in places if at != front]
    back = _chosen(source.choices.back, names, others[0] if others else front)
    return _Fields(names=names, front=front, back=back)


def _chosen(choice: str, names: dict[int, str], usual: int) -> int:
    """Return the place of a column that was named or numbered.

    Raises:
        QuizError: There is no such column.
    """
    if not choice:
        return usual
    for at, name in names.items():
        if name and name.casefold() == choice.strip().casefold():
            return at
    if choice.strip().isdecimal() and int(choice.strip()[:6]) - 1 in names:
        return int(choice.strip()[:6]) - 1
    available = ", ".join(name or str(at + 1) for at, name in names.items())
    words = _("no column {name!r}; available: {names}")
    raise QuizError(words.format(name=clean_line(choice), names=available))


def _say_columns(collector: Collector, fields: _Fields) -> None:
    words = _("front = {front}, back = {back}").format(
        front=fields.shown(fields.front), back=fields.shown(fields.back)
    )
    left = [fields.shown(at) for at in fields.names if at not in (fields.front, fields.back)]
    if left:
        words += "; " + _("left out: {what}").format(what=", ".join(left[:12]))
    collector.take(words)


def _note(head: _Head, fields: _Fields, record: _Record, *, is_html: bool) -> AnkiNote | None:
    """Return a record as a note; None if its first field is empty."""

    def cell(place: int | None) -> str:
        return record.cells[place] if place is not None and place < len(record.cells) else ""

    def html(text: str) -> str:
        return text if is_html else escape(text, quote=False).replace("\n", "<br>")

    front, back = html(cell(fields.front)), html(cell(fields.back))
    if not front.strip():
        return None
    if "image-occlusion:" in front:
        return None
    deck = clean_line(cell(head.own.get("deck")) or head.deck)
    name = cell(head.own.get("notetype")) or head.note_type
    numbers = clozes.numbers(front)
    kind = _type_of(name, has_gaps=bool(numbers))
    orders = [number - 1 for number in numbers] if kind.is_cloze else list(kind.templates)
    tags = (*head.tags, *cell(head.own.get("tags")).split())
    return AnkiNote(
        guid=cell(head.own.get("guid")).strip() or hashed(front),
        type=kind,
        tags=tuple(dict.fromkeys(clean_line(tag) for tag in tags if clean_line(tag))),
        values=(front, back),
        cards=tuple(
            AnkiCard(
                id=0, template=at, deck=deck, stage=0, queue=0, due=0, interval_days=0, changed_s=0
            )
            for at in orders
        ),
    )


def _type_of(name: str, *, has_gaps: bool) -> NoteType:
    """Return how a note is shown: its type goes by its name, as the file holds no templates."""
    if has_gaps:
        return USUAL_TYPES["cloze"].type
    usual = {one.type.name.lower(): one.type for one in USUAL_TYPES.values()}
    found = usual.get(name.strip().lower(), USUAL_TYPES["card"].type)
    return USUAL_TYPES["card"].type if found.is_cloze else found


# Writing


def encode(source: ExportSource) -> Exported:
    """Write the questions as notes of Anki's usual types; what they cannot hold is named."""
    out = notes_of(source, USUAL_TYPES, has_media=False)
    if not out.made:
        return Exported(data=b"", notes=tuple(out.notes))
    text = io.StringIO()
    text.write("#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n")
    text.write("#tags column:6\n")
    writer = csv.writer(text, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    deck = source.bank.title
    for note in out.made:
        front, back = (*note.values, "")[:2]
        writer.writerow((note.guid, note.type.type.name, deck, front, back, " ".join(note.tags)))
    return Exported(data=text.getvalue().encode(), notes=tuple(out.notes))


FORMAT = Format(
    name="anki-text",
    title=_("Anki text"),
    endings=(".txt", ".tsv", ".csv"),
    trust=trust,
    decode=decode,
    encode=encode,
    loses=(_("pictures, hints and the schedule"), _("options: choices become cards")),
    leaves=(_("fields beyond two columns"), _("pictures, which the file only names")),
)
