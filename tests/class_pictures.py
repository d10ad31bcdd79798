"""Takes the pictures of `docs/classroom.md`, from a real game in a real browser.

    python -m tests.class_pictures

Needs the extra `browser` and Chromium. Names, answers and order are always the same.
"""

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from quiz.classroom.rules import GameRules
from quiz.desk import Desk
from quiz.desk.classroom.hosting import HostRequest, hosted
from quiz.web.live import LiveGame
from quiz.web.server import PlaceRequest, begun, place_of
from tests.web.test_server import free_port, served

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
NAMES = ("Ada", "Ben", "Cem", "Dora", "Eva", "Finn", "Gül", "Hugo")


def _answer(page: Page, at: int) -> None:
    picks = page.locator("fieldset input[name=o]")
    picks.nth(at % picks.count()).check()
    page.click("form.question > button")
    page.wait_for_selector("text=Your answer is in.")


def main() -> None:
    """Play a question and take the pictures."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        with Desk.open({**os.environ, "QUIZ_HOME": folder}, Path(folder)) as desk:
            found = hosted(desk, HostRequest(
                names=("who-said-what",), kinds=("choice",), length=5, seed=4
            ))  # fmt: skip
        place = place_of(PlaceRequest(port=free_port()))
        rules = GameRules(seed=4, shuffles=False)
        store = str(Path(folder) / "c.sqlite")
        with (
            begun(store, found.title, found.questions, rules) as started,
            served(started.live, place) as here,
        ):
            _take(browser, here.live, place.address, here.go_on)
        browser.close()


def _take(browser: object, live: LiveGame, address: str, go_on: object) -> None:
    phone = {"viewport": {"width": 390, "height": 700}, "color_scheme": "light"}
    pages = []
    for name in NAMES:
        page = browser.new_context(**phone).new_page()  # type: ignore[attr-defined]
        page.goto(f"{address}/j/{live.row.code}")
        page.fill("#name", name)
        page.click("button")
        page.wait_for_selector("text=You are in")
        pages.append(page)
    board = browser.new_context(  # type: ignore[attr-defined]
        viewport={"width": 1100, "height": 620}, color_scheme="dark"
    ).new_page()
    board.goto(f"{address}/board/{live.row.code}")
    go_on()  # type: ignore[operator]
    pages[0].wait_for_selector("fieldset input")
    pages[0].screenshot(path=str(FOLDER / "class-phone.png"))
    for at, page in enumerate(pages):
        page.wait_for_selector("fieldset input")
        _answer(page, (3, 3, 0, 3, 1, 3, 2, 3)[at])
    board.wait_for_selector(".bars")
    board.screenshot(path=str(FOLDER / "class-board.png"))


if __name__ == "__main__":
    main()
