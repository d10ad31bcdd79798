"""A published page in a real browser: every kind, a reload, mistakes again, and what leaves it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.formats import yaml_bank
from quiz.items import (
    Cloze,
    Essay,
    Flashcard,
    Groups,
    Match,
    MultipleChoice,
    Order,
    SingleChoice,
    TextList,
    TrueFalse,
)
from tests.cli.conftest import Run
from tests.support import EVERY_KIND

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium"),
    pytest.mark.timeout(300),
]
HOSTILE = """\
title: "</title><script>window.harmed = 1</script>"
about: "<img src=x onerror='window.harmed = 1'>"
questions:
  - id: harm
    question: "<!-- <script> </template><img src=x onerror='window.harmed = 1'>"
    answer: "</script>"
    wrong: ["<b onclick='x'>", "</template>"]
    explain: "[a](javascript:window.harmed=1) <svg onload='window.harmed=1'>"
    source: "<iframe src='javascript:1'>"
"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Reader:
    """Somebody who answers a page."""

    def __init__(self, browser: Any, page: Path, width: int) -> None:
        self.errors: list[str] = []
        self.asked: list[str] = []
        self.context = browser.new_context(
            viewport={"width": width, "height": 700}, accept_downloads=True
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(5_000)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._hear)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(page.as_uri())

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate("JSON.parse(Object.values(localStorage)[0])")
        return found

    def asked_now(self) -> str:
        run = self.state()["run"]
        return str(next(name for name in run["names"] if name not in run["done"]))

    def answer(self, item: Any, *, rightly: bool = True) -> None:
        """Fill in the form by what can be seen of it, and hand it in."""
        page = self.page
        box = page.locator("#question")
        if isinstance(item, SingleChoice | TrueFalse | MultipleChoice):
            texts = [item.options[at].text for at in item.keys]
            if not rightly:
                texts = [option.text for at, option in enumerate(item.options)
                         if at not in item.keys][:1]  # fmt: skip
            for text in texts:
                box.locator(".option", has_text=text).first.locator("input").check()
        elif isinstance(item, Match | Groups):
            wanted = (
                [(pair.left, pair.right) for pair in item.pairs]
                if isinstance(item, Match)
                else [(member, group.name) for group in item.groups for member in group.members]
            )
            for label, target in wanted:
                row = box.locator(".pair", has=page.locator(f"span:text-is('{label}')"))
                row.locator("select").select_option(label=target)
        elif isinstance(item, Order):
            for at, entry in enumerate(item.entries, 1):
                row = box.locator(".pair", has=page.locator(f"span:text-is('{entry}')"))
                row.locator("select").select_option(label=str(at))
        elif isinstance(item, Cloze):
            for at, gap in enumerate(item.gaps):
                field = box.locator(f"[name=t{at}]")
                if gap.options:
                    field.select_option(label=gap.answers[0])
                else:
                    field.fill(gap.answers[0])
        elif isinstance(item, TextList):
            for at, spellings in enumerate(item.entries[: item.count]):
                box.locator(f"[name=t{at}]").fill(spellings[0])
        elif isinstance(item, Essay):
            box.locator("textarea").fill("To settle it.")
        elif not isinstance(item, Flashcard):
            box.locator("[name=t0]").fill(self.right(item))
        box.locator("form > button").click()

    def right(self, item: Any) -> str:
        if item.kind == "computed":
            legend = self.page.locator("legend").inner_text()
            one, two = [int(word.strip("?")) for word in legend.split() if word[0].isdigit()]
            return str(one * two)
        return str(item.right_response().text)

    def go_on(self, item: Any) -> None:
        moves = self.page.locator("#moves")
        if isinstance(item, Flashcard):
            moves.get_by_text("Good", exact=True).click()
            return
        if isinstance(item, Essay):
            self.page.locator(".rubric input").first.check()
        moves.get_by_text("Next", exact=True).click()

    def fits(self) -> None:
        """Nothing is wider than the window, and nothing to press is smaller than a finger."""
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0
        small = self.page.evaluate(
            "[...document.querySelectorAll('button, select, label.option')]"
            ".filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44)"
            ".map((one) => one.outerHTML)"
        )
        assert small == []

    def saved(self, button: str) -> Path:
        with self.page.expect_download() as found:
            self.page.click(button)
        return Path(found.value.path())


def write(folder: Path, text: str, name: str = "every.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("width", "is_single"), [(320, True), (390, False)])
def test_every_kind_is_answered_and_its_answers_come_home(
    run: Run, tmp_path: Path, chromium: Any, width: int, is_single: bool
) -> None:
    write(tmp_path, EVERY_KIND)
    flags = ["--single", "-o", "page.html"] if is_single else ["-o", "page"]
    ran = run("publish", "every.yaml", *flags)
    assert "holds the answers" in ran.out
    file = tmp_path / ("page.html" if is_single else "page/index.html")
    items = {
        f"every/{item.id}": item
        for item in yaml_bank.decode(EVERY_KIND.encode(), source="e").sound_bank().items
    }
    reader = Reader(chromium, file, width)
    page = reader.page
    reader.fits()
    page.fill("#name", "Ada")
    page.click("#practise")
    for at in range(15):
        name = reader.asked_now()
        item = items[name.removesuffix("~reverse")]
        reader.fits()
        if at == 7:  # in the middle the phone is put away
            page.reload()
            assert reader.asked_now() == name
            assert page.locator("#ask").is_visible() or page.locator("#resume").is_visible()
            if page.locator("#resume").is_visible():
                page.click("#resume")
        reader.answer(item, rightly=item.id != "choice")
        if not isinstance(item, Flashcard | Essay):
            verdict = page.locator("#question .verdict").inner_text()
            assert verdict == ("✘ Wrong" if item.id == "choice" else "✔ Right"), item.id
        reader.fits()
        reader.go_on(item)
    assert page.locator("#score").inner_text() == "13 of 15 were right"  # an essay met one of two
    assert page.locator("#missed li").count() == 2
    page.get_by_text("Mistakes again (2)").locator("visible=true").click()
    for _again in range(2):
        item = items[reader.asked_now()]
        reader.answer(item)
        reader.go_on(item)
    page.click("#back")
    page.click("#save-log", trial=True)
    log, results = reader.saved("#save-log"), reader.saved("#save-results")
    assert reader.errors == []
    assert all(url.startswith((file.parent.as_uri(), "data:", "blob:")) for url in reader.asked)

    shutil.copy(log, tmp_path / "ada.quizlog")
    assert "17 answers, 17 of them new" in run("restore", "ada.quizlog", "--yes").out
    assert "17 answers, 0 of them new" in run("restore", "ada.quizlog", "--yes").out
    (tmp_path / "class").mkdir()
    shutil.copy(results, tmp_path / "class" / "ada.json")
    other = json.loads(results.read_text())
    for attempt in other["attempts"]:
        attempt["learner"] = "Bob"
    (tmp_path / "class" / "bob.json").write_text(json.dumps(other))
    joined = run("analyse", "class/ada.json", "class/bob.json")
    assert joined.status == 0, joined.err
    assert "2 students" in joined.out


def test_who_begins_is_offered_nothing_to_go_on_with(
    run: Run, tmp_path: Path, chromium: Any
) -> None:
    write(tmp_path, EVERY_KIND)
    run("publish", "every.yaml", "--single", "-o", "page.html")
    reader = Reader(chromium, tmp_path / "page.html", 390)
    for name in ("resume", "again", "saving", "sure", "lost"):
        assert not reader.page.locator(f"#{name}").is_visible(), name


def test_a_hostile_bank_harms_nobody(run: Run, tmp_path: Path, chromium: Any) -> None:
    write(tmp_path, HOSTILE)
    assert run("publish", "every.yaml", "--single", "-o", "page.html").status == 0
    reader = Reader(chromium, tmp_path / "page.html", 390)
    reader.page.click("#practise")
    reader.page.locator(".option input").first.check()
    reader.page.locator("form > button").click()
    reader.page.locator("#moves button").click()
    assert reader.page.locator("#end").is_visible()
    assert reader.page.evaluate("window.harmed") is None
    assert reader.errors == []


@pytest.mark.parametrize(
    "kept",
    ["null", "[]", "{", '{"log": [1, {"review": {}}], "run": {"names": 3}, "name": 4}',
     '{"device": 3, "run": {"names": ["gone/gone"], "began": "x"}, "log": "x"}'],
)  # fmt: skip
def test_storage_that_is_damaged_is_begun_anew(
    run: Run, tmp_path: Path, chromium: Any, kept: str
) -> None:
    write(tmp_path, EVERY_KIND)
    run("publish", "every.yaml", "--single", "-o", "page.html")
    reader = Reader(chromium, tmp_path / "page.html", 390)
    reader.page.evaluate("(kept) => localStorage.setItem('quiz-page:every', kept)", kept)
    reader.page.reload()
    reader.page.click("#practise")
    assert reader.page.locator("#ask").is_visible()
    assert reader.errors == []


def test_a_page_without_storage_says_so_and_works(run: Run, tmp_path: Path, chromium: Any) -> None:
    write(tmp_path, EVERY_KIND)
    run("publish", "every.yaml", "--single", "-o", "page.html")
    reader = Reader(chromium, tmp_path / "page.html", 390)
    reader.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('private'); }})"
    )
    reader.page.reload()
    assert reader.page.locator("#lost").is_visible()
    reader.page.click("#practise")
    reader.page.get_by_text("Skip", exact=True).click()
    assert "Skipped" in reader.page.locator("#question .verdict").inner_text()
    assert reader.errors == []


def test_a_changed_bank_keeps_what_still_fits(run: Run, tmp_path: Path, chromium: Any) -> None:
    write(tmp_path, EVERY_KIND)
    run("publish", "every.yaml", "--single", "-o", "page.html")
    reader = Reader(chromium, tmp_path / "page.html", 390)
    reader.page.click("#practise")
    for _one in range(3):
        reader.page.get_by_text("Skip", exact=True).click()
        reader.page.get_by_text("Next", exact=True).click()
    head, _cut, _rest = EVERY_KIND.partition("  - id: text")
    write(tmp_path, head)
    run("publish", "every.yaml", "--single", "-o", "page.html", "--force")
    reader.page.reload()
    assert len(reader.state()["log"]) == 3
    if reader.page.locator("#resume").is_visible():
        left = set(reader.state()["run"]["names"])
        assert left <= {"every/choice", "every/several", "every/truefalse"}
    reader.page.click("#practise")
    assert reader.page.locator("#place").inner_text() == "Question 1 of 3"
    assert reader.errors == []
