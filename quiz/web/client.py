"""A program's way into a game on another machine, over the standard library: `quiz join`.

The server is not trusted: what it sends is bounded and checked before anything is drawn.
"""

import http.client
import json
import secrets
import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from http.cookies import SimpleCookie
from time import sleep
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec

from quiz.errors import QuizError
from quiz.formats.printed.pictures import MOST_BYTES
from quiz.items import Item, Outcome, Prompt, Response
from quiz.translation import _
from quiz.web.guard import is_private

_PATIENCE_S = 10.0
_SILENCE_S = 40.0
"""A server says something every fifteen seconds."""
_MOST_REPLY = 2_000_000
_AGAIN_S = 1.0
_LOCAL = "localhost"
FIELDS = ("code", "name", "pin")
"""Of the door: what the server may refuse and ask for again."""


class GameEvent(msgspec.Struct, frozen=True, kw_only=True):
    """Where a game is, as a server tells a player; `player_events.event_of` writes it."""

    seq: int
    """Counts what was told."""
    title: str
    """Of the game."""
    name: str
    """The player's."""
    stage: str
    """A `GameStage`, or `done` at one's own pace, or `out`."""
    place: int
    """Of the question, from 0."""
    of: int
    """Number of questions."""
    vote: int
    """1, or 2 after talking."""
    paused: bool
    """Whether the clock stands."""
    left_s: float | None
    """Seconds left; None where there is no limit."""
    answered: bool
    """Whether the player answered the question."""
    own_pace: bool
    """Whether everyone goes through the questions alone."""
    voided: bool
    """Whether the question counts for nobody."""
    points: int
    """The player's."""
    rank: int | None
    """The player's, from 1; None while it is not shown."""
    change: int = 0
    """Places won (above 0) or lost with the last question."""
    disputed: bool = False
    """Whether the player said that the wrong answer was right."""
    noted: bool = False
    """Whether the player said that the question is wrong."""
    players: int
    """In the game."""
    item: Item | None
    """The question without its key; None where none is shown."""
    order: tuple[int, ...] = ()
    """As in `Prompt`."""
    gap_orders: tuple[tuple[int, ...], ...] = ()
    """As in `Prompt`."""
    passage: str = ""
    """Markdown that it is about; empty for none."""
    solution: tuple[str, ...] = ()
    """What is right, once that is shown."""
    explain: str = ""
    """Why, Markdown; empty for nothing."""
    source: str = ""
    """Where that stands; empty for nothing."""
    verdict: str = ""
    """Right, partly or wrong, once that is shown; empty for no answer."""
    credit: float | None = None
    """0 to 1, the same."""
    earned: int = 0
    """Points of the answer."""
    outcome: Outcome | None = None
    """What marking said of the answer."""

    @property
    def prompt(self) -> Prompt | None:
        """The question as it is shown; None where none is."""
        if self.item is None:
            return None
        return Prompt(item=self.item, order=self.order, gap_orders=self.gap_orders)

    def is_older_than(self, now: "GameEvent") -> bool:
        """Return whether this event was overtaken by another one on its way."""
        if self.seq != now.seq:
            return self.seq < now.seq
        is_same = (self.place, self.vote) == (now.place, now.vote)
        return now.answered and not self.answered and is_same


class Door(msgspec.Struct, frozen=True, kw_only=True):
    """What is said before one is in."""

    title: str
    """Of the game."""
    teams: tuple[str, ...] = ()
    """Names of the teams, one of which must be chosen; empty where none play."""
    has_game: bool = True
    """Whether a game can be joined with its code."""
    class_name: str = ""
    """Of the class whose pupils sit assignments here; empty for none."""

    def team_named(self, text: str) -> str:
        """Return the team that was meant by name or number from 1; empty for none."""
        text = text.strip().casefold()
        named = {str(number): team for number, team in enumerate(self.teams, 1)}
        named |= {team.casefold(): team for team in self.teams}  # a team may be called 2
        return named.get(text, "")


class SentHome(QuizError):
    """The server has no seat for this program, or none any more."""


class LineLost(QuizError):
    """The server cannot be reached just now."""


class FieldRefused(QuizError):
    """What was typed into one field of the door will not do; something else may."""

    def __init__(self, message: str, field: str) -> None:
        """Take what the server said.

        Args:
            message: Why not.
            field: Which: `code`, `name` or `pin`.
        """
        super().__init__(message)
        self.field = field
        """Which field."""


class GameClient:
    """One seat in a game on a server."""

    def __init__(self, address: str) -> None:
        """Take the address of a game, as the board shows it; `/j/CODE` may follow.

        Raises:
            QuizError: It is none, or one to which nothing may be sent in the open.
        """
        text = address if "://" in address else f"http://{address}"
        try:
            found = urlsplit(text)
            host, port = found.hostname or "", found.port
        except ValueError:
            host, port, found = "", None, urlsplit("")
        is_host = bool(host) and not any(sign.isspace() for sign in host)
        if found.scheme not in ("http", "https") or not is_host:
            message = _("{address!r} is no address of a game; the board shows it")
            raise QuizError(message.format(address=address))
        if found.scheme == "http" and host != _LOCAL and not is_private(host):
            message = _("{host} is no private address: without https anyone could read along")
            raise QuizError(message.format(host=host))
        parts = [part for part in found.path.split("/") if part]
        self.code = parts[1] if parts[:1] == ["j"] and len(parts) > 1 else ""
        """The code that the address holds; empty for none."""
        self._host, self._port, self._is_secure = host, port, found.scheme == "https"
        self._shown = found.netloc.rpartition("@")[2]
        self._cookies: dict[str, str] = {}
        self._stream: socket.socket | None = None
        self._is_closed = False

    def door(self) -> Door:
        """Return what stands at the door of the game.

        Raises:
            QuizError: This is no server of a game.
            LineLost: It cannot be reached.
        """
        try:
            return msgspec.convert(self.ask("GET", "/"), Door)
        except msgspec.ValidationError as error:
            raise QuizError(_("this is no server of a game")) from error

    def join(self, name: str, code: str, team: str = "") -> bool:
        """Come in; returns whether that is so, or the host must say yes first.

        Raises:
            FieldRefused: The code is wrong, or nobody can have the name.
            QuizError: The server says no, and why.
            LineLost: It cannot be reached.
        """
        form = {"code": code or self.code, "name": name, "team": team}
        return "joined" in self.ask("POST", "/join", form)

    def waits(self) -> bool:
        """Return whether the host has not said yes yet.

        Raises:
            QuizError: The host said no.
            LineLost: The server cannot be reached.
        """
        return "waits" in self.ask("GET", "/wait")

    def answer(self, place: int, response: Response, nonce: str = "") -> GameEvent:
        """Send an answer; sent again under the same name, it counts once.

        Raises:
            QuizError: It came too late, or cannot be read.
            LineLost: The server cannot be reached.
        """
        name = nonce or secrets.token_hex(12)
        sent = {"place": place, "nonce": name, "response": response}
        return event_from(self.ask("POST", "/answer", data=msgspec.json.encode(sent)))

    def picture(self, place: int) -> bytes:
        """Return the picture of a question that was opened.

        Raises:
            QuizError: There is none, or it is larger than one that can be shown.
            LineLost: The server cannot be reached.
        """
        return self.fetch(f"/picture/{place}", most=MOST_BYTES)

    def go_on(self) -> GameEvent:
        """Go to the next question, at one's own pace."""
        return event_from(self.ask("POST", "/next", {}))

    def dispute(self) -> GameEvent:
        """Say "I was right" of the answer that was graded last; the host decides.

        Raises:
            QuizError: The server says no.
            LineLost: It cannot be reached.
        """
        return event_from(self.ask("POST", "/dispute", {}))

    def note(self, place: int, text: str) -> GameEvent:
        """Say what is wrong with a question; the host sees it.

        Args:
            place: Of the question, from 0.
            text: What, perhaps nothing.

        Raises:
            QuizError: The server says no.
            LineLost: It cannot be reached.
        """
        return event_from(self.ask("POST", "/note", {"place": place, "note": text}))

    def close(self) -> None:
        """End the stream of events that is open, from whatever thread."""
        self._is_closed = True
        if self._stream is not None:
            with suppress(OSError):  # it broke by itself
                self._stream.shutdown(socket.SHUT_RDWR)

    def events(self) -> Iterator[GameEvent]:
        """Yield what the server tells, as it comes, until the connection ends.

        Raises:
            SentHome: There is no seat any more.
            LineLost: The connection broke.
        """
        connection = self._connection(_SILENCE_S)
        try:
            connection.connect()
            self._stream = connection.sock
            connection.request("GET", "/events", headers=self._headers())
            reply = connection.getresponse()
            self._check(reply.status, b"" if reply.status == 200 else reply.read(_MOST_REPLY))
            while line := reply.readline(_MOST_REPLY):
                if line.startswith(b"data: "):
                    found = json.loads(line[6:])
                    if found.get("stage") == "out":
                        raise SentHome(_("The host sent you out of the game."))
                    yield event_from(found)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise self._lost() from error
        finally:
            connection.close()
        raise self._lost()

    def follow(self) -> Iterator[GameEvent | None]:
        """Yield what the server tells, coming back by itself, until `close`.

        Where the line is lost it yields None each second until it is there again.

        Raises:
            SentHome: There is no seat any more.
            QuizError: What answers is no server of a game.
        """
        while not self._is_closed:
            try:
                yield from self.events()
            except LineLost:
                if self._is_closed:
                    return
                yield None
                sleep(_AGAIN_S)

    def _connection(self, timeout_s: float) -> http.client.HTTPConnection:
        if self._is_secure:
            return http.client.HTTPSConnection(
                self._host, self._port, timeout=timeout_s, context=ssl.create_default_context()
            )
        return http.client.HTTPConnection(self._host, self._port, timeout=timeout_s)

    def _lost(self) -> LineLost:
        return LineLost(_("No connection to {address}.").format(address=self._shown))

    def _headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return {"Accept": "application/json", **({"Cookie": cookies} if cookies else {})}

    def ask(
        self,
        method: str,
        path: str,
        form: dict[str, Any] | None = None,
        *,
        data: bytes | None = None,
    ) -> dict[str, Any]:
        """Ask the server for something, and return what it says.

        Args:
            method: `GET` or `POST`.
            path: What.
            form: Sent as the fields of a form; None for nothing.
            data: JSON, sent in place of a form.

        Raises:
            QuizError: The server says no, or is none of ours.
            LineLost: It cannot be reached.
        """
        return _object(self._bytes(method, path, form, data, _MOST_REPLY))

    def fetch(self, path: str, *, most: int) -> bytes:
        """Return a file of the server.

        Args:
            path: Which.
            most: Bytes that it may have.

        Raises:
            QuizError: The server says no, or it is larger.
            LineLost: It cannot be reached.
        """
        found = self._bytes("GET", path, None, None, most + 1)
        if len(found) > most:
            raise QuizError(_("The server sent more than can be taken."))
        return found

    def _bytes(
        self, method: str, path: str, form: dict[str, Any] | None, data: bytes | None, most: int
    ) -> bytes:
        headers, body = self._headers(), data
        if form is not None:
            body = urlencode(form).encode()
        if body is not None:
            kind = "json" if data is not None else "x-www-form-urlencoded"
            headers["Content-Type"] = f"application/{kind}"
        connection = self._connection(_PATIENCE_S)
        try:
            connection.request(method, path, body=body, headers=headers)
            reply = connection.getresponse()
            found = reply.read(most)
            for header in reply.headers.get_all("set-cookie", []):
                for name, morsel in SimpleCookie(header).items():
                    self._cookies[name] = morsel.value
        except ssl.SSLError as error:
            message = _("the server's certificate is not valid: {reason}")
            raise QuizError(message.format(reason=error.reason or error)) from error
        except (OSError, http.client.HTTPException) as error:
            raise self._lost() from error
        finally:
            connection.close()
        self._check(reply.status, found)
        return found

    @staticmethod
    def _check(status: int, data: bytes) -> None:
        """Raise what a status says."""
        if status == 200:
            return
        refused, field = "", ""
        if status != 303:
            with suppress(QuizError):
                found = _object(data)
                refused, field = str(found.get("refused", "")), str(found.get("field", ""))
        if refused and field in FIELDS:
            raise FieldRefused(refused, field)
        if status in (401, 303):
            raise SentHome(refused or _("You are not in this game."))
        if status in (429, 503):
            raise LineLost(refused or _("The server is busy."))
        raise QuizError(refused or _("The server answered {status}.").format(status=status))


def _object(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise QuizError(_("this is no server of a game")) from error
    if not isinstance(found, dict):
        raise QuizError(_("this is no server of a game"))
    return found


def event_from(found: dict[str, Any]) -> GameEvent:
    """Return what a server told.

    Raises:
        QuizError: It is nothing that a server of a game tells.
    """
    try:
        return msgspec.convert(found, GameEvent, strict=False)
    except (msgspec.ValidationError, RecursionError) as error:
        raise QuizError(_("this is no server of a game")) from error
