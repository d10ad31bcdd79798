"""The daily tallies are those of the log, whatever happened to it."""

import sqlite3
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.items.rating import Rating
from quiz.memory import StudyDays
from quiz.memory.fsrs6 import DEFAULT_WEIGHTS, Fsrs6
from quiz.store import Record
from quiz.store.daily import DailyTallies, tally_file
from quiz.store.daily.tallies import Counts
from quiz.store.restoring import Restoring
from tests.store.conftest import DAYS, SCHEDULER, Learner

MODEL = Fsrs6()
Told = dict[str, Any]
answers = st.tuples(
    st.just("answer"),
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from([*Rating, None]),
        st.booleans(),
        st.sampled_from(("", "x", "y")),
        st.sampled_from((None, 1, 2, 3)),
    ),
)
steps = st.lists(
    st.one_of(
        answers,
        answers,
        st.tuples(st.just("wait"), st.sampled_from((1, 60, 25 * 60, 30 * 24 * 60, -3 * 24 * 60))),
        st.tuples(st.just("undo"), st.none()),
        st.tuples(st.just("rename"), st.sampled_from(("ad", "da", "bd"))),
        st.tuples(st.just("elsewhere"), st.tuples(st.sampled_from("ab"), st.integers(1, 60))),
        st.tuples(st.just("look"), st.none()),
    ),
    max_size=30,
)


def told(tallies: DailyTallies) -> Told:
    """Return all that the tallies say, without their own numbers."""
    keys = tallies.scopes()
    by_key = {
        (key, day): counts
        for number, key in keys.items()
        for day, counts in tallies.by_day([number]).items()
    }
    predicted = {key: tallies.predictions([number]) for number, key in keys.items()}
    return {
        "days": tallies.by_day(),
        "hours": tallies.by_hour(),
        "by scope": by_key,
        "predictions": {key: rows for key, rows in predicted.items() if rows},
        "all predictions": tallies.predictions(),
        "wrong": tallies.repeated_mistakes(["b"], 0, 1, 1000),
        "calibrator": tallies.calibrator,
    }


def counted_afresh(record: Record) -> Told:
    with DailyTallies(Path(), tally_file.in_memory()) as tallies:
        record.follow_in(tallies, MODEL)
        return told(tallies)


def check(record: Record, cache: Path) -> None:
    """Check tallies that follow against fresh ones, and those against the log itself."""
    with DailyTallies.open(cache) as tallies:
        record.follow_in(tallies, MODEL)
        followed = told(tallies)
    fresh = counted_afresh(record)
    assert followed == fresh
    reviews = record.reviews()
    assert {day: counts.answers for day, counts in fresh["days"].items()} == Counter(
        review.day for review in reviews
    )
    total = sum(fresh["days"].values(), Counts())
    assert total.rated == sum(review.rating is not None for review in reviews)
    assert total.again == sum(review.rating is Rating.AGAIN for review in reviews)
    assert total.credit == pytest.approx(sum(review.credit for review in reviews))
    assert total.spent_ms == sum(min(max(0, r.elapsed_ms), 60_000) for r in reviews)
    assert sum(fresh["hours"].values(), Counts()).answers == len(reviews)
    # Scopes are disjoint, and together they are everything.
    assert sum(fresh["by scope"].values(), Counts()).answers == len(reviews)
    assert sum(row.answers for row in fresh["all predictions"]) == total.young + total.mature


def take(learner: Learner, name: str, what: Any) -> None:
    match name:
        case "answer":
            card, rating, schedules, tag, certainty = what
            learner.answer(
                card,
                rating,
                schedules=schedules,
                tags=(tag,) if tag else (),
                certainty=certainty,
                credit=0.0 if rating in (Rating.AGAIN, None) else 1.0,
                elapsed_ms=7000 * len(card + tag) + (certainty or 0) * 40_000,
                response='{"type":"typed","text":"no"}',
            )
        case "wait":
            learner.wait(minutes=what)
        case "undo":
            learner.undo()
        case "rename":
            learner.rename_cards({what[0]: what[1]})
        case _:
            card, days_ago = what
            at = learner.now - timedelta(days=days_ago)
            review = learner.review(card, Rating.GOOD, at=at, day=DAYS.ordinal(at), device="other")
            learner.record.merge([review], SCHEDULER.replay)


@settings(max_examples=30, deadline=None)
@given(steps=steps)
def test_tallies_that_follow_are_those_of_the_whole_log(steps: list[tuple[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        learner = Learner(Record.open(Path(folder) / "record.db", days=DAYS))
        cache = Path(folder) / "cache"
        for name, what in steps:
            if name == "look":
                check(learner.record, cache)
            else:
                take(learner, name, what)
        check(learner.record, cache)
        learner.record.close()


def test_a_restored_record_is_counted_again_though_it_is_as_long(tmp_path: Path) -> None:
    learner = Learner(Record.open(tmp_path / "record.db", days=DAYS))
    cache = tmp_path / "cache"
    learner.answer("a")
    backup = learner.record.back_up(learner.now)
    learner.wait(days=1)
    learner.answer("a", Rating.AGAIN)
    check(learner.record, cache)
    with Restoring(learner.record, backup) as restoring:
        restoring.apply(learner.now)
    learner.wait(days=9)
    learner.answer("b")
    check(learner.record, cache)
    learner.record.close()


def test_other_weights_predict_otherwise(tmp_path: Path) -> None:
    learner = Learner(Record.open(tmp_path / "record.db", days=DAYS))
    for days in (0, 3, 9, 30):
        learner.wait(days=days)
        learner.answer("a")
    other = Fsrs6((*DEFAULT_WEIGHTS[:20], 0.5))
    with DailyTallies.open(tmp_path / "cache") as tallies:
        learner.record.follow_in(tallies, MODEL)
        before = tallies.predictions()
        learner.record.follow_in(tallies, other)
        assert tallies.predictions() != before
        learner.record.follow_in(tallies, MODEL)
        assert tallies.predictions() == before
    learner.record.close()


@pytest.mark.parametrize("damage", ["nonsense", "folder", "wrong page"])
def test_damaged_tallies_are_counted_again(tmp_path: Path, damage: str) -> None:
    learner = Learner(Record.open(tmp_path / "record.db", days=DAYS))
    cache = tmp_path / "cache"
    for days in range(40):
        learner.wait(days=1 + days % 3)
        learner.answer("abc"[days % 3])
    check(learner.record, cache)
    path = tally_file.path_in(cache)
    if damage == "nonsense":
        path.write_bytes(b"nonsense" * 1000)
    elif damage == "folder":
        path.unlink()
        path.mkdir()
    else:
        data = bytearray(path.read_bytes())
        for at in range(8192, len(data), 4096):
            data[at : at + 64] = b"\xff" * 64
        path.write_bytes(data)
    check(learner.record, cache)
    learner.record.close()


def test_hours_are_those_of_the_learners_clock(tmp_path: Path) -> None:
    days = StudyDays(zone=ZoneInfo("Asia/Kolkata"))
    learner = Learner(Record.open(tmp_path / "record.db", days=days))
    learner.answer("a")  # at 10:00 UTC
    with DailyTallies.open(tmp_path / "cache") as tallies:
        learner.record.follow_in(tallies, MODEL)
        assert list(tallies.by_hour()) == [15]
    learner.record.close()


def test_only_the_owner_may_read_the_tallies(tmp_path: Path) -> None:
    DailyTallies.open(tmp_path / "cache").close()
    assert tally_file.path_in(tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_tallies_of_other_versions_are_deleted(tmp_path: Path) -> None:
    old = tmp_path / "statistics-0.sqlite"
    sqlite3.connect(old).close()
    DailyTallies.open(tmp_path).close()
    assert not old.exists()


def test_counting_tells_how_far_it_is_and_what_is_stopped_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.store.daily.following._TELL_AFTER", 3)
    monkeypatch.setattr("quiz.memory.tallying._TELL_AFTER", 3)
    learner = Learner(Record.open(tmp_path / "record.db", days=DAYS))
    for days in range(40):
        learner.wait(days=1 + days % 3)
        learner.answer("abc"[days % 3])
    shares: list[float] = []
    with DailyTallies(Path(), tally_file.in_memory()) as tallies:
        learner.record.follow_in(tallies, MODEL, shares.append)
    assert shares == sorted(shares)
    assert len(shares) > 20
    assert shares[0] < 0.01
    assert 0.9 < shares[-1] <= 1

    def stop(share: float) -> None:
        if share > 0.85:
            raise KeyboardInterrupt

    with DailyTallies.open(tmp_path / "cache") as tallies:
        with pytest.raises(KeyboardInterrupt):
            learner.record.follow_in(tallies, MODEL, stop)
        assert tallies.by_day() == {} == tallies.scopes()
    check(learner.record, tmp_path / "cache")
    learner.record.close()
