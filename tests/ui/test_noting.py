"""`!`: what is wrong with a question is noted from wherever it is shown."""

from pathlib import Path

from quiz.desk import Desk
from quiz.desk.banks.noting import note_on
from quiz.study import CardRef
from quiz.ui.screens.ask_line import AskLineScreen
from quiz.ui.screens.cards.card import CardScreen
from quiz.ui.screens.exams.sitting import ExamScreen
from quiz.ui.screens.sittings.question import QuestionScreen
from quiz.ui.screens.sittings.result import ResultScreen
from tests.ui.exams import paper_in_order, sitting
from tests.ui.seen import playing, quiz_of

CHOICE = CardRef("every", "choice")
TEXT = CardRef("every", "text")


async def test_a_question_is_noted_before_and_after_its_answer_and_undone(desk: Desk) -> None:
    async with playing(desk, quiz_of("choice")) as player:
        await player.press("exclamation_mark")
        await player.is_at(AskLineScreen)
        await player.sees("What's wrong with this question?", "1 wrong answer · 2 unclear")
        await player.press("2", "space", *"who?", "enter")
        await player.is_at(QuestionScreen)
        await player.is_told("Noted. `quiz suggest` writes it for the author. Undo: F6")
        note = note_on(desk, CHOICE)
        assert note is not None
        assert (note.reason, note.text) == ("unclear", "who?")
        assert desk.record.reviews() == []  # it marks nothing
        await player.press("f6")
        await player.is_told("Note removed.")
        assert note_on(desk, CHOICE) is None
        await player.press(player.number_of(1), "enter")
        await player.is_marked()
        await player.press("exclamation_mark", "enter")
        await player.is_at(QuestionScreen)
        assert note_on(desk, CHOICE) is not None
        # Undo takes the note, and only then the answer; the feedback stays meanwhile.
        await player.press("u")
        assert note_on(desk, CHOICE) is None
        assert player.screen.feedback is not None
        await player.press("exclamation_mark", "escape")
        await player.is_at(QuestionScreen)
        assert note_on(desk, CHOICE) is None
        await player.press("exclamation_mark", "enter", "exclamation_mark")
        await player.is_at(QuestionScreen)
        assert note_on(desk, CHOICE) is None  # pressed again, it is gone
        await player.press("u")
        await player.is_asked()
        assert desk.record.reviews() == []


async def test_while_an_answer_is_typed_the_letter_is_the_answer_s(desk: Desk) -> None:
    async with playing(desk, quiz_of("text")) as player:
        await player.press(*"What", "exclamation_mark")
        await player.sees("What!")
        await player.press("f12", *"typo", "enter")
        await player.is_at(QuestionScreen)
        note = note_on(desk, TEXT)
        assert note is not None
        assert note.reason == "typo"
        await player.sees("What!")


async def test_the_result_and_the_card_page_note_too(desk: Desk) -> None:
    async with playing(desk, quiz_of("choice")) as player:
        await player.press(player.number_of(1), "enter", "enter")
        await player.is_at(ResultScreen)
        await player.press("exclamation_mark", "1", "enter")
        await player.is_at(ResultScreen)
        assert note_on(desk, CHOICE) is not None
        await player.press("u")
        assert note_on(desk, CHOICE) is None
        await player.is_at(ResultScreen)
        await player.press("i")
        await player.is_at(CardScreen)
        await player.press("exclamation_mark", "4", "enter")
        await player.is_at(CardScreen)
        await player.sees("Noted for the author: out of date")
        await player.press("exclamation_mark")
        await player.misses("Noted for the author")
        assert note_on(desk, CHOICE) is None


async def test_in_an_exam_a_question_is_noted_and_nothing_is_answered(
    desk: Desk, tmp_path: Path
) -> None:
    async with sitting(desk, paper_in_order(tmp_path, "choice")) as sitter:
        await sitter.begin()
        await sitter.press("exclamation_mark", "1", "enter")
        await sitter.is_at(ExamScreen)
        assert note_on(desk, CHOICE) is not None
        assert sitter.exam.state.answered == 0


async def test_the_help_names_the_key_as_it_is_written(desk: Desk) -> None:
    async with playing(desk, quiz_of("choice")) as player:
        await player.press("question_mark")
        await player.sees("! F12", "Note what's wrong with this question")
