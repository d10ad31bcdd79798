"""Packages of Anki, written as every version reads them: schema 11 in `collection.anki2`.

Ids come from those of the bank and its questions, and no time but the bank's own is in them, so
that the same bank gives the same bytes, and an import into Anki updates what an earlier one made.

Source: Anki, `rslib/src/storage/schema11.sql` and `upgrades`.
"""

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import blake2s, sha1
from typing import Any

from quiz.cleaning import clean_line
from quiz.formats.exchange.anki.note_types import OWN_TYPES, OutType
from quiz.formats.exchange.anki.notes_out import OutNote, OutNotes, notes_of
from quiz.formats.exchange.exchanged import (
    CardStanding,
    Exported,
    ExportSource,
    PastAnswer,
)

_FIRST_DAY = date(2010, 1, 1)
_CREATED_S = int(datetime(2010, 1, 1, 4, tzinfo=UTC).timestamp())
"""Anki counts days from here; any day does that is before all answers."""
_BETWEEN = 10
"""Ids between two notes, for their cards."""
_EASE = 2500
_A_STEP_S = 600
_STAGES = {"new": 0, "learning": 1, "review": 2, "relearning": 3}
_TABLES = """
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null,
  scm integer not null, ver integer not null, dty integer not null, usn integer not null,
  ls integer not null, conf text not null, models text not null, decks text not null,
  dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null,
  mod integer not null, usn integer not null, tags text not null, flds text not null,
  sfld integer not null, csum integer not null, flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null,
  ord integer not null, mod integer not null, usn integer not null, type integer not null,
  queue integer not null, due integer not null, ivl integer not null, factor integer not null,
  reps integer not null, lapses integer not null, left integer not null, odue integer not null,
  odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null,
  ease integer not null, ivl integer not null, lastIvl integer not null,
  factor integer not null, time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""
_CSS = ".card { font-family: sans-serif; font-size: 20px; text-align: center; }"
_MOVED = (1980, 1, 1, 0, 0, 0)
"""The time of the files in the package: the earliest that a zip can hold."""


def encode(source: ExportSource) -> Exported:
    """Write a package; what Anki cannot hold is named."""
    out = notes_of(source, OWN_TYPES, has_media=True)
    if not out.made:
        return Exported(data=b"", notes=tuple(out.notes))
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(_TABLES)
        _Collection(connection, source).write(out.made)
        connection.commit()
        data = connection.serialize()
    finally:
        connection.close()
    return Exported(data=_zipped(data, out), notes=tuple(out.notes))


def _zipped(collection: bytes, out: OutNotes) -> bytes:
    members = {"collection.anki2": collection}
    names: dict[str, str] = {}
    for number, (name, file) in enumerate(out.media.items()):
        members[str(number)] = file.data
        names[str(number)] = name
    members["media"] = json.dumps(names).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _MOVED)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return packed.getvalue()


class _Collection:
    """A collection while it is written."""

    def __init__(self, connection: sqlite3.Connection, source: ExportSource) -> None:
        self._connection, self._source = connection, source
        self._changed_s = source.changed_s or _CREATED_S
        self._deck = _number(f"deck/{source.bank.id}")
        self._first = _number(f"notes/{source.bank.id}")
        self._logged: set[int] = set()
        self._answers: dict[str, list[PastAnswer]] = {}
        for answer in source.answers:
            self._answers.setdefault(answer.card, []).append(answer)

    def write(self, notes: Sequence[OutNote]) -> None:
        """Write all of it."""
        types = {note.type.id: note.type for note in notes}
        self._head(types)
        for place, note in enumerate(notes, 1):
            self._note(note, place)

    def _head(self, types: Mapping[int, OutType]) -> None:
        deck_name = clean_line(self._source.bank.title).replace("::", ": ")
        decks = {1: "Default", self._deck: deck_name}
        conf = {
            "nextPos": 1, "estTimes": True, "activeDecks": [1], "sortType": "noteFld",
            "timeLim": 0, "sortBackwards": False, "addToCur": True, "curDeck": 1, "newBury": True,
            "newSpread": 0, "dueCounts": True, "curModel": None, "collapseTime": 1200,
            "schedVer": 2, "creationOffset": 0,
        }  # fmt: skip
        models = {str(key): self._model(one) for key, one in sorted(types.items())}
        values = (
            1, _CREATED_S, self._changed_s * 1000, self._changed_s * 1000, 11, 0, 0, 0,
            json.dumps(conf),
            json.dumps(models),
            json.dumps({str(key): self._deck_of(key, name) for key, name in decks.items()}),
            json.dumps({"1": _deck_options()}),
            "{}",
        )  # fmt: skip
        self._insert("col", values)

    def _deck_of(self, number: int, name: str) -> dict[str, Any]:
        return {
            "id": number, "name": name, "mod": self._changed_s, "usn": -1, "desc": "", "dyn": 0,
            "conf": 1, "collapsed": False, "browserCollapsed": False, "extendNew": 0,
            "extendRev": 0, "lrnToday": [0, 0], "revToday": [0, 0], "newToday": [0, 0],
            "timeToday": [0, 0],
        }  # fmt: skip

    def _model(self, one: OutType) -> dict[str, Any]:
        found = one.type
        return {
            "id": one.id, "name": found.name, "type": int(found.is_cloze), "mod": 0, "usn": -1,
            "sortf": 0, "did": None, "css": _CSS, "latexPre": "", "latexPost": "", "vers": [],
            "tags": [],
            "flds": [
                {"name": name, "ord": at, "sticky": False, "rtl": False, "font": "Arial",
                 "size": 20, "media": []}
                for at, name in enumerate(found.fields)
            ],
            "tmpls": [
                {"name": template.name, "ord": at, "qfmt": template.front, "afmt": template.back,
                 "did": None, "bqfmt": "", "bafmt": ""}
                for at, template in sorted(found.templates.items())
            ],
            "req": [[at, "any", [0]] for at in found.templates],
        }  # fmt: skip

    def _note(self, note: OutNote, place: int) -> None:
        number = self._first + place * _BETWEEN  # Anki knows a note again by its guid, not by this
        first = re.sub(r"<[^<>]*>", "", note.values[0])
        digest = int(sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16)
        tags = f" {' '.join(note.tags)} " if note.tags else ""
        values = (
            number, note.guid, note.type.id, self._changed_s, -1, tags, "\x1f".join(note.values),
            first, digest, 0, "",
        )  # fmt: skip
        self._insert("notes", values)
        for order, name in enumerate(note.cards):
            card = number + order
            self._card(card, number, order, place, self._source.standings.get(name))
            self._log(card, self._answers.get(name, ()))

    def _card(
        self, card: int, note: int, order: int, place: int, standing: CardStanding | None
    ) -> None:
        stage = queue = interval = answers = lapses = left = ease = 0
        due, data = place, ""
        if standing is not None:
            stage = queue = _STAGES[standing.stage]
            answers, lapses = standing.answers, standing.lapses
            data, ease = _memory(standing), _EASE if stage else 0
            if standing.due_day is not None:
                due = standing.due_day - _FIRST_DAY.toordinal()
                interval = max(1, standing.interval_days)
            elif stage:
                queue, left = 1, 1001
                due = int(standing.due_at.timestamp()) if standing.due_at else self._changed_s
            if standing.is_suspended:
                queue = -1
        values = (
            card, note, self._deck, order, self._changed_s, -1, stage, queue, due, interval, ease,
            answers, lapses, left, 0, 0, 0, data,
        )  # fmt: skip
        self._insert("cards", values)

    def _log(self, card: int, answers: Sequence[PastAnswer]) -> None:
        """Write the answers to a card; what it went through then follows from the intervals."""
        kind, last = 0, 0
        for one in answers:
            at = int(one.at.timestamp() * 1000)
            while at in self._logged:
                at += 1
            self._logged.add(at)
            interval = -_A_STEP_S if one.interval_days is None else one.interval_days
            row_kind, ease = (kind, _EASE) if one.schedules else (3, 0)
            took = min(one.elapsed_ms, 60_000)
            values = (at, card, -1, one.rating, interval, last, ease, took, row_kind)
            self._insert("revlog", values)
            if one.schedules:
                last = interval
                kind = 1 if one.interval_days is not None else 2 if kind else 0

    def _insert(self, table: str, values: Sequence[object]) -> None:
        marks = ", ".join("?" * len(values))
        self._connection.execute(f"INSERT INTO {table} VALUES ({marks})", values)


def _number(text: str) -> int:
    """Return an id as Anki has them, milliseconds of some moment, made from a text."""
    digest = blake2s(text.encode(), digest_size=6).digest()
    return 1_300_000_000_000 + int.from_bytes(digest, "big") % 100_000_000_000


def _memory(standing: CardStanding) -> str:
    """Return the state of memory as FSRS keeps it with a card."""
    found: dict[str, float] = {}
    if standing.stability is not None and standing.difficulty is not None:
        found |= {"s": round(standing.stability, 4), "d": round(standing.difficulty, 3), "dr": 0.9}
    if standing.last_at is not None:
        found["lrt"] = int(standing.last_at.timestamp())
    return json.dumps(found, separators=(",", ":")) if found else ""


def _deck_options() -> dict[str, Any]:
    """Return Anki's usual options of a deck."""
    return {
        "id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": True,
        "timer": 0, "replayq": True, "dyn": False,
        "new": {"bury": True, "delays": [1.0, 10.0], "initialFactor": 2500, "ints": [1, 4, 7],
                "order": 1, "perDay": 20, "separate": True},
        "rev": {"bury": True, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1.0, "maxIvl": 36500,
                "minSpace": 1, "perDay": 200},
        "lapse": {"delays": [10.0], "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0.0},
    }  # fmt: skip
