import pytest

from tests.lint.examples import rules_found


def choice(stem: str) -> str:
    return f'- question: "{stem}"\n  answer: Turkey\n  wrong: [Sweden, Spain]\n'


@pytest.mark.parametrize(
    ("language", "stem"),
    [
        ("en", "Which country does Austria not border?"),
        ("en", "Which state didn't sign?"),
        ("en", "All of these signed except which state?"),
        ("de", "Welcher Staat unterschrieb nicht?"),
        ("de", "Welches Land ist kein Nachbar der Schweiz?"),
        ("it", "Quale stato non firmò?"),
        ("fr", "Quel État n'a pas signé ?"),
        ("es", "¿Qué estado no firmó?"),
        ("ru", "Какое государство не подписало договор?"),
    ],
)
def test_a_negation_that_turns_the_question_is_found(language: str, stem: str) -> None:
    assert rules_found(choice(stem), language) == ["negative-stem"]


@pytest.mark.parametrize(
    ("language", "stem"),
    [
        ("en", "Which country does Austria NOT border?"),
        ("en", "Which country does Austria __not__ border?"),
        ("en", "Why did the sultan not sign?"),
        ("en", "Which state signed, though its envoy did not wish it?"),
        ("en", "Which state joined not only the league but also the fund?"),
        ("en", "Which people had a script not based on Latin script?"),
        ("en", "Which minister said “I will not sign”?"),
        ("en", "Which state that did not sign joined in 1820?"),
        ("de", "Welcher Staat unterschrieb **nicht**?"),
        ("de", "Warum unterschrieb der Sultan nicht?"),
        ("de", "Welcher Staat unterschrieb nicht nur diesen Vertrag?"),
        ("it", "Perché il sultano non firmò?"),
        ("sv", "Vilket land skrev inte under?"),
    ],
)
def test_a_negation_that_is_seen_or_turns_nothing_is_none(language: str, stem: str) -> None:
    assert rules_found(choice(stem), language) == []


def test_a_stem_is_unfocused_if_it_holds_no_matter_of_its_own() -> None:
    assert rules_found(choice("Which of the following statements is correct?")) == [
        "unfocused-stem"
    ]
    assert rules_found(choice("Welche Aussage ist richtig?"), "de") == ["unfocused-stem"]
    assert rules_found(choice("Which statement about Vienna is correct?")) == []
    assert rules_found(choice("Which of these is `true`?")) == []


@pytest.mark.parametrize(
    "stem",
    [
        "Who chaired it? Where did it meet?",
        "Who founded the league and when?",
        "In which city did it begin and who opened it?",
    ],
)
def test_two_questions_are_found(stem: str) -> None:
    assert rules_found(f'- question: "{stem}"\n  answer: Vienna') == ["double-question"]


@pytest.mark.parametrize(
    "stem",
    [
        "Who asked “Where do we dance? When do we sign?”",
        "Which country lies between France and which sea?",
        "Ready? Where did it meet?",
        "Who, and when it suited him, led the talks?",
    ],
)
def test_one_question_is_one(stem: str) -> None:
    assert rules_found(f"- question: '{stem}'\n  answer: Vienna") == []


def test_code_in_a_stem_does_not_count_to_its_length() -> None:
    code = "    ```\n" + "    x = 1 # and so on and on\n" * 20 + "    ```\n"
    stem = f"- question: |\n    What is `x` now?\n{code}  answer: '1'\n"
    assert rules_found(stem) == []
    assert rules_found(f"- question: {'and so on ' * 21}?\n  answer: Vienna") == ["long-stem"]
