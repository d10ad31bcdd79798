"""The units that can be converted: our own table, exact, with SI prefixes.

A unit is a kind (what it measures), a factor and an offset to the base unit of that kind. Spellings
are compared by `word_key`; symbols with their capitals first (`mW` is not `MW`).
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache

from quiz.marking.folding import word_key

CONTEXT = Context(prec=60, Emin=-99_999, Emax=99_999, traps=[])
"""The arithmetic of all marking: bounded, and silent instead of raising."""

_MAX_UNIT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of measurement: `base = value * factor + offset`."""

    kind: str
    """What it measures, `length` or `length/time`; only units of one kind convert."""
    factor: Decimal
    """Base units in one of these; above 0."""
    offset: Decimal = Decimal(0)
    """The zero point in base units; other than 0 for temperatures only."""


_PREFIXES = {
    "n": -9,
    "µ": -6,
    "μ": -6,
    "u": -6,
    "m": -3,
    "c": -2,
    "d": -1,
    "h": 2,
    "k": 3,
    "M": 6,
    "G": 9,
    "T": 12,
}
_LONG_PREFIXES = {
    "nano": -9,
    "micro": -6,
    "mikro": -6,
    "milli": -3,
    "mili": -3,
    "centi": -2,
    "zenti": -2,
    "deci": -1,
    "dezi": -1,
    "hecto": 2,
    "hekto": 2,
    "kilo": 3,
    "mega": 6,
    "giga": 9,
    "tera": 12,
}
# kind factor symbols words; symbols take prefixes if marked with *, and so do their words
_TABLE = """
length 1 *m metre,meter,metro,mètre
length 0.0254 in,″ inch,inche
length 0.3048 ft foot,feet
length 0.9144 yd yard
length 1609.344 mi mile,meile,mille
length 1852 nmi nautical mile,seemeile
length 149597870700 au,AU astronomical unit
length 9460730472580800 ly light year,light-year,lichtjahr
mass 0.001 *g gram,gramme,gramm,gramo
mass 1000 *t tonne,metric ton,tonnes
mass 0.45359237 lb,lbs pound
mass 0.028349523125 oz ounce
mass 6.35029318 st stone
time 1 *s,sec second,sekunde,seconde
time 60 min minute,minuto
time 3600 h,hr,hrs hour,stunde,heure,hora
time 86400 d day,tag,tage,jour,día
time 604800 wk week,woche,semaine,semana
time 2629746 mo month
time 31556952 yr,yrs,a year,jahr,jahre,année,año,an
time 315569520 - decade
time 3155695200 - century,centurie
volume 0.001 *l,*L litre,liter,litro
volume 0.003785411784 gal gallon
volume 0.000473176473 pt pint
area 10000 ha hectare,hektar
area 4046.8564224 ac acre
frequency 1 *Hz hertz
force 1 *N newton
pressure 1 *Pa pascal
pressure 100000 *bar bar
pressure 101325 atm atmosphere
energy 1 *J joule
energy 3600 *Wh watt hour,watt-hour,wattstunde,watthour
energy 4.184 *cal calorie,kalorie
energy 1.602176634e-19 *eV electron volt,electronvolt
power 1 *W watt
power 745.69987158227022 hp horsepower
charge 1 *C coulomb
current 1 *A ampere,amp
voltage 1 *V volt
resistance 1 *Ω,*Ω ohm
amount 1 *mol mole
data 1 *b,*bit bit
data 8 *B byte
ratio 0.01 %,pct percent,per cent,prozent,pour cent,por ciento,procent
ratio 0.001 ‰ per mille,permille,promille
angle 1 °,deg degree,grad
angle 57.29577951308232087679815481410517 rad radian
"""
_TEMPERATURES = (
    (Decimal(1), Decimal(0), "K kelvin °k"),
    (
        Decimal(1),
        Decimal("273.15"),
        "°c degc celsius degrees_celsius degree_celsius centigrade grad_celsius degrees_c",
    ),
    (
        CONTEXT.divide(Decimal(5), Decimal(9)),
        CONTEXT.subtract(Decimal("273.15"), CONTEXT.divide(Decimal(160), Decimal(9))),
        "°f degf fahrenheit degrees_fahrenheit degree_fahrenheit grad_fahrenheit degrees_f",
    ),
)
_WHOLE = {
    "km/h": "kmh kph kmph km/h км/ч",
    "mi/h": "mph",
    "nmi/h": "knot knots kn kt knoten",
}
_CYRILLIC = {"м": "m", "км": "km", "см": "cm", "мм": "mm", "г": "g", "кг": "kg", "т": "t"}
_CURRENCIES = (
    "$ usd us$ dollar us_dollar american_dollar u.s._dollar доллар доллара долларов",
    "€ eur euro евро",
    "£ gbp pound_sterling british_pound sterling",
    "¥ jpy yen",
    "₽ rub ruble rouble рубль рубля рублей руб",
    "₴ uah hryvnia гривня гривні гривень",
    "zł pln zloty",
    "₺ try lira",
    "₹ inr rupee",
    "chf franken swiss_franc",
    "cny rmb yuan renminbi",
)
_POWERS = (
    (re.compile(r"^(?:square |sq |quadrat)"), 2),
    (re.compile(r"^(?:cubic |cu |kubik)"), 3),
    (re.compile(r"(?:\^2| squared)$|(?<=[a-zA-Z])2$"), 2),
    (re.compile(r"(?:\^3| cubed)$|(?<=[a-zA-Z])3$"), 3),
)
_KINDS_OF_POWERS = {("length", 2): "area", ("length", 3): "volume", ("time", 2): "time squared"}
"""What a unit of a kind measures if it is raised to a power."""
_SUPERSCRIPTS = str.maketrans({"²": "^2", "³": "^3", "⁻": "-", "¹": "1"})


def _read_tables() -> tuple[dict[str, Unit], dict[str, Unit]]:
    symbols: dict[str, Unit] = {}
    words: dict[str, Unit] = {}
    for line in _TABLE.strip().splitlines():
        kind, factor, marks, names = line.split(" ", 3)
        unit = Unit(kind=kind, factor=Decimal(factor))
        takes_prefix = "*" in marks
        prefixes = {
            prefix: exponent
            for prefix, exponent in _PREFIXES.items()
            # There are no millibits: "mb" is a careless "MB".
            if takes_prefix and (kind != "data" or exponent > 2)
        }
        for mark in marks.replace("*", "").split(","):
            if mark != "-":
                _add(symbols, mark, unit, prefixes)
        for name in names.split(","):
            _add(words, word_key(name), unit, _LONG_PREFIXES if takes_prefix else {})
    for factor_, offset, names in _TEMPERATURES:
        unit = Unit(kind="temperature", factor=factor_, offset=offset)
        for name in names.split():
            symbols[name.replace("_", " ")] = unit
    for short, name in _CYRILLIC.items():
        symbols[short] = symbols[name]
    for line in _CURRENCIES:
        first = line.split()[0]
        for name in line.split():
            words[word_key(name.replace("_", " "))] = Unit(kind=f"money {first}", factor=Decimal(1))
    return symbols, words


def _add(table: dict[str, Unit], name: str, unit: Unit, prefixes: dict[str, int]) -> None:
    table.setdefault(name, unit)
    for prefix, exponent in prefixes.items():
        scaled = Unit(kind=unit.kind, factor=CONTEXT.scaleb(unit.factor, Decimal(exponent)))
        table.setdefault(prefix + name, scaled)


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, Unit], dict[str, Unit]]:
    symbols, words = _read_tables()
    for whole, spellings in _WHOLE.items():
        one, _, other = whole.partition("/")
        unit = _per(symbols[one], symbols[other])
        if unit:
            symbols.update((name, unit) for name in spellings.split())
    return symbols, words


def find_unit(text: str) -> Unit | None:
    """Return the unit that a text names: a symbol, a word, a power or a quotient of them.

    Args:
        text: What stands behind a number (`km`, `Kilometres`, `km/h`, `square miles`, `m²`).
    """
    if len(text) > _MAX_UNIT:
        return None
    return _find(" ".join(unicodedata.normalize("NFC", text.translate(_SUPERSCRIPTS)).split()))


@lru_cache(maxsize=512)
def _find(text: str) -> Unit | None:
    found = _find_single(text)
    if found:
        return found
    over, slash, under = text.partition("/")
    if not slash:
        over, slash, under = text.partition(" per ")
    if slash:
        one, other = _find_power(over.strip()), _find_power(under.strip())
        return _per(one, other) if one and other else None
    return _find_power(text)


def _find_single(text: str) -> Unit | None:
    symbols, words = _tables()
    text = text.strip().rstrip(".")
    if not text:
        return None
    if text in symbols:
        return symbols[text]
    tight = text.lower().replace("° ", "°").replace("º", "°")
    if tight in symbols and (len(tight) > 1 or not tight.isalpha()) and _is_safe(text):
        return symbols[tight]
    key = word_key(text)
    for name in (key, key.removesuffix("s"), key.removesuffix("es"), key.removesuffix("n")):
        if name in words:
            return words[name]
    return None


def _is_safe(text: str) -> bool:
    """Return whether a symbol's capitals may be ignored: `KM` yes, `MW` and `Mm` no."""
    return text[0] not in "Mm" or text.lower() in {"min", "mi", "mph", "mo", "mol"}


def _find_power(text: str) -> Unit | None:
    for pattern, power in _POWERS:
        rest, count = pattern.subn("", text, count=1)
        if count:
            unit = _find_single(rest)
            kind = _KINDS_OF_POWERS.get((unit.kind, power)) if unit else None
            if unit is None or kind is None:
                return None
            return Unit(kind=kind, factor=CONTEXT.power(unit.factor, Decimal(power)))
    return _find_single(text)


def _per(one: Unit, other: Unit) -> Unit | None:
    if one.offset or other.offset:
        return None
    kind = f"{one.kind}/{other.kind}"
    return Unit(kind=kind, factor=CONTEXT.divide(one.factor, other.factor))


def convert(value: Decimal, given: Unit, wanted: Unit) -> Decimal | None:
    """Return a value in another unit of the same kind, None if the kinds differ.

    Args:
        value: A number of `given` units.
        given: The unit it is in.
        wanted: The unit to have it in.
    """
    if given.kind != wanted.kind:
        return None
    if given == wanted:
        return value
    base = CONTEXT.add(CONTEXT.multiply(value, given.factor), given.offset)
    return CONTEXT.divide(CONTEXT.subtract(base, wanted.offset), wanted.factor)


def is_same_unit(one: str, other: str) -> bool:
    """Return whether two texts name one unit: alike by our table, or alike as words.

    Words that the table does not know (`words`, `missiles`) agree in singular and plural.
    """
    known, wanted = find_unit(one), find_unit(other)
    if "£" in (one, other) and {"pound", "pounds"} & {word_key(one), word_key(other)}:
        return True
    if known and wanted:
        return known == wanted
    first, second = word_key(one), word_key(other)
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    if len(short) < 3:
        return False
    if short.endswith("y") and long == f"{short[:-1]}ies":
        return True
    return long in {short + ending for ending in ("s", "es", "e", "n", "en", "er")}
