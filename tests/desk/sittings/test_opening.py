"""A question is opened and its answer logged alike, in a quiz and in an exam."""

import msgspec
import pytest

from quiz.desk import Desk
from quiz.desk.exams.exam import OpenExam, begin_exam
from quiz.desk.sittings.opening import in_library, open_question
from quiz.desk.sittings.question import Question
from quiz.desk.sittings.start import begin_quiz
from quiz.items.paper import Paper
from quiz.store import Review
from quiz.study import CardRef, Mode, Request

_OF_THE_SITTING = ("uid", "sitting", "place", "rep", "interval_days", "at", "day")
"""What tells two answers to one question apart."""


def exam_of(desk: Desk) -> OpenExam:
    return begin_exam(desk, Paper(title="Test", banks=("every",)), seed=3)


def opened(desk: Desk, ref: CardRef, place: int, seed: int = 3) -> Question:
    source = in_library(desk, ref)
    assert source is not None
    return open_question(desk, ref, source, place=place, total=None, seed=seed)


def test_an_exam_and_a_quiz_lay_a_question_out_alike(desk: Desk) -> None:
    exam = exam_of(desk)
    for place in range(exam.total):
        question = exam.question(place)
        assert question is not None
        other = opened(desk, question.ref, place)
        same = msgspec.structs.replace(other.item, hints=(), points=question.item.points)
        assert (question.item, question.passage) == (same, other.passage)
        assert (question.bank_title, question.line) == (other.bank_title, other.line)


def test_a_question_is_laid_out_the_same_each_time_and_otherwise_elsewhere(desk: Desk) -> None:
    ref = CardRef("every", "order")
    layouts = [opened(desk, ref, place).prompt for place in range(8)]
    assert layouts == [opened(desk, ref, place).prompt for place in range(8)]
    assert any(layout != layouts[0] for layout in layouts)


def test_a_question_that_is_gone_is_not_opened(desk: Desk) -> None:
    assert in_library(desk, CardRef("every", "no-such-question")) is None


def test_the_same_answer_is_logged_alike_in_a_quiz_and_in_an_exam(desk: Desk) -> None:
    """But for what belongs to the sitting: its id, the place, the time."""
    sitting = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=("every",), seed=3, length=100))
    by_quiz: dict[str, Review] = {}
    while (question := sitting.question) is not None:
        feedback = sitting.hand_in(question.item.right_response(), elapsed_ms=5_000_000)
        by_quiz[question.ref.card] = feedback.review
    exam = exam_of(desk)
    for place in range(exam.total):
        question = exam.question(place)
        assert question is not None
        exam.go_to(place)
        exam.answer(question.item.right_response(), elapsed_ms=5_000_000)
    exam.hand_in()
    checked = 0
    for review in desk.record.sitting_reviews(exam.uid):
        other = by_quiz[review.card]
        for name in Review.__struct_fields__:
            if name in _OF_THE_SITTING:
                continue
            value, expected = getattr(review, name), getattr(other, name)
            if isinstance(value, float):
                assert value == pytest.approx(expected), (review.card, name)
            elif name not in ("learner", "device", "response"):
                assert value == expected, (review.card, name)
        assert review.elapsed_ms == 60 * 60 * 1000
        checked += 1
    assert checked >= 10
