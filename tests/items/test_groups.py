"""Sorting into groups."""

from random import Random

import pytest

from quiz.items import Group, Groups, Placed

GROUPS = Groups(
    id="a",
    stem="Q",
    groups=(Group("Coalition", ("Austria", "Russia", "Prussia")), Group("France", ("Saxony",))),
)


@pytest.mark.parametrize(
    ("targets", "credit"),
    [
        ((0, 0, 0, 1), 1), ((0, 0, 1, 1), 0.75), ((1, 1, 1, 0), 0), ((0, -1, -1, -1), 0.25),
        ((), 0), ((0, 0, 0, 7), 0.75),
    ],
)  # fmt: skip
def test_each_entry_earns_its_share(targets: tuple[int, ...], credit: float) -> None:
    assert GROUPS.mark(Placed(targets)).credit == pytest.approx(credit)


def test_entries_are_listed_group_after_group_and_shuffled_when_shown() -> None:
    assert GROUPS.entries == ("Austria", "Russia", "Prussia", "Saxony")
    orders = {GROUPS.lay_out(Random(seed)).order for seed in range(300)}
    assert len(orders) == 24


def test_the_solution_names_each_group_with_its_members() -> None:
    assert GROUPS.solution == ("Coalition: Austria, Russia, Prussia", "France: Saxony")
    assert GROUPS.guess_chance == 0.5
