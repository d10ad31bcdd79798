"""Mock exams of a planned one: which they are, and how far the last moved the prediction."""

from collections.abc import Callable

import pytest

from quiz.desk import Desk
from quiz.desk.away import KeptHoliday, keep_holidays
from quiz.desk.exams.exam import ExamRequest, OpenExam, asked_exam
from quiz.desk.exams.hub import exam_facts
from quiz.desk.exams.mock_exams import MockEffect, MockExam, effect_words, mock_exams
from quiz.desk.plans import exam_plans
from quiz.desk.plans.days import PAST_DAYS, past_days
from quiz.items import Picked
from quiz.memory.holiday import Holiday
from quiz.memory.planning import expected_score
from tests.support import Clock
from tests.ui.test_plan import bank, set_exam, study

MakeDesk = Callable[..., Desk]


@pytest.fixture
def studied(make_desk: MakeDesk, clock: Clock) -> Desk:
    """A desk with two banks that were studied for four days."""
    desk = make_desk(a=bank("Alliances"), b=bank("Battles", 20, ("maps",)))
    study(desk, clock)
    return desk


def mock_exam(desk: Desk, *banks: str, right: bool, seed: int = 1) -> OpenExam:
    """Take a mock exam of ten questions, all of them right or all wrong."""
    exam = asked_exam(desk, ExamRequest(names=banks, length=10, seed=seed))
    for place in range(exam.total):
        exam.go_to(place)
        question = exam.question(place)
        assert question is not None
        exam.answer(question.item.right_response() if right else Picked((1,)))
    exam.finish()
    return exam


def effect(desk: Desk) -> MockEffect:
    (plan,) = exam_plans(desk)
    found = exam_facts(desk, plan).effect
    assert found is not None
    return found


def test_of_an_exam_are_those_that_asked_nothing_else(studied: Desk, clock: Clock) -> None:
    of_a = set_exam(studied, banks=("a",))
    of_all = set_exam(studied, "All")
    first = mock_exam(studied, "a", right=True)
    clock.pass_(days=1)
    both = mock_exam(studied, "a", "b", right=False, seed=2)
    assert [mock.uid for mock in mock_exams(studied, of_a)] == [first.uid]
    assert [mock.uid for mock in mock_exams(studied, of_all)] == [first.uid, both.uid]
    assert [mock.share for mock in mock_exams(studied, of_all)] == [1.0, 0.0]


@pytest.mark.parametrize("right", [True, False])
def test_the_effect_is_the_difference_to_the_same_log_without_the_mock_exam(
    studied: Desk, right: bool
) -> None:
    set_exam(studied)
    (before,) = exam_plans(studied)
    exam_day = studied.today + before.days_left
    was = expected_score(before.cards, before.habits.fit, exam_day)
    mock_exam(studied, right=right)
    (after,) = exam_plans(studied)
    now = expected_score(after.cards, after.habits.fit, exam_day)
    assert was is not None
    assert now is not None
    found = effect(studied)
    change = now.total.expected - was.total.expected
    assert found.evidence + found.practice == pytest.approx(change, abs=1e-9)
    assert (found.evidence > 0) is right
    assert found.all_answers == after.habits.fit.count
    assert found.answers == after.habits.fit.count - before.habits.fit.count


def test_a_mock_exam_of_new_cards_says_nothing_of_memory(make_desk: MakeDesk, clock: Clock) -> None:
    desk = make_desk(a=bank("Alliances"))
    study(desk, clock)
    desk.close()
    desk = make_desk(b=bank("Battles", 20, ("maps",)))
    set_exam(desk)
    mock_exam(desk, "b", right=True)
    found = effect(desk)
    assert found.answers == 0
    assert found.evidence == pytest.approx(0.0)
    assert found.practice > 0


def test_without_a_prediction_nothing_is_said_to_move(make_desk: MakeDesk) -> None:
    desk = make_desk(a=bank("Alliances"))
    set_exam(desk)
    mock_exam(desk, right=True)
    (plan,) = exam_plans(desk)
    facts = exam_facts(desk, plan)
    assert len(facts.mocks) == 1
    assert facts.effect is None


def test_the_sentence_names_score_answers_and_both_ways(studied: Desk) -> None:
    (day,) = {studied.now().date()}
    mock = MockExam(uid="x", day=day, share=0.69, predicted=0.72)
    found = MockEffect(exam=mock, answers=10, all_answers=1310, evidence=-0.0042, practice=0.011)
    assert effect_words(found, "14 Nov") == (
        "The mock exam of 14 Nov (scored 69%, predicted 72%) moves the prediction by −0.4 points "
        "as evidence, being 10 of 1,310 in all, and by +1.1 as practice."
    )


def test_missed_days_are_those_of_the_last_week_without_study_or_holiday(
    studied: Desk, clock: Clock
) -> None:
    exam = set_exam(studied)
    assert past_days(studied, exam).missed == ()
    clock.pass_(days=3)
    today = studied.today
    found = past_days(studied, exam)
    assert found.missed == (today - 3, today - 2, today - 1)
    assert len(found.minutes) == PAST_DAYS + 1
    assert found.minutes[today] == 0
    assert found.minutes[today - 4] > 0
    keep_holidays(
        studied.record,
        [KeptHoliday(holiday=Holiday(first=today - 2, last=today - 2))],
        studied.now(),
    )
    assert past_days(studied, exam).missed == (today - 3, today - 1)
    clock.pass_(days=60)
    assert past_days(studied, exam).missed == ()


def test_only_the_exams_own_banks_count_as_study(studied: Desk) -> None:
    both, one, other = (
        past_days(studied, set_exam(studied, "x", banks=banks)).minutes
        for banks in (("a", "b"), ("a",), ("b",))
    )
    assert 0 < sum(one.values()) < sum(both.values())
    assert {day: one[day] + other[day] for day in both} == pytest.approx(both)
