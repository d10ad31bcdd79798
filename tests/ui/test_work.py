"""Assignments at a terminal: signing in, the list, sitting one, its result, taking it home."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx")

from quiz.desk import Desk
from quiz.errors import QuizError
from quiz.items import Picked, SingleChoice, Typed
from quiz.library.config import Config
from quiz.ui.join_app import JoinApp
from quiz.ui.screens.classroom.assignment import AssignmentScreen
from quiz.ui.screens.classroom.sign_in import SignInScreen
from quiz.ui.screens.classroom.work import WorkScreen
from quiz.ui.screens.classroom.work_result import WorkResultScreen
from quiz.ui.screens.confirm import ConfirmScreen
from quiz.ui.screens.exams.overview import ExamOverviewScreen
from quiz.web.sat import SatAttempt
from tests.formats.images import WHOLE
from tests.ui.seen import Player as Seen
from tests.web.assigned import PAPER, ClassRoom, NearClient, signed_in
from tests.web.test_sitting_programs import BANK

Sat = Callable[[], SatAttempt]


@asynccontextmanager
async def at_the_door(
    folder: Path,
    paper: str = PAPER,
    *,
    size: tuple[int, int] = (80, 24),
    attempts: int = 1,
    bank: str = BANK,
) -> AsyncIterator[tuple[ClassRoom, Seen, NearClient]]:
    """Show the door of a class with an assignment."""
    here = ClassRoom(folder, paper, attempts, None, bank=bank)
    client = NearClient(here)
    app = JoinApp(client, name="", code="", team="", config=Config(), log=folder / "log",
                  guard_s=0)  # fmt: skip
    app.animation_level = "none"
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            seen = Seen(app, pilot)  # type: ignore[arg-type]
            await seen.is_at(SignInScreen)
            yield here, seen, client
    finally:
        here.school.close()


async def sign_in(here: ClassRoom, seen: Seen, name: str = "Ada") -> None:
    await seen.write(name)
    await seen.press("enter")
    await seen.write(here.pins[name])
    await seen.press("enter")
    await seen.is_at(WorkScreen)


def kept(here: ClassRoom) -> Sat:
    """Return what the server has of Ada's attempt, each time it is called."""
    return lambda: signed_in(here).attempt(here.assignment.id, 1)


async def test_an_assignment_is_sat_and_handed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "at home"))
    async with at_the_door(tmp_path) as (here, seen, _client):
        await seen.sees("Class 7b", "Your name, as your class has it", "Your PIN")
        await seen.write("Eve")
        await seen.press("enter")
        await seen.write("12")
        assert "12" not in seen.shown
        await seen.press("enter")
        await seen.sees("nobody")
        await seen.write("Ada")  # the keys are back at the name, which is typed over
        await seen.press("enter")
        await seen.sees("This PIN is not right.")
        await seen.write(here.pins["Ada"])
        await seen.press("enter")
        await seen.sees("Assignments of 7b · Ada", "Test on rivers", "start")
        await seen.press("enter")
        await seen.is_at(AssignmentScreen)
        await seen.sees("1 of 3", "The river of Paris?", "A walk along the water.")
        await seen.write("Seine")
        await seen.press("f12")
        await seen.sees("What's wrong with this question?")
        await seen.write("1")
        await seen.press("enter")
        await seen.sees("Noted. Your teacher sees it.")
        await seen.press("f7", "enter")
        await seen.sees("2 of 3", "Which river is longest?")
        screen = seen.app.screen
        assert isinstance(screen, AssignmentScreen)
        assert screen.question is not None
        assert isinstance(screen.question.item, SingleChoice)
        at = [option.text for option in screen.question.item.options].index("Volga")
        await seen.press(f"{at + 1}", "enter")
        await seen.sees("3 of 3")
        await seen.press("f8")
        await seen.is_at(ExamOverviewScreen)
        await seen.sees("2 of 3 answered", "1 flagged")
        await seen.press("i")
        await seen.is_at(ConfirmScreen)
        await seen.press("y")
        await seen.is_at(WorkResultScreen)
        await seen.sees("2 of 3 points · 67% · grade B", "Correct answer  Seine",
                        "Your answer  Seine")  # fmt: skip
        assert here.book()[1][1:5] == ["2", "3", "66.7", "B"]
        await seen.press("escape")
        await seen.is_at(WorkScreen)
        await seen.sees("✔ Test on rivers", "done")
        await seen.press("h")
        await seen.sees("2 answers added to your own progress.")
        await seen.press("h")
        await seen.sees("Your own progress has all of it already.")
    with Desk.open({"QUIZ_HOME": str(tmp_path / "at home")}, tmp_path) as desk:
        assert sum(1 for _review in desk.record.reviews()) == 2
        assert [note.reason for note in desk.record.notes("rivers")] == ["wrong"]  # it goes along


async def test_what_is_typed_outlives_a_lost_line_and_is_sent_as_it_stands(
    tmp_path: Path,
) -> None:
    async with at_the_door(tmp_path) as (here, seen, client):
        await sign_in(here, seen)
        await seen.press("enter")
        await seen.sees("The river of Paris?")
        client.is_cut = True
        await seen.write("Sei")
        await seen.sees("Your answers are kept here")
        await seen.press("pagedown", "pageup")
        await seen.sees("1 of 3", "Sei")
        client.is_cut = False
        await seen.misses("Your answers are kept here")
        await seen.until(
            lambda: kept(here)().questions[0].given.response, "the draft to be on the server"
        )
        await seen.press("escape")
        await seen.sees("You can continue on any device.")
        await seen.press("y")
        await seen.is_at(WorkScreen)
        await seen.sees("▸ Test on rivers", "continue")
        await seen.press("enter")
        await seen.sees("The river of Paris?", "Sei")


async def test_tries_and_hints_come_from_the_server(tmp_path: Path) -> None:
    paper = PAPER + "behaviour: tries\ntries: 2\nminutes: 30\n"
    async with at_the_door(tmp_path, paper, attempts=2) as (here, seen, client):
        await sign_in(here, seen)
        await seen.sees("2 attempts left", "30 minutes")
        await seen.press("enter")
        await seen.sees("Start “Test on rivers”?", "You have 30 minutes.")
        await seen.press("y")
        await seen.sees("30:00")
        await seen.write("Rhone")
        client.is_cut = True
        await seen.press("enter")
        await seen.sees("No connection. Press Enter again in a moment.")
        client.is_cut = False
        await seen.press("enter")
        await seen.sees("✘ Wrong", "1 try left.")
        assert "Seine" not in seen.shown
        await seen.press("f2")
        await seen.sees("It begins with S.")
        await seen.press("end", *["backspace"] * 5)
        await seen.write("Seine")
        await seen.press("enter")
        await seen.sees("✔ Right", "It is 777 km long.", "Enter Next")
        given = kept(here)().questions[0].given
        assert (given.tries, given.hints) == ((0.0, 1.0), 1)


async def test_a_final_answer_shows_what_is_right_in_its_own_options(tmp_path: Path) -> None:
    async with at_the_door(tmp_path, PAPER + "behaviour: immediate\n") as (here, seen, _client):
        await sign_in(here, seen)
        await seen.press("enter")
        await seen.sees("The river of Paris?")
        await seen.press("pagedown")
        await seen.sees("2 of 3")
        screen = seen.app.screen
        assert isinstance(screen, AssignmentScreen)
        await seen.until(lambda: screen.question and screen.question.place == 1, "the question")
        assert screen.question is not None
        assert isinstance(screen.question.item, SingleChoice)
        texts = [option.text for option in screen.question.item.options]
        await seen.press(f"{texts.index('Rhine') + 1}", "enter")
        await seen.sees("✘ Wrong", "Source: An atlas.", "✔")
        lines = [line for line in seen.shown.splitlines() if "✔" in line or "✘ " in line]
        assert any("Volga" in line for line in lines)
        assert screen.exam.response(1) not in (None, Typed(), Picked())


async def test_when_time_is_up_it_is_handed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_door(tmp_path, PAPER + "minutes: 1\n") as (here, seen, _client):
        await sign_in(here, seen)
        await seen.press("enter", "y")
        await seen.sees("The river of Paris?")
        await seen.write("Seine")
        monkeypatch.setattr("quiz.web.remote_exam.RemoteExam.left_s", lambda _self: 0.0)
        await seen.is_at(WorkResultScreen)
        await seen.sees("1 of 3 points")
        assert here.book()[1][1:3] == ["1", "3"]


SEEN = """
title: Seen
questions:
  - {id: a, question: What is it?, answer: hill, image: secret-hill.png, alt: A blue place}
  - {id: b, question: And this?, answer: sea, image: damaged.png}
  - {id: c, question: Without?, answer: sea}
"""


async def test_a_picture_is_fetched_and_shown_below_its_description(tmp_path: Path) -> None:
    (tmp_path / "secret-hill.png").write_bytes(WHOLE["png"])
    (tmp_path / "damaged.png").write_bytes(WHOLE["png"][:20])
    async with at_the_door(tmp_path, bank=SEEN) as (here, seen, client):
        await sign_in(here, seen)
        await seen.press("enter")
        await seen.sees("[Picture: A blue place]", "▀")
        await seen.press("pagedown")
        await seen.sees("And this?", "[Picture: no description]", "picture: ")
        assert "▀" not in seen.shown
        await seen.press("pagedown")
        await seen.sees("Without?")
        await seen.misses("[Picture")
        client.is_cut = True
        await seen.press("pageup", "pageup")
        await seen.sees("What is it?", "▀")  # it was fetched before
        assert "secret" not in client.told
        client.is_cut = False
        with pytest.raises(QuizError, match="more than can be taken"):
            client.fetch(f"/work/{here.assignment.id}/1/1/picture", most=10)
