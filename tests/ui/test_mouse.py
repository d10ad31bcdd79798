"""The mouse: what is shown as something to press can be clicked, and what is not does nothing."""

from pathlib import Path

import pytest
from textual.events import Click, MouseDown, MouseEvent, MouseMove, MouseUp

from quiz.desk import Desk
from quiz.items import Order, Ordered, Placed, Rating, decode_response
from quiz.study import CardRef
from quiz.ui.screens.exams.overview import ExamOverviewScreen
from quiz.ui.screens.exams.sitting import ExamScreen
from quiz.ui.screens.home.home import HomeScreen
from tests.ui.exams import paper_in_order, sitting
from tests.ui.seen import Player, playing, quiz_of


def spot(player: Player, text: str) -> tuple[int, int]:
    """Return where a text begins that is shown."""
    y = next(y for y, line in enumerate(player.lines) if text in line)
    return player.lines[y].index(text), y


def arrow(player: Player, sign: str) -> tuple[int, int]:
    """Return where an arrow is in the row that has them, which the line above names too."""
    rows = (y for y, line in enumerate(player.lines) if "↑↓" in line and "Space" not in line)
    y = next(rows)
    return player.lines[y].index(sign), y


async def click_on(player: Player, text: str) -> None:
    """Click on a text."""
    await player.pilot.click(offset=spot(player, text))


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_each_rating_is_clicked(desk: Desk, size: tuple[int, int]) -> None:
    async with playing(desk, quiz_of("choice"), size=size) as player:
        await player.press(player.number_of(0), "enter")
        await player.is_marked()
        for word, rating in (("4 Easy", Rating.EASY), ("1 Again", Rating.AGAIN)):
            await click_on(player, word)
            await player.sees(f"{int(rating)} ▸")
            assert (await player.is_marked()).rating is rating
        await player.pilot.click("#ratings", offset=(1, 0))
        await click_on(player, "1-4 Rate" if size[0] > 60 else "Enter Next")
        if size[0] > 60:  # several keys in one: a click says none of them
            assert (await player.is_marked()).rating is Rating.AGAIN


async def test_a_turned_card_is_graded_by_a_click(desk: Desk) -> None:
    request = quiz_of(cards=(CardRef("every", "card"), CardRef("every", "choice")))
    async with playing(desk, request) as player:
        await click_on(player, "?")
        await player.sees("▸ Good")
        await click_on(player, "2 Hard")
        await player.is_asked("choice")
        review = desk.record.last_review()
        assert review is not None
        assert review.rating is Rating.HARD


async def test_an_entry_is_dragged_and_moved_by_the_arrows_beside_it(desk: Desk) -> None:
    async with playing(desk, quiz_of("order")) as player:
        first, second, third = player.prompt.order
        item = player.prompt.item
        assert isinstance(item, Order)
        names = item.entries
        begin, end = spot(player, names[first]), spot(player, names[third])
        mouse = player.pilot._post_mouse_events
        gestures: list[tuple[type[MouseEvent], tuple[int, int]]] = [
            (MouseDown, begin), (MouseMove, (begin[0], begin[1] + 1)), (MouseMove, end),
            (MouseUp, end), (Click, end),
        ]  # fmt: skip
        for event, at in gestures:
            await mouse([event], offset=at, button=1)
        view = player.screen._sheet.view
        assert view is not None
        assert view.draft() == Ordered((second, third, first))
        await player.misses("↕")
        await player.pilot.click(offset=arrow(player, "↑"))
        assert view.draft() == Ordered((second, first, third))
        await player.pilot.click(offset=arrow(player, "↓"))
        assert view.draft() == Ordered((second, third, first))
        await click_on(player, "Submit")
        response = decode_response((await player.is_marked()).response)
        assert response == Ordered((second, third, first))


async def test_a_match_is_clicked_in_the_list_of_matches(desk: Desk) -> None:
    async with playing(desk, quiz_of("match")) as player:
        rights = player.prompt.item.rights  # type: ignore[union-attr]
        for number in (2, 1):
            await click_on(player, f"{number} {rights[player.prompt.order[number - 1]]}")
        view = player.screen._sheet.view
        assert view is not None
        assert view.draft() == Placed((player.prompt.order[1], player.prompt.order[0]))


async def test_rows_and_keys_of_an_exam_are_clicked(desk: Desk, tmp_path: Path) -> None:
    paper = paper_in_order(tmp_path, "choice", "number", "text")
    async with sitting(desk, paper) as sitter:
        await sitter.begin()
        await click_on(sitter, "Overview")
        await sitter.is_at(ExamOverviewScreen)
        for _ in range(2):
            await click_on(sitter, "Who presided?")
        await sitter.is_in_front(2)
        await click_on(sitter, "Leave")
        await click_on(sitter, "Yes")
        await sitter.is_at(HomeScreen)
        await click_on(sitter, "Resume exam")
        await sitter.is_at(ExamScreen)
