"""What the tests of the exam's screens share: papers, and an app on an exam."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from quiz.desk import Desk
from quiz.desk.exams.exam import ExamRequest, OpenExam
from quiz.items import Prompt
from quiz.ui.app import QuizApp
from quiz.ui.screens.exams.overview import ExamOverviewScreen
from quiz.ui.screens.exams.sitting import ExamScreen
from quiz.ui.screens.exams.start import ExamStartScreen
from tests.ui.seen import Player

KINDS = (
    "choice", "several", "truefalse", "text", "list", "number", "date", "match", "order",
    "groups", "cloze", "essay", "computed",
)  # fmt: skip
PAPER = """\
title: First term
about: |
  Read all questions first. Write in **full sentences**.

  - no books
minutes: 30
pass: 60
banks: [every]
draw:
"""


def paper_of(*kinds: str, **more: str) -> str:
    """Return a paper that asks one question of each kind, in that order."""
    rows = "".join(f"  - {{ids: [{kind}]}}\n" for kind in kinds)
    return PAPER + rows + "".join(f"{key}: {value}\n" for key, value in more.items())


def many(count: int) -> str:
    """Return a bank of so many questions."""
    rows = "".join(
        f"  - {{id: q{n}, question: 'Question {n}?', answer: yes{n}, wrong: [no, maybe]}}\n"
        for n in range(count)
    )
    return f"title: Many questions\nid: many\nquestions:\n{rows}"


class Sitter(Player):
    """Sits an exam."""

    @property
    def exam_screen(self) -> ExamScreen:
        """The screen of the exam, wherever it lies."""
        for screen in self.app.screen_stack:
            if isinstance(screen, ExamScreen) and not screen.is_over:
                return screen
        raise AssertionError("no exam goes on")

    @property
    def exam(self) -> OpenExam:
        """The exam."""
        return self.exam_screen.own

    @property
    def prompt(self) -> Prompt:
        """What is asked, in an exam or in a quiz."""
        if not isinstance(self.app.screen, ExamScreen):
            return super().prompt
        assert self.exam_screen.question is not None
        return self.exam_screen.question.prompt

    async def begin(self) -> None:
        """Begin from the start screen."""
        await self.is_at(ExamStartScreen)
        await self.press("enter")
        await self.is_at(ExamScreen)
        await self.is_in_front(0)

    async def is_in_front(self, place: int) -> None:
        """Wait until a question is asked."""

        def condition() -> bool:
            screen = self.app.screen
            return (
                isinstance(screen, ExamScreen)
                and screen.exam.state.place == place
                and screen._is_settled
                and f"{place + 1} of " in self.lines[0]
            )

        await self.until(condition, f"question {place + 1} in front")

    async def is_kept(self, place: int) -> None:
        """Wait until a question has an answer on disk."""
        await self.until(
            lambda: self.exam.state.given[place].is_answered, f"question {place + 1} answered"
        )

    async def hand_in(self) -> None:
        """Hand in from the question in front."""
        await self.press("f8")
        await self.is_at(ExamOverviewScreen)
        await self.press("i", "y")


@asynccontextmanager
async def sitting(
    desk: Desk,
    request: ExamRequest | None,
    *,
    size: tuple[int, int] = (80, 24),
    resumes: bool = False,
) -> AsyncIterator[Sitter]:
    """Run the app on an exam, or on its home screen."""
    app = QuizApp(desk, exam=request, resumes=resumes, guard_s=0)
    async with app.run_test(size=size) as pilot:
        sitter = Sitter(app, pilot)
        await sitter.until(
            lambda: app.screen.is_mounted and bool(sitter.shown.strip()), "the first screen"
        )
        yield sitter


def written(path: Path, text: str) -> ExamRequest:
    """Write a paper, and return the request for it."""
    file = path / "paper.yaml"
    file.write_text(text, encoding="utf-8")
    return ExamRequest(names=(str(file),), seed=1)


def paper_in_order(path: Path, *kinds: str, **more: str) -> ExamRequest:
    """Return the request for a paper that asks the kinds in their order."""
    return written(path, paper_of(*kinds, shuffle="false", **more))
