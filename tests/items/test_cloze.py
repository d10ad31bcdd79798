"""Filling gaps."""

from random import Random

import pytest

from quiz.items import Cloze, Context, Gap, TypedParts

CLOZE = Cloze(
    id="a",
    stem="The ____ of ____ in ____.",
    segments=("The ", " of ", " in ", "."),
    gaps=(
        Gap(("Congress", "Conference")),
        Gap(("Vienna",), ("Vienna", "Paris", "Rome")),
        Gap(("1814",), hint="a year"),
    ),
)


@pytest.mark.parametrize(
    ("texts", "credit"),
    [
        (("Congress", "Vienna", "1814"), 1),
        (("conference", "Vienna", "1814"), 1),
        (("Congres", "Vienna", "1814"), 1),
        (("Congress", "vienna", "1814"), 2 / 3),
        (("Congress", "Paris", "1815"), 1 / 3),
        (("", "", "1814"), 1 / 3),
        (("Congress",), 1 / 3),
        (("Congress", "Vienna", "1814", "more"), 1),
        (("1814", "Congress", "Vienna"), 0),
    ],
)
def test_each_gap_earns_its_share(texts: tuple[str, ...], credit: float) -> None:
    assert CLOZE.mark(TypedParts(texts)).credit == pytest.approx(credit)


def test_a_digit_in_a_gap_is_never_a_typo() -> None:
    assert not CLOZE.mark(TypedParts(("", "", "1841"))).parts[2].is_right


def test_parts_are_numbered_and_say_what_belongs_there() -> None:
    parts = CLOZE.mark(TypedParts(("Conference", "Rome", ""))).parts
    assert [(part.label, part.right, part.is_right) for part in parts] == [
        ("1", "Conference", True), ("2", "Vienna", False), ("3", "1814", False),
    ]  # fmt: skip
    assert parts[2].note == "nothing typed"


def test_pick_lists_are_shuffled_and_typed_gaps_have_none() -> None:
    orders = {CLOZE.lay_out(Random(seed)).gap_orders for seed in range(30)}
    assert {order[0] for order in orders} == {()}
    assert len({order[1] for order in orders}) == 6


def test_a_guess_is_the_mean_over_the_gaps() -> None:
    assert CLOZE.guess_chance == pytest.approx(1 / 9)


def test_the_answer_of_another_gap_is_not_a_typo_of_this_one() -> None:
    cloze = Cloze(
        id="a", stem="", segments=("", "", ""), gaps=(Gap(("Austria",)), Gap(("Austrias",)))
    )
    assert cloze.mark(TypedParts(("Austrias", "Austria"))).credit == 0


def _two_in_any_order() -> Cloze:
    both = (Gap(("Russia",), group=1), Gap(("China", "PRC"), group=1), Gap(("Beijing",)))
    return Cloze(id="a", stem="Q", segments=("by ", " and ", " in ", "."), gaps=both)


@pytest.mark.parametrize(
    ("texts", "credit"),
    [
        (("Russia", "China", "Beijing"), 1),
        (("China", "Russia", "Beijing"), 1),
        (("PRC", "russia", "Beijing"), 1),
        (("China", "China", "Beijing"), 2 / 3),
        (("Russia", "", "Beijing"), 2 / 3),
        (("", "Russia", "Beijing"), 2 / 3),
        (("Beijing", "China", "Russia"), 1 / 3),
        (("Japan", "China", "Beijing"), 2 / 3),
    ],
)
def test_gaps_in_any_order_are_filled_in_any_order(texts: tuple[str, ...], credit: float) -> None:
    outcome = _two_in_any_order().mark(TypedParts(texts))
    assert outcome.credit == pytest.approx(credit)
    assert len(outcome.parts) == 3


def test_as_many_gaps_as_can_be_are_filled() -> None:
    gaps = (Gap(("a1", "b1"), group=1), Gap(("a1",), group=1))
    item = Cloze(id="a", stem="Q", segments=("", "", ""), gaps=gaps)
    assert item.mark(TypedParts(("a1", "b1"))).credit == 1
    assert item.mark(TypedParts(("b1", "a1"))).credit == 1
    said = item.mark(TypedParts(("b1", "b1")))
    assert [part.note for part in said.parts if not part.is_right] == ["named twice"]


def test_endings_count_in_a_gap_of_a_language_that_has_them() -> None:
    german = Context(language="pl")
    item = Cloze(id="a", stem="Q", segments=("", ""), gaps=(Gap(("pięknego",)),))
    assert item.mark(TypedParts(("pięknegoo",)), german).credit == 0
    assert item.replaced(endings=False).mark(TypedParts(("pięknegoo",)), german).credit == 1
