"""Sitting an exam: everything is on disk at once, the clock is honest, the end counts once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.desk import Desk
from quiz.desk.exams.exam import (
    ExamRequest,
    OpenExam,
    asked_exam,
    asked_paper,
    begin_exam,
    unfinished_exam,
)
from quiz.desk.exams.result import ExamResult
from quiz.errors import QuizError
from quiz.items import Essay, Picked, Rating, Response, SelfGraded, Ticked, TypedParts
from quiz.items.paper import Behaviour, Paper, PaperSection
from tests.support import TWO, Clock

MakeDesk = Callable[..., Desk]


def paper(**changes: object) -> Paper:
    values = {"title": "Test", "banks": ("every",), "minutes": 10, "grades": (("A", 90), ("F", 0))}
    return Paper(**{**values, **changes})  # type: ignore[arg-type]


def right(exam: OpenExam, place: int) -> Response:
    question = exam.question(place)
    assert question is not None
    return question.item.right_response()


def handed_in(exam: OpenExam) -> ExamResult:
    result = exam.hand_in()
    assert result is not None
    return result


def answer_all(exam: OpenExam, *, but: tuple[int, ...] = ()) -> None:
    for place in range(exam.total):
        exam.go_to(place)
        if place not in but:
            exam.answer(right(exam, place), elapsed_ms=1_000)


def test_answers_can_be_changed_until_they_are_handed_in_and_then_count_as_reviews(
    desk: Desk, clock: Clock
) -> None:
    exam = begin_exam(desk, paper(), seed=3)
    assert exam.total == 13
    answer_all(exam, but=(12,))
    exam.go_to(0)
    first = right(exam, 0)
    assert exam.answer(SelfGraded(None, ""), elapsed_ms=500) is None
    exam.answer(first, elapsed_ms=500)
    assert list(desk.record.reviews()) == []
    assert exam.state.empty == (12,)
    clock.pass_(minutes=3)
    result = handed_in(exam)
    assert result.points == pytest.approx(12)
    assert result.points_of == 13
    assert (result.grade, result.is_passed) == ("A", True)
    reviews = list(desk.record.reviews())
    assert len(reviews) == 12
    assert {review.sitting for review in reviews} == {exam.uid}
    assert {review.rating for review in reviews} <= {Rating.GOOD, Rating.EASY}
    assert all(desk.record.state(r.bank, r.card).reps == 1 for r in reviews)
    answers = {a.question.place: a for a in result.answers}
    assert answers[0].given.elapsed_ms == 2_000
    assert answers[12].outcome is None
    assert [a.question.place for a in result.mistakes] == [12]


def test_an_exam_goes_on_where_it_was_left_with_its_clock_running(
    make_desk: MakeDesk, clock: Clock
) -> None:
    desk = make_desk()
    exam = begin_exam(desk, paper(), seed=3, factor=1.5)
    exam.go_to(4)
    exam.answer(right(exam, 4))
    assert exam.flag()
    desk.close()
    clock.pass_(minutes=9)
    again = unfinished_exam(make_desk())
    assert again is not None
    assert again.state == exam.state
    assert (again.state.place, again.state.answered, again.state.flagged) == (4, 1, (4,))
    assert again.left_s() == 6 * 60
    assert again.question(4) is not None


def test_when_time_is_up_it_is_handed_in_as_it_stood(make_desk: MakeDesk, clock: Clock) -> None:
    desk = make_desk()
    exam = begin_exam(desk, paper(), seed=3)
    exam.answer(right(exam, 0))
    clock.pass_(minutes=11)
    exam.go_to(1)
    exam.answer(right(exam, 1))
    assert exam.state.answered == 1
    again = unfinished_exam(make_desk())
    assert again is not None
    assert again.result is not None
    assert again.result.points == pytest.approx(1)
    assert unfinished_exam(make_desk()) is None
    row = desk.record.sitting(exam.uid)
    assert row is not None
    assert row.ended_at == exam.state.ends_at


def test_a_clock_that_is_set_back_gives_no_time(desk: Desk, clock: Clock) -> None:
    exam = begin_exam(desk, paper(), seed=3)
    clock.pass_(minutes=8)
    exam.go_to(1)
    clock.pass_(minutes=-7)
    assert exam.left_s() == pytest.approx(2 * 60, abs=1)


def test_a_hand_in_that_was_cut_short_is_finished_and_counts_once(
    make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = make_desk()
    exam = begin_exam(desk, paper(), seed=3)
    answer_all(exam)
    appended = desk.record.append
    calls = 0

    def cut_short(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 6:
            raise KeyboardInterrupt
        return appended(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.record, "append", cut_short)
    with pytest.raises(KeyboardInterrupt):
        exam.hand_in()
    again = unfinished_exam(make_desk())
    assert again is not None
    assert again.result is not None
    assert len(list(again.desk.record.reviews())) == 13
    assert len({review.uid for review in again.desk.record.reviews()}) == 13


def test_several_tries_cost_their_penalty_and_hints_stand_between_them(desk: Desk) -> None:
    rules = paper(behaviour=Behaviour.TRIES, draw=(PaperSection(count=1, ids=("choice",)),))
    exam = begin_exam(desk, rules, seed=3)
    question = exam.question(0)
    assert question is not None
    assert exam.hint() is None
    wrong = next(n for n in range(3) if n != question.item.key)  # type: ignore[union-attr]
    outcome = exam.answer(Picked((wrong,)))
    assert outcome is not None
    assert outcome.credit == 0
    assert exam.hint() == "It is a capital."
    outcome = exam.answer(right(exam, 0))
    assert outcome is not None
    assert outcome.credit == 1
    assert exam.state.is_locked(0)
    result = handed_in(exam)
    assert result.points == pytest.approx(2 / 3)
    (review,) = desk.record.reviews()
    assert (review.tries, review.hints, review.rating) == (2, 1, Rating.HARD)


def test_of_several_tries_the_best_counts_and_the_same_again_is_none(desk: Desk) -> None:
    rules = paper(
        behaviour=Behaviour.ADAPTIVE, draw=(PaperSection(count=1, ids=("list",)),), tries=4
    )
    exam = begin_exam(desk, rules, seed=3)
    half = TypedParts(("Austria", "Prussia"))
    for response in (half, half, TypedParts(("Spain",))):
        assert exam.answer(response) is not None
    assert exam.state.given[0].tries == pytest.approx((2 / 3, 0))
    assert handed_in(exam).points == pytest.approx(2 / 3)
    tries = begin_exam(desk, paper(behaviour=Behaviour.TRIES, draw=rules.draw), seed=3)
    for response in (half, TypedParts(("Spain",))):
        tries.answer(response)
    assert handed_in(tries).points == 0


def test_certainty_is_marked_by_moodles_table_and_reported(desk: Desk) -> None:
    rules = paper(
        behaviour=Behaviour.CERTAINTY, draw=(PaperSection(count=2, ids=("choice", "truefalse")),)
    )
    exam = begin_exam(desk, rules, seed=3)
    for place in range(2):
        exam.go_to(place)
        exam.answer(right(exam, place), certainty=3)
    result = handed_in(exam)
    assert [a.mark.certainty_mark for a in result.answers] == [3, 3]
    assert result.certainty is not None
    assert result.certainty.average == 3
    assert {review.rating for review in desk.record.reviews()} == {Rating.EASY}


def test_immediate_answers_are_locked_once_they_were_marked(desk: Desk) -> None:
    exam = begin_exam(desk, paper(behaviour=Behaviour.IMMEDIATE), seed=3)
    assert exam.answer(right(exam, 0)) is not None
    assert exam.answer(SelfGraded(None, "")) is None
    assert handed_in(exam).points >= 1


def test_essays_are_graded_by_oneself_once_all_is_handed_in(
    make_desk: MakeDesk, clock: Clock
) -> None:
    rules = paper(draw=(PaperSection(count=2, ids=("essay", "choice")),))
    desk = make_desk()
    exam = begin_exam(desk, rules, seed=3)
    place = next(n for n in range(2) if isinstance(exam.question(n).item, Essay))  # type: ignore[union-attr]
    exam.go_to(place)
    exam.answer(SelfGraded(None, "To end the war."))
    assert exam.hand_in() is None
    assert list(desk.record.reviews()) == []
    clock.pass_(minutes=20)
    again = unfinished_exam(make_desk())
    assert again is not None
    assert (again.result, again.to_grade()) == (None, (place,))
    again.grade(place, Ticked((0,), "To end the war."))
    assert again.to_grade() == ()
    assert again.finish().points == pytest.approx(0.5)
    assert [review.credit for review in again.desk.record.reviews()] == [0.5]


def test_a_paper_that_asks_for_too_much_is_refused(desk: Desk) -> None:
    with pytest.raises(
        QuizError, match="section 1 of the exam paper asks for 3, but there is 1 such"
    ):
        begin_exam(desk, paper(draw=(PaperSection(count=3, kinds=("choice",)),)), seed=1)


def test_what_memory_foretells_is_kept_with_the_exam(desk: Desk, clock: Clock) -> None:
    assert begin_exam(desk, paper(), seed=3).state.predicted is None
    first = begin_exam(desk, paper(), seed=4)
    answer_all(first)
    first.hand_in()
    clock.pass_(days=2)
    foretold = begin_exam(desk, paper(), seed=5).state.predicted
    assert foretold is not None
    assert 0.5 < foretold < 1


@pytest.mark.parametrize("behaviour", [Behaviour.IMMEDIATE, Behaviour.TRIES])
def test_what_is_only_kept_is_not_marked_until_the_end(desk: Desk, behaviour: Behaviour) -> None:
    rules = paper(behaviour=behaviour, draw=(PaperSection(count=1, ids=("choice",)),))
    exam = begin_exam(desk, rules, seed=3)
    assert exam.answer(right(exam, 0), is_draft=True) is None
    assert not exam.state.is_locked(0)
    assert exam.outcome(0) is None
    assert handed_in(exam).points == 1


@pytest.mark.parametrize("behaviour", [Behaviour.IMMEDIATE, Behaviour.TRIES])
def test_an_essay_waits_for_its_writer_however_the_others_answer_back(
    desk: Desk, behaviour: Behaviour
) -> None:
    rules = paper(behaviour=behaviour, draw=(PaperSection(count=1, ids=("essay",)),))
    exam = begin_exam(desk, rules, seed=3)
    assert exam.answer(SelfGraded(None, "War.")) is None
    assert not exam.state.is_locked(0)
    assert exam.hand_in() is None
    exam.grade(0, Ticked((0,), "War."))
    assert exam.finish().points == pytest.approx(0.5)


def test_a_paper_that_is_asked_for_says_how_many_it_draws_before_it_begins(desk: Desk) -> None:
    asked = asked_paper(desk, ExamRequest(names=("every",), behaviour="tries"))
    assert sum(row.count for row in asked.draw) == 13
    assert asked.behaviour is Behaviour.TRIES
    assert unfinished_exam(desk) is None


def test_an_exam_of_a_file_outside_the_folders_goes_on(make_desk: MakeDesk, tmp_path: Path) -> None:
    file = tmp_path / "far.yaml"
    file.write_text(TWO.replace("questions:", "id: far\nquestions:"), encoding="utf-8")
    desk = make_desk()
    asked_exam(desk, ExamRequest(names=(str(file),)))
    desk.close()
    again = unfinished_exam(make_desk())
    assert again is not None
    assert again.question(0) is not None


def test_a_clock_that_is_set_back_gives_no_time_back(
    make_desk: Callable[..., Desk], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = [1000.0]
    monkeypatch.setattr("quiz.desk.exams.exam.monotonic", lambda: ticks[0])
    exam = begin_exam(make_desk(), paper(minutes=30.0), seed=1)
    clock.pass_(hours=-5)
    ticks[0] += 600
    assert exam.left_s() == pytest.approx(1200)
    exam.flag()
    again = unfinished_exam(make_desk())
    assert again is not None
    assert again.left_s() == pytest.approx(1200)
    ticks[0] += 1201
    assert again.left_s() == 0


@pytest.fixture
def windows(make_desk: MakeDesk) -> tuple[OpenExam, OpenExam]:
    """Return one exam, open in two windows."""
    first = begin_exam(make_desk(), paper(), seed=3)
    first.answer(right(first, 0))
    second = unfinished_exam(make_desk())
    assert second is not None
    assert second.uid == first.uid
    return first, second


def test_two_windows_on_one_exam_lose_nothing_of_each_other(
    windows: tuple[OpenExam, OpenExam], make_desk: MakeDesk
) -> None:
    one, other = windows
    for place, exam in enumerate((one, other, one, other, other, one), 1):
        exam.go_to(place, elapsed_ms=1_000)
        exam.answer(right(exam, place), elapsed_ms=1_000)
    other.go_to(1)
    other.flag()
    one.go_to(2)
    one.answer(None)  # what is taken away in one window is gone in both
    last = unfinished_exam(make_desk())
    assert last is not None
    assert [given.is_answered for given in last.state.given[:7]] == [
        True, True, False, True, True, True, True,
    ]  # fmt: skip
    assert last.state.given[1].is_flagged
    assert last.response(3) == right(last, 3)
    assert sum(given.elapsed_ms for given in last.state.given) == 12_000


def test_the_latest_answer_counts_whichever_window_it_came_from(
    windows: tuple[OpenExam, OpenExam],
) -> None:
    one, other = windows
    for exam, response in ((one, SelfGraded(None, "x")), (other, None), (one, right(one, 4))):
        exam.go_to(4)
        exam.answer(response)
    other.go_to(5)
    assert other.response(4) == right(one, 4)


def test_what_comes_after_the_hand_in_of_another_window_counts_no_more(
    windows: tuple[OpenExam, OpenExam],
) -> None:
    one, other = windows
    one.go_to(3)
    other.go_to(6)
    other.answer(right(other, 6))
    other.hand_in()
    one.answer(right(one, 3))
    assert one.state.is_handed_in
    assert one.response(3) is None
    one.answer(right(one, 3))
    assert one.response(3) is None
    assert one.response(6) == right(one, 6)
