import pytest

from tests.lint.examples import rules_found


@pytest.mark.parametrize(
    ("language", "stem"),
    [
        ("en", "How many kilometres is it?"),
        ("en", "How many billion dollars were paid?"),
        ("en", "What percentage came?"),
        ("en", "How far is it to Rome?"),
        ("en", "How many light years is it away?"),
        ("de", "Wie viele Kilometer sind es?"),
        ("de", "Wie hoch ist der Turm?"),
        ("de", "Wie viel Prozent kamen?"),
        ("it", "Quanti chilometri sono?"),
        ("fr", "Combien de kilomètres y a-t-il ?"),
    ],
)
def test_a_unit_that_is_asked_for_and_missing_is_found(language: str, stem: str) -> None:
    assert rules_found(f'- question: "{stem}"\n  answer: 12', language) == ["no-unit"]
    assert rules_found(f'- question: "{stem}"\n  answer: 12\n  unit: km', language) == []
    formula = f'- question: "{stem} ({{a}})"\n  let: {{a: 2..9}}\n  answer: = a * 2'
    assert rules_found(formula, language) == ["no-unit"]


@pytest.mark.parametrize(
    "stem",
    ["How many states signed?", "What is 3 times 4?", "How many of them came?", "Wie viele?"],
)
def test_a_count_needs_no_unit(stem: str) -> None:
    assert rules_found(f"- question: '{stem}'\n  answer: 12") == []


@pytest.mark.parametrize(
    ("language", "stem"),
    [
        ("en", "About how many envoys came?"),
        ("en", "Approximately how many envoys came?"),
        ("de", "Wie viele Gesandte kamen ungefähr?"),
        ("it", "Circa quanti delegati vennero?"),
    ],
)
def test_a_rough_number_needs_a_tolerance(language: str, stem: str) -> None:
    question = f"- question: '{stem}'\n  answer: 200\n"
    assert rules_found(question, language) == ["no-tolerance"]
    assert rules_found(f"{question}  tolerance: 10%", language) == []
    assert rules_found(f"{question}  accept: [210]", language) == []


@pytest.mark.parametrize(
    "stem",
    [
        "What is the book about, by its number?",
        "Approximately 20 came by boat. How many ships is that, at 4 each?",
        "How many came to the book “About how”?",
    ],
)
def test_about_may_mean_something_else(stem: str) -> None:
    assert rules_found(f"- question: '{stem}'\n  answer: 5") == []


def test_a_year_is_a_date_and_no_number() -> None:
    assert rules_found("- {question: In which year was it?, answer: 1815}") == ["year-as-number"]
    assert rules_found("- {question: In welchem Jahr war es?, answer: 1815}", "de") == [
        "year-as-number"
    ]
    assert rules_found("- {question: In which year of his reign was it?, answer: 23}") == []
    when = "- {question: When did the Titanic sink?, answer: 1912}"
    assert rules_found(when) == ["year-as-number"]
    assert rules_found("- {question: Wann sank die Titanic?, answer: 1912}", "de") == [
        "year-as-number"
    ]
    assert rules_found("- {question: When was it that how many came?, answer: 1912}") == []
    assert rules_found("- {question: When does the train leave?, answer: 1912}") == []
    year = "- {question: In which year was it?, answer: 1815, tolerance: 5}"
    assert rules_found(year) == []


@pytest.mark.parametrize(
    ("stem", "date", "expected"),
    [
        ("In which year was it?", "1815-06", ["finer-date"]),
        ("In which month was it?", "1815-06-09", ["finer-date"]),
        ("In che anno fu?", "1815-06", ["finer-date"]),
        ("In welchem Jahr war es?", "-0044-03", ["finer-date"]),
        ("On which day was it?", "1815", ["coarser-date"]),
        ("In which month was it?", "1815", ["coarser-date"]),
        ("An welchem Tag war es?", "1815-06", ["coarser-date"]),
        ("In which year was it?", "1815", []),
        ("In which month of which year was it?", "1815-06", []),
        ("When was it?", "1815-06-09", []),
        ("On which day of the week of 1815 was it?", "1815", []),
        ("On which day of which month and in which year was it?", "1815-06-09", []),
    ],
)
def test_a_date_is_as_fine_as_it_is_asked(stem: str, date: str, expected: list[str]) -> None:
    assert rules_found(f"- {{question: '{stem}', date: {date}}}") == expected


def computed(formula: str, let: str, more: str = "") -> list[str]:
    return rules_found(
        f"- question: What is {{a}} now?\n  let: {let}\n  answer: = {formula}\n{more}"
    )


def test_a_long_result_is_found_and_a_rounded_one_is_not() -> None:
    assert computed("a * 1001", "{a: 1000..9999}") == ["long-computed"]
    assert computed("a * 1001", "{a: 1000..9999}", "  tolerance: 1%") == []
    assert computed("a * 100", "{a: 1000..9999}") == []
    assert computed("a / 8", "{a: 1000..9999}") == ["long-computed"]
    assert computed("a / 4", "{a: 100..999}") == []


def test_a_formula_of_many_letters_is_tried_quickly() -> None:
    letters = ", ".join(f"{name}: 0..999" for name in "abcdefghijklm")
    assert computed("a + b + c + d + e + f + g + h + i + j + k + l + m", f"{{{letters}}}") == []
