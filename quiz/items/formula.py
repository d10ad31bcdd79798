"""A small arithmetic: parsed by us, never evaluated as code.

It knows numbers, the letters of `let`, `pi`, `e`, `+ - * / // % **`, brackets, `abs round min max`
and the functions of `quiz.items.functions`. Values are exact (`int` or `Fraction`), so that
0.1 + 0.2 is 0.3; only what is not rational is rounded, and shown to 30 digits.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Context as DecimalContext
from decimal import Decimal
from fractions import Fraction

from quiz.items.functions import CONSTANTS, FormulaError, Value, bounded, power
from quiz.items.functions import FUNCTIONS as _ANALYTIC
from quiz.translation import _

Evaluate = Callable[[Mapping[str, Value]], Value]

_TOKEN = re.compile(
    r"\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?)|([A-Za-z_]\w*)|(\*\*|//|[-+*/%(),]))"
)
_MAX_LENGTH = 500
_MAX_DEPTH = 50
_DIGITS = DecimalContext(prec=30)


_WRITE_INSTEAD = {
    **dict.fromkeys("^²³", _("{sign!r} isn't allowed; write ** for a power")),
    **dict.fromkeys("×·∙", _("{sign!r} isn't allowed; write * instead")),
    **dict.fromkeys("÷:", _("{sign!r} isn't allowed; write / instead")),
    **dict.fromkeys("−–—", _("{sign!r} isn't allowed; write - instead")),
    **dict.fromkeys("[{", _("{sign!r} isn't allowed; write ( instead")),
    **dict.fromkeys("]}", _("{sign!r} isn't allowed; write ) instead")),
    "√": _("{sign!r} isn't allowed; write sqrt( ) instead"),
    ".": _("{sign!r} isn't allowed; write 0.5 instead of .5"),
}


class Formula:
    """A parsed formula."""

    def __init__(self, text: str) -> None:
        """Parse `text`, without the equals sign.

        Raises:
            FormulaError: It is not in the small arithmetic; says where.
        """
        parser = _Parser(text)
        self._evaluate = parser.formula()
        self.is_slow = parser.is_slow
        """Whether it has functions that take some ten times as long as sums."""
        self.letters = frozenset(parser.letters)
        """The names it uses, but for `pi` and `e`, which have a value without a letter."""

    def value(self, letters: Mapping[str, Value]) -> Value:
        """Return the value for these letters.

        Raises:
            FormulaError: Division by zero, a root of a negative number, a number too large.
        """
        try:
            return self._evaluate(letters)
        except ZeroDivisionError:
            raise FormulaError(_("it divides by zero")) from None


def to_decimal(value: Value) -> Decimal:
    """Return a value as a decimal of at most 30 digits."""
    if isinstance(value, int):
        return Decimal(value)
    return _DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))


def ends_within_three_decimals(value: Value) -> bool:
    """Return whether a learner can type the value exactly, of those 30 digits that are shown."""
    return (Fraction(to_decimal(value)) * 1000) % 1 == 0


class _Parser:
    """Recursive descent, one method a level of binding; each returns a closure."""

    def __init__(self, text: str) -> None:
        if len(text) > _MAX_LENGTH:
            raise FormulaError(_("it's longer than {n} characters").format(n=_MAX_LENGTH))
        self.tokens = list(_tokens(text))
        self.at = 0
        self.depth = 0
        self.letters: set[str] = set()
        self.is_slow = False

    def formula(self) -> Evaluate:
        if not self.tokens:
            raise FormulaError(_("it's empty"))
        result = self.sum()
        if self.at < len(self.tokens):
            raise FormulaError(self.unexpected(self.tokens[self.at]))
        return result

    def unexpected(self, token: str) -> str:
        """Return the sentence about a token after a value."""
        before = self.tokens[self.at - 1]
        if token == "(" and before[0].isalpha():
            text = _("unknown function {name}; available: {names}")
            return text.format(name=before, names=", ".join(FUNCTIONS))
        if token == ",":
            return _("unexpected comma; write decimals with a point, as in 0.5")
        if token == ")":
            return _("one closing bracket too many")
        return _("unexpected {sign!r}; use * to multiply").format(sign=token)

    def take(self, *wanted: str) -> str:
        """Return the next token and move on if it is one of `wanted`, else an empty text."""
        if self.at < len(self.tokens) and self.tokens[self.at] in wanted:
            self.at += 1
            return self.tokens[self.at - 1]
        return ""

    def sum(self) -> Evaluate:
        left = self.product()
        while sign := self.take("+", "-"):
            left = _binary(_SUMS[sign], left, self.product())
        return left

    def product(self) -> Evaluate:
        left = self.signed()
        while sign := self.take("*", "/", "//", "%"):
            left = _binary(_SUMS[sign], left, self.signed())
        return left

    def signed(self) -> Evaluate:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise FormulaError(_("too many nested brackets"))
        try:
            if self.take("-"):
                inner = self.signed()
                return lambda letters: -inner(letters)
            if self.take("+"):
                return self.signed()
            base = self.atom()
            if self.take("**"):
                return _binary(power, base, self.signed())
            return base
        finally:
            self.depth -= 1

    def atom(self) -> Evaluate:
        if self.at >= len(self.tokens):
            raise FormulaError(_("it's incomplete"))
        token = self.tokens[self.at]
        self.at += 1
        if token == "(":
            inner = self.sum()
            self.close()
            return inner
        if token[0].isdigit():
            number = Fraction(token)
            constant: Value = int(number) if number.denominator == 1 else number
            return lambda _letters: constant
        if token in _FUNCTIONS:
            self.is_slow |= token in _ANALYTIC
            return self.call(token)
        if token in CONSTANTS:
            usual = CONSTANTS[token]
            return lambda letters: letters.get(token, usual)
        if token[0].isalpha():
            self.letters.add(token)
            return lambda letters: letters[token]
        text = _("unexpected {sign!r}; there's no value before it")
        raise FormulaError(text.format(sign=token))

    def call(self, name: str) -> Evaluate:
        if not self.take("("):
            raise FormulaError(_("missing bracket after {name}").format(name=name))
        arguments = [self.sum()]
        while self.take(","):
            arguments.append(self.sum())
        self.close()
        function, least, most = _FUNCTIONS[name]
        if not least <= len(arguments) <= most:
            text = _("{name} doesn't take {n} values")
            raise FormulaError(text.format(name=name, n=len(arguments)))
        return lambda letters: function(*[argument(letters) for argument in arguments])

    def close(self) -> None:
        if not self.take(")"):
            raise FormulaError(_("missing closing bracket"))


def _tokens(text: str) -> list[str]:
    tokens, at = [], 0
    text = text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            rest = text[at:].lstrip()
            text = _WRITE_INSTEAD.get(rest[0], _("{sign!r} isn't allowed here"))
            raise FormulaError(text.format(sign=rest[0]))
        tokens.append(found.group(found.lastindex or 0))
        at = found.end()
    return tokens


def _binary(operate: Callable[[Value, Value], Value], left: Evaluate, right: Evaluate) -> Evaluate:
    return lambda letters: operate(left(letters), right(letters))


def _round(value: Value, digits: Value = 0) -> Value:
    """Round half up, as pupils are taught, and not half to even."""
    if not isinstance(digits, int) or abs(digits) > 20:
        raise FormulaError(_("round takes a whole number of decimals, at most 20"))
    scale = Fraction(10**digits) if digits >= 0 else Fraction(1, 10**-digits)
    half = Fraction(1, 2)
    scaled = abs(Fraction(value)) * scale + half
    rounded = Fraction(scaled.numerator // scaled.denominator) / scale
    return bounded(rounded if value >= 0 else -rounded)


_SUMS: dict[str, Callable[[Value, Value], Value]] = {
    "+": lambda a, b: bounded(a + b),
    "-": lambda a, b: bounded(a - b),
    "*": lambda a, b: bounded(a * b),
    "/": lambda a, b: bounded(Fraction(a) / b),
    "//": lambda a, b: bounded(a // b),
    "%": lambda a, b: bounded(a % b),
}
_FUNCTIONS: dict[str, tuple[Callable[..., Value], int, int]] = {
    "abs": (abs, 1, 1),
    "round": (_round, 1, 2),
    "min": (lambda *values: min(values), 1, 20),
    "max": (lambda *values: max(values), 1, 20),
    **_ANALYTIC,
}
FUNCTIONS = tuple(_FUNCTIONS)
"""The names a letter may not have."""
