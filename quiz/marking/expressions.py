"""Whether a typed expression is equal to the right one: `2x + 2` and `2(x + 1)`.

Both are read by a small parser of school algebra and worked out, in floating point, at points
drawn with a fixed seed; no rule of algebra is applied, and nothing is evaluated as code.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from random import Random

MAX_LENGTH = 300
"""Characters of an expression."""
_DEEPEST = 40
_POINTS = 24
_LEAST_POINTS = 4
_SCALES = (1.0, 30.0, 0.1)
"""Of the letters' values; the next one where the right expression has too few values."""
_LEAST_SHARE = 0.3
"""Of the points where the right expression has a value, so many must have one typed."""
_NEAR = 1e-9
_NOTHING = 1e-12
"""What rounding leaves of a value that is exactly 0."""

Values = Mapping[str, float]
Evaluate = Callable[[Values], float]


class NotAnExpressionError(Exception):
    """A text cannot be read as an expression."""


class Expression:
    """An expression, or an equation of two."""

    def __init__(self, text: str, *, decimal: str = ".") -> None:
        """Read a text.

        Args:
            text: Any text; `$…$` around it does not count.
            decimal: The sign before decimals, besides the point: a comma in most languages.

        Raises:
            NotAnExpressionError: It is none, or longer or deeper than is read.
        """
        plain = _plain(text, decimal)
        sides = plain.split("=")
        if len(sides) > 2 or _WORD.search(_NAME.sub(" ", plain)):
            raise NotAnExpressionError
        parsers = [_Parser(side) for side in sides]
        self.sides = tuple(parser.whole() for parser in parsers)
        """One, or the two of an equation."""
        self.letters = frozenset().union(*(parser.letters for parser in parsers))
        """The letters it uses."""

    def equals(self, other: "Expression") -> bool:
        """Return whether another has the same value everywhere; an equation may be turned round."""
        if len(self.sides) != len(other.sides):
            return False
        letters = tuple(sorted(self.letters | other.letters))
        if len(self.sides) == 1:
            return _is_equal(self.sides[0], other.sides[0], letters)
        left, right = self.sides
        return any(
            _is_equal(left, one, letters) and _is_equal(right, two, letters)
            for one, two in (other.sides, other.sides[::-1])
        )


def compare(typed: str, answers: Sequence[str], *, decimal: str = ".") -> bool | None:
    """Return whether a typed expression is equal to one of the answers.

    Args:
        typed: What the learner typed; any text of any length.
        answers: The right expressions; those that are none are passed over.
        decimal: The sign before decimals, besides the point.

    Returns:
        None if no expression was typed.
    """
    try:
        given = _read(typed, decimal)
    except NotAnExpressionError:
        return None
    for answer in answers:
        try:
            right = _read(answer, decimal)
        except NotAnExpressionError:
            continue
        if right.equals(given):
            return True
        # A keyboard that begins with a capital is no mistake, where only one letter can be meant.
        if not given.letters <= right.letters:
            folded = _in_letters_of(right, typed)
            if folded != typed and right.equals(_read(folded, decimal)):
                return True
    return False


def is_expression(text: str, *, decimal: str = ".") -> bool:
    """Return whether a text can be read as an expression that has a value somewhere."""
    try:
        read = _read(text, decimal)
    except NotAnExpressionError:
        return False
    letters = tuple(sorted(read.letters))
    return all(any(_defined(side, letters)) for side in read.sides)


@lru_cache(256)
def _read(text: str, decimal: str) -> Expression:
    return Expression(text, decimal=decimal)


def _in_letters_of(right: Expression, typed: str) -> str:
    """Return a text with its first letter in the case that the right expression has it."""
    first = typed.strip()[:1]
    other = first.swapcase()
    is_one = other in right.letters and first not in right.letters
    return typed.replace(first, other, 1) if is_one else typed


@lru_cache(64)
def _points(letters: tuple[str, ...], scale: float) -> tuple[dict[str, float], ...]:
    """Return what the letters are at each point: first all above 0, then of either sign."""
    rng = Random(20)
    points = []
    for number in range(_POINTS):
        sign = 1 if number < _POINTS // 3 else -1
        point = {name: scale * rng.uniform(0.3, 3.3) * rng.choice((1, sign)) for name in letters}
        points.append(point)
    return tuple(points)


def _defined(right: Evaluate, letters: tuple[str, ...]) -> list[tuple[dict[str, float], float]]:
    """Return points where an expression has a value, and the value."""
    found: list[tuple[dict[str, float], float]] = []
    for scale in _SCALES:
        values = ((point, _value(right, point)) for point in _points(letters, scale))
        found = [(point, value) for point, value in values if value is not None]
        if len(found) >= _LEAST_POINTS:
            break
    return found


def _is_equal(right: Evaluate, typed: Evaluate, letters: tuple[str, ...]) -> bool:
    defined = _defined(right, letters)
    both = 0
    for point, wanted in defined:
        given = _value(typed, point)
        if given is None:
            continue
        if not _is_near(wanted, given):
            return False
        both += 1
    return both > 0 and both >= len(defined) * _LEAST_SHARE


def _value(evaluate: Evaluate, point: Values) -> float | None:
    """Return the value at a point; None where there is none."""
    try:
        value = evaluate(point)
    except (ArithmeticError, ValueError):
        return None
    return value if math.isfinite(value) else None


def _is_near(one: float, other: float) -> bool:
    if one == 0 or other == 0:
        return abs(one - other) < _NOTHING
    return abs(one - other) <= _NEAR * max(abs(one), abs(other))


# Reading

_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣʸ", "0123456789+-()nxy", strict=True))
_RAISED = re.compile(f"[{''.join(_SUPERSCRIPTS)}]+")
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("×·⋅∙•∗", "*"), **dict.fromkeys("÷∶:", "/"), **dict.fromkeys("−–—‒", "-"),
        **dict.fromkeys("[{", "("), **dict.fromkeys("]}", ")"), "⁄": "/", "π": " pi ",
        "√": " sqrt ", "∛": " cbrt ", "\u00a0": " ",
    }
)  # fmt: skip
_LATEX = re.compile(r"\\(?:left|right|displaystyle|quad|[,;!: ])")
_LATEX_FRACTION = re.compile(r"\\[dt]?frac\b")
_LATEX_NAME = re.compile(r"\\([A-Za-z]+)")
_GREEK_NAME = re.compile(
    r"(?<![^\W\d_])(?:alpha|beta|gamma|delta|epsilon|theta|lambda|sigma|omega)(?![^\W\d_])"
)
_TIMES = re.compile(r"\\(?:cdot|times)(?![A-Za-z])")
_MIXED = re.compile(r"(?<![\d.])(\d{1,9}) (\d{1,9})\s*/\s*(\d{1,9})(?![\d.])")


def _plain(text: str, decimal: str) -> str:
    """Return a text in the few signs that the parser knows."""
    if len(text) > MAX_LENGTH:
        raise NotAnExpressionError
    text = text.strip().strip("$").strip()
    text = _RAISED.sub(lambda found: f"^({''.join(map(_SUPERSCRIPTS.get, found[0]))})", text)  # type: ignore[arg-type]
    text = re.sub("[¼½¾⅐-⅞]", lambda part: f"({unicodedata.normalize('NFKC', part[0])})", text)
    text = _LATEX_FRACTION.sub(" frac ", _TIMES.sub("*", _LATEX.sub(" ", text)))
    text = _LATEX_NAME.sub(lambda found: f" {_greek(found[1])} ", text)
    text = _GREEK_NAME.sub(lambda found: _greek(found[0]), text)
    text = unicodedata.normalize("NFC", text.translate(_SIGNS)).replace("**", "^")
    text = _MIXED.sub(r"(\1+\2/\3)", text)
    if decimal == ",":
        text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    return text


def _greek(name: str) -> str:
    """Return the Greek letter of a name, such as `alpha`; another name as it is."""
    if name == "pi":
        return name
    size = "SMALL" if name.islower() else "CAPITAL"
    spelled = name.upper().replace("LAMBDA", "LAMDA")
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {spelled}")
    except KeyError:
        return name


_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?|\.\d+)|([^\W\d_])|([-+*/^()|,;!_]))")


def _real_root(value: float) -> float:
    return math.copysign(abs(value) ** (1 / 3), value)


_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "arcsin": math.asin, "arccos": math.acos, "arctan": math.atan, "asin": math.asin,
    "acos": math.acos, "atan": math.atan, "sinh": math.sinh, "cosh": math.cosh, "tanh": math.tanh,
    "sin": math.sin, "cos": math.cos, "tan": math.tan, "sqrt": math.sqrt, "cbrt": _real_root,
    "cot": lambda x: 1 / math.tan(x), "sec": lambda x: 1 / math.cos(x),
    "csc": lambda x: 1 / math.sin(x), "exp": math.exp, "log": math.log10, "ln": math.log,
    "lg": math.log10, "abs": abs,
}  # fmt: skip
_NAME = re.compile(rf"\s*({'|'.join(sorted((*_FUNCTIONS, 'frac', 'pi'), key=len, reverse=True))})")
_INVERSES = {"sin": math.asin, "cos": math.acos, "tan": math.atan}
_WORD = re.compile(r"[^\W\d_]{5,}")
"""No product of letters is as long as that."""


class _Parser:
    """Recursive descent, one method a level of binding; each returns a closure."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.at = 0
        self.depth = 0
        self.bars = 0
        """Open `|`."""
        self.letters: set[str] = set()

    def whole(self) -> Evaluate:
        result = self.sum()
        if self.at < len(self.tokens):
            raise NotAnExpressionError
        return result

    @property
    def next(self) -> str:
        """The token to come; empty at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, *wanted: str) -> str:
        token = self.next
        if token and token in wanted:
            self.at += 1
            return token
        return ""

    def sum(self) -> Evaluate:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NotAnExpressionError
        total = self.product()
        while sign := self.take("+", "-"):
            total = _joined(sign, total, self.product())
        self.depth -= 1
        return total

    def product(self) -> Evaluate:
        total = self.signed()
        while True:
            if sign := self.take("*", "/"):
                total = _joined(sign, total, self.signed())
            elif self.begins_factor():
                if self.next[0].isdigit() and self.tokens[self.at - 1][0].isdigit():
                    raise NotAnExpressionError  # 1 000 is nobody's product
                total = _joined("*", total, self.powered())
            else:
                return total

    def begins_factor(self) -> bool:
        """Return whether a factor follows without a sign: `2x`, `3(a + b)`."""
        token = self.next
        if token == "|":
            return not self.bars
        return bool(token) and (token[0].isalnum() or token[0] == "." or token == "(")

    def signed(self) -> Evaluate:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NotAnExpressionError
        is_negative = False
        while sign := self.take("+", "-"):
            is_negative ^= sign == "-"
        inner = self.powered()
        self.depth -= 1
        return (lambda values: -inner(values)) if is_negative else inner

    def powered(self) -> Evaluate:
        base = self.atom()
        while self.take("!"):
            base = _of(_factorial, base)
        if self.take("^"):
            return _joined("^", base, self.signed())
        return base

    def atom(self) -> Evaluate:
        token = self.next
        self.at += 1
        if token == "(":
            return self.closed(")")
        if token == "|":
            self.bars += 1
            inner = self.closed("|")
            self.bars -= 1
            return _of(abs, inner)
        if token[:1].isdigit() or token[:1] == ".":
            number = float(token)
            return lambda _values: number
        if token in _FUNCTIONS:
            return self.call(token)
        if token == "frac":
            return _joined("/", self.group(), self.group())
        if token == "pi":
            return lambda _values: math.pi
        if token == "e":
            return lambda _values: math.e
        if token[:1].isalpha():
            name = self.letter(token)
            self.letters.add(name)
            return lambda values: values[name]
        raise NotAnExpressionError

    def closed(self, sign: str) -> Evaluate:
        inner = self.sum()
        if not self.take(sign):
            raise NotAnExpressionError
        return inner

    def group(self) -> Evaluate:
        r"""Return one of the two parts of `\frac{a}{b}`."""
        if self.next == "(":
            self.at += 1
            return self.closed(")")
        return self.atom()

    def letter(self, token: str) -> str:
        """Return a letter with its index: `x_1`, `x_{max}`."""
        if not self.take("_"):
            return token
        is_long = self.take("(")
        index = ""
        while self.next and (self.next[0].isalnum() if is_long else not index):
            index += self.next
            self.at += 1
        if not index.isalnum() or (is_long and not self.take(")")):
            raise NotAnExpressionError
        return f"{token}_{index}"

    def call(self, name: str) -> Evaluate:
        """Return a function of what follows: brackets, or the factors up to the next function."""
        base: Evaluate | None = None
        if name == "log" and self.take("_"):
            base = self.group()
        power: Evaluate | None = None
        if self.take("^"):
            if name in _INVERSES and self.tokens[self.at : self.at + 2] == ["-", "1"]:
                self.at += 2
                return _of(_INVERSES[name], self.argument())
            if name in _INVERSES and self.tokens[self.at : self.at + 4] == ["(", "-", "1", ")"]:
                self.at += 4
                return _of(_INVERSES[name], self.argument())
            power = self.group()  # sin² x: one number, letter or bracket
        if name == "log" and self.next == "(":
            self.at += 1
            inner = self.sum()
            if self.take(",", ";"):
                base = self.sum()
            if not self.take(")"):
                raise NotAnExpressionError
        else:
            inner = self.argument()
        if base is not None:
            result = _joined("/", _of(math.log, inner), _of(math.log, base))
        else:
            result = _of(_FUNCTIONS[name], inner)
        return result if power is None else _joined("^", result, power)

    def argument(self) -> Evaluate:
        if self.next == "(":
            self.at += 1
            return self.closed(")")
        if self.next == "|":
            return self.atom()
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NotAnExpressionError
        is_negative = bool(self.take("-"))
        inner = self.powered()
        while self.begins_factor() and self.next not in _FUNCTIONS and self.next != "(":
            inner = _joined("*", inner, self.powered())
        self.depth -= 1
        return (lambda values: -inner(values)) if is_negative else inner


def _tokens(text: str) -> Iterator[str]:
    at = 0
    text = text.rstrip()
    while at < len(text):
        found = _NAME.match(text, at) or _TOKEN.match(text, at)
        if found is None:
            raise NotAnExpressionError
        yield found.group(found.lastindex or 0)
        at = found.end()


def _joined(sign: str, left: Evaluate, right: Evaluate) -> Evaluate:
    operate = _OPERATIONS[sign]
    return lambda values: operate(left(values), right(values))


def _of(function: Callable[[float], float], inner: Evaluate) -> Evaluate:
    return lambda values: function(inner(values))


def _power(base: float, exponent: float) -> float:
    value: float | complex = base**exponent
    if isinstance(value, complex):
        # The cube root of a negative number, and its like.
        inverse = round(1 / exponent)
        if inverse % 2 and abs(1 / exponent - inverse) < _NEAR:
            return -float(abs(base) ** exponent)
        raise ValueError
    return float(value)


def _factorial(value: float) -> float:
    return math.gamma(value + 1)


_OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": _power,
}
