"""The same answer is said in the same words on the screens, in lines, in files and on paper."""

import re
from collections.abc import Iterator
from html import unescape
from io import StringIO
from types import SimpleNamespace
from typing import Any, cast

import pytest

from quiz.cli.text_output import TextOutput
from quiz.desk import Desk
from quiz.desk.exams.exam import OpenExam, begin_exam
from quiz.desk.exams.page import exam_page
from quiz.desk.exams.past import results_file
from quiz.desk.exams.result import ExamAnswer, ExamResult
from quiz.desk.exams.text import mistake_lines
from quiz.desk.sittings.question import Feedback, Mistake
from quiz.formats.printed.forms import FormSetting, answer, question
from quiz.formats.printed.printed_words import printed_words
from quiz.items import Groups, Match, Picked, Response, SelfGraded, Ticked, Typed, TypedParts
from quiz.items.markdown import MathSpan, Run
from quiz.items.paper import Paper
from quiz.items.response import Ordered, Placed
from quiz.items.wording import points_of_text, response_text, solution_text, stem_text
from quiz.ui.content import exam as exam_content
from quiz.ui.content import question as question_content
from quiz.ui.screens.sittings.result import mistake_content

GIVEN: dict[str, tuple[Response, str]] = {
    "choice": (Picked((1,)), "Paris"),
    "several": (Picked((2, 0)), "Austria; Spain"),
    "truefalse": (Picked((1,)), "false"),
    "text": (Typed("Talleyrand"), "Talleyrand"),
    "list": (TypedParts(("Austria", "", "Spain")), "Austria; Spain"),
    "number": (Typed("12 days"), "12 days"),
    "date": (Typed("1914-06"), "1914-06"),
    "match": (Placed((1, -1)), "Talleyrand = Britain"),
    "order": (Ordered((2, 0, 1)), "Waterloo; Leipzig; Elba"),
    "groups": (Placed((1, 0, 0)), "Austria = France; Russia = Coalition; Saxony = Coalition"),
    "cloze": (TypedParts(("Meeting", "", "nine")), "Meeting; ; nine"),
    "essay": (Ticked((0,), "Because of the war."), "Because of the war."),
    "computed": (Typed("1"), "1"),
}
"""What is answered to each kind of the bank, and how that is said."""


@pytest.fixture
def exam(desk: Desk) -> OpenExam:
    exam = begin_exam(desk, Paper(title="Test", banks=("every",), minutes=10), seed=3)
    for place in range(exam.total):
        exam.go_to(place)
        response = GIVEN[kind_of(exam, place)][0]
        if isinstance(response, Ticked):
            response = SelfGraded(None, response.text)
        exam.answer(response, elapsed_ms=1_000)
    assert exam.hand_in() is None, "the essay is to be graded"
    for place in exam.to_grade():
        exam.grade(place, GIVEN["essay"][0])
    exam.finish()
    return exam


def kind_of(exam: OpenExam, place: int) -> str:
    question = exam.question(place)
    assert question is not None
    return question.ref.card


def answers(exam: OpenExam) -> Iterator[tuple[str, ExamAnswer]]:
    result = cast(ExamResult, exam.result)
    assert {one.question.ref.card for one in result.answers} == GIVEN.keys()
    for one in result.answers:
        yield one.question.ref.card, one


def test_an_answer_is_said_in_the_same_words_everywhere(desk: Desk, exam: OpenExam) -> None:
    page = unescape(re.sub("<[^>]*>", "\n", exam_page(cast(ExamResult, exam.result))))
    data = {one.item: one for one in results_file(desk, [exam.uid]).attempts[0].answers}
    for kind, one in answers(exam):
        text = GIVEN[kind][1]
        item, outcome = one.question.item, one.outcome
        assert outcome is not None
        assert one.response is not None
        assert response_text(item, one.response) == text
        assert f"Your answer: {text}" in mistake_lines(one)
        assert f"Your answer: {text}\n" in page
        assert data[kind].response == text
        mistake = Mistake(question=one.question, response=one.response, outcome=outcome)
        assert f"  yours    {text}\n" in mistake_content(mistake).plain
        # The options show what was picked; where they are out of sight, words say the same.
        told = question_content.outcome_words(item, outcome).plain
        if kind in ("choice", "truefalse"):
            assert f"Your answer     {text}\n" in told
        assert {part.given for part in outcome.parts if part.given and not part.label} <= {
            *text.split("; "), *getattr(item, "rubric", ())
        }  # fmt: skip


def test_what_is_right_is_said_in_the_same_words_everywhere(exam: OpenExam) -> None:
    page = unescape(re.sub("<[^>]*>", "\n", exam_page(cast(ExamResult, exam.result))))
    for _kind, one in answers(exam):
        item, outcome = one.question.item, one.outcome
        assert outcome is not None
        right = solution_text(item, one.solution)
        assert f"Correct answer: {right}" in mistake_lines(one)
        assert f"Correct answer: {right}\n" in page
        assert f"Correct answer: {right}\n" in line_mode(exam, one)
        mistake = Mistake(question=one.question, response=one.response, outcome=outcome)
        assert f"  correct  {right}" in mistake_content(mistake).plain
        assert stem_text(item) in mistake_content(mistake).plain.replace("\n", " ")
        assert mistake_lines(one)[0].endswith(stem_text(item))


def test_points_are_said_in_the_same_words_everywhere(exam: OpenExam) -> None:
    for _kind, one in answers(exam):
        said = points_of_text(one.mark.points, one.mark.points_of)
        assert said in exam_content.detail(one).plain
        assert said + "." in line_mode(exam, one)


def line_mode(exam: OpenExam, one: ExamAnswer) -> str:
    """Return what line mode says of an answer."""
    assert one.response is not None
    assert one.outcome is not None
    reviews = exam.desk.record.sitting_reviews(exam.uid)
    feedback = Feedback(
        question=one.question,
        response=one.response,
        outcome=one.outcome,
        review=next(review for review in reviews if review.card == one.question.ref.card),
        points=one.mark.points,
        score=0,
        state=one.question.state,
        streak=0,
    )
    out = StringIO()
    TextOutput(out).outcome(cast(Any, SimpleNamespace(interval_words=lambda _: "1 d")), feedback)
    return out.getvalue()


def test_the_answer_key_of_a_printed_exam_has_the_words_of_the_solution(exam: OpenExam) -> None:
    to = FormSetting(printed_words("en"), "en")
    for kind, one in answers(exam):
        prompt, points = one.question.prompt, one.question.item.points
        item = prompt.item
        key = answer(prompt, 1, points, "", to)
        assert f"{points_of_text(0, points)}".split()[2] == key.points
        assert question(prompt, 1, points, "", to).points == key.points
        shown = "\n".join(
            "".join(run.text for run in line if isinstance(run, Run | MathSpan))
            for line in key.right
        ) + repr(key.blocks)
        wanted: tuple[str, ...] = item.solution
        if isinstance(item, Match):
            wanted = tuple(text for pair in item.pairs for text in (pair.left, pair.right))
        elif isinstance(item, Groups):
            wanted = (*item.entries, *item.names)
        elif kind in ("order", "date", "truefalse"):  # in the paper's own form and language
            wanted = {"order": item.solution, "date": ("1815",), "truefalse": ("True",)}[kind]
            wanted = tuple(text.partition(". ")[2] or text for text in wanted)
        for text in wanted:
            assert text in shown, kind


def test_only_wording_knows_how_gaps_points_and_responses_are_said() -> None:
    from tests.test_house import MODULES, source_of

    twins = (
        r'"____"|\\_\\_|\.join\(item\.segments\)|\{points(:g)?\} of|rstrip\("0"\)\.rstrip\("\."\)'
    )
    # The formats of other programs have their own signs for a gap.
    ours = [name for name in MODULES if not name.startswith("quiz.formats.exchange.")]
    found = {name for name in ours if re.search(twins, source_of(name)[1])}
    # Lint and the draw read the words around gaps; a field is drawn where a gap is.
    readers = {"quiz.lint.text", "quiz.lint.clues", "quiz.study.giveaways", "quiz.ui.kinds.fields"}
    assert found - readers == {"quiz.items.wording", "quiz.items.number"}
