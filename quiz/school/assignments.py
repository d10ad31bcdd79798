"""Assignments of a store: papers that a class sits at a time of its own, and who sat them."""

import secrets
from collections.abc import Mapping, Sequence
from time import time

import msgspec

from quiz.classroom.remarking import Remark
from quiz.errors import QuizError
from quiz.items.paper import Paper
from quiz.school.classes import ClassRow, Pupil
from quiz.school.sql import Db, Row
from quiz.translation import _

_ASSIGNMENT = (
    "id, class, title, paper, paths, opens_at, closes_at, attempts, is_same, seed, remarks"
)
_ATTEMPT = (
    "id, assignment, pupil, n, exam, started_at, handed_at, points, points_of, grade, to_grade"
)


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """A paper that a class sits."""

    id: str
    """Unique."""
    class_id: str
    """Whose."""
    title: str
    """Of the paper."""
    paper: Paper
    """With the rows by which it is drawn, and the ids of its banks."""
    paths: tuple[str, ...]
    """Files of its banks."""
    opens_at: int
    """From when it can be sat, microseconds since 1970, UTC."""
    closes_at: int | None
    """Until when it can be handed in; None for no end."""
    attempts: int
    """How often each pupil may sit it."""
    is_same: bool
    """Whether all get the same questions in the same order."""
    seed: int
    """Decides which questions are drawn."""
    remarks: dict[str, Remark] = msgspec.field(default_factory=dict)
    """What was done about questions whose key was wrong, by `bank/card`."""

    def is_open(self, now: int) -> bool:
        """Return whether it can be begun."""
        return self.opens_at <= now and (self.closes_at is None or now < self.closes_at)


class AssignmentAttempt(msgspec.Struct, frozen=True, kw_only=True):
    """A pupil's try at an assignment."""

    id: str
    """Unique."""
    assignment: str
    """Id of the assignment."""
    pupil: str
    """Id of the pupil."""
    n: int
    """Which try it is, from 1."""
    exam: str
    """The exam's id in the pupil's own record."""
    started_at: int
    """Microseconds since 1970, UTC."""
    handed_at: int | None = None
    """The same; None while it is being sat."""
    points: float | None = None
    """Earned so far; None before it is handed in."""
    points_of: float | None = None
    """There were to earn."""
    grade: str = ""
    """By the paper's grades; empty where it has none."""
    to_grade: int = 0
    """Written answers that the teacher has to grade."""


class Assignments:
    """The assignments of a store."""

    def __init__(self, db: Db) -> None:
        """Take an open store."""
        self._db = db

    def add(
        self,
        row: ClassRow,
        paper: Paper,
        paths: Sequence[str],
        *,
        opens_at: int,
        closes_at: int | None,
        attempts: int,
        is_same: bool,
    ) -> Assignment:
        """Give a class a paper to sit."""
        made = Assignment(
            id=secrets.token_hex(4), class_id=row.id, title=paper.title, paper=paper,
            paths=tuple(paths), opens_at=opens_at, closes_at=closes_at, attempts=attempts,
            is_same=is_same, seed=secrets.randbelow(2**31),
        )  # fmt: skip
        self._db.rows(
            f"INSERT INTO assignment ({_ASSIGNMENT}, made_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', ?)",
            (
                made.id, made.class_id, made.title, _text(paper), _text(made.paths), opens_at,
                closes_at, attempts, int(is_same), made.seed, int(time() * 1e6),
            ),
        )  # fmt: skip
        return made

    def of_class(self, row: ClassRow) -> list[Assignment]:
        """Return the assignments of a class, the first to open first."""
        rows = self._db.rows(
            f"SELECT {_ASSIGNMENT} FROM assignment WHERE class = ? ORDER BY opens_at, id", (row.id,)
        )
        return [_assignment(one) for one in rows]

    def by_id(self, assignment: str) -> Assignment | None:
        """Return an assignment; None if there is none of this id."""
        row = self._db.row(f"SELECT {_ASSIGNMENT} FROM assignment WHERE id = ?", (assignment,))
        return None if row is None else _assignment(row)

    def of_title(self, row: ClassRow, name: str) -> Assignment:
        """Return an assignment of a class by its id or title.

        Raises:
            QuizError: There is none.
        """
        there = self.of_class(row)
        for found in reversed(there):
            if name.casefold() in (found.id, found.title.casefold()):
                return found
        names = ", ".join(f"{one.id} {one.title}" for one in there) or "–"
        words = _("no assignment {name!r} in {class_name}; there are: {names}")
        raise QuizError(words.format(name=name, class_name=row.name, names=names))

    def put_remarks(self, assignment: Assignment, remarks: Mapping[str, Remark]) -> None:
        """Write what was done about questions whose key was wrong."""
        self._db.rows(
            "UPDATE assignment SET remarks = ? WHERE id = ?", (_text(remarks), assignment.id)
        )

    def close(self, assignment: Assignment, at: int) -> None:
        """Let an assignment end at another time."""
        self._db.rows("UPDATE assignment SET closes_at = ? WHERE id = ?", (at, assignment.id))

    def remove(self, assignment: Assignment) -> None:
        """Delete an assignment with its attempts; what pupils learned stays in their records."""
        with self._db.transaction():
            self._db.rows("DELETE FROM attempt WHERE assignment = ?", (assignment.id,))
            self._db.rows("DELETE FROM assignment WHERE id = ?", (assignment.id,))

    def attempts(
        self, assignment: Assignment, pupil: Pupil | None = None
    ) -> list[AssignmentAttempt]:
        """Return the attempts at an assignment, of one pupil or of all, in their order."""
        where, values = "assignment = ?", [assignment.id]
        if pupil is not None:
            where, values = f"{where} AND pupil = ?", [*values, pupil.id]
        rows = self._db.rows(f"SELECT {_ATTEMPT} FROM attempt WHERE {where} ORDER BY n", values)
        return [_attempt(one) for one in rows]

    def begin(self, assignment: Assignment, pupil: Pupil, exam: str) -> AssignmentAttempt:
        """Write that a pupil began; two begun at once are one.

        Raises:
            QuizError: The pupil has no attempt left.
        """
        with self._db.transaction():
            n = len(self.attempts(assignment, pupil)) + 1
            if n > assignment.attempts:
                raise QuizError(_("You have no attempt left."))
            made = AssignmentAttempt(
                id=secrets.token_hex(8), assignment=assignment.id, pupil=pupil.id, n=n, exam=exam,
                started_at=int(time() * 1e6),
            )  # fmt: skip
            self._db.rows(
                "INSERT INTO attempt (id, assignment, pupil, n, exam, started_at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (made.id, made.assignment, made.pupil, made.n, made.exam, made.started_at),
            )
        return made

    def put(self, attempt: AssignmentAttempt) -> None:
        """Write how an attempt stands."""
        self._db.rows(
            "UPDATE attempt SET handed_at = ?, points = ?, points_of = ?, grade = ?, to_grade = ?"
            " WHERE id = ?",
            (
                attempt.handed_at, attempt.points, attempt.points_of, attempt.grade,
                attempt.to_grade, attempt.id,
            ),
        )  # fmt: skip


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _assignment(row: Row) -> Assignment:
    id_, class_id, title, paper, paths, opens_at, closes_at, attempts, is_same, seed, remarks = row
    return Assignment(
        id=id_, class_id=class_id, title=title, paper=msgspec.json.decode(paper, type=Paper),
        paths=msgspec.json.decode(paths, type=tuple[str, ...]), opens_at=opens_at,
        closes_at=closes_at, attempts=attempts, is_same=bool(is_same), seed=seed,
        remarks=msgspec.json.decode(remarks, type=dict[str, Remark]),
    )  # fmt: skip


def _attempt(row: Row) -> AssignmentAttempt:
    names = AssignmentAttempt.__struct_fields__
    return AssignmentAttempt(**dict(zip(names, row, strict=True)))
