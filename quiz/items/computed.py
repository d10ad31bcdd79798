"""Working a problem out: a formula whose letters are drawn again at each showing."""

import re
from decimal import Decimal
from itertools import product
from math import prod
from random import Random
from typing import TYPE_CHECKING

import msgspec

from quiz.items.item import NO_CONTEXT, BaseItem
from quiz.items.markup import is_inside, spans
from quiz.items.number import Allowance, Number, plain
from quiz.items.outcome import Context, Outcome, Prompt
from quiz.items.response import Response, Typed
from quiz.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.items.functions import Value

MOST_COMBINATIONS = 10_000
"""So many sets of values are tried on checking."""
_LETTER = re.compile(r"\{([A-Za-z_]\w*)\}")


class Letter(msgspec.Struct, frozen=True, omit_defaults=True):
    """A letter of `let` and what it may be: numbers of a range, or listed numbers."""

    name: str
    """As it stands in the question."""
    low: int | Decimal = 0
    """The least value that is drawn."""
    high: int | Decimal = 0
    """Both ends of the range are in it, the high one if a step ends there."""
    step: int | Decimal = 1
    """From each number of the range to the next; above 0."""
    listed: tuple[Decimal, ...] = ()
    """The numbers, if they were listed."""

    @property
    def count(self) -> int:
        """How many values it may have."""
        return len(self.listed) or int((self.high - self.low) / self.step) + 1

    def draw(self, rng: Random) -> "Value":
        """Return one of the values."""
        from fractions import Fraction

        if not self.listed:
            return self._value(rng.randrange(self.count))
        return _exact(Fraction(rng.choice(self.listed)))

    def values(self) -> "list[Value]":
        """Return all values; only for a letter that has few."""
        from fractions import Fraction

        if self.listed:
            return [_exact(Fraction(number)) for number in self.listed]
        return [self._value(place) for place in range(self.count)]

    def ends(self) -> "list[Value]":
        """Return the least and the greatest value, and zero where it is in."""
        from fractions import Fraction

        if self.listed:
            found = [min(self.listed), max(self.listed), *(n for n in self.listed if n == 0)]
            return list(dict.fromkeys(_exact(Fraction(number)) for number in found))
        ends = [self._value(0), self._value(self.count - 1)]
        is_in = self.low <= 0 <= self.high and self.low % self.step == 0
        return list(dict.fromkeys([*ends, *([0] if is_in else [])]))

    def _value(self, place: int) -> "Value":
        """Return a number of the range by its place, from 0."""
        if isinstance(self.low, int) and isinstance(self.step, int):
            return self.low + place * self.step
        from fractions import Fraction

        return _exact(Fraction(self.low) + place * Fraction(self.step))


class Computed(BaseItem, frozen=True, kw_only=True, tag="computed"):
    """A number question with letters; as shown it is a `Number`."""

    letters: tuple[Letter, ...]
    """What is drawn again each time."""
    formula: str
    """Without the equals sign, in the arithmetic of `quiz.items.formula`."""
    units: tuple[str, ...] = ()
    """Spellings of the unit, the usual one first; empty for none."""
    tolerance: Allowance | None = None
    """How far off an answer may be; None for rounding alone."""

    @property
    def wants(self) -> str:
        """What the learner is to type."""
        return _("a number, in {unit}").format(unit=self.units[0]) if self.units else _("a number")

    @property
    def solution(self) -> tuple[str, ...]:
        """The formula."""
        return (f"= {self.formula}",)

    def lay_out(self, rng: Random) -> Prompt:
        """Draw the letters; the prompt's item is the number question that they make.

        The author's check has shown that nearly every drawing has a value; one that has none is
        drawn again.
        """
        from quiz.items.functions import FormulaError

        for _time in range(100):
            try:
                return Prompt(item=self.with_values({x.name: x.draw(rng) for x in self.letters}))
            except FormulaError:
                continue
        return Prompt(item=self.with_values({x.name: x.ends()[0] for x in self.letters}))

    def with_values(self, values: "dict[str, Value]") -> Number:
        """Return the number question for these letters.

        Raises:
            FormulaError: The formula has no value for them.
        """
        from quiz.items.formula import Formula, to_decimal

        shown = {name: plain(to_decimal(value)) for name, value in values.items()}
        return Number(
            id=self.id,
            has_written_id=self.has_written_id,
            stem=_filled(self.stem, shown),
            explain=_filled(self.explain, shown),
            hints=tuple(_filled(hint, shown) for hint in self.hints),
            source=self.source,
            passage=self.passage,
            fact=self.fact,
            image=self.image,
            alt=self.alt,
            tags=self.tags,
            points=self.points,
            time_limit_s=self.time_limit_s,
            partial=self.partial,
            difficulty=self.difficulty,
            answer=to_decimal(Formula(self.formula).value(values)),
            units=self.units,
            tolerance=self.tolerance,
        )

    def trial_values(self) -> "Iterator[dict[str, Value]]":
        """Yield the sets of values that a check tries.

        All of them up to 10,000; beyond that the ends of each range, zero where it is in, and
        10,000 drawn with a fixed seed.
        """
        names = [letter.name for letter in self.letters]
        if prod(letter.count for letter in self.letters) <= MOST_COMBINATIONS:
            for values in product(*(letter.values() for letter in self.letters)):
                yield dict(zip(names, values, strict=True))
            return
        for number, values in enumerate(product(*(letter.ends() for letter in self.letters))):
            if number == MOST_COMBINATIONS:
                break
            yield dict(zip(names, values, strict=True))
        rng = Random(0)
        for _time in range(MOST_COMBINATIONS):
            yield {letter.name: letter.draw(rng) for letter in self.letters}

    def right_response(self) -> Response:
        """The response that earns full credit when laid out by `Random(0)`."""
        item = self.lay_out(Random(0)).item
        return Typed(plain(item.answer)) if isinstance(item, Number) else Typed()

    def mark(self, response: Response, context: Context = NO_CONTEXT) -> Outcome:
        """Mark as laid out by `Random(0)`; a sitting marks the prompt's item instead."""
        return self.lay_out(Random(0)).item.mark(response, context)


def _filled(text: str, shown: dict[str, str]) -> str:
    """Return text with `{letter}` replaced; inside code and maths braces stay."""
    if "{" not in text:
        return text
    pieces = spans(text)

    def fill(found: re.Match[str]) -> str:
        if is_inside(found.start(), pieces):
            return found.group()
        return shown.get(found.group(1), found.group())

    return _LETTER.sub(fill, text)


def _exact(value: "Value") -> "Value":
    return int(value) if value.denominator == 1 else value
