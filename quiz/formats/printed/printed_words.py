"""The words that stand on a printed sheet, in the language of the paper and not of the program.

English is written here; other languages are catalogues of the domain `paper`
(`quiz/locale/LANGUAGE/LC_MESSAGES/paper.po`), whose messages are these texts under the names of
their fields.
"""

import gettext
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import msgspec

from quiz.items.directions import direction
from quiz.items.wording import amount
from quiz.marking.dates import format_date, parse_iso_date
from quiz.marking.language import language
from quiz.translation import LOCALES

DOMAIN = "paper"


class PrintedWords(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one language; `{names}` are filled in where they are printed."""

    name: str = "Name"
    """Before the line for the student's name."""
    date: str = "Date"
    """Before the date, or the line for it."""
    class_name: str = "Class"
    """Before the name of the class."""
    points: str = "Points"
    """Before points, and over their column."""
    grade: str = "Grade"
    """Before the box for the grade, and over the table of grades."""
    version: str = "Version"
    """Before a version's code."""
    page: str = "Page {n} of {total}"
    """At the foot of a bubble sheet."""
    minutes: str = "Time: {n} minutes"
    """How long it takes."""
    text_for: str = "Text for {questions}"
    """Above a passage."""
    picture: str = "Picture: {alt}"
    """Where a picture is missing."""
    true: str = "True"
    """The first option of a true-or-false question."""
    false: str = "False"
    """The second option of a true-or-false question."""
    key: str = "Answer key"
    """Title of the sheet of right answers."""
    marking: str = "Grading guide"
    """Title of the sheet with rules and rubrics."""
    answer_sheet: str = "Answer sheet"
    """Title of the bubble sheet."""
    student_number: str = "Student number"
    """Over the digits of the student number."""
    number: str = "No."
    """Over the column of question numbers."""
    answer: str = "Correct answer"
    """Over the column of right answers."""
    given: str = "Score"
    """Over the empty column for points earned."""
    rule: str = "How to grade"
    """Over the column of rules."""
    also: str = "Also accepted: {texts}"
    """More accepted spellings."""
    fill: str = (
        "Fill in the circle of your answer completely, with dark ink or pencil. If "
        "several answers are correct, fill in all of them."
    )
    """How a bubble sheet is filled in."""
    pick_one: str = "Mark the one correct answer."
    """Task of a choice question."""
    pick_all: str = "Mark all correct answers."
    """Task of a question with several right options."""
    decide: str = "True or false?"
    """Task of a true-or-false question."""
    any_order: str = "In any order."
    """Task of a list question without an order."""
    pair: str = "Write the matching letter next to each item."
    """Task of a matching question."""
    once_each: str = "You may use a letter once, more than once, or not at all."
    """Further task of a matching question with more letters than items."""
    put_in_order: str = "Number the items in the correct order, starting with 1."
    """Task of an ordering question."""
    sort: str = "Mark the group of each item."
    """Task of a grouping question."""
    fill_gaps: str = "Fill in the gaps."
    """Task of a gap text."""
    say: str = "Write the other side of the card."
    """What to do with a card's front."""
    year: str = "Write the year."
    """Task of a date question that asks for a year."""
    month: str = "Write the month and year."
    """Task of a date question that asks for month and year."""
    day: str = "Write the day, month and year."
    """Task of a date question that asks for a whole date."""
    all_or_nothing: str = "All or nothing."
    """Rule of a question without partial credit."""
    several_rule: str = (
        "{plus} for each correct option, minus {minus} for each wrong one; never below 0."
    )
    """Rule of a question with several right options."""
    list_rule: str = "{each} for each correct item, minus {each} for each item beyond {n}."
    """Rule of a list question."""
    share_rule: str = "{each} for each correct one."
    """Rule of a question whose parts count alike."""
    order_rule: str = "{each} for each pair of items in the correct relative order."
    """Rule of an ordering question."""
    judged: str = "0, {half} or {full}."
    """How what is judged earns points."""
    typos: str = "Small spelling mistakes are accepted."
    """Rule of a typed question that forgives typos."""
    exact: str = "Spelling must be exact."
    """Rule of a typed question that forgives none."""
    unit: str = "The unit may be left out."
    """Rule of a number with a unit."""
    decimal_point: str = "."
    """The decimal separator in points."""
    month_in_figures: str = "{m}/{y}"
    """How month and year are written in figures."""
    day_in_figures: str = "{d}/{m}/{y}"
    """How a whole date is written in figures."""


ENGLISH = PrintedWords()


@lru_cache(1)
def languages() -> tuple[str, ...]:
    """Return the languages that we have the words in, English first."""
    found = (path.parts[-3] for path in Path(LOCALES).glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return ("en", *sorted(found))


def words_language(tag: str) -> str:
    """Return the language that the words of a BCP 47 tag are in: its own, or English."""
    code = tag.replace("_", "-").partition("-")[0].lower()
    code = {"iw": "he"}.get(code, code)
    return code if code in languages() else "en"


def words_direction(tag: str) -> str:
    """Return the direction of the words that a BCP 47 tag gets."""
    return direction(words_language(tag))


def printed_words(tag: str) -> PrintedWords:
    """Return the words for a BCP 47 tag; English ones where we do not have the language."""
    return _words(words_language(tag))


@lru_cache(32)
def _words(code: str) -> PrintedWords:
    if code == "en":
        return ENGLISH
    catalogue = gettext.translation(DOMAIN, LOCALES, [code])
    texts = msgspec.structs.asdict(ENGLISH)
    return PrintedWords(**{name: catalogue.pgettext(name, text) for name, text in texts.items()})


def printed_date(text: str, tag: str) -> str:
    """Return a date (`1815-06-18`, `1815-06`, `1815`) as a language writes it.

    In figures where we do not know the language's names of months.

    Raises:
        ValueError: It is no date.
    """
    date, known = parse_iso_date(text), language(tag)
    is_named = known.months != language("en").months or words_language(tag) == "en"
    if is_named or date.year is None or date.month is None:
        return format_date(date, known)
    words, year = printed_words(tag), abs(date.year)
    form = words.month_in_figures if date.day is None else words.day_in_figures
    shown = form.format(d=date.day, m=date.month, y=year)
    return known.bc_format.format(year=shown) if date.year < 0 else shown


def figure(value: float, words: PrintedWords) -> str:
    """Return points as the language writes them: to two places, or as a fraction.

    A third or an eighth of a point is `1/3` and `1/8`, so that the parts add up to the whole.
    """
    if abs(value * 100 - round(value * 100)) < 1e-6:
        return amount(value).replace(".", words.decimal_point)
    exact = Fraction(value).limit_denominator(1_000)
    if abs(float(exact) - value) < 1e-9:
        return f"{exact.numerator}/{exact.denominator}"
    return f"{value:.2f}".replace(".", words.decimal_point)
