"""A program plays: what it is told, and what it sends."""

import msgspec
import pytest

from quiz.classroom.game import GameStage
from quiz.classroom.keyless import as_shown
from quiz.cli.join_lines import told
from quiz.errors import QuizError
from quiz.items import Picked, Typed, encode_response
from quiz.web.client import GameClient, GameEvent, event_from
from quiz.web.player_events import event_of
from tests.classroom.classes import EVERY_KIND
from tests.web.conftest import MakeRoom, Room

PROGRAM = {"accept": "application/json"}


def sent(place: int, response: object, nonce: str = "n") -> bytes:
    text = encode_response(response)  # type: ignore[arg-type]
    return f'{{"place": {place}, "nonce": "{nonce}", "response": {text}}}'.encode()


async def test_a_program_answers_every_kind(room: MakeRoom) -> None:
    here = await room(EVERY_KIND, has_board=False)
    ada = await here.pupil("Ada")
    (seat,) = here.live.game.players
    for place in range(len(EVERY_KIND)):
        await here.go_on()
        prompt = here.live.game.prompt_for(seat, place)
        right = as_shown(prompt, prompt.item.right_response())
        headers = {**PROGRAM, "content-type": "application/json"}
        here.now += 1
        reply = await ada.post("/answer", content=sent(place, right, f"n{place}"), headers=headers)
        assert reply.status_code == 200, reply.text
        event = event_from(reply.json())
        assert event.answered
        assert event.item is not None
        assert (event.solution, event.verdict, event.explain) == ((), "", "")
        assert event.points == here.live.game.points_of(seat, place)  # it would tell the verdict
        assert event.points < here.live.game.points_of(seat)
        await here.go_on()
        (line, *_rest) = [line for line in told(now(here)) if line]
        assert line.startswith("Right. +")


def now(here: Room) -> GameEvent:
    """Return what a program is told now, without waiting for more."""
    (player,) = here.live.game.players.values()
    return event_from(msgspec.json.decode(msgspec.json.encode(event_of(here.live, player))))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b'{"place": "x"}', b'{"place": 0, "nonce": "n", "response": {}}',
        b'{"place": 0, "nonce": "n", "response": {"type": "picked", "indices": ["a"]}}',
        sent(0, Typed("x" * 1001)), b"\xff\xfe",
        b'{"place": 0, "nonce": "n", "response": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    ],
)  # fmt: skip
async def test_what_no_program_should_send_is_refused(room: MakeRoom, data: bytes) -> None:
    here = await room()
    ada = await here.pupil("Ada")
    await here.go_on()
    headers = {**PROGRAM, "content-type": "application/json"}
    reply = await ada.post("/answer", content=data, headers=headers)
    assert reply.status_code == 422
    assert reply.json()["refused"]
    assert here.live.game.state.stage is GameStage.ASKING


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://192.168.1.20:8765", ""), ("192.168.1.20:8765", ""), ("localhost:8765", ""),
        ("http://10.0.0.1:8765/j/123456", "123456"), ("https://quiz.school.example/j/1", "1"),
        ("http://[fd00::1]:8765/", ""),
    ],
)  # fmt: skip
def test_addresses_as_the_board_shows_them(address: str, code: str) -> None:
    assert GameClient(address).code == code


@pytest.mark.parametrize(
    "address",
    ["", "http://", "ftp://10.0.0.1", "http://8.8.8.8", "http://quiz.school.example", "http://[",
     "10.0.0.1:99999", "file:///etc/passwd", "not an address"],
)  # fmt: skip
def test_addresses_to_which_nothing_is_sent(address: str) -> None:
    with pytest.raises(QuizError):
        GameClient(address)


@pytest.mark.parametrize(
    ("event", "is_older"),
    [({"seq": 2}, True), ({"seq": 4}, False), ({"answered": False}, True), ({}, False),
     ({"answered": False, "place": 2}, False), ({"answered": False, "vote": 2}, False)],
)  # fmt: skip
async def test_an_event_that_was_overtaken_on_its_way_is_told_apart(
    room: MakeRoom, event: dict[str, object], is_older: bool
) -> None:
    here = await room()
    await here.pupil("Ada")
    found = msgspec.structs.replace(now(here), seq=3, place=1, vote=1, answered=True)
    assert msgspec.structs.replace(found, **event).is_older_than(found) is is_older


@pytest.mark.parametrize(
    "found", [{}, {"seq": "x"}, {"item": {"kind": "nonsense"}}, {"order": [[[]]]}]
)
def test_a_server_that_says_nonsense_is_told(found: dict[str, object]) -> None:
    with pytest.raises(QuizError, match="no server"):
        event_from(found)


async def test_a_program_is_told_what_stands_at_the_door_and_may_say_i_was_right(
    room: MakeRoom,
) -> None:
    here = await room(mode="teams", teams=("Red", "Blue"))
    door = await here.browser(**PROGRAM).get("/")
    told = {"title": "Capitals", "teams": ["Red", "Blue"], "has_game": True, "class_name": ""}
    assert door.json() == told
    ada = await here.pupil("Ada", team="Red")
    (player,) = here.live.game.inside
    await here.go_on()
    wrong = as_shown(here.live.game.prompt_for(player.id, 0), Picked((0,)))
    headers = {**PROGRAM, "content-type": "application/json"}
    assert (await ada.post("/answer", content=sent(0, wrong), headers=headers)).status_code == 200
    await here.go_on()
    reply = await ada.post("/dispute", headers=PROGRAM)
    assert event_from(reply.json()).disputed
    assert here.live.game.disputed() == [(0, "Lyon", 1)]
