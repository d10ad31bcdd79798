"""The day: years of study in five time zones, with clocks that change and journeys between."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs

from quiz.desk import Desk
from quiz.desk.today.day import overview
from quiz.desk.today.goal import choose_goal
from quiz.desk.today.limits import left_today
from quiz.items import Rating
from quiz.memory import MemoryState, StudyDays
from quiz.memory.goal import Goal
from quiz.store import Review
from tests.support import TWO, Clock, connection_of, folders_in, write_banks

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Pacific/Auckland",
    "Australia/Lord_Howe",  # half an hour of summer time
    "America/St_Johns",
)
A_DAY = 2


class Traveller:
    """A learner who studies once on every day there is, as far as new cards are let."""

    def __init__(self, path: Path, zone: str) -> None:
        write_banks(path, {"two": TWO})
        self.path = path
        self.clock = Clock(datetime(2026, 1, 5, 6, tzinfo=UTC))
        self.begun = 0
        self.days: list[int] = []
        """Study days on which something was learned."""
        self.desk = self.opened(zone)

    def opened(self, zone: str) -> Desk:
        self.zone = ZoneInfo(zone)
        desk = Desk(folders_in(self.path), now=self.clock, days=StudyDays(zone=self.zone))
        desk.config = structs.replace(desk.config, new_cards=A_DAY)
        choose_goal(desk, Goal(0))
        connection_of(desk.record).execute("PRAGMA synchronous = OFF")  # not the point here
        return desk

    def fly_to(self, zone: str, hours: float) -> None:
        """Arrive in another zone after some hours."""
        self.desk.close()
        self.clock.pass_(hours=hours)
        self.desk = self.opened(zone)

    def wait_until(self, hour: int) -> None:
        """Wait for an hour of the wall clock, today or tomorrow."""
        wall = self.clock.now.astimezone(self.zone)
        target = wall.replace(hour=hour, minute=0, second=0, microsecond=0)
        if target <= wall:
            target = (target.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=self.zone)
        self.clock.now = target.astimezone(UTC)

    def _step(self, review: Review) -> Callable[[MemoryState], MemoryState]:
        after = self.desk.scheduling.scheduler.after
        return lambda state: after(state, Rating.EASY, review.at, review.card, today=review.day)

    def study(self) -> int:
        """Learn as many new cards as today still holds; return how many."""
        today = self.desk.today
        left = left_today(self.desk)[0].new_cards
        for _ in range(left):
            review = Review(
                bank="two",
                card=f"c{self.begun}",
                kind="choice",
                at=self.clock.now,
                day=today,
                rating=Rating.EASY,
                credit=1.0,
                points=1.0,
                points_of=1.0,
            )
            self.begun += 1
            self.desk.record.append(review, self._step(review))
            self.clock.pass_(seconds=20)
        if left and (not self.days or self.days[-1] != today):
            self.days.append(today)
        return left


@pytest.fixture
def traveller(tmp_path: Path) -> Iterator[Traveller]:
    learner = Traveller(tmp_path, ZONES[0])
    yield learner
    learner.desk.close()


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("days", [400, pytest.param(3650, marks=pytest.mark.slow)])
def test_at_home_every_day_has_its_cards_once(zone: str, days: int, tmp_path: Path) -> None:
    learner = Traveller(tmp_path, zone)
    rng = Random(days)
    first = learner.desk.today
    for number in range(days):
        learner.wait_until(rng.choice([5, 12, 20, 23]) if number % 9 else 4)
        while number and learner.desk.today == learner.days[-1]:
            assert learner.study() == 0
            learner.wait_until(12)
        assert learner.study() == A_DAY, learner.clock.now
        assert learner.study() == 0
    span = learner.desk.today - first + 1
    assert len(learner.days) == days
    assert span >= days
    assert learner.begun == days * A_DAY
    assert all(one < other for one, other in zip(learner.days, learner.days[1:], strict=False))
    learner.desk.close()


@pytest.mark.parametrize("years", [1, pytest.param(10, marks=pytest.mark.slow)])
def test_journeys_neither_lose_nor_double_a_day(years: int, traveller: Traveller) -> None:
    learner, rng = traveller, Random(years)
    zone = ZONES[0]
    started = learner.clock.now
    while learner.clock.now < started + timedelta(days=365 * years):
        today = learner.desk.today
        for _ in range(rng.randint(2, 40)):
            learner.wait_until(20)
            before = learner.days[-1] if learner.days else 0
            today = learner.desk.today
            assert today >= before
            assert learner.study() == (A_DAY if today > before else 0), learner.clock.now
        assert overview(learner.desk).streak.days == len(learner.days), learner.clock.now
        zone = rng.choice([other for other in ZONES if other != zone])
        learner.fly_to(zone, rng.uniform(2, 20))
        assert learner.study() == (A_DAY if learner.desk.today > today else 0)
    assert learner.begun == A_DAY * len(learner.days)
    assert len(set(learner.days)) == len(learner.days)
    elapsed = (learner.clock.now - started) / timedelta(days=1)
    journeys_days = 2  # the calendar of where one is may be a day ahead or behind
    assert abs(learner.days[-1] - learner.days[0] - elapsed) < journeys_days


def test_flying_east_over_the_date_line_leaves_a_day_out_and_the_streak_whole(
    traveller: Traveller,
) -> None:
    learner = traveller
    learner.fly_to("Pacific/Honolulu", 1)
    for _ in range(3):
        learner.wait_until(20)
        learner.study()
    assert overview(learner.desk).streak.days == 3
    learner.fly_to("Pacific/Auckland", 9)
    day = learner.desk.today
    assert day == learner.days[-1] + 2
    assert overview(learner.desk).streak.days == 3
    assert learner.study() == A_DAY
    assert overview(learner.desk).streak.days == 4


def test_flying_west_over_the_date_line_gives_no_day_twice(traveller: Traveller) -> None:
    learner = traveller
    learner.fly_to("Pacific/Auckland", 1)
    learner.wait_until(20)
    assert learner.study() == A_DAY
    learner.fly_to("Pacific/Honolulu", 9)
    assert learner.desk.today == learner.days[-1]
    assert learner.study() == 0
    learner.wait_until(3)
    assert learner.study() == 0
    learner.wait_until(5)
    assert learner.study() == A_DAY
    assert overview(learner.desk).streak.days == 2
