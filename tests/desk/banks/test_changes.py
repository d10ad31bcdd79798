"""Progress follows the questions of a bank that changed, and the learner is asked."""

from collections.abc import Callable
from pathlib import Path

from quiz.desk import Desk
from quiz.desk.banks.changes import changed_questions, keep_changed, restart_changed
from quiz.desk.sittings.start import begin_quiz
from quiz.desk.today.day import overview
from quiz.memory import NEW_STATE
from quiz.study import Mode, Request
from tests.support import TWO, write_banks

NO_IDS = """\
title: No ids
questions:
  - question: Where did the great congress of the nineteenth century meet?
    answer: Vienna
    wrong: [Paris, Berlin]
  - front: Metternich
    back: Foreign minister of Austria
    reverse: true
"""


def learn(desk: Desk, bank: str) -> None:
    sitting = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=(bank,), seed=1, length=100))
    while sitting.question is not None:
        sitting.hand_in(sitting.question.item.right_response(), elapsed_ms=4000)
    sitting.finish()


def test_progress_follows_a_question_without_id_through_an_edit(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = make_desk(b=NO_IDS)
    learn(desk, "b")
    old = [row.card for row in desk.library.cards(desk.library.entries["b"])]
    states = desk.record.states("b")
    edited = NO_IDS.replace("the great congress", "that great congress")
    edited = edited.replace("minister of Austria", "minister of the Austrian Empire")
    write_banks(tmp_path, {"b": edited})
    desk.refresh()
    new = [row.card for row in desk.library.cards(desk.library.entries["b"])]
    assert set(new).isdisjoint(old)
    assert "2 questions changed" in desk.notices[-1]
    asked = changed_questions(desk)
    assert [change.is_moved for change in asked] == [True, True]
    assert desk.record.states("b") == states
    for change in asked:
        keep_changed(desk, change)
    assert changed_questions(desk) == []
    assert [desk.record.state("b", card) for card in new] == [states[card] for card in old]


def test_a_question_that_is_not_the_same_starts_anew_and_is_not_asked_about_again(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = make_desk(b=NO_IDS)
    learn(desk, "b")
    edited = NO_IDS.replace("the great congress", "that great congress")
    write_banks(tmp_path, {"b": edited})
    desk.refresh()
    (change,) = changed_questions(desk)
    restart_changed(desk, change)
    assert changed_questions(desk) == []
    assert desk.record.state("b", change.new_item) == NEW_STATE
    assert desk.record.state("b", change.old_item).reps == 1
    write_banks(tmp_path, {"b": edited + "\n"})
    desk.refresh()
    assert changed_questions(desk) == []


def test_a_question_that_was_there_before_is_none_that_another_became(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    lands = {"Austria": "Vienna", "France": "Paris", "Italy": "Rome", "Togo": "Lome"}
    lines = [
        f'  - {{question: "What is the capital of {land}?", answer: {town}}}'
        for land, town in lands.items()
    ]
    text = "title: Capitals\nquestions:\n" + "\n".join(lines) + "\n"
    desk = make_desk(b=text)
    quiz = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=("b",), seed=1, length=4))
    while quiz.question is not None:
        if "Togo" in quiz.question.item.stem:
            quiz.skip()
        else:
            quiz.hand_in(quiz.question.item.right_response(), elapsed_ms=1)
    for edited in (
        text.replace(lines[2] + "\n", ""),
        text.replace("capital of Italy", "capital of Chad").replace("Rome", "Ndjamena"),
    ):
        write_banks(tmp_path, {"b": edited})
        desk.refresh()
        assert changed_questions(desk) == []
    write_banks(tmp_path, {"b": text.replace("Vienna", "Wien")})
    desk.refresh()
    (change,) = changed_questions(desk)
    assert (change.before.answer, change.after.answer) == ("Vienna", "Wien")


def test_commas_and_capitals_are_no_change_to_ask_about(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = make_desk(b=NO_IDS)
    learn(desk, "b")
    before = sorted(desk.record.states("b").values(), key=str)
    write_banks(tmp_path, {"b": NO_IDS.replace("the great congress", "the GREAT congress")})
    desk.refresh()
    assert "kept your progress for 1 changed question" in desk.notices[-1]
    assert changed_questions(desk) == []
    assert sorted(desk.record.states("b").values(), key=str) == before


def test_a_question_with_an_id_is_asked_about_only_where_its_answer_changed(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = make_desk(two=TWO)
    learn(desk, "two")
    state = desk.record.state("two", "one")
    write_banks(tmp_path, {"two": TWO.replace("One?", "Really one?")})
    desk.refresh()
    assert "kept your progress for 1 changed question" in desk.notices[-1]
    assert changed_questions(desk) == []
    write_banks(tmp_path, {"two": TWO.replace("One?", "Really one?").replace('"yes"', '"aye"', 1)})
    desk.refresh()
    (change,) = changed_questions(desk)
    assert (change.is_moved, change.before.answer, change.after.answer) == (False, "yes", "aye")
    assert desk.record.state("two", "one") == state
    restart_changed(desk, change)
    assert desk.record.state("two", "one") == NEW_STATE
    assert changed_questions(desk) == []
    assert desk.undo_last() is not None
    assert desk.record.state("two", "one") == state


def test_progress_follows_a_question_that_is_given_an_id(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = make_desk(b=NO_IDS)
    learn(desk, "b")
    before = desk.record.states("b")
    write_banks(tmp_path, {"b": NO_IDS.replace("- question:", "- id: congress\n    question:")})
    desk.refresh()
    first = next(iter(before))
    assert desk.record.state("b", "congress") in before.values()
    assert first != "congress"


def test_quite_another_question_starts_anew(make_desk: Callable[..., Desk], tmp_path: Path) -> None:
    desk = make_desk(b=NO_IDS)
    learn(desk, "b")
    other = "title: No ids\nquestions:\n  - {question: How high is it?, answer: 42}\n"
    write_banks(tmp_path, {"b": other})
    desk.refresh()
    card = desk.library.cards(desk.library.entries["b"])[0].card
    assert desk.record.state("b", card) == NEW_STATE
    assert overview(desk).lines[0].unseen == 1
