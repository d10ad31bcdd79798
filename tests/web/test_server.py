"""The real server on loopback: streams, `quiz join` over lines, a restart in the middle."""

import asyncio
import io
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from quiz.classroom.game import ClassGame, GameStage
from quiz.classroom.rules import ClassMode, GameRules
from quiz.cli.join_lines import join_in_lines
from quiz.errors import QuizError
from quiz.items import Picked
from quiz.web.client import Door, FieldRefused, GameClient, LineLost
from quiz.web.live import LiveGame
from quiz.web.server import (
    Listening,
    PlaceRequest,
    begun,
    check_port,
    make_server,
    place_of,
    resumed,
    run,
)
from tests.classroom.classes import CHOICE, questions


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A game that is served in a thread."""

    def __init__(self, live: LiveGame, place: Listening) -> None:
        self.live, self.place = live, place
        self.server = make_server(live, place, host_hash=live.row.host_token_hash)
        self.server.capture_signals = no_signals  # type: ignore[method-assign]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        until(lambda: self.server.started)

    def _run(self) -> None:
        self._loop.run_until_complete(run(self.live, self.server))

    def host(self, change: Callable[[ClassGame, float], None]) -> None:
        asyncio.run_coroutine_threadsafe(self.live.change(change), self._loop).result(10)

    def go_on(self) -> None:
        self.host(lambda game, now: game.go_on(now))

    def end(self) -> None:
        self.server.should_exit = True
        self._thread.join(10)
        self._loop.close()


@contextmanager
def no_signals() -> Iterator[None]:
    yield


@contextmanager
def served(live: LiveGame, place: Listening) -> Iterator[Served]:
    found = Served(live, place)
    try:
        yield found
    finally:
        found.end()


def until(is_so: Callable[[], bool], within_s: float = 20) -> None:
    end = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < end, "never came"
        time.sleep(0.01)


class Lines(io.TextIOBase):
    """Lines that are typed when what went before was seen."""

    def __init__(self, *steps: tuple[Callable[[], bool], str]) -> None:
        self._steps = iter(steps)

    def readline(self, _size: int = -1) -> str:  # type: ignore[override]
        for is_so, line in self._steps:
            until(is_so)
            return line + "\n"
        return ""


def label_of(live: LiveGame, place: int, text: str) -> str:
    (player,) = live.game.players
    options = live.prompt(player, place).item.options  # type: ignore[union-attr]
    return str([option.text for option in options].index(text) + 1)


def test_a_game_is_joined_and_played_in_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = place_of(PlaceRequest(port=free_port()))
    check_port(place)
    rules = GameRules(mode=ClassMode.OWN_PACE, seed=1)
    store = str(tmp_path / "c.sqlite")
    with begun(store, "Capitals", tuple(questions((CHOICE, CHOICE))), rules) as started:
        live = started.live
        with served(live, place) as here:
            said: list[str] = []

            def saw(words: str) -> Callable[[], bool]:
                def is_so() -> bool:
                    said.append(capsys.readouterr().out)
                    return words in "".join(said)

                return is_so

            def started_and(words: str) -> Callable[[], bool]:
                def is_so() -> bool:
                    if live.game.state.stage is GameStage.LOBBY and live.game.players:
                        here.go_on()
                    return saw(words)()

                return is_so

            lines = Lines(
                (started_and("1 of 2"), "9"),
                (saw("Not accepted"), "Paris"),
                (saw("Right. +"), ""),
                (saw("2 of 2"), "Lyon"),
                (saw("Correct answer: Paris"), ":wrong typo"),
                (saw("Noted. Your host sees it."), ""),
            )
            address = f"{place.address}/j/{live.row.code}"
            assert join_in_lines(address, "Ada", "", "", lines) == 0  # type: ignore[arg-type]
            out = "".join(said) + capsys.readouterr().out
        assert [[*one.values()] for one in live.game.state.notes.values()] == [["typo"]]
    assert "Since 987." in out
    assert "You are through." in out


def test_a_team_is_chosen_in_lines_by_name_or_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = place_of(PlaceRequest(port=free_port()))
    rules = GameRules(mode=ClassMode.TEAMS, teams=("Red", "Blue"), seed=1)
    store = str(tmp_path / "c.sqlite")
    asked = tuple(questions((CHOICE,)))
    with (
        begun(store, "Capitals", asked, rules) as started,
        served(started.live, place),
    ):
        address = f"{place.address}/j/{started.live.row.code}"
        join_in_lines(address, "", "", "green", io.StringIO("\nAda\npurple\n2\n"))
        out = capsys.readouterr().out
        join_in_lines(address, "Ben", "", "red", io.StringIO(""))
        with pytest.raises(QuizError, match="the input ended"):
            join_in_lines(address, "Cem", "", "", io.StringIO("\n"))
        seats = {player.name: player.team for player in started.live.game.players.values()}
    assert out.startswith("Capitals\nYour name: Your name: 1. Red\n2. Blue\nYour team: 1. Red\n")
    assert seats == {"Ada": "Blue", "Ben": "Red"}


class Typing(io.StringIO):
    """Lines that someone types at a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_code_or_a_name_that_is_refused_is_asked_for_again_where_someone_types(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = place_of(PlaceRequest(port=free_port()))
    store = str(tmp_path / "c.sqlite")
    with (
        begun(store, "Capitals", tuple(questions((CHOICE,))), GameRules()) as started,
        served(started.live, place),
    ):
        code, here = started.live.row.code, GameClient(place.address)
        assert here.join("Ada", code)
        until(lambda: _listens(here, started.live))
        join_in_lines(place.address, "", "", "", Typing(f"12\nAda\n{code}\nBen\n"))
        out = capsys.readouterr().out
        with pytest.raises(FieldRefused, match="not the code"):
            join_in_lines(place.address, "", "", "", io.StringIO("12\nCem\n"))
        with pytest.raises(FieldRefused, match="already"):
            join_in_lines(place.address, "ada", code, "", io.StringIO(""))
        names = [player.name for player in started.live.game.inside]
        here.close()
    assert "This is not the code of the game.\nCode: Someone here has this name" in out
    assert names == ["Ada", "Ben"]


def test_what_does_not_answer_is_said_before_anything_is_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    port = free_port()
    with pytest.raises(LineLost, match=rf"No connection to 127\.0\.0\.1:{port}\."):
        join_in_lines(f"127.0.0.1:{port}", "", "", "", io.StringIO("1234\nAda\n"))
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("text", "team"),
    [("red", "Red"), (" BLUE ", "Blue"), ("1", "Red"), ("2", "2"), ("3", "2"), ("0", ""),
     ("4", ""), ("", ""), ("9" * 5000, ""), ("green", "")],
)  # fmt: skip
def test_a_team_is_meant_by_name_or_else_by_number(text: str, team: str) -> None:
    assert Door(title="Game", teams=("Red", "Blue", "2")).team_named(text) == team


def test_a_killed_server_is_taken_up_with_seats_points_and_answers(tmp_path: Path) -> None:
    place = place_of(PlaceRequest(port=free_port()))
    store = str(tmp_path / "c.sqlite")
    rules = GameRules(seconds=60.0, shuffles=False, seed=1)
    asked = tuple(questions((CHOICE, CHOICE)))
    with (
        begun(store, "Capitals", asked, rules) as started,
        served(started.live, place) as here,
    ):
        client, other = GameClient(place.address), GameClient(place.address)
        assert client.join("Ada", started.live.row.code)
        until(lambda: _listens(client, started.live))
        with pytest.raises(QuizError, match="already"):
            other.join("ada", started.live.row.code)
        here.go_on()
        told = client.answer(0, _paris(started.live), "n1")
        assert told.answered
        points = started.live.game.points_of(next(iter(started.live.game.players)))
        until(lambda: started.live.game.state.stage is GameStage.CLOSED)  # everyone has answered
    # The server is gone: nothing more is written, as after `kill -9`.
    with resumed(store) as again, served(again.live, place) as here:
        assert again.live.game.state.stage is GameStage.CLOSED
        (player,) = again.live.game.players
        assert again.live.game.points_of(player) == points > 0
        back = client.answer(0, _paris(again.live), "n1")  # the retry of a lost reply
        assert back.answered
        event = next(client.events())
        assert (event.verdict, event.rank, event.points) == ("right", 1, points)


def _listens(client: GameClient, live: LiveGame) -> bool:
    if not live.present:
        threading.Thread(target=lambda: _drain(client), daemon=True).start()
        time.sleep(0.2)
    return bool(live.present)


def _drain(client: GameClient) -> None:
    try:
        for _event in client.events():
            pass
    except QuizError:
        return


def _paris(live: LiveGame) -> Picked:
    options = live.prompt("", 0).item.options  # type: ignore[union-attr]
    return Picked(([option.text for option in options].index("Paris"),))


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(QuizError, match="--port"):
            check_port(place_of(PlaceRequest(port=port)))


def test_nothing_to_take_up_is_told(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match="no unfinished game"), resumed(str(tmp_path / "c.sqlite")):
        pass


def test_the_clock_of_an_open_question_stands_after_a_restart(tmp_path: Path) -> None:
    store = str(tmp_path / "c.sqlite")
    rules = GameRules(seconds=60.0)
    with begun(store, "Capitals", tuple(questions((CHOICE,))), rules) as started:
        live = started.live
        asyncio.run(live.change(lambda game, now: game.go_on(now)))
    with resumed(store) as again:
        assert again.live.game.state.paused_at == live.game.state.opened_at
        assert again.host_token != started.host_token
        assert again.live.row.host_token_hash != live.row.host_token_hash
