"""Pairing things up."""

from random import Random

import pytest

from quiz.items import Match, Option, Pair, Placed

MATCH = Match(
    id="a",
    stem="Q",
    pairs=(
        Pair("Talleyrand", "France"),
        Pair("Castlereagh", "Britain"),
        Pair("Canning", "Britain"),
    ),
    distractors=(Option("Spain", "Spain sent Labrador."),),
)


def test_rights_stand_once_each_with_the_distractors_last() -> None:
    assert MATCH.rights == ("France", "Britain", "Spain")
    assert MATCH.guess_chance == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("targets", "credit"),
    [
        ((0, 1, 1), 1), ((0, 1, 2), 2 / 3), ((1, 0, 0), 0), ((0,), 1 / 3), ((-1, 1, -1), 1 / 3),
        ((2, 2, 2), 0), ((0, 1, 1, 5), 1), ((0, 99, -7), 1 / 3),
    ],
)  # fmt: skip
def test_each_left_side_earns_its_share(targets: tuple[int, ...], credit: float) -> None:
    assert MATCH.mark(Placed(targets)).credit == pytest.approx(credit)


def test_the_feedback_of_a_distractor_is_shown_where_it_was_put() -> None:
    parts = MATCH.mark(Placed((0, 2, -1))).parts
    assert [(part.label, part.given, part.right, part.note) for part in parts] == [
        ("Talleyrand", "France", "France", ""),
        ("Castlereagh", "Spain", "Britain", "Spain sent Labrador."),
        ("Canning", "", "Britain", ""),
    ]


def test_the_rights_are_shuffled() -> None:
    assert len({MATCH.lay_out(Random(seed)).order for seed in range(60)}) == 6
