"""Reading a typed number with its separators, scale word and unit, and marking it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quiz.marking.folding import MAX_TYPED, NOTHING_TYPED, is_blank, too_long, word_key
from quiz.marking.language import Language
from quiz.marking.numerals import read_words
from quiz.marking.units import CONTEXT, convert, find_unit, is_same_unit
from quiz.words import _

MAX_EXPONENT = 400
"""Powers of ten up to which a typed number is read."""

_ROUNDING = Decimal("1e-9")
"""Relative difference that a conversion of units may leave."""
_LAST_PLACE = Decimal("1e-40")
"""The same where the right number is 0: 32 °F is 0 °C."""
_SPACES = re.compile(r"\s+")
_MINUS = re.compile("[−–‒—﹣－‐‑]")
_VULGAR = re.compile("[¼½¾⅐-⅞]")
_HEAD = re.compile(r"^[~≈=]?\s*(minus\b|[+-])?\s*([^\d\s.,+-]{0,4}?)\s*([+-])?\s*(?=[.,]?\d)")
_FIGURE = re.compile(r"[.,]?\d(?:[\d.,]|['’](?=\d{3})| (?=\d{3}(?!\d)))*")
_FRACTION = re.compile(r"^/(\d{1,30})(?![\d.,/*^])|^ (\d{1,30})/(\d{1,30})(?![\d.,/*^])")
_POWER = re.compile(r"^(?:e|\s?[x×*·]\s?10(?:\^|\*\*))([+-]?)(\d+)(?![\d.,])", re.IGNORECASE)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
_REST = re.compile(r"^(?:[^\W\d_]|[%‰°$€£¥₽₴₺₹Ω″′\"'])")
_CURRENCY = re.compile(r"^(?:us)?[$€£¥₽₴₺₹]$|^(?:usd|eur|gbp|chf|kr|zł|rub|jpy)$", re.IGNORECASE)
_OF = frozenset({"of", "de", "di"})
_EXPLAINING = frozenset(["of", "a", "an", "in", "each", "old", "de", "du", "von", "im"])
_UNREADABLE = _("that cannot be read as a number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """How far a number may be off and still be right."""

    value: Decimal
    """At least 0: in the unit of the question, or a share of the right number."""
    is_relative: bool
    """Whether `value` is a share of the right number (2 % is 0.02)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberReading:
    """What a typed number was read as."""

    value: Decimal | None
    """The number with its scale word (2 bn is 2000000000); None if it could not be read."""
    unit: str = ""
    """What was typed as the unit, without scale words; empty if nothing was."""
    reason: str | None = None
    """Why it could not be read."""
    scale: int | None = None
    """The power of ten of its scale words, which `value` contains; None if there were none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberVerdict:
    """What came of comparing a typed number with the right ones."""

    is_right: bool
    """Whether it counts as right."""
    value: Decimal | None = None
    """The number read, with its scale word; None if it could not be read."""
    reason: str | None = None
    """What the learner should know, if anything."""


def read_number(typed: str, *, language: Language, units: tuple[str, ...] = ()) -> NumberReading:
    """Read a number with its separators, scale word and unit.

    Args:
        typed: What the learner typed; any text of any length.
        language: Decides what `1,000` is, and which scale words there are.
        units: The unit of the question, in its spellings: it decides whether `5 m` is 5 metres.
    """
    if not typed or typed.isspace():
        return _unread(NOTHING_TYPED)
    if len(typed) > MAX_TYPED:
        return _unread(too_long())
    if is_blank(typed):
        return _unread(NOTHING_TYPED)
    text = _plain(typed)
    head = _HEAD.match(text)
    if head is None or (head[2] and not _CURRENCY.match(head[2])):
        return _read_spelled(text, language, units)
    if head[1] and head[3]:
        return _unread(_UNREADABLE)
    figure = _FIGURE.match(text, head.end())
    if figure is None:
        return _unread(_UNREADABLE)
    value, reason = _read_figure(figure[0], language)
    if value is None:
        return _unread(reason)
    value, rest, reason = _read_tail(value, text[figure.end() :])
    if value is None:
        return _unread(reason)
    is_negative = (head[1] or head[3] or "+") != "+"
    return _with_unit(value.copy_negate() if is_negative else value, rest, head[2], language, units)


def _unread(reason: str) -> NumberReading:
    return NumberReading(value=None, reason=reason)


def _plain(typed: str) -> str:
    """Return the text in ASCII figures, with plain spaces and minus signs."""
    # Before NFKC, which makes 102 of 10² and 11/2 of 1½.
    text = _RAISED.sub(lambda raised: "^" + raised[0].translate(_SUPERSCRIPTS), typed)
    text = _VULGAR.sub(lambda part: " " + unicodedata.normalize("NFKC", part[0]), text)
    text = unicodedata.normalize("NFKC", text).replace("⁄", "/")
    text = _MINUS.sub("-", text).replace("’", "'")
    if not text.isascii():
        text = "".join(
            str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text
        )
    return _SPACES.sub(" ", text).strip().rstrip(".,;!").strip()


def _read_figure(token: str, language: Language) -> tuple[Decimal | None, str]:
    """Read digits with separators; the language decides where both readings are possible."""
    token = token.rstrip(".,")
    unclear = _("the separators in {text} cannot be read").format(text=token[:30])
    plain = token.replace(" ", "").replace("'", "")
    points, commas = plain.count("."), plain.count(",")
    decimal = ""
    if points and commas:
        decimal = max(".,", key=plain.rfind)
        if plain.count(decimal) > 1:
            return None, unclear
    elif points + commas == 1:
        mark = "." if points else ","
        before, _sign, after = plain.partition(mark)
        is_group = len(after) == 3 and 0 < len(before) <= 3 and before[0] != "0"
        if mark == language.decimal or not is_group or len(plain) != len(token):
            decimal = mark
    whole, _sign, part = token.partition(decimal) if decimal else (token, "", "")
    if not part.isdigit() and part:
        return None, unclear
    groups = re.split(r"[ .,']", whole)
    if len(groups) > 1 and not (
        1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    ):
        return None, unclear
    figure = "".join(groups) or "0"
    return Decimal(f"{figure}.{part}" if part else figure), ""


def _read_tail(value: Decimal, rest: str) -> tuple[Decimal | None, str, str]:
    """Read a fraction or a power of ten behind the figure."""
    fraction = _FRACTION.match(rest)
    if fraction:
        over, under = (None, fraction[1]) if fraction[1] else (fraction[2], fraction[3])
        if not int(under):
            return None, "", _("a fraction cannot be over 0")
        if over is None:
            value = CONTEXT.divide(value, Decimal(under))
        else:
            value = CONTEXT.add(value, CONTEXT.divide(Decimal(over), Decimal(under)))
        rest = rest[fraction.end() :]
    if value == 10 and rest.startswith("^"):
        value, rest = Decimal(1), f"e{rest[1:]}"
    power = _POWER.match(rest)
    if power:
        # Bounded before a number is made of it.
        if len(power[2].lstrip("0")) > 3 or int(power[2]) > MAX_EXPONENT:
            return None, "", _("that number is too large or too small to be read")
        value = _scaled(value, int(power[1] + power[2]))
        rest = rest[power.end() :]
    rest = rest.strip()
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1].strip()
    if rest and not _REST.match(rest):
        return None, "", _UNREADABLE
    return value, rest, ""


def _scaled(value: Decimal, exponent: int) -> Decimal:
    """Return `value * 10 ** exponent`, exactly, whatever its length."""
    sign, digits, own = value.as_tuple()
    return Decimal((sign, digits, int(own) + exponent))


def _read_spelled(text: str, language: Language, units: tuple[str, ...]) -> NumberReading:
    if not language.code.startswith("en"):
        return _unread(_UNREADABLE)
    words = text.replace("-", " ").split()
    is_negative = bool(words) and words[0].lower() == "minus"
    words = words[is_negative:]
    found = read_words([word.lower().strip(",") for word in words])
    if found is None:
        return _unread(_UNREADABLE)
    value, count = found
    return _with_unit(
        value.copy_negate() if is_negative else value, " ".join(words[count:]), "", language, units
    )


def _with_unit(
    value: Decimal, rest: str, currency: str, language: Language, units: tuple[str, ...]
) -> NumberReading:
    names = [_unit_parts(unit, language)[1] for unit in units]
    names = [*names, *map(_core, names)]
    found = find_unit(rest)
    known = [unit.kind for unit in map(find_unit, names) if unit]
    is_unit = (found and found.kind in known) or any(is_same_unit(rest, name) for name in names)
    scale, unit = (None, rest) if is_unit else _split_scale(rest, language)
    if currency and unit and not is_same_unit(currency, unit):
        text = _("two units were typed, {one} and {other}")
        return _unread(text.format(one=currency, other=unit[:30]))
    return NumberReading(value=_scaled(value, scale or 0), unit=unit or currency, scale=scale)


def _split_scale(text: str, language: Language) -> tuple[int | None, str]:
    """Split the scale words off the front of a unit: `billion dollars` is 9 and `dollars`."""
    words = text.split()
    scale: int | None = None
    for word in words[:2]:
        exponent = language.scales.get(word_key(word[:30]))
        if exponent is None:
            break
        scale = (scale or 0) + exponent
        words = words[1:]
    if scale is not None and words:
        if len(words) > 1 and words[0].lower() in _OF:
            words = words[1:]
        words[0] = re.sub(r"^[dD]'", "", words[0])
    return scale, " ".join(words)


def _unit_parts(unit: str, language: Language) -> tuple[int | None, str]:
    """Split an author's unit; `m` is metres, and a scale word only before another unit."""
    scale, rest = _split_scale(unit, language)
    first = unit.split(" ", 1)[0]
    if scale is not None and find_unit(first) and not find_unit(rest):
        return None, first
    return (None, unit) if not rest else (scale, rest)


def _core(unit: str) -> str:
    """Return a unit without what explains it: `dollars a year` is `dollars`, `% of GDP` is `%`."""
    words = unit.split()
    for place, word in enumerate(words):
        if place and word.lower() in _EXPLAINING:
            return " ".join(words[:place])
    return unit


def mark_number(
    typed: str,
    accepted: Sequence[Decimal],
    *,
    language: Language,
    units: tuple[str, ...] = (),
    tolerance: Tolerance | None = None,
) -> NumberVerdict:
    """Mark a typed number.

    A figure without a scale word is taken both as meant in the unit of the question and, if that
    has a scale word (`billion dollars`), as written out: 147 and 147,000,000,000.

    Args:
        typed: What the learner typed; any text of any length.
        accepted: The right numbers, in the unit of the question.
        language: Decides what `1,000` is, and which scale words there are.
        units: The unit of the question in its spellings, the first one to show; may be empty.
        tolerance: How far off is still right; None asks for the exact number.
    """
    reading = read_number(typed, language=language, units=units)
    if reading.value is None:
        return NumberVerdict(is_right=False, reason=reading.reason)
    is_of_a_kind = False
    for value, is_converted in _meanings(reading, units, language):
        is_of_a_kind = True
        if any(_is_near(value, right, tolerance, is_converted) for right in accepted):
            return NumberVerdict(is_right=True, value=reading.value)
    reason = None
    if not is_of_a_kind:
        unit = reading.unit[:30]
        reason = (
            _("the unit asked for is {wanted}, not {unit}").format(wanted=units[0], unit=unit)
            if units
            else _("a number alone was asked for, without {unit}").format(unit=unit)
        )
    return NumberVerdict(is_right=False, value=reading.value, reason=reason)


def _meanings(
    reading: NumberReading, units: tuple[str, ...], language: Language
) -> Iterator[tuple[Decimal, bool]]:
    """Yield each number of the question's units that may be meant, and whether it was converted."""
    assert reading.value is not None
    for spelling in units or ("",):
        scale, name = _unit_parts(spelling, language)
        in_unit = _scaled(reading.value, -(scale or 0))
        if not reading.unit:
            if reading.scale is None:
                yield reading.value, False
            if reading.scale is not None or scale:
                yield in_unit, False
        elif name and (is_same_unit(reading.unit, name) or is_same_unit(reading.unit, _core(name))):
            yield in_unit, False
        else:
            given, wanted = find_unit(reading.unit), find_unit(name) or find_unit(_core(name))
            if wanted and wanted.kind == "temperature" and _is_degree(reading.unit, name):
                yield in_unit, False
            elif given and wanted:
                converted = convert(reading.value, given, wanted)
                if converted is not None:
                    yield CONTEXT.scaleb(converted, Decimal(-(scale or 0))), True


def _is_degree(typed: str, name: str) -> bool:
    """Return whether `°`, `degrees` or `C` stands for the temperature asked for, `°C`."""
    if typed.lower() in ("°", "º", "degree", "degrees"):
        return True
    unit = find_unit(f"°{typed}")
    return unit is not None and unit == find_unit(name)


def _is_near(
    value: Decimal, right: Decimal, tolerance: Tolerance | None, is_converted: bool
) -> bool:
    if not right.is_finite() or not value.is_finite():
        return False
    if value == right:
        return True
    size = CONTEXT.abs(right)
    allowed = Decimal(0)
    if tolerance:
        allowed = tolerance.value
        if tolerance.is_relative:
            allowed = CONTEXT.multiply(size, allowed)
    if is_converted:
        allowed = CONTEXT.add(allowed, CONTEXT.fma(size, _ROUNDING, _LAST_PLACE))
    apart = CONTEXT.abs(CONTEXT.subtract(value, right))
    return allowed.is_finite() and apart.is_finite() and apart <= allowed
