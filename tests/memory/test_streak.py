"""Days in a row."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.memory.goal import Goal, read_goal
from quiz.memory.streak import EARNED_BY, DayMark, streak_of

MARKS = {"x": "done", ".": "missed", "~": "free"}
SIGN = {
    DayMark.DONE: "x", DayMark.FREE: "~", DayMark.FORGIVEN: "*", DayMark.MISSED: ".",
    DayMark.BEGUN: "b", DayMark.OPEN: "o",
}  # fmt: skip


@pytest.mark.parametrize(
    ("days", "marks", "streak", "longest"),
    [
        ("x", "x", 1, 1),
        ("xxx", "xxx", 3, 3),
        ("xxx.", "xxxo", 3, 3),  # today is not missed before it is over
        ("xxx..", "xxx.o", 0, 3),
        ("xx.xx", "xx.xx", 2, 2),  # nothing was earned yet
        ("xxxxxx.x", "xxxxxx*x", 7, 7),
        ("xxxxxx.x.x", "xxxxxx*x.x", 1, 7),  # one a week
        ("xxxxxx.xxxxxx.x", "xxxxxx*xxxxxx*x", 13, 13),
        ("xxxxxx..x", "xxxxxx*.x", 1, 6),
        ("xx~~~x", "xx~~~x", 3, 3),  # what was not due cannot be missed
        ("xxx~~", "xxx~~", 3, 3),
        ("...x", "x", 1, 1),
        ("xxxxxxx.xxx....xx", "xxxxxxx*xxx....xx", 2, 10),
    ],
)
def test_days_in_a_row(days: str, marks: str, streak: int, longest: int) -> None:
    done = {at for at, sign in enumerate(days, 100) if sign == "x"}
    free = {at for at, sign in enumerate(days, 100) if sign == "~"}
    found = streak_of(done, free, 99 + len(days), marked_days=99)
    assert "".join(SIGN[mark] for _day, mark in sorted(found.marks.items())) == marks
    assert (found.days, found.longest) == (streak, longest)


def test_before_the_first_day_nothing_was_missed() -> None:
    found = streak_of(set(), set(), 100)
    assert (found.days, found.longest, found.mark(100), found.mark(99)) == (0, 0, "open", "open")


@given(st.sets(st.integers(1, 60)), st.sets(st.integers(1, 60)), st.integers(1, 61))
def test_no_week_forgives_twice_and_the_longest_is_no_shorter(
    done: set[int], free: set[int], today: int
) -> None:
    found = streak_of(done, free, today, marked_days=99)
    forgiven = sorted(day for day, mark in found.marks.items() if mark is DayMark.FORGIVEN)
    for one, other in pairwise(forgiven):
        assert len([day for day in done if one < day < other]) >= EARNED_BY
    assert 0 <= found.days <= found.longest <= len(done)


@given(st.sets(st.integers(1, 60), min_size=1), st.sets(st.integers(1, 60)), st.integers(1, 60))
def test_a_day_more_never_makes_the_streak_of_that_day_shorter(
    done: set[int], free: set[int], today: int
) -> None:
    assert streak_of(done | {today}, free, today).days >= streak_of(done, free, today).days


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("10 min", Goal(10)), ("10min", Goal(10)), ("5 minutes", Goal(5)), ("1 minute", Goal(1)),
        ("20", Goal(20)), ("30 cards", Goal(30, is_cards=True)), ("1 Card", Goal(1, is_cards=True)),
        ("none", Goal(0)), ("off", Goal(0)), ("0", Goal(0)), (" 15 m ", Goal(15)),
        ("ten", None), ("", None), ("-5 min", None), ("10 hours", None), ("99999", None),
        ("5.5 min", None), ("10 min a day", None), ("²", None),
    ],
)  # fmt: skip
def test_a_goal_is_read_as_people_write_it(text: str, goal: Goal | None) -> None:
    assert read_goal(text) == goal
    if goal is not None:
        assert read_goal(goal.written()) == goal


def test_a_day_that_shows_the_amount_met_the_goal() -> None:
    assert Goal(10).is_met(minutes=9.6, cards=0)
    assert not Goal(10).is_met(minutes=9.4, cards=99)
    assert Goal(30, is_cards=True).is_met(minutes=0, cards=30)
    assert not Goal(0).is_met(minutes=60, cards=60)
