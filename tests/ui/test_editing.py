"""`e` opens the editor wherever a question is shown, and what was changed is taken up."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.desk.sittings.start import begin_quiz
from quiz.items import Picked
from quiz.study import CardRef
from quiz.ui.screens.banks.changed import ChangedScreen
from quiz.ui.screens.sittings.result import ResultScreen
from tests.support import EVERY_KIND, TWO
from tests.ui.editors import FakeEditor
from tests.ui.seen import playing, quiz_of

MakeDesk = Callable[..., Desk]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeEditor:
    return FakeEditor(tmp_path / "editor", monkeypatch)


def line_of(text: str) -> str:
    """Return the argument that names the line of a text in the bank of every kind."""
    before = EVERY_KIND[: EVERY_KIND.index(text)]
    return f"+{before.count(chr(10)) + 1}"


async def test_a_question_that_is_not_answered_is_asked_as_it_reads_now(
    desk: Desk, editor: FakeEditor, tmp_path: Path
) -> None:
    async with playing(desk, quiz_of("choice")) as player:
        editor.will("Where did the congress meet?", "In which city did it meet?")
        await player.press("f4")
        await player.sees("In which city did it meet?")
        path = tmp_path / "banks" / "every.yaml"
        assert editor.given == [line_of("- id: choice"), os.path.realpath(path)]
        await player.press(player.number_of(0), "enter")
        assert (await player.is_marked()).credit == 1.0


async def test_while_a_text_is_typed_f4_edits_and_e_is_a_letter(
    desk: Desk, editor: FakeEditor
) -> None:
    async with playing(desk, quiz_of("text")) as player:
        await player.press("e")
        assert editor.given == []
        assert "F4 Edit" in player.lines[-1]
        editor.will("answer: Metternich", "answer: Mister M")
        await player.press("f4")
        await player.sees("Who presided?")
        await player.press("backspace", *"Mister M", "enter")  # what was typed is still there
        assert (await player.is_marked()).credit == 1.0


async def test_what_is_typed_stays_where_the_question_did_not_change(
    desk: Desk, editor: FakeEditor
) -> None:
    async with playing(desk, quiz_of("text")) as player:
        await player.press(*"Metter")
        editor.will("How many days?", "How many days, please?")
        await player.press("f4")
        await player.press(*"nich", "enter")
        assert (await player.is_marked()).credit == 1.0


async def test_after_the_answer_the_feedback_stays_and_the_sitting_goes_on(
    desk: Desk, editor: FakeEditor
) -> None:
    cards = (CardRef("every", "choice"), CardRef("every", "truefalse"))
    async with playing(desk, quiz_of(cards=cards)) as player:
        await player.press("1", "enter")
        await player.is_marked()
        editor.will("Did it end in 1815?", "Was its end in 1815?")
        await player.press("e")
        assert player.screen.feedback is not None
        await player.press("enter")
        await player.sees("Was its end in 1815?")


async def test_a_broken_file_leaves_the_question_and_tells_the_line(
    desk: Desk, editor: FakeEditor
) -> None:
    async with playing(desk, quiz_of("choice")) as player:
        editor.will("questions:", "questions")
        await player.press("f4")
        await player.is_told("version stays in use until that's fixed.")
        assert any("line " in note for note in player.toasts)
        await player.press(player.number_of(0), "enter")
        assert (await player.is_marked()).credit == 1.0


async def test_a_question_that_was_deleted_stays_until_it_is_answered(
    make_desk: MakeDesk, editor: FakeEditor
) -> None:
    one = TWO.splitlines(keepends=True)[2]
    desk = make_desk(two=TWO)
    async with playing(desk, quiz_of(bank="two", cards=(CardRef("two", "one"),))) as player:
        editor.will(one, "")
        await player.press("f4")
        await player.is_told("This question is no longer in the bank. You")
        await player.sees("One?")
        await player.press("1", "enter")
        await player.is_marked()


async def test_the_file_of_the_marked_bank_is_edited_on_the_home_screen(
    desk: Desk, editor: FakeEditor
) -> None:
    async with playing(desk) as player:
        editor.will("title: Every kind", "title: All kinds")
        await player.press("e")
        await player.sees("All kinds")
        assert editor.given[0] == "+1"


async def test_the_marked_mistake_is_edited_and_shown_as_it_reads_now(
    desk: Desk, editor: FakeEditor
) -> None:
    cards = (CardRef("every", "choice"), CardRef("every", "truefalse"))
    sitting = begin_quiz(desk, quiz_of(cards=cards))
    sitting.hand_in(Picked((1,)), elapsed_ms=1)
    async with playing(desk, resumes=True) as player:
        await player.press(player.number_of(1), "enter", "enter")
        await player.is_at(ResultScreen)
        editor.will("Did it end in 1815?", "Was its end in 1815?")
        await player.press("j", "e")
        await player.sees("Was its end in 1815?")
        assert editor.given[0] == line_of("- id: truefalse")


async def test_a_changed_question_is_edited_back_and_nothing_is_left_to_ask(
    make_desk: MakeDesk, editor: FakeEditor, tmp_path: Path
) -> None:
    desk = make_desk(two=TWO)
    sitting = begin_quiz(desk, quiz_of(bank="two", cards=(CardRef("two", "one"),)))
    sitting.hand_in(Picked((0,)), elapsed_ms=1)
    path = tmp_path / "banks" / "two.yaml"
    path.write_text(TWO.replace('answer: "yes"', 'answer: "indeed"', 1), encoding="utf-8")
    desk.refresh()
    async with playing(desk) as player:
        await player.sees("1 question changed")
        await player.press("G")
        await player.is_at(ChangedScreen)
        editor.will('answer: "indeed"', 'answer: "yes"')
        await player.press("e")
        await player.is_told("All done.")
        assert editor.given[0] == "+3"


async def test_without_an_editor_a_clear_word_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor")
    async with playing(desk) as player:
        await player.press("e")
        await player.is_told("editor 'no-such-editor' not found (set in VISUAL)")


async def test_a_terminal_that_cannot_be_given_up_is_told_where_the_file_lies(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    async with playing(desk, quiz_of("choice")) as player:
        await player.press("f4")
        await player.is_told(f"line {line_of('- id: choice')[1:]}.")


async def test_an_editor_that_fails_is_told(
    desk: Desk, editor: FakeEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "false")
    async with playing(desk) as player:
        await player.press("e")
        await player.is_told("The editor exited with status 1.")
