"""The page of a card."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.desk.sittings.start import begin_quiz
from quiz.items import Picked
from quiz.memory import CardAction
from quiz.study import CardRef
from quiz.ui.screens.banks.page import BankPageScreen
from quiz.ui.screens.cards.card import CardScreen
from tests.support import Clock
from tests.ui.editors import FakeEditor
from tests.ui.seen import Player, playing, quiz_of

KIN = """\
title: Kin
questions:
  - {id: a, question: "Where is Bern?", answer: "Switzerland", wrong: ["Austria"], fact: f,
     explain: "It is the seat of the *federal* council.", tags: [towns]}
  - {id: b, question: "What is in Bern?", answer: "the council", wrong: ["the sea"], fact: f}
"""
REF = CardRef("kin", "a")


@pytest.fixture
def kin(make_desk: Callable[..., Desk], clock: Clock) -> Desk:
    """A desk with a card that was right, then wrong, then right."""
    desk = make_desk(kin=KIN)
    for is_right in (True, False, True):
        sitting = begin_quiz(desk, quiz_of(bank="kin", cards=(REF,)))
        assert sitting.question is not None
        right = sitting.question.item.right_response()
        assert isinstance(right, Picked)
        sitting.hand_in(right if is_right else Picked((1 - right.indices[0],)), elapsed_ms=9000)
        clock.pass_(days=3)
    return desk


async def open_card(player: Player, *refs: CardRef) -> CardScreen:
    screen = CardScreen(refs or (REF,))
    player.app.push_screen(screen)
    await player.is_at(CardScreen)
    return screen


async def test_a_narrow_window_has_question_curve_and_answers(kin: Desk) -> None:
    async with playing(kin) as player:
        await open_card(player)
        await player.sees("Where is Bern?", "→ Switzerland", "Kin · towns")
        await player.sees("Memory", "lasts", "2 of 3 right", "100%", "90%", "2 Mar", "today")
        await player.sees("Answers", "3 in 6 days · 1 related (r)")
        signs = next(line for line in player.lines if "✔" in line and "✘" in line)
        assert [sign for sign in signs if sign in "✔✘"] == ["✔", "✘", "✔"]
        answers = [line for line in player.lines if "9 s" in line]
        assert ["Good" in line for line in answers] == [True, False, True]
        assert "Sun 8 Mar" in answers[0]
        assert "Austria" in answers[1]
        assert "new →" in answers[2]


async def test_a_wide_window_has_all_panes(kin: Desk) -> None:
    async with playing(kin, size=(140, 40)) as player:
        await open_card(player)
        for title in ("Question", "Now", "Related", "How it was answered", "Memory", "Answers"):
            await player.sees(f"─ {title} ─")
        await player.sees("It is the seat of the federal council.")
        await player.sees("recall now", "difficulty", "of 10", "lapses", "chance that you know it")
        await player.sees("✔ Switzerland", "✘ Austria", "same fact", "What is in Bern?")


async def test_a_related_card_is_opened_and_left(kin: Desk) -> None:
    async with playing(kin) as player:
        await open_card(player)
        await player.press("r")
        await player.sees("Related", "▌ same fact  What is in Bern?", "Enter opens")
        await player.press("enter")
        await player.sees("Card · Kin · b", "Not asked yet", "It is the next new card of its bank.")
        await player.press("escape")
        await player.sees("Card · Kin · a", "same fact")
        await player.press("escape")
        await player.misses("same fact")
        await player.is_at(CardScreen)


async def test_what_keeps_a_card_away_is_a_band_with_the_key_that_ends_it(
    kin: Desk, clock: Clock
) -> None:
    async with playing(kin) as player:
        await open_card(player)
        await player.press("s")
        await player.sees("Card suspended.  u Undo", "suspended")
        clock.pass_(seconds=1)
        await player.press("u")
        await player.sees("Undone: kin, suspended")
        assert not kin.record.state("kin", "a").is_suspended
    kin.do(REF, CardAction.SUSPEND)
    async with playing(kin) as player:
        await open_card(player)
        await player.sees("Suspended  s unsuspends it")
        await player.press("s")
        await player.sees("Card unsuspended.")
        await player.press("minus")
        await player.sees("Card buried until tomorrow.")
        await player.press("minus")
        await player.sees("Card brought back.")
        await player.press("d", *"9", "enter")
        await player.sees("Due on")
        assert kin.record.state("kin", "a").due_day == kin.today + 9
        await player.press("f")
        await player.sees("Reset this card?")
        await player.press("y")
        await player.sees("Card reset.")
        assert not kin.record.state("kin", "a").reps


async def test_a_card_is_asked_now_and_the_page_follows(kin: Desk) -> None:
    async with playing(kin) as player:
        await open_card(player, CardRef("kin", "b"))
        await player.press("enter")
        await player.is_asked("b")
        await player.press("1", "enter")
        await player.is_marked()
        await player.press("escape")
    assert kin.record.state("kin", "b").reps == 1


async def test_the_question_is_edited_from_its_page(
    kin: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FakeEditor(tmp_path / "editor", monkeypatch).will("Where is Bern?", "Where does Bern lie?")
    async with playing(kin) as player:
        await open_card(player)
        await player.press("e")
        await player.sees("Where does Bern lie?")
        await player.press("w")
        await player.is_at(BankPageScreen)
        await player.sees("1 of 2")


async def test_arrows_go_through_the_list_and_down_to_older_answers(kin: Desk) -> None:
    async with playing(kin) as player:
        screen = await open_card(player, REF, CardRef("kin", "b"))
        await player.sees("1 of 2")
        await player.press("down")
        await player.until(lambda: "Sun 8 Mar" not in player.shown, "the latest answer gone")
        await player.press("right", "right")
        await player.sees("2 of 2", "What is in Bern?")
        assert screen.at == 1
        await player.press("left", "left")
        await player.sees("1 of 2", "Sun 8 Mar")


async def test_a_card_that_no_bank_has_any_more_can_be_reset_alone(
    kin: Desk, tmp_path: Path
) -> None:
    (tmp_path / "banks" / "kin.yaml").unlink()
    kin.refresh()
    async with playing(kin) as player:
        await open_card(player)
        await player.sees("kin/a", "No bank has this question any more", "2 of 3 right")
        await player.misses("Ask now", "e Edit")


async def test_i_after_an_answer_and_on_a_mistake_opens_the_card(kin: Desk) -> None:
    async with playing(kin, quiz_of(bank="kin", cards=(REF,))) as player:
        wrong = next(n for n in "12" if player.prompt.order[int(n) - 1] != 0)
        await player.press("i")
        await player.misses("Card ·")
        await player.press(wrong, "enter")
        await player.is_marked()
        await player.press("i")
        await player.is_at(CardScreen)
        await player.sees("Card · Kin · a", "2 of 4 right")
        await player.misses("Ask now", "u Undo")
        await player.press("escape", "enter")
        await player.sees("0 of 1 point")
        await player.press("i")
        await player.is_at(CardScreen)
        await player.sees("Card · Kin · a")
