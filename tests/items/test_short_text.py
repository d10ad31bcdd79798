"""Typing a word or a name, end to end."""

import pytest

from quiz.items import Context, ShortText, Typed

ITEM = ShortText(id="a", stem="Q", answer="Metternich", accept=("Klemens von Metternich",))


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [
        ("Metternich", True), ("metternich", True), (" Metternich. ", True), ("Meternich", True),
        ("Klemens von Metternich", True), ("Talleyrand", False), ("M", False), ("?", False),
    ],
)  # fmt: skip
def test_what_does_not_count_is_forgiven(typed: str, is_right: bool) -> None:
    assert ITEM.mark(Typed(typed)).credit == float(is_right)


def test_a_forgiven_typo_is_shown() -> None:
    part = ITEM.mark(Typed("Meternich")).parts[0]
    assert (part.given, part.right) == ("Meternich", "Metternich")
    assert part.note


def test_typos_false_wants_the_exact_letters_and_case_true_the_capitals() -> None:
    exact = ITEM.replaced(typos=False)
    assert exact.mark(Typed("Meternich")).credit == 0
    assert exact.mark(Typed("metternich")).credit == 1
    capital = ITEM.replaced(case=True)
    assert capital.mark(Typed("metternich")).credit == 0
    assert capital.mark(Typed("Metternich")).credit == 1


def test_a_typo_towards_an_answer_that_the_bank_knows_is_not_forgiven() -> None:
    typed = Typed("Mettermich")
    assert ITEM.mark(typed).credit == 1
    assert ITEM.mark(typed, Context(known=(("Mettermach",),))).credit == 0


def test_another_article_is_wrong_and_a_missing_one_is_not() -> None:
    tree = ShortText(id="a", stem="Q", answer="der Baum")
    german = Context(language="de")
    assert tree.mark(Typed("Baum"), german).credit == 1
    assert tree.mark(Typed("die Baum"), german).credit == 0


@pytest.mark.parametrize(
    ("answer", "wants"),
    [
        ("Vienna", "one word or name"), ("Congress of Vienna", "a few words or a name"),
        ("the balance of power", "a few words"),
    ],
)  # fmt: skip
def test_the_prompt_says_how_much_is_wanted(answer: str, wants: str) -> None:
    assert ShortText(id="a", stem="Q", answer=answer).wants == wants


def test_a_pasted_book_is_wrong_and_fast() -> None:
    assert ITEM.mark(Typed("Metternich " * 100_000)).credit == 0
