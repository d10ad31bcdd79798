from collections.abc import Callable

from quiz.desk import Desk
from quiz.desk.sittings.start import begin_quiz
from quiz.desk.today.day import overview, today
from quiz.desk.today.known import known_shares
from quiz.items import Rating
from quiz.memory import NEW_STATE
from quiz.store import Review
from quiz.study import CardRef, Mode, Request
from tests.support import TWO, Clock


def learn(desk: Desk, bank: str) -> None:
    sitting = begin_quiz(desk, Request(mode=Mode.QUIZ, banks=(bank,), seed=1, length=100))
    while sitting.question is not None:
        sitting.hand_in(sitting.question.item.right_response(), elapsed_ms=4000)
    sitting.finish()


def test_a_first_run_has_new_cards_no_record_and_no_streak(desk: Desk) -> None:
    day = overview(desk)
    assert day.today is not None
    # The other side of a card waits for another day.
    assert (day.today.due, day.today.new, day.streak.days, day.has_record) == (0, 14, 0, False)
    assert day.lines[0].cards == 15


def test_the_overview_follows_what_is_learned(make_desk: Callable[..., Desk], clock: Clock) -> None:
    desk = make_desk(two=TWO)
    learn(desk, "two")
    day = overview(desk)
    assert (today(desk).new, day.done(desk.today).answers) == (0, 2)
    assert day.lines[0].best == 1.0
    assert 0.93 < known_shares(desk)["two"] < 1.0
    clock.pass_(days=1)
    assert today(desk).to_review == 2
    clock.pass_(days=1)
    assert known_shares(desk)["two"] < 1.0


def test_undo_reaches_back_over_restarts(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()
    learn(desk, "every")
    states = []
    again = make_desk()
    while (review := again.undo_last()) is not None:
        assert isinstance(review, Review)
        states.append(review.card)
        assert again.record.state("every", review.card) == NEW_STATE
    assert len(states) == 15
    assert today(again).new == 14


def test_a_clock_set_back_never_makes_a_due_date_before_the_last_review(
    make_desk: Callable[..., Desk], clock: Clock
) -> None:
    desk = make_desk(two=TWO)
    learn(desk, "two")
    last = desk.record.state("two", "one").last_review_at
    clock.pass_(days=-400)
    request = Request(mode=Mode.QUIZ, cards=(CardRef("two", "one"),), banks=("two",), seed=1)
    sitting = begin_quiz(desk, request)
    feedback = sitting.hand_in(sitting.question.item.right_response(), elapsed_ms=1)  # type: ignore[union-attr]
    assert last is not None
    due = sitting.due_moment(feedback.state)
    assert due is not None
    assert due >= last
    assert feedback.rating is Rating.GOOD
