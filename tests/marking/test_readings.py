"""What people write round an answer, and the ways in which they give a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.marking.manners import carriers
from tests.marking.test_text import mark


@pytest.mark.parametrize(
    ("typed", "right", "question"),
    [
        ("it is Vienna", "Vienna", ""),
        ("the answer is Vienna", "Vienna", ""),
        ("in Vienna", "Vienna", ""),
        ("I think it is Vienna", "Vienna", ""),
        ("the city of Vienna", "Vienna", ""),
        ("Vienna, Austria", "Vienna", "What is the capital of Austria?"),
        ("the AUKUS partnership", "AUKUS", "What is the partnership called?"),
        ("acetic", "acetic acid", "Which acid is in vinegar?"),
        ("in January", "January", "In which month was it?"),
        ("United Nations (UN)", "United Nations", ""),
        ("UN (United Nations)", "UN", ""),
        ("Belt & Road", "Belt and Road", ""),
        ("relics of the Cold War", "Cold War relics", ""),
        ("military cooperation road map", "Road Map for military cooperation", ""),
        ("principle of one China", "one-China principle", ""),
        ("x = 12", "12", ""),
        ("Napoleon the First", "Napoleon I", ""),
        ("Henry the eighth", "Henry VIII", ""),
        ("the 2nd World War", "Second World War", ""),
        ("coldwar", "Cold War", ""),
        ("air craft carrier", "aircraft carrier", ""),
    ],
)
def test_what_says_nothing_is_passed_over(typed: str, right: str, question: str) -> None:
    assert mark(typed, right, question=question).is_right


@pytest.mark.parametrize(
    ("typed", "right", "question"),
    [
        ("not Vienna", "Vienna", ""),
        ("Vienna or Graz", "Vienna", "Is it Vienna or Graz?"),
        ("Austria Prussia", "Austria", "Which was larger, Austria or Prussia?"),
        ("anything but Vienna", "Vienna", ""),
        ("Vienna (not Graz)", "Vienna", ""),
        ("Vitamin", "Vitamin A", ""),
        ("Hepatitis B", "Hepatitis A", "Which hepatitis is meant?"),
        ("Triple", "Triple Entente", "Which alliance did Britain belong to?"),
        ("in", "in vitro", ""),
        ("nach Berlin", "in Berlin", ""),
        ("without oxygen", "oxygen", "What burns, with or without oxygen?"),
    ],
)
def test_what_says_something_is_not(typed: str, right: str, question: str) -> None:
    assert not mark(typed, right, question=question, lang="en").is_right


@pytest.mark.parametrize(
    "typed",
    [
        "Joe Biden",
        "Biden, Joe",
        "Biden Joe",
        "J. Biden",
        "J Biden",
        "Mr Biden",
        "Mr. Biden",
        "President Biden",
        "President Joe Biden",
        "US President Joe Biden",
        "Joe R. Biden",
        "Joe Robinette Biden",
        "it was Joe Biden",
        "Biden",
        "Joe Bidden",
    ],
)
def test_a_person_may_be_named_in_many_ways(typed: str) -> None:
    assert mark(typed, "Joe Biden", question="Who was president in 2022?").is_right


@pytest.mark.parametrize(
    "typed",
    ["Joe", "Jill Biden", "Mr", "President", "Joe Biden or Trump", "Joe and Jill Biden", "B. Joe"],
)
def test_another_person_is_wrong(typed: str) -> None:
    assert not mark(typed, "Joe Biden", question="Who was president in 2022?").is_right


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("Korea", "North Korea"),
        ("Union", "Soviet Union"),
        ("Arabia", "Saudi Arabia"),
        ("Kingdom", "United Kingdom"),
        ("Princess Anne", "Queen Anne"),
        ("Charles", "Charles V"),
        ("George II", "George III"),
    ],
)
def test_half_a_name_of_a_thing_is_wrong(typed: str, right: str) -> None:
    assert not mark(typed, right, question="Who invaded it?").is_right


def test_a_surname_that_two_people_have_is_as_near_to_both() -> None:
    question = "Who was president?"
    assert mark("Bush", "George Bush", question=question).is_right
    rivals = ("George Bush", "Barbara Bush")
    assert not mark("Bush", "George Bush", question=question, rivals=rivals).is_right


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("F = m × a", "F = ma"),
        ("f=m*a", "F = ma"),
        ("F=m·a", "F = ma"),
        ("2*x", "2x"),
        ("2 x", "2x"),
        ("$H_2O$", "H2O"),
        ("H₂O", "H2O"),
        ("x^2", "x²"),
        ("x**2", "x^2"),
        ("E = mc²", "E=mc^2"),
        ("( a + b ) ^ 2", "(a+b)^2"),
        ("CO_2", "CO2"),
    ],
)
def test_a_formula_is_the_same_in_every_notation(typed: str, right: str) -> None:
    assert mark(typed, right).is_right


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("F = m + a", "F = ma"),
        ("E = ma", "F = ma"),
        ("2x^2", "2x"),
        ("x", "2x"),
        ("H2O2", "H2O"),
        ("2*3", "23"),
    ],
)
def test_another_formula_is_wrong(typed: str, right: str) -> None:
    assert not mark(typed, right).is_right


@given(st.sampled_from(sorted(carriers("en"))), st.sampled_from(["Metternich", "silver nitrate"]))
def test_every_carrier_may_stand_before_an_answer(phrase: tuple[str, ...], right: str) -> None:
    assert mark(f"{' '.join(phrase)} {right}", right).is_right
    assert not mark(" ".join(phrase), right).is_right


@given(
    st.sampled_from(["not", "no", "never", "without", "neither"]), st.sampled_from(["Vienna", "X"])
)
def test_no_denial_is_passed_over(word: str, right: str) -> None:
    question = f"Is it {right} or {word} {right}?"
    assert not mark(f"{word} {right}", right, question=question).is_right


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("|x|", "$|x|$"),
        ("abs(x)", "$|x|$"),
        ("-1/sqrt(1-x^2)", r"$-\frac{1}{\sqrt{1-x^{2}}}$"),
        ("1/2", r"$\frac{1}{2}$"),
        ("|", "`|`"),
        ("git commit", "`git commit`"),
        ("`|`", "`|`"),
    ],
)
def test_maths_and_code_of_an_answer_are_typed_without_their_marks(typed: str, right: str) -> None:
    assert mark(typed, right).is_right
    assert not mark("&", right).is_right


def test_a_name_in_mixed_case_is_no_roman_numeral() -> None:
    assert not mark("11", "Xi").is_right
    assert mark("xi", "Xi").is_right
    assert mark("Louis xiv", "Louis XIV").is_right


def test_two_that_are_named_are_not_one() -> None:
    question = "Whose readiness to defend Taiwan is tested?"
    assert not mark("Taiwan and the US", "US", question=question).is_right
    assert mark("the US in Taiwan", "US", question=question).is_right


def test_a_rival_in_other_words_is_no_rival() -> None:
    rivals = ("in mid-January", "in November 2021")
    assert mark("in mid January", "mid-January", rivals=rivals).is_right
    assert not mark("in November 2021", "mid-January", rivals=rivals).is_right
