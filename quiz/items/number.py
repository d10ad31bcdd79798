"""Typing a number."""

from decimal import Decimal
from random import Random

import msgspec

from quiz.items.item import NO_CONTEXT, BaseItem
from quiz.items.outcome import Context, Outcome, Prompt
from quiz.items.response import Response, Typed
from quiz.items.short_text import typed_outcome
from quiz.translation import _


class Allowance(msgspec.Struct, frozen=True):
    """How far a number may be off."""

    value: Decimal
    """At least 0: in the number's unit, or in percent of it."""
    is_relative: bool = False
    """Whether it is a share of the answer and not a number."""

    def __str__(self) -> str:
        return f"{plain(self.value)}%" if self.is_relative else plain(self.value)


class Number(BaseItem, frozen=True, kw_only=True, tag="number"):
    """An item whose key is a number, exact unless it has a tolerance."""

    answer: Decimal
    """The right number."""
    accept: tuple[Decimal, ...] = ()
    """More right numbers."""
    units: tuple[str, ...] = ()
    """Spellings of the unit, the first one shown."""
    tolerance: Allowance | None = None
    """How far off an answer may be; None for exactly right."""

    @property
    def wants(self) -> str:
        """What the learner is to type."""
        return _("a number, in {unit}").format(unit=self.units[0]) if self.units else _("a number")

    @property
    def solution(self) -> tuple[str, ...]:
        """The number with its unit and tolerance."""
        text = " ".join((plain(self.answer), *self.units[:1]))
        return (f"{text} (± {self.tolerance})" if self.tolerance else text,)

    def lay_out(self, rng: Random) -> Prompt:
        """Show it as it is."""
        return Prompt(item=self)

    def right_response(self) -> Response:
        """The response that earns full credit, in a form no language reads otherwise."""
        return Typed(plain(self.answer))

    def mark(self, response: Response, context: Context = NO_CONTEXT) -> Outcome:
        """Compare by `quiz.marking.numbers`."""
        from quiz.marking.language import language
        from quiz.marking.numbers import Tolerance, mark_number

        typed = response.text if isinstance(response, Typed) else ""
        tolerance = None
        if self.tolerance:
            value = self.tolerance.value
            if self.tolerance.is_relative:
                value /= 100
            tolerance = Tolerance(value=value, is_relative=self.tolerance.is_relative)
        verdict = mark_number(
            typed,
            (self.answer, *self.accept),
            language=language(context.language),
            units=self.units,
            tolerance=tolerance,
            question=self.stem,
        )
        right = " ".join((plain(self.answer), *self.units[:1]))
        return typed_outcome(typed, right, verdict.is_right, verdict.reason, self.solution)


def plain(value: Decimal) -> str:
    """Return a number as people write it: no exponent where it is readable without, no `.0`."""
    if value == value.to_integral_value() and abs(value.adjusted()) < 30:
        return format(value.to_integral_value(), "f") if value else "0"
    text = format(value, "f") if abs(value.adjusted()) < 30 else str(value)
    return text.rstrip("0").rstrip(".") if "." in text and "E" not in text else text
