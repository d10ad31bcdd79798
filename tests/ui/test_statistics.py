"""The statistics, as a learner goes through them."""

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.desk.banks.authoring import own_banks
from quiz.desk.statistics import Period, Scope, overview
from quiz.desk.statistics.all_of_it import Statistics, statistics
from quiz.desk.statistics.forecast import day_search
from quiz.errors import QuizError
from quiz.store import Record
from quiz.study import Mode
from quiz.ui.screens.statistics import StatisticsScreen, working
from quiz.ui.screens.statistics.calibration_plots import certainty_sentence
from quiz.ui.screens.statistics.calibration_plots import sentence as calibration_sentence
from quiz.ui.screens.statistics.retention_plots import sentence as retention_sentence
from quiz.ui.screens.statistics.scope_choice import ScopeScreen
from tests.desk.statistics.logged import Log, log_of_half_a_year
from tests.support import Clock, open_desk, write_banks
from tests.ui.seen import Player, playing


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    log = log_of_half_a_year(tmp_path_factory.mktemp("log"))
    yield log
    log.desk.close()


@pytest.fixture(scope="module")
def found(log: Log) -> Statistics:
    """What the desk says of the scope that the screen begins with."""
    return statistics(log.desk, Scope(period=Period.QUARTER))


def view_of(player: Player) -> Any:
    screen = player.app.screen
    assert isinstance(screen, StatisticsScreen)
    return screen.view


async def test_each_tab_says_what_the_desk_says(log: Log, found: Statistics) -> None:
    async with playing(log.desk) as player:
        await player.press("s")
        await player.sees("[activity]", f"known of {found.known.cards}", "all banks · last 90 days")
        await player.sees(f"You studied on {found.overview.studied_days} days")
        await player.press("2")
        period = found.retention.period
        await player.sees(f"mature {period.mature:.0%}", f"young {period.young:.0%}")
        await player.press("3")
        due = sum(day.cards for day in found.forecast.days)
        await player.sees(f"{due:,} reviews in 30 days")
        await player.press("4")
        await player.sees("Answers   by hour of the day")
        await player.press("5")
        weakest = found.topics[0]
        await player.sees(f"▌ {weakest.name}", f"{weakest.right:.0%}")
        await player.press("6")
        await player.sees("Predicted recall against what came", "Off by")
        await player.press("tab", "tab")
        first = found.calibration.corrections[0]
        await player.sees("How your answers correct the memory model", first.cards)
        await player.sees(f"{first.points:+.0f}".replace("-", "−"))
        await player.press("left", "tab")
        await player.sees("[kinds]", "▌ number")


async def test_numbers_are_one_key_away_and_saved_as_csv(
    log: Log, found: Statistics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with playing(log.desk) as player:
        await player.press("s", "2", "n")
        week = found.retention.weeks[-1]
        await player.sees("week from", f"▌ {week.first}")
        await player.press("w")
        await player.sees("Save the numbers")
        await player.press("enter")
        await player.sees("Saved as")
        await player.press("tab")
        await player.sees("month from")
    lines = Path("retention.csv").read_text().splitlines()
    assert lines[0] == "week from,young,of,mature,of,all,Again,Hard,Good,Easy"
    assert len(lines) == 1 + len(found.retention.weeks)


async def test_period_and_bank_change_what_is_counted(log: Log) -> None:
    async with playing(log.desk) as player:
        await player.press("s", "p")
        await player.sees("last 365 days")
        await player.press("b")
        await player.is_at(ScopeScreen)
        await player.write("figures")
        await player.press("enter")
        of_bank = statistics(log.desk, Scope(banks=("figures",), period=Period.YEAR))
        await player.sees("Figures · last 365 days", f"known of {of_bank.known.cards}")
        assert view_of(player).worked.activity == of_bank.overview
        await player.press("b")
        await player.write("topic 3")
        await player.press("enter", "5")
        await player.sees("topic 3 · last 365 days", "▌ topic 3")


async def test_a_weak_topic_is_one_key_from_cramming_it(log: Log, found: Statistics) -> None:
    async with playing(log.desk) as player:
        await player.press("s", "5")
        await player.sees("crams this topic")
        await player.press("down", "c")
        await player.is_asked()
        request = player.screen.sitting.sitting.request
        assert (request.mode, request.tags) == (Mode.CRAM, (found.topics[1].name,))


async def test_a_confusion_is_shown_as_a_pair_and_made_a_matching_question(
    log: Log, found: Statistics
) -> None:
    (mine,) = own_banks(log.desk)
    before = mine.items
    async with playing(log.desk) as player:
        await player.press("s", "5", "shift+tab")
        await player.sees("You answered “147” for “200”", f"{found.confusions[0].times} times")
        await player.sees("The aim of trade?", "Trade now?", "→ 200", "→ 147")
        await player.press("m")
        await player.sees("Matching question saved to Mine.")
    (mine,) = own_banks(log.desk)
    assert mine.items == before + 1


async def test_what_takes_long_is_told_and_an_old_scope_is_not_shown(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go = threading.Event()
    real = overview.overview

    def slow(source: Any) -> Any:
        assert may_go.wait(10)
        return real(source)

    monkeypatch.setattr(working, "overview", slow)
    async with playing(log.desk) as player:
        await player.press("s")
        await player.sees("Counting…")
        await player.press("2")  # nothing waits for it
        await player.sees("share recalled, by week")
        await player.press("1", "p")
        await player.sees("last 365 days", "Counting…")
        may_go.set()
        await player.sees("[activity]", "Answers a day")
        year = statistics(log.desk, Scope(period=Period.YEAR))
        await player.until(
            lambda: view_of(player).worked.activity == year.overview, "the year's answers"
        )


async def test_a_long_count_says_how_far_it_is_and_esc_ends_it(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = threading.Event()

    def counting(record: Record, tallies: Any, model: Any, tell: Any) -> None:
        """Count for ever."""
        try:
            while True:
                tell(0.42)
                time.sleep(0.01)
        finally:
            ended.set()

    monkeypatch.setattr(Record, "follow_in", counting)
    async with playing(log.desk) as player:
        await player.press("s")
        await player.sees("Counting…", "42% of your answers · Esc stops")
        await player.press("escape")
        await player.until(ended.is_set, "the end of the count")
        assert not isinstance(player.app.screen, StatisticsScreen)


async def test_a_record_that_cannot_be_read_is_said(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> Record:
        raise QuizError("can't read your progress: the disk reported an error")

    monkeypatch.setattr(Record, "reading", fails)
    async with playing(log.desk) as player:
        await player.press("s")
        await player.sees("can't read your progress: the disk reported an error")


async def test_empty_tabs_say_what_will_be_there(tmp_path: Path) -> None:
    write_banks(tmp_path, {"two": "title: Two\nquestions:\n  - {id: a, front: A, back: B}\n"})
    clock = Clock()
    with open_desk(tmp_path, clock) as desk:
        log = Log(desk, clock)
        async with playing(desk) as player:
            await player.press("s")
            await player.sees("No answers yet", "0 of 1")
            for key, words in (
                ("2", "Retention is the share of cards you still recalled"),
                ("3", "Nothing comes back yet"),
                ("4", "At what time of day you study"),
                ("5", "Topics are the tags of questions."),
                ("6", "Calibration compares what was predicted"),
            ):
                await player.press(key)
                await player.sees(words)
            await player.press("escape")
            for _ in range(8):
                log.answer("two", "a", 3)
            await player.press("s", "4")
            await player.sees("8 of 20", "At your pace: on Wed 4 Mar.")


def test_the_sentences_say_what_follows(found: Statistics) -> None:
    import msgspec

    def of(total: float, answers: int = 100) -> str:
        period = msgspec.structs.replace(
            found.retention.period, total=total, young_answers=answers, mature_answers=0
        )
        return retention_sentence(msgspec.structs.replace(found.retention, period=period))

    assert "above your goal" in of(0.95)
    assert "below your goal" in of(0.8)
    assert "the dates suit you" in of(0.91)
    assert "too few to judge" in of(0.2, 10)

    def off(error: float, right: float) -> str:
        change = {"error": error, "right": right, "predicted": 0.8}
        return calibration_sentence(msgspec.structs.replace(found.calibration, **change))

    assert "can be trusted" in off(0.04, 0.8)
    assert "about right" in off(0.08, 0.8)
    assert "more than predicted" in off(0.2, 0.95)
    assert "less than predicted" in off(0.2, 0.5)

    def said(unsure: float, very: float) -> str:
        low, middle, high = found.calibration.said
        levels = (
            msgspec.structs.replace(low, right=unsure),
            middle,
            msgspec.structs.replace(high, right=very),
        )
        return certainty_sentence(msgspec.structs.replace(found.calibration, said=levels))

    assert "too confident" in said(0.4, 0.6)
    assert "too cautious" in said(0.9, 0.95)
    assert "judge yourself well" in said(0.4, 0.95)


async def test_a_day_of_the_forecast_opens_its_cards(log: Log, found: Statistics) -> None:
    days = found.forecast.days
    chosen = next(at for at, day in enumerate(days) if at and day.cards)
    async with playing(log.desk) as player:
        await player.press("s", "3")
        await player.sees("Busiest")
        await player.press(*["down"] * chosen)
        await player.sees("Enter shows them")
        await player.press("enter")
        await player.sees(f"due={chosen}", f"{days[chosen].cards} of")
        await player.press("escape")
        await player.press(*["up"] * chosen, "enter")
        await player.sees("due<=0", f"{days[0].cards} of")


def test_the_search_of_a_day_keeps_to_the_scope() -> None:
    scope = Scope(banks=("figures",), tags=("topic 3",))
    assert day_search(scope, 4) == 'bank:figures tag:"topic 3" due=4'


async def test_a_high_window_has_weakest_topics_and_records(log: Log, found: Statistics) -> None:
    async with playing(log.desk, size=(120, 46)) as player:
        await player.sees("Weakest topics", "Records", "v opens", "Longest day")
        weak = statistics(log.desk, Scope(period=Period.QUARTER)).topics[0]
        row = re.compile(rf"│  {weak.name} +━.* {weak.right:.0%}")
        await player.until(lambda: any(map(row.search, player.lines)), "the weakest topic")
    async with playing(log.desk, size=(120, 40)) as player:
        await player.sees("Latest sessions")
        await player.misses("Weakest topics", "v opens")


async def test_the_line_of_keys_leads_to_statistics_browse_and_games(log: Log) -> None:
    async with playing(log.desk) as player:
        await player.sees("s Statistics", "b Browse", "g Games", "x Exams", "q Quiz", "? Help")
