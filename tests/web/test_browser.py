"""A class in a real browser: phones of 320 and 390 pixels, with and without script, and axe."""

import json
import re
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")
pytest.importorskip("playwright", reason="playwright is not installed: extra `browser`")
pytest.importorskip("axe_playwright_python", reason="axe is not installed: extra `browser`")

from playwright.sync_api import Browser, Page, sync_playwright

from quiz.classroom.game import GameStage
from quiz.classroom.rules import GameRules
from quiz.web.server import PlaceRequest, begun, place_of
from tests.classroom.classes import EVERY_KIND, questions
from tests.web.test_server import Served, free_port, served, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
SMALL = """[...document.querySelectorAll('button, a.button, select, textarea, '
  + 'input:not([type=hidden]):not([type=radio]):not([type=checkbox])')]
  .filter(e => { const r = e.getBoundingClientRect();
                 return r.width && Math.min(r.width, r.height) < 43.5 })
  .map(e => e.outerHTML.slice(0, 90))"""
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
    if path is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update",
                 "--disable-sync"]  # fmt: skip
        found = playwright.chromium.launch(executable_path=path, args=quiet)
        yield found
        found.close()


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("store")
    place = place_of(PlaceRequest(port=free_port()))
    rules = GameRules(seconds=300.0, seed=3)
    asked = tuple(questions(EVERY_KIND))
    with begun(str(folder / "c.sqlite"), "Every kind", asked, rules) as started:
        started.live.host_token = started.host_token  # type: ignore[attr-defined]
        with served(started.live, place) as here:
            yield here


class Device:
    """A browser's page, looked at by axe."""

    def __init__(
        self, browser: Browser, game: Served, width: int, height: int, **more: Any
    ) -> None:
        context = browser.new_context(
            viewport={"width": width, "height": height}, is_mobile=width < 500,
            has_touch=width < 500, **more,
        )  # fmt: skip
        self.page: Page = context.new_page()
        self.page.set_default_timeout(20_000)
        self.address, self.code = game.place.address, game.live.row.code
        self.errors: list[str] = []
        self.foreign: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._requested)

    def _requested(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.foreign.append(request.url)

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def join(self, name: str) -> None:
        self.open(f"/j/{self.code}")
        self.page.fill("#name", name)
        self.page.click("button")
        self.page.wait_for_selector("h1:has-text('You are in')")

    def check(self, what: str) -> None:
        """Look for what axe finds, what is too wide, and what is too small to touch."""
        # The page's own policy forbids foreign script, axe included: it is run beside it.
        self.page.evaluate(AXE)
        found = self.page.evaluate("axe.run(document)")
        faults = [
            (one["id"], [node["html"][:100] for node in one["nodes"]])
            for one in found["violations"]
        ]
        assert faults == [], what
        assert not self.page.evaluate(WIDE), what
        assert self.page.evaluate(SMALL) == [], what

    def answer(self) -> None:
        """Answer what is asked, whatever it is, as a finger would."""
        fields = self.page.locator("fieldset")
        picks = fields.locator("input[name=o]")
        if picks.count():
            picks.first.check()
        for field in fields.locator("input:not([type=radio]):not([type=checkbox])").all():
            field.fill("7")
        for choice in fields.locator("select").all():
            choice.select_option(index=1)
        self.page.click("form.question > button")


def test_a_game_of_every_kind_on_phones_and_the_board(browser: Browser, game: Served) -> None:
    small = Device(browser, game, 320, 568, color_scheme="light", bypass_csp=True)
    tall = Device(browser, game, 390, 844, color_scheme="dark", bypass_csp=True)
    bare = Device(browser, game, 390, 844, java_script_enabled=False)
    board = Device(browser, game, 1280, 800, bypass_csp=True)
    host = Device(browser, game, 390, 844, bypass_csp=True)
    board.open(f"/board/{board.code}")
    board.check("lobby")
    small.open("/")
    small.check("door")
    small.page.fill("#code", "1")
    small.page.fill("#name", "Ada")
    small.page.click("button")
    small.check("wrong code")
    small.join("Ada")
    small.check("in the lobby")
    tall.join("Cem")
    bare.open(f"/j/{bare.code}")
    bare.page.fill("#name", "Eva")
    bare.page.click("button")
    host.open("/teach")
    host.check("the host's door")
    host.page.fill("#token", game.live.host_token)  # type: ignore[attr-defined]
    host.page.click("button")
    host.page.wait_for_selector("button:has-text('Start')")
    host.check("the host's lobby")
    for place, item in enumerate(EVERY_KIND):
        game.go_on()
        for device in (small, tall):
            device.page.wait_for_selector(f"text=Question {place + 1} of")
            device.check(f"{item.kind} open")
        board.check(f"{item.kind} on the board")
        small.answer()
        small.page.wait_for_selector("text=Your answer is in.")
        small.check(f"{item.kind} answered")
        tall.page.reload()
        tall.page.wait_for_selector("form.question > button")
        tall.answer()
        bare.open("/play")
        bare.answer()
        # The last answer closes the question, so the page that comes back may show the verdict.
        told = bare.page.locator("text=Your answer is in.").or_(bare.page.locator(".verdict"))
        told.first.wait_for()
        assert all(game.live.game.has_answered(one.id) for one in game.live.game.inside)
        until(lambda: game.live.game.state.stage is not GameStage.ASKING)
        for device in (small, tall):
            device.page.wait_for_selector(".verdict")
            device.check(f"{item.kind} closed")
        board.check(f"{item.kind} closed on the board")
        host.check(f"{item.kind} closed for the host")
        if place + 1 < len(EVERY_KIND):
            game.go_on()  # the ranking
            small.page.wait_for_selector("text=So far")
            small.check("ranking")
    game.go_on()
    small.page.wait_for_selector("text=The game is over.")
    small.check("over")
    board.check("over on the board")
    small.page.click("text=Your answers")
    small.check("my answers")
    for device in (small, tall, board, host):
        assert device.errors == []
        assert device.foreign == []
    bytes_ = len(json.dumps(small.page.content()))
    assert bytes_ < 40_000


def test_an_order_is_moved_by_keys_and_said_in_words(browser: Browser, game: Served) -> None:
    entries = [item for item in EVERY_KIND if item.kind == "order"]
    assert entries, "the journey above asks one"
    page = Device(browser, game, 320, 568).page
    page.set_content(
        '<main id="main" data-events="/x" data-key="" data-offline="" data-late="">'
        '<form action="/answer"><div class="order">'
        + "".join(
            f'<label data-entry><span>{text}</span><select name="r{at}"><option value=""></option>'
            "<option>1</option><option>2</option><option>3</option></select></label>"
            for at, text in enumerate(("one", "two", "three"))
        )
        + '</div></form></main><span id="clock" data-left=""></span><p id="status"></p>'
    )
    script = files("quiz.web").joinpath("static", "page.js").read_text("utf-8")
    page.add_script_tag(content=script)
    page.get_by_role("button", name="↓ one").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    shown = page.locator("[data-entry] > span:first-child").all_inner_texts()
    assert shown == ["two", "three", "one"]
    values = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('select')].map(e => [e.name, e.value]))"
    )
    assert values == {"r0": "3", "r1": "1", "r2": "2"}
    assert re.search(r"↓ one", page.evaluate("document.activeElement.ariaLabel"))
