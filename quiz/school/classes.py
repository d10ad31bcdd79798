"""Classes of a store: their pupils, and the PINs with which these come in."""

import secrets
from collections.abc import Sequence
from hashlib import scrypt
from time import time

import msgspec

from quiz.errors import QuizError
from quiz.school.sql import Db
from quiz.translation import _

MOST_FAILURES = 5
"""Wrong PINs after which a pupil needs a new one."""
MOST_PUPILS = 500
"""In one class."""
_PUPIL = "id, class, name, extra_time, failures"


class ClassRow(msgspec.Struct, frozen=True):
    """A class."""

    id: str
    """Unique."""
    name: str
    """What it is called."""


class Pupil(msgspec.Struct, frozen=True):
    """One of a class."""

    id: str
    """Unique."""
    class_id: str
    """Id of the class."""
    name: str
    """Unique in the class."""
    extra_time: float
    """By how much this pupil's time is stretched, at least 1."""
    failures: int
    """Wrong PINs since the last right one."""

    @property
    def is_locked(self) -> bool:
        """Whether a new PIN is needed."""
        return self.failures >= MOST_FAILURES


class PinnedPupil(msgspec.Struct, frozen=True):
    """A pupil and the PIN that was made: it is shown once and kept as a hash alone."""

    pupil: Pupil
    """Whose."""
    pin: str
    """Six digits."""


class Classes:
    """The classes of a store."""

    def __init__(self, db: Db) -> None:
        """Take an open store."""
        self._db = db

    def all(self) -> list[ClassRow]:
        """Return the classes, by their names."""
        return [ClassRow(*row) for row in self._db.rows("SELECT id, name FROM class ORDER BY name")]

    def named(self, name: str) -> ClassRow:
        """Return a class by its name, however its letters are written.

        Raises:
            QuizError: There is none.
        """
        there = self.all()
        for found in there:
            if found.name.casefold() == name.strip().casefold():
                return found
        names = ", ".join(one.name for one in there)
        if names:
            raise QuizError(_("no class {name!r}; there are: {names}").format(
                name=name, names=names))  # fmt: skip
        raise QuizError(_("no class yet; make one with `quiz class new NAME --roster FILE`"))

    def add(self, name: str, pupils: Sequence[tuple[str, float]]) -> list[PinnedPupil]:
        """Make a class.

        Args:
            name: What it is called.
            pupils: Name and stretched time of each.

        Raises:
            QuizError: There is a class of this name, or the pupils cannot be told apart.
        """
        if any(one.name.casefold() == name.casefold() for one in self.all()):
            raise QuizError(_("there is a class {name!r} already").format(name=name))
        row = ClassRow(secrets.token_hex(8), name)
        with self._db.transaction():
            self._db.rows(
                "INSERT INTO class (id, name, made_at) VALUES (?, ?, ?)", (row.id, name, _now())
            )
            return self._add_pupils(row, pupils)

    def add_pupils(self, row: ClassRow, pupils: Sequence[tuple[str, float]]) -> list[PinnedPupil]:
        """Add pupils to a class; those who are in it already are passed over."""
        there = {pupil.name.casefold() for pupil in self.pupils(row)}
        new = [one for one in pupils if one[0].casefold() not in there]
        with self._db.transaction():
            return self._add_pupils(row, new)

    def _add_pupils(self, row: ClassRow, pupils: Sequence[tuple[str, float]]) -> list[PinnedPupil]:
        names = [name.casefold() for name, _time in pupils]
        twice = next((name for name, _time in pupils if names.count(name.casefold()) > 1), None)
        if twice is not None:
            words = _("{name!r} is there twice: add an initial, so that they can be told apart")
            raise QuizError(words.format(name=twice))
        made = []
        for name, extra_time in pupils:
            pupil = Pupil(secrets.token_hex(8), row.id, name, extra_time, 0)
            pin = _new_pin()
            self._db.rows(
                "INSERT INTO pupil (id, class, name, pin_hash, extra_time) VALUES (?, ?, ?, ?, ?)",
                (pupil.id, row.id, name, _hash(pin), extra_time),
            )
            made.append(PinnedPupil(pupil, pin))
        return made

    def pupils(self, row: ClassRow) -> list[Pupil]:
        """Return the pupils of a class, by their names."""
        rows = self._db.rows(f"SELECT {_PUPIL} FROM pupil WHERE class = ?", (row.id,))
        return sorted((Pupil(*one) for one in rows), key=lambda pupil: pupil.name.casefold())

    def pupil(self, pupil: str) -> Pupil | None:
        """Return a pupil by their id; None if there is none."""
        row = self._db.row(f"SELECT {_PUPIL} FROM pupil WHERE id = ?", (pupil,))
        return None if row is None else Pupil(*row)

    def pupil_named(self, row: ClassRow, name: str) -> Pupil:
        """Return a pupil of a class by their name.

        Raises:
            QuizError: There is none.
        """
        for pupil in self.pupils(row):
            if pupil.name.casefold() == name.strip().casefold():
                return pupil
        words = _("nobody in {class_name} is called {name!r}")
        raise QuizError(words.format(class_name=row.name, name=name))

    def stretch(self, pupil: Pupil, extra_time: float) -> None:
        """Give a pupil more time."""
        self._db.rows("UPDATE pupil SET extra_time = ? WHERE id = ?", (extra_time, pupil.id))

    def new_pin(self, pupil: Pupil) -> PinnedPupil:
        """Give a pupil a new PIN; who was in under the old one stays in."""
        pin = _new_pin()
        self._db.rows(
            "UPDATE pupil SET pin_hash = ?, failures = 0 WHERE id = ?", (_hash(pin), pupil.id)
        )
        return PinnedPupil(pupil, pin)

    def enter(self, pupil: Pupil, pin: str, token_hash: str) -> bool:
        """Let a pupil in who has the PIN; returns whether it is right.

        Args:
            pupil: Who wants in.
            pin: As it was typed.
            token_hash: SHA-256 of the token of the new seat, in hexadecimal digits.
        """
        row = self._db.row("SELECT pin_hash, failures FROM pupil WHERE id = ?", (pupil.id,))
        if row is None or row[1] >= MOST_FAILURES:
            return False
        if not _is_right("".join(pin.split()), row[0]):
            self._db.rows("UPDATE pupil SET failures = failures + 1 WHERE id = ?", (pupil.id,))
            return False
        with self._db.transaction():
            self._db.rows("UPDATE pupil SET failures = 0 WHERE id = ?", (pupil.id,))
            self._db.rows(
                "INSERT INTO seat (token_hash, pupil, made_at) VALUES (?, ?, ?)",
                (token_hash, pupil.id, _now()),
            )
        return True

    def seated(self, token_hash: str) -> Pupil | None:
        """Return the pupil of a seat's token; None if there is none."""
        row = self._db.row("SELECT pupil FROM seat WHERE token_hash = ?", (token_hash,))
        return None if row is None else self.pupil(row[0])

    def signed_in(self, row: ClassRow) -> int:
        """Return how many pupils of a class have a seat."""
        found = self._db.row(
            "SELECT COUNT(DISTINCT pupil) FROM seat WHERE pupil IN "
            "(SELECT id FROM pupil WHERE class = ?)",
            (row.id,),
        )
        return 0 if found is None else int(found[0])

    def leave(self, token_hash: str) -> None:
        """Give a seat up."""
        self._db.rows("DELETE FROM seat WHERE token_hash = ?", (token_hash,))

    def data_of(self, pupil: Pupil) -> dict[str, list[dict[str, object]]]:
        """Return all that the store holds of a pupil, table by table, but hashes."""
        found: dict[str, list[dict[str, object]]] = {}
        for table, columns in _OF_PUPIL.items():
            key = "id" if table == "pupil" else "pupil"
            if table == "answer":
                rows = self._db.rows(
                    f"SELECT {', '.join(columns)} FROM answer WHERE player IN"
                    " (SELECT id FROM player WHERE pupil = ?)",
                    (pupil.id,),
                )
            else:
                query = f"SELECT {', '.join(columns)} FROM {table} WHERE {key} = ?"
                rows = self._db.rows(query, (pupil.id,))
            found[table] = [dict(zip(columns, row, strict=True)) for row in rows]
        return found

    def forget(self, pupil: Pupil) -> None:
        """Delete a pupil with all that the store holds of them."""
        with self._db.transaction():
            self._db.rows(
                "DELETE FROM answer WHERE player IN (SELECT id FROM player WHERE pupil = ?)",
                (pupil.id,),
            )
            for table in ("player", "attempt", "seat"):
                self._db.rows(f"DELETE FROM {table} WHERE pupil = ?", (pupil.id,))
            self._db.rows("DELETE FROM pupil WHERE id = ?", (pupil.id,))

    def remove(self, row: ClassRow) -> None:
        """Delete a class with its pupils and assignments."""
        for pupil in self.pupils(row):
            self.forget(pupil)
        with self._db.transaction():
            self._db.rows("DELETE FROM assignment WHERE class = ?", (row.id,))
            self._db.rows("DELETE FROM class WHERE id = ?", (row.id,))


_OF_PUPIL = {
    "pupil": ("id", "name", "extra_time"),
    "seat": ("made_at",),
    "attempt": ("assignment", "n", "started_at", "handed_at", "points", "points_of", "grade"),
    "player": ("game", "name", "team", "joined_at"),
    "answer": ("game", "place", "response", "at", "elapsed_s", "credit", "points"),
}


def _now() -> int:
    return int(time() * 1e6)


def _new_pin() -> str:
    return f"{secrets.randbelow(1_000_000):06}"


def _hash(pin: str) -> str:
    """Return what is kept of a PIN: salt and scrypt, in hexadecimal digits."""
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}:{_scrypt(pin, salt).hex()}"


def _is_right(pin: str, kept: str) -> bool:
    salt, _colon, digest = kept.partition(":")
    return secrets.compare_digest(_scrypt(pin, bytes.fromhex(salt)).hex(), digest)


def _scrypt(pin: str, salt: bytes) -> bytes:
    # 4 MB and some 10 ms: six digits are guessed by asking, which is bounded, not by the hash.
    return scrypt(pin.encode("utf-8", "replace"), salt=salt, n=4096, r=8, p=1, dklen=32)
