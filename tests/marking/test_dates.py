"""Dates: what is read, in which order, and what is asked."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.marking.dates import (
    DateVerdict,
    PartialDate,
    format_date,
    mark_date,
    parse_iso_date,
    read_date,
)
from quiz.marking.language import language

LANGUAGES = ("en", "en-GB", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "sv", "tr", "xx")
DATES = st.builds(
    PartialDate,
    year=st.integers(-9_999, 9_999).filter(lambda year: abs(year) > 99),
    month=st.integers(1, 12),
    day=st.integers(1, 28) | st.none(),
) | st.builds(PartialDate, year=st.integers(-9_999, 9_999).filter(bool))


def mark(typed: str, right: str, lang: str = "en") -> DateVerdict:
    return mark_date(typed, parse_iso_date(right), language=language(lang))


@pytest.mark.parametrize(
    ("typed", "lang", "iso"),
    [
        ("1989", "en", "1989"),
        ("June 1815", "en", "1815-06"),
        ("Jun 1815", "en", "1815-06"),
        ("jun. 1815", "en", "1815-06"),
        ("1815-06", "en", "1815-06"),
        ("06/1815", "en", "1815-06"),
        ("1815/06", "en", "1815-06"),
        ("1815, June", "en", "1815-06"),
        ("9.11.1989", "en", "1989-11-09"),
        ("9. 11. 1989", "en", "1989-11-09"),
        ("11/9/1989", "en", "1989-11-09"),
        ("11/9/1989", "en-US", "1989-11-09"),
        ("9/11/1989", "en-GB", "1989-11-09"),
        ("9/11/1989", "en-AU", "1989-11-09"),
        ("9/11/1989", "de", "1989-11-09"),
        ("13/11/1989", "en", "1989-11-13"),
        ("1989-11-09", "en", "1989-11-09"),
        ("9 November 1989", "en", "1989-11-09"),
        ("November 9, 1989", "en", "1989-11-09"),
        ("9th of November 1989", "en", "1989-11-09"),
        ("Thursday, 9 Nov 1989", "en", "1989-11-09"),
        ("9 november 1989", "de", "1989-11-09"),
        ("9. März 1848", "de", "1848-03-09"),
        ("Jänner 1848", "de", "1848-01"),
        ("1er février 1848", "fr", "1848-02-01"),
        ("14 juil. 1789", "fr", "1789-07-14"),
        ("2 de mayo de 1808", "es", "1808-05-02"),
        ("25 de abril de 1974", "pt", "1974-04-25"),
        ("2 giugno 1946", "it", "1946-06-02"),
        ("5 mei 1945", "nl", "1945-05-05"),
        ("1 września 1939 r.", "pl", "1939-09-01"),
        ("4 февраля 2022 г.", "ru", "2022-02-04"),
        ("февраль 2022", "ru", "2022-02"),
        ("24 серпня 1991 року", "uk", "1991-08-24"),
        ("29 Ekim 1923", "tr", "1923-10-29"),
        ("44 BC", "en", "-0044"),
        ("44 B.C.E.", "en", "-0044"),
        ("15 March 44 BC", "en", "-0044-03-15"),
        ("March 15, 44 BC", "en", "-0044-03-15"),
        ("-0044", "en", "-0044"),
        ("AD 79", "en", "0079"),
        ("24 August 79", "en", "0079-08-24"),
        ("44 v. Chr.", "de", "-0044"),
        ("44 av. J.-C.", "fr", "-0044"),
        ("44 г. до н. э.", "ru", "-0044"),
        ("44 до н. е.", "uk", "-0044"),
        ("79 г. н. э.", "ru", "0079"),
        ("MÖ 44", "tr", "-0044"),
        ("29 February 1500", "en", "1500-02-29"),
    ],
)
def test_a_date_is_read_as_its_language_writes_it(typed: str, lang: str, iso: str) -> None:
    reading = read_date(typed, language=language(lang))
    assert reading.date == parse_iso_date(iso), reading.reason


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "nothing typed"),
        ("\u200b", "nothing typed"),
        ("June", "the year is missing"),
        ("9 June", "the year is missing"),
        ("1914-1918", "give one date, not a range of years"),
        ("13/13/1989", "there's no month 13"),
        ("30 February 1989", "30 February doesn't exist"),
        ("29.2.1900", "29 February 1900 doesn't exist"),
        ("0", "there's no year 0"),
        ("soon", "not a date"),
        ("1989" * 200, "not a date"),
        ("1" * 1_001, "answers can have at most 1,000 characters"),
    ],
)
def test_what_cannot_be_read_is_wrong_and_the_reason_is_said(typed: str, reason: str) -> None:
    assert read_date(typed, language=language("en")).reason == reason
    verdict = mark(typed, "1989")
    assert (verdict.is_right, verdict.reason) == (False, reason)


@pytest.mark.parametrize(
    ("typed", "right", "is_right"),
    [
        ("1989", "1989-11", False),
        ("November 1989", "1989-11", True),
        ("9 November 1989", "1989-11", True),
        ("9 December 1989", "1989-11", False),
        ("November 1989", "1989-11-09", False),
        ("9 November 1989", "1989", True),
        ("1990", "1989", False),
        ("44", "-0044", False),
        ("44 BC", "0044", False),
        ("44 BC", "-0044", True),
    ],
)
def test_what_is_asked_must_be_there_and_what_is_finer_may_be(
    typed: str, right: str, is_right: bool
) -> None:
    assert mark(typed, right).is_right is is_right


def test_the_reason_says_what_was_asked() -> None:
    assert mark("1989", "1989-11").reason == "give month and year"
    assert mark("1989", "1989-11-09").reason == "give day, month and year"
    assert mark("11/89", "1989-11").reason == "write the year in full"
    assert mark("44", "-0044").reason == "the year is BC"
    swapped = mark("9/11/1989", "1989-11-09", lang="en-US")
    assert swapped.reason == "read as September 11, 1989"


@pytest.mark.parametrize("text", ["1815", "1815-06", "1815-06-18", "0044", "-0044-03-15", "-10000"])
def test_a_date_of_a_bank_is_written_as_it_was_read(text: str) -> None:
    assert parse_iso_date(text).iso() == text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1989-02-30", "30 February doesn't exist"),
        ("1900-02-29", "29 February 1900 doesn't exist"),
        ("1989-13", "there's no month 13"),
        ("0000", "there's no year 0"),
        ("44", "four-digit"),
        ("1815-6", "isn't a date"),
        ("12000", "isn't a date"),
        ("x" * 10_000, "isn't a date"),
        ("١٨١٥", "isn't a date"),
    ],
)
def test_a_date_of_a_bank_that_does_not_exist_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        parse_iso_date(text)


@pytest.mark.parametrize(
    ("iso", "lang", "shown"),
    [
        ("1989-11-09", "en-GB", "9 November 1989"),
        ("1989-11-09", "en", "November 9, 1989"),
        ("1989-11-09", "ru", "9 ноября 1989"),
        ("1989-11", "ru", "ноябрь 1989"),
        ("1989-11", "es", "noviembre de 1989"),
        ("1848-02-01", "fr", "1er février 1848"),
        ("-0044", "de", "44 v. Chr."),
        ("-0044-03-15", "en-GB", "15 March 44 BC"),
    ],
)
def test_a_date_is_shown_as_the_language_writes_it(iso: str, lang: str, shown: str) -> None:
    assert format_date(parse_iso_date(iso), language(lang)) == shown


@given(DATES, st.sampled_from(LANGUAGES))
def test_a_date_as_shown_is_read_again(date: PartialDate, lang: str) -> None:
    shown = format_date(date, language(lang))
    verdict = mark_date(shown, date, language=language(lang))
    assert verdict.is_right, shown
    assert verdict.reading == date
    assert parse_iso_date(date.iso()) == date


@given(st.text() | st.from_regex(r"[\d./ -]{1,14}( [a-zA-Z]{1,9})?"), st.sampled_from(LANGUAGES))
def test_any_text_is_marked_as_a_date(typed: str, lang: str) -> None:
    reading = read_date(typed, language=language(lang))
    assert (reading.date is None) == (reading.reason is not None)
    assert mark(typed, "1989", lang).is_right == (
        reading.date is not None and reading.date.year == 1989
    )


@pytest.mark.parametrize(
    "typed",
    ["9" * 1_000_000, "9**9**9**9", "1." * 500, "\x00" * 900, "v. Chr. " * 120, "June " * 16,
     "\ud800", "1" + "\u0301" * 900, "1989" + " " * 900 + "x", "\ufdfa" * 900, "- " * 450],
)  # fmt: skip
def test_a_hostile_date_is_marked_in_no_time(typed: str) -> None:
    started = time.process_time()
    verdict = mark(typed, "1989-11")
    assert time.process_time() - started < 0.25
    assert not verdict.is_right


@pytest.mark.parametrize(
    "typed",
    [
        "4 February", "February 4", "Feb 4th", "Feb. 4", "february fourth", "the 4th of February",
        "4.2.", "04/02", "02-04", "2/4", "--02-04", "4 February 2022", "2022-02-04", "4 Feb 1922",
        "on 4 February", "Friday, 4 February",
    ],
)  # fmt: skip
def test_a_day_of_any_year_needs_no_year(typed: str) -> None:
    assert mark(typed, "--02-04").is_right


@pytest.mark.parametrize("typed", ["February", "4 March", "5 February", "2022", "4", "30 February"])
def test_a_day_of_any_year_needs_day_and_month(typed: str) -> None:
    assert not mark(typed, "--02-04").is_right


def test_a_year_that_the_question_names_is_the_year() -> None:
    right = parse_iso_date("--02-04")
    told = "The declaration of 2022 was signed then."
    english = language("en")
    assert mark_date("4 February 2022", right, language=english, question_text=told).is_right
    verdict = mark_date("4 February 2021", right, language=english, question_text=told)
    assert verdict.reason == "day and month are right, but not the year"
    assert mark_date("4 February", right, language=english, question_text=told).is_right


@pytest.mark.parametrize("text", ["--02-30", "--13-01", "--00-10"])
def test_a_day_that_no_year_has_is_no_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"there's no month|doesn't exist"):
        parse_iso_date(text)
    assert parse_iso_date("--02-29").iso() == "--02-29"


def test_plain_english_takes_day_and_month_either_way() -> None:
    for typed in ("9/11/1989", "11/9/1989", "9-11-1989"):
        assert mark(typed, "1989-11-09").is_right
    assert mark("9/11/1989", "1989-11-09", lang="en-GB").is_right
    assert not mark("11/9/1989", "1989-11-09", lang="en-GB").is_right
    assert not mark("9/11/1989", "1989-11-09", lang="en-US").is_right
    assert not mark("8/11/1989", "1989-11-09").is_right


@pytest.mark.parametrize(
    ("typed", "right", "lang"),
    [
        ("Novemeber 1989", "1989-11", "en"),
        ("am Sonntag, dem 18. Juni 1815", "1815-06-18", "de"),
        ("22-го июня 1941 года", "1941-06-22", "ru"),
        ("1941 г.", "1941", "ru"),
        ("23 تموز 1952", "1952-07-23", "ar"),
        ("1949年10月1號", "1949-10-01", "zh"),
        ("一九四九年", "1949", "zh"),
        ("6. joulukuuta 1917", "1917-12-06", "fi"),
        ("17. listopadu 1989", "1989-11-17", "cs"),
        ("25 Μαρτίου 1821", "1821-03-25", "el"),
        ("1919년 3월 1일", "1919-03-01", "ko"),
        ("nineteen eighty-nine", "1989", "en"),
        ("44 v. Chr.", "-0044", "en"),
        ("ca. 1815", "1815", "de"),
        ("domenica 17 marzo 1861", "1861-03-17", "it"),
        ("the month of November 1989", "1989-11", "en"),
    ],
)
def test_dates_are_read_as_people_of_a_language_write_them(
    typed: str, right: str, lang: str
) -> None:
    assert mark(typed, right, lang=lang).is_right


@pytest.mark.parametrize(
    "typed",
    ["before 1815", "not 1815", "1814 or 1815", "between 1814 and 1816", "1810s", "since 1815"],
)
def test_what_is_no_one_year_is_wrong(typed: str) -> None:
    assert not mark(typed, "1815").is_right
