"""A player's seat in a terminal: the door, the question, the answer, and a line that is lost."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import pytest

pytest.importorskip("starlette")

import msgspec

from quiz.classroom.game import GameStage, TooLate
from quiz.items import Item, Option, SingleChoice, Typed
from quiz.library.config import Config
from quiz.library.pictures import read_picture
from quiz.ui.join_app import JoinApp
from quiz.ui.screens.classroom.join import JoinScreen
from quiz.ui.screens.classroom.seat import SeatScreen
from quiz.ui.screens.confirm import ConfirmScreen
from quiz.ui.widgets.key_bar import KeyBar, words_of
from quiz.web.client import (
    Door,
    FieldRefused,
    GameClient,
    GameEvent,
    LineLost,
    SentHome,
    event_from,
)
from quiz.web.live import NoSeat
from quiz.web.player_events import event_of
from quiz.web.server import PlaceRequest, place_of
from tests.classroom.classes import CHOICE, EVERY_KIND
from tests.formats.images import WHOLE
from tests.ui.class_room import CODE, Game, game
from tests.ui.seen import Player as Seen
from tests.web.test_server import free_port, served

T = TypeVar("T")
RIVER = EVERY_KIND[3]


class NearClient(GameClient):
    """A way to a game in the same loop, whose line can be cut."""

    def __init__(self, here: Game) -> None:
        super().__init__(f"http://localhost:1/j/{CODE}")
        self.here, self.loop = here, asyncio.get_running_loop()
        self.is_cut = False
        self.sent: list[str] = []
        """The nonce of each answer that left."""
        self._seat = ""

    def _in_loop(self, work: Callable[[], T]) -> T:
        if self.is_cut:
            raise LineLost("No connection to the game.")

        async def run() -> T:
            found = work()
            return await found if asyncio.iscoroutine(found) else found

        return asyncio.run_coroutine_threadsafe(run(), self.loop).result(10)

    @property
    def _now(self) -> GameEvent:
        live = self.here.live
        player = live.player_of(self._seat)
        return event_from(msgspec.json.decode(msgspec.json.encode(event_of(live, player))))

    @property
    def _seq(self) -> int:
        live = self.here.live
        return live.seq_of(live.player_of(self._seat).id) if self._seat else 0

    def door(self) -> Door:
        return self._in_loop(lambda: Door(title="Capitals", teams=self.here.live.game.rules.teams))

    def join(self, name: str, code: str, team: str = "") -> bool:
        self._seat = self._in_loop(lambda: self.here.live.join(name, team))  # type: ignore[assignment]
        self._in_loop(lambda: self.here.live.connected(self.here.live.player_of(self._seat).id))
        return True

    def answer(self, place: int, response: object, nonce: str = "") -> GameEvent:
        self.sent.append(nonce)
        live = self.here.live

        async def take() -> GameEvent:
            await live.answer(live.player_of(self._seat), place, nonce, response)  # type: ignore[arg-type]
            return self._now

        return self._in_loop(take)  # type: ignore[return-value]

    def note(self, place: int, text: str) -> GameEvent:
        live = self.here.live

        async def say() -> GameEvent:
            await live.note(live.player_of(self._seat), place, text)
            return self._now

        return self._in_loop(say)  # type: ignore[return-value]

    def picture(self, place: int) -> bytes:
        question = self.here.live.game.questions[place]
        return self._in_loop(lambda: read_picture(question.path, question.image))

    def go_on(self) -> GameEvent:
        live = self.here.live

        async def go() -> GameEvent:
            me = live.player_of(self._seat).id
            await live.change(lambda played, now: played.go_on_alone(me, now))
            return self._now

        return self._in_loop(go)  # type: ignore[return-value]

    def dispute(self) -> GameEvent:
        live = self.here.live

        async def say() -> GameEvent:
            me = live.player_of(self._seat).id
            await live.change(lambda played, now: played.dispute(me))
            return self._now

        return self._in_loop(say)  # type: ignore[return-value]

    def follow(self) -> Iterator[GameEvent | None]:
        known, was_cut = -1, False
        while not self._is_closed:
            if self.is_cut:
                was_cut = True
                yield None
            else:
                try:
                    seq = self._seq
                    if seq != known or was_cut:
                        known, was_cut = seq, False
                        yield self._in_loop(lambda: self._now)
                except LineLost:
                    continue
                except NoSeat as error:
                    raise SentHome("The host sent you out of the game.") from error
            time.sleep(0.02)


@asynccontextmanager
async def seated(
    folder: Path,
    items: tuple[Item, ...] = (CHOICE, CHOICE),
    *,
    size: tuple[int, int] = (80, 24),
    name: str = "Ada",
    **rules: object,
) -> AsyncIterator[tuple[Game, Seen, NearClient]]:
    """Show the seat of someone who came in."""
    with game(folder, items, **rules) as here:  # type: ignore[arg-type]
        client = NearClient(here)
        app = JoinApp(client, name=name, code="", team="", config=Config(), log=folder / "log",
                      guard_s=0)  # fmt: skip
        app.animation_level = "none"
        async with app.run_test(size=size) as pilot:
            seen = Seen(app, pilot)  # type: ignore[arg-type]
            if name:
                await seen.is_at(SeatScreen)
                await seen.sees(f"You are in, {name}.")
            yield here, seen, client
            client.close()


async def go_on(here: Game) -> None:
    await here.live.change(lambda played, now: played.go_on(now))


async def pick(seen: Seen, text: str) -> None:
    """Choose an option, wherever it stands, and submit it."""
    screen = seen.app.screen
    assert isinstance(screen, SeatScreen)
    assert screen.now is not None
    assert isinstance(screen.now.item, SingleChoice)
    texts = [option.text for option in screen.now.item.options]
    await seen.press(f"{texts.index(text) + 1}", "enter")


async def close(here: Game) -> None:
    await here.live.change(lambda played, now: played.close())


async def test_a_question_is_answered_and_its_verdict_shown(tmp_path: Path) -> None:
    async with seated(tmp_path) as (here, seen, _client):
        await go_on(here)
        await seen.sees("The capital of France?", "Choose one", "question 1 of 2", "0:30 left")
        here.clock.now += 6
        await pick(seen, "Paris")
        await seen.sees("Your answer is in.")
        assert "Paris is" not in seen.shown
        assert "Since 987." not in seen.shown
        await close(here)
        await seen.sees("✔ Right", "+900: 500 for the answer, 400 for speed", "Since 987.",
                        "Rank 1 of 1")  # fmt: skip
        await go_on(here)
        await seen.sees("Look up: the next question comes soon.", "900 points")
        await go_on(here)
        await seen.sees("question 2 of 2")
        await pick(seen, "Lyon")
        await seen.sees("Your answer is in.")
        await close(here)
        await seen.sees("✘ Wrong", "Correct answer  Paris", "w I was right")
        await seen.press("w")
        await seen.sees("You said that you were right.")
        assert here.live.game.disputed() == [(1, "Lyon", 1)]
        assert "w I was right" not in seen.shown
        await go_on(here)
        await seen.sees("The game is over.", "Thank you for playing, Ada.")
        await seen.press("escape")
        await seen.until(lambda: seen.app._exit, "the end")


async def test_a_lost_line_loses_nothing_that_is_typed_and_sends_the_answer_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.ui.screens.classroom.seat._AGAIN_S", 0.05)
    async with seated(tmp_path, (RIVER, CHOICE)) as (here, seen, client):
        await go_on(here)
        await seen.sees("The river of Paris?")
        await seen.write("Sei")
        client.is_cut = True
        await seen.sees("No connection. Trying again…")
        await seen.write("ne")
        await seen.press("enter")
        await seen.sees("Your answer is sent as soon as there is one.", "Seine")
        client.is_cut = False
        await seen.sees("Your answer is in.")
        (answer,) = here.live.game.answers(0)
        assert answer.response == Typed("Seine")
        assert len(set(client.sent)) == 1
        await seen.misses("No connection")


async def test_what_is_typed_stays_while_the_game_goes_on_elsewhere(tmp_path: Path) -> None:
    async with seated(tmp_path, (RIVER, CHOICE)) as (here, seen, _client):
        await go_on(here)
        await seen.sees("The river of Paris?")
        await seen.write("Sei")
        await here.live.stretch(here.live.game.inside[0].id, 1.5)
        await seen.sees("0:45 left", "Sei")
        await here.live.change(lambda played, now: played.pause(now))
        await seen.sees("The game is paused.", "Sei")
        await here.live.change(lambda played, now: played.pause(now))
        await seen.misses("The game is paused.")
        await seen.write("ne")
        await seen.press("enter")
        await seen.sees("Your answer is in.")
        (answer,) = here.live.game.answers(0)
        assert answer.response == Typed("Seine")


async def test_an_answer_that_comes_too_late_is_told_and_the_question_is_closed(
    tmp_path: Path,
) -> None:
    async with seated(tmp_path) as (here, seen, client):
        await go_on(here)
        await seen.sees("The capital of France?")

        def late(place: int, response: object, nonce: str = "") -> GameEvent:
            raise TooLate("This question is closed.")

        client.answer = late  # type: ignore[method-assign]
        await pick(seen, "Lyon")
        await seen.sees("This question is closed.")
        await close(here)
        await seen.sees("No answer.", "Correct answer  Paris")


async def test_at_ones_own_pace_enter_goes_on(tmp_path: Path) -> None:
    async with seated(tmp_path, mode="own-pace") as (here, seen, _client):
        await go_on(here)
        await seen.sees("question 1 of 2")
        await pick(seen, "Paris")
        await seen.sees("✔ Right", "Enter Next question")
        await seen.press("enter")
        await seen.sees("question 2 of 2")
        await pick(seen, "Lyon")
        await seen.sees("✘ Wrong", "Correct answer  Paris")
        await seen.press("enter")
        await seen.sees("You are through, Ada.")
        assert here.live.game.state.stage is GameStage.ASKING


async def test_the_first_of_two_votes_stands_in_the_second(tmp_path: Path) -> None:
    async with seated(tmp_path, mode="two-votes") as (here, seen, _client):
        await go_on(here)
        await seen.sees("question 1 of 2")
        await pick(seen, "Lyon")
        await seen.sees("Your answer is in.")
        await close(here)
        await seen.sees("Talk it over.")
        await go_on(here)
        await seen.misses("Talk it over.")
        await seen.sees("●")
        await pick(seen, "Paris")
        await seen.sees("Your answer is in.")
        me = here.live.game.inside[0].id
        votes = [here.live.game.answer_of(me, 0, vote) for vote in (1, 2)]
        assert [vote.credit for vote in votes if vote is not None] == [0.0, 1.0]


async def test_who_is_sent_out_is_told_why(tmp_path: Path) -> None:
    async with seated(tmp_path) as (here, seen, _client):
        await here.live.kick(here.live.game.inside[0].id)
        await seen.until(lambda: seen.app._exit, "the end")
        app = seen.app
        assert isinstance(app, JoinApp)
        assert "sent you out" in str(app.fault)
        assert app.return_code == 2


@pytest.mark.parametrize("item", EVERY_KIND, ids=lambda item: item.kind)
async def test_every_kind_is_shown_and_its_end_too(tmp_path: Path, item: Item) -> None:
    async with seated(tmp_path, (item, CHOICE)) as (here, seen, _client):
        await go_on(here)
        await seen.sees("question 1 of 2", "Enter")
        screen = seen.app.screen
        for active in screen.active_bindings.values():
            shown = {action for _key, _label, action in screen.query_one(KeyBar).shown_keys()}
            if active.binding.action in shown:
                assert words_of(screen, active.binding)[1]
        (ada,) = here.live.game.inside
        await here.answer(ada)
        await close(here)
        await seen.sees("✔ Right")


async def test_leaving_is_asked_about(tmp_path: Path) -> None:
    async with seated(tmp_path) as (_here, seen, _client):
        await seen.press("escape")
        await seen.is_at(ConfirmScreen)
        await seen.press("n")
        await seen.is_at(SeatScreen)
        await seen.press("escape", "y")
        await seen.until(lambda: seen.app._exit, "the end")


LONG = SingleChoice(
    id="long", stem="Which " + "very long " * 60 + "question?", key=0, image="../secret.png",
    alt="A ship", options=tuple(Option(f"{n} " + "many words " * 25) for n in range(6)),
)  # fmt: skip


@pytest.mark.parametrize("size", [(60, 20), (200, 60)])
async def test_a_long_question_is_scrolled_and_its_picture_is_named_alone(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    more = {"passage": "A passage. " * 200, "name": "W" * 40}
    async with seated(tmp_path, (LONG, CHOICE), size=size, **more) as (here, seen, _client):
        await go_on(here)
        await seen.sees("A passage.")
        if size[0] == 60:
            await seen.press(*["ctrl+down"] * 4)
        else:
            await seen.sees("Picture: A ship", "Which very long")
        (player,) = here.live.game.inside
        await here.answer(player)
        await close(here)
        await seen.sees("✔ Right")


async def test_a_question_is_said_to_be_wrong(tmp_path: Path) -> None:
    async with seated(tmp_path) as (here, seen, _client):
        await go_on(here)
        await seen.sees("The capital of France?")
        await seen.press("!")
        await seen.sees("What's wrong with this question?", "1 wrong answer")
        await seen.write("4 since 2020")
        await seen.press("enter")
        await seen.until(lambda: here.live.game.state.notes, "the note")
        assert [*here.live.game.state.notes["0"].values()] == ["4 since 2020"]
        await pick(seen, "Paris")
        await seen.sees("Your answer is in.")


async def test_the_picture_of_a_question_is_fetched_and_shown(tmp_path: Path) -> None:
    (tmp_path / "hill.png").write_bytes(WHOLE["png"])
    async with seated(tmp_path) as (here, seen, _client):
        game = here.live.game
        item = CHOICE.replaced(image="hill.png", alt="A blue place")
        path = str(tmp_path / "bank.yaml")
        asked = msgspec.structs.replace(
            game.questions[0], item=item, image="hill.png", path=path
        )  # fmt: skip
        game.questions = (asked, *game.questions[1:])
        await go_on(here)
        await seen.sees("The capital of France?", "[Picture: A blue place]", "▀")


async def test_the_door_asks_for_a_team_and_says_why_not(tmp_path: Path) -> None:
    rules = {"mode": "teams", "teams": ("Red", "Blue")}
    async with seated(tmp_path, name="", **rules) as (here, seen, client):  # type: ignore[arg-type]
        await seen.is_at(JoinScreen)
        await seen.sees("Your name", "Your team: Red, Blue", "Enter Join")
        assert "Code" not in seen.shown  # the address has it
        client.is_cut = True
        await seen.write("Ada")
        await seen.press("enter")
        await seen.write("green")
        await seen.press("enter")
        await seen.sees("Choose one of the teams: Red, Blue.")
        await seen.press("ctrl+u")
        await seen.write("red")
        await seen.press("enter")
        await seen.sees("No connection to the game. Press Enter to try again.")
        client.is_cut = False
        await seen.press("enter")
        await seen.is_at(SeatScreen)
        assert [(p.name, p.team) for p in here.live.game.inside] == [("Ada", "Red")]


@pytest.mark.parametrize("field", ["code", "name"])
async def test_what_was_refused_at_the_door_is_typed_again(tmp_path: Path, field: str) -> None:
    async with seated(tmp_path, name="") as (_here, seen, client):
        asked: list[tuple[str, str]] = []
        join = client.join

        def refuse_once(name: str, code: str, team: str = "") -> bool:
            asked.append((name, code))
            if len(asked) == 1:
                raise FieldRefused("This will not do.", field)
            return join(name, code, team)

        client.join = refuse_once  # type: ignore[method-assign]
        await seen.is_at(JoinScreen)
        await seen.write("Ada")
        await seen.press("enter")
        await seen.sees("This will not do.", "Code, as the board shows it", "Your name")
        await seen.write("other")
        await seen.press("enter")
        await seen.is_at(SeatScreen)
        second = {"code": ("Ada", "other"), "name": ("other", CODE)}
        assert asked == [("Ada", CODE), second[field]]


@pytest.mark.slow
async def test_over_the_loopback_with_a_wrong_code_and_the_host_s_yes(tmp_path: Path) -> None:
    place = place_of(PlaceRequest(port=free_port()))
    with game(tmp_path) as here, served(here.live, place) as server:
        first = GameClient(place.address)
        assert await asyncio.to_thread(first.join, "Ada", CODE)
        app = JoinApp(GameClient(place.address), name="", code="", team="", config=Config(),
                      log=tmp_path / "log", guard_s=0)  # fmt: skip
        async with app.run_test() as pilot:
            seen = Seen(app, pilot)  # type: ignore[arg-type]
            await seen.sees("Code, as the board shows it", "Capitals")
            await seen.write("111111")
            await seen.press("enter")
            await seen.write("ada")
            await seen.press("enter")
            await seen.sees("This is not the code of the game.")
            await seen.write(CODE)  # the keys are back at the code, which is typed over
            await seen.press("enter")
            await seen.sees("Wait until the host lets you in.")
            (waiting,) = here.live.waiting
            asyncio.run_coroutine_threadsafe(here.live.admit(waiting), server._loop).result(10)
            await seen.is_at(SeatScreen)
            await seen.sees("You are in, Ada.")
            server.go_on()
            await seen.sees("The capital of France?")
            await pick(seen, "Lyon")
            await seen.sees("✘ Wrong", "w I was right")  # all who are here have answered
            await seen.press("w")
            await seen.sees("You said that you were right.")
            server.host(lambda played, now: played.end())
            await seen.sees("The game is over.")
