"""The class page as an ASGI application: its routes."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from typing import Any
from urllib.parse import parse_qs

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

from quiz.classroom.game import ClassGame, Player, TooLate
from quiz.classroom.rules import ClassMode
from quiz.errors import QuizError
from quiz.formats.printed.pictures import kind
from quiz.items import Response as GivenResponse
from quiz.library.pictures import read_picture
from quiz.translation import _
from quiz.web.assets import asset
from quiz.web.forms import check_length, response_of
from quiz.web.gradebook import gradebook_csv
from quiz.web.guard import Guard
from quiz.web.limits import Failures
from quiz.web.live import LiveGame, NoSeat, Refusal
from quiz.web.player_events import event_of
from quiz.web.qr import qr_svg
from quiz.web.views import board_values, host_values, key_of, page, player_values, read_templates

SEAT = "quiz_seat"
"""The cookie that holds a player's token."""
HOST = "quiz_host"
"""The cookie that holds the host's token."""
ASKED = "quiz_asked"
"""The cookie that holds the request of someone who waits for the host's yes."""
_BEAT_S = 15.0
_BOARD_S = 0.1
_MOST_FIELDS = 1_000
_WEEK_S = 7 * 24 * 3600
_EVENTS = "text/event-stream"


def build(
    live: LiveGame,
    *,
    hosts: Collection[str],
    address: str,
    is_secure: bool = False,
    proxy: str = "",
) -> Guard:
    """Return the class page of a game.

    Args:
        live: The game.
        hosts: Names and addresses by which this server may be called, without ports.
        address: Where pupils find it, for the board and its QR code.
        is_secure: Whether pupils come over https, so that cookies may demand it.
        proxy: Address of the proxy before it; empty for none.
    """
    read_templates()
    pages = _Pages(live, address, is_secure)
    routes = [
        Route("/", pages.entry),
        Route("/j/{code}", pages.entry),
        Route("/join", pages.join, methods=["POST"]),
        Route("/wait", pages.wait),
        Route("/play", pages.play),
        Route("/events", pages.events),
        Route("/answer", pages.answer, methods=["POST"]),
        Route("/next", pages.go_on_alone, methods=["POST"]),
        Route("/me", pages.me),
        Route("/picture/{place}", pages.picture),
        Route("/board/{code}", pages.board),
        Route("/board/{code}/events", pages.board_events),
        Route("/board/{code}/qr.svg", pages.qr),
        Route("/teach", pages.teach),
        Route("/teach/enter", pages.enter, methods=["POST"]),
        Route("/teach/events", pages.teach_events),
        Route("/teach/gradebook.csv", pages.gradebook),
        Route("/teach/{action}", pages.act, methods=["POST"]),
        Route("/static/{name}", static),
        Route("/health", health),
    ]
    app = Starlette(routes=routes, exception_handlers={QuizError: pages.refused, 404: missing})
    return Guard(app, hosts, proxy=proxy)


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


def _told(request: Request, reason: str, status: int) -> Response:
    if wants_json(request):
        return JSONResponse({"refused": reason}, status)
    return HTMLResponse(page("refused", title=_("Quiz"), reason=reason), status)


def wants_json(request: Request) -> bool:
    """Return whether a program asks and not a browser's page."""
    return "application/json" in request.headers.get("accept", "")


class _Pages:
    """The pages of one game."""

    def __init__(self, live: LiveGame, address: str, is_secure: bool) -> None:
        self._live = live
        self._address = address
        self._is_secure = is_secure
        self._failures = Failures()

    async def refused(self, request: Request, error: Exception) -> Response:
        status = error.status if isinstance(error, Refusal) else 422
        if isinstance(error, TooLate):
            status = 409
        if isinstance(error, NoSeat) and not wants_json(request):
            return RedirectResponse("/", 303)
        return _told(request, str(error), status)

    # Coming in

    async def entry(self, request: Request) -> Response:
        """The door: code and name."""
        try:
            self._player(request)
        except NoSeat:
            code = request.path_params.get("code", "")
            return HTMLResponse(self._door(code=code))
        return RedirectResponse("/play", 303)

    def _door(self, *, code: str = "", name: str = "", reason: str = "") -> str:
        rules = self._live.game.rules
        teams = rules.teams if rules.mode is ClassMode.TEAMS else ()
        return page(
            "join", title=self._live.row.title, code=code, name=name, teams=teams, reason=reason
        )

    async def join(self, request: Request) -> Response:
        """Take a player in who has the code."""
        form = await _posted(request)
        code, name = _field(form, "code"), _field(form, "name")
        address = _address(request)
        asks = ""
        if self._failures.are_many(address):
            asks = _("many wrong codes came just now")
        if code.replace(" ", "").replace("-", "") != self._live.row.code:
            self._failures.add(address)
            reason = _("This is not the code of the game.")
            if wants_json(request):
                return JSONResponse({"refused": reason}, 403)
            return HTMLResponse(self._door(name=name, reason=reason), 403)
        try:
            token = await self._live.join(name, _field(form, "team"), asks=asks)
        except Refusal as error:
            if wants_json(request):
                raise
            door = self._door(code=code, name=name, reason=str(error))
            return HTMLResponse(door, error.status)
        if token.endswith("?"):
            return self._with_cookie(request, "/wait", ASKED, token[:-1], {"waits": True})
        return self._with_cookie(request, "/play", SEAT, token, {"joined": True})

    async def wait(self, request: Request) -> Response:
        """Wait for the host's yes."""
        asked = request.cookies.get(self._cookie(ASKED), "")
        token = self._live.admitted(asked)
        if token:
            return self._with_cookie(request, "/play", SEAT, token, {"joined": True})
        if token is None:
            reason = _("The host did not let you in.")
            if wants_json(request):
                return JSONResponse({"refused": reason}, 403)
            return HTMLResponse(self._door(reason=reason), 403)
        if wants_json(request):
            return JSONResponse({"waits": True})
        return HTMLResponse(page("wait", title=self._live.row.title))

    def _cookie(self, name: str) -> str:
        return f"__Host-{name}" if self._is_secure else name

    def _with_cookie(
        self, request: Request, path: str, name: str, value: str, said: dict[str, object]
    ) -> Response:
        """Send the device on with a cookie; a program gets JSON."""
        response: Response = RedirectResponse(path, 303)
        if wants_json(request):
            response = JSONResponse(said)
        response.set_cookie(
            self._cookie(name), value, max_age=_WEEK_S, httponly=True, samesite="lax",
            secure=self._is_secure, path="/",
        )  # fmt: skip
        return response

    def _player(self, request: Request) -> Player:
        return self._live.player_of(request.cookies.get(self._cookie(SEAT), ""))

    # Playing

    async def play(self, request: Request) -> Response:
        """The page of a player, whatever the game is at."""
        player = self._player(request)
        return HTMLResponse(page("play", **player_values(self._live, player)))

    async def events(self, request: Request) -> Response:
        """A stream of all that a player must be told."""
        player = self._player(request)
        as_json = wants_json(request)
        self._live.connected(player.id)

        async def stream() -> AsyncIterator[str]:
            try:
                yield "retry: 1000\n\n"
                while True:
                    seq = self._live.seq
                    now = self._live.game.players.get(player.id)
                    if now is None or now.is_out:
                        yield _event(seq, {"stage": "out"})
                        return
                    yield _event(seq, self._said(now, as_json))
                    while not await self._live.changed(seq, _BEAT_S):
                        yield ": beat\n\n"
            finally:
                self._live.gone(player.id)

        return StreamingResponse(stream(), media_type=_EVENTS)

    def _said(self, player: Player, as_json: bool) -> dict[str, Any]:
        if as_json:
            return event_of(self._live, player)
        values = player_values(self._live, player)
        left = values["left_s"]
        return {
            "key": values["key"],
            "left_ms": None if left is None or values["is_paused"] else round(left * 1000),
            "html": page("main", **values),
        }

    async def answer(self, request: Request) -> Response:
        """Take an answer; the reply leaves after it is on disk."""
        player = self._player(request)
        live = self._live
        if "application/json" in request.headers.get("content-type", ""):
            place, nonce, response = _json_answer(await request.body())
        else:
            form = await _posted(request)
            place, nonce = _place(_field(form, "place")), _field(form, "nonce")
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
        await self._live.change(lambda game, now: game.go_on_alone(player.id, now))
        if wants_json(request):
            return JSONResponse(event_of(self._live, player))
        if request.headers.get("x-quiz") == "fetch":
            return JSONResponse(self._said(player, as_json=False))
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
        place, game = _place(request.path_params["place"]), self._live.game
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

    def _is_host(self, request: Request) -> bool:
        return self._live.is_host(request.cookies.get(self._cookie(HOST), ""))

    async def teach(self, request: Request) -> Response:
        """The host's page on another device."""
        if not self._is_host(request):
            return HTMLResponse(page("enter", title=self._live.row.title, reason=""), 401)
        return HTMLResponse(page("teach", **self._host_values()))

    def _host_values(self) -> dict[str, Any]:
        return host_values(self._live) | {"address": self._address}

    async def enter(self, request: Request) -> Response:
        """Take the host's token."""
        form = await _posted(request)
        address = _address(request)
        token = _field(form, "token").strip()
        if self._failures.are_many(address) or not self._live.is_host(token):
            self._failures.add(address)
            reason = _("This is not the host's key.")
            return HTMLResponse(page("enter", title=self._live.row.title, reason=reason), 403)
        return self._with_cookie(request, "/teach", HOST, token, {"host": True})

    async def teach_events(self, request: Request) -> Response:
        """What the host must be told."""
        if not self._is_host(request):
            raise NoSeat(_("This page is the host's."))
        return self._counted(lambda: self._board_said("teach_main", self._host_values()))

    async def gradebook(self, request: Request) -> Response:
        """Points of every player as a table."""
        if not self._is_host(request):
            raise NoSeat(_("This page is the host's."))
        headers = {"content-disposition": 'attachment; filename="gradebook.csv"'}
        data = gradebook_csv(self._live.game)
        return Response(data, media_type="text/csv; charset=utf-8", headers=headers)

    async def act(self, request: Request) -> Response:
        """Do what the host asks for."""
        if not self._is_host(request):
            raise NoSeat(_("This page is the host's."))
        form = await _posted(request)
        done = await act(
            self._live, request.path_params["action"], _field(form, "player"),
            _field(form, "value"),
        )  # fmt: skip
        if not done:
            return await missing(request, None)
        if request.headers.get("x-quiz") == "fetch":
            return JSONResponse({"done": True})
        return RedirectResponse("/teach", 303)


async def act(live: LiveGame, action: str, player: str = "", value: str = "") -> bool:
    """Do what a host asks for, from the page or from the cockpit.

    Args:
        live: The game.
        action: `next`, `close`, `reopen`, `pause`, `void`, `end`, `kick`, `back`, `admit`, `deny`
            or `time`.
        player: Id of the player, or of the request of someone who waits.
        value: By how much a player's time is stretched.

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
    elif action == "time":
        await live.stretch(player, float(value) if value in ("1", "1.25", "1.5", "2") else 1.0)
    else:
        return False
    return True


def _event(seq: int, said: dict[str, Any]) -> str:
    return f"id: {seq}\ndata: {msgspec.json.encode(said).decode()}\n\n"


async def _posted(request: Request) -> dict[str, list[str]]:
    """Return the fields of a form that was sent.

    Raises:
        QuizError: It is no form, or has more fields than any of ours.
    """
    try:
        text = (await request.body()).decode("ascii")
        return parse_qs(
            text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=_MOST_FIELDS
        )
    except ValueError as error:
        raise QuizError(_("The answer cannot be read.")) from error


def _field(form: dict[str, list[str]], name: str) -> str:
    return form.get(name, [""])[0]


def _place(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1


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
