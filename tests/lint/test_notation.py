import pytest

from quiz.lint import check_bank
from tests.lint.examples import rules_found


@pytest.mark.parametrize(
    ("language", "stem", "answer"),
    [
        ("en", "Name four rocky planets.", "Mercury, Venus, Earth, Mars"),
        ("en", "Name two rocky planets.", "Mercury and Mars"),
        ("en", "Name the rocky planets.", "Mercury, Venus, Earth and Mars"),
        ("en", "List some rocky planets.", "Mercury and Mars"),
        ("en", "Which planets are rocky?", "Mercury and Mars"),
        ("en", "Which two planets are rocky?", "Mercury, Mars"),
        ("en", "What is rocky?", "Mercury, Venus, Mars"),
        ("de", "Nenne zwei Planeten.", "Merkur und Mars"),
        ("it", "Quali due pianeti sono rocciosi?", "Mercurio e Marte"),
    ],
)
def test_a_list_in_one_text_is_found(language: str, stem: str, answer: str) -> None:
    question = f"- question: {stem}\n  answer: {answer}"
    assert rules_found(question, language) == ["list-as-text"]


def test_the_list_is_written_for_the_author() -> None:
    bank = "title: t\nquestions:\n- question: Name two planets.\n  answer: Venus and Mars\n"
    found = check_bank(bank.encode(), source="t.yaml").weaknesses
    (message,) = [problem.message for problem in found if problem.rule == "list-as-text"]
    assert "write `answer: [Venus, Mars]`" in message


@pytest.mark.parametrize(
    ("stem", "answer"),
    [
        ("Which firm was it?", '"Marks and\n    Spencer"'),
        ("Name the firm.", '"Marks and\n    Spencer"'),
        ("Where did it happen?", "Paris, France"),
        ("In which city did the three meet?", "Paris, Texas, United States"),
        ("When was it?", "Tuesday, 4 May, 1999"),
        ("What did Caesar say?", "veni, vidi, vici"),
        ("What is the motto of France?", "liberty, equality, fraternity"),
        ("Which film was it?", "the Good, the Bad and the Ugly"),
        ("Which trio was it?", "Emerson, Lake and Palmer"),
        ("What makes thunder?", "air that is heated, expands and so makes a wave"),
        ("What is mixed to make green?", "blue and yellow"),
        ("Who was the second of the two?", "Austen, Jane"),
    ],
)
def test_one_answer_with_a_comma_or_and_is_no_list(stem: str, answer: str) -> None:
    assert "list-as-text" not in rules_found(f"- question: {stem}\n  answer: {answer}")


def test_a_text_to_know_by_heart_and_a_name_with_a_short_form_are_no_lists() -> None:
    planets = "- question: Name two planets.\n  answer: Venus and Mars\n"
    assert rules_found(f"{planets}  typos: false") == []
    assert rules_found(f"{planets}  accept: [VM]") == []
    assert rules_found(f"{planets}  accept: [Mars and Venus]") == ["list-as-text"]


@pytest.mark.parametrize(
    "question",
    [
        "{question: Which planet?, answer: “Jupiter”}",
        "{question: Welcher Planet?, answer: „Jupiter“}",
        "{question: Name both., answer: [«Jupiter», Mars]}",
        "{question: Which planet?, answer: “Jupiter”, wrong: [Mars, Venus]}",
    ],
)
def test_typographic_quotes_round_an_answer_are_found(question: str) -> None:
    assert rules_found(f"- {question}") == ["curly-quotes"]


@pytest.mark.parametrize(
    "question",
    [
        "{question: Which was said?, answer: “I came”, wrong: [“I saw”, “I went”]}",
        "{question: Which poem?, answer: The “Iliad” of Homer}",
        "{question: Which poems?, answer: “Iliad” or “Odyssey”}",
        "{question: Which mark opens a quotation?, answer: “}",
    ],
)
def test_quotations_and_titles_may_have_them(question: str) -> None:
    assert rules_found(f"- {question}") == []


@pytest.mark.parametrize(
    "options",
    [
        "answer: b) Mars, wrong: [a) Saturn, c) Venus]",
        "answer: B. Mars, wrong: [A. Saturn, C. Venus]",
        "answer: (a) Saturn, choices: [(a) Saturn, (b) Mars]",
        "answer: 1) Saturn, choices: [1) Saturn, 2) Mars, 3) Venus]",
    ],
)
def test_options_with_letters_are_found(options: str) -> None:
    assert "lettered-options" in rules_found(f"- {{question: Which planet?, {options}}}")


@pytest.mark.parametrize(
    "options",
    [
        "answer: A. Smith, wrong: [B. Jones, J. Brown]",
        "answer: 1. e4, wrong: [1. d4, 1. c4]",
        "answer: vitamin A, wrong: [vitamin B, vitamin C]",
    ],
)
def test_names_and_moves_have_no_letters_of_options(options: str) -> None:
    assert rules_found(f"- {{question: What was it?, {options}}}") == []


@pytest.mark.parametrize("answer", ["b", "B", "b)", "(b)", "[a, b]"])
def test_options_in_the_stem_are_found(answer: str) -> None:
    stem = "Which planet is red? a) Venus b) Mars c) Saturn"
    found = rules_found(f"- question: '{stem}'\n  answer: {answer}")
    assert found == ["options-in-stem"]
    below = f"- question: |\n    Which is red?\n    A. Venus\n    B. Mars\n  answer: {answer}"
    assert rules_found(below) == ["options-in-stem"]


def test_a_letter_is_typed_where_no_options_stand() -> None:
    assert rules_found("- question: Which vitamin is in oranges?\n  answer: C") == []
    assert rules_found("- question: In a) x and b) y, what is it?\n  answer: c") == []
