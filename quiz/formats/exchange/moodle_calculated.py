"""Calculated questions of Moodle, with the first set of their numbers."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from quiz.formats.exchange.answers import UnreadableError, decimal_of
from quiz.formats.exchange.xml_tree import Element
from quiz.items.formula import Formula, to_decimal
from quiz.items.functions import FormulaError, Value
from quiz.items.number import plain
from quiz.translation import _

_LETTER = re.compile(r"\{(\w[\w .-]{0,60})\}")
_FORMULA = re.compile(r"\{=((?:[^{}]|\{[^{}]*\}){1,500})\}")
_SIGNIFICANT = "2"
_MOST_DIGITS = 15
_RELATIVE, _GEOMETRIC = "1", "3"


class Variant:
    """A calculated question with its letters replaced by one set of numbers."""

    def __init__(self, question: Element) -> None:
        """Take the first number of each of its letters.

        Raises:
            UnreadableError: A letter has no number.
        """
        self._values: dict[str, Decimal] = {}
        defined = question.first("dataset_definitions")
        for one in defined.all("dataset_definition") if defined is not None else ():
            name = one.text_at("name", "text") or one.text_at("name")
            value = decimal_of(one.text_at("dataset_items", "dataset_item", "value"))
            if value is None:
                raise UnreadableError(_("calculated, and a letter has no numbers"))
            self._values[name] = value

    def text(self, text: str) -> str:
        """Return a text with its letters and formulas replaced by numbers.

        Raises:
            UnreadableError: A formula cannot be worked out.
        """
        text = _FORMULA.sub(lambda found: plain(self.value(found[1])), text)
        return _LETTER.sub(
            lambda found: plain(self._values[found[1]]) if found[1] in self._values else found[0],
            text,
        )

    def value(self, formula: str) -> Decimal:
        """Return what a formula gives.

        Raises:
            UnreadableError: It cannot be worked out.
        """
        names: dict[str, str] = {}
        known: Mapping[str, Decimal] = self._values

        def letter(found: re.Match[str]) -> str:
            if found[1] not in known:
                raise UnreadableError(_("calculated, and a letter has no numbers"))
            return names.setdefault(found[1], f"v{len(names)}")

        made = _LETTER.sub(letter, formula.strip().lstrip("=")).replace("pi()", "pi")
        try:
            values: dict[str, Value] = {
                name: _exact(known[original]) for original, name in names.items()
            }
            return to_decimal(Formula(made).value(values))
        except (FormulaError, InvalidOperation, OverflowError) as error:
            words = _("a formula that can't be worked out: {why}")
            raise UnreadableError(words.format(why=error)) from error

    def answer(self, answer: Element) -> tuple[str, Decimal]:
        """Return an answer's number as text, and how far off one may be.

        Raises:
            UnreadableError: It cannot be worked out.
        """
        exact = self.value(answer.text_at("text"))
        width = abs(decimal_of(answer.text_at("tolerance")) or Decimal(0))
        if answer.text_at("tolerancetype") in (_RELATIVE, _GEOMETRIC):
            width = (abs(exact) * width).normalize()
        shown = _rounded(
            exact, answer.text_at("correctanswerlength"), answer.text_at("correctanswerformat")
        )
        return plain(shown), max(width, abs(shown - exact)).normalize()


def _exact(value: Decimal) -> Value:
    from fractions import Fraction

    exact = Fraction(value)
    return int(exact) if exact.denominator == 1 else exact


def _rounded(value: Decimal, length: str, form: str) -> Decimal:
    """Return a number with as many decimals, or digits, as the question shows."""
    digits = int(length) if length.isdecimal() and len(length) < 3 else 2
    digits = min(digits, _MOST_DIGITS)
    if form == _SIGNIFICANT and value:
        digits = max(1, digits) - 1 - value.adjusted()
    try:
        return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    except InvalidOperation:
        return value
