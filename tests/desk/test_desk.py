from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.desk.today.day import streak
from quiz.errors import BankError, QuizError
from quiz.items import Rating
from quiz.memory import NEW_STATE
from quiz.study import CardRef, Mode, Request
from tests.support import EVERY_KIND, TWO, Clock, write_banks

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
    sitting = desk.begin_quiz(Request(mode=Mode.QUIZ, banks=(bank,), seed=1, length=100))
    while sitting.question is not None:
        sitting.hand_in(sitting.question.item.right_response(), elapsed_ms=4000)
    sitting.finish()


def test_a_first_run_has_new_cards_no_record_and_no_streak(desk: Desk) -> None:
    day = desk.overview()
    assert (day.due, day.new, day.streak, day.has_record) == (0, 15, 0, False)
    assert day.lines[0].cards == 15
    assert day.unfinished == ()


def test_the_overview_follows_what_is_learned(make_desk: Callable[..., Desk], clock: Clock) -> None:
    desk = make_desk(two=TWO)
    learn(desk, "two")
    day = desk.overview()
    assert (day.new, day.streak, day.answers_today) == (0, 1, 2)
    assert day.lines[0].best == 1.0
    assert desk.known_shares()["two"] == pytest.approx(0.95, abs=0.02)
    clock.pass_(days=1)
    assert desk.overview().due == 2
    assert desk.overview().streak == 1
    clock.pass_(days=1)
    assert desk.overview().streak == 0
    assert desk.known_shares()["two"] < 1.0


def test_a_streak_counts_days_in_a_row_up_to_today_or_yesterday() -> None:
    def counted(days: list[int], *no_days: int) -> int:
        return streak(days, 10, lambda earlier, later: earlier + 1 in no_days)

    assert counted([10, 9, 8, 5]) == 3
    assert counted([9, 8]) == 2
    assert counted([8, 7]) == 0
    assert counted([]) == 0
    assert counted([11, 10, 9]) == 2
    assert counted([10, 9, 7, 6, 4], 8) == 4
    assert counted([8, 7], 9) == 2
    assert counted([10, 7], 8, 9) == 1


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
    assert "No ids: 2 questions changed. Does your progress still" in desk.notices[-1]
    asked = desk.changed_questions()
    assert [change.is_moved for change in asked] == [True, True]
    assert desk.record.states("b") == states
    for change in asked:
        desk.keep_changed(change)
    assert desk.changed_questions() == []
    assert [desk.record.state("b", card) for card in new] == [states[card] for card in old]


def test_a_question_that_is_not_the_same_starts_anew_and_is_not_asked_about_again(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = make_desk(b=NO_IDS)
    learn(desk, "b")
    edited = NO_IDS.replace("the great congress", "that great congress")
    write_banks(tmp_path, {"b": edited})
    desk.refresh()
    (change,) = desk.changed_questions()
    desk.start_changed_anew(change)
    assert desk.changed_questions() == []
    assert desk.record.state("b", change.new_item) == NEW_STATE
    assert desk.record.state("b", change.old_item).reps == 1
    write_banks(tmp_path, {"b": edited + "\n"})
    desk.refresh()
    assert desk.changed_questions() == []


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
    quiz = desk.begin_quiz(Request(mode=Mode.QUIZ, banks=("b",), seed=1, length=4))
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
        assert desk.changed_questions() == []
    write_banks(tmp_path, {"b": text.replace("Vienna", "Wien")})
    desk.refresh()
    (change,) = desk.changed_questions()
    assert (change.before.answer, change.after.answer) == ("Vienna", "Wien")


def test_commas_and_capitals_are_no_change_to_ask_about(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = make_desk(b=NO_IDS)
    learn(desk, "b")
    before = sorted(desk.record.states("b").values(), key=str)
    write_banks(tmp_path, {"b": NO_IDS.replace("the great congress", "the GREAT congress")})
    desk.refresh()
    assert "progress for 1 changed question" in desk.notices[-1]
    assert desk.changed_questions() == []
    assert sorted(desk.record.states("b").values(), key=str) == before


def test_a_question_with_an_id_is_asked_about_only_where_its_answer_changed(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = make_desk(two=TWO)
    learn(desk, "two")
    state = desk.record.state("two", "one")
    write_banks(tmp_path, {"two": TWO.replace("One?", "Really one?")})
    desk.refresh()
    assert "progress for 1 changed question" in desk.notices[-1]
    assert desk.changed_questions() == []
    write_banks(tmp_path, {"two": TWO.replace("One?", "Really one?").replace('"yes"', '"aye"', 1)})
    desk.refresh()
    (change,) = desk.changed_questions()
    assert (change.is_moved, change.before.answer, change.after.answer) == (False, "yes", "aye")
    assert desk.record.state("two", "one") == state
    desk.start_changed_anew(change)
    assert desk.record.state("two", "one") == NEW_STATE
    assert desk.changed_questions() == []
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
    assert desk.overview().lines[0].new == 1


def test_undo_reaches_back_over_restarts(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    learn(desk, "every")
    states = []
    again = make_desk()
    while (review := again.undo_last()) is not None:
        states.append(review.card)
        assert again.record.state("every", review.card) == NEW_STATE
    assert len(states) == 15
    assert again.overview().new == 15


def test_a_bank_is_added_by_copying_it_with_its_pictures(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "from").mkdir()
    source = tmp_path / "from" / "mine.yaml"
    source.write_text("title: Mine\nquestions:\n  - {question: q, answer: a, image: map.png}\n")
    (tmp_path / "from" / "map.png").write_bytes(b"png")
    entry = desk.add_bank(source)
    assert (entry.id, entry.problems) == ("mine", 0)
    assert (desk.places.banks / "mine" / "map.png").read_bytes() == b"png"
    assert desk.add_bank(source).id == "mine"
    source.write_text(TWO)
    with pytest.raises(QuizError, match="already exists and differs"):
        desk.add_bank(source)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("title: x\n", "questions"),
        ("[", "error"),
        ("title: x\nquestions:\n  - {question: q}\n", "no answer"),
    ],
)
def test_a_bank_with_nothing_sound_is_not_added(
    desk: Desk, tmp_path: Path, text: str, reason: str
) -> None:
    source = tmp_path / "bad.yaml"
    source.write_text(text)
    with pytest.raises(BankError, match=reason):
        desk.add_bank(source)
    assert not desk.places.banks.exists()


def test_what_cannot_be_added_is_said(desk: Desk, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.yaml", tmp_path):
        with pytest.raises(QuizError):
            desk.add_bank(path)


def test_names_of_banks_are_ids_files_or_folders(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = make_desk(every=EVERY_KIND, two=TWO)
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "a.yaml").write_text(TWO)
    (other / "b.yaml").write_text(TWO)
    assert [entry.id for entry in desk.banks(["two"])] == ["two"]
    assert [entry.id for entry in desk.banks([str(other / "a.yaml")])] == ["a"]
    assert [entry.id for entry in desk.banks([str(other)])] == ["a", "b"]
    assert {entry.id for entry in desk.banks([])} >= {"every", "two"}
    with pytest.raises(QuizError, match="did you mean 'every'"):
        desk.banks(["evry"])
    with pytest.raises(QuizError, match=r"nowhere\.yaml"):
        desk.banks([str(other / "nowhere.yaml")])


def test_a_named_file_comes_before_another_bank_of_its_id(
    make_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = make_desk(two=TWO)
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "two.yaml").write_text(TWO.replace("title: Two", "title: Another"))
    assert desk.banks([str(tmp_path / "x" / "two.yaml")])[0].title == "Another"


def test_a_clock_set_back_never_makes_a_due_date_before_the_last_review(
    make_desk: Callable[..., Desk], clock: Clock
) -> None:
    desk = make_desk(two=TWO)
    learn(desk, "two")
    last = desk.record.state("two", "one").last_review_at
    clock.pass_(days=-400)
    request = Request(mode=Mode.QUIZ, cards=(CardRef("two", "one"),), banks=("two",), seed=1)
    sitting = desk.begin_quiz(request)
    feedback = sitting.hand_in(sitting.question.item.right_response(), elapsed_ms=1)  # type: ignore[union-attr]
    assert last is not None
    due = sitting.due_moment(feedback.state)
    assert due is not None
    assert due >= last
    assert feedback.rating is Rating.GOOD
