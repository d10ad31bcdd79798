"""A class's results on the screen: a verdict a question, the marked one in full."""

from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.ui.screens.analysis import AnalysisScreen
from quiz.ui.screens.ask_line import AskLineScreen
from quiz.ui.screens.home.home import HomeScreen
from tests.cli.test_analyse import matrix
from tests.ui.seen import Player, playing


async def open_results(player: Player, path: str) -> None:
    await player.app.screen.run_action("analyse")
    await player.is_at(AskLineScreen)
    await player.write(path)
    await player.press("enter")


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "class.csv"
    path.write_text(matrix(), encoding="utf-8")
    return path


@pytest.mark.parametrize("size", [(80, 24), (160, 50), (60, 20)])
async def test_questions_are_listed_with_their_verdicts_and_sorted_by_them(
    desk: Desk, results: Path, size: tuple[int, int]
) -> None:
    async with playing(desk, size=size) as player:
        await open_results(player, "class.csv")
        await player.is_at(AnalysisScreen)
        await player.sees("60 students, 5 questions", "Q1", "Q2")
        await player.press("o")
        await player.sees("check the")
        assert isinstance(player.app.screen, AnalysisScreen)
        first = player.app.screen._items[0]
        assert first.verdict.weight.value == "check"
        await player.press("down", "down", "end", "ctrl+down", "escape")
        await player.is_at(HomeScreen)


async def test_tables_beside_the_list_fit_their_column(desk: Desk, results: Path) -> None:
    async with playing(desk, size=(130, 40)) as player:
        await open_results(player, "class.csv")
        await player.is_at(AnalysisScreen)
        await player.sees("60 students", "middle")
        item = player.app.screen.query_one("#item")
        lines = str(item.render()).split("\n")
        tables = [line for line in lines if "━" in line or line.endswith(("high", "0", "1", "9"))]
        assert len(tables) > 5
        assert max(map(len, tables)) <= item.size.width


async def test_what_is_no_file_of_results_is_told_and_asked_again(
    desk: Desk, results: Path
) -> None:
    results.with_name("bad.csv").write_text("A,B\nC,D\n", encoding="utf-8")
    async with playing(desk) as player:
        await open_results(player, "bad.csv")
        await player.sees("isn't a number of points")
        assert isinstance(player.app.screen, AskLineScreen)


async def test_names_from_a_file_are_text(desk: Desk, results: Path) -> None:
    results.write_text("who,[red]x[/],\x1b[2Jb\nAnna,1,0\nBob,0,1\nCem,1,1\n", encoding="utf-8")
    async with playing(desk) as player:
        await open_results(player, "class.csv")
        await player.sees("[red]x[/]", "3 students are too few")
