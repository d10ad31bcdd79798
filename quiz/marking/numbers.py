"""Marking a typed number: whether it is the right one, in whatever unit it was given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quiz.marking.language import Language
from quiz.marking.number_reading import NumberReading, core, read_number, scaled, unit_parts
from quiz.marking.units import CONTEXT, convert, find_unit, is_same_unit
from quiz.translation import _

_ROUNDING = Decimal("1e-9")
"""Relative difference that a conversion of units may leave."""
_LAST_PLACE = Decimal("1e-40")
"""The same where the right number is 0: 32 °F is 0 °C."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """How far a number may be off and still be right."""

    value: Decimal
    """At least 0: in the unit of the question, or a share of the right number."""
    is_relative: bool
    """Whether `value` is a share of the right number (2 % is 0.02)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberVerdict:
    """What came of comparing a typed number with the right ones."""

    is_right: bool
    """Whether it counts as right."""
    value: Decimal | None = None
    """The number read, with its scale word; None if it could not be read."""
    reason: str | None = None
    """What the learner should know, if anything."""


def mark_number(
    typed: str,
    accepted: Sequence[Decimal],
    *,
    language: Language,
    units: tuple[str, ...] = (),
    tolerance: Tolerance | None = None,
    question: str = "",
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
        question: What was asked: what is counted there may stand behind the number.
    """
    reading = read_number(typed, language=language, units=units, question=question)
    if reading.value is None:
        return NumberVerdict(is_right=False, reason=reading.reason)
    is_of_a_kind = False
    for value, is_converted in meanings(reading, units, language):
        is_of_a_kind = True
        if any(_is_near(value, right, tolerance, is_converted) for right in accepted):
            return NumberVerdict(is_right=True, value=reading.value)
    reason = None
    if not is_of_a_kind:
        unit = reading.unit[:30]
        reason = (
            _("the unit is {wanted}, not {unit}").format(wanted=units[0], unit=unit)
            if units
            else _("give the number alone, without {unit}").format(unit=unit)
        )
    return NumberVerdict(is_right=False, value=reading.value, reason=reason)


def meanings(
    reading: NumberReading, units: tuple[str, ...], language: Language
) -> Iterator[tuple[Decimal, bool]]:
    """Yield each number of the question's units that may be meant, and whether it was converted.

    Args:
        reading: A number that was read.
        units: The spellings of the question's unit.
        language: Decides which words are scale words.
    """
    assert reading.value is not None
    for spelling in units or ("",):
        scale, name = unit_parts(spelling, language)
        in_unit = scaled(reading.value, -(scale or 0))
        if not reading.unit:
            if reading.scale is None:
                yield reading.value, False
            if reading.scale is not None or scale:
                yield in_unit, False
        elif name and names_unit(reading.unit, name):
            yield in_unit, False
        else:
            given, wanted = find_unit(reading.unit), find_unit(name) or find_unit(core(name))
            if wanted and wanted.kind == "temperature":
                if _is_degree(reading.unit, name):
                    yield in_unit, False
                    continue
                given = find_unit(f"°{reading.unit}") or given  # 212 F is no capacity
            if given and wanted and given == wanted:
                yield in_unit, False
            elif given and wanted:
                converted = convert(reading.value, given, wanted)
                if converted is not None:
                    yield CONTEXT.scaleb(converted, Decimal(-(scale or 0))), True


def names_unit(typed: str, name: str) -> bool:
    """Return whether a typed unit is one of the question's: the same, or more exactly said.

    `spheres of cooperation` are `spheres`, `British soldiers` are `soldiers`.
    """
    if any(
        is_same_unit(one, other) for one in (typed, core(typed)) for other in (name, core(name))
    ):
        return True
    *adjectives, noun = typed.split() or [""]
    return (
        0 < len(adjectives) <= 2
        and find_unit(name) is None
        and all(word.isalpha() for word in adjectives)
        and is_same_unit(noun, name)
    )


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
