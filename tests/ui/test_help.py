"""Every action stands in the bar of keys, in the help and in the palette."""

import pytest
from textual.command import CommandPalette
from textual.widgets import OptionList

from quiz.desk import Desk
from quiz.desk.plans.editing import checked_plan
from quiz.ui.screens.banks.page import BankPageScreen
from quiz.ui.screens.banks.preview import PreviewScreen
from quiz.ui.screens.cards.browse import BrowseScreen
from quiz.ui.screens.cards.card import CardScreen
from quiz.ui.screens.help import HelpScreen
from quiz.ui.screens.home.home import HomeScreen
from quiz.ui.screens.plans.plan import PlanScreen
from quiz.ui.screens.sittings.question import QuestionScreen
from quiz.ui.screens.sittings.result import ResultScreen
from quiz.ui.widgets.key_bar import KeyBar, words_of
from tests.ui.seen import KIND_NAMES, Player, playing, quiz_of
from tests.ui.test_question import RIGHTLY

PLACES = (
    "home", *KIND_NAMES, "answered", "refused", "turned", "result", "plans", "browse", "card page",
    "bank page", "preview",
)  # fmt: skip


async def go_to(player: Player, place: str) -> None:
    """Bring a screen into the state that is meant."""
    if place == "answered":
        await player.press("1", "enter")
        await player.is_marked()
    elif place == "refused":
        await player.press("x", "y", "enter")
        await player.is_marked()
    elif place == "turned":
        await player.press("space")
        await player.sees("▸ Good")
    elif place == "result":
        await player.press("1", "enter", "enter")
        await player.is_at(ResultScreen)
    elif place == "plans":
        player.app.desk.record.put_exam(checked_plan(player.app.desk, name="Finals", day="9"))
        await player.press("x")
        await player.is_at(PlanScreen)
        await player.misses("Preparing")
    elif place in ("browse", "card page"):
        await player.press("b")
        await player.is_at(BrowseScreen)
        if place == "card page":
            await player.press("enter")
            await player.is_at(CardScreen)
    elif place in ("bank page", "preview"):
        await player.press("B")
        await player.is_at(BankPageScreen)
        await player.misses("checking")
        if place == "preview":
            await player.press("enter")
            await player.is_at(PreviewScreen)


def request_for(place: str) -> object:
    """Return what to begin with for a place."""
    kinds = {"answered": "choice", "refused": "text", "turned": "card", "result": "choice"}
    return (
        None
        if place in ("home", "plans", "browse", "card page", "bank page", "preview")
        else quiz_of(kinds.get(place, place))
    )


def shown_actions(player: Player) -> dict[str, str]:
    """Return the tooltip of every action that the bar of keys shows."""
    bar = player.app.screen.query_one(KeyBar)
    shown = {action for _, _, action in bar.shown_keys()}
    screen = player.app.screen
    bindings = [active.binding for active in screen.active_bindings.values()]
    return {b.action: words_of(screen, b)[1] for b in bindings if b.action in shown and b.show}


@pytest.mark.parametrize("place", PLACES)
async def test_every_shown_action_has_a_tooltip_an_id_and_stands_in_the_help_and_the_palette(
    desk: Desk, place: str
) -> None:
    async with playing(desk, request_for(place)) as player:  # type: ignore[arg-type]
        await go_to(player, place)
        beneath = player.app.screen
        actions = shown_actions(player)
        assert actions
        assert all(actions.values()), actions
        names = [
            (active.binding, words_of(beneath, active.binding))
            for active in beneath.active_bindings.values()
            if active.binding.action in actions
        ]
        assert all(binding.id for binding, _words in names)

        await player.press("f1")
        await player.is_at(HelpScreen)
        text = " ".join((await _all_text(player)).split())  # long lines are folded
        for binding, (label, tooltip) in names:
            if binding.show:
                assert tooltip in text or label in text
        await player.press("escape")
        await player.until(lambda: player.app.screen is beneath, "the screen beneath")

        await player.press("ctrl+p")
        await player.is_at(CommandPalette)
        palette = player.app.screen
        options = palette.query_one(OptionList)
        await player.until(lambda: options.option_count >= len(actions), "the actions")

        def missing() -> list[str]:
            prompts = [getattr(option.prompt, "plain", "") for option in options.options]
            return [tip for tip in actions.values() if not any(tip in text for text in prompts)]

        await player.until(lambda: not missing(), "every action in the palette")


async def _all_text(player: Player) -> str:
    text = player.shown
    for _ in range(6):
        await player.press("pagedown")
        text += player.shown
    return text


async def test_the_palette_does_what_it_names(desk: Desk) -> None:
    async with playing(desk, quiz_of("choice")) as player:
        await player.press("ctrl+p")
        await player.is_at(CommandPalette)
        await player.write("a hint (costs a third")
        options = player.app.screen.query_one(OptionList)
        await player.until(lambda: options.option_count == 1, "one action")
        await player.press("enter")
        await player.is_at(QuestionScreen)
        await player.sees("It is a capital.")


async def test_the_help_tells_every_way_of_answering_and_scrolls(desk: Desk) -> None:
    async with playing(desk) as player:
        await player.press("question_mark")
        await player.is_at(HelpScreen)
        text = await _all_text(player)
        for way in (
            "Choose one",
            "List",
            "Gaps",
            "Match, sort",
            "Order",
            "Card",
            "Essay",
            "Ctrl+Q",
        ):
            assert way in text
        await player.press("pageup", "up", "k", *["pageup"] * 6)
        await player.sees("On this screen")
        await player.press("q")
        await player.is_at(HomeScreen)


async def test_help_is_not_offered_on_top_of_help(desk: Desk) -> None:
    async with playing(desk) as player:
        await player.press("f1")
        await player.is_at(HelpScreen)
        await player.press("f1", "question_mark")
        assert "Help" not in player.lines[-1]
        await player.press("escape")
        await player.is_at(HomeScreen)


async def test_what_is_typed_is_still_there_after_the_help(desk: Desk) -> None:
    async with playing(desk, quiz_of("text")) as player:
        await player.press(*"Metter", "f1")
        await player.is_at(HelpScreen)
        await player.press("escape")
        await player.is_at(QuestionScreen)
        await player.press(*"nich", "enter")
        assert (await player.is_marked()).credit == 1.0


async def test_long_lines_of_the_help_are_folded_under_their_text(desk: Desk) -> None:
    async with playing(desk, size=(60, 24)) as player:
        await player.press("f1")
        await player.is_at(HelpScreen)
        for _ in range(40):
            if "Choose several" not in player.shown:
                await player.press("down")
        await player.sees("Choose one")
        at = next(y for y, line in enumerate(player.lines) if "Choose one " in line)
        assert player.lines[at + 1].startswith(" " * 24)


def test_the_journeys_know_every_kind() -> None:
    assert set(RIGHTLY) == set(KIND_NAMES)
