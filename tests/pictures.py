"""Takes the pictures of the app for the README and `docs/`, from the real app.

    python -m tests.pictures [NAME …]

A learner studies the shipped banks for a simulated term: chance is seeded, the clock stands still,
so that the same code takes the same pictures. They are SVG and hold no font: a browser shows them
in its own fixed one.
"""

import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import count
from pathlib import Path
from random import Random
from threading import get_ident
from unittest.mock import patch
from uuid import UUID

from msgspec import structs

from quiz.desk import Desk
from quiz.desk.exams.exam import ExamRequest, asked_exam
from quiz.desk.plans.editing import checked_plan, put_plan
from quiz.desk.sittings.start import begin_quiz, begin_review
from quiz.desk.today.rewards import new_rewards
from quiz.items import Picked, Rating, Response, SelfGraded, Typed, TypedParts
from quiz.study import Mode, Request
from quiz.ui.app import QuizApp
from tests.support import Clock, connection_of, open_desk
from tests.ui.seen import Player

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
_DAYS = 75
_END = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
_WIDTH, _HEIGHT = 100, 30


class _Seconds:
    """Stands in for `monotonic`: time passes only where a picture wants it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def pass_(self, seconds: float) -> None:
        """Move on."""
        self.now += seconds


_SECONDS = _Seconds()
Steps = Callable[[Player], Awaitable[None]]


def study_a_term(desk: Desk, clock: Clock) -> None:
    """Review on most days, take a quiz on some, and plan for two exams; the last day has begun."""
    rng = Random(20)
    connection_of(desk.record).execute("PRAGMA synchronous = OFF")  # it outlives no power cut
    for back in range(_DAYS, 0, -1):
        clock.now = _END - timedelta(days=back, hours=rng.choice((0, 0, 2, 8)))
        if rng.random() < 0.12:
            continue
        _answer(desk, clock, Request(mode=Mode.REVIEW, new_cards=2), rng)
        if back % 12 == 5:
            request = Request(mode=Mode.QUIZ, banks=("figures",), length=10, seed=back)
            _answer(desk, clock, request, rng)
        if back == 60:
            put_plan(desk, checked_plan(desk, name="Midterm", day="14 Dec", minutes_a_day=20.0))
            put_plan(desk, checked_plan(desk, name="Final", day="3 Feb", minutes_a_day=20.0))
        if back in (40, 25, 9):
            _mock_exam(desk, clock, rng)
    clock.now = _END
    new_rewards(desk)  # what the term earned is not news
    _answer(desk, clock, Request(mode=Mode.REVIEW, new_cards=0), rng, most=7)


def _answer(
    desk: Desk, clock: Clock, request: Request, rng: Random, *, most: int | None = None
) -> None:
    sitting = (begin_quiz if request.mode is Mode.QUIZ else begin_review)(desk, request)
    while (question := sitting.question) is not None and len(sitting.sitting.answers) != most:
        right = question.item.right_response()
        knows = rng.random() < 0.9
        seconds = rng.randrange(6, 22)
        clock.pass_(seconds=seconds)
        sitting.hand_in(right if knows else _wrong(right), elapsed_ms=seconds * 1000)
        if knows and rng.random() < 0.15:
            sitting.rate(Rating.HARD)
    sitting.finish()


def _mock_exam(desk: Desk, clock: Clock, rng: Random) -> None:
    exam = asked_exam(desk, ExamRequest(length=20, seed=rng.randrange(100)))
    for place in range(exam.total):
        clock.pass_(seconds=30)
        question = exam.question(place)
        assert question is not None
        right = question.item.right_response()
        exam.go_to(place)
        exam.answer(right if rng.random() < 0.85 else _wrong(right), elapsed_ms=30_000)
    exam.hand_in()
    for place in exam.to_grade():
        question = exam.question(place)
        assert question is not None
        exam.grade(place, question.item.right_response())
    exam.finish()


def _wrong(right: Response) -> Response:
    """Return an answer that is not right, of the same way to answer."""
    match right:
        case Picked(indices):
            return Picked((0,) if indices != (0,) else (1,))
        case Typed():
            return Typed("147")
        case TypedParts(texts):
            return TypedParts(tuple("?" for _ in texts))
        case SelfGraded():
            return SelfGraded(Rating.AGAIN)
        case _:
            return type(right)()


def _pressing(*keys: str, sees: str) -> Steps:
    async def steps(player: Player) -> None:
        await player.press(*keys)
        await player.sees(sees)

    return steps


async def _asked(player: Player) -> None:
    await player.is_asked()


async def _answered(player: Player) -> None:
    await player.is_asked()
    _SECONDS.pass_(9)
    await player.press(player.number_of(0), "enter")
    await player.is_marked()
    await player.sees("Memory")


async def _finished(player: Player) -> None:
    """Answer a quiz of choices, the third one wrongly."""
    for place in range(10):
        await player.is_asked()
        assert player.screen.asked is not None
        (index,) = player.screen.asked.item.right_response().indices  # type: ignore[union-attr]
        _SECONDS.pass_(5 + place % 4)
        wrong = (index + 1) % 2
        await player.press(player.number_of(wrong if place == 2 else index), "enter")
        await player.is_marked()
        await player.press("enter")
    await player.sees("Mistakes")


async def _at_the_end_of_the_day(player: Player) -> None:
    desk = player.app.desk
    assert isinstance(desk.now, Clock)
    _answer(desk, desk.now, Request(mode=Mode.REVIEW, new_cards=2), Random(4))
    await player.press("d")
    await player.sees("Tomorrow")


_CHOICES = Request(
    mode=Mode.QUIZ, banks=("who-said-what",), kinds=("choice",), seed=3, length=10
)  # fmt: skip
_PICTURES: dict[str, tuple[Request | None, Steps]] = {
    "home": (None, _pressing(sees="Midterm")),
    "question": (_CHOICES, _asked),
    "answer": (_CHOICES, _answered),
    "statistics": (None, _pressing("s", sees="known of")),
    "retention": (None, _pressing("s", "2", sees="goal")),
    "browse": (None, _pressing("b", sees="Question")),
    "exams": (None, _pressing("x", sees="Minutes a day")),
    "games": (None, _pressing("g", sees="Sprint")),
    "result": (_CHOICES, _finished),
    "day": (None, _at_the_end_of_the_day),
}
"""What is asked for and what is done there; the last two are last, since they change the others."""
NAMES = ("cockpit", "drafts", *_PICTURES)


async def _cockpit(desk: Desk) -> str:
    """Return the host's cockpit of a game, as SVG: a question that was closed."""
    from quiz.desk.classroom.hosting import HostRequest, hosted
    from tests.ui.class_room import NAMES as PLAYERS
    from tests.ui.class_room import Game, cockpit_app, live_of

    asked = HostRequest(names=("who-said-what",), kinds=("choice",), seed=3)
    questions = hosted(desk, asked).questions[:12]
    rng = Random(3)
    with tempfile.TemporaryDirectory() as folder, live_of(Path(folder), questions) as live:
        here = Game(*live)
        app = cockpit_app(here.live)
        async with app.run_test(size=(_WIDTH, _HEIGHT), notifications=False) as pilot:
            app.theme = "ink"
            player = Player(app, pilot)  # type: ignore[arg-type]
            await here.join(*PLAYERS)
            for place in range(2):
                await player.press("enter")
                for one in here.live.game.inside:
                    right = here.live.game.questions[place].item.right_response()
                    given = right if rng.random() < 0.5 else Picked((rng.randrange(4),))
                    await here.answer(one, given, after_s=rng.uniform(2, 25))
                await player.press("enter", *["enter"] * (place == 0))
            await player.sees("Leading")
            await pilot.pause()
            return _without_font(app.export_screenshot(title="quiz"))


async def _drafts() -> str:
    """Return the drafts of an article, some of them decided, as SVG."""
    from quiz.desk.banks.articles import article_read
    from quiz.desk.banks.drafting import Drafting
    from quiz.library.config import Config
    from quiz.ui.draft_app import DraftApp
    from tests.support import folders_in

    text = (ROOT / "tests" / "drafting" / "texts" / "en-harbour.txt").read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        places = folders_in(Path(folder))
        source = article_read(text, "harbour.txt")
        app = DraftApp(
            Drafting(source, places.drafts, Path(folder) / "harbour.yaml"), places, Config()
        )
        async with app.run_test(size=(120, 36), notifications=False) as pilot:
            app.theme = "ink"
            player = Player(app, pilot)  # type: ignore[arg-type]
            await player.press("k", "k", "k", "d", "k", "k", "d", "k")
            await player.sees("As students will see it")
            await pilot.pause()
            return _without_font(app.export_screenshot(title="quiz"))


async def take(desk: Desk, name: str) -> str:
    """Return a picture as SVG."""
    if name == "cockpit":
        return await _cockpit(desk)
    if name == "drafts":
        return await _drafts()
    request, steps = _PICTURES[name]
    app = QuizApp(desk, request, guard_s=0)
    async with app.run_test(size=(_WIDTH, _HEIGHT), notifications=False) as pilot:
        app.theme = "ink"
        player = Player(app, pilot)
        await player.until(lambda: player.shown.strip(), "the first screen")
        await steps(player)
        await player.misses("Counting", "orking out", "Preparing", "calculating")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.wait_for_scheduled_animations()
        return _without_font(app.export_screenshot(title="quiz"))


def _without_font(svg: str) -> str:
    """Return a picture that loads no font from elsewhere, which a page does not allow anyway."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]+;", "font-family: monospace;", svg)
    return re.sub(r"(?m)[ \t]+$", "", svg)


def text_of(svg: str) -> list[str]:
    """Return the words of a picture, in their order."""
    return [unescape(text).strip("\xa0 ") for text in re.findall(r"<text[^>]*>([^<]*)<", svg)]


@contextmanager
def learner() -> Iterator[Desk]:
    """Give the desk of the learner, in a folder that goes, with clocks that stand still."""
    kept = {name: os.environ.get(name) for name in ("TZ", "NO_COLOR")}
    os.environ["TZ"] = "Europe/Berlin"
    os.environ.pop("NO_COLOR", None)
    time.tzset()
    ids = count(1)
    here = get_ident()

    def seeded() -> UUID:
        # Another thread, of a test before this one perhaps, takes no number of ours.
        return UUID(int=next(ids)) if get_ident() == here else UUID(bytes=os.urandom(16))

    with (
        tempfile.TemporaryDirectory() as folder,
        patch("quiz.ui.screens.sittings.question.monotonic", _SECONDS),
        # Answers of one moment are replayed in the order of their ids.
        patch("uuid.uuid4", seeded),
    ):
        banks = Path(folder) / "banks"
        banks.mkdir()
        for path in (ROOT / "questions").glob("*.yaml"):
            (banks / path.name).write_bytes(path.read_bytes())
        clock = Clock(_END)
        desk = open_desk(Path(folder), clock)
        try:
            study_a_term(desk, clock)
            desk.config = structs.replace(desk.config, motion=False)
            yield desk
        finally:
            desk.close()
            for name, value in kept.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value
            time.tzset()


async def _write(names: list[str]) -> None:
    with learner() as desk:
        for name in names:
            (FOLDER / f"{name}.svg").write_text(await take(desk, name), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_write([name for name in NAMES if name in sys.argv[1:] or not sys.argv[1:]]))
