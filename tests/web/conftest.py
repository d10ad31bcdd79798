"""A class page without a socket: its game, its host, and browsers that call it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path

import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx")

import httpx

from quiz.classroom.game import ClassGame
from quiz.classroom.rules import ClassMode, GameRules
from quiz.items import Item
from quiz.school.games import GameRow, Games
from quiz.school.writer import SchoolWriter
from quiz.web.app import build
from quiz.web.guard import Guard
from quiz.web.live import LiveGame, hash_of
from tests.classroom.classes import CHOICE, questions

ADDRESS = "http://127.0.0.1:8765"
HOST_TOKEN = "the-host's-key"
CODE = "123456"


class Room:
    """A game with its page, and the time that a test sets."""

    def __init__(self, live: LiveGame, app: Guard) -> None:
        self.live, self.app = live, app
        self.now = 1000.0
        live.clock = lambda: self.now
        self._open: list[httpx.AsyncClient] = []

    def browser(self, **headers: str) -> httpx.AsyncClient:
        """Return a browser without cookies."""
        found = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.app, client=("10.0.0.7", 1)),
            base_url=ADDRESS,
            headers=headers,
        )
        self._open.append(found)
        return found

    async def pupil(self, name: str, **more: str) -> httpx.AsyncClient:
        """Return a browser in which someone came in."""
        browser = self.browser()
        reply = await browser.post("/join", data={"code": CODE, "name": name, **more})
        assert reply.status_code == 303, reply.text
        return browser

    async def host(self) -> httpx.AsyncClient:
        """Return the host's browser."""
        browser = self.browser()
        reply = await browser.post("/teach/enter", data={"token": HOST_TOKEN})
        assert reply.status_code == 303
        return browser

    async def go_on(self) -> None:
        """Do what comes next, as the host would."""
        await self.live.change(lambda game, now: game.go_on(now))

    async def close(self) -> None:
        for browser in self._open:
            await browser.aclose()


MakeRoom = Callable[..., Awaitable[Room]]


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[MakeRoom]:
    """Make rooms: `await room(items, mode=…)`."""
    writer = SchoolWriter(str(tmp_path / "classes.sqlite"))
    made: list[Room] = []

    async def make(items: Sequence[Item] = (CHOICE, CHOICE), **rules: object) -> Room:
        cap = rules.pop("most_players", 60)
        rules["mode"] = ClassMode(str(rules.get("mode", "classic")))
        game = ClassGame(questions(items), GameRules(**rules))  # type: ignore[arg-type]
        row = GameRow(
            id=f"g{len(made)}", code=CODE, title="Capitals", class_name="",
            host_token_hash=hash_of(HOST_TOKEN), started_at=1, ended_at=None,
        )  # fmt: skip
        writer.do(lambda db: Games(db).add(row, game)).result()
        live = LiveGame(row, game, writer, most_players=cap)  # type: ignore[arg-type]
        app = build(
            live, host_hash=row.host_token_hash, hosts=("127.0.0.1", "localhost"), address=ADDRESS
        )
        made.append(Room(live, app))
        return made[-1]

    yield make
    for one in made:
        await one.close()
    writer.close()
