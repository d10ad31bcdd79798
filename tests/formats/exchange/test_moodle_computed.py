"""Questions whose letters are drawn, and lists: written for Moodle, and read again."""

from decimal import Decimal
from typing import Any

import pytest

from quiz.formats.exchange.checking import differences
from quiz.formats.exchange.exchanged import ExportSource
from quiz.formats.exchange.formats import format_named
from quiz.formats.exchange.moodle_formulas import UntranslatableError, from_moodle
from quiz.formats.exchange.moodle_xml import FORMAT, encode
from quiz.items import Allowance, Bank, Cloze, Computed, Number, ShortText, TextList
from quiz.items.computed import Letter
from tests.formats.exchange import foreign
from tests.formats.exchange.test_moodle_xml import SHOWN, answer, item, letters, question, read

# Questions with letters


def computed(formula: str, *found: Letter, stem: str = "", **more: Any) -> Computed:
    stem = stem or " ".join(f"{{{letter.name}}}" for letter in found) + "?"
    return Computed(
        id="c", has_written_id=True, stem=stem, letters=found, formula=formula, **more
    )  # fmt: skip


TENTHS = Letter("a", Decimal("0.5"), 100, Decimal("0.5"))
LISTED = Letter("b", listed=(Decimal(2), Decimal("3.5"), Decimal(7)))


@pytest.mark.parametrize(
    "one",
    [
        computed("a + b", Letter("a", 1, 9), Letter("b", -4, 4)),
        computed("(a*b)%7 + a//2 - 2**2", Letter("a", 1, 900, 7), LISTED, units=("m", "metre")),
        computed("sqrt(a) + log(b, 2) / pi", TENTHS, LISTED, tolerance=Allowance(Decimal(1), True)),
        computed("-arcsin(a) * e", Letter("a", -1, 1), tolerance=Allowance(Decimal("0.05"))),
        computed("min(a, 3, b) + max(1, a)", Letter("a", 1, 5000), Letter("b", 1, 5000)),
        computed("round(a / 3, 2)", Letter("a", 1, 40), stem="So {a}, *or* {a}?", explain="{a}/3"),
    ],
    ids=lambda one: one.formula,
)
def test_a_question_with_letters_comes_back_as_one(one: Computed) -> None:
    written = encode(ExportSource(bank=Bank(id="b", title="B", items=(one,))))
    assert written.notes == ()
    assert written.data.count(b"<dataset_item>") <= 100 * len(one.letters)
    back = foreign.read(FORMAT, written.data)
    assert back.notes == ()
    assert differences(one, back.bank.items[0]) == []
    assert foreign.is_sound(back)


@pytest.mark.parametrize(
    "one",
    [
        computed("a + 1", Letter("a", 1, 9), stem="What is $\\frac{a}{2}$?"),
        computed("a + 1", Letter("a", 1, 9), stem="{a}?", explain="`{a}`"),
        computed("is + 1", Letter("is", 1, 9)),
    ],
    ids=lambda one: one.stem,
)
def test_a_question_that_moodle_cannot_draw_comes_with_one_set_of_numbers(one: Computed) -> None:
    written = encode(ExportSource(bank=Bank(id="b", title="B", items=(one,))))
    assert "with one set of its numbers" in written.notes[0].reason
    (back,) = foreign.read(FORMAT, written.data).bank.items
    assert isinstance(back, Number)


def ranged(name: str, low: str, high: str, *values: str) -> str:
    head, _sign, tail = letters(name, *values).partition("<dataset_items>")
    ends = f"<minimum><text>{low}</text></minimum><maximum><text>{high}</text></maximum>"
    return head + ends + "<dataset_items>" + tail


@pytest.mark.parametrize(
    ("definitions", "expected"),
    [
        (ranged("a", "1.0", "10.0", "3.4", "9.9", "1.2"),
         (Letter("a", 1, 10, Decimal("0.1")),)),
        (ranged("a", "1", "10", "2", "3", "10"), (Letter("a", 1, 10, 1),)),
        (ranged("a", "1", "9", *["2", "7"] * 20), (Letter("a", listed=(Decimal(2), Decimal(7))),)),
        (letters("a", "7", "2"), (Letter("a", listed=(Decimal(2), Decimal(7))),)),
        (ranged("a", "5", "1", "2"), (Letter("a", listed=(Decimal(2),)),)),
    ],
)  # fmt: skip
def test_letters_are_drawn_from_what_their_numbers_show(
    definitions: str, expected: tuple[Letter, ...]
) -> None:
    data = f"<dataset_definitions>{definitions}</dataset_definitions>"
    (one,) = read(question("calculated", answer("{a}*2", 100, more=SHOWN) + data, stem="{a}?"))\
        .bank.items  # fmt: skip
    assert isinstance(one, Computed)
    assert one.letters == expected
    assert one.tolerance == Allowance(Decimal(10), True)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("pow({a},2)+sqrt({b})", "a ** 2 + sqrt(b)"),
        ("={a}*pi()", "a * pi"),
        ("log({a})-log10({b})", "ln(a) - log(b)"),
        ("floor({a}/{b})+ceil({a})", "a // b + -(-a // 1)"),
        ("Deg2Rad({a})", "radians(a)"),
        ("({a}-{b}*floor({a}/{b}))", "a % b"),
    ],
)
def test_formulas_of_moodle_are_ours_in_other_words(theirs: str, ours: str) -> None:
    assert from_moodle(theirs) == ours


@pytest.mark.parametrize(
    "theirs",
    ["{a}%2", "fmod({a},2)", "{a}>1?2:3", "log({a},2)", "rand()", "__import__('os')", "a.b",
     "lambda: 1", "(" * 300 + ")" * 300, "1" * 600, "{a} if {a} else 2", "[1]", "9**9", "\0"],
)  # fmt: skip
def test_formulas_that_ours_have_no_words_for_are_not_guessed(theirs: str) -> None:
    with pytest.raises(UntranslatableError):
        from_moodle(theirs)


def test_a_list_becomes_gaps_that_take_any_of_its_answers() -> None:
    one = item(TextList, entries=(("Austria", "Österreich"), ("Prussia",), ("Russia",)), need=2)
    bank = Bank(id="b", title="B", items=(one.replaced(id="q"),))
    written = encode(ExportSource(bank=bank))
    assert "an answer given twice counts twice" in written.notes[0].reason
    (back,) = foreign.read(FORMAT, written.data).bank.items
    assert isinstance(back, Cloze)
    assert len(back.gaps) == 2
    assert all(set(gap.answers) == {"Austria", "Österreich", "Prussia", "Russia"}
               for gap in back.gaps)  # fmt: skip
    assert back.gaps[0].answers[0] == "Austria"
    long = one.replaced(id="q", entries=tuple((f"name {n}" * 5,) for n in range(60)), need=0)
    written = encode(ExportSource(bank=Bank(id="b", title="B", items=(long,))))
    assert written.data == b""
    assert written.notes[0].is_skipped


def test_gift_types_a_short_list_in_one_answer_and_its_letters_are_one_set_of_numbers() -> None:
    gift = format_named("gift", writes=True)
    one = item(TextList, entries=(("A", "a b"), ("C",)), stem="Which two?").replaced(id="q")
    bank = Bank(id="b", title="B", items=(one, computed("a * 2", Letter("a", 2, 9))))
    assert gift.encode is not None
    made = gift.encode(ExportSource(bank=bank))
    assert ["all of it right" in note.reason for note in made.notes] == [True, False]
    text, number = foreign.read(gift, made.data).bank.items
    assert isinstance(text, ShortText)
    assert {text.answer, *text.accept} == {"A, C", "a b, C", "C, A", "C, a b"}
    assert isinstance(number, Number)
    assert f"{number.answer / 2}?" == number.stem
    long = one.replaced(entries=tuple((name,) for name in "ABCDEF"))
    (note,) = gift.encode(ExportSource(bank=Bank(id="b", title="B", items=(long,)))).notes
    assert note.is_skipped
