from pathlib import Path

import pytest

from quiz.lint import check_bank

GOOD = Path(__file__).with_name("good")


def mismatch(text: str) -> list[str]:
    found = check_bank(text.encode(), source="t.yaml").weaknesses
    return [problem.message for problem in found if problem.rule == "language-mismatch"]


@pytest.mark.parametrize(
    ("name", "declared", "written"),
    [("deutsch", "en", "German"), ("italiano", "de", "Italian"), ("general", "it", "English")],
)
def test_a_bank_in_another_language_is_found(name: str, declared: str, written: str) -> None:
    text = (GOOD / f"{name}.yaml").read_text("utf-8")
    language = next(line for line in text.splitlines() if line.startswith("language: "))
    assert mismatch(text) == []
    (message,) = mismatch(text.replace(language, f"language: {declared}"))
    assert f"seems to be in {written}" in message
    assert mismatch(text.replace(language, "language: sw")) == []


def test_a_language_left_out_is_named_so() -> None:
    text = (GOOD / "deutsch.yaml").read_text("utf-8").replace("language: de\n", "")
    (message,) = mismatch(text)
    assert "the bank declares `language: en` (the default) but seems" in message


def test_another_script_is_found() -> None:
    russian = (
        "- question: Какая река впадает в Каспийское море и течёт через Казань?\n  answer: Волга\n"
    )
    bank = "title: t\nquestions:\n" + russian * 6
    (message,) = mismatch(bank)
    assert "Cyrillic script; set its" in message
    assert mismatch(bank.replace("title: t", "title: t\nlanguage: ru")) == []
    assert mismatch(bank.replace("title: t", "title: t\nlanguage: bg")) == []
    english = "- question: Which river flows into the sea near the old town?\n  answer: Volga\n"
    bank = "title: t\nlanguage: ru\nquestions:\n" + english * 6
    assert "Latin script" in mismatch(bank)[0]


def test_a_bank_for_learning_a_language_is_no_mistake() -> None:
    words = ("le chien", "la maison", "les enfants", "un livre", "une table", "le roi")
    cards = "".join(
        f"- question: What is the word that is used in the language of France for number {at}?\n"
        f"  answer: {word}\n"
        for at, word in enumerate(words)
    )
    assert mismatch(f"title: t\nlanguage: fr\nquestions:\n{cards}") == []


def test_a_few_words_tell_nothing() -> None:
    bank = (
        "title: t\nquestions:\n- question: Wer war der König von Rom und wo war er?\n  answer: Er\n"
    )
    assert mismatch(bank) == []
