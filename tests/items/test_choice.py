"""Picking one option, and picking all that hold."""

from random import Random

import pytest

from quiz.items import MultipleChoice, Option, Picked, SingleChoice, Verdict

OPTIONS = tuple(Option(text, f"about {text}") for text in ("a", "b", "c", "d", "e"))
ONE = SingleChoice(id="a", stem="Q", options=OPTIONS, key=2)
SOME = MultipleChoice(id="a", stem="Q", options=OPTIONS, keys=(0, 1))


@pytest.mark.parametrize("index", range(5))
def test_the_key_alone_is_right(index: int) -> None:
    outcome = ONE.mark(Picked((index,)))
    assert outcome.credit == float(index == 2)
    [part] = outcome.parts
    assert (part.given, part.right, part.note) == (OPTIONS[index].text, "c", part.note)
    assert part.note == f"about {part.given}"


def test_picking_the_key_and_another_is_wrong() -> None:
    assert ONE.mark(Picked((2, 3))).credit == 0


def test_options_that_do_not_exist_are_not_picked() -> None:
    assert ONE.mark(Picked((2, 99, -1))).credit == 1
    assert ONE.mark(Picked((99,))).is_empty


@pytest.mark.parametrize(
    ("picked", "credit"),
    [
        ((0, 1), 1), ((0,), 0.5), ((0, 1, 2), 2 / 3), ((0, 2), 0.5 - 1 / 3), ((2,), 0),
        ((0, 1, 2, 3, 4), 0), ((), 0), ((2, 3, 4), 0), ((0, 0, 1), 1),
    ],
)  # fmt: skip
def test_several_gives_right_picks_less_wrong_picks(picked: tuple[int, ...], credit: float) -> None:
    assert SOME.mark(Picked(picked)).credit == pytest.approx(credit)


def test_the_verdict_of_a_part_is_partly() -> None:
    assert SOME.mark(Picked((0,))).verdict is Verdict.PARTLY
    assert SOME.replaced(partial=False).mark(Picked((0,))).verdict is Verdict.WRONG


def test_parts_show_what_was_picked_and_what_was_missed() -> None:
    parts = SOME.mark(Picked((0, 2))).parts
    assert [(part.given, part.right, part.is_right) for part in parts] == [
        ("a", "a", True), ("", "b", False), ("c", "", False),
    ]  # fmt: skip


@pytest.mark.parametrize("item", [ONE, SOME])
def test_options_are_shuffled_unless_their_order_counts(item: SingleChoice) -> None:
    orders = {item.lay_out(Random(seed)).order for seed in range(40)}
    assert len(orders) > 20
    written = item.replaced(shuffle=False)
    assert {written.lay_out(Random(seed)).order for seed in range(40)} == {(0, 1, 2, 3, 4)}


def test_a_guess_at_one_of_five_is_right_a_fifth_of_the_time() -> None:
    assert ONE.guess_chance == 0.2
