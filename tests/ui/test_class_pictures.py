"""Pictures of the cockpit and of a player's seat. Look at a changed one before accepting it."""

import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette")

import msgspec
from textual.pilot import Pilot

from quiz.classroom.game import ClassAnswer, Player
from quiz.items import Picked
from quiz.ui.screens.classroom.seat import SeatScreen
from quiz.web.client import GameClient, GameEvent, event_from
from quiz.web.player_events import event_of
from tests.ui.class_room import NAMES, Game, ScreenApp, cockpit_app, game
from tests.ui.seen import Player as Seen

SMALL, LARGE = (80, 24), (120, 40)
WRONG = Picked((0,))
Look = Callable[..., None]


@pytest.fixture
def look(snap_compare: Callable[..., bool], tmp_path: Path) -> Look:
    """Return what leads a game so far, and compares its picture with the one accepted."""

    def compare(
        *keys: str,
        sees: str,
        size: tuple[int, int] = SMALL,
        theme: str = "ink",
        answers: Callable[[Game], Awaitable[None]] | None = None,
        players: tuple[str, ...] = NAMES,
    ) -> None:
        with game(tmp_path) as here:
            app = cockpit_app(here.live)

            async def before(pilot: Pilot[None]) -> None:
                app.theme = theme
                await here.join(*players)
                seen = Seen(app, pilot)  # type: ignore[arg-type]
                for key in keys:
                    await seen.press(key)
                    if key == "enter" and answers is not None and not here.live.game.answers(0):
                        await answers(here)
                await seen.sees(sees)
                await pilot.pause()

            assert snap_compare(app, terminal_size=size, run_before=before)

    return compare


async def most_answered(here: Game) -> None:
    """Let three of four answer, two of three of them rightly."""
    inside = here.live.game.inside
    for at, player in enumerate(inside[: len(inside) * 3 // 4]):
        await here.answer(player, None if at % 3 else WRONG, after_s=1 + at * 0.7)
    here.clock.now += 22


def test_the_lobby_before_anyone_is_in(look: Look) -> None:
    look(sees="Nobody is in yet.", players=())


def test_the_lobby_large_and_light(look: Look) -> None:
    look(sees="24 players are in", size=LARGE, theme="paper")


def test_a_question_that_is_open(look: Look) -> None:
    look("enter", sees="18 of 24", answers=most_answered)


def test_what_was_answered(look: Look) -> None:
    look("enter", "enter", sees="12 of 18 right", answers=most_answered)


def test_the_podium_large(look: Look) -> None:
    look("enter", "enter", "e", "y", sees="★", size=LARGE, answers=most_answered)


class TellingClient(GameClient):
    """Tells one thing, and no more."""

    def __init__(self, event: GameEvent) -> None:
        super().__init__("localhost")
        self._event, self._end = event, threading.Event()

    def follow(self) -> Iterator[GameEvent | None]:
        yield self._event
        self._end.wait()

    def close(self) -> None:
        self._end.set()


def event_of_ada(folder: Path, *, is_closed: bool) -> GameEvent:
    """Return what Ada's device is told of a question that she answered wrongly once it closes."""
    with game(folder) as here:
        played = here.live.game
        ada = Player(id="ada", name="Ada")
        played.put(ada)
        played.go_on(here.clock.now)
        if is_closed:
            played.take(ClassAnswer(player="ada", place=0, response=WRONG, at=0.0, elapsed_s=4.0,
                                    credit=0.0, points=0))  # fmt: skip
            played.close()
        return event_from(msgspec.json.decode(msgspec.json.encode(event_of(here.live, ada))))


@pytest.mark.parametrize(
    ("is_closed", "size", "theme"), [(False, SMALL, "ink"), (True, LARGE, "paper")]
)
def test_a_seat(
    snap_compare: Callable[..., bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    is_closed: bool, size: tuple[int, int], theme: str,
) -> None:  # fmt: skip
    monkeypatch.setattr("quiz.ui.screens.classroom.seat.monotonic", lambda: 1000.0)
    client = TellingClient(event_of_ada(tmp_path, is_closed=is_closed))
    root = "../../quiz/ui"
    sheets = [f"{root}/app.tcss", f"{root}/screens/classroom/seat.tcss"]
    app = ScreenApp(SeatScreen(client), sheets)

    async def before(pilot: Pilot[None]) -> None:
        app.theme = theme
        seen = Seen(app, pilot)  # type: ignore[arg-type]
        await seen.sees("The capital of France?", "Wrong" if is_closed else "0:30 left")
        await pilot.pause()
        client.close()

    assert snap_compare(app, terminal_size=size, run_before=before)
