"""Languages: which tag is read how."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.marking.folding import word_key
from quiz.marking.language import language, month_number
from quiz.marking.languages import ALIASES, ROWS


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("EN-us", "en-US"),
        ("en_GB", "en-GB"),
        ("en-AU", "en-GB"),
        ("de-AT", "de"),
        ("de-CH", "de-CH"),
        ("pt-BR", "pt"),
        ("zh-Hant", "zh"),
        ("", "und"),
    ],
)
def test_a_tag_falls_back_to_its_primary_subtag(tag: str, code: str) -> None:
    assert language(tag).code == code


@pytest.mark.parametrize("tag", sorted(ROWS))
def test_every_language_has_twelve_months_that_it_reads_itself(tag: str) -> None:
    found = language(tag)
    for names in (found.months, found.months_in_date):
        assert [found.month_names[word_key(name)] for name in names] == list(range(1, 13))
    assert found.month_names["november"] == 11
    assert "{year}" in found.month_format
    assert found.decimal != found.groups


def test_an_unknown_language_has_no_articles_and_puts_the_day_first() -> None:
    assert language("xx").articles == ()
    assert language("xx").is_day_first
    assert not language("en").is_day_first
    assert language("en-GB").is_day_first


def test_billion_is_read_as_each_language_means_it() -> None:
    assert language("en").scales["billion"] == 9
    assert language("de").scales["billion"] == 12
    assert language("fr").scales["milliard"] == 9
    assert "billion" not in language("it").scales


@pytest.mark.parametrize(
    ("word", "tag", "number"),
    [
        ("Nov", "en", 11),
        ("sept", "en", 9),
        ("ju", "en", None),
        ("fév", "fr", 2),
        ("jui", "fr", None),
        ("ноябр", "ru", 11),
        ("ноября", "ru", 11),
        ("May", "ru", 5),
        ("x" * 900, "en", None),
    ],
)
def test_the_beginning_of_a_month_is_enough_if_it_is_of_one(
    word: str, tag: str, number: int | None
) -> None:
    assert month_number(word, language(tag)) == number


def test_every_alias_leads_to_a_row() -> None:
    assert {*ALIASES.values()} <= {*ROWS}


@given(st.text())
def test_any_text_may_be_a_tag(tag: str) -> None:
    assert language(tag).code in ROWS
