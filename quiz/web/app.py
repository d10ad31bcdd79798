"""The class page as an ASGI application: its routes."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from quiz.classroom.game import ClassGame, GameStage, Player, TooLate
from quiz.classroom.remarking import Remark, RemarkKind
from quiz.classroom.rules import ClassMode
from quiz.cleaning import clean_line
from quiz.desk.banks.noting import LONGEST
from quiz.desk.classroom.gradebook import points_table
from quiz.errors import QuizError
from quiz.formats.csv_writing import csv_text
from quiz.formats.printed.pictures import kind
from quiz.items import Response as GivenResponse
from quiz.library.pictures import read_picture
from quiz.translation import _
from quiz.web.assets import asset
from quiz.web.cookies import ASKED, SEAT, Cookies, wants_json
from quiz.web.forms import check_length, response_of
from quiz.web.grading_pages import GradingPages
from quiz.web.guard import Guard
from quiz.web.host_door import HostDoor
from quiz.web.limits import Failures
from quiz.web.live import LiveGame, NoSeat, Refusal
from quiz.web.player_events import event_of
from quiz.web.posted import field, place_from, posted
from quiz.web.qr import qr_svg
from quiz.web.school import School
from quiz.web.school_pages import SchoolPages
from quiz.web.views import board_values, host_values, key_of, page, player_values, read_templates

_BEAT_S = 15.0
_BOARD_S = 0.1
_MOST_DRAWN = 200
_EVENTS = "text/event-stream"


def build(
    live: LiveGame | None,
    *,
    host_hash: str,
    hosts: Collection[str],
    address: str,
    school: School | None = None,
    is_secure: bool = False,
    proxy: str = "",
) -> Guard:
    """Return the class page: a game, a class with its assignments, or both.

    Args:
        live: The game; None for none.
        host_hash: SHA-256 of the host's key, in hexadecimal digits.
        hosts: Names and addresses by which this server may be called, without ports.
        address: Where pupils find it, for the board and its QR code.
        school: The class; None for none.
        is_secure: Whether pupils come over https, so that cookies may demand it.
        proxy: Address of the proxy before it; empty for none.
    """
    read_templates()
    cookies, failures = Cookies(is_secure), Failures()
    title = live.row.title if live is not None else school.row.name if school else ""
    door = HostDoor(host_hash, title, cookies, failures)
    routes = [Route("/static/{name}", static), Route("/health", health)]
    if school is not None:
        pages = SchoolPages(school, live, cookies)
        routes += pages.routes()
        routes += GradingPages(school, door).routes()
        if live is None:
            routes += [Route("/", pages.entry), Route("/teach", to_gradebook)]
    if live is not None:
        class_name = school.row.name if school is not None else ""
        routes += _Pages(live, address, cookies, failures, door, class_name).routes()
    routes += door.routes()
    app = Starlette(routes=routes, exception_handlers={QuizError: refused, 404: missing})
    return Guard(app, hosts, proxy=proxy)


async def to_gradebook(_request: Request) -> Response:
    """Send the host to the gradebook of the class."""
    return RedirectResponse("/teach/class", 303)


async def refused(request: Request, error: Exception) -> Response:
    """Say why something is not done."""
    status = error.status if isinstance(error, Refusal) else 422
    if isinstance(error, TooLate):
        status = 409
    if isinstance(error, NoSeat) and not wants_json(request):
        return RedirectResponse("/", 303)
    return _told(request, str(error), status, error.field if isinstance(error, Refusal) else "")


async def static(request: Request) -> Response:
    """Return the style or the script; its name changes with what is in it."""
    found = asset(request.path_params["name"])
    if found is None:
        return await missing(request, None)
    kind, data = found
    return Response(
        data, media_type=kind, headers={"cache-control": "public, max-age=31536000, immutable"}
    )


async def health(_request: Request) -> Response:
    """Say that the server runs."""
    return PlainTextResponse("ok\n")


async def missing(request: Request, _error: object) -> Response:
    """Say that there is no such page."""
    return _told(request, _("There is no such page."), 404)


def _told(request: Request, reason: str, status: int, of: str = "") -> Response:
    if wants_json(request):
        return JSONResponse({"refused": reason, "field": of}, status)
    return HTMLResponse(page("refused", title=_("Quiz"), reason=reason), status)


class _Pages:
    """The pages of one game."""

    def __init__(
        self,
        live: LiveGame,
        address: str,
        cookies: Cookies,
        failures: Failures,
        door: HostDoor,
        class_name: str,
    ) -> None:
        self._live, self._address, self._class_name = live, address, class_name
        self._cookies, self._failures, self._door = cookies, failures, door
        self._drawn: dict[tuple[object, ...], str] = {}

    def routes(self) -> list[Route]:
        """Return the routes of the game."""
        return [
            Route("/", self.entry),
            Route("/j/{code}", self.entry),
            Route("/join", self.join, methods=["POST"]),
            Route("/wait", self.wait),
            Route("/play", self.play),
            Route("/events", self.events),
            Route("/answer", self.answer, methods=["POST"]),
            Route("/next", self.go_on_alone, methods=["POST"]),
            Route("/dispute", self.dispute, methods=["POST"]),
            Route("/note", self.note, methods=["POST"]),
            Route("/me", self.me),
            Route("/picture/{place}", self.picture),
            Route("/board/{code}", self.board),
            Route("/board/{code}/events", self.board_events),
            Route("/board/{code}/qr.svg", self.qr),
            Route("/teach", self.teach),
            Route("/teach/events", self.teach_events),
            Route("/teach/gradebook.csv", self.gradebook),
            Route("/teach/do/{action}", self.act, methods=["POST"]),
        ]

    # Coming in

    async def entry(self, request: Request) -> Response:
        """The door: code and name."""
        try:
            self._player(request)
        except NoSeat:
            code = request.path_params.get("code", "")
            if wants_json(request):
                return JSONResponse({
                    "title": self._live.row.title, "teams": self._teams, "has_game": True,
                    "class_name": self._class_name,
                })  # fmt: skip
            return HTMLResponse(self._entry_page(code=code))
        return RedirectResponse("/play", 303)

    def _entry_page(self, *, code: str = "", name: str = "", reason: str = "") -> str:
        return page(
            "join", title=self._live.row.title, code=code, name=name, teams=self._teams,
            reason=reason,
        )  # fmt: skip

    @property
    def _teams(self) -> list[str]:
        rules = self._live.game.rules
        return list(rules.teams) if rules.mode is ClassMode.TEAMS else []

    async def join(self, request: Request) -> Response:
        """Take a player in who has the code."""
        form = await posted(request)
        code, name = field(form, "code"), field(form, "name")
        address = _address(request)
        asks = ""
        if self._failures.are_many(address):
            asks = _("many wrong codes came just now")
        if code.replace(" ", "").replace("-", "") != self._live.row.code:
            self._failures.add(address)
            reason = _("This is not the code of the game.")
            if wants_json(request):
                return JSONResponse({"refused": reason, "field": "code"}, 403)
            return HTMLResponse(self._entry_page(name=name, reason=reason), 403)
        try:
            token = await self._live.join(name, field(form, "team"), asks=asks)
        except Refusal as error:
            if wants_json(request):
                raise
            door = self._entry_page(code=code, name=name, reason=str(error))
            return HTMLResponse(door, error.status)
        if token.endswith("?"):
            return self._cookies.send_on(request, "/wait", ASKED, token[:-1], {"waits": True})
        return self._cookies.send_on(request, "/play", SEAT, token, {"joined": True})

    async def wait(self, request: Request) -> Response:
        """Wait for the host's yes."""
        asked = self._cookies.read(request, ASKED)
        token = self._live.admitted(asked)
        if token:
            return self._cookies.send_on(request, "/play", SEAT, token, {"joined": True})
        if token is None:
            reason = _("The host did not let you in.")
            if wants_json(request):
                return JSONResponse({"refused": reason}, 403)
            return HTMLResponse(self._entry_page(reason=reason), 403)
        if wants_json(request):
            return JSONResponse({"waits": True})
        return HTMLResponse(page("wait", title=self._live.row.title))

    def _player(self, request: Request) -> Player:
        return self._live.player_of(self._cookies.read(request, SEAT))

    # Playing

    async def play(self, request: Request) -> Response:
        """The page of a player, whatever the game is at."""
        player = self._player(request)
        return HTMLResponse(page("play", **player_values(self._live, player)))

    async def events(self, request: Request) -> Response:
        """A stream of all that a player must be told."""
        player = self._player(request)
        as_json = wants_json(request)
        self._live.check_streams(player.id)

        async def stream() -> AsyncIterator[str]:
            self._live.connected(player.id)
            try:
                yield "retry: 1000\n\n"
                while True:
                    seq = self._live.seq_of(player.id)
                    now = self._live.game.players.get(player.id)
                    if now is None or now.is_out:
                        yield _event(seq, {"stage": "out"})
                        return
                    yield _event(seq, self._said(now, as_json))
                    while not await self._live.changed(player.id, seq, _BEAT_S):
                        yield ": beat\n\n"
            finally:
                self._live.gone(player.id)

        return StreamingResponse(stream(), media_type=_EVENTS)

    def _said(self, player: Player, as_json: bool) -> dict[str, Any]:
        if as_json:
            return event_of(self._live, player)
        game = self._live.game
        left = None if game.state.paused_at else game.left_s(player, self._live.clock())
        return {
            "key": key_of(game, player),
            "left_ms": None if left is None else round(left * 1000),
            "html": self._main_of(player),
        }

    def _main_of(self, player: Player) -> str:
        """Return what a player's page shows.

        A question that was just opened looks the same on all devices that have it in one order:
        it is drawn once for these, so that three hundred have it at once.
        """
        game, state = self._live.game, self._live.game.state
        is_new = state.stage is GameStage.ASKING and state.vote == 1 and not game.is_own_pace
        if not is_new or game.has_answered(player.id):
            return page("main", **player_values(self._live, player))
        prompt = game.prompt_for(player.id, state.place)
        look = (state.place, bool(state.paused_at), state.voided, prompt.order, prompt.gap_orders)
        if look not in self._drawn:
            if len(self._drawn) >= _MOST_DRAWN:
                self._drawn.clear()
            self._drawn[look] = page("main", **player_values(self._live, player))
        return self._drawn[look]

    async def answer(self, request: Request) -> Response:
        """Take an answer; the reply leaves after it is on disk."""
        player = self._player(request)
        live = self._live
        if "application/json" in request.headers.get("content-type", ""):
            place, nonce, response = _json_answer(await request.body())
        else:
            form = await posted(request)
            place, nonce = place_from(field(form, "place")), field(form, "nonce")
            if not 0 <= place < len(live.game.questions):
                raise TooLate(_("This question is closed."))
            response = response_of(live.prompt(player.id, place), form)
        try:
            answer = await live.answer(player, place, nonce, response)
        except TooLate:
            if wants_json(request) or "fetch" in request.headers.get("x-quiz", ""):
                raise
            return RedirectResponse("/play", 303)
        if wants_json(request):
            said: dict[str, Any] = {"taken": True, "place": answer.place}
            return JSONResponse({**said, **event_of(live, player)})
        if request.headers.get("x-quiz") == "fetch":
            if live.game.is_own_pace:
                return JSONResponse(self._said(player, as_json=False))
            # The page marks its form as sent by itself: three hundred need not be drawn at once.
            return JSONResponse({"key": key_of(live.game, player), "kept": True})
        return RedirectResponse("/play", 303)

    async def go_on_alone(self, request: Request) -> Response:
        """Take a player to the next question, at their own pace."""
        player = self._player(request)
        await self._live.change(lambda game, now: game.go_on_alone(player.id, now), player.id)
        if wants_json(request):
            return JSONResponse(event_of(self._live, player))
        if request.headers.get("x-quiz") == "fetch":
            return JSONResponse(self._said(player, as_json=False))
        return RedirectResponse("/play", 303)

    async def dispute(self, request: Request) -> Response:
        """Take down that a player says "I was right"; the host sees it."""
        player = self._player(request)
        await self._live.change(lambda game, now: game.dispute(player.id), player.id)
        if wants_json(request):
            return JSONResponse(event_of(self._live, player))
        return RedirectResponse("/play", 303)

    async def note(self, request: Request) -> Response:
        """Take down what a player says is wrong with a question; the host sees it."""
        player, form = self._player(request), await posted(request)
        place, text = place_from(field(form, "place")), clean_line(field(form, "note"))[:LONGEST]
        await self._live.note(player, place, text)
        if wants_json(request):
            return JSONResponse(event_of(self._live, player))
        return RedirectResponse("/play", 303)

    async def me(self, request: Request) -> Response:
        """What a player answered so far, and what was right."""
        from quiz.web.my_answers import my_answers

        player = self._player(request)
        return HTMLResponse(
            page("me", title=self._live.row.title, player=player,
                 answers=my_answers(self._live.game, player))
        )  # fmt: skip

    async def picture(self, request: Request) -> Response:
        """The picture of a question, once the question was opened."""
        place, game = place_from(request.path_params["place"]), self._live.game
        is_open = place <= game.state.place or game.is_own_pace
        if not 0 <= place < len(game.questions) or not is_open:
            return await missing(request, None)
        question = game.questions[place]
        try:
            data = await asyncio.to_thread(read_picture, question.path, question.image)
        except QuizError:
            return await missing(request, None)
        return Response(data, media_type=f"image/{kind(data)}")

    # The board

    def _has_code(self, request: Request) -> bool:
        """Return whether a board has the code; after many wrong ones only the host is believed."""
        if self._failures.are_many(_address(request)) and not self._door.is_host(request):
            return False
        return bool(request.path_params["code"] == self._live.row.code)

    async def board(self, request: Request) -> Response:
        """The page for the projector."""
        if not self._has_code(request):
            self._failures.add(_address(request))
            return await missing(request, None)
        return HTMLResponse(page("board", **self._board_values()))

    def _board_values(self) -> dict[str, Any]:
        return board_values(self._live) | {"address": self._address}

    async def board_events(self, request: Request) -> Response:
        """What the board must be told."""
        if not self._has_code(request):
            return await missing(request, None)
        return self._counted(lambda: self._board_said("board_main", self._board_values()))

    async def qr(self, request: Request) -> Response:
        """The QR code of the address with the code in it."""
        if not self._has_code(request):
            return await missing(request, None)
        data = qr_svg(f"{self._address}/j/{self._live.row.code}")
        return Response(data, media_type="image/svg+xml")

    @staticmethod
    def _board_said(template: str, values: dict[str, Any]) -> dict[str, Any]:
        left = values["left_s"]
        return {
            "left_ms": None if left is None or values["is_paused"] else round(left * 1000),
            "html": page(template, **values),
        }

    def _counted(self, said: Callable[[], dict[str, Any]]) -> Response:
        """Return a stream of what changes with every answer, ten times a second at most."""

        async def stream() -> AsyncIterator[str]:
            yield "retry: 1000\n\n"
            counted, beat = -1, 0.0
            while True:
                if self._live.counted != counted:
                    counted, beat = self._live.counted, 0.0
                    yield _event(counted, said())
                elif beat >= _BEAT_S:
                    beat = 0.0
                    yield ": beat\n\n"
                await asyncio.sleep(_BOARD_S)
                beat += _BOARD_S

        return StreamingResponse(stream(), media_type=_EVENTS)

    # The host

    async def teach(self, request: Request) -> Response:
        """The host's page on another device."""
        if not self._door.is_host(request):
            return self._door.page()
        return HTMLResponse(page("teach", **self._host_values()))

    def _host_values(self) -> dict[str, Any]:
        return host_values(self._live) | {"address": self._address}

    async def teach_events(self, request: Request) -> Response:
        """What the host must be told."""
        self._door.check(request)
        return self._counted(lambda: self._board_said("teach_main", self._host_values()))

    async def gradebook(self, request: Request) -> Response:
        """Points of every player as a table."""
        self._door.check(request)
        headers = {"content-disposition": 'attachment; filename="gradebook.csv"'}
        data = csv_text(points_table(self._live.game)).encode()
        return Response(data, media_type="text/csv; charset=utf-8", headers=headers)

    async def act(self, request: Request) -> Response:
        """Do what the host asks for."""
        self._door.check(request)
        form = await posted(request)
        done = await act(
            self._live, request.path_params["action"], field(form, "player"),
            field(form, "value"), place_from(field(form, "place")),
        )  # fmt: skip
        if not done:
            return await missing(request, None)
        if request.headers.get("x-quiz") == "fetch":
            return JSONResponse({"done": True})
        return RedirectResponse("/teach", 303)


async def act(
    live: LiveGame, action: str, player: str = "", value: str = "", place: int = -1
) -> bool:
    """Do what a host asks for, from the page or from the cockpit.

    Args:
        live: The game.
        action: `next`, `close`, `reopen`, `pause`, `void`, `end`, `kick`, `back`, `admit`, `deny`,
            `time`, `accept` or `full`.
        player: Id of the player, or of the request of someone who waits.
        value: By how much a player's time is stretched, or an answer that is right as well.
        place: Of the question, from 0; below 0 for the one that is open or was closed last.

    Returns:
        Whether there is such an action.
    """
    changes: dict[str, Callable[[ClassGame, float], None]] = {
        "next": lambda game, now: game.go_on(now),
        "close": lambda game, now: game.close(),
        "reopen": lambda game, now: game.reopen(now),
        "pause": lambda game, now: game.pause(now),
        "void": lambda game, now: game.void(game.state.place),
        "end": lambda game, now: game.end(),
    }
    if action in changes:
        await live.change(changes[action])
    elif action in ("kick", "back"):
        await live.kick(player, back=action == "back")
    elif action == "admit":
        await live.admit(player)
    elif action == "deny":
        live.deny(player)
    elif action in ("accept", "full"):
        at = place if 0 <= place < len(live.game.questions) else live.game.state.place
        if at >= 0:
            accept = (value,) if action == "accept" else ()
            await live.remark(at, Remark(kind=RemarkKind(action), accept=accept))
    elif action == "time":
        await live.stretch(player, float(value) if value in ("1", "1.25", "1.5", "2") else 1.0)
    else:
        return False
    return True


def _event(seq: int, said: dict[str, Any]) -> str:
    return f"id: {seq}\ndata: {msgspec.json.encode(said).decode()}\n\n"


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _json_answer(data: bytes) -> tuple[int, str, GivenResponse]:
    """Return place, nonce and answer that a program sent.

    Raises:
        QuizError: They cannot be read.
    """
    try:
        found = msgspec.json.decode(data, type=_Sent)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise QuizError(_("The answer cannot be read.")) from error
    check_length(found.response)
    return found.place, found.nonce, found.response


class _Sent(msgspec.Struct):
    """An answer that a program sends."""

    place: int
    """Of the question, from 0."""
    nonce: str
    """Its own name for this answer."""
    response: GivenResponse
    """The answer, as the record keeps one."""
