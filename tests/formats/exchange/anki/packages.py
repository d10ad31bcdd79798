"""Packages of Anki made by hand: schema 11 as JSON, schema 18 as tables, packed each way."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

BASIC, REVERSED, CLOZE, TYPED, OCCLUSION = 1, 2, 3, 4, 5
BACK = "{{FrontSide}}<hr id=answer>{{Back}}"
MODELS: dict[int, dict[str, Any]] = {
    BASIC: {"name": "Basic", "flds": ("Front", "Back"), "tmpls": (("{{Front}}", BACK),)},
    REVERSED: {
        "name": "Basic (and reversed)",
        "flds": ("Front", "Back"),
        "tmpls": (("{{Front}}", BACK), ("{{Back}}", "{{FrontSide}}<hr id=answer>{{Front}}")),
    },
    CLOZE: {
        "name": "Cloze", "type": 1, "flds": ("Text", "Extra"),
        "tmpls": (("{{cloze:Text}}", "{{cloze:Text}}<br>{{Extra}}"),),
    },
    TYPED: {
        "name": "Typed", "flds": ("Front", "Back", "More"),
        "tmpls": (("{{Front}}{{type:Back}}", "{{FrontSide}}<hr id=answer>{{type:Back}}{{More}}"),),
    },
    OCCLUSION: {
        "name": "Image Occlusion", "type": 1, "originalStockKind": 6, "flds": ("Occlusion",),
        "tmpls": (("{{cloze:Occlusion}}", "{{cloze:Occlusion}}"),),
    },
}  # fmt: skip


class Made:
    """A collection while it is put together."""

    def __init__(
        self, *, models: Mapping[int, Mapping[str, Any]] = MODELS, conf: Mapping[str, Any] = {}
    ) -> None:
        self.models = dict(models)
        self.conf = {"schedVer": 2, "creationOffset": 0, **conf}
        self.decks = {1: "Default"}
        self.created = 1_700_000_000 // 86_400 * 86_400 + 4 * 3600
        self.notes: list[tuple[Any, ...]] = []
        self.cards: list[tuple[Any, ...]] = []
        self.revlog: list[tuple[Any, ...]] = []

    def note(
        self,
        *values: str,
        model: int = BASIC,
        cards: Iterable[int] = (0,),
        deck: str = "Default",
        tags: str = "",
        guid: str = "",
        stage: int = 0,
        queue: int = 0,
        due: int = 0,
    ) -> list[int]:
        """Add a note; return the ids of its cards."""  # fmt: skip
        number = len(self.notes) + 1
        if deck not in self.decks.values():
            self.decks[len(self.decks) + 1] = deck
        where = next(key for key, name in self.decks.items() if name == deck)
        self.notes.append((number, guid or f"guid{number}", model, tags, "\x1f".join(values)))
        made = []
        for order in cards:
            card = number * 1000 + order
            made.append(card)
            self.cards.append((card, number, where, order, stage, queue, due))
        return made

    def answer(
        self, card: int, at_s: int, button: int, days: int = 0, kind: int = 1, factor: int = 2500
    ) -> None:
        """Add a row of the review log."""
        self.revlog.append((at_s * 1000, card, button, days, factor, 4000, kind))

    def database(self, *, schema: int = 11, sql: str = "") -> bytes:
        """Return the collection as SQLite writes it."""
        connection = sqlite3.connect(":memory:")
        connection.create_collation("unicase", lambda a, b: (a > b) - (a < b))
        connection.executescript(
            "CREATE TABLE col (id, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf,"
            " tags); CREATE TABLE notes (id integer primary key, guid, mid, mod, usn, tags, flds,"
            " sfld, csum, flags, data); CREATE TABLE cards (id integer primary key, nid, did, ord,"
            " mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags,"
            " data); CREATE TABLE revlog (id integer primary key, cid, usn, ease, ivl, lastIvl,"
            " factor, time, type);"
        )
        json_head = schema < 15
        connection.execute(
            "INSERT INTO col (id, crt, ver, conf, models, decks) VALUES (1, ?, ?, ?, ?, ?)",
            (
                self.created, schema,
                json.dumps(self.conf) if json_head else "",
                json.dumps(self._models()) if json_head else "",
                json.dumps({str(k): {"id": k, "name": v} for k, v in self.decks.items()})
                if json_head else "",
            ),
        )  # fmt: skip
        if not json_head:
            self._tables(connection)
        connection.executemany(
            "INSERT INTO notes (id, guid, mid, tags, flds) VALUES (?, ?, ?, ?, ?)", self.notes
        )
        connection.executemany(
            "INSERT INTO cards (id, nid, did, ord, type, queue, due, mod, odid, odue, ivl)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 1700000000, 0, 0, 0)",
            self.cards,
        )
        connection.executemany(
            "INSERT INTO revlog (id, cid, ease, ivl, factor, time, type)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            self.revlog,
        )
        connection.executescript(sql)
        connection.commit()
        return connection.serialize()

    def _models(self) -> dict[str, Any]:
        return {
            str(key): {
                **model,
                "id": key,
                "flds": [{"name": name, "ord": at} for at, name in enumerate(model["flds"])],
                "tmpls": [
                    {"name": f"Card {at + 1}", "ord": at, "qfmt": front, "afmt": back}
                    for at, (front, back) in enumerate(model["tmpls"])
                ],
            }
            for key, model in self.models.items()
        }

    def _tables(self, connection: sqlite3.Connection) -> None:
        connection.executescript(
            "CREATE TABLE notetypes (id integer primary key, name text collate unicase, mtime_secs,"
            " usn, config blob); CREATE TABLE fields (ntid, ord, name text collate unicase, config,"
            " primary key (ntid, ord)) without rowid; CREATE TABLE templates (ntid, ord, name text"
            " collate unicase, mtime_secs, usn, config, primary key (ntid, ord)) without rowid;"
            " CREATE TABLE decks (id integer primary key, name text collate unicase, mtime_secs,"
            " usn, common, kind); CREATE TABLE config (KEY text primary key, usn, mtime_secs, val)"
            " without rowid;"
        )
        for key, model in self.models.items():
            config = b"\x08\x01" if model.get("type") else b""
            if kind := model.get("originalStockKind"):
                config += bytes((9 << 3, kind))
            connection.execute(
                "INSERT INTO notetypes VALUES (?, ?, 0, 0, ?)", (key, model["name"], config)
            )
            for at, name in enumerate(model["flds"]):
                connection.execute("INSERT INTO fields VALUES (?, ?, ?, '')", (key, at, name))
            for at, (front, back) in enumerate(model["tmpls"]):
                connection.execute(
                    "INSERT INTO templates VALUES (?, ?, ?, 0, 0, ?)",
                    (key, at, f"Card {at + 1}", _texts(front, back)),
                )
        for deck, name in self.decks.items():
            shown = name.replace("::", "\x1f")
            connection.execute("INSERT INTO decks VALUES (?, ?, 0, 0, '', '')", (deck, shown))
        for name, value in self.conf.items():
            text = json.dumps(value).encode()
            connection.execute("INSERT INTO config VALUES (?, 0, 0, ?)", (name, text))

    def package(self, **media: bytes) -> bytes:
        """Return the collection as a package of old Anki."""
        members = {"collection.anki2": self.database()}
        names = {}
        for at, (name, data) in enumerate(media.items()):
            members[str(at)] = data
            names[str(at)] = name.replace("_", ".")
        return zipped(members | {"media": json.dumps(names).encode()})

    def new_package(self, **media: bytes) -> bytes:
        """Return the collection as a package of present Anki, with an old one that says so."""
        from backports import zstd

        old = Made()
        old.note("Please update to the latest Anki version, then import again.", "")
        entries = b""
        members = {"meta": b"\x08\x03", "collection.anki2": old.database()}
        members["collection.anki21b"] = zstd.compress(self.database(schema=18))
        for at, (name, data) in enumerate(media.items()):
            members[str(at)] = zstd.compress(data)
            entry = _texts(name.replace("_", "."))
            entries += bytes((10, len(entry))) + entry
        return zipped(members | {"media": zstd.compress(entries)})


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def _texts(*texts: str) -> bytes:
    """Return texts as the fields 1, 2 … of a message."""
    out = b""
    for number, text in enumerate(texts, 1):
        data = text.encode()
        assert len(data) < 128
        out += bytes((number << 3 | 2, len(data))) + data
    return out
