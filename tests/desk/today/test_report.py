"""What a day is said to have been."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from quiz.desk import Desk
from quiz.desk.sittings.start import begin_quiz, begin_review
from quiz.desk.today.goal import choose_goal
from quiz.desk.today.report import Moment, day_report, is_day_to_show, note_day_shown
from quiz.items import Rating, Typed
from quiz.memory.goal import Goal
from quiz.study import Mode, Request
from tests.support import EVERY_KIND, Clock

MakeDesk = Callable[..., Desk]
TEN = "title: Ten\nid: ten\nquestions:\n" + "".join(
    f"  - {{id: q{at}, question: 'Question {at}?', answer: 'answer {at}'}}\n" for at in range(10)
)


def review(desk: Desk, *, rating: Rating = Rating.GOOD, wrong: str = "") -> None:
    """Review all that is due, once; the card of an id is answered wrong."""
    sitting = begin_review(desk, Request(mode=Mode.REVIEW))
    for _ in range(len(sitting.sitting.cards)):
        if sitting.question is None:
            break
        is_wrong = sitting.question.ref.card == wrong
        right = Typed("no idea") if is_wrong else sitting.question.item.right_response()
        sitting.hand_in(right, elapsed_ms=4000)
        if not is_wrong:
            sitting.rate(rating)
    sitting.finish()


@pytest.fixture
def ten(make_desk: MakeDesk, clock: Clock) -> Desk:
    """A desk whose ten cards were learned some days ago and are all due."""
    desk = make_desk(ten=TEN)
    review(desk, rating=Rating.EASY)
    clock.now += timedelta(days=40)
    return desk


def test_what_grew_stronger_is_named_without_marks(make_desk: MakeDesk, clock: Clock) -> None:
    desk = make_desk(ten=TEN.replace("questions:", "questions:\n  - {front: Al **Ng**, back: b}"))
    review(desk, rating=Rating.EASY)
    clock.now += timedelta(days=40)
    review(desk)
    assert "Al Ng" in [one.question for one in day_report(desk).grown]


def test_a_day_without_answers_has_nothing_to_say(make_desk: MakeDesk) -> None:
    report = day_report(make_desk(ten=TEN))
    assert (report.cards, report.minutes, report.grown, report.best) == (0, 0.0, (), None)


def test_a_day_of_new_cards_alone_has_no_best_moment(make_desk: MakeDesk) -> None:
    desk = make_desk(ten=TEN)
    review(desk)
    report = day_report(desk)
    assert (report.cards, report.right, report.grown, report.best) == (10, 1.0, (), None)


def test_cards_that_were_recalled_grew_stronger_and_the_longest_gap_is_named(ten: Desk) -> None:
    review(ten)
    report = day_report(ten)
    assert len(report.grown) == 10
    assert all(one.gap == 40 < one.lasts for one in report.grown)
    assert report.best is not None
    assert (report.best.what, report.best.days) == (Moment.LONGEST_GAP, 40)


def test_a_gap_that_was_bridged_before_is_not_the_longest_yet(ten: Desk, clock: Clock) -> None:
    review(ten)
    clock.now += timedelta(days=20)
    quiz = begin_quiz(ten, Request(mode=Mode.QUIZ, banks=("ten",), seed=2, length=3))
    while quiz.question is not None:
        quiz.hand_in(quiz.question.item.right_response(), elapsed_ms=1000)
    best = day_report(ten).best
    assert best is not None
    assert (best.what, best.days) == (Moment.LONG_GAP, 20)


def test_a_card_that_was_forgotten_is_won_back(ten: Desk, clock: Clock) -> None:
    review(ten, wrong="q3")
    assert not any(one.ref.card == "q3" for one in day_report(ten).grown)
    clock.now += timedelta(days=30)
    review(ten)
    best = day_report(ten).best
    assert best is not None
    assert (best.what, best.name, best.days) == (Moment.WON_BACK, "Question 3?", 30)


def test_a_perfect_quiz_is_the_best_of_a_day_without_gaps(make_desk: MakeDesk) -> None:
    desk = make_desk(ten=TEN)
    quiz = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=("ten",), seed=2))
    while quiz.question is not None:
        quiz.hand_in(quiz.question.item.right_response(), elapsed_ms=1000)
    quiz.finish()
    best = day_report(desk).best
    assert best is not None
    assert (best.what, best.name) == (Moment.PERFECT, "Ten")


def test_the_page_is_shown_once_when_the_day_is_done(make_desk: MakeDesk) -> None:
    desk = make_desk(ten=TEN, every=EVERY_KIND)
    assert not is_day_to_show(desk)
    choose_goal(desk, Goal(2, is_cards=True))
    sitting = begin_review(desk, Request(mode=Mode.REVIEW))
    for done in (False, True):
        assert sitting.question is not None
        sitting.hand_in(sitting.question.item.right_response(), elapsed_ms=1000)
        assert is_day_to_show(desk) == done
    note_day_shown(desk)
    assert not is_day_to_show(desk)


def test_without_a_goal_no_page_is_shown(make_desk: MakeDesk) -> None:
    desk = make_desk(ten=TEN)
    choose_goal(desk, Goal(0))
    review(desk)
    assert not is_day_to_show(desk)
