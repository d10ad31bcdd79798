"""Cards leave a holiday at the least cost."""

from hypothesis import given
from hypothesis import strategies as st

from quiz.memory.fsrs6 import Fsrs6
from quiz.memory.holiday import Holiday, HolidayCard, plan_around

MODEL = Fsrs6()
TODAY = 1000
CARDS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 60), st.floats(0.5, 400)), max_size=30
)


def cards(rows: list[tuple[int, int, float]], holiday: Holiday) -> list[HolidayCard]:
    return [
        HolidayCard(
            ("b", f"c{at}"), due := holiday.first + into % holiday.days, due - ago, stability
        )
        for at, (into, ago, stability) in enumerate(rows)
    ]


@given(CARDS, st.integers(0, 40), st.integers(1, 30))
def test_every_card_leaves_and_none_goes_into_the_past(
    rows: list[tuple[int, int, float]], ahead: int, length: int
) -> None:
    holiday = Holiday(TODAY + ahead, TODAY + ahead + length - 1)
    plan = plan_around(cards(rows, holiday), holiday, TODAY, {}, MODEL)
    assert sorted(move.key for move in plan.moves) == sorted(
        ("b", f"c{at}") for at in range(len(rows))
    )
    assert all(move.day >= TODAY and not holiday.holds(move.day) for move in plan.moves)
    assert plan.forgotten >= 0
    assert plan.answers >= 0


def test_a_short_lived_card_comes_before_and_a_lasting_one_after() -> None:
    holiday = Holiday(TODAY + 10, TODAY + 23)
    short = HolidayCard(("b", "short"), TODAY + 10, TODAY - 90, 1.0)
    long = HolidayCard(("b", "long"), TODAY + 23, TODAY + 22, 300.0)
    plan = plan_around([short, long], holiday, TODAY, {}, MODEL)
    days = {move.key[1]: move.day for move in plan.moves}
    assert days["short"] < holiday.first
    assert days["long"] > holiday.last
    assert plan.before(holiday) == 1


def test_cards_are_spread_over_the_days() -> None:
    holiday = Holiday(TODAY + 5, TODAY + 11)
    many = cards([(at, 30, 30.0) for at in range(60)], holiday)
    plan = plan_around(many, holiday, TODAY, {}, MODEL)
    days = [move.day for move in plan.moves]
    assert max(days.count(day) for day in set(days)) <= 12


def test_a_full_day_is_left_alone() -> None:
    holiday = Holiday(TODAY + 1, TODAY + 2)
    card = HolidayCard(("b", "c"), TODAY + 2, TODAY - 20, 20.0)
    usual = plan_around([card], holiday, TODAY, {}, MODEL).moves[0].day
    full = plan_around([card], holiday, TODAY, {usual: 500}, MODEL).moves[0].day
    assert full != usual


def test_a_longer_holiday_costs_no_less() -> None:
    costs = []
    for length in (2, 7, 14):
        holiday = Holiday(TODAY + 3, TODAY + 2 + length)
        due = [HolidayCard(("b", f"c{at}"), TODAY + 3 + at % 2, TODAY - 5, 8.0) for at in range(20)]
        costs.append(plan_around(due, holiday, TODAY, {}, MODEL).answers)
    assert costs == sorted(costs)
