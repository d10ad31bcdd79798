"""What a log shows of how a learner answers: counted once, and added to."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

import msgspec
import pytest
from msgspec import structs

from quiz.desk import Desk
from quiz.desk.plans import exam_plans, habits, uncounted_banks
from quiz.desk.plans.habits import Habits, habits_of
from quiz.desk.sittings.start import begin_review
from quiz.desk.today.background import take_worked_out, worked_out_apart
from quiz.memory import MODEL, CardAction
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS
from quiz.store import WeightsRow
from quiz.store.timed_log import added_answers, log_place
from quiz.study import CardRef, Mode, Request
from tests.desk.plans.test_plan import bank, set_exam
from tests.support import Clock, open_desk

REVIEW = Request(mode=Mode.REVIEW)
BANKS = ("a", "b")


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk(a=bank("A", 12), b=bank("B", 12))


def fresh(tmp_path: Path, clock: Clock, banks: tuple[str, ...] = BANKS) -> Habits:
    """Return what one who opens the record anew counts."""
    with open_desk(tmp_path, clock) as other:
        return habits_of(other, banks)


def assert_same(kept: Habits, counted: Habits) -> None:
    assert kept.costs == counted.costs
    assert kept.firsts == counted.firsts
    assert kept.fit.count == counted.fit.count
    assert kept.fit.log_weights == pytest.approx(counted.fit.log_weights, abs=1e-9)


def answer(desk: Desk, count: int, luck: Random) -> None:
    """Answer some of today's questions, one in four wrongly."""
    review = begin_review(desk, REVIEW)
    while review.question is not None and count:
        right = review.question.item.right_response()
        if luck.random() < 0.25:
            right = structs.replace(right, indices=(1 - right.indices[0],))  # type: ignore[union-attr]
        review.hand_in(right, elapsed_ms=luck.randint(1_000, 40_000))
        count -= 1


def test_what_is_added_answer_by_answer_is_what_the_whole_log_shows(
    desk: Desk, tmp_path: Path, clock: Clock
) -> None:
    luck = Random(5)
    for day in range(12):
        for _ in range(3):
            answer(desk, luck.randint(0, 5), luck)
            habits_of(desk, BANKS)
        if day == 6:
            desk.undo_last()
        assert_same(habits_of(desk, BANKS), fresh(tmp_path, clock))
        assert_same(habits_of(desk, ("a",)), fresh(tmp_path, clock, ("a",)))
        clock.pass_(days=3)
    assert habits_of(desk, BANKS).fit.count > 20


def test_an_answer_of_another_device_that_is_earlier_is_counted_in_its_place(
    desk: Desk, tmp_path: Path, clock: Clock
) -> None:
    answer(desk, 10, Random(1))
    clock.pass_(days=4)
    answer(desk, 10, Random(2))
    habits_of(desk, BANKS)
    place = desk.record.database.read(log_place)
    first = desk.record.reviews()[0]
    day_later = structs.replace(
        first, uid="f" * 32, device="other", at=first.at + timedelta(days=1), day=first.day + 1
    )
    desk.record.merge_many([day_later])
    learner = desk.record.learner
    added = desk.record.database.read(lambda c: added_answers(c, learner, BANKS, place.answers))
    assert added is None
    assert_same(habits_of(desk, BANKS), fresh(tmp_path, clock))


def test_plans_are_kept_while_nothing_changes(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    set_exam(desk)
    answer(desk, 5, Random(3))
    plans = exam_plans(desk)
    assert exam_plans(desk) is plans
    assert exam_plans(desk, tells_known=False) is plans
    answer(desk, 1, Random(4))
    later = exam_plans(desk)
    assert later is not plans
    desk.do(CardRef("a", "q0"), CardAction.SUSPEND)
    assert exam_plans(desk)[0].suspended == 1
    clock.pass_(days=1)
    assert exam_plans(desk)[0].days_left == later[0].days_left - 1
    set_exam(desk, minutes_a_day=45.0)
    assert len(exam_plans(desk)) == 2
    (tmp_path / "banks" / "a.yaml").write_text(bank("A", 14), encoding="utf-8")
    desk.refresh()
    assert len(exam_plans(desk)[0].cards) == 13


def test_a_long_log_is_counted_once_and_kept_for_the_next_start(
    desk: Desk, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_exam(desk)
    answer(desk, 15, Random(7))
    monkeypatch.setattr(habits, "_QUICK", 10)
    with open_desk(tmp_path, clock) as later:
        assert uncounted_banks(later) == [("a",)]
        found = worked_out_apart(later)()
        assert [counts.banks for counts in found.habits] == [("a",)]
        take_worked_out(later, found)
        assert uncounted_banks(later) == []
        # What was undone makes a short way long again.
        later.undo_last()
        assert uncounted_banks(later) == [("a",)]
    clock.pass_(days=9)
    answer(desk, 6, Random(8))
    kept = fresh(tmp_path, clock, ("a",))
    # The next start follows what was added, and reads no whole log.
    monkeypatch.setattr(habits, "timed_log", None)
    with open_desk(tmp_path, clock) as other:
        assert uncounted_banks(other) == []
        assert_same(habits_of(other, ("a",)), kept)
        assert_same(habits_of(desk, ("a",)), kept)


@pytest.mark.parametrize("note", ["nonsense", "[1]", "{}", '[{"banks":["a"]}]', "negative"])
def test_a_note_from_elsewhere_does_no_harm(
    desk: Desk, tmp_path: Path, clock: Clock, note: str
) -> None:
    answer(desk, 12, Random(9))
    right = habits_of(desk, BANKS)
    if note == "negative":
        model = desk.scheduling.scheduler.model
        counts = habits.counted(desk.record, model, BANKS)
        counts.right[-5] = -3
        note = msgspec.json.encode([counts]).decode()
    desk.record.put_meta("habits", note)
    assert_same(fresh(tmp_path, clock), right)


def test_weights_that_were_fitted_meanwhile_count_anew(
    desk: Desk, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(habits, "_QUICK", 10)
    for day in range(3):
        answer(desk, 12, Random(day))
        clock.pass_(days=5)
    before = habits_of(desk, BANKS)
    weights = (*DEFAULT_WEIGHTS[:8], DEFAULT_WEIGHTS[8] + 0.4, *DEFAULT_WEIGHTS[9:])
    row = WeightsRow(uid="w" * 32, at=clock.now, model=MODEL, weights=weights, reviews=9, report="")
    desk.record.keep_weights(row)
    desk.take_up_weights()
    after = habits_of(desk, BANKS)
    assert after.fit.log_weights != before.fit.log_weights
    assert_same(after, fresh(tmp_path, clock))
