"""A program's way to the assignments of a class: signing in, sitting one, taking progress home."""

import json
from typing import Any, TypeVar

import msgspec

from quiz.errors import QuizError
from quiz.formats.printed.pictures import MOST_BYTES
from quiz.translation import _
from quiz.web.client import GameClient
from quiz.web.sat import SatAttempt, SatReply, SatSent
from quiz.web.work_told import WorkList, WorkResult

T = TypeVar("T")


class WorkClient:
    """A pupil of a class on a server."""

    def __init__(self, client: GameClient) -> None:
        """Take the way to the server; a game that its class plays is reached by the same one."""
        self.client = client
        """The way to the server."""

    def enter(self, name: str, pin: str) -> None:
        """Sign in.

        Raises:
            FieldRefused: Nobody has this name, or the PIN is wrong.
            QuizError: The server says no for another reason.
            LineLost: It cannot be reached.
        """
        self.client.ask("POST", "/class/enter", {"name": name, "pin": pin})

    def work(self) -> WorkList:
        """Return the assignments.

        Raises:
            QuizError: The server says no.
            LineLost: It cannot be reached.
        """
        return _read(self.client.ask("GET", "/work"), WorkList)

    def join_game(self) -> None:
        """Come into the game that runs, under one's own name.

        Raises:
            QuizError: No game runs, or it takes no more.
            LineLost: The server cannot be reached.
        """
        self.client.ask("POST", "/work/join", {})

    def start(self, assignment: str) -> SatAttempt:
        """Begin an attempt, or go on with it; returns it as it stands.

        Raises:
            QuizError: It is not open, or no attempt is left.
            LineLost: The server cannot be reached.
        """
        found = self.client.ask("POST", f"/work/{assignment}/start", {})
        return self.attempt(assignment, _number(found.get("n")))

    def attempt(self, assignment: str, n: int) -> SatAttempt:
        """Return an attempt as it stands.

        Raises:
            QuizError: There is none.
            LineLost: The server cannot be reached.
        """
        return _read(self.client.ask("GET", f"/work/{assignment}/{n}"), SatAttempt)

    def send(self, assignment: str, n: int, place: int, sent: SatSent) -> SatReply:
        """Send what was done with a question; sent twice, it is done once.

        Args:
            assignment: Id of the assignment.
            n: Number of the attempt.
            place: Of the question, from 0.
            sent: What was done.

        Raises:
            QuizError: The server refuses it.
            LineLost: It cannot be reached.
        """
        path = f"/work/{assignment}/{n}/{place + 1}"
        return _read(self.client.ask("POST", path, data=msgspec.json.encode(sent)), SatReply)

    def hand_in(self, assignment: str, n: int) -> None:
        """Hand an attempt in; one that is handed in already stays as it is.

        Raises:
            QuizError: The server refuses it.
            LineLost: It cannot be reached.
        """
        self.client.ask("POST", f"/work/{assignment}/{n}/hand-in", {})

    def result(self, assignment: str, n: int) -> WorkResult:
        """Return how an attempt went.

        Raises:
            QuizError: It is not handed in.
            LineLost: The server cannot be reached.
        """
        return _read(self.client.ask("GET", f"/work/{assignment}/{n}/result"), WorkResult)

    def picture(self, assignment: str, n: int, place: int) -> bytes:
        """Return the picture of a question of an attempt.

        Args:
            assignment: Id of the assignment.
            n: Number of the attempt.
            place: Of the question, from 0.

        Raises:
            QuizError: There is none, or it is larger than one that can be shown.
            LineLost: The server cannot be reached.
        """
        path = f"/work/{assignment}/{n}/{place + 1}/picture"
        return self.client.fetch(path, most=MOST_BYTES)

    def record(self) -> bytes:
        """Return the pupil's progress as a text backup.

        Raises:
            QuizError: The server says no, or it is larger than one can be.
            LineLost: It cannot be reached.
        """
        return self.client.fetch("/me/record", most=_MOST_RECORD)


_MOST_RECORD = 100_000_000


def _read(found: dict[str, Any], kind: type[T]) -> T:
    """Return what a server told.

    Raises:
        QuizError: It is nothing that a server of ours tells.
    """
    try:
        return msgspec.json.decode(json.dumps(found), type=kind)
    except (msgspec.DecodeError, RecursionError) as error:
        raise QuizError(_("this is no server of a game")) from error


def _number(found: object) -> int:
    if not isinstance(found, int):
        raise QuizError(_("this is no server of a game"))
    return found
