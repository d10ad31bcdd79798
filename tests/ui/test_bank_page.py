"""The page of a bank."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from quiz.desk import Desk
from quiz.desk.sittings.start import begin_quiz
from quiz.items import Picked, Typed
from quiz.study import CardRef
from quiz.ui.screens.banks.page import BankPageScreen
from quiz.ui.screens.banks.preview import PreviewScreen
from quiz.ui.screens.home.home import HomeScreen
from tests.support import EVERY_KIND, TWO
from tests.ui.editors import FakeEditor
from tests.ui.seen import Player, playing, quiz_of

MakeDesk = Callable[..., Desk]

WEAK = """\
title: Weak
about: "**Two** questions to fix."
author: Anna
license: CC-BY-4.0
questions:
  - {id: a, question: "Which is not wrong?", answer: all of the above, wrong: [this, that]}
  - {id: b, question: "Who presided at the congress?", answer: Metternich, tags: [people]}
"""


async def open_page(player: Player) -> BankPageScreen:
    """Open the page of the marked bank, and wait until all of it is known."""
    await player.press("B")
    await player.is_at(BankPageScreen)
    screen = player.app.screen
    assert isinstance(screen, BankPageScreen)
    await player.until(lambda: screen._is_known, "findings and answers")
    return screen


@pytest.fixture
def answered(make_desk: MakeDesk) -> Desk:
    """A desk at which both questions of a bank were answered wrongly, one counted right."""
    desk = make_desk(weak=WEAK)
    sitting = begin_quiz(desk, quiz_of(bank="weak", cards=(CardRef("weak", "a"),)))
    sitting.hand_in(Picked((1,)), elapsed_ms=8000)
    sitting = begin_quiz(desk, quiz_of(bank="weak", cards=(CardRef("weak", "b"),)))
    sitting.hand_in(Typed("Prince M"), elapsed_ms=4000)
    sitting.override()
    return desk


async def test_the_page_tells_head_questions_findings_and_answers(answered: Desk) -> None:
    async with playing(answered) as player:
        await open_page(player)
        await player.sees("Weak", "2 questions", "issue", "1 override")
        await player.sees("Two questions to fix.", "Anna · CC-BY-4.0", "weak.yaml")
        await player.sees("choice", "◇", "Which is not wrong?", "100%", "0%")
        await player.sees("✔ all of the above", "· this  chosen once")
        await player.press("ctrl+down", "ctrl+down")
        await player.sees("Asked once · 0% right · 8 s on average · last on 2 Mar 2026")


async def test_a_question_never_asked_says_so(make_desk: MakeDesk) -> None:
    async with playing(make_desk(two=TWO)) as player:
        await open_page(player)
        await player.sees("Not asked yet.", "1 of 2 · line 3")
        await player.press("j")
        await player.sees("2 of 2 · line 4")


async def test_each_kind_is_shown_in_full(desk: Desk) -> None:
    async with playing(desk, size=(160, 50)) as player:
        await open_page(player)
        for text in (
            "It met in the city on the Danube.", "✔ Austria", "✔ true", "Metternich",
            "Austria; Prussia", "147 days", "1815-06", "Talleyrand", "1. Leipzig",
            "Coalition", "The ____ met in ____", "Foreign minister", "To settle", "a * b",
        ):  # fmt: skip
            await player.sees(text)
            await player.press("j")


async def test_questions_are_found_by_text_topic_and_kind(answered: Desk) -> None:
    async with playing(answered) as player:
        await open_page(player)
        first = player.app.screen.marked.item  # type: ignore[attr-defined]
        for text in ("presided", "people", "text congress"):
            await player.press("slash", *text)
            await player.sees("1 shown", "Who presided at the congress?")
            await player.misses("Which is not")
            await player.press("escape")
            await player.sees("Which is not")
            assert player.app.screen.query("#find")
            assert player.app.screen.marked.item == first  # type: ignore[attr-defined]
            await player.press("escape")
        await player.press("slash", *"zzz")
        await player.sees("No matching questions.")
        await player.press("enter", "escape", "escape")
        await player.is_at(HomeScreen)


async def test_only_questions_with_overrides_or_findings_are_listed(answered: Desk) -> None:
    async with playing(answered) as player:
        await open_page(player)
        await player.press("o")
        await player.sees("1 shown", "Overridden answers: Prince M")
        await player.press("o", "f")
        await player.sees("Which is not wrong?")
        await player.press("f")
        await player.misses("listed")


async def test_an_override_is_taken_up_as_an_accepted_spelling(
    answered: Desk, tmp_path: Path
) -> None:
    async with playing(answered) as player:
        await open_page(player)
        await player.press("j")
        await player.sees("w Accept")
        await player.press("w")
        await player.is_told("Accepted from now on: Prince M")
        await player.misses("Overridden answers", "w Accept")
    assert "accept: [Prince M]" in (tmp_path / "banks" / "weak.yaml").read_text("utf-8")


async def test_the_marked_question_is_played_and_nothing_is_recorded(desk: Desk) -> None:
    async with playing(desk) as player:
        await open_page(player)
        await player.press("j", "j", "enter")
        await player.is_at(PreviewScreen)
        await player.sees("3 of 14 · truefalse")
        await player.press("1", "enter")
        await player.sees("Enter Next")
        await player.press("escape")
        await player.is_at(BankPageScreen)
        await player.sees("3 of 14 · line")
    assert desk.record.last_review() is None


async def test_the_marked_question_is_edited_and_stays_marked(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = FakeEditor(tmp_path / "editor", monkeypatch)
    editor.will("Did it end in 1815?", "Was its end in 1815?")
    async with playing(desk) as player:
        await open_page(player)
        await player.press("j", "j", "e")
        await player.sees("Was its end in 1815?", "3 of 14")
    line = EVERY_KIND[: EVERY_KIND.index("  - id: truefalse")].count("\n") + 1
    assert editor.given == [f"+{line}", os.path.realpath(tmp_path / "banks" / "every.yaml")]


async def test_a_quiz_of_the_bank_is_played(desk: Desk) -> None:
    async with playing(desk) as player:
        await open_page(player)
        await player.press("q")
        await player.is_asked()


async def test_an_edit_made_elsewhere_is_there_on_coming_back(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    async with playing(make_desk(two=TWO)) as player:
        await open_page(player)
        await player.press("enter")
        await player.is_at(PreviewScreen)
        path = tmp_path / "banks" / "two.yaml"
        path.write_text(TWO.replace("Two?", "Second?"), encoding="utf-8")
        await player.sees("2 of 2")
        await player.press("escape")
        await player.is_at(BankPageScreen)
        await player.sees("Second?")


async def test_a_bank_that_is_gone_leads_back(make_desk: MakeDesk, tmp_path: Path) -> None:
    async with playing(make_desk(two=TWO)) as player:
        await open_page(player)
        await player.press("enter")
        await player.is_at(PreviewScreen)
        (tmp_path / "banks" / "two.yaml").unlink()
        await player.press("escape")
        await player.is_at(HomeScreen)
        await player.is_told("This bank no longer exists.")


async def test_a_wide_window_has_topics_and_the_question_beside_the_list(answered: Desk) -> None:
    async with playing(answered, size=(160, 50)) as player:
        await open_page(player)
        await player.sees("│", "✔ all of the above")
        line = next(line for line in player.lines if "✔ all of the above" in line)
        assert line.index("✔ all") > 90
    async with playing(answered, size=(110, 30)) as player:
        await open_page(player)
        await player.sees("Topics", "people")


@pytest.mark.slow
async def test_ten_thousand_questions_open_at_once(make_desk: MakeDesk) -> None:
    text = "title: Many\nquestions:\n" + "".join(
        f'  - {{id: q{n}, question: "Question {n}?", answer: "a{n}", wrong: ["b{n}", "c{n}"]}}\n'
        for n in range(10_000)
    )
    async with playing(make_desk(many=text)) as player:
        await player.press("B")
        await player.is_at(BankPageScreen)
        await player.sees("10000 questions", "Question 0?")
        await player.press("end")
        await player.sees("Question 9999?")


async def test_a_text_is_held_against_the_bank(desk: Desk, tmp_path: Path) -> None:
    article = tmp_path / "river.txt"
    article.write_text("The city of Turin opened 14 new schools in 2019.", encoding="utf-8")
    async with playing(desk) as player:
        await open_page(player)
        await player.press("t")
        await player.sees("What of a text is asked")
        player.app.screen.query_one(Input).value = str(article)
        await player.press("enter")
        await player.sees("river.txt: 1 paragraph", "Not asked:", "14")
        player.app.screen.query_one(Input).value = str(tmp_path / "no")
        await player.press("enter")
        await player.sees("No such file")
        await player.press("escape")
        await player.misses("What of a text is asked")
