"""A bank's file that is edited while the bank is in use."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.desk.banks.editing import Edited, Editing
from quiz.desk.sittings.start import begin_quiz
from quiz.errors import QuizError
from tests.support import TWO
from tests.ui.seen import quiz_of

MakeDesk = Callable[..., Desk]
UNNAMED = """\
title: Unnamed
id: two
questions:
  - {question: "Which city?", answer: "Vienna", wrong: ["Graz"]}
  - {question: "Which river flows there?", answer: "Danube", wrong: ["Inn"]}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "banks" / "two.yaml"


def edit(desk: Desk, path: Path, text: str) -> Edited:
    editing = Editing(desk, str(path))
    path.write_text(text, encoding="utf-8")
    return editing.finish()


def test_an_edit_is_taken_up(make_desk: MakeDesk, path: Path) -> None:
    desk = make_desk(two=TWO)
    edited = edit(desk, path, TWO.replace("Two?", "Three?"))
    assert edited == Edited(has_changed=True, bank="two")
    found = desk.library.item("two", "two")
    assert found is not None
    assert found[0].stem == "Three?"


def test_a_file_that_was_only_looked_at_changes_nothing(make_desk: MakeDesk, path: Path) -> None:
    desk = make_desk(two=TWO)
    assert not edit(desk, path, TWO).has_changed


def test_a_broken_file_leaves_the_bank_as_it_was_and_tells_the_line(
    make_desk: MakeDesk, path: Path
) -> None:
    desk = make_desk(two=TWO)
    edited = edit(desk, path, TWO.replace("questions:", "questions"))
    assert not edited.is_bank
    assert edited.words.startswith("line 2: ")
    assert edited.words.endswith("version stays in use until that's fixed.")
    assert desk.library.item("two", "two") is not None
    assert edit(desk, path, TWO.replace("Two?", "Fixed?")).is_bank
    found = desk.library.item("two", "two")
    assert found is not None
    assert found[0].stem == "Fixed?"


def test_a_bank_that_was_broken_before_the_start_is_not_used(
    make_desk: MakeDesk, path: Path
) -> None:
    make_desk(two=TWO).close()
    path.write_text("title: [", encoding="utf-8")
    assert "two" not in make_desk().library.entries


def test_a_fault_in_one_question_is_told_and_the_others_are_taken_up(
    make_desk: MakeDesk, path: Path
) -> None:
    desk = make_desk(two=TWO)
    edited = edit(desk, path, TWO.replace('wrong: ["no"]', "worng: [no]", 1))
    assert edited.is_bank
    assert "line 3" in edited.words
    assert desk.library.entries["two"].items == 1


def test_a_question_without_an_id_is_followed_through_an_edit(
    make_desk: MakeDesk, path: Path
) -> None:
    desk = make_desk(two=UNNAMED)
    sitting = begin_quiz(desk, quiz_of(bank="two"))
    asked = sitting.question
    assert asked is not None
    changed = asked.item.stem.replace("Which", "What")
    edited = edit(desk, path, UNNAMED.replace(asked.item.stem, changed))
    assert list(edited.moves) == [asked.ref.card]
    assert sitting.take_up(edited.bank, edited.moves)
    assert sitting.question is not None
    assert sitting.question.item.stem == changed
    assert sitting.question.ref.card == edited.moves[asked.ref.card]


def test_a_question_that_is_gone_can_still_be_answered(make_desk: MakeDesk, path: Path) -> None:
    desk = make_desk(two=TWO)
    sitting = begin_quiz(desk, quiz_of(bank="two"))
    asked = sitting.question
    assert asked is not None
    lines = [line for line in TWO.splitlines() if f"id: {asked.ref.card}," not in line]
    edited = edit(desk, path, "\n".join(lines) + "\n")
    assert not sitting.take_up(edited.bank, edited.moves)
    assert sitting.question == asked
    sitting.hand_in(asked.item.right_response(), elapsed_ms=1)
    assert sitting.question is not None
    assert sitting.question.ref.card != asked.ref.card


def test_a_bank_whose_file_is_gone_goes_on_as_it_was(make_desk: MakeDesk, path: Path) -> None:
    desk = make_desk(two=TWO)
    sitting = begin_quiz(desk, quiz_of(bank="two"))
    asked = sitting.question
    assert asked is not None
    editing = Editing(desk, str(path))
    path.unlink()
    edited = editing.finish()
    assert not edited.is_bank
    assert "No such file" in edited.words
    assert sitting.hand_in(asked.item.right_response(), elapsed_ms=1).outcome.credit == 1.0
    assert sitting.question is not None


def test_a_file_that_others_own_is_not_opened(
    make_desk: MakeDesk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = make_desk(two=TWO)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(QuizError, match=r"is read-only[.] Copy it to your own folder first"):
        Editing(desk, str(path))


def test_a_file_that_is_gone_is_not_opened(make_desk: MakeDesk, path: Path) -> None:
    desk = make_desk(two=TWO)
    path.unlink()
    with pytest.raises(QuizError, match=r"two\.yaml no longer exists"):
        Editing(desk, str(path))
