"""Pictures of a pupil's assignments. Look at a changed one before accepting it."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.classroom.work import WorkScreen
from quiz.ui.screens.classroom.work_result import WorkResultScreen
from quiz.web.client import GameClient
from quiz.web.work_client import WorkClient
from quiz.web.work_told import DoneAttempt, WorkAnswer, WorkList, WorkResult, WorkRow

pytest.importorskip("starlette")

from tests.ui.class_room import ScreenApp

DONE = DoneAttempt(n=1, points=7.5, points_of=10, grade="B", to_grade=0)
USUAL = {
    "opens": "2026-11-01 08:00", "closes": "2026-12-01 20:00", "is_open": True, "is_early": False,
    "is_under_way": False, "left": 2, "done": (), "minutes": 0.0,
}  # fmt: skip
ROWS = (
    {"title": "Rivers of Europe", "is_under_way": True, "minutes": 45.0},
    {"title": "Capitals, and what they were called before they were called that", "left": 1},
    {"title": "Alliances", "done": (DONE,), "left": 1, "closes": ""},
    {"title": "Essay on trade", "done": (DoneAttempt(n=1, points=2, points_of=8, grade="",
                                                     to_grade=1),), "left": 0},
    {"title": "Dates", "is_open": False, "is_early": True},
)  # fmt: skip
LIST = WorkList(
    title="7b", name="Ada", game="Who said it?",
    rows=tuple(WorkRow(id=str(at), **(USUAL | row)) for at, row in enumerate(ROWS)),  # type: ignore[arg-type]
)  # fmt: skip
RESULT = WorkResult(
    title="Rivers of Europe", done=DONE, shows_key=True,
    answers=(
        WorkAnswer(question="The river of Paris?", given="Seine", right="Seine", points=1,
                   points_of=1, explain="It is 777 km long."),
        WorkAnswer(question="Which river is longest?", given="", right="Volga", points=0,
                   points_of=2, explain=""),
    ),
)  # fmt: skip


class Same(WorkClient):
    """Always the same list."""

    def work(self) -> WorkList:
        return LIST


@pytest.mark.parametrize(("size", "theme"), [((80, 24), "ink"), ((120, 40), "paper")])
def test_the_list(snap_compare: Callable[..., bool], size: tuple[int, int], theme: str) -> None:
    screen = WorkScreen(Same(GameClient("localhost")), LIST)
    assert snap_compare(
        app_of(screen), terminal_size=size, run_before=in_theme(theme, "down", "down")
    )


def test_a_result(snap_compare: Callable[..., bool]) -> None:
    app = app_of(WorkResultScreen(RESULT))
    assert snap_compare(app, terminal_size=(80, 24), run_before=in_theme("ink"))


def app_of(screen: QuizScreen) -> ScreenApp:
    names = ("app", "screens/classroom/work", "screens/classroom/work_result")
    return ScreenApp(screen, [f"../../quiz/ui/{name}.tcss" for name in names])


def in_theme(theme: str, *keys: str) -> Callable[[Pilot[None]], object]:
    async def before(pilot: Pilot[None]) -> None:
        pilot.app.theme = theme
        await pilot.press(*keys)
        await pilot.pause()

    return before
