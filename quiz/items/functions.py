"""Roots, powers, logarithms and angles for the arithmetic of formulas.

Arguments and results are exact (`int` or `Fraction`). What is not rational is worked out to 60
digits and rounded to 40, so that sin(30°) is 0.5 and log(1000) is 3, the same on every machine.
"""

from collections.abc import Callable
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from math import isqrt

from quiz.translation import _

Value = int | Fraction

MAX_BITS = 2048
"""Of a numerator or denominator: bounds the work of every step."""
_WORK = Context(prec=60, Emin=-5000, Emax=5000)
_KEPT = Context(prec=40)
_ZERO = Decimal("1e-45")
"""An angle's figure below this is what is left of 0 by rounding."""
_LARGEST_ANGLE = 10**12
PI = Fraction("3.14159265358979323846264338327950288419716939937510582097494459")
E = Fraction("2.71828182845904523536028747135266249775724709369995957496696763")


class FormulaError(Exception):
    """A formula cannot be read, or has no value for some letters."""


def bounded(value: Value) -> Value:
    """Return a value in its lowest terms.

    Raises:
        FormulaError: It has more than 2,048 bits.
    """
    if isinstance(value, Fraction):
        if value.denominator == 1:
            value = value.numerator
        elif value.denominator.bit_length() > MAX_BITS:
            raise FormulaError(_("a number in it grows too large"))
    top = value if isinstance(value, int) else value.numerator
    if top.bit_length() > MAX_BITS:
        raise FormulaError(_("a number in it gets too large"))
    return value


def power(base: Value, exponent: Value) -> Value:
    """Return a power; exact where the exponent is whole."""
    if base == 0 and exponent < 0:
        raise FormulaError(_("it divides by zero"))
    if not isinstance(exponent, int):
        if exponent == Fraction(1, 2):
            return sqrt(base)
        if base < 0:
            message = _("a negative number can only have whole powers")
            raise FormulaError(message)
        return 0 if base == 0 else exp(_WORK.multiply(_decimal(exponent), _work_ln(_decimal(base))))
    size = max(Fraction(base).numerator.bit_length(), Fraction(base).denominator.bit_length())
    if size * abs(exponent) > MAX_BITS:
        raise FormulaError(_("a number in it gets too large"))
    return bounded(Fraction(base) ** exponent)


@lru_cache(2048)  # a check tries the same few numbers again and again
def sqrt(value: Value) -> Value:
    """Return the square root; exact where it is rational."""
    if value < 0:
        raise FormulaError(_("it takes the root of a negative number"))
    exact = Fraction(value)
    top, bottom = isqrt(exact.numerator), isqrt(exact.denominator)
    if top * top == exact.numerator and bottom * bottom == exact.denominator:
        return bounded(Fraction(top, bottom))
    return _kept(_decimal(exact).sqrt(_WORK))


@lru_cache(2048)
def exp(value: Value | Decimal) -> Value:
    """Return e to a power."""
    exponent = value if isinstance(value, Decimal) else _decimal(value)
    if exponent.copy_abs() > MAX_BITS:
        raise FormulaError(_("a number in it gets too large"))
    return bounded(_kept(exponent.exp(_WORK)))


@lru_cache(2048)
def ln(value: Value) -> Value:
    """Return the natural logarithm."""
    return _kept(_work_ln(_positive(value)))


def log(value: Value, base: Value = 10) -> Value:
    """Return the logarithm, to base 10 if no other is given."""
    if base <= 0 or base == 1:
        raise FormulaError(_("the base of a logarithm must be above 0 and not 1"))
    top, bottom = _work_ln(_positive(value)), _work_ln(_decimal(base))
    return _kept(_WORK.divide(top, bottom))


@lru_cache(2048)
def sin(angle: Value) -> Value:
    """Return the sine of an angle in radians."""
    return _angled(_sine(_turned(angle)))


@lru_cache(2048)
def cos(angle: Value) -> Value:
    """Return the cosine of an angle in radians."""
    return _angled(_sine(_turned(Fraction(angle) + PI / 2)))


@lru_cache(2048)
def tan(angle: Value) -> Value:
    """Return the tangent of an angle in radians."""
    below = cos(angle)
    if below == 0:
        raise FormulaError(_("tan has no value at a right angle"))
    return _kept(_WORK.divide(_decimal(sin(angle)), _decimal(below)))


@lru_cache(2048)
def atan(value: Value) -> Value:
    """Return the angle of a tangent, in radians."""
    return _angled(_arctangent(_decimal(value)))


@lru_cache(2048)
def asin(value: Value) -> Value:
    """Return the angle of a sine, in radians."""
    if not -1 <= value <= 1:
        raise FormulaError(_("asin needs a number from -1 to 1"))
    return _angled(_decimal(_asin_exactly(value)))


@lru_cache(2048)
def acos(value: Value) -> Value:
    """Return the angle of a cosine, in radians."""
    if not -1 <= value <= 1:
        raise FormulaError(_("acos needs a number from -1 to 1"))
    return _angled(_decimal(PI / 2 - _asin_exactly(value)))


def radians(degrees: Value) -> Value:
    """Return an angle of so many degrees, in radians."""
    return bounded(degrees * PI / 180)


def degrees(angle: Value) -> Value:
    """Return how many degrees an angle in radians has."""
    return _kept(_decimal(Fraction(angle) * 180 / PI))


def _asin_exactly(value: Value) -> Fraction:
    """Return the angle of a sine to all digits that are worked with."""
    if value in (1, -1):
        return PI * value / 2
    number = _decimal(value)
    below = _WORK.subtract(1, _WORK.multiply(number, number)).sqrt(_WORK)
    return Fraction(_arctangent(_WORK.divide(number, below)))


def _decimal(value: Value) -> Decimal:
    exact = Fraction(value)
    return _WORK.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def _kept(number: Decimal) -> Value:
    exact = Fraction(_KEPT.plus(number))
    return exact.numerator if exact.denominator == 1 else exact


def _angled(number: Decimal) -> Value:
    return 0 if number.copy_abs() < _ZERO else _kept(number)


def _positive(value: Value) -> Decimal:
    if value <= 0:
        raise FormulaError(_("a logarithm needs a number above 0"))
    return _decimal(value)


def _work_ln(number: Decimal) -> Decimal:
    return number.ln(_WORK)


def _turned(angle: Value) -> Decimal:
    """Return the angle that is the same within a half turn either way."""
    if not -_LARGEST_ANGLE <= angle <= _LARGEST_ANGLE:
        raise FormulaError(_("an angle in it is too large"))
    turns = round(Fraction(angle) / (2 * PI))
    return _decimal(angle - turns * 2 * PI)


def _sine(x: Decimal) -> Decimal:
    """Return the sine by its series, for an angle from -π to π."""
    total = term = x
    square = _WORK.multiply(x, x)
    for n in range(2, 120, 2):
        term = _WORK.divide(_WORK.multiply(term.copy_negate(), square), Decimal(n * (n + 1)))
        if term.copy_abs() < Decimal("1e-58"):
            break
        total = _WORK.add(total, term)
    return total


def _arctangent(x: Decimal) -> Decimal:
    """Return the arc tangent by its series, after the angle was halved four times."""
    halvings = 4
    for _time in range(halvings):
        root = _WORK.add(1, _WORK.multiply(x, x)).sqrt(_WORK)
        x = _WORK.divide(x, _WORK.add(1, root))
    square, total, part = _WORK.multiply(x, x), x, x
    for n in range(3, 120, 2):
        part = _WORK.multiply(part.copy_negate(), square)
        term = _WORK.divide(part, Decimal(n))
        if term.copy_abs() < Decimal("1e-58"):
            break
        total = _WORK.add(total, term)
    return _WORK.multiply(total, Decimal(2**halvings))


FUNCTIONS: dict[str, tuple[Callable[..., Value], int, int]] = {
    "sqrt": (sqrt, 1, 1),
    "sin": (sin, 1, 1),
    "cos": (cos, 1, 1),
    "tan": (tan, 1, 1),
    "asin": (asin, 1, 1),
    "acos": (acos, 1, 1),
    "atan": (atan, 1, 1),
    "arcsin": (asin, 1, 1),
    "arccos": (acos, 1, 1),
    "arctan": (atan, 1, 1),
    "deg": (radians, 1, 1),
    "radians": (radians, 1, 1),
    "degrees": (degrees, 1, 1),
    "exp": (exp, 1, 1),
    "ln": (ln, 1, 1),
    "log": (log, 1, 2),
}
"""Each with how many values it takes, at least and at most."""
CONSTANTS: dict[str, Value] = {"pi": PI, "e": E}
"""Numbers with a name; a letter of `let` with that name is meant instead."""
