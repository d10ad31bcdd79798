"""Questions whose letters are drawn: Moodle's calculated questions with their datasets, and back.

Moodle draws one of up to a hundred sets of numbers that are written down; a bank draws each letter
from a range or a list. Which of these a dataset is goes by its numbers.
"""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache, reduce
from html import escape
from itertools import product
from math import gcd, prod
from random import Random
from typing import Any

from quiz.formats.exchange.answers import decimal_of
from quiz.formats.exchange.moodle_formulas import UntranslatableError, from_moodle, to_moodle
from quiz.formats.exchange.xml_tree import Element
from quiz.formats.yaml_bank.problems import trial_fault
from quiz.items import Allowance, Computed
from quiz.items.computed import Letter
from quiz.items.formula import Formula, ends_within_three_decimals, to_decimal
from quiz.items.functions import FormulaError, Value
from quiz.items.markup import is_inside, spans
from quiz.items.number import plain

_MOST_ROWS = 100
"""Sets of numbers that Moodle keeps for a question."""
_MOST_DECIMALS = 9
_MOST_TRIED = 100
"""Sets of numbers that are tried at once; a bank is checked as a whole before it is written."""
_RELATIVE, _NOMINAL = "1", "2"
_EXACT = Decimal("0.0001")
"""Allowed where nothing is: Moodle compares floating-point numbers."""


# Writing


@lru_cache(8)  # whether it can be drawn is asked first
def written(item: Computed) -> tuple[str, ...]:
    """Return what only calculated questions have, as XML; nothing if Moodle cannot draw it."""
    try:
        formula = to_moodle(item.formula)
        rows = _rows(item)
        values = [Formula(item.formula).value(row) for row in rows]
    except (UntranslatableError, FormulaError):
        return ()
    if any(_has_letter_inside(text, item.letters) for text in (item.stem, item.explain)):
        return ()
    shown = 3
    if all(map(ends_within_three_decimals, values)):
        shown = max(_decimals(to_decimal(value)) for value in values)
    answer = (
        f'<answer fraction="100"><text>{escape(formula, quote=False)}</text>\n'
        f"{_tolerance(item.tolerance)}<correctanswerformat>1</correctanswerformat>\n"
        f"<correctanswerlength>{shown}</correctanswerlength>\n"
        '<feedback format="html"><text></text></feedback></answer>\n'
    )
    definitions = "".join(_definition(letter, rows) for letter in item.letters)
    return (answer, f"<dataset_definitions>\n{definitions}</dataset_definitions>\n")


def _rows(item: Computed) -> list[dict[str, Value]]:
    """Return sets of numbers: all of them, or a hundred that are always the same."""
    names = [letter.name for letter in item.letters]
    if prod(letter.count for letter in item.letters) <= _MOST_ROWS:
        values = product(*(letter.values() for letter in item.letters))
        return [dict(zip(names, row, strict=True)) for row in values]
    rng = Random(0)
    found: dict[tuple[Value, ...], None] = {}
    for _time in range(4 * _MOST_ROWS):
        found.setdefault(tuple(letter.draw(rng) for letter in item.letters))
        if len(found) == _MOST_ROWS:
            break
    return [dict(zip(names, row, strict=True)) for row in found]


def _tolerance(tolerance: Allowance | None) -> str:
    width, kind = _EXACT, _NOMINAL
    if tolerance is not None and tolerance.is_relative:
        width, kind = tolerance.value / 100, _RELATIVE
    elif tolerance is not None:
        width = tolerance.value
    return f"<tolerance>{plain(width)}</tolerance>\n<tolerancetype>{kind}</tolerancetype>\n"


def _definition(letter: Letter, rows: Sequence[dict[str, Value]]) -> str:
    low, high = (to_decimal(value) for value in (letter.ends()[0], letter.ends()[-1]))
    if letter.listed:
        low, high = min(letter.listed), max(letter.listed)
    elif letter.ends()[-1] == 0 and len(letter.ends()) > 1:
        high = to_decimal(letter.ends()[1])
    numbers = [to_decimal(row[letter.name]) for row in rows]
    items = "".join(
        f"<dataset_item><number>{at}</number><value>{plain(number)}</value></dataset_item>\n"
        for at, number in enumerate(numbers, 1)
    )
    decimals = max(map(_decimals, (low, high, *numbers)))
    return (
        "<dataset_definition><status><text>private</text></status>\n"
        f"<name><text>{letter.name}</text></name>\n<type>calculated</type>\n"
        "<distribution><text>uniform</text></distribution>\n"
        f"<minimum><text>{plain(low)}</text></minimum>\n"
        f"<maximum><text>{plain(high)}</text></maximum>\n"
        f"<decimals><text>{decimals}</text></decimals>\n<itemcount>{len(rows)}</itemcount>\n"
        f"<dataset_items>\n{items}</dataset_items>\n"
        f"<number_of_items>{len(rows)}</number_of_items></dataset_definition>\n"
    )


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.normalize().as_tuple().exponent))


def _has_letter_inside(text: str, letters: Sequence[Letter]) -> bool:
    """Return whether a letter is in code or maths, where a bank leaves it and Moodle fills it."""
    pieces = spans(text)
    return any(
        is_inside(at, pieces)
        for letter in letters
        for at in range(len(text))
        if text.startswith(f"{{{letter.name}}}", at)
    )


# Reading


def drawn(question: Element) -> dict[str, Any] | None:
    """Return the keys of a question whose letters are drawn; None if ours cannot draw them.

    Args:
        question: A `calculated` or `calculatedsimple` one.
    """
    answers = [one for one in question.all("answer") if one.text_at("text").strip() != "*"]
    if len(answers) != 1 or decimal_of(answers[0].get("fraction", "0")) != 100:
        return None
    if any("{=" in one.text for one in question.walk()):
        return None
    (answer,) = answers
    try:
        formula = from_moodle(answer.text_at("text"))
        used = Formula(formula).letters
    except (UntranslatableError, FormulaError):
        return None
    letters = [_letter(one) for one in _definitions(question)]
    found = tuple(letter for letter in letters if letter is not None)
    names = [letter.name for letter in found]
    if not found or len(set(names)) < len(letters) or not used <= set(names):
        return None
    width = abs(decimal_of(answer.text_at("tolerance")) or Decimal(0))
    kind = answer.text_at("tolerancetype") or _RELATIVE
    if kind not in (_RELATIVE, _NOMINAL) or width > 10**9:
        return None
    keys = {"letters": found, "formula": formula}
    if not width or (kind == _NOMINAL and width <= _EXACT):
        return keys
    tolerance = (
        Allowance((width * 100).normalize(), True) if kind == _RELATIVE else Allowance(width)
    )
    return {**keys, "tolerance": tolerance}


def is_playable(item: Computed, raw_stem: str) -> bool:
    """Return whether a question that was read can be drawn, its letters where they are filled.

    Args:
        item: The question.
        raw_stem: What Moodle asks, as it was before it was Markdown.
    """
    for letter in item.letters:
        sign = f"{{{letter.name}}}"
        if raw_stem.count(sign) != item.stem.count(sign):
            return False
    texts = (item.stem, item.explain, *item.hints)
    if any(_has_letter_inside(text, item.letters) for text in texts):
        return False
    return not trial_fault(item, _MOST_TRIED)[0]


def _definitions(question: Element) -> list[Element]:
    defined = question.first("dataset_definitions")
    return defined.all("dataset_definition") if defined is not None else []


def _letter(definition: Element) -> Letter | None:
    name = definition.text_at("name", "text") or definition.text_at("name")
    items = definition.first("dataset_items")
    found = items.all("dataset_item") if items is not None else []
    numbers = [decimal_of(one.text_at("value")) for one in found[:_MOST_ROWS]]
    values = [number for number in numbers if number is not None]
    if not name.isidentifier() or not name.isascii() or not values or len(values) < len(numbers):
        return None
    if any(abs(value) > 10**12 or _decimals(value) > _MOST_DECIMALS for value in values):
        return None
    low = decimal_of(definition.text_at("minimum", "text"))
    high = decimal_of(definition.text_at("maximum", "text"))
    is_uniform = definition.text_at("distribution", "text") in ("uniform", "")
    if is_uniform and low is not None and high is not None and abs(low) + abs(high) < 10**12:
        step = _step(low, high, values)
        if step and _is_range(low, high, step, values):
            return Letter(name=name, low=_figure(low), high=_figure(high), step=_figure(step))
    return Letter(name=name, listed=tuple(sorted(set(values))))


def _step(low: Decimal, high: Decimal, values: Sequence[Decimal]) -> Decimal:
    """Return the greatest step from the least number that meets all; 0 if there is none."""
    numbers = (high, *values)
    if high <= low or any(not low <= value <= high for value in values):
        return Decimal(0)
    decimals = max(map(_decimals, (low, *numbers)))
    if decimals > _MOST_DECIMALS:
        return Decimal(0)
    scale = 10**decimals
    try:
        steps = [int((one - low) * scale) for one in numbers]
        return Decimal(reduce(gcd, steps)) / Decimal(scale)
    except InvalidOperation:
        return Decimal(0)


def _is_range(low: Decimal, high: Decimal, step: Decimal, values: Sequence[Decimal]) -> bool:
    """Return whether numbers are drawn from a range, and not some that were listed."""
    count, distinct = int((high - low) / step) + 1, len(set(values))
    if count <= len(values):
        return distinct == count
    met = count * (1 - (1 - 1 / count) ** len(values))
    return distinct * 2 > met


def _figure(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number
