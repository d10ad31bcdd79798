"""Numbers, dates and formulas that don't make clear what to type."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice, product
from random import Random

from quiz.errors import Problem
from quiz.items import Computed, Date, Number
from quiz.items.number import plain
from quiz.lint import phrases
from quiz.lint.draft import Draft
from quiz.lint.text import Phrases, language_code, line, prose, said, shown
from quiz.marking.units import find_unit
from quiz.translation import _

_MOST_DIGITS = 6
"""That a learner types without a slip."""
_MOST_ENDS, _DRAWN = 16, 8
"""Sets of letters that are tried: their ends, and some drawn."""
_SCALES = frozenset(["million", "millions", "billion", "billions", "thousand", "mio", "mrd"])


def no_unit(draft: Draft) -> Iterator[Problem]:
    """The question asks for a unit that the answer doesn't have.

    Without `unit`, an answer that includes it is refused: "120 km" for `answer: 120`. Add `unit:`,
    best in all its spellings; other units of the same kind are then converted.

    Bad:
        - question: How many kilometres is it from Vienna to Brno?
          answer: 120
          tolerance: 10
          explain: Austerlitz lies near Brno.

    Good:
        - question: How many kilometres is it from Vienna to Brno?
          answer: 120
          unit: km
          tolerance: 10
          explain: Austerlitz lies near Brno.
    """
    code = language_code(draft)
    quantity, measures = (phrases.of(table, code) for table in (phrases.QUANTITY, phrases.MEASURES))
    for question, item in draft.of(Number, Computed):
        if item.units:
            continue
        unit = _asked_unit(prose(item.stem), quantity) or measures.found(item.stem)
        if unit:
            message = _(
                "the question asks '{asked}', but without `unit` an answer that "
                "includes one is refused; add `unit:` with the spellings students "
                "may type"
            )
            yield question.weakness(message.format(asked=unit), "answer")


def _asked_unit(stem: str, quantity: Phrases) -> str:
    """Return "how many kilometres" where a stem asks for a known unit; empty if it does not."""
    asking = quantity.found(stem)
    if not asking:
        return ""
    if phrases.UNITS.found(asking):
        return asking
    following = line(stem).partition(f" {asking} ")[2].split()[:3]
    while following and (following[0] in _SCALES or following[0] in ("of", "de", "di", "us")):
        following = following[1:]
    for count in (2, 1):
        name = " ".join(following[:count])
        if name in phrases.UNITS.words or name in {p.strip() for p in phrases.UNITS.longer}:
            return f"{asking} {name}"
        if len(name) > 2 and find_unit(name):
            return f"{asking} {name}"
    return ""


def no_tolerance(draft: Draft) -> Iterator[Problem]:
    """The question asks for a rough number, but only the exact one is accepted.

    A student who is asked "about how many?" and answers 121 is graded wrong if the answer is 120.
    Add `tolerance:`, as a number or a percentage, or leave "about" out of the question.

    Bad:
        - question: About how many envoys came to the congress?
          answer: 200
          explain: Most of them had little to do.

    Good:
        - question: About how many envoys came to the congress?
          answer: 200
          tolerance: 20%
          explain: Most of them had little to do.
    """
    about = phrases.of(phrases.ABOUT, language_code(draft))
    if not about:
        return
    for question, item in draft.of(Number, Computed):
        if item.tolerance is not None and item.tolerance.value:
            continue
        asked = [part for part in said(item.stem).replace("!", ".").split(".") if "?" in part]
        word = next((word for part in asked if (word := about.found(part))), "")
        if word and not (isinstance(item, Number) and item.accept):
            message = _(
                "the question asks for a rough number ('{word}'), but only the exact "
                "one is accepted; add `tolerance:`, such as 5%"
            )
            yield question.weakness(message.format(word=word), "answer")


def year_as_number(draft: Draft) -> Iterator[Problem]:
    """A year is asked for as a number.

    As a number, it refuses "9 June 1815" and "1815 AD". Write `date: 1815` instead of `answer`:
    then students see that a year is wanted, and may give more.

    Bad:
        - question: In which year did the congress end?
          answer: 1815
          explain: The Final Act is from June.

    Good:
        - question: In which year did the congress end?
          date: 1815
          explain: The Final Act is from June.
    """
    for question, item in draft.of(Number):
        value = item.answer
        is_year = value == value.to_integral_value() and 1000 <= value <= 2100
        if is_year and not item.units and not item.tolerance and _asks_year(item.stem, draft):
            message = _(
                "a year written as a number refuses full dates; write `date: {year}` "
                "instead of `answer: {year}`"
            )
            yield question.weakness(message.format(year=plain(value)), "answer")


def _asks_year(stem: str, draft: Draft) -> bool:
    """Return whether a stem asks for a year, or when something was, and for no quantity."""
    if phrases.ASKS_YEAR.found(stem):
        return True
    code = language_code(draft)
    when = phrases.of(phrases.WHEN, code).begins(stem)
    return bool(when) and "?" in stem and not phrases.of(phrases.QUANTITY, code).found(stem)


def finer_date(draft: Draft) -> Iterator[Problem]:
    """The date is more precise than the question asks.

    Students who are asked for a year and give it are graded wrong, because the month is missing.
    Write only as much of the date as you ask for; a more precise answer is accepted anyway.

    Bad:
        - question: In which year did the congress end?
          date: 1815-06-09
          explain: The Final Act was signed on that day.

    Good:
        - question: In which year did the congress end?
          date: 1815
          explain: The Final Act was signed in June.
    """
    for question, item in draft.of(Date):
        wanted, given = _asked_fineness(item.stem), item.date[1:].count("-")
        if wanted is not None and given > wanted:
            short = "-".join(item.date[1:].split("-")[: wanted + 1])
            message = _(
                "the question asks for {asked}, but `date: {date}` needs more, so "
                "the correct answer is refused; write `date: {short}`"
            )
            filled = message.format(
                asked=(_("a year"), _("a month"))[wanted],
                date=item.date,
                short=item.date[0] + short,
            )
            yield question.weakness(filled, "date")


def coarser_date(draft: Draft) -> Iterator[Problem]:
    """The date is less precise than the question asks.

    Students who are asked for the day and type only the year are right, because the date says no
    more. Write the date as precisely as you ask for it, or ask for less.

    Bad:
        - question: On which day was the Final Act signed?
          date: 1815-06
          explain: It was a few days before Waterloo.

    Good:
        - question: On which day was the Final Act signed?
          date: 1815-06-09
          explain: It was a few days before Waterloo.
    """
    for question, item in draft.of(Date):
        wanted, given = _asked_fineness(item.stem), item.date[1:].count("-")
        if wanted is not None and given < wanted:
            message = _(
                "the question asks for {asked}, but `date: {date}` accepts less; "
                "write the date as precisely as you ask for it"
            )
            asked = (_("a month"), _("a day"))[wanted - 1]
            yield question.weakness(message.format(asked=asked, date=item.date), "date")


def _asked_fineness(stem: str) -> int | None:
    """Return 0 where a stem asks for a year, 1 for a month, 2 for a day; None if unclear."""
    if phrases.NOT_A_DAY.found(stem):
        return None
    asked = [
        fineness
        for fineness, these in enumerate((phrases.ASKS_YEAR, phrases.ASKS_MONTH, phrases.ASKS_DAY))
        if these.found(stem)
    ]
    return asked[0] if len(asked) == 1 else None


def long_computed(draft: Draft) -> Iterator[Problem]:
    """Some values give a result with many digits.

    Typing seven digits without a slip is not what students should learn. Choose smaller numbers in
    `let`, or add a `tolerance`, so that a rounded result is accepted.

    Bad:
        - question: An army of {a} men gets {b} grams of bread each. How many grams is that?
          let: {a: [12345, 23456], b: [345, 456]}
          answer: = a * b
          unit: grams
          explain: Multiply both numbers.

    Good:
        - question: An army of {a} men gets {b} grams of bread each. How many grams is that?
          let: {a: [12000, 20000], b: [300, 400]}
          answer: = a * b
          unit: grams
          explain: Multiply both numbers.
    """
    for question, item in draft.of(Computed):
        if item.tolerance is not None and item.tolerance.value:
            continue
        found = _longest_value(item)
        if found:
            message = _(
                "for {letters} the result is {value}, which is hard to type without "
                "a slip; choose smaller numbers in `let`, or add a `tolerance`"
            )
            letters, value = found
            yield question.weakness(message.format(letters=letters, value=value), "answer")


def _longest_value(item: Computed) -> tuple[str, str] | None:
    """Return letters, and the value that they make, if it has too many digits."""
    from quiz.items.formula import Formula, to_decimal
    from quiz.items.functions import FormulaError

    try:
        formula = Formula(item.formula)
    except FormulaError:
        return None
    names = [letter.name for letter in item.letters]
    rng = Random(0)
    ends = islice(product(*(letter.ends() for letter in item.letters)), _MOST_ENDS)
    drawn = (tuple(letter.draw(rng) for letter in item.letters) for _at in range(_DRAWN))
    for values in (*ends, *drawn):
        try:
            result = to_decimal(formula.value(dict(zip(names, values, strict=True))))
        except FormulaError:
            continue
        if _digits(result) > _MOST_DIGITS:
            shown_values = (plain(to_decimal(value)) for value in values)
            pairs = (f"{n} = {v}" for n, v in zip(names, shown_values, strict=True))
            return shown(", ".join(pairs)), shown(plain(result), 30)
    return None


def _digits(value: Decimal) -> int:
    """Return how many digits are to be typed that are not zeros at the end."""
    digits = plain(value).lstrip("-").replace(".", "").strip("0")
    return len(digits)
