"""Computed problems: the letters of `let`, and whether the formula has a value for each."""

import re
from decimal import Decimal

from yaml import Node, ScalarNode

from quiz.formats.yaml_bank.reader import Reader, is_number
from quiz.items import Computed, Letter
from quiz.items.formula import FUNCTIONS, Formula, ends_within_three_decimals, to_decimal
from quiz.items.functions import FormulaError, Value
from quiz.items.number import plain
from quiz.translation import _

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,20}\Z")
_FIGURE = r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?"
_RANGE = re.compile(rf"({_FIGURE})\s*\.\.\s*({_FIGURE})(?:\s+step\s+({_FIGURE}))?\Z")
_DASHED = re.compile(rf"{_FIGURE}\s*(?:-|–|—|…|\.{{3,}}|to)\s*{_FIGURE}\Z")
_SHAPE = _("letters with their values: `a: 2..9`, `a: 0.5..2 step 0.5` or `a: [2, 3.5]`")


_SLOW = 5
"""So many sets of a plain formula are tried in the time of one with slow functions."""


def letters_of(reader: Reader, node: Node) -> tuple[Letter, ...]:
    """Return the letters of `let`; faults are reported."""
    letters = []
    for name, name_node, value in reader.mapping_of(node, "let", _SHAPE):
        if not _NAME.match(name) or name in FUNCTIONS:
            message = _("{name!r} can't be a letter of a formula; use one such as a or x")
            if name in FUNCTIONS:
                message = _("{name!r} is the name of a function; use a letter such as a or x")
            reader.fault(name_node, message.format(name=name))
            continue
        letter = _letter(reader, name, value)
        if letter is not None:
            letters.append(letter)
    return tuple(letters)


def _letter(reader: Reader, name: str, node: Node) -> Letter | None:
    if type(node) is not ScalarNode:
        numbers = [reader.number_of(entry, name) for entry in reader.list_of(node, name)]
        listed = tuple(number for number in numbers if number is not None)
        return Letter(name, listed=listed) if listed else None
    if is_number(node):
        number = reader.number_of(node, name)
        return Letter(name, listed=(number,)) if number is not None else None
    written = reader.line_of(node, name)
    found = _RANGE.match(written)
    if found is not None:
        return _range(reader, name, node, found)
    if written:
        numbers = re.findall(r"[0-9]+(?:\.[0-9]+)?", written)
        fix = (
            _("; write {low}..{high}").format(low=numbers[0], high=numbers[1])
            if _DASHED.match(written)
            else ""
        )
        what = _(
            "`{name}` must be a range such as 2..9 or 0.5..2 step 0.5, a number, or "
            "a list of numbers such as [2, 3.5]"
        )
        reader.fault(node, what.format(name=name) + fix)
    return None


def _range(reader: Reader, name: str, node: Node, found: re.Match[str]) -> Letter | None:
    low, high = _figure(found[1]), _figure(found[2])
    # Without a step the last decimal that was written counts: 0.5..2 is 0.5, 0.6, 0.7 and so on.
    step = _figure(found[3]) if found[3] else default_step(low, high)
    if low > high:
        message = _("the range {written} is empty; write `{name}: {high}..{low}`")
        written = f"{found[1]}..{found[2]}"
        fault = message.format(written=written, name=name, high=found[2], low=found[1])
        reader.fault(node, fault)
        return None
    if step <= 0:
        reader.fault(node, _("the step of a range must be above 0, such as 0.5"))
        return None
    return Letter(name, low, high, step)


def _figure(written: str) -> int | Decimal:
    return Decimal(written) if "." in written else int(written)


def default_step(low: int | Decimal, high: int | Decimal) -> int | Decimal:
    """Return the step of a range that has none: one of its last written decimal."""
    places = max(_places(low), _places(high))
    return Decimal(1).scaleb(-places) if places else 1


def _places(number: int | Decimal) -> int:
    return 0 if isinstance(number, int) else -int(number.as_tuple().exponent)


def trial_fault(item: Computed, most: int) -> tuple[str, int]:
    """Try the formula with the values its letters may have, `most` sets at most.

    Returns:
        What is wrong with it (empty if nothing is), and how many sets were tried; one of a formula
        with slow functions counts as several.
    """
    try:
        formula = Formula(item.formula)
    except FormulaError as error:
        return _("can't read the formula: {error}").format(error=error), 0
    unknown = formula.letters - {letter.name for letter in item.letters}
    if unknown:
        named = ", ".join(sorted(unknown))
        message = _("the formula uses {names}, not given under `let`; add it there")
        return message.format(names=named), 0
    tried = 0
    cost = _SLOW if formula.is_slow else 1
    for values in item.trial_values():
        tried += cost
        try:
            value = formula.value(values)
        except FormulaError as error:
            message = _(
                "the formula has no value for {values}: {error}; change the range or the formula"
            )
            return message.format(values=_shown(values), error=error), tried
        if item.tolerance is None and not ends_within_three_decimals(value):
            message = _(
                "the result for {values} has more than three decimals; add a "
                "`tolerance`, or round it in the formula"
            )
            return message.format(values=_shown(values)), tried
        if tried >= most * cost:
            break
    return "", tried


def _shown(values: dict[str, Value]) -> str:
    return ", ".join(f"{name} = {plain(to_decimal(value))}" for name, value in values.items())
