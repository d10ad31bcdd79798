"""A bank's questions as notes of Anki; each is read back, and what comes back changed is named."""

import re
from html import escape

import msgspec

from quiz.formats.exchange.anki.clozes import GAP_END, GAP_START
from quiz.formats.exchange.anki.collection import AnkiCard, AnkiNote, Collection
from quiz.formats.exchange.anki.note_types import EXPLAIN, OutType
from quiz.formats.exchange.anki.reading import OWN_GUID, take_notes
from quiz.formats.exchange.collecting import Collector, question_place
from quiz.formats.exchange.exchanged import ExportSource, MediaFile, Note, Source
from quiz.formats.exchange.losing import lost_note, lost_of, lost_of_bank
from quiz.formats.exchange.media import media_file
from quiz.formats.exchange.rich import html_line, html_of
from quiz.items import (
    Cloze,
    Computed,
    Date,
    Essay,
    Flashcard,
    Groups,
    Item,
    Match,
    MultipleChoice,
    Number,
    Order,
    ShortText,
    SingleChoice,
    TextList,
    TrueFalse,
)
from quiz.items.card import REVERSE
from quiz.items.wording import solution_text, stem_markdown
from quiz.translation import _

_TOKEN = re.compile(f"{GAP_START}(\\d{{1,4}}){GAP_END}")
_NOTHING = Source(data=b"", name="")
_UNSEEN = ("tags", "image", "alt")
"""Fields that are carried, or whose loss is said otherwise."""


class OutNote(msgspec.Struct, frozen=True, kw_only=True):
    """A note to write."""

    item: Item
    """The question."""
    type: OutType
    """How it is shown."""
    guid: str
    """What it is called for good."""
    values: tuple[str, ...]
    """HTML of each field."""
    tags: tuple[str, ...]
    """Without spaces."""
    cards: tuple[str, ...]
    """Names of its cards in the bank, by template."""


class OutNotes(msgspec.Struct, kw_only=True):
    """All notes of a bank, and what they could not hold."""

    made: list[OutNote] = []
    """The notes, in the bank's order."""
    notes: list[Note] = []
    """What they could not hold."""
    media: dict[str, MediaFile] = {}
    """Pictures, by the name that the notes call them."""


def notes_of(source: ExportSource, types: dict[str, OutType], *, has_media: bool) -> OutNotes:
    """Return a bank's questions as notes.

    Args:
        source: The bank.
        types: The note types to use.
        has_media: Whether pictures go along.
    """
    out = OutNotes()
    bank = source.bank
    out.notes += lost_of_bank(bank)
    for number, item in enumerate(bank.items, 1):
        _Writer(source, types, out, item, question_place(number, item.id), has_media).write()
    return out


class _Writer:
    """One question while it becomes a note."""

    def __init__(
        self,
        source: ExportSource,
        types: dict[str, OutType],
        out: OutNotes,
        item: Item,
        where: str,
        has_media: bool,
    ) -> None:
        self._source, self._types, self._out = source, types, out
        self._item, self._where = item, where
        self._has_media = has_media

    def write(self) -> None:
        item = self._item
        if isinstance(item, Computed):
            self._note(_("its numbers are drawn each time, which a card can't do"), is_skipped=True)
            return
        kind = _type_for(item)
        found = self._types[kind]
        values, carried = self._values(kind)
        if kind == "card" and not isinstance(item, Flashcard):
            self._note(_("a question of kind {kind} becomes a card").format(kind=item.kind))
        tags = tuple("_".join(tag.split()) for tag in item.tags)
        if tags != item.tags:
            self._note(_("spaces in its topics become underscores"))
        note = OutNote(
            item=item,
            type=found,
            guid=f"{OWN_GUID}{self._source.bank.id}/{item.id}",
            values=tuple(values.get(name, "") for name in found.type.fields),
            tags=tags,
            cards=(item.id, item.id + REVERSE) if kind == "both" else (item.id,),
        )
        self._out.made.append(note)
        self._check(note, carried)

    def _values(self, kind: str) -> tuple[dict[str, str], set[str]]:
        """Return the HTML of each field by its name, and the keys of the question in it."""
        item, fields = self._item, self._types[kind].type.fields
        carried: set[str] = set()
        values: dict[str, str] = {}
        for key, name, text in (
            ("explain", EXPLAIN, item.explain),
            ("explain", "Back Extra", item.explain),
            ("hints", "Hint", item.hints[0] if len(item.hints) == 1 else ""),
        ):
            if name in fields and text:
                values[name] = html_of(text)
                carried.add(key)
        picture = self._picture()
        match item:
            case Flashcard():
                values |= {"Front": html_of(item.stem) + picture, "Back": html_of(item.back)}
                carried |= {"back", "reverse"}
            case ShortText():
                answer = html_line(item.answer)
                values |= {"Front": html_of(item.stem) + picture, "Answer": answer, "Back": answer}
                carried.add("answer")
            case Cloze():
                values["Text"] = _cloze_html(item) + picture
                carried.add("gaps")
            case (
                SingleChoice() | MultipleChoice() | TrueFalse() | TextList() | Number() | Date()
                | Match() | Order() | Groups() | Essay() | Computed()
            ):  # fmt: skip
                values["Front"] = html_of(stem_markdown(item)) + _listed(item) + picture
                solution = item.model_answer if isinstance(item, Essay) else solution_text(item)
                values["Back"] = (
                    html_of(solution) if isinstance(item, Essay) else html_line(solution)
                )
        return values, carried

    def _picture(self) -> str:
        """Return the question's picture as HTML; empty for none."""
        path = self._item.image
        if not path:
            return ""
        data = self._source.media(path) if self._has_media else None
        file = media_file(data) if data else None
        if file is None:
            self._note(_("its picture is left out"))
            return ""
        name = "quiz-" + file.path.rpartition("/")[2]
        self._out.media[name] = file
        return f'<br><img src="{name}" alt="{escape(self._item.alt)}">'

    def _check(self, note: OutNote, carried: set[str]) -> None:
        """Name what is lost, and what comes back otherwise when the note is read again."""
        item = note.item
        is_other = _type_for(item) == "card" and not isinstance(item, Flashcard)
        also = ("shuffle", "units", "distractors") if is_other else ()
        unseen = _UNSEEN if item.image else ("tags",)  # words for a picture stand with it
        lost = lost_of(item, *carried - {"alt"}, *unseen, *also) + _lost_of_gaps(item)
        self._out.notes += lost_note(self._where, lost)
        if is_other:
            return
        read = _read_back(note)
        compared = ("stem", *carried - {"gaps"}, *(("segments",) if "gaps" in carried else ()))
        if (
            type(read) is not type(item)
            or any(getattr(read, field) != getattr(item, field) for field in compared)
            or not _has_same_answers(item, read)
        ):
            self._note(_("its text comes back in another form"))

    def _note(self, reason: str, *, is_skipped: bool = False) -> None:
        self._out.notes.append(Note(where=self._where, reason=reason, is_skipped=is_skipped))


def _type_for(item: Item) -> str:
    if isinstance(item, Flashcard):
        return "both" if item.reverse else "card"
    if isinstance(item, Cloze):
        return "cloze"
    return "typed" if isinstance(item, ShortText) else "card"


def _listed(item: Item) -> str:
    """Return what a question names to choose from, to match or to sort, in no telling order."""
    texts: tuple[str, ...] = ()
    if isinstance(item, SingleChoice | MultipleChoice):
        texts = tuple(one.text for one in item.options)
        texts = tuple(sorted(texts)) if item.shuffle else texts
    elif isinstance(item, Match):
        texts = tuple(pair.left for pair in item.pairs)
    elif isinstance(item, Order | Groups):
        texts = tuple(sorted(item.entries))
    entries = "".join(f"<li>{html_line(text)}</li>" for text in texts)
    return f'<ol type="A">{entries}</ol>' if entries else ""


def _lost_of_gaps(item: Item) -> list[str]:
    """Return what is lost of a text's gaps."""
    if not isinstance(item, Cloze):
        return []
    lost = []
    if any(gap.options for gap in item.gaps):
        lost.append(_("the options of gaps"))
    if any(len(gap.answers) > 1 for gap in item.gaps if not gap.options):
        lost.append(_("accepted answers of gaps"))
    if any(gap.group for gap in item.gaps):
        lost.append(_("that gaps may be filled in any order"))
    return lost


def _has_same_answers(item: Item, read: Item | None) -> bool:
    """Return whether the gaps of a text come back with their first answers and their hints."""
    if not isinstance(item, Cloze) or not isinstance(read, Cloze):
        return True
    return [(gap.answers[0], gap.hint) for gap in item.gaps] == [
        (gap.answers[0], gap.hint) for gap in read.gaps
    ]


def _cloze_html(item: Cloze) -> str:
    """Return a text with its gaps as Anki writes them, all of one number: one card."""
    parts = [item.segments[0]]
    for number, segment in enumerate(item.segments[1:]):
        parts += [f"{GAP_START}{number}{GAP_END}", segment]

    def gap(found: re.Match[str]) -> str:
        one = item.gaps[int(found[1])]
        hint = f"::{html_line(one.hint)}" if one.hint else ""
        return f"{{{{c1::{html_line(one.answers[0])}{hint}}}}}"

    return _TOKEN.sub(gap, html_of("".join(parts)))


def _read_back(note: OutNote) -> Item | None:
    """Return the question that a note is read as; None for none, or for more than one."""
    cards = tuple(
        AnkiCard(id=at, template=at, deck="", stage=0, queue=0, due=0, interval_days=0, changed_s=0)
        for at in range(len(note.cards))
    )
    one = AnkiNote(
        guid=note.guid, type=note.type.type, tags=note.tags, values=note.values, cards=cards
    )
    collection = Collection(
        notes=(one,), answers={}, created_s=0, minutes_west=None, is_first_scheduler=False
    )
    collector = Collector(_NOTHING)
    take_notes(collection, collector, lambda _name: None)
    items = collector.imported().bank.items
    return items[0] if len(items) == 1 else None
