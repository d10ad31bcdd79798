"""What the tests of the screens share: pressing keys, and reading what is shown."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from msgspec import structs
from textual.pilot import Pilot
from textual.screen import Screen

from quiz.desk import Desk
from quiz.items import Prompt
from quiz.store import Review
from quiz.study import Mode, Request
from quiz.ui.app import QuizApp
from quiz.ui.screens.home.home import HomeScreen
from quiz.ui.screens.sittings.question import QuestionScreen
from quiz.ui.screens.sittings.result import ResultScreen
from tests.support import until

KIND_NAMES = (
    "choice", "several", "truefalse", "text", "list", "number", "date", "match", "order",
    "groups", "cloze", "card", "essay", "computed",
)  # fmt: skip


def quiz_of(*kinds: str, bank: str = "every", **settings: object) -> Request:
    """Return the request for a quiz of some kinds of a bank; the seed is always the same."""
    values = {"mode": Mode.QUIZ, "banks": (bank,), "seed": 3, "kinds": kinds, **settings}
    return Request(**values)  # type: ignore[arg-type]


class Player:
    """Presses keys in an app, and reads what is shown."""

    def __init__(self, app: QuizApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        await self.pilot.press(*keys)

    async def write(self, text: str) -> None:
        """Type a text."""
        await self.pilot.press(*text)

    async def until(self, condition: Callable[[], object], what: str) -> None:
        """Let the app work until a condition holds."""
        await until(self.pilot, condition, what)

    @property
    def shown(self) -> str:
        """What the top screen shows, a line for each line."""
        return "\n".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """The lines of the top screen."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    async def sees(self, *texts: str) -> None:
        """Wait until all texts are shown."""
        for text in texts:
            await self.until(partial(self._is_shown, text), f"{text!r} in\n{self.shown}")

    def _is_shown(self, text: str) -> bool:
        return text in self.shown

    def _is_gone(self, text: str) -> bool:
        return text not in self.shown

    async def has_head_of(self, width: int) -> None:
        """Wait until the first line reaches to the right edge of a window."""
        await self.until(lambda: len(self.lines[0]) in (width - 2, width - 1), f"a head of {width}")

    async def misses(self, *texts: str) -> None:
        """Wait until none of the texts is shown."""
        for text in texts:
            await self.until(partial(self._is_gone, text), f"no {text!r}")

    @property
    def toasts(self) -> list[str]:
        """The notifications so far."""
        return [note.message for note in self.app._notifications]

    async def is_told(self, text: str) -> None:
        """Wait for a notification."""
        await self.until(lambda: any(text in note for note in self.toasts), f"told {text!r}")

    async def is_at(self, kind: "type[Screen[Any]]") -> None:
        """Wait until a screen is on top."""
        await self.until(
            lambda: isinstance(self.app.screen, kind) and self.app.screen.is_mounted,
            f"{kind.__name__} on top",
        )

    # The question screen

    @property
    def screen(self) -> QuestionScreen:
        """The question screen, which is on top."""
        screen = self.app.screen
        assert isinstance(screen, QuestionScreen), screen
        return screen

    @property
    def prompt(self) -> Prompt:
        """What is asked."""
        assert self.screen.asked is not None
        return self.screen.asked.prompt

    async def is_asked(self, card: str | None = None) -> None:
        """Wait until a question is asked, and not yet answered."""

        def condition() -> bool:
            screen = self.app.screen
            return (
                isinstance(screen, QuestionScreen)
                and screen.asked is not None
                and screen.feedback is None
                and (card is None or screen.asked.ref.card == card)
            )

        await self.until(condition, f"question {card or ''} asked")

    async def is_marked(self) -> Review:
        """Wait until the response is marked; returns what the record has of it."""
        await self.until(lambda: self.screen.feedback is not None, "the response to be marked")
        await self.until(lambda: self.screen.told is self.screen.feedback, "all of it shown")
        await self.pilot.pause()
        review = self.app.desk.record.last_review()
        assert review is not None
        assert self.screen.feedback is not None
        assert review.uid == self.screen.feedback.review.uid
        return review

    def number_of(self, index: int) -> str:
        """Return the key of the option, entry or target that the author wrote as `index`."""
        return str(self.prompt.order.index(index) + 1)


@asynccontextmanager
async def playing(
    desk: Desk,
    request: Request | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    resumes: bool = False,
    guard_s: float = 0,
    notifications: bool = False,
    new_questions: str = "asked",
) -> AsyncIterator[Player]:
    """Run the app over a desk.

    Toasts, and new questions with their answers, are shown only where they are wanted.
    """
    desk.config = structs.replace(desk.config, new_questions=new_questions)
    app = QuizApp(desk, request, resumes=resumes, guard_s=guard_s)
    async with app.run_test(size=size, notifications=notifications) as pilot:
        player = Player(app, pilot)
        await player.until(
            lambda: (
                isinstance(app.screen, HomeScreen | QuestionScreen | ResultScreen)
                and app.screen.is_mounted
                and bool(player.shown.strip())
            ),
            "the first screen",
        )
        if isinstance(app.screen, QuestionScreen):
            await player.is_asked()
        yield player
