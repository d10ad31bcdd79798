"""Which questions become cards: those of banks, or only what was answered wrong lately."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.desk.exams.flashcards import mistakes, prepared_cards
from quiz.desk.sittings.start import begin_quiz
from quiz.errors import QuizError
from quiz.study import Mode, Request
from tests.desk.today.test_cards import answer
from tests.support import TWO


def test_mistakes_are_the_questions_last_answered_wrong(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(two=TWO, three=TWO.replace("title: Two", "title: Three"))
    with pytest.raises(QuizError, match="no mistakes left from the last two weeks"):
        mistakes(desk, ())
    quiz = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=("two",), seed=1))
    answer(quiz, is_right=False)
    answer(quiz, is_right=True)
    wrong = quiz.sitting.answers[0].ref.card
    found = mistakes(desk, ())
    assert {Path(path).stem: items for path, items in found.items()} == {"two": {wrong}}
    assert mistakes(desk, ("two",)) == found
    with pytest.raises(QuizError, match="no mistakes left from the last two weeks"):
        mistakes(desk, ("three",))
    job = prepared_cards(list(found), seed=0, only=found)
    assert [card.item for card in job.cards.cards] == [wrong]


def test_all_cards_of_several_banks_or_the_first_few(tmp_path: Path) -> None:
    paths = [str(tmp_path / f"{name}.yaml") for name in ("one", "two")]
    for path in paths:
        Path(path).write_text(TWO, encoding="utf-8")
    job = prepared_cards(paths, seed=0)
    assert (job.cards.title, len(job.cards.cards)) == ("Two, Two", 4)
    assert len(prepared_cards(paths, seed=0, length=3).cards.cards) == 3
