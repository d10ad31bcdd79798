"""A collection of Anki as values, whatever its schema: note types, decks, notes, cards, answers.

Source: Anki, `rslib/src/storage` (schema 11 to 18), `proto/anki/{notetypes,decks}.proto`.
"""

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from quiz.cleaning import clean_line
from quiz.errors import QuizError
from quiz.formats.exchange.anki import protobuf
from quiz.formats.exchange.anki.database import CollectionFile
from quiz.translation import _

_OLDEST, _NEWEST = 11, 18
_WITH_TABLES = 15
"""From this schema on note types and decks are tables."""
_SOONEST, _LATEST = 0, 4_102_444_800
"""Seconds since 1970; a collection of the year 2100 is damaged."""
IMAGE_OCCLUSION = 6


class Template(msgspec.Struct, frozen=True):
    """One side of a note that is asked."""

    name: str
    """What people call it."""
    front: str
    """HTML with fields in braces."""
    back: str
    """The same of the answer."""


class NoteType(msgspec.Struct, frozen=True, kw_only=True):
    """How notes are shown."""

    name: str
    """What people call it."""
    fields: tuple[str, ...]
    """Names of the fields, in order."""
    templates: dict[int, Template]
    """By number, from 0."""
    is_cloze: bool
    """Whether its cards are gaps."""
    is_image_occlusion: bool
    """Whether its cards are covered parts of a picture."""


class AnkiCard(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A card, with its schedule."""

    id: int
    """Its own."""
    template: int
    """Number of the template; of a gap its number less 1."""
    deck: str
    """Full name of its deck, parts separated by `::`."""
    stage: int
    """0 new, 1 learning, 2 review, 3 relearning."""
    queue: int
    """-1 is suspended."""
    due: int
    """In review the day, counted from the collection's first."""
    interval_days: int
    """In review; below 0 it is seconds."""
    changed_s: int
    """Seconds since 1970."""


class AnkiNote(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A note with its cards."""

    guid: str
    """What it is called for good, in every collection."""
    type: NoteType
    """How it is shown."""
    tags: tuple[str, ...]
    """Its tags."""
    values: tuple[str, ...]
    """HTML of each field."""
    cards: tuple[AnkiCard, ...]
    """Its cards, by template."""


class RevlogRow(msgspec.Struct, frozen=True, gc=False):
    """A row of the review log."""

    at_ms: int
    """Milliseconds since 1970."""
    button: int
    """1 again to 4 easy; 0: rescheduled by hand."""
    interval: int
    """Days that were given; below 0 it is seconds."""
    factor: int
    """0 in a filtered deck that does not reschedule, and where a card was reset."""
    took_ms: int
    """How long it took."""
    kind: int
    """0 learning, 1 review, 2 relearning, 3 filtered, 4 by hand, 5 rescheduled."""


class Collection(msgspec.Struct, frozen=True, kw_only=True):
    """All of it."""

    notes: tuple[AnkiNote, ...]
    """By id, the order in which they were made."""
    answers: Mapping[int, list[RevlogRow]]
    """By card, in order of time."""
    created_s: int
    """Beginning of the day from which days are counted."""
    minutes_west: int | None
    """Of the zone in which it was created; None if not kept."""
    is_first_scheduler: bool
    """Whether learning answers have three buttons."""


def read(database: CollectionFile, name: str) -> Collection:
    """Read a collection.

    Args:
        database: It.
        name: What the file is called, for errors.

    Raises:
        QuizError: It is no collection, of an unknown schema, or damaged.
    """
    if not {"col", "notes", "cards"} <= database.tables:
        raise QuizError(_("{file}: not a collection of Anki").format(file=clean_line(name)))
    head = database.rows("col", "ver, crt, conf, models, decks")
    if not head:
        raise QuizError(_("{file}: not a collection of Anki").format(file=clean_line(name)))
    version, created, conf, models, decks = head[0]
    schema = _whole(version)
    if not _OLDEST <= schema <= _NEWEST:
        words = _("{file}: schema {n} of Anki isn't known; update quiz, or export it again with "
                  "\"support older versions\"")  # fmt: skip
        raise QuizError(words.format(file=clean_line(name), n=schema))
    if schema >= _WITH_TABLES:
        types, deck_names = _types_of_tables(database), _decks_of_tables(database)
        settings = _settings_of_table(database)
    else:
        types, deck_names = _types_of_json(_json(models)), _decks_of_json(_json(decks))
        settings = _json(conf)
    cards = _cards(database, deck_names)
    offset = settings.get("creationOffset")
    return Collection(
        notes=_notes(database, types, cards),
        answers=_answers(database),
        created_s=min(max(_whole(created), _SOONEST), _LATEST),
        minutes_west=offset if isinstance(offset, int) and abs(offset) < 24 * 60 else None,
        is_first_scheduler=_whole(settings.get("schedVer", 1)) < 2,
    )


def _json(text: object) -> dict[str, Any]:
    """Return an object of JSON; an empty one where there is none."""
    try:
        found = json.loads(text) if isinstance(text, str | bytes) else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _whole(value: object) -> int:
    """Return a whole number as SQLite can hold it; 0 for anything else."""
    if isinstance(value, int):
        return value
    if isinstance(value, float) and abs(value) < 2**53:
        return int(value)
    if isinstance(value, str) and len(value) < 19 and value.lstrip("-").isdecimal():
        return int(value)
    return 0


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


# Note types


def _types_of_json(models: dict[str, Any]) -> dict[int, NoteType]:
    found: dict[int, NoteType] = {}
    for key, model in models.items():
        if not isinstance(model, dict):
            continue
        fields = sorted(_dicts(model.get("flds")), key=lambda one: _whole(one.get("ord")))
        templates = {
            _whole(one.get("ord", at)): Template(
                str(one.get("name", "")), str(one.get("qfmt", "")), str(one.get("afmt", ""))
            )
            for at, one in enumerate(_dicts(model.get("tmpls")))
        }
        found[_whole(model.get("id")) or _whole(key)] = NoteType(
            name=str(model.get("name", "")),
            fields=tuple(str(one.get("name", "")) for one in fields),
            templates=templates,
            is_cloze=_whole(model.get("type")) == 1,
            is_image_occlusion=_is_occlusion(
                _whole(model.get("originalStockKind")), templates.values()
            ),
        )
    return found


def _types_of_tables(database: CollectionFile) -> dict[int, NoteType]:
    fields: dict[int, list[str]] = {}
    for type_id, name in database.rows("fields", "ntid, name", "ntid, ord"):
        fields.setdefault(_whole(type_id), []).append(str(name))
    templates: dict[int, dict[int, Template]] = {}
    for type_id, order, name, config in database.rows("templates", "ntid, ord, name, config"):
        if isinstance(config, bytes):
            one = Template(str(name), protobuf.text(config, 1), protobuf.text(config, 2))
            templates.setdefault(_whole(type_id), {})[_whole(order)] = one
    found: dict[int, NoteType] = {}
    for type_id, name, config in database.rows("notetypes", "id, name, config"):
        data = config if isinstance(config, bytes) else b""
        own = templates.get(_whole(type_id), {})
        found[_whole(type_id)] = NoteType(
            name=str(name),
            fields=tuple(fields.get(_whole(type_id), ())),
            templates=own,
            is_cloze=protobuf.whole(data, 1) == 1,
            is_image_occlusion=_is_occlusion(protobuf.whole(data, 9), own.values()),
        )
    return found


def _is_occlusion(kind: int, templates: Any) -> bool:
    return kind == IMAGE_OCCLUSION or any("image-occlusion" in one.front for one in templates)


# Decks and settings


def _decks_of_json(decks: dict[str, Any]) -> dict[int, str]:
    return {
        _whole(deck.get("id")) or _whole(key): str(deck.get("name", ""))
        for key, deck in decks.items()
        if isinstance(deck, dict)
    }


def _decks_of_tables(database: CollectionFile) -> dict[int, str]:
    rows = database.rows("decks", "id, name")
    return {_whole(deck): str(name).replace("\x1f", "::") for deck, name in rows}


def _settings_of_table(database: CollectionFile) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in database.rows("config", "KEY, val"):
        if key in ("schedVer", "creationOffset") and isinstance(value, bytes | str):
            try:
                found[str(key)] = json.loads(value)
            except (ValueError, RecursionError):
                continue
    return found


# Notes, cards, answers


def _cards(database: CollectionFile, decks: Mapping[int, str]) -> dict[int, list[AnkiCard]]:
    found: dict[int, list[AnkiCard]] = {}
    columns = "nid, id, ord, did, odid, type, queue, due, odue, ivl, mod"
    for row in database.rows("cards", columns, "nid, ord, id"):
        note, card, order, deck, home, stage, queue, due, home_due, interval, changed = map(
            _whole, row
        )
        is_away = home != 0  # in a filtered deck: its own deck and day are kept beside
        found.setdefault(note, []).append(
            AnkiCard(
                id=card,
                template=order,
                deck=decks.get(home if is_away else deck, ""),
                stage=stage,
                queue=queue,
                due=home_due if is_away and home_due else due,
                interval_days=interval,
                changed_s=min(max(changed, _SOONEST), _LATEST),
            )
        )
    return found


def _notes(
    database: CollectionFile, types: Mapping[int, NoteType], cards: Mapping[int, list[AnkiCard]]
) -> tuple[AnkiNote, ...]:
    unknown = NoteType(name="", fields=(), templates={}, is_cloze=False, is_image_occlusion=False)
    return tuple(
        AnkiNote(
            guid=str(guid) or str(note),
            type=types.get(_whole(type_id), unknown),
            tags=tuple(clean_line(tag) for tag in str(tags).split()),
            values=tuple(str(values).split("\x1f")),
            cards=tuple(cards.get(_whole(note), ())),
        )
        for note, guid, type_id, tags, values in database.rows(
            "notes", "id, guid, mid, tags, flds", "id"
        )
    )


def _answers(database: CollectionFile) -> dict[int, list[RevlogRow]]:
    found: dict[int, list[RevlogRow]] = {}
    if "revlog" not in database.tables:
        return found
    columns = "cid, id, ease, ivl, factor, time, type"
    for row in database.rows("revlog", columns, "id"):
        card, at_ms, button, interval, factor, took, kind = map(_whole, row)
        answer = RevlogRow(at_ms, button, interval, factor, took, kind)
        found.setdefault(card, []).append(answer)
    return found
