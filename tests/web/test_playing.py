"""A class plays in browsers without script: in, answer, see, be ranked."""

import re

import pytest

from quiz.classroom.game import GameStage
from quiz.items import Picked
from tests.classroom.classes import CHOICE, EVERY_KIND
from tests.web.conftest import CODE, MakeRoom, Room


def picked(room: Room, player: str, text: str, place: int = 0) -> dict[str, str]:
    """Return the form in which a player picks an option by its text."""
    seat = next(p for p in room.live.game.players.values() if p.name == player)
    options = room.live.prompt(seat.id, place).item.options  # type: ignore[union-attr]
    at = [option.text for option in options].index(text)
    return {"place": str(place), "nonce": f"{player}-{place}", "o": str(at)}


async def test_a_game_from_the_door_to_the_end(room: MakeRoom) -> None:
    here = await room()
    ada, cem = await here.pupil("Ada"), await here.pupil("Cem")
    assert "You are in, Ada." in (await ada.get("/play")).text
    await here.go_on()
    page = (await ada.get("/play")).text
    assert "The capital of France?" in page
    assert "Since 987" not in page
    assert "✔" not in page
    here.now += 5
    assert (await ada.post("/answer", data=picked(here, "Ada", "Paris"))).status_code == 303
    assert "Your answer is in." in (await ada.get("/play")).text
    await cem.post("/answer", data=picked(here, "Cem", "Lyon"))
    await here.go_on()
    page = (await ada.get("/play")).text
    assert "✔ Right" in page
    assert "+917" in page
    assert "Since 987." in page
    assert "rank 1" in page
    page = (await cem.get("/play")).text
    assert "✘ Wrong" in page
    assert "rank 2" in page
    board = (await ada.get(f"/board/{CODE}")).text
    assert re.search(r"Ada</span> <b>917", board)
    for _step in range(4):
        await here.go_on()
    assert "The game is over." in (await ada.get("/play")).text
    mine = (await cem.get("/me")).text
    assert "Lyon" in mine
    assert "Paris" in mine


async def test_every_kind_is_answered_by_its_form(room: MakeRoom) -> None:
    here = await room(EVERY_KIND, has_board=False)
    ada = await here.pupil("Ada")
    (seat,) = here.live.game.players
    game = here.live.game
    for place in range(len(EVERY_KIND)):
        await here.go_on()
        page = (await ada.get("/play")).text
        assert 'action="/answer"' in page
        right = game.questions[place].item.right_response()
        form = fields_of(here, seat, place, right)
        assert all(f'name="{name}"' in page for name in form)
        here.now += 1
        reply = await ada.post("/answer", data={**form, "place": str(place), "nonce": f"n{place}"})
        assert reply.status_code == 303, reply.text
        answer = game.answer_of(seat, place)
        assert answer is not None
        assert answer.credit == 1, EVERY_KIND[place].kind
        await here.go_on()
        assert "✔ Right" in (await ada.get("/play")).text
    assert game.credit_of(seat) == len(EVERY_KIND)


def fields_of(room: Room, seat: str, place: int, right: object) -> dict[str, str | list[str]]:
    """Return the fields of a form with an answer in it, as a browser sends them."""
    from quiz.classroom.keyless import as_shown
    from quiz.items import Ordered, Placed, Typed, TypedParts

    shown = as_shown(room.live.game.prompt_for(seat, place), right)  # type: ignore[arg-type]
    match shown:
        case Picked():
            return {"o": [str(at) for at in shown.indices]}
        case Typed():
            return {"t0": shown.text}
        case TypedParts():
            return {f"t{at}": text for at, text in enumerate(shown.texts)}
        case Placed():
            return {f"p{at}": str(target) for at, target in enumerate(shown.targets)}
        case Ordered():
            return {f"r{at}": str(rank + 1) for rank, at in enumerate(shown.indices)}
        case _:
            raise AssertionError(shown)


async def test_an_answer_sent_twice_counts_once(room: MakeRoom) -> None:
    here = await room()
    ada = await here.pupil("Ada")
    await here.go_on()
    form = picked(here, "Ada", "Paris")
    for _time in range(3):
        reply = await ada.post("/answer", data=form, headers={"x-quiz": "fetch"})
        assert reply.status_code == 200
    other = {**picked(here, "Ada", "Lyon"), "nonce": "another"}
    reply = await ada.post("/answer", data=other, headers={"x-quiz": "fetch"})
    assert reply.status_code == 409
    (seat,) = here.live.game.players
    answer = here.live.game.answer_of(seat, 0)
    assert answer is not None
    assert answer.credit == 1


@pytest.mark.parametrize(
    "form",
    [
        {"o": "99"}, {"o": "-1"}, {"o": "x"}, {"o": "1" * 50}, {"o": "½"},
        {"t0": "x" * 1001},
    ],
)  # fmt: skip
async def test_what_no_form_sends_is_refused_and_the_question_stays(
    room: MakeRoom, form: dict[str, str]
) -> None:
    from tests.classroom.classes import EVERY_KIND

    item = EVERY_KIND[3] if "t0" in form else CHOICE
    here = await room((item,))
    ada = await here.pupil("Ada")
    await here.go_on()
    reply = await ada.post("/answer", data={"place": "0", "nonce": "n", **form})
    assert reply.status_code == 422
    (seat,) = here.live.game.players
    assert not here.live.game.has_answered(seat)


async def test_an_answer_to_a_question_that_is_not_open_is_late(room: MakeRoom) -> None:
    here = await room()
    ada = await here.pupil("Ada")
    fetch = {"x-quiz": "fetch"}
    for place in ("0", "1", "-1", "x", "99999999"):
        form = {"place": place, "nonce": "n", "o": "0"}
        assert (await ada.post("/answer", data=form, headers=fetch)).status_code == 409
    await here.go_on()
    await here.go_on()
    form = {"place": "0", "nonce": "n", "o": "0"}
    assert (await ada.post("/answer", data=form, headers=fetch)).status_code == 409
    assert (await ada.post("/answer", data=form)).headers["location"] == "/play"


async def test_names_codes_and_doors(room: MakeRoom) -> None:
    here = await room(most_players=2)
    browser = here.browser()
    wrong = await browser.post("/join", data={"code": "000000", "name": "Ada"})
    assert wrong.status_code == 403
    assert "not the code" in wrong.text
    spaced = await browser.post("/join", data={"code": " 123 456 ", "name": "  Ada\t"})
    assert spaced.status_code == 303
    assert [player.name for player in here.live.game.inside] == ["Ada"]
    for name, words in (("", "Type a name"), (" \u200b ", "Type a name")):
        reply = await here.browser().post("/join", data={"code": CODE, "name": name})
        assert words in reply.text
    await here.pupil("C" * 100)
    assert len(here.live.game.inside[1].name) == 40
    full = await here.browser().post("/join", data={"code": CODE, "name": "Eva"})
    assert full.status_code == 503
    assert "full" in full.text


async def test_a_name_of_someone_who_is_here_cannot_be_had(room: MakeRoom) -> None:
    here = await room()
    await here.pupil("Ada")
    (seat,) = here.live.game.players
    here.live.connected(seat)
    reply = await here.browser().post("/join", data={"code": CODE, "name": "ADA"})
    assert reply.status_code == 409
    assert "already" in reply.text


async def test_a_lost_seat_comes_back_when_the_host_says_so(room: MakeRoom) -> None:
    here = await room()
    old = await here.pupil("Ada")
    await here.go_on()
    await old.post("/answer", data=picked(here, "Ada", "Paris"))
    new = here.browser()
    reply = await new.post("/join", data={"code": CODE, "name": "ada"})
    assert reply.headers["location"] == "/wait"
    assert "Wait until" in (await new.get("/wait")).text
    host = await here.host()
    (waiting,) = here.live.waiting.values()
    assert "Let in" in (await host.get("/teach")).text
    await host.post("/teach/do/admit", data={"player": waiting.id})
    assert (await new.get("/wait")).headers["location"] == "/play"
    assert "Your answer is in." in (await new.get("/play")).text
    assert (await old.get("/play")).headers["location"] == "/"  # one seat, one device
    assert len(here.live.game.players) == 1


async def test_who_is_denied_is_told(room: MakeRoom) -> None:
    here = await room()
    await here.pupil("Ada")
    browser = here.browser()
    await browser.post("/join", data={"code": CODE, "name": "Ada"})
    host = await here.host()
    (waiting,) = here.live.waiting
    await host.post("/teach/do/deny", data={"player": waiting})
    assert (await browser.get("/wait")).status_code == 403


async def test_the_host_sends_out_and_lets_in(room: MakeRoom) -> None:
    here = await room()
    ada = await here.pupil("Ada")
    (seat,) = here.live.game.players
    host = await here.host()
    await host.post("/teach/do/kick", data={"player": seat})
    assert (await ada.get("/play")).headers["location"] == "/"
    await host.post("/teach/do/back", data={"player": seat})
    assert (await ada.get("/play")).status_code == 200


async def test_the_host_plays_the_game_from_a_page(room: MakeRoom) -> None:
    here = await room()
    await here.pupil("Ada")
    host = await here.host()
    for action, stage in (
        ("next", GameStage.ASKING), ("pause", GameStage.ASKING), ("pause", GameStage.ASKING),
        ("close", GameStage.CLOSED), ("reopen", GameStage.ASKING), ("close", GameStage.CLOSED),
        ("void", GameStage.CLOSED), ("next", GameStage.BOARD), ("end", GameStage.OVER),
    ):  # fmt: skip
        assert (await host.post(f"/teach/do/{action}")).status_code == 303
        assert here.live.game.state.stage is stage, action
        assert (await host.get("/teach")).status_code == 200
    assert here.live.game.state.voided == (0,)
    assert (await host.post("/teach/do/nonsense")).status_code == 404


async def test_the_gradebook_is_a_table_that_is_safe_to_open(room: MakeRoom) -> None:
    here = await room()
    ada = await here.pupil("=1+1")
    await here.go_on()
    await ada.post("/answer", data=picked(here, "=1+1", "Paris"))
    host = await here.host()
    table = (await host.get("/teach/gradebook.csv")).text.splitlines()
    assert table[0] == "name,team,score,points,%,capital-0,capital-1"
    assert table[1] == "'=1+1,,1000,1,50.0,1,"


async def test_teams_are_chosen_at_the_door(room: MakeRoom) -> None:
    here = await room(mode="teams", teams=("Red", "Blue"))
    assert "Blue" in (await here.browser().get("/")).text
    await here.pupil("Ada", team="Red")
    reply = await here.browser().post("/join", data={"code": CODE, "name": "C", "team": "Green"})
    assert "Choose a team" in reply.text


async def test_at_ones_own_pace_the_verdict_comes_at_once(room: MakeRoom) -> None:
    here = await room(mode="own-pace")
    ada = await here.pupil("Ada")
    await here.go_on()
    await ada.post("/answer", data=picked(here, "Ada", "Lyon"))
    page = (await ada.get("/play")).text
    assert "✘ Wrong" in page
    assert "Since 987." in page
    await ada.post("/next")
    assert "Question 2 of 2" in (await ada.get("/play")).text
    await ada.post("/answer", data=picked(here, "Ada", "Paris", 1))
    await ada.post("/next")
    assert "You are through." in (await ada.get("/play")).text


async def test_before_closing_no_page_and_no_program_is_told_the_key(room: MakeRoom) -> None:
    marked = CHOICE.replaced(explain="SECRET", source="SECRET", hints=("SECRET",))
    here = await room((marked,))
    ada = await here.pupil("Ada")
    await here.go_on()
    program = {"accept": "application/json"}
    seen = [
        (await ada.get("/play")).text, (await ada.get("/me")).text,
        (await ada.get(f"/board/{CODE}")).text,
        (await ada.post("/answer", data=picked(here, "Ada", "Paris"), headers=program)).text,
        (await ada.get("/play")).text,
    ]  # fmt: skip
    assert all("SECRET" not in text and "✔" not in text for text in seen)
    assert '"key":0' in seen[3]  # the key of a question without its key says nothing
    await here.go_on()
    assert "SECRET" in (await ada.get("/play")).text


async def test_whatever_a_bank_or_a_pupil_says_is_text(room: MakeRoom) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    item = CHOICE.replaced(
        stem=hostile, explain=hostile, options=tuple(
            option.__class__(f"{hostile}{at}") for at, option in enumerate(CHOICE.options)
        ),
    )  # fmt: skip
    here = await room((item,))
    ada = await here.pupil("<b>Ada</b>")
    await here.go_on()
    pages = [await ada.get("/play"), await ada.get(f"/board/{CODE}")]
    await ada.post("/answer", data={"place": "0", "nonce": "<i>", "o": "0"})
    await here.go_on()
    host = await here.host()
    pages += [await ada.get("/play"), await ada.get(f"/board/{CODE}"), await ada.get("/me"),
              await host.get("/teach")]  # fmt: skip
    for page in pages:
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "<b>Ada" not in page.text


async def test_i_was_right_is_accepted_for_all(room: MakeRoom) -> None:
    here = await room((EVERY_KIND[3],))
    ada, cem = await here.pupil("Ada"), await here.pupil("Cem")
    await here.go_on()
    for browser, name in ((ada, "a"), (cem, "c")):
        form = {"place": "0", "nonce": name, "t0": "Sequana"}
        await browser.post("/answer", data=form)
    await here.go_on()
    assert "I was right" in (await ada.get("/play")).text
    await ada.post("/dispute")
    assert "Your teacher sees" in (await ada.get("/play")).text
    host = await here.host()
    assert "1 × “I was right” for “Sequana”" in (await host.get("/teach")).text
    await host.post("/teach/do/accept", data={"value": "Sequana", "place": "0"})
    for browser in (ada, cem):
        assert "✔ Right" in (await browser.get("/play")).text
    kept = here.live.writer.do(lambda db: db.rows("SELECT credit FROM answer")).result()
    assert kept == [(1.0,), (1.0,)]


async def test_a_question_waits_for_who_has_no_script(room: MakeRoom) -> None:
    here = await room(seconds=60.0)
    ada, cem = await here.pupil("Ada"), await here.pupil("Cem")
    await here.go_on()
    await ada.post("/answer", data=picked(here, "Ada", "Paris"))
    await cem.get("/play")
    here.now += 40
    assert not here.live.game.tick(here.now, here.live.present)
    await cem.post("/answer", data=picked(here, "Cem", "Paris"))
    assert here.live.game.tick(here.now, here.live.present)


async def test_a_question_does_not_wait_for_who_is_gone(room: MakeRoom) -> None:
    here = await room(seconds=60.0)
    ada = await here.pupil("Ada")
    await here.pupil("Cem")
    here.now += 60
    await here.go_on()
    await ada.post("/answer", data=picked(here, "Ada", "Paris"))
    here.now += 1
    assert here.live.game.tick(here.now, here.live.present)


async def test_a_full_disk_stops_no_question_and_the_host_is_told(
    room: MakeRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio

    from quiz.school.games import Games
    from quiz.school.sql import SchoolError

    here = await room(seconds=10.0)
    await here.pupil("Ada")
    await here.go_on()

    def full(*_arguments: object) -> None:
        raise SchoolError("the disk is full")

    monkeypatch.setattr(Games, "put_state", full)
    here.now += 20
    running = asyncio.create_task(here.live.run())
    for _try in range(100):
        await asyncio.sleep(0.02)
        if here.live.trouble:
            break
    assert here.live.game.state.stage is GameStage.CLOSED
    assert here.live.trouble == "the disk is full"
    host = await here.host()
    assert "the disk is full" in (await host.get("/teach")).text
    assert not running.done()
    running.cancel()


async def test_what_players_say_is_wrong_with_a_question_is_for_the_host_alone(
    room: MakeRoom,
) -> None:
    here = await room()
    ada, ben, host = await here.pupil("Ada"), await here.pupil("Ben"), await here.host()
    for place in ("0", "1", "-1", "x", "99999"):  # nothing was shown yet
        assert (await ada.post("/note", data={"place": place, "note": "SECRET"})).status_code == 303
    assert here.live.game.state.notes == {}
    await here.go_on()
    await here.go_on()
    assert "This question is wrong" in (await ada.get("/play")).text
    here.now += 2
    await ada.post("/note", data={"place": "0", "note": "2 <b>SECRET</b>\x1b" + "x" * 600})
    page = (await ada.get("/play")).text
    assert "Your teacher sees that you think this question is wrong." in page
    assert "SECRET" not in (await ben.get("/play")).text
    assert "SECRET" not in (await ben.get(f"/board/{CODE}")).text
    page = (await host.get("/teach")).text
    assert "Question 1: Ada says: unclear: &lt;b&gt;SECRET&lt;/b&gt;" in page
    (text,) = here.live.game.state.notes["0"].values()
    assert len(text) == 500
    assert (await here.browser().post("/note", data={"place": "0"})).headers["location"] == "/"
    program = {"accept": "application/json"}
    reply = await ben.post("/note", data={"place": "0", "note": ""}, headers=program)
    assert reply.json()["noted"]
    for _time in range(4):
        await ben.post("/note", data={"place": "0", "note": "a"}, headers=program)
    last = await ben.post("/note", data={"place": "0", "note": "a"}, headers=program)
    assert last.status_code == 429
