"""Notes on questions for their authors are kept, removed, undone, and follow the question."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.desk import Desk
from quiz.desk.banks.noting import (
    LONGEST,
    REASONS,
    add_note,
    note_on,
    note_words,
    offered_words,
    read_note,
    toggle_note,
)
from quiz.desk.sittings.start import begin_quiz
from quiz.desk.sittings.undo import cards_of, undone_words
from quiz.store import QuestionNote
from quiz.study import CardRef, Mode, Request
from tests.support import Clock, write_banks

REF = CardRef("every", "text")


@pytest.mark.parametrize(
    ("typed", "reason", "text"),
    [
        ("", "", ""),
        ("1", "wrong", ""),
        ("2 the year isn't named", "unclear", "the year isn't named"),
        ("3. typo in Lisbon", "typo", "typo in Lisbon"),
        ("4: since 2020", "outdated", "since 2020"),
        ("out of date", "outdated", ""),
        ("Unclear", "unclear", ""),
        ("outdated", "outdated", ""),
        ("5 reasons", "", "5 reasons"),
        ("1848 is wrong", "", "1848 is wrong"),
        ("the answer\x1b[31m\nis wrong ", "", "the answer[31m is wrong"),
        ("x" * 900, "", "x" * LONGEST),
    ],
)
def test_what_is_typed_is_a_reason_and_a_text(typed: str, reason: str, text: str) -> None:
    assert read_note(typed) == (reason, text)


@given(st.text())
def test_any_text_is_a_note_of_one_clean_line(typed: str) -> None:
    reason, text = read_note(typed)
    assert reason in ("", *REASONS)
    assert "\n" not in text
    assert len(text) <= LONGEST


def test_the_numbers_offered_are_those_that_are_read() -> None:
    for part in offered_words().split(" · "):
        number, words = part.split(" ", 1)
        assert read_note(number) == read_note(words) != ("", "")


def test_a_note_keeps_what_the_question_was(desk: Desk) -> None:
    note = add_note(desk, REF, "3 Metternich")
    assert note_on(desk, REF) == note_on(desk, CardRef("every", "text~reverse"))
    kept = note_on(desk, REF)
    assert kept is not None
    assert (kept.uid, kept.reason, kept.text) == (note.uid, "typo", "Metternich")
    assert kept.question == "Who presided?"
    assert "Metternich" in kept.answer
    assert kept.digest == desk.library.entries["every"].digest
    assert note_words(kept) == "typo: Metternich"
    again = add_note(desk, REF, "")
    assert [one.uid for one in desk.record.notes("every")] == [again.uid]
    assert note_words(again) == "this question is wrong"
    assert toggle_note(desk, REF, "") is None
    assert desk.record.notes("every") == []
    assert desk.record.banks_with_notes() == {}


def test_a_note_is_undone_like_an_answer_and_marks_nothing(desk: Desk, clock: Clock) -> None:
    sitting = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=("every",), seed=1))
    assert sitting.question is not None
    ref = sitting.question.ref
    sitting.hand_in(sitting.question.item.right_response(), elapsed_ms=1)
    before, tally = desk.record.states("every"), sitting.tally
    clock.pass_(minutes=1)
    sitting.note(ref, "wrong")
    assert (desk.record.states("every"), sitting.tally) == (before, tally)
    assert desk.record.size() == 1
    undone = desk.undo_last()
    assert isinstance(undone, QuestionNote)
    assert ", noted 2026-" in undone_words(desk, undone)
    assert cards_of(desk, undone) == (CardRef("every", ref.card.partition("~")[0]),)
    assert note_on(desk, ref) is None
    assert not isinstance(desk.undo_last(), QuestionNote)


def test_in_a_sitting_undo_goes_back_through_notes_and_answers(desk: Desk) -> None:
    sitting = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=("every",), seed=1))
    question = sitting.question
    assert question is not None
    assert not sitting.can_undo
    sitting.note(question.ref, "before")
    assert sitting.can_undo
    sitting.hand_in(question.item.right_response(), elapsed_ms=1)
    sitting.note(question.ref, "after")
    assert [note.text for note in desk.record.notes("every")] == ["after"]
    assert sitting.undo_note() is not None
    assert sitting.undo_note() is None  # an answer was given since the first
    assert sitting.undo() is not None
    assert desk.record.notes("every") == []


def test_a_note_follows_a_question_whose_id_changes(
    make_desk: Callable[..., Desk], tmp_path: Path, clock: Clock
) -> None:
    text = "title: B\nquestions:\n  - {question: Capital of France?, answer: Paris, id: %s}\n"
    desk = make_desk(b=text % "old")
    sitting = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=("b",), seed=1))
    assert sitting.question is not None
    sitting.hand_in(sitting.question.item.right_response(), elapsed_ms=1)
    add_note(desk, CardRef("b", "old"), "typo")
    clock.pass_(minutes=1)
    write_banks(tmp_path, {"b": text % "new"})
    desk.refresh()
    assert note_on(desk, CardRef("b", "new")) is not None
