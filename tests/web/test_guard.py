"""What is refused before any page is made, and what every answer says."""

from collections.abc import AsyncIterator

import pytest

from quiz.errors import QuizError
from quiz.web.guard import is_private
from quiz.web.limits import Failures
from quiz.web.server import Listening, PlaceRequest, place_of
from tests.web.conftest import CODE, MakeRoom


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200), ("localhost", 200), ("LOCALHOST:1", 200),
        ("evil.example", 421), ("127.0.0.1.evil.example", 421), ("", 421), ("[", 421),
    ],
)  # fmt: skip
async def test_a_foreign_name_is_refused(room: MakeRoom, host: str, status: int) -> None:
    here = await room()
    assert (await here.browser().get("/", headers={"host": host})).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303), ({"origin": "http://127.0.0.1:8765"}, 303),
        ({"origin": "http://evil.example"}, 403), ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 303),
        ({"sec-fetch-site": "cross-site"}, 403), ({"sec-fetch-site": "same-site"}, 403),
    ],
)  # fmt: skip
async def test_what_another_site_sends_is_refused(
    room: MakeRoom, headers: dict[str, str], status: int
) -> None:
    here = await room()
    form = {"code": CODE, "name": "Ada"}
    assert (await here.browser().post("/join", data=form, headers=headers)).status_code == status


async def test_a_body_is_bounded_whatever_it_says_of_itself(room: MakeRoom) -> None:
    here = await room()
    long = {"code": CODE, "name": "x" * 20_000}
    assert (await here.browser().post("/join", data=long)).status_code == 413

    async def parts() -> AsyncIterator[bytes]:
        for _part in range(100):
            yield b"a=" + b"x" * 1000 + b"&"

    kind = {"content-type": "application/x-www-form-urlencoded"}
    with pytest.raises(Exception):  # noqa: B017, PT011  # the connection is cut
        await here.browser().post("/join", content=parts(), headers=kind)
    assert here.live.game.players == {}


async def test_every_answer_forbids_what_is_not_ours(room: MakeRoom) -> None:
    here = await room()
    ada = await here.pupil("Ada")
    for path in ("/", "/play", "/me", f"/board/{CODE}", "/teach", "/nothing", "/health"):
        headers = (await ada.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


async def test_no_page_has_style_or_script_of_its_own_or_asks_elsewhere(room: MakeRoom) -> None:
    import re

    here = await room()
    ada = await here.pupil("Ada")
    host = await here.host()
    await here.go_on()
    for browser, path in ((ada, "/play"), (ada, f"/board/{CODE}"), (host, "/teach")):
        page = (await browser.get(path)).text
        assert re.findall(r"<style|style=|\bon\w+=|javascript:", page) == []
        assert re.findall(r'(?:src|href)="(?!/|data:,)', page) == []
        assets = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
        assert len(assets) == 2
        size = len(page)
        for asset in assets:
            reply = await browser.get(asset)
            assert "immutable" in reply.headers["cache-control"]
            size += len(reply.content)
        assert size < 40_000


async def test_cookies_are_out_of_reach_of_scripts_and_other_sites(room: MakeRoom) -> None:
    here = await room()
    reply = await here.browser().post("/join", data={"code": CODE, "name": "Ada"})
    cookie = reply.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    token = reply.cookies["quiz_seat"]
    assert len(token) >= 32
    kept = here.live.writer.do(lambda db: db.rows("SELECT token_hash FROM player")).result()
    assert token not in str(kept)


async def test_pages_of_the_host_are_the_host_s(room: MakeRoom) -> None:
    here = await room()
    ada = await here.pupil("Ada")
    assert (await ada.get("/teach")).status_code == 401
    for path in ("/teach/gradebook.csv", "/teach/events"):
        assert (await ada.get(path)).headers["location"] == "/"
    assert (await ada.post("/teach/do/next")).headers["location"] == "/"
    assert here.live.game.state.place == -1
    assert (await ada.post("/teach/enter", data={"token": "guess"})).status_code == 403


async def test_many_wrong_codes_leave_the_door_to_the_host(room: MakeRoom) -> None:
    here = await room()
    for number in range(30):
        await here.browser().post("/join", data={"code": f"{number:06}", "name": "x"})
    reply = await here.browser().post("/join", data={"code": CODE, "name": "Ada"})
    assert reply.headers["location"] == "/wait"
    assert len(here.live.waiting) == 1


def test_failures_are_forgotten_after_a_minute() -> None:
    now = [0.0]
    failures = Failures(lambda: now[0])
    for _number in range(30):
        failures.add("10.0.0.1")
    assert failures.are_many("10.0.0.1")
    assert not failures.are_many("10.0.0.2")
    for _number in range(30):
        failures.add("10.0.0.3")
    assert failures.are_many("10.0.0.2")
    now[0] = 61
    assert not failures.are_many("10.0.0.1")


async def test_five_answers_a_second_are_enough(room: MakeRoom) -> None:
    here = await room()
    await here.pupil("Ada")
    (seat,) = here.live.game.players
    for _number in range(5):
        here.live._limit(seat, 1.0)
    with pytest.raises(QuizError, match="Wait a second"):
        here.live._limit(seat, 1.5)
    here.live._limit(seat, 2.5)


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("192.168.1.20", True), ("10.1.2.3", True), ("172.16.0.1", True), ("127.0.0.1", True),
        ("fd00::1", True), ("8.8.8.8", False), ("2001:4860::1", False), ("school.example", False),
    ],
)  # fmt: skip
def test_private_addresses(address: str, private: bool) -> None:
    assert is_private(address) is private


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (PlaceRequest(host="8.8.8.8"), "public address"),
        (PlaceRequest(host="0.0.0.0"), "every network"),
        (PlaceRequest(host="school.example"), "public address"),
        (PlaceRequest(lan=True, host="10.0.0.1"), "not both"),
        (PlaceRequest(certificate="c.pem"), "--key"),
        (PlaceRequest(behind_proxy="http://quiz.school.example"), "https"),
        (PlaceRequest(behind_proxy="quiz.school.example"), "https://"),
        (PlaceRequest(behind_proxy="https://["), "https://"),
    ],
)
def test_places_that_are_not_safe_are_refused(asked: PlaceRequest, words: str) -> None:
    with pytest.raises(QuizError, match=words):
        place_of(asked)


def test_places_that_are() -> None:
    assert place_of(PlaceRequest()) == Listening(
        host="127.0.0.1", port=8765, address="http://127.0.0.1:8765",
        hosts=("127.0.0.1", "localhost"),
    )  # fmt: skip
    proxied = place_of(PlaceRequest(behind_proxy="https://quiz.school.example/"))
    assert (proxied.address, proxied.hosts) == ("https://quiz.school.example",
                                                ("quiz.school.example",))  # fmt: skip
    assert proxied.is_secure
    assert place_of(PlaceRequest(host="192.168.1.20")).address == "http://192.168.1.20:8765"


async def test_codes_cannot_be_guessed_at_the_board_either(room: MakeRoom) -> None:
    here = await room()
    browser = here.browser()
    for number in range(30):
        assert (await browser.get(f"/board/{number:06}")).status_code == 404
    assert (await browser.get(f"/board/{CODE}")).status_code == 404


async def test_a_device_that_goes_before_it_listens_takes_no_place(room: MakeRoom) -> None:
    here = await room()
    await here.pupil("Ada")
    (seat,) = here.live.game.players
    for _device in range(5):
        here.live.check_streams(seat)  # as a request does that is cut off before its stream
    here.live.connected(seat)
    here.live.connected(seat)
    with pytest.raises(QuizError, match="two devices"):
        here.live.check_streams(seat)
    here.live.gone(seat)
    here.live.check_streams(seat)
