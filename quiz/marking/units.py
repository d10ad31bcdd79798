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
    """What it measures, `length` or `length^1 time^-1`; only units of one kind convert."""
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
time 1 *s,sec,secs second,sekunde,seconde
time 60 min,mins minute,minuto
time 3600 h,hr,hrs hour,stunde,heure,hora
time 86400 d day,tag,tage,jour,día
time 604800 wk,wks week,woche,semaine,semana
time 2629746 mo month
time 31556952 yr,yrs,a year,jahr,jahre,année,año,an
time 315569520 - decade
time 3155695200 - century,centurie
volume 0.000001 cc,ccm cubic centimetre
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
        "°c deg_c degc celcius celsius degrees_celsius degree_celsius centigrade grad_celsius degrees_c",
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
_SUBUNITS = frozenset(
    "cent cents ct cts penny pence p centime centimes centimo centimos centavo centavos centesimo "
    "centesimi копейка копейки копеек коп rappen ore grosz groszy".split()
)
"""A hundredth of whatever currency stands before it."""
_OTHER_SCRIPTS = {
    "m": "метр метра метров метры متر امتار 米 公尺 メートル",
    "km": "км. километр километра километров километры كم كيلومتر كيلو_متر كيلومترا 公里 千米 キロメートル",
    "cm": "сантиметр сантиметра сантиметров سم سنتيمتر 厘米 公分",
    "mm": "миллиметр миллиметра миллиметров مم 毫米",
    "mi": "миля мили миль ميل 英里",
    "g": "грамм грамма граммов гр غرام جرام 克",
    "kg": "kilo kilos килограмм килограмма килограммов кило كغ كجم كيلوغرام كيلوجرام كيلو_غرام 公斤 千克",
    "t": "тонна тонны тонн طن 吨",
    "l": "л литр литра литров لتر 升 公升",
    "s": "с сек секунда секунды секунд ثانيه ثواني 秒",
    "min": "мин минута минуты минут دقيقه دقايق 分钟 分",
    "h": "ч час часа часов ساعه ساعات 小时 小時",
    "day": "день дня дней сутки суток يوم ايام 天 日",
    "week": "неделя недели недель اسبوع اسابيع 周 星期",
    "mo": "месяц месяца месяцев شهر اشهر 月 个月 monat monate monaten mois mes meses mese mesi "
    "month months maand maanden",
    "year": "год года годов лет г سنه سنوات عام اعوام 年 jaar anno anni ano anos",
    "V": "вольт 伏 فولت",
    "W": "ватт 瓦 واط",
    "kW": "киловатт квт 千瓦",
    "A": "ампер 安",
    "N": "ньютон ньютонов н 牛 نيوتن",
    "J": "джоуль джоулей дж 焦 焦耳 جول",
    "Hz": "гц герц 赫兹 赫",
    "%": "процент процента процентов بالمايه بالميه ٪",
    "$": "美元 美金 دولار",
    "€": "欧元 يورو",
    "cny": "元 人民币 块",
    "¥": "日元 円",
    "ha": "гектар гектара гектаров هكتار 公顷",
}
_PREFIX_WORDS = {
    "平方": 2,
    "立方": 3,
}
_POWER_WORDS = {
    **dict.fromkeys(
        "square sq quadrat кв квадратный квадратных квадратные carre carres".split(), 2
    ),
    **dict.fromkeys("cuadrado cuadrados quadrato quadrati quadrado مربع squared".split(), 2),
    **dict.fromkeys("cubic cu kubik куб кубический кубических cube cubes cubico cubi".split(), 3),
    **dict.fromkeys("cubicos cubici مكعب cubed".split(), 3),
}
"""Words before or behind a unit that raise it to a power."""
_PER = re.compile(
    r"\s*/\s*|\s+(?:per|pro|je|par|por|al|all'|a|an|в|на|لكل)\s+(?=\S)", re.IGNORECASE
)
_FACTORS = re.compile(r"[\s·*⋅∙]+|\.(?=[^\W\d_]+\^?-?\d)")
_RAISED_UNIT = re.compile(r"(.*?[^\W\d_°])(?:\^)?\(?([+-]?[1-9])\)?")
_TIGHT = re.compile(r"(k?m|cm|g|kg|J|N|W|C)(s|h|m|kg|K|mol)(?=\^?-[1-4])")
"""Two symbols written together before a negative power: ms^-2 is no power of a millisecond."""
_MOST_FACTORS = 6
_DIMENSIONS = {
    "area": "length^2",
    "volume": "length^3",
    "frequency": "time^-1",
    "force": "mass^1 length^1 time^-2",
    "pressure": "mass^1 length^-1 time^-2",
    "energy": "mass^1 length^2 time^-2",
    "power": "mass^1 length^2 time^-3",
    "charge": "current^1 time^1",
    "voltage": "mass^1 length^2 time^-3 current^-1",
    "resistance": "mass^1 length^2 time^-3 current^-2",
}
"""What a kind is made of, so that N/kg is m/s²."""
_SUPERSCRIPTS = str.maketrans(
    {**{sign: f"^{n}" for n, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}, "⁻": "^-", "−": "-"}
)


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
    for name, spellings in _OTHER_SCRIPTS.items():
        unit = symbols.get(name) or words[word_key(name)]
        for spelling in spellings.split():
            words.setdefault(word_key(spelling.replace("_", " ")), unit)
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
        unit = _product([(symbols[one], 1), (symbols[other], -1)])
        if unit:
            symbols.update((name, unit) for name in spellings.split())
    return symbols, words


def find_unit(text: str) -> Unit | None:
    """Return the unit that a text names: a symbol, a word, a power, a product or a quotient.

    Args:
        text: What stands behind a number (`km`, `Kilometres`, `km/h`, `square miles`, `m s^-2`).
    """
    return _find_unit(text) if len(text) <= _MAX_UNIT else None


@lru_cache(maxsize=4_096)
def _find_unit(text: str) -> Unit | None:
    plain = unicodedata.normalize("NFC", text.translate(_SUPERSCRIPTS)).replace("^-^", "^-")
    plain = plain.replace("**", "^").replace("{", "").replace("}", "")
    return _find(" ".join(plain.split()))


def names_of_kind(kind: str) -> tuple[str, ...]:
    """Return the symbols and words of the units of a kind, the shortest first."""
    found = {name for table in _tables() for name, unit in table.items() if unit.kind == kind}
    return tuple(sorted(found, key=lambda name: (len(name), name)))


def is_subunit(text: str) -> bool:
    """Return whether a text names a hundredth of a currency: cents, pence, копейки."""
    return word_key(text) in _SUBUNITS


@lru_cache(maxsize=512)
def _find(text: str) -> Unit | None:
    return _find_single(text) or _find_composed(text)


def _find_composed(text: str) -> Unit | None:
    """Read a product of powers, with or without a slash."""
    parts = [part for part in _PER.split(text) if part]
    if not parts or len(parts) > _MOST_FACTORS:
        return None
    factors: list[tuple[Unit, int]] = []
    for at, part in enumerate(parts):
        found = _find_factors(part)
        if found is None:
            return None
        factors += [(unit, power if at == 0 else -power) for unit, power in found]
    return _product(factors)


def _find_factors(text: str) -> list[tuple[Unit, int]] | None:
    """Return the units of a product, each with its power."""
    text = _TIGHT.sub(r"\1 \2", text.strip("() "))
    whole = _find_single(text)
    if whole:
        return [(whole, 1)]
    words = _FACTORS.split(text)
    if not words or len(words) > _MOST_FACTORS:
        return None
    found: list[tuple[Unit, int]] = []
    power = 0
    for word in words:
        raised = _POWER_WORDS.get(word_key(word))
        if raised and not power and not found:
            power = raised
            continue
        if raised and found and not power:
            unit, exponent = found[-1]
            found[-1] = unit, exponent * raised
            continue
        factor = _find_factor(word)
        if factor is None:
            return None
        found.append((factor[0], factor[1] * (power or 1)))
        power = 0
    return found if found and not power else None


def _find_factor(text: str) -> tuple[Unit, int] | None:
    unit = _find_single(text)
    if unit:
        return unit, 1
    for prefix, power in _PREFIX_WORDS.items():
        unit = _find_single(text.removeprefix(prefix)) if text.startswith(prefix) else None
        if unit:
            return unit, power
    for word, power in (("quadrat", 2), ("kubik", 3)):
        lower = text.lower()
        unit = _find_single(lower.removeprefix(word)) if lower.startswith(word) else None
        if unit:
            return unit, power
    raised = _RAISED_UNIT.fullmatch(text)
    unit = _find_single(raised[1]) if raised else None
    return (unit, int(raised[2])) if raised and unit else None


def _product(factors: list[tuple[Unit, int]]) -> Unit | None:
    """Return the product of powers of units, None where one has a zero point of its own."""
    factor = Decimal(1)
    exponents: dict[str, int] = {}
    for unit, power in factors:
        if unit.offset and len(factors) > 1:
            return None
        factor = CONTEXT.multiply(factor, CONTEXT.power(unit.factor, Decimal(power)))
        for name, exponent in _dimensions(unit.kind):
            exponents[name] = exponents.get(name, 0) + exponent * power
    if len(factors) == 1 and factors[0][1] == 1:
        return factors[0][0]
    left = {name: exponent for name, exponent in exponents.items() if exponent}
    if not left or not factor.is_finite() or factor <= 0:
        return None
    return Unit(kind=_kind(left), factor=factor)


def _kind(exponents: dict[str, int]) -> str:
    if len(exponents) == 1 and next(iter(exponents.values())) == 1:
        return next(iter(exponents))
    return "  ".join(f"{name}^{exponents[name]}" for name in sorted(exponents))


def _dimensions(kind: str) -> list[tuple[str, int]]:
    made_of = _DIMENSIONS.get(kind)
    pieces = made_of.split() if made_of else kind.split("  ")
    return [
        (piece.rpartition("^")[0], int(piece.rpartition("^")[2])) if "^" in piece else (piece, 1)
        for piece in pieces
    ]


def canonical(unit: Unit) -> Unit:
    """Return a unit with its kind in base quantities: a newton is `length^1 mass^1 time^-2`."""
    exponents = dict(_dimensions(unit.kind))
    return unit if unit.offset else Unit(kind=_kind(exponents), factor=unit.factor)


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


def convert(value: Decimal, given: Unit, wanted: Unit) -> Decimal | None:
    """Return a value in another unit of the same kind, None if the kinds differ.

    Args:
        value: A number of `given` units.
        given: The unit it is in.
        wanted: The unit to have it in.
    """
    if given.kind != wanted.kind:
        given, wanted = canonical(given), canonical(wanted)
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
        return canonical(known) == canonical(wanted)
    first, second = word_key(one), word_key(other)
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    if len(short) < 3:
        return False
    if short.endswith("y") and long == f"{short[:-1]}ies":
        return True
    return long in {short + ending for ending in ("s", "es", "e", "n", "en", "er")}
