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

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,20}\Z")
_RANGE = re.compile(r"(-?[0-9]{1,12})\s*\.\.\s*(-?[0-9]{1,12})\Z")
_DASHED = re.compile(r"[0-9]{1,12}\s*(?:-|–|—|…|\.{3,}|to)\s*[0-9]{1,12}\Z")
_SHAPE = "letters with their values, `a: 2..9` or `a: [2, 3.5]`"


def letters_of(reader: Reader, node: Node) -> tuple[Letter, ...]:
    """Return the letters of `let`; faults are reported."""
    letters = []
    for name, name_node, value in reader.mapping_of(node, "let", _SHAPE):
        if not _NAME.match(name) or name in FUNCTIONS:
            reader.fault(name_node, f"{name!r} cannot be a letter; use one such as a or x")
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
                mend = f"; write {numbers[0]}..{numbers[1]}" if _DASHED.match(written) else ""
                if "." in "".join(numbers):
                    mend = "; a range has whole numbers, so list them: [0.5, 1]"
                what = f"`{name}` is a range such as 2..9, or a list of numbers such as [2, 3.5]"
                reader.fault(node, what + mend)
            return None
        low, high = int(found.group(1)), int(found.group(2))
        if low > high:
            reader.fault(node, f"the range {written} is empty; write `{name}: {high}..{low}`")
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
        return f"the formula cannot be read: {error}", 0
    unknown = formula.letters - {letter.name for letter in item.letters}
    if unknown:
        named = ", ".join(sorted(unknown))
        return f"the formula names {named}, which `let` does not give; add it there", 0
    tried = 0
    for values in item.trial_values():
        tried += 1
        try:
            value = formula.value(values)
        except FormulaError as error:
            mend = "change the range or the formula"
            return f"for {_shown(values)} the formula has no value: {error}; {mend}", tried
        if item.tolerance is None and not ends_within_three_decimals(value):
            return (
                f"for {_shown(values)} the value does not end within three decimals; "
                "add a `tolerance`, or round it in the formula"
            ), tried
        if tried >= most:
            break
    return "", tried


def _shown(values: dict[str, Value]) -> str:
    return ", ".join(f"{name} = {plain(to_decimal(value))}" for name, value in values.items())
