"""Reading a typed number with its separators, scale word and unit, and marking it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quiz.marking.folding import (
    MAX_TYPED,
    NOTHING_TYPED,
    is_blank,
    too_long,
    western_digits,
    word_key,
)
from quiz.marking.language import Language
from quiz.marking.manners import carriers, conjunctions, trailers
from quiz.marking.numerals import chinese_length, chinese_value, read_words, roman_value
from quiz.marking.spelling import is_form_of
from quiz.marking.units import CONTEXT, convert, find_unit, is_same_unit, is_subunit
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
_HEAD = re.compile(r"^[~≈=±]?\s*(minus\b|[+-])?\s*([^\d\s.,+-]{0,4}?)\s*([+-])?\s*(?=[.,]?\d)")
_FIGURE = re.compile(r"[.,]?\d(?:[\d.,]|['’](?=\d{3})| (?=\d{3}(?!\d)))*")
_FRACTION = re.compile(r"^/(\d{1,30})(?![\d.,/*^])|^ (\d{1,30})/(\d{1,30})(?![\d.,/*^])")
_POWER = re.compile(
    r"^(?:\s?e|\s?[x×✕*·⋅•∙]\s?10\s?(?:\^|\*\*))\s?(\(?)\s?([+-]?)\s?(\d+)(\)?)(?![\d.,])",
    re.IGNORECASE,
)
_DOTTED_POWER = re.compile(r"^(\d+(?:[.,]\d+)?)\s?\.\s?10\s?\^")
"""The point that some write for times: 3.10^8."""
_LATEX = re.compile(r"\\(?:times|cdot|,|;|!)|[$\\{}]")
_EQUATION = re.compile(r"^[^\W\d_]\w{0,2}(?:\s?[=≈]\s?| (?:is|ist|est|es|è) )(?=\S)")
_QUOTES = "\"'“”„«»‘’`"
_SEPARATORS = str.maketrans({"º": "°", "٬": ",", "٫": ".", "،": ",", "٪": "%", "\u02d9": "'"})
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_SECOND = re.compile(r"^([^\d^*/-]+?)\s?(\d[\d.,]*)\s?([^\d]*)$")
_GLUED_CURRENCY = re.compile(r"(?<=\d)([^\W\d_]{1,4})(?=[$€£¥₽₴₺₹])|(?<=[$€£¥₽₴₺₹])(?=[^\W\d_])")
"""A scale word that touches the sign of a currency: 147B$."""
_MOST_CARRIERS = 4
_PEOPLE = frozenset(
    "people person persons inhabitants residents menschen personen leute einwohner mensch person "
    "personnes habitants gens personas habitantes persone abitanti pessoas человек людей люди "
    "жителей чел osob ludzi شخص نسمه 人".split()
)
"""Words for people: whoever counts them may say either."""
_PER_WORDS = frozenset("a an per each every the of pro je par por al в на".split())
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


def read_number(
    typed: str, *, language: Language, units: tuple[str, ...] = (), question: str = ""
) -> NumberReading:
    """Read a number with its separators, scale word and unit.

    What people write round it ("about", "it is", `g =`) is passed over.

    Args:
        typed: What the learner typed; any text of any length.
        language: Decides what `1,000` is, and which scale and number words there are.
        units: The unit of the question, in its spellings: it decides whether `5 m` is 5 metres.
        question: What was asked: what is counted there may stand behind the number.
    """
    if not typed or typed.isspace():
        return _unread(NOTHING_TYPED)
    if len(typed) > MAX_TYPED:
        return _unread(too_long())
    if is_blank(typed):
        return _unread(NOTHING_TYPED)
    text = _plain(typed)
    first = reading = _read_bare(text, language, units)
    for _time in range(_MOST_CARRIERS):
        if reading.value is not None:
            break
        shorter = _without_carrier(text, language)
        if shorter == text:
            break
        text = shorter
        reading = _read_bare(text, language, units)
    if reading.value is None:
        return first
    return _without_counted(reading, language, units, question)


def _read_bare(text: str, language: Language, units: tuple[str, ...]) -> NumberReading:
    """Read a number that stands at the start of a text."""
    head = _HEAD.match(text)
    if head is None or (head[2] and not _CURRENCY.match(head[2])):
        return _read_spelled(text, language, units)
    if head[1] and head[3]:
        return _unread(_UNREADABLE)
    dotted = _DOTTED_POWER.match(text[head.end() :])
    if dotted:
        place = head.end() + dotted.end(1)
        text = f"{text[:place]}*{text[place:].lstrip(' .')}"
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
    value = value.copy_negate() if is_negative else value
    return _read_parts(value, rest, head[2], language, units)


def _read_parts(
    value: Decimal, rest: str, currency: str, language: Language, units: tuple[str, ...]
) -> NumberReading:
    """Read a unit, and a second number in a smaller one: `1 h 30 min`, `12 Euro 50`."""
    second = _SECOND.match(rest)
    if second is None or find_unit(rest) is not None:
        return _with_unit(value, rest, currency, language, units)
    ands = conjunctions(language.primary)
    words = [word for word in second[1].split() if word.casefold() not in ands]
    unit = " ".join(words).rstrip(",")
    first = _with_unit(value, unit, currency, language, units)
    more, _reason = _read_figure(second[2], language)
    if first.value is None or more is None or find_unit(first.unit) is None:
        return _with_unit(value, rest, currency, language, units)
    return _joined(first, more, second[3].strip(), second[2])


def _joined(first: NumberReading, more: Decimal, unit: str, written: str) -> NumberReading:
    """Return a number of units with a number of smaller ones added to it."""
    known = find_unit(first.unit)
    if first.value is None or known is None or first.value < 0:
        return _unread(_UNREADABLE)
    is_money = known.kind.startswith("money")
    if is_money and (is_subunit(unit) or (not unit and len(written) == 2 and written.isdigit())):
        part = CONTEXT.divide(more, Decimal(100))
    else:
        other = find_unit(unit)
        converted = convert(more, other, known) if other else None
        if other is None or converted is None or not other.factor < known.factor:
            return _unread(_UNREADABLE)
        part = converted
    return NumberReading(value=CONTEXT.add(first.value, part), unit=first.unit, scale=first.scale)


def _without_carrier(text: str, language: Language) -> str:
    """Return a text without one thing that people write round a number; itself if there is none."""
    equation = _EQUATION.match(text)
    if equation:
        return text[equation.end() :]
    for phrase in carriers(language.primary) if language.primary in ("zh", "ja") else ():
        if text.startswith(phrase[0]):
            return text[len(phrase[0]) :].strip()
    words = text.split(" ")
    keys = [word_key(word.strip(",:")[:30]) for word in words]
    for count in range(min(4, len(words) - 1), 0, -1):
        if tuple(keys[:count]) in carriers(language.primary):
            return " ".join(words[count:])
        if tuple(keys[-count:]) in trailers(language.primary):
            return " ".join(words[:-count]).rstrip(" ,")
    return text


def _without_counted(
    reading: NumberReading, language: Language, units: tuple[str, ...], question: str
) -> NumberReading:
    """Return a reading without the words of the question that stand as its unit.

    "6 cases" where cases are counted, "200 billion a year" where trade in a year is asked for. A
    unit that converts is never passed over, but behind "per".
    """
    if not reading.unit or len(reading.unit) > 80:
        return reading
    wanted = [_unit_parts(unit, language)[1] for unit in units]
    if any(name and is_same_unit(reading.unit, name) for name in wanted):
        return reading
    asked = {word_key(word.strip("?!.,:;()*_“”\"'")[:40]) for word in question[:2_000].split()}
    words = reading.unit.split()
    kept: list[str] = []
    for at, word in enumerate(words):
        key = word_key(word[:40])
        is_behind_per = at > 0 and words[at - 1].casefold() in _PER_WORDS
        is_free = _stands_in(key, asked) and (
            is_behind_per or find_unit(word) is None or (not units and at == 0 and len(key) > 3)
        )
        if not is_free:
            kept.append(word)
    while kept and kept[-1].casefold() in _PER_WORDS:
        kept.pop()
    people = [word for word in kept if word_key(word[:40]) in _PEOPLE]
    counts_people = any(word_key(w) in _PEOPLE for name in (*wanted, *asked) for w in name.split())
    if people and counts_people:
        kept = [word for word in kept if word not in people]
    return NumberReading(value=reading.value, unit=" ".join(kept), scale=reading.scale)


def _stands_in(key: str, asked: set[str]) -> bool:
    if key in asked or f"ال{key}" in asked:
        return True
    # "a year" answers what is asked of yearly trade, "16 Länder" what is asked of Bundesländer.
    return any(
        (word[:3] == key[:3] and is_form_of(key, word)) or (len(key) > 3 and word.endswith(key))
        for word in asked
    )


def _unread(reason: str) -> NumberReading:
    return NumberReading(value=None, reason=reason)


def _plain(typed: str) -> str:
    """Return the text in ASCII figures, with plain spaces and minus signs."""
    # Before NFKC, which makes 102 of 10² and 11/2 of 1½.
    text = _RAISED.sub(lambda raised: "^" + raised[0].translate(_SUPERSCRIPTS), typed)
    text = _VULGAR.sub(lambda part: " " + unicodedata.normalize("NFKC", part[0]), text)
    text = text.replace("\\times", "×").replace("\\cdot", "·")
    text = _LATEX.sub(lambda sign: "$" if sign[0] == "$" else "", text)
    if text.count("$") == 2 and text.startswith("$") and text.endswith("$"):
        text = text[1:-1]
    text = unicodedata.normalize("NFKC", text.translate(_SEPARATORS)).replace("⁄", "/")
    text = _MINUS.sub("-", text).replace("’", "'")
    text = western_digits(text)
    text = _SPACES.sub(" ", text).strip().rstrip(".,;!?").strip(_QUOTES + " ")
    return _GLUED_CURRENCY.sub(lambda scale: f"{scale[1] or ''} ", text)


def _read_figure(token: str, language: Language) -> tuple[Decimal | None, str]:
    """Read digits with separators; the language decides where both readings are possible."""
    token = token.rstrip(".,")
    if _INDIAN.fullmatch(token):
        # 12,34,567 can be one thing only.
        return Decimal(token.replace(",", "")), ""
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
        if len(power[3].lstrip("0")) > 3 or int(power[3]) > MAX_EXPONENT:
            return None, "", _("that number is too large or too small to be read")
        if bool(power[1]) != bool(power[4]):
            return None, "", _UNREADABLE
        value = _scaled(value, int(power[2] + power[3]))
        rest = rest[power.end() :]
    rest = rest.strip()
    if rest[:1] == "-" and rest[1:2].isalpha():
        rest = rest[1:]  # a 5,300-word text
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
    length = chinese_length(text) if language.primary in ("zh", "ja") else 0
    if length:
        whole = chinese_value(text[:length])
        if whole is None:
            return _unread(_UNREADABLE)
        return _with_unit(Decimal(whole), text[length:], "", language, units)
    roman = roman_value(text) if text.isupper() else None
    if roman is not None:
        return NumberReading(value=Decimal(roman))
    words = [word.strip(",") for word in text.replace("-", " ").split()]
    is_negative = bool(words) and words[0].lower() in ("minus", "menos", "meno", "moins", "минус")
    words = words[is_negative:]
    found = read_words(words, language.primary)
    if found is None:
        return _unread(_UNREADABLE)
    value, count = found
    value = value.copy_negate() if is_negative else value
    rest = words[count:]
    at = next((at for at in range(1, len(rest)) if read_words(rest[at:], language.primary)), 0)
    if at:
        # zwölf Euro und fünfzig Cent
        ands = conjunctions(language.primary)
        unit = " ".join(word for word in rest[:at] if word.casefold() not in ands)
        more, used = read_words(rest[at:], language.primary) or (Decimal(0), 0)
        first = _with_unit(value, unit, "", language, units)
        joined = _joined(first, more, " ".join(rest[at + used :]), str(more))
        if joined.value is not None:
            return joined
    return _with_unit(value, " ".join(rest), "", language, units)


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
    if language.primary in ("zh", "ja"):
        for word, power in language.scales.items():
            if text.startswith(word) and not word.isascii():
                return power, text[len(word) :].strip()
    words = text.split()
    if len(words) == 2 and word_key(words[0][:30]) not in language.scales:
        # 147 dollars billion
        behind = language.scales.get(word_key(words[1][:30]))
        if behind is not None and find_unit(words[0]) is not None and len(words[1]) > 1:
            return behind, words[0]
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
        elif name and _names_unit(reading.unit, name):
            yield in_unit, False
        else:
            given, wanted = find_unit(reading.unit), find_unit(name) or find_unit(_core(name))
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


def _names_unit(typed: str, name: str) -> bool:
    """Return whether a typed unit is one of the question's: the same, or more exactly said.

    `spheres of cooperation` are `spheres`, `British soldiers` are `soldiers`.
    """
    if any(
        is_same_unit(one, other) for one in (typed, _core(typed)) for other in (name, _core(name))
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
