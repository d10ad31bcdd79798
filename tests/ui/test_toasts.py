"""Toasts: where they lie, how long they stay, and that nothing is said twice."""

import pytest
from textual.widgets._toast import Toast

from quiz.desk import Desk
from quiz.ui.screens.ask_line import AskLineScreen
from quiz.ui.screens.help import HelpScreen
from quiz.ui.screens.home.home import HomeScreen
from tests.ui.seen import Player, playing, quiz_of

LONG = "Kept out of reviews until you unsuspend it. F6 takes that back, and so does u."


async def toasts(player: Player, count: int) -> list[Toast]:
    """Wait for so many toasts on the screen in front."""
    await player.until(lambda: len(player.app.screen.query(Toast)) == count, f"{count} toasts")
    return list(player.app.screen.query(Toast))


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_toast_lies_over_no_rating_no_verdict_and_no_key(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with playing(desk, quiz_of("choice"), size=size, notifications=True) as player:
        await player.press("1", "enter")
        await player.is_marked()
        player.screen.notify(LONG, markup=False)
        [toast] = await toasts(player, 1)
        await player.until(lambda: toast.region.height, "the toast")
        for name in ("#head", "#ratings", "#feedback", "#answer", "KeyBar"):
            assert not toast.region.overlaps(player.screen.query_one(name).region), name
        await player.sees("until you unsuspend", "Asked again in", "Esc Leave")


async def test_nothing_is_said_twice_at_a_time(desk: Desk) -> None:
    async with playing(desk, notifications=True) as player:
        await player.press("u", "u")
        await player.sees("Nothing to")
        await toasts(player, 1)
        player.app.notify("Once", markup=False)
        player.app.notify("Once", markup=False)
        await toasts(player, 2)


async def test_a_toast_goes_with_its_screen_unless_it_concerns_the_next(desk: Desk) -> None:
    async with playing(desk, notifications=True) as player:
        player.app.announce("The disk is full")
        await player.press("u")
        await player.sees("Nothing to", "The disk is full")
        await player.press("question_mark")
        await player.is_at(HelpScreen)
        await player.misses("Nothing to")
        await player.sees("The disk is full")


async def test_advice_takes_the_place_of_advice_and_of_nothing_else(desk: Desk) -> None:
    async with playing(desk, quiz_of("choice"), notifications=True) as player:
        player.app.announce("The disk is full")
        view = player.screen._sheet.view
        assert view is not None
        for words in ("First this", "Then that"):
            view.say(words)
            await player.sees("The disk is full", words)
        await player.misses("First this")


async def test_what_is_said_on_leaving_is_read_on_the_next_screen(desk: Desk) -> None:
    async with playing(desk, quiz_of("choice", "several"), notifications=True) as player:
        await player.press("1", "enter", "escape")
        await player.is_at(HomeScreen)
        await player.sees("Saved. Press c to resume.")


async def test_a_box_leaves_no_toast_of_what_is_beneath(desk: Desk) -> None:
    async with playing(desk, notifications=True) as player:
        await player.press("u")
        await toasts(player, 1)
        box: AskLineScreen[str] = AskLineScreen(title="T", about="a", placeholder="", read=str)
        player.app.push_screen(box)
        await player.is_at(AskLineScreen)
        await toasts(player, 0)
