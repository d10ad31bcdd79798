"""Holidays at the desk: nothing is due on them, the streak waits, and they are taken back."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from quiz.desk import Desk
from quiz.desk.away import kept_holidays
from quiz.desk.sittings.undo import undone_words
from quiz.desk.today.goal import choose_goal
from quiz.desk.today.holidays import plan_holiday, remove_holiday, set_holiday
from quiz.desk.today.streak import study_streak
from quiz.errors import QuizError
from quiz.items import Rating
from quiz.memory.goal import Goal
from quiz.memory.holiday import Holiday
from quiz.store import Review
from quiz.study import CardRef
from tests.desk.today.test_report import TEN, review
from tests.support import Clock

MakeDesk = Callable[..., Desk]


@pytest.fixture
def ten(make_desk: MakeDesk) -> Desk:
    """A desk whose ten cards are due within some days."""
    desk = make_desk(ten=TEN)
    review(desk, rating=Rating.EASY)
    return desk


def due_days(desk: Desk) -> dict[str, int]:
    states = desk.record.states("ten")
    return {card: state.due_day for card, state in states.items() if state.due_day is not None}


def test_nothing_is_due_on_a_holiday_and_taking_it_back_restores_every_day(ten: Desk) -> None:
    before = due_days(ten)
    first = min(before.values())
    holiday = Holiday(first, first + 6)
    wanted = plan_holiday(ten, holiday)
    assert due_days(ten) == before  # a plan changes nothing
    plan = set_holiday(ten, holiday)
    assert plan == wanted
    assert plan.moves
    assert not any(holiday.holds(day) for day in due_days(ten).values())
    (kept,) = kept_holidays(ten.record)
    assert remove_holiday(ten, kept) == len(plan.moves)
    assert due_days(ten) == before
    assert kept_holidays(ten.record) == []


def test_a_card_that_was_answered_meanwhile_stays_where_it_is(ten: Desk, clock: Clock) -> None:
    first = min(due_days(ten).values())
    set_holiday(ten, Holiday(first, first + 6))
    moved = kept_holidays(ten.record)[0].moves
    clock.now += timedelta(days=60)
    review(ten)
    after = due_days(ten)
    assert remove_holiday(ten, kept_holidays(ten.record)[0]) == 0
    assert due_days(ten) == after
    assert moved


def test_new_intervals_avoid_a_holiday_where_they_can(make_desk: MakeDesk) -> None:
    desk = make_desk(ten=TEN)
    state = desk.record.state("ten", "q1")
    usual = desk.scheduling.preview(CardRef("ten", "q1"), state, desk.now())[Rating.EASY].due_day
    assert usual is not None
    set_holiday(desk, Holiday(usual, usual))
    moved = desk.scheduling.preview(CardRef("ten", "q1"), state, desk.now())[Rating.EASY].due_day
    assert moved != usual


def test_the_streak_waits(ten: Desk, clock: Clock) -> None:
    choose_goal(ten, Goal(0))
    days = study_streak(ten).days
    set_holiday(ten, Holiday(ten.today + 1, ten.today + 5))
    clock.now += timedelta(days=6)
    review(ten)
    assert study_streak(ten).days == days + 1


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (5, 3, "ends on or after"),
        (-9, -2, "is over"),
        (1, 300, "at most 120 days"),
        (500, 505, "at most 120 days"),
    ],
)
def test_days_that_make_no_sense_are_refused(ten: Desk, first: int, last: int, said: str) -> None:
    with pytest.raises(QuizError, match=said):
        set_holiday(ten, Holiday(ten.today + first, ten.today + last))
    assert kept_holidays(ten.record) == []


def test_two_holidays_do_not_share_a_day(ten: Desk) -> None:
    set_holiday(ten, Holiday(ten.today + 5, ten.today + 9))
    with pytest.raises(QuizError, match="remove it first"):
        set_holiday(ten, Holiday(ten.today + 9, ten.today + 12))


@pytest.mark.parametrize("kept", ["nonsense", "[1]", "{}", '[{"holiday": [1]}]'])
def test_what_another_program_left_in_the_record_does_no_harm(ten: Desk, kept: str) -> None:
    ten.record.put_meta("holidays", kept)
    assert kept_holidays(ten.record) == []
    assert study_streak(ten).days >= 0


def test_one_undo_takes_a_holiday_back_with_all_that_it_moved(ten: Desk) -> None:
    before = due_days(ten)
    first = min(before.values())
    plan = set_holiday(ten, Holiday(first, first + 6))
    assert len(plan.moves) > 1
    done = ten.last_done()
    assert done is not None
    assert "holiday from " in undone_words(ten, done)
    ten.undo_last()
    assert due_days(ten) == before
    assert kept_holidays(ten.record) == []
    assert isinstance(ten.last_done(), Review)  # nothing of it is left to undo
