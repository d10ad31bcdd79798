"""Problems whose letters are drawn anew."""

from decimal import Decimal
from random import Random

import pytest

from quiz.items import Allowance, Computed, Letter, Number, Typed
from quiz.items.formula import to_decimal
from quiz.items.number import plain

RECTANGLE = Computed(
    id="a",
    stem="A field of {a} by {b}, `{a}`, $\\frac{a}{b}$, {c}?",
    explain="{a} times {b}",
    hints=("first {a}",),
    letters=(Letter("a", 2, 9), Letter("b", listed=(Decimal(3), Decimal("0.5")))),
    formula="a * b",
    units=("m²",),
    tags=("x",),
    points=2.0,
)


def drawn(seed: int, item: Computed = RECTANGLE) -> Number:
    shown = item.lay_out(Random(seed)).item
    assert isinstance(shown, Number)
    return shown


def test_as_shown_it_is_a_number_question_with_its_letters_filled_in() -> None:
    for seed in range(30):
        shown = drawn(seed)
        words = shown.explain.split(" times ")
        assert shown.stem == (
            f"A field of {words[0]} by {words[1]}, `{{a}}`, $\\frac{{a}}{{b}}$, {{c}}?"
        )
        assert shown.hints == (f"first {words[0]}",)
        assert shown.answer == Decimal(words[0]) * Decimal(words[1])
        assert (shown.id, shown.points, shown.tags) == ("a", 2.0, ("x",))
        assert shown.mark(Typed(str(shown.answer))).credit == 1


def test_every_value_is_drawn_and_both_ends_are_in() -> None:
    firsts = {drawn(seed).explain.split(" times ")[0] for seed in range(300)}
    assert firsts == {str(number) for number in range(2, 10)}


def test_the_same_seed_draws_the_same() -> None:
    assert drawn(7) == drawn(7)
    assert len({drawn(seed).stem for seed in range(50)}) > 8


def test_letters_without_a_value_are_drawn_again() -> None:
    item = RECTANGLE.replaced(
        letters=(Letter("a", 1, 1), Letter("b", -1, 1)), formula="a / b", stem="{a} {b}"
    )
    assert {drawn(seed, item).stem for seed in range(60)} == {"1 1", "1 -1"}


@pytest.mark.parametrize(("high", "count"), [(100, 100), (10_000, 10_000)])
def test_all_combinations_are_tried_up_to_ten_thousand(high: int, count: int) -> None:
    item = RECTANGLE.replaced(letters=(Letter("a", 1, high),), formula="a")
    assert [values["a"] for values in item.trial_values()] == list(range(1, count + 1))


def test_beyond_that_the_ends_zero_and_a_fixed_draw_are_tried() -> None:
    item = RECTANGLE.replaced(letters=(Letter("a", -50, 500), Letter("b", -50, 500)), formula="a*b")
    tried = [(values["a"], values["b"]) for values in item.trial_values()]
    assert set(tried[:9]) == {(a, b) for a in (-50, 0, 500) for b in (-50, 0, 500)}
    assert len(tried) == 10_009
    assert tried == [(values["a"], values["b"]) for values in item.trial_values()]


def test_a_tolerance_in_percent_is_of_the_value_drawn() -> None:
    item = RECTANGLE.replaced(
        letters=(Letter("a", 100, 100),), formula="a", tolerance=Allowance(Decimal(2), True)
    )
    assert item.mark(Typed("102")).credit == 1
    assert item.mark(Typed("103")).credit == 0


def test_a_quotient_is_marked_within_its_tolerance() -> None:
    item = RECTANGLE.replaced(
        letters=(Letter("a", 1, 1),), formula="a / 3", tolerance=Allowance(Decimal("0.01"))
    )
    assert drawn(0, item).mark(Typed("0.33")).credit == 1
    assert drawn(0, item).mark(Typed("0.3")).credit == 0


def test_a_listed_letter_has_its_ends_and_its_zero() -> None:
    letter = Letter("a", listed=(Decimal(2), Decimal(0), Decimal("-1.5"), Decimal(7)))
    assert [str(end) for end in letter.ends()] == ["-3/2", "7", "0"]
    assert letter.count == 4
    assert Letter("a", 2, 9).count == 8


@pytest.mark.parametrize(
    ("letter", "numbers"),
    [
        (Letter("a", Decimal("0.5"), 2, Decimal("0.5")), ["0.5", "1", "1.5", "2"]),
        (Letter("a", Decimal("-0.1"), Decimal("0.1"), Decimal("0.1")), ["-0.1", "0", "0.1"]),
        (Letter("a", 0, 10, 4), ["0", "4", "8"]),
        (Letter("a", 0, 1, Decimal("0.3")), ["0", "0.3", "0.6", "0.9"]),
        (Letter("g", listed=(Decimal("9.81"),)), ["9.81"]),
    ],
)
def test_a_range_has_steps_from_its_low_end(letter: Letter, numbers: list[str]) -> None:
    values = [plain(to_decimal(value)) for value in letter.values()]
    assert values == numbers
    assert letter.count == len(numbers)
    assert {plain(to_decimal(value)) for value in letter.ends()} <= set(numbers)
    assert {plain(to_decimal(letter.draw(Random(seed)))) for seed in range(80)} == set(numbers)


def test_a_fraction_may_be_typed_where_the_answer_is_one() -> None:
    item = RECTANGLE.replaced(letters=(Letter("a", 3, 3), Letter("b", 4, 4)), formula="a / b")
    exact = drawn(1, item.replaced(units=()))
    assert [exact.mark(Typed(text)).credit for text in ("3/4", "0.75", "6/8", "4/3")] == [
        1,
        1,
        1,
        0,
    ]
    third = item.replaced(units=(), formula="a / 9", tolerance=Allowance(Decimal("0.001")))
    assert drawn(1, third).mark(Typed("1/3")).credit == 1
