"""Verdicts and muted words can be read in every theme, ours and those that come with Textual."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color

from quiz.desk import Desk
from quiz.ui.inks import contrast
from quiz.ui.themes import theme_names
from tests.support import Clock
from tests.ui.exams import paper_in_order, sitting
from tests.ui.seen import Player, playing, quiz_of
from tests.ui.test_plan import MakeDesk, bank, set_exam, study

THEMES = [name for name in theme_names() if not name.startswith("ansi")]
"""Themes of the terminal's own colours have no contrast that could be known."""
WORDS, MUTED = 4.5, 3.0
"""The least contrast of what must be read, and of what is by the way (WCAG 2.2, AA)."""

Wanted = dict[str, float]


def segments(player: Player) -> Iterator[Segment]:
    """Yield what the screen shows, piece by piece."""
    for strip in player.app.screen._compositor.render_strips():
        yield from strip


def contrast_of(player: Player, text: str) -> float:
    """Return the least contrast with which a text is shown."""
    ratios = []
    for piece in segments(player):
        style = piece.style
        if text in piece.text and style and style.color and style.bgcolor:
            ink, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
            ratios.append(contrast(ink, ground))
    assert ratios, f"{text!r} is not shown"
    return min(ratios)


async def too_low(player: Player, wanted: Wanted) -> dict[str, float]:
    """Return the texts that are too faint, by theme and text."""
    low = {}
    for theme in THEMES:
        player.app.theme = theme
        await player.pilot.pause()
        for text, least in wanted.items():
            ratio = contrast_of(player, text)
            if ratio < least:
                low[f"{theme}: {text}"] = round(ratio, 2)
    return low


def test_contrast_is_reckoned_as_in_its_source() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == 21
    assert round(contrast(Color(119, 119, 119), Color(255, 255, 255)), 2) == 4.48


async def test_a_right_answer_can_be_read_in_every_theme(desk: Desk) -> None:
    async with playing(desk, quiz_of("choice")) as player:
        await player.press("f2", player.number_of(0), "enter")
        await player.is_marked()
        await player.sees("✔ Right")
        wanted = {
            "Where did": WORDS,
            "Choose one": MUTED,
            "✔ Right": WORDS, "Vienna": WORDS, "It met in": WORDS, "Berlin": MUTED,
            "Source:": MUTED, "10 d": MUTED, "▸ ": WORDS, "Next": WORDS, "Enter": WORDS,
            "Hint": WORDS,
        }  # fmt: skip
        assert not await too_low(player, wanted)


async def test_a_partly_right_answer_can_be_read_in_every_theme(desk: Desk) -> None:
    async with playing(desk, quiz_of("match")) as player:
        await player.press(player.number_of(0), player.number_of(2), "enter")
        await player.is_marked()
        await player.sees("◐ Partly right")
        wanted = {"◐ Partly right": WORDS, "Talleyrand": WORDS, "Britain": WORDS, "Spain": MUTED}
        assert not await too_low(player, wanted)


async def test_a_wrong_answer_can_be_read_in_every_theme(desk: Desk) -> None:
    async with playing(desk, quiz_of("text")) as player:
        await player.press("x", "enter")
        await player.is_marked()
        await player.sees("✘ Wrong")
        assert not await too_low(
            player,
            {
                "✘ Wrong": WORDS,
                "Metternich": WORDS,
                "Asked again in": WORDS,
                "if you were right": MUTED,
            },
        )


async def test_home_and_result_can_be_read_in_every_theme(desk: Desk) -> None:
    async with playing(desk) as player:
        low = await too_low(player, {"Learn 14 new": WORDS, "Known": WORDS, "Every kind": WORDS})
    async with playing(desk, quiz_of("choice")) as player:
        await player.press(player.number_of(1), "enter", "enter")
        await player.sees("✘ 1 wrong")
        wanted = {"0%": WORDS, "✔ 0 right": WORDS, "◐ 0 partly": WORDS, "✘ 1 wrong": WORDS,
                  "yours": MUTED, "Vienna": WORDS}  # fmt: skip
        low |= await too_low(player, wanted)
    assert not low


@pytest.mark.slow
async def test_the_plans_can_be_read_in_every_theme(make_desk: MakeDesk, clock: Clock) -> None:
    desk = make_desk(a=bank("Alliances"))
    study(desk, clock)
    set_exam(desk, minutes_a_day=10.0)
    async with playing(desk) as player:
        await player.sees("expected score")
        low = await too_low(player, {"expected score": WORDS})
        await player.press("x")
        await player.sees("if you stopped now")
        wanted = {"Finals": WORDS, "if you stopped": WORDS, "Mock exams": WORDS, "in 12": WORDS,
                  "planned": MUTED, "None yet": MUTED}  # fmt: skip
        low |= await too_low(player, wanted)
        await player.press("n", "enter")
        await player.sees("isn't a date")
        low |= await too_low(player, {"isn't a date": WORDS, "weight": MUTED, "Save": WORDS})
    assert not low


@pytest.mark.slow
async def test_an_exam_can_be_read_in_every_theme(desk: Desk, tmp_path: Path, clock: Clock) -> None:
    request = paper_in_order(tmp_path, "choice", "text", "several", behaviour="certainty")
    async with sitting(desk, request) as sitter:
        await sitter.sees("Questions")
        wanted = {"Questions": MUTED, "Start. The clock keeps running": WORDS, "First term": WORDS}
        low = await too_low(sitter, wanted)
        await sitter.begin()
        await sitter.press("1", "f", "enter")
        await sitter.is_in_front(1)
        clock.pass_(minutes=27)
        await sitter.sees("⚠ Less than", "3:00 left")
        wanted = {"3:00 left": WORDS, "⚠ Less than": WORDS, "⚑": WORDS, "○": MUTED,
                  "How sure?": MUTED, "● 1 not sure": WORDS, "○ 2 fairly": WORDS}  # fmt: skip
        low |= await too_low(sitter, wanted)
        await sitter.press("f8")
        await sitter.sees("1 flagged")
        wanted = {"1 of 3 answered": WORDS, "2 unanswered": WORDS, "flagged": WORDS, "3:00": WORDS}
        low |= await too_low(sitter, wanted)
        await sitter.press("i", "y")
        await sitter.sees("Not passed")
        wanted = {"0%": WORDS, "✘ ": WORDS, "Not passed": WORDS, "By topic": WORDS, "0:0": MUTED}
        low |= await too_low(sitter, wanted)
        await sitter.press("enter")
        await sitter.sees("point ·")
        low |= await too_low(sitter, {"point ·": MUTED, "Vienna": WORDS})
    assert not low


@pytest.mark.slow
async def test_the_page_of_a_bank_and_its_preview_can_be_read_in_every_theme(
    make_desk: MakeDesk,
) -> None:
    from tests.ui.test_bank_page import WEAK, open_page

    async with playing(make_desk(weak=WEAK)) as player:
        await open_page(player)
        wanted = {"◇": WORDS, "all of the above": WORDS, "Asked": MUTED, "line 6": MUTED,
                  "Not asked yet": MUTED, "Preview": WORDS}  # fmt: skip
        low = await too_low(player, wanted)
        await player.press("enter")
        await player.sees("Which is not wrong?", "◇ line")
        low |= await too_low(player, {"◇ ": WORDS, "Which is": WORDS, "no-explain": MUTED})
        await player.press("escape", "n", "ctrl+s")
        await player.sees("Enter the front")
        low |= await too_low(player, {"Enter the front": WORDS, "Explain": MUTED, "Save": WORDS})
    assert not low
