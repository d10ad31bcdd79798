"""Which days of a record count, and what breaks no streak."""

from collections.abc import Callable

import pytest

from quiz.desk import Desk
from quiz.desk.sittings.start import begin
from quiz.desk.today.day import overview
from quiz.desk.today.goal import choose_goal, goal_of, is_goal_chosen
from quiz.desk.today.streak import is_done_today, study_streak
from quiz.items import Rating
from quiz.memory.goal import Goal
from quiz.memory.streak import DayMark, Streak
from quiz.study import Mode, Request
from tests.support import EVERY_KIND, TWO, Clock

MakeDesk = Callable[..., Desk]
REVIEW = Request(mode=Mode.REVIEW)


def study(desk: Desk, *, seconds: float = 5, most: int = 99, **asked: object) -> None:
    """Review what is due, so many cards at most, each for so long."""
    sitting = begin(desk, Request(mode=Mode.REVIEW, **asked))  # type: ignore[arg-type]
    while sitting.question is not None and len(sitting.sitting.answers) < most:
        right = sitting.question.item.right_response()
        sitting.hand_in(right, elapsed_ms=round(seconds * 1000))
        sitting.rate(Rating.EASY)
    sitting.finish()


def marks(desk: Desk, days: int) -> list[DayMark]:
    """Return what the latest days were, the earliest first."""
    found = study_streak(desk)
    return [found.mark(desk.today - ago) for ago in range(days - 1, -1, -1)]


def test_a_day_counts_when_all_that_was_due_is_done(make_desk: MakeDesk) -> None:
    desk = make_desk(two=TWO)
    assert study_streak(desk) == Streak(marks={desk.today: DayMark.OPEN})
    study(desk, most=1)
    assert marks(desk, 1) == [DayMark.BEGUN]
    study(desk)
    assert marks(desk, 1) == [DayMark.DONE]
    assert is_done_today(desk, overview(desk).history)


def test_a_day_counts_when_its_goal_is_met_with_cards_left(make_desk: MakeDesk) -> None:
    desk = make_desk(every=EVERY_KIND)
    choose_goal(desk, Goal(5))
    study(desk, seconds=55, most=4)
    assert marks(desk, 1) == [DayMark.BEGUN]
    study(desk, seconds=55, most=1)
    assert marks(desk, 1) == [DayMark.DONE]


def test_a_goal_of_cards_counts_cards(make_desk: MakeDesk) -> None:
    desk = make_desk(every=EVERY_KIND)
    choose_goal(desk, Goal(3, is_cards=True))
    study(desk, most=2)
    assert marks(desk, 1) == [DayMark.BEGUN]
    study(desk, most=1)
    assert marks(desk, 1) == [DayMark.DONE]


def test_a_review_of_one_bank_alone_is_not_all_that_was_due(make_desk: MakeDesk) -> None:
    desk = make_desk(two=TWO, every=EVERY_KIND)
    study(desk, banks=("two",))
    assert marks(desk, 1) == [DayMark.BEGUN]


def test_a_goal_that_is_raised_takes_no_day_of_the_past_away(
    make_desk: MakeDesk, clock: Clock
) -> None:
    desk = make_desk(every=EVERY_KIND)
    choose_goal(desk, Goal(2))
    study(desk, seconds=60, most=2)
    clock.pass_(days=1)
    choose_goal(desk, Goal(30))
    assert marks(desk, 2) == [DayMark.DONE, DayMark.OPEN]
    study(desk, seconds=60, most=2)
    assert marks(desk, 2) == [DayMark.DONE, DayMark.BEGUN]


def test_without_a_goal_any_answer_counts(make_desk: MakeDesk, clock: Clock) -> None:
    desk = make_desk(every=EVERY_KIND)
    choose_goal(desk, Goal(0))
    study(desk, most=1)
    clock.pass_(days=1)
    study(desk, most=1)
    assert study_streak(desk).days == 2


def test_a_day_on_which_nothing_was_due_breaks_nothing(make_desk: MakeDesk, clock: Clock) -> None:
    desk = make_desk(two=TWO)
    study(desk)  # rated easy: due again in some days
    clock.pass_(days=3)
    free = desk.record.due_by_day(desk.today - 2, 2, {"two": None})
    assert free == [0, 0]
    assert marks(desk, 4)[:3] == [DayMark.DONE, DayMark.FREE, DayMark.FREE]
    clock.pass_(days=60)
    study(desk)
    assert DayMark.MISSED in marks(desk, 30)
    assert (study_streak(desk).days, study_streak(desk).longest) == (1, 1)


def test_free_days_are_kept_when_their_cards_are_answered_again(
    make_desk: MakeDesk, clock: Clock
) -> None:
    desk = make_desk(two=TWO)
    study(desk)
    clock.pass_(days=3)
    study(desk, new_cards=0)  # begun without a look at Home
    assert marks(desk, 4)[1:3] == [DayMark.FREE, DayMark.FREE]


def test_the_goal_of_the_settings_counts_before_the_one_that_was_chosen(
    make_desk: MakeDesk,
) -> None:
    desk = make_desk(two=TWO)
    assert (goal_of(desk), is_goal_chosen(desk)) == (Goal(10), False)
    choose_goal(desk, Goal(20))
    assert (goal_of(desk), is_goal_chosen(desk)) == (Goal(20), True)
    desk.places.config.parent.mkdir(parents=True, exist_ok=True)
    desk.places.config.write_text('goal = "30 cards"\n', encoding="utf-8")
    assert goal_of(make_desk(two=TWO)) == Goal(30, is_cards=True)


@pytest.mark.parametrize("kept", ["nonsense", "[1]", '[["x", 1]]', "{}", "[[1, 2]]"])
def test_what_another_program_left_in_the_record_does_no_harm(
    make_desk: MakeDesk, kept: str
) -> None:
    desk = make_desk(two=TWO)
    for key in ("goal", "goals", "free_days"):
        desk.record.put_meta(key, kept)
    assert study_streak(desk).days == 0
