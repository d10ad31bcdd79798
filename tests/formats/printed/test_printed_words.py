"""The words on paper: complete in each language, and of the paper's language."""

import re

import msgspec
import pytest

from quiz.formats.printed.printed_words import (
    ENGLISH,
    figure,
    languages,
    printed_date,
    printed_words,
    words_direction,
    words_language,
)
from tests import paper_words
from tests.catalogue import words_of

ELEVEN = ("en", "ar", "de", "es", "fr", "it", "pl", "pt", "ru", "tr", "zh")


def test_the_first_eleven_languages_are_there() -> None:
    assert set(ELEVEN) <= set(languages())
    assert set(languages()) == {"en", *paper_words.languages()}


@pytest.mark.parametrize("language", paper_words.languages())
def test_every_word_is_translated_with_its_gaps(language: str) -> None:
    words = msgspec.structs.asdict(printed_words(language))
    for name, text in msgspec.structs.asdict(ENGLISH).items():
        assert words[name].strip() == words[name] != "", name
        gaps = re.findall(r"\{\w+\}", text)
        assert sorted(set(gaps)) == sorted(set(re.findall(r"\{\w+\}", words[name]))), name
        assert name == "number" or text[-1] not in ".?" or not words[name][-1].isalpha(), name
    catalogue = [message for message in paper_words.read(language) if message.id]
    assert all(message.string and not message.fuzzy for message in catalogue)


@pytest.mark.parametrize("language", paper_words.languages())
def test_the_compiled_catalogue_is_that_of_the_text(language: str) -> None:
    path = paper_words.po_of(language)
    assert path.read_bytes() == paper_words.updated(language), "python -m tests.paper_words"
    assert words_of(path.with_suffix(".mo").read_bytes()) == words_of(
        paper_words.compiled(language)
    )


@pytest.mark.parametrize(
    ("tag", "language", "direction"),
    [
        ("EN_gb", "en", "ltr"), ("tlh", "en", "ltr"), ("zh-Hans-CN", "zh", "ltr"),
        ("pt-BR", "pt", "ltr"), ("ar-EG", "ar", "rtl"), ("iw", "he", "rtl"), ("fa", "fa", "rtl"),
        ("ur", "en", "ltr"), ("../../it", "en", "ltr"), ("", "en", "ltr"),
    ],
)  # fmt: skip
def test_a_paper_has_the_words_of_its_language_or_english(
    tag: str, language: str, direction: str
) -> None:
    assert (words_language(tag), words_direction(tag)) == (language, direction)
    assert printed_words(tag) == printed_words(language)


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (1.0, "1", "1"), (10.5, "10.5", "10,5"), (0.25, "0.25", "0,25"), (1 / 8, "1/8", "1/8"),
        (1 / 3, "1/3", "1/3"), (4 / 3, "4/3", "4/3"), (2.5 / 7, "5/14", "5/14"), (0.0, "0", "0"),
        (0.123456789, "0.12", "0,12"), (100.0, "100", "100"),
    ],
)  # fmt: skip
def test_points_are_exact_or_a_fraction(value: float, english: str, french: str) -> None:
    assert figure(value, printed_words("en")) == english
    assert figure(value, printed_words("fr")) == french


@pytest.mark.parametrize(
    ("text", "tag", "shown"),
    [
        ("2027-01-18", "de", "18. Januar 2027"), ("1989-11", "pl", "listopad 1989"),
        ("2027-01-18", "ar", "18/1/2027"), ("1989-11", "he", "11.1989"), ("1815", "fa", "1815"),
        ("2027-01-18", "fa", "2027/1/18"), ("2027-01-18", "zh-CN", "2027年1月18日"),
        ("2027-01-18", "ur", "18 January 2027"), ("2027-01-18", "en", "January 18, 2027"),
    ],
)  # fmt: skip
def test_a_date_has_no_english_month_among_words_of_another_language(
    text: str, tag: str, shown: str
) -> None:
    assert printed_date(text, tag) == shown
