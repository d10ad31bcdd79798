"""What tests of the cockpit and of a player's seat share: a game, its host, and players in it."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")

import msgspec
from textual.app import App
from textual.screen import Screen

from quiz.classroom.game import ClassGame, GameQuestion, Player
from quiz.classroom.keyless import as_shown
from quiz.classroom.rules import ClassMode, GameRules
from quiz.items import Item, Response
from quiz.school.games import GameRow, Games
from quiz.school.writer import SchoolWriter
from quiz.ui.base_app import BaseApp
from quiz.ui.screens.classroom.cockpit import CockpitScreen
from quiz.web.live import LiveGame, hash_of
from tests.classroom.classes import CHOICE, questions
from tests.ui.seen import Player as Seen

ADDRESS = "http://192.168.1.20:8765"
CODE = "482915"
_NAMES = """
otter maple comet fjord ginger pixel lemon tundra quartz willow ember kestrel
nova pepper saffron walnut zephyr biscuit cobalt dune echo falcon marble rocket
"""
NAMES = tuple(_NAMES.split())
WAYS = (("Board", f"{ADDRESS}/board/{CODE}"), ("Host's key", "a-key"))


class Clock:
    """Seconds that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class ScreenApp(BaseApp):
    """One of our apps that shows a screen."""

    def __init__(self, screen: Screen[Any], sheets: list[str]) -> None:
        self._first = screen
        super().__init__(log=Path("nowhere"), css_path=sheets, guard_s=0)
        self.animation_level = "none"
        self.fault: Exception | None = None

    def get_default_screen(self) -> Screen[Any]:
        return self._first

    def end(self, fault: Exception) -> None:
        self.fault = fault
        self.exit(return_code=2)


def cockpit_app(live: LiveGame, address: str = ADDRESS) -> ScreenApp:
    """Return the host's screen of a game, without a server."""
    root = "../../quiz/ui"
    sheets = [f"{root}/app.tcss", f"{root}/screens/classroom/cockpit.tcss"]
    return ScreenApp(CockpitScreen(live, address, ways=WAYS), sheets)


class Game:
    """A game with its clock."""

    def __init__(self, live: LiveGame, clock: Clock) -> None:
        self.live, self.clock = live, clock

    async def join(self, *names: str) -> list[Player]:
        """Let players come in, each with a device."""
        found = []
        for name in names:
            await self.live.join(name)
            player = list(self.live.game.players.values())[-1]
            self.live.connected(player.id)
            found.append(player)
        return found

    async def answer(
        self, player: Player, response: Response | None = None, *, after_s: float = 3.0
    ) -> None:
        """Answer the question a player is at; rightly if nothing else is said."""
        game = self.live.game
        place = game.place_of(player.id)
        self.clock.now += after_s
        prompt = game.prompt_for(player.id, place)
        given = prompt.item.right_response() if response is None else response
        await self.live.answer(player, place, "n", as_shown(prompt, given))
        self.clock.now -= after_s


@contextmanager
def game(
    folder: Path,
    items: Sequence[Item] = (CHOICE, CHOICE),
    *,
    title: str = "Capitals",
    passage: str = "",
    **rules: Any,
) -> Iterator[Game]:
    """Give a game that is in its lobby."""
    asked: list[GameQuestion] = questions(items)
    asked[0] = msgspec.structs.replace(asked[0], passage=passage)
    with live_of(folder, asked, title=title, **rules) as found:
        yield Game(*found)


@contextmanager
def live_of(
    folder: Path, asked: Sequence[GameQuestion], *, title: str = "Who said it?", **rules: Any
) -> Iterator[tuple[LiveGame, Clock]]:
    """Give a live game of some questions, with its clock."""
    cap = rules.pop("most_players", 60)
    rules = {"mode": "classic", "seed": 1, **rules}
    rules["mode"] = ClassMode(str(rules["mode"]))
    played = ClassGame(asked, GameRules(**rules))
    row = GameRow(
        id="g", code=CODE, title=title, class_name="", host_token_hash=hash_of("key"),
        started_at=1, ended_at=None,
    )  # fmt: skip
    writer = SchoolWriter(str(folder / "classes.sqlite"))
    try:
        writer.do(lambda db: Games(db).add(row, played)).result()
        clock = Clock()
        yield LiveGame(row, played, writer, most_players=cap, clock=clock), clock
    finally:
        writer.close()


@asynccontextmanager
async def shown(
    app: App[Any], size: tuple[int, int] = (80, 24), *, notifications: bool = False
) -> AsyncIterator[Seen]:
    """Run an app, and give what presses its keys and reads it."""
    async with app.run_test(size=size, notifications=notifications) as pilot:
        seen = Seen(app, pilot)  # type: ignore[arg-type]
        await seen.until(lambda: seen.shown.strip(), "the first screen")
        yield seen
