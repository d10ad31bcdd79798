"""Plans that are set, scored, removed and brought back."""

from collections.abc import Callable

import pytest

from quiz.desk import Desk
from quiz.desk.plans.editing import (
    PlanError,
    checked_plan,
    put_plan,
    put_score,
    read_minutes,
    read_score,
    remove_plan,
    restore_plan,
    usual_name,
)
from tests.support import TWO, Clock


@pytest.fixture
def two(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk(**{name: TWO.replace("Two", name.upper()) for name in ("a", "b", "c", "d")})


def test_a_plan_without_a_name_is_called_by_its_banks(two: Desk) -> None:
    assert usual_name(two, ()) == "All banks"
    assert usual_name(two, ("b", "gone", "a")) == "B, A"
    assert usual_name(two, ("a", "b", "c", "d")) == "A, B, C …"


def test_a_removed_plan_comes_back_as_it_was(two: Desk) -> None:
    put_plan(two, checked_plan(two, name="Finals", day="in 9 days", banks=("a",)))
    (plan,) = two.record.exams()
    removed = remove_plan(two, plan)
    assert two.record.exams() == []
    restore_plan(two, removed)  # at the same moment: the clock stands still
    (back,) = two.record.exams()
    assert (back.uid, back.name, back.banks) == (plan.uid, "Finals", ("a",))


def test_a_score_is_kept_from_the_day_of_the_exam_on(two: Desk, clock: Clock) -> None:
    put_plan(two, checked_plan(two, name="Finals", day="in 9 days"))
    (plan,) = two.record.exams()
    with pytest.raises(PlanError, match="isn't over yet"):
        put_score(two, plan, 0.5)
    clock.pass_(days=9)
    put_score(two, plan, 0.5)
    assert two.record.exams()[0].score == 0.5


@pytest.mark.parametrize(
    ("text", "share"), [("78", 0.78), (" 78 % ", 0.78), ("62,5", 0.625), ("0", 0.0), ("100", 1.0)]
)
def test_a_score_is_read_as_people_write_it(text: str, share: float) -> None:
    assert read_score(text) == pytest.approx(share)


@pytest.mark.parametrize("text", ["", "much", "-1", "101", "nan", "7/8"])
def test_what_is_no_score_is_refused(text: str) -> None:
    with pytest.raises(PlanError) as error:
        read_score(text)
    assert error.value.field == "score"


def test_minutes_are_read_with_or_without_their_unit() -> None:
    assert [read_minutes(text) for text in ("20", " 20 min", "7,5")] == [20.0, 20.0, 7.5]
    with pytest.raises(PlanError) as error:
        read_minutes("an hour")
    assert error.value.field == "minutes_a_day"
