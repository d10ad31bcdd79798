import pytest

from quiz.lint import check_bank
from tests.lint.examples import rules_found

TEXT = "- {question: In which city did the congress of 1815 meet?, answer: Vienna}\n"


@pytest.mark.parametrize(
    "other",
    [
        "- {question: 'In which city did the congress of 1815 meet?', answer: vienna}\n",
        "- {question: '1815: in what city did the congress meet?', answer: Vienna}\n",
    ],
)
def test_questions_that_ask_the_same_are_found(other: str) -> None:
    assert rules_found(TEXT + other) == ["near-duplicates"]


@pytest.mark.parametrize(
    "other",
    [
        "- {question: In which city did the congress of 1820 meet?, answer: Vienna}\n",
        "- {question: In which city did the senate of 1815 meet?, answer: Vienna}\n",
        "- {question: In which city did the congress of 1815 sit?, answer: Rome}\n",
        "- {question: In which city did the congress of 1815 meet?, answer: Vienna, wrong: [A, B]}",
    ],
)
def test_another_number_name_answer_or_kind_makes_another_question(other: str) -> None:
    assert rules_found(TEXT + other) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("- {question: What is 2 + 3?, answer: 5}\n", "- {question: What is 1 + 4?, answer: 5}\n"),
        (
            "- {question: 'What does `len([1, 2])` print on screen?', answer: 2}\n",
            "- {question: 'What does `len([2, 1])` print on screen?', answer: 2}\n",
        ),
        (
            "- {question: Vienna is larger than Rome and Berlin., answer: false}\n",
            "- {question: Rome is larger than Vienna and Berlin., answer: false}\n",
        ),
        (
            "- {question: Which animal is shown here?, answer: fox, image: a.png, alt: A}\n",
            "- {question: Which animal is shown here?, answer: fox, image: b.png, alt: B}\n",
        ),
    ],
)
def test_alike_questions_about_other_things_are_no_duplicates(one: str, other: str) -> None:
    assert rules_found(one + other) == []


def test_a_duplicate_names_the_other_question_and_its_line() -> None:
    bank = f"title: t\nquestions:\n{TEXT}{TEXT}".replace("{question", "{id: first, question", 1)
    found = check_bank(bank.encode(), source="t").weaknesses
    (message,) = [p.message for p in found if p.rule == "near-duplicates"]
    assert "'first' in line 3" in message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{front: Bank, back: a river's edge}", "{front: Bank, back: a house for money}"),
        ("{question: Which city?, answer: Vienna}", "{question: Which  city ?, answer: Rome}"),
        ("{question: How many?, answer: 3}", "{question: How many?, answer: 4}"),
        ("{question: When was it?, date: 1815}", "{question: When was it?, date: 1816}"),
        ("{question: Name both., answer: [A1, B1]}", "{question: Name both., answer: [A1, C1]}"),
    ],
)
def test_the_same_words_with_another_answer_are_found(one: str, other: str) -> None:
    assert rules_found(f"- {one}\n- {other}\n") == ["same-question"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{front: Bank, back: edge}", "{front: bank, back: house}"),
        ("{question: Who?, answer: A, accept: [B]}", "{question: Who?, answer: B}"),
        (
            "{question: Who?, answer: A, wrong: [B, C]}",
            "{question: Who?, answer: D, wrong: [E, F]}",
        ),
        (
            "{question: Who?, answer: A, image: a.png, alt: X}",
            "{question: Who?, answer: B, image: b.png, alt: Y}",
        ),
    ],
)
def test_what_tells_equal_words_apart_is_respected(one: str, other: str) -> None:
    assert "same-question" not in rules_found(f"- {one}\n- {other}\n")


WHO = "- {question: Who chaired the Congress of Vienna?, answer: Metternich}\n"


@pytest.mark.parametrize(
    "other",
    [
        "- {question: Where was the Metternich who chaired the Congress of Vienna?, answer: Bonn}",
        "- {question: The Congress of Vienna was chaired by Metternich., answer: true}",
        "- cloze: Metternich chaired the Congress of {{Vienna}} as Congress, and Vienna paid.",
    ],
)
def test_a_stem_that_tells_another_answer_is_found(other: str) -> None:
    assert "answer-in-other-stem" in rules_found(WHO + other)


@pytest.mark.parametrize(
    "other",
    [
        "- {question: When was Metternich born?, date: 1773}",
        "- {question: The Congress of Vienna was chaired by Metternich., answer: false}",
        "- {question: Metternich or Gentz chaired the Congress of Vienna?, answer: Gentz}",
        "- {front: Metternich, back: He chaired the Congress of Vienna}",
        "- {question: Who left the Congress of Vienna that he chaired?, answer: Metternich}",
    ],
)
def test_a_stem_that_only_names_it_is_none(other: str) -> None:
    assert "answer-in-other-stem" not in rules_found(WHO + other)
