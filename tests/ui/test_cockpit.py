"""The host's cockpit: a game from its lobby to its podium, by keys."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from quiz.classroom.game import GameStage
from quiz.items import Option, Picked, SingleChoice, Typed
from quiz.library.config import Config
from quiz.ui.canvas.canvas import Canvas
from quiz.ui.screens.ask_line import AskLineScreen
from quiz.ui.screens.classroom.answers import draw_answers, offered
from quiz.ui.screens.classroom.class_page import ClassScreen
from quiz.ui.screens.classroom.cockpit import CockpitScreen
from quiz.ui.screens.classroom.drawing import HostView, draw_qr
from quiz.ui.screens.classroom.people import DisputesScreen, DoorScreen, NotesScreen, PlayersScreen
from quiz.ui.screens.classroom.podium import draw_podium
from quiz.ui.screens.classroom.ways import WaysScreen
from quiz.ui.screens.confirm import ConfirmScreen
from quiz.ui.screens.help import HelpScreen
from quiz.ui.serve_app import ServeApp
from quiz.ui.widgets.key_bar import KeyBar, words_of
from quiz.web.client import GameClient
from quiz.web.qr import qr_rows
from quiz.web.server import PlaceRequest, Started, place_of
from tests.classroom.classes import CHOICE, EVERY_KIND
from tests.ui.class_room import ADDRESS, Game, cockpit_app, game, shown
from tests.ui.seen import Player as Seen
from tests.web.test_server import free_port

WRONG = Picked((0,))
RIVER = EVERY_KIND[3]


@asynccontextmanager
async def hosting(
    folder: Path, *names: str, size: tuple[int, int] = (80, 24), **more: object
) -> AsyncIterator[tuple[Game, Seen]]:
    """Show the cockpit of a game in which some players are."""
    with game(folder, **more) as here:  # type: ignore[arg-type]
        await here.join(*names)
        async with shown(cockpit_app(here.live), size) as seen:
            await seen.is_at(CockpitScreen)
            yield here, seen


async def test_a_game_is_led_from_the_lobby_to_the_podium(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with hosting(tmp_path) as (here, seen):
        await seen.sees("Nobody is in yet.", ADDRESS, "Enter Start")
        otter, maple, _comet = await here.join("otter", "maple", "comet")
        await seen.sees("3 players are in", "room for 60", "· otter", "▸ comet")

        await seen.press("enter")
        await seen.sees("The capital of France?", "Paris", "0 of 3", "30 s")
        await here.answer(otter)
        await here.answer(maple, WRONG, after_s=5)
        await seen.sees("2 of 3", "Still thinking: comet")
        assert "✔" not in seen.shown
        assert "█" not in seen.shown
        await seen.press("n")
        await seen.sees("Still thinking: 1")
        await seen.misses("comet")

        await seen.press("enter")
        await seen.sees("✔ 1 of 2 right", "Since 987.", "1  50%", "Leading")
        await seen.press("enter")
        await seen.sees("Ranking", "after 1 question", "950")
        await seen.press("enter", "enter", "enter")
        await seen.sees("★", "1 question, 50% right.", "The capital of France?")
        assert here.live.game.state.stage is GameStage.OVER

        await seen.press("s")
        await seen.is_at(AskLineScreen)
        await seen.press("enter")
        await seen.is_at(CockpitScreen)
        saved = tmp_path / "points-482915.csv"
        assert saved.read_text("utf-8").splitlines()[1].startswith("otter,,950,")
        await seen.press("s", "enter")
        await seen.sees("already exists")
        await seen.press("escape", "escape")
        await seen.until(lambda: seen.app._exit, "the end")


async def test_a_question_is_paused_closed_opened_again_and_voided(tmp_path: Path) -> None:
    async with hosting(tmp_path, "otter") as (_here, seen):
        await seen.press("enter", "p")
        await seen.sees("The game is paused.")
        await seen.press("p", "c")
        await seen.misses("The game is paused.")
        await seen.sees("Nobody answered.")
        await seen.press("r")
        await seen.sees("0 of 1")
        await seen.press("v")
        await seen.sees("This question counts for nobody.")
        await seen.press("v")
        await seen.misses("This question counts for nobody.")


async def test_players_are_removed_let_back_and_given_more_time(tmp_path: Path) -> None:
    async with hosting(tmp_path, "otter", "maple") as (here, seen):
        await seen.press("k")
        await seen.is_at(PlayersScreen)
        await seen.press("enter")
        await seen.sees("removed")
        assert [player.name for player in here.live.game.inside] == ["otter"]
        await seen.sees("r Remove / let back")
        await seen.press("r")
        await seen.misses("removed")
        await seen.press("down", "t")
        await seen.sees("time ×1.25")
        await seen.press("t", "t", "t", "escape", "t", "enter")
        await seen.sees("time ×1.25")
        times = {p.name: p.extra_time for p in here.live.game.inside}
        assert times == {"maple": 1.25, "otter": 1.0}


async def test_who_waits_is_let_in_or_refused(tmp_path: Path) -> None:
    async with hosting(tmp_path, "otter") as (here, seen):
        assert "a Let in" not in seen.shown
        asked = [await here.live.join(name, asks="many codes") for name in ("ada", "bob", "eve")]
        await seen.sees("Waiting to be let in: ada, bob, eve")
        await seen.press("a")
        await seen.is_at(DoorScreen)
        await seen.press("enter", "d", "a")
        await seen.sees("Nobody is waiting.")
        found = [here.live.admitted(one[:-1]) for one in asked]
        assert found[0]
        assert found[1] is None
        assert found[2]
        await seen.press("escape")
        await seen.sees("3 players are in")


async def test_what_players_say_is_wrong_is_listed(tmp_path: Path) -> None:
    async with hosting(tmp_path, "otter", "maple") as (here, seen):
        await seen.press("enter")
        otter, maple = here.live.game.inside
        assert "! " not in seen.shown
        await here.live.note(otter, 0, "3")
        await here.live.note(maple, 0, "which of them?")
        await seen.sees("2 players say a question is wrong")
        await seen.press("!")
        await seen.is_at(NotesScreen)
        await seen.sees("typo", "which of them?", "otter", "The capital of France?")
        await seen.press("enter", "escape")
        await seen.is_at(CockpitScreen)


async def test_an_answer_that_was_right_is_accepted_for_all(tmp_path: Path) -> None:
    async with hosting(tmp_path, "otter", "maple", items=(RIVER, CHOICE)) as (here, seen):
        await seen.press("enter")
        otter, maple = here.live.game.inside
        for player in (otter, maple):
            await here.answer(player, Typed("Loire"))
        await seen.press("enter")
        await seen.sees("0 of 2 right", "Correct answer: Seine")
        await here.live.change(lambda game, now: game.dispute(otter.id))
        await seen.sees("1 player says “I was right”")
        await seen.press("w")
        await seen.is_at(DisputesScreen)
        await seen.sees("The river of Paris?", "Loire")
        await seen.press("enter")
        await seen.sees("Nothing is left to decide.")
        await seen.press("escape")
        await seen.sees("2 of 2 right")
        await seen.misses("I was right")


async def test_full_points_and_the_end_are_asked_about(tmp_path: Path) -> None:
    async with hosting(tmp_path, "otter", items=(CHOICE, CHOICE)) as (here, seen):
        await seen.press("enter")
        (otter,) = here.live.game.inside
        await here.answer(otter, WRONG)
        await seen.press("enter", "f")
        await seen.is_at(ConfirmScreen)
        await seen.press("y")
        await seen.sees("1 of 1 right")
        await seen.press("e", "n")
        await seen.sees("1 of 1 right")
        await seen.press("e", "y")
        await seen.sees("★")


async def test_two_votes_are_shown_side_by_side(tmp_path: Path) -> None:
    async with hosting(tmp_path, "otter", "maple", mode="two-votes") as (here, seen):
        await seen.press("enter")
        otter, maple = here.live.game.inside
        await here.answer(otter, WRONG)
        await here.answer(maple)
        await seen.press("enter")
        await seen.sees("They talk it over.")
        await seen.press("enter")
        await seen.sees("second vote", "0 of 2")
        await here.answer(otter)
        await here.answer(maple)
        await seen.press("enter")
        await seen.sees("2 of 2 right", "in the first vote 1 of 2", "first vote 1")


async def test_at_ones_own_pace_the_board_shows_how_far_each_is(tmp_path: Path) -> None:
    async with hosting(tmp_path, "otter", "maple", mode="own-pace") as (here, seen):
        await seen.press("enter")
        await seen.sees("0 of 2", "otter", "maple")
        assert "Enter" not in seen.lines[-1]
        (otter, _maple) = here.live.game.inside
        await here.answer(otter)
        await seen.sees("1 of 2", "950")
        await seen.press("n")
        await seen.misses("otter")


STEPS = {
    "lobby": (), "question": ("enter",), "reveal": ("enter", "c"),
    "ranking": ("enter", "c", "enter"), "podium": ("e", "y"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("stage", STEPS)
async def test_no_key_that_is_shown_is_dead_and_each_is_explained(
    tmp_path: Path, stage: str
) -> None:
    async def look(seen: Seen) -> tuple[object, ...]:
        await seen.pilot.pause(0.15)
        app = seen.app
        return app._exit, len(app.screen_stack), seen.shown

    dead = []
    keys: list[tuple[str, str, str]] | None = None
    at = 0
    while keys is None or at < len(keys):
        (tmp_path / f"{at}").mkdir()
        async with hosting(tmp_path / f"{at}", "otter", size=(160, 40)) as (_here, seen):
            await seen.press(*STEPS[stage])
            before = await look(seen)
            if keys is None:
                screen = seen.app.screen
                keys = screen.query_one(KeyBar).shown_keys()
                shown_now = {action for _key, _label, action in keys}
                for active in screen.active_bindings.values():
                    if active.binding.action in shown_now:
                        assert active.binding.id
                        assert words_of(screen, active.binding)[1]
            key, label, action = keys[at]
            at += 1
            node = next(
                active.node
                for active in seen.app.screen.active_bindings.values()
                if active.binding.action == action
            )
            await seen.app.run_action(action, node)
            if await look(seen) == before:
                dead.append(f"{key} {label}")
    assert not dead


async def test_help_names_the_keys_and_the_host_key_is_shown_when_asked_for(
    tmp_path: Path,
) -> None:
    async with hosting(tmp_path, "otter") as (_here, seen):
        assert "a-key" not in seen.shown
        await seen.press("h")
        await seen.is_at(WaysScreen)
        await seen.sees("a-key")
        await seen.press("escape", "question_mark")
        await seen.is_at(HelpScreen)
        await seen.sees("Open the first question", "End the game")


LONG = SingleChoice(
    id="long", stem="Which " + "very long " * 60 + "question?", key=0,
    options=tuple(Option(f"{n} " + "many words " * 25) for n in range(6)),
)  # fmt: skip


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_three_hundred_long_names_and_long_questions_stay_in_the_window(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    names = [f"{n} {'Wolfeschlegelstein' * 3}" for n in range(300 if size[0] == 200 else 40)]
    more = {"items": (LONG, CHOICE), "most_players": 400, "passage": "A passage. " * 200}
    async with hosting(tmp_path, *names, size=size, **more) as (here, seen):
        await seen.sees("players are in" if size[0] < 104 else "The same address")
        await seen.sees(f"{len(names) - 1} Wolfe")
        await seen.press("enter")
        await seen.sees("Answered", f"0 of {len(names)}")
        for player in here.live.game.inside[:5]:
            await here.answer(player)
        await seen.sees("Still thinking", " more")
        await seen.press("enter")
        await seen.sees("5 of 5 right")
        await seen.press("enter")
        await seen.sees("Ranking", "950")


def test_the_podium_rises_from_the_third_to_the_first(tmp_path: Path) -> None:
    from quiz.classroom.game import ClassAnswer, Player

    with game(tmp_path) as here:
        played = here.live.game
        played.go_on(0.0)
        for rank, name in enumerate(("one", "two", "three")):
            played.put(Player(id=name, name=name))
            played.take(
                ClassAnswer(player=name, place=0, response=Picked((1,)), at=0.0, elapsed_s=1.0,
                            credit=1.0, points=900 - rank)
            )  # fmt: skip
        played.end()

        def names(share: float) -> set[str]:
            canvas = Canvas(80, 22)
            draw_podium(canvas, HostView(live=here.live, address=ADDRESS, share=share))
            text = "\n".join(canvas.lines())
            return {name for name in ("one", "two", "three") if name in text.split()}

        assert [names(share) for share in (0.1, 0.4, 0.7, 1.0)] == [
            set(), {"three"}, {"two", "three"}, {"one", "two", "three"},
        ]  # fmt: skip


def test_a_qr_code_is_drawn_module_by_module() -> None:
    modules = qr_rows(ADDRESS)
    canvas = Canvas(len(modules), (len(modules) + 1) // 2)
    draw_qr(canvas, 0, 0, modules)
    read = [
        [
            (canvas.inks[row // 2][column] if row % 2 == 0 else canvas.grounds[row // 2][column])
            == "black"
            for column in range(len(modules))
        ]
        for row in range(len(modules))
    ]
    assert read == modules


@pytest.mark.parametrize("item", EVERY_KIND, ids=lambda item: item.kind)
def test_what_is_offered_tells_nothing_of_the_key(tmp_path: Path, item: object) -> None:
    with game(tmp_path, items=(item, CHOICE)) as here:  # type: ignore[arg-type]
        played = here.live.game
        played.go_on(0.0)
        canvas = Canvas(100, 30)
        view = HostView(live=here.live, address=ADDRESS)
        rows = draw_answers(canvas, view, is_shown=False, is_airy=False)
        assert rows >= 1
        text = "\n".join(canvas.lines())
        assert "✔" not in text
        typed = {"text", "number", "date", "list"}
        if played.questions[0].item.kind in typed:
            assert not any(line in text for line in played.questions[0].item.solution)
        else:
            assert offered(played.prompt_for("", 0))


async def test_the_server_runs_beside_the_cockpit_and_ends_with_it(tmp_path: Path) -> None:
    place = place_of(PlaceRequest(port=free_port()))
    with game(tmp_path) as here:
        app = ServeApp(
            Started(here.live, "token"), place, None, config=Config(), theme="ink",
            log=tmp_path / "log", guard_s=0,
        )  # fmt: skip
        async with shown(app) as seen:
            await seen.until(lambda: app._server.started, "the server")
            client = GameClient(place.address)
            assert await asyncio.to_thread(client.join, "ada", "482915")
            await seen.sees("1 player is in", "ada")
            await seen.press("escape")
            await seen.is_at(ConfirmScreen)
            await seen.press("y")
            await seen.until(lambda: app._exit, "the end")
            assert app.return_code == 0
            assert not app.fault
        assert app._server.should_exit


async def test_a_server_that_cannot_listen_ends_the_app_with_a_line(tmp_path: Path) -> None:
    with socket.socket() as taken, game(tmp_path) as here:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        place = place_of(PlaceRequest(port=taken.getsockname()[1]))
        app = ServeApp(
            Started(here.live, "token"), place, None, config=Config(), theme="ink",
            log=tmp_path / "log", guard_s=0,
        )  # fmt: skip
        async with app.run_test():
            for _again in range(500):
                if app._exit:
                    break
                await asyncio.sleep(0.01)
    assert app.return_code == 2
    assert "try another port" in app.fault
    assert "\n" not in app.fault


async def test_a_class_without_a_game_says_who_has_signed_in(tmp_path: Path) -> None:
    from quiz.school.classes import Classes
    from quiz.school.sql import Db
    from quiz.web.school import School
    from tests.support import folders_in

    store = str(tmp_path / "c.sqlite")
    db = Db.open(store)
    made = Classes(db).add("7b", [("Ada", 1.0), ("Bob", 1.0)])
    db.close()
    school = School(store, "7b", folders_in(tmp_path))
    place = place_of(PlaceRequest(port=free_port()))
    try:
        app = ServeApp(
            None, place, school, config=Config(), theme="paper", log=tmp_path / "log", guard_s=0
        )
        async with shown(app) as seen:
            await seen.is_at(ClassScreen)
            await seen.sees("7b", f"{place.address}/class", "0 of 2 pupils have signed in")
            assert await school.enter("Ada", made[0].pin)
            await app.screen._count()  # type: ignore[attr-defined]
            await seen.sees("1 of 2 pupils have signed in")
            await seen.press("h")
            await seen.sees("Gradebook", "Host's key")
            await seen.press("escape", "q", "y")
            await seen.until(lambda: app._exit, "the end")
    finally:
        school.close()
