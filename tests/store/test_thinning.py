from datetime import date, datetime, timedelta
from itertools import pairwise

from quiz.store.thinning import DAILY, MONTHLY, WEEKLY, obsolete

START = date(2024, 1, 1)


def test_over_three_years_days_weeks_and_months_are_kept() -> None:
    kept: dict[str, datetime] = {}  # a backup is made and thinned on each day
    ages: list[int] = []
    for days in range(1, 3 * 365 + 1):
        today = START + timedelta(days=days - 1)
        kept[today.isoformat()] = datetime(today.year, today.month, today.day, 9)
        for name in obsolete(kept, today):
            del kept[name]
        ages = sorted((today - moment.date()).days for moment in kept.values())
        assert ages[: min(days, DAILY + 2)] == [*range(min(days, DAILY + 2))]
        assert len(ages) <= 2 + DAILY + WEEKLY + MONTHLY
    assert len(kept) == 2 + DAILY + WEEKLY + MONTHLY
    months = {(moment.year, moment.month) for moment in kept.values()}
    assert len(months) >= MONTHLY + 2
    gaps = [later - earlier for earlier, later in pairwise(ages)]
    assert max(gaps[: DAILY + 1]) == 1
    assert max(gaps[: DAILY + WEEKLY]) <= 13
    assert max(gaps) <= 62


def test_all_of_today_and_yesterday_are_kept() -> None:
    now = datetime(2026, 11, 24, 12)
    made = {f"b{i}": now - timedelta(hours=i) for i in range(36)}
    assert obsolete(made, now.date()) == set()


def test_of_a_day_before_the_newest_is_kept() -> None:
    made = {f"b{i}": datetime(2026, 11, 20, i) for i in range(9)}
    assert obsolete(made, date(2026, 11, 24)) == {f"b{i}" for i in range(8)}
