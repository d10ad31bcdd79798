"""Computed problems: the letters of `let`, and whether the formula has a value for each."""

import re

from yaml import Node, ScalarNode

from quiz.formats.yaml_bank.reader import Reader
from quiz.items import Computed, Letter
from quiz.items.formula import (
    FUNCTIONS,
    Formula,
    FormulaError,
    Value,
    ends_within_three_decimals,
    to_decimal,
)
from quiz.items.number import plain
from quiz.words import _

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,20}\Z")
_RANGE = re.compile(r"(-?[0-9]{1,12})\s*\.\.\s*(-?[0-9]{1,12})\Z")
_DASHED = re.compile(r"[0-9]{1,12}\s*(?:-|–|—|…|\.{3,}|to)\s*[0-9]{1,12}\Z")
_SHAPE = _("letters with their values, `a: 2..9` or `a: [2, 3.5]`")


def letters_of(reader: Reader, node: Node) -> tuple[Letter, ...]:
    """Return the letters of `let`; faults are reported."""
    letters = []
    for name, name_node, value in reader.mapping_of(node, "let", _SHAPE):
        if not _NAME.match(name) or name in FUNCTIONS:
            reader.fault(
                name_node,
                _("{name!r} cannot be a letter; use one such as a or x").format(name=name),
            )
            continue
        letter = _letter(reader, name, value)
        if letter is not None:
            letters.append(letter)
    return tuple(letters)


def _letter(reader: Reader, name: str, node: Node) -> Letter | None:
    if type(node) is ScalarNode:
        written = reader.line_of(node, name)
        found = _RANGE.match(written)
        if found is None:
            if written:
                numbers = re.findall(r"[0-9]+(?:\.[0-9]+)?", written)
                mend = (
                    _("; write {low}..{high}").format(low=numbers[0], high=numbers[1])
                    if _DASHED.match(written)
                    else ""
                )
                if "." in "".join(numbers):
                    mend = _("; a range has whole numbers, so list them: [0.5, 1]")
                what = _(
                    "`{name}` is a range such as 2..9, or a list of numbers such as [2, 3.5]"
                ).format(name=name)
                reader.fault(node, what + mend)
            return None
        low, high = int(found.group(1)), int(found.group(2))
        if low > high:
            reader.fault(
                node,
                _("the range {written} is empty; write `{name}: {high}..{low}`").format(
                    written=written, name=name, high=high, low=low
                ),
            )
            return None
        return Letter(name, low, high)
    numbers = [reader.number_of(entry, name) for entry in reader.list_of(node, name)]
    listed = tuple(number for number in numbers if number is not None)
    return Letter(name, listed=listed) if listed else None


def trial_fault(item: Computed, most: int) -> tuple[str, int]:
    """Try the formula with the values its letters may have, `most` sets at most.

    Returns:
        What is wrong with it (empty if nothing is), and how many sets were tried.
    """
    try:
        formula = Formula(item.formula)
    except FormulaError as error:
        return _("the formula cannot be read: {error}").format(error=error), 0
    unknown = formula.letters - {letter.name for letter in item.letters}
    if unknown:
        named = ", ".join(sorted(unknown))
        message = _("the formula names {names}, which `let` does not give; add it there")
        return message.format(names=named), 0
    tried = 0
    for values in item.trial_values():
        tried += 1
        try:
            value = formula.value(values)
        except FormulaError as error:
            message = _(
                "for {values} the formula has no value: {error}; change the range or the formula"
            )
            return message.format(values=_shown(values), error=error), tried
        if item.tolerance is None and not ends_within_three_decimals(value):
            message = _(
                "for {values} the value does not end within three decimals; "
                "add a `tolerance`, or round it in the formula"
            )
            return message.format(values=_shown(values)), tried
        if tried >= most:
            break
    return "", tried


def _shown(values: dict[str, Value]) -> str:
    return ", ".join(f"{name} = {plain(to_decimal(value))}" for name, value in values.items())
