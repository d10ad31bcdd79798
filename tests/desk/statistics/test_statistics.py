"""Statistics of a log whose numbers are known."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from quiz.desk.statistics import Period, Scope
from quiz.desk.statistics.all_of_it import Statistics, statistics
from quiz.desk.statistics.confusions import keep_matching_question
from quiz.desk.statistics.hours import best_and_worst
from quiz.desk.statistics.source import source_apart
from quiz.desk.statistics.tables import all_tables, cell_text
from quiz.items import Match
from quiz.memory import MemoryState
from quiz.memory.calibration import Calibrator
from quiz.memory.seen import AnswerSeen, seen_before
from quiz.store import SittingRow
from tests.desk.statistics.logged import DAY, FIGURES, OTHER, Log, log_of_half_a_year
from tests.support import START, Clock, open_desk, write_banks


def of(log: Log, **scope: Any) -> Statistics:
    """Return all statistics of a scope."""
    return statistics(log.desk, Scope(**scope))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("statistics")


@pytest.fixture(scope="module")
def log(folder: Path) -> Iterator[Log]:
    """A log of 40 days, the last of which is today."""
    write_banks(folder, {"figures": FIGURES, "other": OTHER})
    (folder / "home" / "banks").mkdir(parents=True)
    (folder / "home" / "banks" / "mine.yaml").write_text(
        "title: Mine\nquestions:\n  - {id: a, front: A, back: B}\n"
    )
    clock = Clock()
    with open_desk(folder, clock) as desk:
        log = Log(desk, clock)
        clock.now = START - 40 * DAY  # 10:00 in Berlin
        log.answer("figures", "city", 4, certainty=3)
        log.answer("other", "one", 1)
        log.typed("sum", "147")
        clock.now = START - 10 * DAY + timedelta(hours=10)  # 20:00 in Berlin
        log.answer("figures", "city", 3, certainty=3)
        for _ in range(3):
            log.typed("sum", "147")
        log.typed("sum", "12")
        clock.now = START
        log.answer("figures", "city", 1, certainty=1)
        log.typed("sum", "200", 3)
        yield log


def test_the_sums_are_those_of_the_log(log: Log) -> None:
    found = of(log)
    assert (found.summary.answers, found.summary.days) == (10, 3)
    assert [(day.date, day.answers, day.minutes) for day in found.overview.by_day] == [
        (date(2026, 1, 21), 3, 1.5),
        (date(2026, 2, 20), 5, 2.5),
        (date(2026, 3, 2), 2, 1.0),
    ]
    assert found.overview.right == pytest.approx(3 / 10)
    assert found.overview.bests is not None
    assert found.overview.bests.studied == pytest.approx(3 / 41)
    assert [(h.hour, h.answers) for h in found.hours if h.answers] == [(10, 5), (20, 5)]


def test_scopes_divide_the_whole(log: Log) -> None:
    whole = of(log).overview.answers
    assert sum(of(log, banks=(bank,)).overview.answers for bank in ("figures", "other")) == whole
    topics = [of(log, tags=(tag,)).overview.answers for tag in ("trade", "places")]
    assert topics == [6, 3]
    assert sum(topics) + of(log, banks=("other",)).overview.answers == whole
    assert of(log, banks=("other",), tags=("trade",)).overview.answers == 0


def test_a_period_begins_so_many_days_ago(log: Log) -> None:
    counts = {period: of(log, period=period).overview.answers for period in Period}
    assert counts == {Period.MONTH: 7, Period.QUARTER: 10, Period.YEAR: 10, Period.ALL: 10}
    assert len(of(log, period=Period.MONTH).overview.calendar) == 3  # the year, whatever the period


def test_true_retention_by_week_and_month(log: Log) -> None:
    found = of(log).retention
    months = [(m.first, m.young, m.young_answers, m.mature, m.mature_answers) for m in found.months]
    # `city` was easy at first: 8 days; it came back twice, after 30 and 10 days.
    assert months == [
        (date(2026, 1, 1), None, 0, None, 0),
        (date(2026, 2, 1), 1.0, 1, None, 0),
        (date(2026, 3, 1), None, 0, 0.0, 1),
    ]
    assert sum(week.answers for week in found.weeks) == found.period.answers == 2
    assert {week.first.weekday() for week in found.weeks} == {0}
    assert found.goal == 0.9


def test_growth_ends_with_the_cards_that_there_are(log: Log) -> None:
    found = of(log).overview
    assert [(point.date, point.begun) for point in found.growth] == [
        (date(2026, 1, 21), 3),
        (date(2026, 2, 20), 3),
        (date(2026, 3, 2), 3),
    ]
    assert found.growth[1].mature == 1  # `city`, until it was forgotten today
    assert found.growth[2].mature == 0


def test_the_forecast_is_what_is_due(log: Log) -> None:
    found = of(log).forecast
    due = log.desk.record.due_by_day(log.desk.today, 30, log.desk.library.entries)
    assert [day.cards for day in found.days] == due
    assert sum(each.cards for each in found.stability) == 3
    assert sum(each.cards for each in found.difficulty) == 3
    assert all((day.minutes > 0) == (day.cards > 0) for day in found.days)


def test_topics_come_weakest_first(log: Log) -> None:
    found = of(log)
    assert [(t.name, t.answers) for t in found.topics] == [("trade", 6), ("places", 3)]
    assert found.topics[0].right == pytest.approx(1 / 6)
    assert [kind.name for kind in found.kinds] == ["number", "choice"]
    assert {bank.name: bank.answers for bank in found.by_bank} == {"figures": 9, "other": 1}
    assert found.topics[0].cards == 1


def test_a_wrong_answer_that_recurs_is_set_beside_what_it_is_right_for(log: Log) -> None:
    (found,) = of(log).confusions
    assert (found.card, found.given, found.answer, found.times) == ("sum", "147", "200", 4)
    assert (found.other_card, found.other_question) == ("now", "Trade now?")
    assert of(log, tags=("places",)).confusions == ()
    assert of(log, period=Period.MONTH).confusions[0].times == 3


def test_a_confusion_becomes_a_matching_question(log: Log) -> None:
    (found,) = of(log).confusions
    bank = keep_matching_question(log.desk, found, "")
    assert bank.title == "Mine"
    rows = log.desk.library.rows(bank)
    item = log.desk.library.item(bank.id, rows[-1].item)
    assert item is not None
    assert isinstance(item[0], Match)
    assert [(pair.left, pair.right) for pair in item[0].pairs] == [
        ("The aim of trade?", "200"),
        ("Trade now?", "147"),
    ]


def test_certainty_and_predictions_are_held_against_what_came(log: Log) -> None:
    found = of(log).calibration
    assert [(said.answers, said.right) for said in found.said] == [(1, 0.0), (0, None), (2, 1.0)]
    assert found.answers == 2
    assert found.right == 0.5
    assert found.predicted is not None
    assert 0 < found.predicted < 1


def test_another_thread_finds_the_same(log: Log) -> None:
    from quiz.desk.statistics.overview import overview

    apart = source_apart(log.desk, Scope())(overview)
    assert apart == of(log).overview


def test_undo_takes_an_answer_away_again(log: Log) -> None:
    before = of(log)
    log.answer("other", "two", 3)
    assert of(log).summary.answers == before.summary.answers + 1
    log.desk.undo_last()
    after = of(log)
    assert (after.overview, after.retention, after.hours) == (
        before.overview,
        before.retention,
        before.hours,
    )


def test_scores_are_of_finished_quizzes_and_exams(log: Log) -> None:
    for number, (mode, config, result) in enumerate(
        (
            ("quiz", '{"banks":["figures"]}', '{"credit":0.5}'),
            ("quiz", '{"banks":["figures"],"game":"sprint"}', '{"credit":0.9,"right":3}'),
            ("exam", '{"banks":["figures","other"]}', '{"credit":0.75,"predicted":0.7}'),
            ("quiz", "{}", "nonsense"),
        )
    ):
        row = SittingRow(mode=mode, title=f"S{number}", config=config, started_at=log.clock.now)
        log.desk.record.begin_sitting(row)
        log.desk.record.end_sitting(row.uid, log.clock.now, result)
    shares = [(score.mode, score.share, score.predicted) for score in of(log).scores]
    assert shares == [("quiz", 0.5, None), ("exam", 0.75, 0.7)]
    assert [score.share for score in of(log, banks=("figures",)).scores] == [0.5]


def test_hours_are_compared_where_they_differ(log: Log) -> None:
    assert best_and_worst(of(log).hours) is None  # fewer than 10 answers


def test_every_table_can_be_printed(log: Log) -> None:
    for table in all_tables(of(log)):
        for row in table.rows:
            assert len(row) == len(table.columns)
            assert all(cell_text(cell, at) for cell, at in zip(row, table.columns, strict=True))


def test_an_empty_record_has_statistics_of_nothing(tmp_path: Path) -> None:
    write_banks(tmp_path, {"other": OTHER})
    with open_desk(tmp_path) as desk:
        found = statistics(desk, Scope())
        assert (found.summary.answers, found.overview.by_day, found.overview.bests) == (0, (), None)
        assert (found.known.known, found.known.cards) == (0, 2)
        assert (found.calibration.error, found.topics, found.scores) == (None, (), ())


def test_what_was_known_is_the_sum_of_the_chances_at_each_day(log: Log) -> None:
    found = of(log)
    points = {point.date: point.known for point in found.known_by_day}
    assert min(points) == date(2026, 1, 21)
    assert max(points) == date(2026, 3, 2)
    # `one` and `sum` were rated Again, so that of the first day only `city` is known.
    assert 0.9 < points[date(2026, 1, 21)] <= 1
    assert points[date(2026, 1, 21)] > points[min(d for d in points if d > date(2026, 2, 15))]
    # What is known now leaves out who was rated Again last; `sum` alone is left.
    assert points[date(2026, 3, 2)] == pytest.approx(found.known.known, abs=0.05)
    assert of(log, banks=("other",)).known_by_day[-1].known == 0
    assert of(log, banks=("mine",)).known_by_day == ()


def known_at_its_end(log: Log, day: date) -> float:
    """Return what is known at the end of a day, of a log that ends with it."""
    until = [one for one in log.desk.record.scheduling_log() if one.day <= day.toordinal()]
    model = log.desk.scheduling.scheduler.model
    calibrator, last = Calibrator(model), dict[str, int]()
    for answer, card in zip(until, seen_before(model, until), strict=True):
        calibrator.take(card, answer.rating, answer.at_us / 1e6, answer.ms)
        last[str(answer.card)] = answer.rating
    noon = datetime.combine(day, time(12), UTC).timestamp()
    ends = [AnswerSeen(card, 3, day.toordinal()) for card in last]
    stood = list(seen_before(model, [*until, *ends]))[len(until) :]
    return sum(
        calibrator.chance(replace(card, gap=max(1, card.gap)), noon, steady=True)
        for card, rating in zip(stood, last.values(), strict=True)
        if card is not None and rating > 1
    )


def test_what_was_known_is_kept_and_follows_the_log(tmp_path: Path) -> None:
    log = log_of_half_a_year(tmp_path)

    def points() -> dict[date, float]:
        return {one.date: one.known for one in of(log).known_by_day}

    with log.desk:
        first = points()
        assert len(first) > 40
        for day in list(first)[:-1:8]:
            assert first[day] == pytest.approx(known_at_its_end(log, day), abs=1e-9)
        assert points() == first
        log.clock.now += timedelta(days=3)
        review = log.answer("many", "q1", 3)
        log.answer("many", "q2", 1)
        later = points()
        common = set(first) & set(later) - {max(first)}
        assert len(common) > 20
        assert {day: later[day] for day in common} == {day: first[day] for day in common}
        log.desk.record.retract(review.uid, lambda past: MemoryState(), log.clock.now)
        shutil.rmtree(log.desk.places.cache)
        afresh = points()
        assert afresh == pytest.approx(points())
        assert set(afresh) == set(later)


def test_true_for_false_is_no_confusion_with_another_card(tmp_path: Path) -> None:
    text = (
        "title: T\nquestions:\n"
        "  - {id: claim, question: 'Is it so?', answer: false}\n"
        "  - {id: other, question: 'And this?', answer: true}\n"
    )
    write_banks(tmp_path, {"t": text})
    clock = Clock()
    with open_desk(tmp_path, clock) as desk:
        log = Log(desk, clock)
        for _ in range(2):
            log.answer("t", "claim", 1, response='{"type":"picked","indices":[0]}')
            clock.pass_(days=1)
        (found,) = of(log).confusions
    assert (found.given, found.times, found.other_card) == ("true", 2, "")
