"""A recap of a log whose numbers are known."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from quiz.desk.plans.editing import checked_plan
from quiz.desk.statistics import Scope
from quiz.desk.statistics.recap import Recap, first_of_term, recap, since_day
from quiz.desk.statistics.recap_text import NOTHING, done_words, empty_words, known_words, moments
from quiz.desk.statistics.source import open_source
from quiz.errors import QuizError
from tests.desk.statistics.logged import DAY, FIGURES, OTHER, Log
from tests.support import START, Clock, open_desk, write_banks

LATE = START - 10 * DAY


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    """A log with a card won back, one forgotten, and one that was new in the time."""
    write_banks(tmp_path, {"figures": FIGURES, "other": OTHER})
    clock = Clock()
    with open_desk(tmp_path, clock) as desk:
        log = Log(desk, clock)
        for days, rating in ((60, 3), (58, 1), (55, 3), (52, 1), (50, 3), (40, 3)):
            clock.now = START - days * DAY
            log.answer("figures", "city", rating)
        clock.now = START - 45 * DAY
        log.answer("figures", "sum", 4)
        clock.now = LATE
        log.answer("figures", "city", 3)
        log.answer("figures", "sum", 1)
        log.answer("other", "one", 4)
        log.score("quiz", 0.7, banks=["other"])
        log.score("quiz", 1.0, banks=["other"], length=1)
        log.score("exam", 0.6, banks=["figures"])
        clock.now = START
        yield log


def of(log: Log, first: int) -> Recap:
    with open_source(log.desk, Scope()) as source:
        return recap(log.desk, source, first)


def study_day(log: Log, days_ago: int) -> int:
    return log.desk.today - days_ago


def test_only_the_time_that_was_asked_for_counts(log: Log) -> None:
    found = of(log, study_day(log, 10))
    assert (found.days, found.studied_days) == (11, 1)
    assert (found.cards, found.new_cards, found.answers) == (3, 1, 3)
    assert found.right == pytest.approx(2 / 3)
    assert found.minutes == pytest.approx(1.5)
    whole = of(log, study_day(log, 60))
    assert (whole.studied_days, whole.answers, whole.new_cards) == (8, 10, 3)
    assert whole.known_before == 0


def test_the_moments_are_those_of_the_log(log: Log) -> None:
    found = of(log, study_day(log, 10))
    assert found.longest_gap is not None
    assert (found.longest_gap.question, found.longest_gap.days) == ("The capital?", 30)
    assert found.longest_gap.date == (START - 10 * DAY).date()
    assert found.hardest_won is not None
    assert (found.hardest_won.question, found.hardest_won.lapses) == ("The capital?", 2)
    assert found.best_quiz is not None
    assert found.best_quiz.share == 0.7
    assert [one.question for one in found.stronger] == ["The capital?", "One?"]
    grown, new = found.stronger
    assert grown.lasted is not None
    assert grown.lasts > grown.lasted
    assert new.lasted is None
    said = dict(moments(found, date.isoformat))
    assert said["Longest gap recalled"] == "30 days: “The capital?”, 2026-02-20"
    assert said["Hardest card won"].startswith("“The capital?”, forgotten 2 times, lasts ")
    assert "3 cards (1 new) · 3 answers · 2 min · 67% right" in done_words(found)


def test_what_was_known_on_a_day_is_what_is_known_when_that_day_is_today(log: Log) -> None:
    found = of(log, log.desk.today)
    assert found.known_before == pytest.approx(found.known_now, abs=1e-6)
    assert 0 < found.known_now <= found.all_cards == 5
    # Nothing was answered since: it only faded.
    earlier = of(log, study_day(log, 5))
    assert earlier.known_before > earlier.known_now
    assert known_words(found).endswith(f"{found.known_now:.0f} now")


def test_exams_stand_with_what_was_predicted_of_them(log: Log) -> None:
    desk = log.desk
    plan = checked_plan(desk, name="Oral", day="today", minutes_a_day=9)
    day = date.fromordinal(desk.today - 3).isoformat()
    desk.record.put_exam(structs.replace(plan, day=day, score=0.9, expected=0.8))
    desk.record.put_exam(structs.replace(plan, uid="open", name="No score", day=day))
    desk.record.put_exam(structs.replace(plan, uid="old", day="2020-01-01", score=0.1))
    found = of(log, study_day(log, 20))
    assert [(exam.name, exam.is_mock, exam.score, exam.predicted) for exam in found.exams] == [
        ("exam", True, 0.6, 0.8),
        ("Oral", False, 0.9, 0.8),
    ]


def test_rewards_that_are_off_are_gone(log: Log) -> None:
    log.desk.record.put_meta("achievements", f'{{"perfect":{study_day(log, 5)}}}')
    earned = of(log, study_day(log, 60)).achievements
    assert (earned[0].title, earned[0].date.toordinal()) == ("Perfect", study_day(log, 5))
    later = of(log, study_day(log, 4)).achievements
    assert later == earned[1:]  # what the log itself earned is earned today
    log.desk.config = structs.replace(log.desk.config, rewards=False)
    assert of(log, study_day(log, 60)).achievements == ()


def test_without_an_answer_it_says_why(tmp_path: Path, log: Log) -> None:
    lately = of(log, log.desk.today)
    assert lately.answers == 0
    assert empty_words(lately) == "No answers in this time. Choose a longer one."
    write_banks(tmp_path / "new", {"figures": FIGURES})
    with open_desk(tmp_path / "new", Clock()) as desk:
        empty = of(Log(desk, Clock()), first_of_term(desk))
        assert (empty.answers, empty.stronger, empty.longest_gap) == (0, (), None)
        assert empty_words(empty) == NOTHING


def test_a_term_begins_with_the_first_answer_or_half_a_year_ago(log: Log) -> None:
    desk = log.desk
    assert first_of_term(desk) == desk.today - 60
    assert first_of_term(desk, 30) == desk.today - 29
    assert first_of_term(desk, None) == desk.today - 60


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-02-01", "2026-02-01"), ("1 Feb", "2026-02-01"), ("1 Sep", "2025-09-01")],
)
def test_a_date_without_a_year_is_the_last_one(log: Log, text: str, day: str) -> None:
    assert date.fromordinal(since_day(log.desk, text)).isoformat() == day


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2027-02-01", "is still to come"),
        ("tomorrow", "is still to come"),
        ("in 3 weeks", "is still to come"),
        ("soon", "isn't a date"),
    ],
)
def test_a_date_that_cannot_be_is_refused(log: Log, text: str, why: str) -> None:
    with pytest.raises(QuizError, match=why):
        since_day(log.desk, text)
