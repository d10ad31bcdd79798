"""What marks a typed number on a published page: what each unit makes of a figure."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from quiz.items import Context, Number
from quiz.items.response import Typed
from quiz.marking.folding import fold
from quiz.marking.language import Language
from quiz.marking.manners import carriers
from quiz.marking.number_reading import plain_number, read_number, unit_parts
from quiz.marking.numbers import meanings
from quiz.marking.numerals import words_for
from quiz.marking.units import CONTEXT, find_unit, names_of_kind

Meanings = list[list[Any]]
"""What a figure with a unit may mean."""
_MOST_UNITS = 80
_CURRENCIES = ("$", "€", "£")
_USUAL = (
    "% $ € £ km m cm kg g s h years people dollars euros m/s km/h km/s cm/s m/s^2 cm/s^2 m/s2 km^2 "
    "m^2 m^3 kmh mph l kWh J N V A W Hz °C °F K"
)
_MONEY = ("dollar", "Dollar", "euro", "Euro", "pound", *_CURRENCIES)
_WORDS_UP_TO = 20
_FIGURES = ("2", "1989", "-3.5", "7 km", "12 %", "5,300", "0", "31 days")
_TRIED = (Decimal(7), Decimal("-2.5"))


class UnitTables:
    """What each unit makes of a figure; numbers of one unit share a table."""

    def __init__(self) -> None:
        self.tables: list[dict[str, int]] = []
        """Each unit with the place of its meanings; each table is here once."""
        self.meanings: list[Meanings] = []
        """Meanings, each `[factor, offset, is_converted]`; a unit with none is always wrong."""
        self._meanings: dict[str, int] = {}
        self._places: dict[tuple[object, ...], int] = {}

    def place(self, item: Number, language: Language) -> int:
        """Return where the units of a number are."""
        # Of the question it is the words alone that decide what a unit means.
        words = tuple(word for word in item.stem.split() if not any(map(str.isdigit, word)))
        key = (item.units, words, language.primary)
        if key not in self._places:
            units = _units(item, language)
            made = {unit: self._meant(found) for unit, found in units.items()}
            if made not in self.tables:
                self.tables.append(made)
            self._places[key] = self.tables.index(made)
        return self._places[key]

    def _meant(self, meanings: Meanings) -> int:
        place = self._meanings.setdefault(str(meanings), len(self.meanings))
        if place == len(self.meanings):
            self.meanings.append(meanings)
        return place


def number_key(
    item: Number, context: Context, language: Language, tables: UnitTables
) -> dict[str, Any]:
    """Return what marks a number: the right ones, how far off one may be, and where its units are.

    Args:
        item: The question.
        context: What marking knows of its bank.
        language: Of its bank.
        tables: The units of the page.
    """
    found: dict[str, Any] = {"right": [str(one) for one in (item.answer, *item.accept)]}
    if item.tolerance:
        value = item.tolerance.value
        is_relative = item.tolerance.is_relative
        found["tolerance"] = [str(value / 100 if is_relative else value), int(is_relative)]
    found["units"] = tables.place(item, language)
    ok: set[str] = set()
    no: set[str] = set()
    for whole in _spelled(item):
        for word in words_for(whole, language.primary):
            if len(word) > 1:
                is_right = item.mark(Typed(word), context).credit > 0
                (ok if is_right else no).add(fold(word))
    found |= {"ok": sorted(ok - no), "no": sorted(no - ok)}
    return found


def _units(item: Number, language: Language) -> dict[str, Meanings]:
    units: dict[str, Meanings] = {}
    is_money = any(one in " ".join(item.units) for one in _MONEY)
    for unit in _candidates(item, language):
        text = plain_number(f"2 {unit}")[2:].strip() if unit else ""
        for currency in ("", *_CURRENCIES):
            name = f"{currency} {text}" if currency and text else text or currency
            if name in units or text[:1].isdigit() or (currency and not is_money):
                continue
            made = _meanings(f"{currency}2 {text}", item, language)
            if made is not None:
                units[name] = made
    return units


def carriers_table(language: Language) -> list[str]:
    """Return what may stand before a figure and says nothing: `about`, `it is`."""
    plain = {text: read_number(text, language=language) for text in _FIGURES}
    return [
        before
        for before in sorted(map(" ".join, carriers(language.primary)))
        if all(
            read_number(f"{before} {text}", language=language) == reading
            for text, reading in plain.items()
        )
    ]


def _spelled(item: Number) -> Iterable[int]:
    """Return the numbers that people may write in words."""
    found = set(range(_WORDS_UP_TO + 1))
    for one in (item.answer, *item.accept):
        if one == one.to_integral_value() and 0 <= one < 100:
            found.add(int(one))
    return sorted(found)


def _candidates(item: Number, language: Language) -> list[str]:
    """Return what may stand behind a figure: units, scale words, words of the question."""
    found: dict[str, None] = {"": None}
    scales = list(language.scales)
    names = [unit_parts(unit, language)[1] for unit in item.units]
    written = [
        form for name in (*item.units, *names) for form in (name, name.title(), name.upper())
    ]
    found |= dict.fromkeys([*written, *scales, "M", "B", "Mio", "Mrd"])
    kinds = {unit.kind for unit in map(find_unit, (*item.units, *names)) if unit}
    for kind in sorted(kinds):
        spelt = names_of_kind(kind)[:_MOST_UNITS]
        found |= dict.fromkeys(spelt)
        names += [form for name in spelt[:8] for form in (name, f"{name}s", name.upper())]
    found |= dict.fromkeys(f"{scale} {name}" for scale in scales for name in names if name)
    words = [word.strip("?!.,:;()*_“”\"'") for word in item.stem.split()]
    found |= dict.fromkeys(word for word in words if word.isalpha() and len(word) > 1)
    found |= dict.fromkeys(_USUAL.split())
    return list(found)


def _meanings(text: str, item: Number, language: Language) -> Meanings | None:
    """Return what a figure with a unit may mean; None where that is no plain multiple of it.

    Args:
        text: The figure 2 with the unit.
        item: The question.
        language: Of its bank.
    """
    reading = read_number(text, language=language, units=item.units, question=item.stem)
    if reading.value is None:
        return None
    scale = CONTEXT.scaleb(Decimal(1), Decimal(reading.scale or 0))
    if reading.value != 2 * scale:
        return None

    def of(value: Decimal) -> list[tuple[Decimal, bool]]:
        given = replace(reading, value=CONTEXT.multiply(value, scale))
        return list(meanings(given, item.units, language))

    made: list[tuple[Decimal, Decimal, bool]] = []
    for (zero, is_converted), (one, _same) in zip(of(Decimal(0)), of(Decimal(1)), strict=True):
        made.append((CONTEXT.subtract(one, zero), zero, is_converted))
    for tried in _TRIED:
        for (value, _c), (factor, offset, is_converted) in zip(of(tried), made, strict=True):
            line = CONTEXT.add(CONTEXT.multiply(tried, factor), offset)
            apart = CONTEXT.abs(CONTEXT.subtract(line, value))
            if apart > (Decimal("1e-40") if is_converted else 0):
                return None
    return [[str(factor), str(offset), int(is_c)] for factor, offset, is_c in made]
