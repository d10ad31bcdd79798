import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.items.rating import Rating
from quiz.memory import CardAction, Scheduler
from quiz.memory.pace import pace_of
from quiz.store import Record
from tests.store.conftest import Learner
from tests.support import connection_of


def test_cards_that_left_their_bank_are_not_counted_but_kept(learner: Learner) -> None:
    learner.answer("a", Rating.AGAIN)
    learner.answer("b", Rating.AGAIN)
    record = learner.record
    record.sync_bank("b", "digest 1", ["b", "c"])
    assert record.seen_banks() == {"b": "digest 1"}
    assert [row.card for row in record.queue_rows(["b"], learner.day)] == ["b"]
    assert set(record.states("b")) == {"a", "b"}
    record.sync_bank("b", "digest 2", ["a", "b", "c"])
    assert record.seen_banks() == {"b": "digest 2"}
    assert {row.card for row in record.queue_rows(["b"], learner.day)} == {"a", "b"}


def test_undo_leaves_a_card_that_left_its_bank_out_of_the_queue(learner: Learner) -> None:
    learner.answer("a", Rating.AGAIN)
    learner.wait(minutes=2)
    learner.answer("a", Rating.AGAIN)
    learner.record.sync_bank("b", "d", [])
    learner.undo()
    assert learner.record.queue_rows(["b"], learner.day) == []


def test_the_week_ahead_has_the_overdue_today(learner: Learner, scheduler: Scheduler) -> None:
    for i in range(20):
        learner.answer(f"c{i}", Rating.EASY)
    learner.answer("step", Rating.AGAIN)
    due = [
        s.due_day - learner.day
        for s in learner.record.states("b").values()
        if s.due_day is not None
    ]
    ahead = learner.record.due_by_day(learner.day, 15)
    assert ahead == [1 + due.count(0), *(due.count(day) for day in range(1, 15))]
    assert learner.record.due_by_day(learner.day + 40, 2) == [21, 0]
    assert learner.record.due_by_day(learner.day, 0) == []


def test_the_queue_is_given_what_is_due_and_what_is_being_learned(learner: Learner) -> None:
    learner.answer("known", Rating.EASY)
    learner.answer("step", Rating.GOOD)
    learner.answer("elsewhere", Rating.GOOD, bank="z")
    rows = learner.record.queue_rows(["b", "none"], learner.day)
    assert [(row.bank, row.card) for row in rows] == [("b", "step")]
    rows = learner.record.queue_rows(["z", "b"], learner.day + 30)
    assert {(row.bank, row.card) for row in rows} == {
        ("z", "elsewhere"),
        ("b", "step"),
        ("b", "known"),
    }
    assert learner.record.queue_rows([], learner.day + 30) == []


def test_of_many_due_cards_those_due_longest_are_given(learner: Learner) -> None:
    for number in range(9):
        learner.answer(f"c{number}", Rating.EASY)
        learner.wait(days=3)
    learner.do("c3", CardAction.SUSPEND)
    learner.do("c4", CardAction.BURY, value=learner.day + 90)
    rows = learner.record.queue_rows(["b"], learner.day + 60, most=3)
    days = {card: state.due_day or 0 for card, state in learner.record.states("b").items()}
    awake = [card for card in days if card not in ("c3", "c4")]
    assert [row.card for row in rows] == sorted(awake, key=lambda card: days[card])[:3]
    assert learner.record.seen_cards("b", learner.day) == {
        f"c{number}": 2 if number in (3, 4) else 0 for number in range(9)
    }


def test_a_bank_with_a_bound_of_its_own_leaves_room_for_the_others(learner: Learner) -> None:
    for number in range(4):
        learner.answer(f"c{number}", Rating.EASY)
    learner.wait(days=3)
    learner.answer("late", Rating.EASY, bank="z")
    day = learner.day + 60
    assert {row.bank for row in learner.record.queue_rows(["b", "z"], day, 3)} == {"b"}
    rows = learner.record.queue_rows(["b", "z"], day, 3, {"b": 1})
    assert [row.bank for row in rows] == ["b", "z"]
    assert [row.bank for row in learner.record.queue_rows(["b", "z"], day, 3, {"b": 0})] == ["z"]


def test_the_last_answers_tell_how_long_cards_take(learner: Learner) -> None:
    assert learner.record.pace(learner.day) == pace_of([], learner.day)
    for spent_ms in (20_000, 600_000):  # one was interrupted, and counts as a minute
        learner.answer("c", Rating.GOOD, elapsed_ms=spent_ms)
    usual = pace_of([], learner.day)
    pace = learner.record.pace(learner.day)
    assert pace.due_s == pytest.approx(usual.due_s / 15 * (5 * 15 + 20 + 60) / 7)
    learner.undo()
    assert learner.record.pace(learner.day).due_s == pytest.approx(
        usual.due_s / 15 * (5 * 15 + 20) / 6
    )


def test_due_cards_are_found_by_index(learner: Learner) -> None:
    plans: list[str] = []
    connection = connection_of(learner.record)

    def explain(sql: str) -> None:
        if sql.startswith("SELECT") and "FROM state" in sql:
            plans.append(sql)

    connection.set_trace_callback(explain)
    learner.record.queue_rows(["b"], learner.day)
    connection.set_trace_callback(None)
    assert len(plans) == 2
    for sql in plans:
        lines = [row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
        searches = [line for line in lines if "state" in line]
        assert searches
        assert all("INDEX state_" in line for line in searches), searches


def test_a_day_tells_new_cards_from_known_ones(learner: Learner) -> None:
    learner.answer("old", Rating.EASY)
    learner.wait(days=20)
    learner.answer("old", elapsed_ms=30_000)
    learner.answer("old", elapsed_ms=30_000)
    learner.answer("new", Rating.AGAIN, elapsed_ms=7_200_000)
    learner.answer("new", elapsed_ms=30_000)
    learner.answer("cram", schedules=False)
    learner.answer("skipped", rating=None)
    totals = learner.record.today(learner.day)
    assert (totals.new_cards, totals.reviews, totals.answers) == (1, 1, 6)
    assert totals.minutes == pytest.approx(2.5)
    learner.undo()
    learner.undo()
    learner.undo()
    learner.undo()
    totals = learner.record.today(learner.day)
    assert (totals.new_cards, totals.reviews, totals.answers) == (0, 1, 2)


def test_a_renamed_card_is_not_new_again(learner: Learner) -> None:
    learner.answer("old", Rating.EASY)
    learner.wait(days=20)
    learner.answer("old", Rating.AGAIN)
    learner.wait(minutes=1)
    learner.rename_cards({"old": "young"})
    learner.wait(minutes=1)
    learner.answer("young")
    totals = learner.record.today(learner.day)
    assert (totals.new_cards, totals.reviews) == (0, 1)


def test_days_say_what_was_done_on_them_without_what_was_undone(learner: Learner) -> None:
    first = learner.day
    learner.answer("a")
    learner.answer("a", Rating.AGAIN)
    learner.wait(days=2)
    learner.answer("b", rating=None)
    history = learner.record.day_history()
    assert {day: (what.answers, what.cards) for day, what in history.items()} == {
        first: (2, 1),
        first + 2: (1, 1),
    }
    learner.undo()
    assert list(learner.record.day_history()) == [first]


def test_reviews_can_be_read_from_a_day_on(learner: Learner) -> None:
    learner.answer("a")
    learner.wait(days=2)
    learner.answer("b", bank="z")
    learner.answer("c")
    assert [r.card for r in learner.record.reviews()] == ["a", "b", "c"]
    assert [r.card for r in learner.record.reviews(first_day=learner.day)] == ["b", "c"]


@given(
    card_actions=st.lists(
        st.tuples(
            st.sampled_from(["answer", "undo", "forget", "suspend", "gone", "back", "rename"]),
            st.sampled_from("abc"),
        ),
        max_size=25,
    )
)
@settings(max_examples=40, deadline=None)
def test_learned_cards_are_counted_whatever_happens_to_them(
    card_actions: list[tuple[str, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.db") as record:
        learner = Learner(record)
        for what, card in card_actions:
            learner.wait(minutes=3)
            if what == "answer":
                learner.answer(card)
            elif what == "undo":
                learner.undo()
            elif what in ("forget", "suspend"):
                learner.do(card, CardAction(what))
            elif what == "rename":
                learner.rename_cards({card: "abca"["abca".index(card) + 1]})
            else:
                record.sync_bank("b", what, "abc" if what == "back" else "ab")
        connection = connection_of(record)
        counted = connection.execute(
            "SELECT count(*) FROM state WHERE bank = 'b' AND is_present = 1 AND reps > 0"
        ).fetchone()[0]
        assert record.learned_counts().get("b", 0) == counted
