"""A bank's page: findings, answers, overrides."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.desk.banks import page
from quiz.desk.banks.editing import Editing
from quiz.desk.sittings.start import begin_quiz
from quiz.errors import QuizError
from quiz.items import Picked, Rating, SelfGraded, Typed
from quiz.study import CardRef, Mode, Request
from tests.support import EVERY_KIND, Clock, connection_of

MakeDesk = Callable[..., Desk]


def answer(desk: Desk, card: str, response: object, *, is_right: bool = False) -> None:
    """Answer a card once; count it as right if that is said."""
    request = Request(mode=Mode.CRAM, banks=("every",), cards=(CardRef("every", card),), seed=1)
    sitting = begin_quiz(desk, request)
    sitting.hand_in(response, elapsed_ms=4000)  # type: ignore[arg-type]
    if is_right:
        sitting.override()


def test_answers_are_summed_up_by_question_with_both_sides_of_a_card(
    desk: Desk, clock: Clock
) -> None:
    answer(desk, "choice", Picked((0,)))
    answer(desk, "choice", Picked((1,)))
    clock.pass_(days=1)
    answer(desk, "card", SelfGraded(Rating.GOOD))
    answer(desk, "card~reverse", SelfGraded(Rating.AGAIN))
    record = page.record_apart(desk, "every")()
    assert (record.tallies["choice"].asked, record.tallies["choice"].credit) == (2, 1.0)
    assert (record.tallies["card"].asked, record.tallies["card"].credit) == (2, 1.0)
    assert record.tallies["card"].last_at == clock.now
    assert record.tallies["choice"].elapsed_ms == 8000
    assert "text" not in record.tallies


def test_what_was_taken_back_does_not_count(desk: Desk) -> None:
    answer(desk, "choice", Picked((0,)))
    desk.undo_last()
    assert page.bank_record(desk.record, "every").tallies == {}


def test_the_options_of_a_choice_tell_how_often_each_was_picked(desk: Desk) -> None:
    for index in (1, 1, 0):
        answer(desk, "choice", Picked((index,)))
    record = page.question_record(desk, "every", "choice")
    assert [(p.text, p.is_key, p.count) for p in record.picks] == [
        ("Vienna", True, 1), ("Paris", False, 2), ("Berlin", False, 0),
    ]  # fmt: skip
    assert record.share == pytest.approx(1 / 3)
    assert record.mean_s == 4.0


def test_several_and_true_or_false_are_told_too_and_other_kinds_have_no_options(
    desk: Desk,
) -> None:
    answer(desk, "several", Picked((0, 2)))
    answer(desk, "truefalse", Picked((1,)))
    several = page.question_record(desk, "every", "several").picks
    assert [(p.is_key, p.count) for p in several] == [(True, 1), (True, 0), (False, 1), (False, 0)]
    truth = page.question_record(desk, "every", "truefalse").picks
    assert [(p.is_key, p.count) for p in truth] == [(True, 0), (False, 1)]
    assert page.question_record(desk, "every", "text").picks == ()
    assert page.question_record(desk, "every", "text").share is None


def test_an_answer_of_a_record_from_elsewhere_that_cannot_be_read_is_passed_over(
    desk: Desk,
) -> None:
    answer(desk, "choice", Picked((0,)))
    connection = connection_of(desk.record)
    connection.execute("DROP TRIGGER IF EXISTS review_is_append_only")
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE review SET response = '{\"x\":'")
    record = page.question_record(desk, "every", "choice")
    assert record.tally.asked == 1
    assert [pick.count for pick in record.picks] == [0, 0, 0]


def test_answers_counted_right_after_all_are_listed_until_they_are_accepted(
    desk: Desk, tmp_path: Path
) -> None:
    for text in ("Prince M", "Prince  M", "Clemens"):
        answer(desk, "text", Typed(text), is_right=True)
    spellings = page.bank_record(desk.record, "every").overridden["text"]
    assert spellings == {"Prince M": 2, "Clemens": 1}
    assert page.still_refused(desk, "every", "text", spellings) == spellings
    page.accept(desk, desk.library.entries["every"].path, "text", "Prince M")
    assert page.still_refused(desk, "every", "text", spellings) == {"Clemens": 1}
    written = (tmp_path / "banks" / "every.yaml").read_text("utf-8")
    assert "accept: [Klemens von Metternich, Prince M]" in written
    assert written.replace(", Prince M", "") == EVERY_KIND


def test_a_file_that_cannot_be_changed_so_is_left_alone(desk: Desk) -> None:
    entry = desk.library.entries["every"]
    with pytest.raises(QuizError, match="have `accept`"):
        page.accept(desk, entry.path, "date", "1815")
    with pytest.raises(QuizError, match="question 'nothing'"):
        page.accept(desk, entry.path, "nothing", "1815")


def test_answers_follow_a_question_whose_id_changed_with_its_text(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    text = 'title: T\nid: every\nquestions:\n  - {question: "Who presided", answer: Metternich}\n'
    desk = make_desk(every=text)
    item = desk.library.rows(desk.library.entries["every"])[0].item
    request = Request(mode=Mode.QUIZ, banks=("every",), cards=(CardRef("every", item),), seed=1)
    sitting = begin_quiz(desk, request)
    sitting.hand_in(Typed("Talleyrand"), elapsed_ms=1)
    sitting.override()
    path = tmp_path / "banks" / "every.yaml"
    editing = Editing(desk, str(path))
    path.write_text(text.replace("Who presided", "Who presided?"), encoding="utf-8")
    moved = editing.finish().moves[item]
    record = page.bank_record(desk.record, "every")
    assert record.tallies[moved].asked == 1
    assert record.overridden == {moved: {"Talleyrand": 1}}
    assert page.question_record(desk, "every", moved).tally.asked == 1


def test_findings_are_told_apart_by_question(make_desk: MakeDesk) -> None:
    text = (
        "title: T\ntags: []\nquestions:\n"
        '  - {id: a, question: "A?", answer: x, wrong: [y]}\n'
        '  - {id: b, question: "B?", answr: x}\n'
        '  - {id: c, question: "C?", answer: x, wrong: [y]}\n'
    )
    desk = make_desk(every=text)
    _, checked = page.look_at(desk.library.entries["every"].path)
    found = page.findings_by_item(checked)
    assert any(problem.where.line == 2 for problem in found[""])
    assert any(problem.level == "error" for problem in found["a"])
    assert all(problem.level != "error" for problem in found.get("c", ()))


def test_the_queries_use_the_index(desk: Desk) -> None:
    plan = connection_of(desk.record).execute(
        "EXPLAIN QUERY PLAN SELECT card, count(*) FROM review INDEXED BY review_card "
        "WHERE learner = 'me' AND bank = 'every' GROUP BY card"
    )
    words = " ".join(str(tuple(row)) for row in plan)
    assert "USING INDEX review_card" in words or "USING COVERING INDEX review_card" in words
    assert "TEMP B-TREE" not in words
