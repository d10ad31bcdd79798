"""Reading a typed number with its separators, number words, scale word and unit."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from quiz.marking.folding import (
    MAX_TYPED,
    NOTHING_TYPED,
    is_blank,
    too_long,
    visible,
    western_digits,
    word_key,
)
from quiz.marking.language import Language
from quiz.marking.manners import carriers, conjunctions, trailers
from quiz.marking.numerals import chinese_length, chinese_value, read_words, roman_value
from quiz.marking.spelling import is_form_of
from quiz.marking.units import CONTEXT, convert, find_unit, is_same_unit, is_subunit
from quiz.translation import _

MAX_EXPONENT = 400
"""Powers of ten up to which a typed number is read."""

_SPACES = re.compile(r"\s+")
_MINUS = re.compile("[−–‒—﹣－‐‑]")
_VULGAR = re.compile("[¼½¾⅐-⅞]")
_HEAD = re.compile(r"^[~≈=]?\s*(minus\b|[+-])?\s*([^\d\s.,+-]{0,4}?)\s*([+-])?\s*(?=[.,]?\d)")
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
_UNREADABLE = _("not a number")


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
    text = plain_number(typed)
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
    wanted = [unit_parts(unit, language)[1] for unit in units]
    if any(name and is_same_unit(reading.unit, name) for name in wanted):
        return reading
    asked = {word_key(word.strip("?!.,:;()*_“”\"'")[:40]) for word in question[:2_000].split()}
    words = reading.unit.split()
    kept: list[str] = []
    for at, word in enumerate(words):
        key = word_key(word[:40])
        is_behind_per = at > 0 and words[at - 1].casefold() in _PER_WORDS
        is_free = (
            len(key) > 1
            and _stands_in(key, asked)
            and (
                is_behind_per or find_unit(word) is None or (not units and at == 0 and len(key) > 3)
            )
        )
        if not is_free:
            kept.append(word)
    # "a year": what joins words that are free joins nothing. A capital A is an ampere.
    while len(kept) < len(words) and kept and kept[-1] in _PER_WORDS:
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


def plain_number(typed: str) -> str:
    """Return the text in ASCII figures, with plain spaces and minus signs."""
    # Before NFKC, which makes 102 of 10² and 11/2 of 1½.
    text = visible(typed)
    text = _RAISED.sub(lambda raised: "^" + raised[0].translate(_SUPERSCRIPTS), text)
    text = _VULGAR.sub(lambda part: " " + unicodedata.normalize("NFKC", part[0]), text)
    text = text.replace("\\times", "×").replace("\\cdot", "·")
    text = _LATEX.sub(lambda sign: "$" if sign[0] == "$" else "", text)
    if text.count("$") == 2 and text.startswith("$") and text.endswith("$"):
        text = text[1:-1]
    text = unicodedata.normalize("NFKC", text.translate(_SEPARATORS)).replace("⁄", "/")
    text = _MINUS.sub("-", text).replace("’", "'")
    text = western_digits(text)
    text = _SPACES.sub(" ", text).strip().rstrip(".,;!?")
    if len(text) > 2 and text[0] in _QUOTES and text[-1] in _QUOTES:
        text = text[1:-1].strip()  # 6" alone are inches
    return _GLUED_CURRENCY.sub(lambda scale: f"{scale[1] or ''} ", text)


def _read_figure(token: str, language: Language) -> tuple[Decimal | None, str]:
    """Read digits with separators; the language decides where both readings are possible."""
    token = token.rstrip(".,")
    if _INDIAN.fullmatch(token):
        # 12,34,567 can be one thing only.
        return Decimal(token.replace(",", "")), ""
    unclear = _("can't read the separators in {text}").format(text=token[:30])
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
            return None, "", _("can't divide by 0")
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
            return None, "", _("the number is too large or too small")
        if bool(power[1]) != bool(power[4]):
            return None, "", _UNREADABLE
        value = scaled(value, int(power[2] + power[3]))
        rest = rest[power.end() :]
    rest = rest.strip()
    if rest[:1] == "-" and rest[1:2].isalpha():
        rest = rest[1:]  # a 5,300-word text
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1].strip()
    if rest and not _REST.match(rest):
        return None, "", _UNREADABLE
    return value, rest, ""


def scaled(value: Decimal, exponent: int) -> Decimal:
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
    names = [unit_parts(unit, language)[1] for unit in units]
    names = [*names, *map(core, names)]
    found = find_unit(rest)
    known = [unit.kind for unit in map(find_unit, names) if unit]
    is_unit = (found and found.kind in known) or any(is_same_unit(rest, name) for name in names)
    scale, unit = (None, rest) if is_unit else _split_scale(rest, language)
    if currency and unit and unit.split()[0].casefold() in _PER_WORDS:
        unit, currency = f"{currency} {unit}", ""  # $200bn a year
    if currency and unit and not is_same_unit(currency, unit):
        text = _("two units: {one} and {other}")
        return _unread(text.format(one=currency, other=unit[:30]))
    return NumberReading(value=scaled(value, scale or 0), unit=unit or currency, scale=scale)


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


def unit_parts(unit: str, language: Language) -> tuple[int | None, str]:
    """Split an author's unit; `m` is metres, and a scale word only before another unit."""
    scale, rest = _split_scale(unit, language)
    first = unit.split(" ", 1)[0]
    if scale is not None and find_unit(first) and not find_unit(rest):
        return None, first
    if not rest:
        # `unit: million`; but `m` and `k` alone are symbols.
        return (scale, "") if scale is not None and len(unit) > 2 else (None, unit)
    return scale, rest


def core(unit: str) -> str:
    """Return a unit without what explains it: `dollars a year` is `dollars`, `% of GDP` is `%`."""
    words = unit.split()
    for place, word in enumerate(words):
        if place and word.lower() in _EXPLAINING:
            return " ".join(words[:place])
    return unit
