"""Numbers in words, in the languages of `numeral_words.py`, and figures in disguise."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from quiz.marking.distance import osa_distance
from quiz.marking.folding import word_key
from quiz.marking.numeral_words import (
    CHINESE_DIGITS,
    CHINESE_GROUPS,
    CHINESE_SCALES,
    NUMERALS,
    ORDINAL_FORMS,
    ORDINALS,
)
from quiz.marking.units import CONTEXT

CHINESE_DIGITS_ONLY = "".join(CHINESE_DIGITS)
"""All Chinese digits, for a pattern."""
_MAX_WORDS = 30
_LONGEST_WORD = 60
_ROMAN = re.compile(
    r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.IGNORECASE
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_FIGURE = re.compile(r"(\d{1,9})([^\W\d_]{0,4}|º|ª|°)")
_SMALLEST_TYPO = 5
"""Letters from which a typo in a number word is read over."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The number words of one language, by their keys."""

    values: Mapping[str, int]
    hundred: frozenset[str]
    scales: Mapping[str, int]
    joins: frozenset[str]
    point: frozenset[str]
    halves: frozenset[str]
    fractions: Mapping[str, int]
    are_joined: bool
    prefix: str
    by_length: tuple[str, ...]
    """All words that may be written together, the longest first."""


@lru_cache(maxsize=16)
def _words_of(code: str) -> _Words | None:
    row = NUMERALS.get(code)
    if row is None:
        return None
    values: dict[str, int] = {}
    for number, forms in enumerate(row["small"].split()):
        values.update(dict.fromkeys(forms.split("/"), number))
    for number, forms in enumerate(row["tens"].split(), 2):
        values.update(dict.fromkeys(forms.split("/"), number * 10))
    values.update(row.get("more", {}))
    scales: dict[str, int] = {}
    for entry in row["scales"].split():
        exponent, _, forms = entry.partition(":")
        scales.update(dict.fromkeys(forms.split("/"), int(exponent)))
    hundred = frozenset(filter(None, row.get("hundred", "").split("/")))
    joins = frozenset(row["joins"].split())
    return _Words(
        values=values,
        hundred=hundred,
        scales=scales,
        joins=joins,
        point=frozenset(row["point"].split("/")),
        halves=frozenset(row["halves"].split("/")),
        fractions=row["fractions"],
        are_joined=row.get("are_joined", False),
        prefix=row.get("prefix", ""),
        by_length=tuple(sorted({*values, *hundred, *scales, *joins}, key=len, reverse=True)),
    )


def read_words(words: Sequence[str], code: str = "en") -> tuple[Decimal, int] | None:
    """Read number words from the start of `words`.

    Args:
        words: Words without hyphens, in any case.
        code: The primary subtag of their language.

    Returns:
        The number without the scale words that end it ("two hundred" of "two hundred billion"), and
        how many words were read; None if the words do not begin with a number or are not one.
    """
    if code in ("zh", "ja"):
        return _read_chinese(words)
    table = _words_of(code)
    if table is None or not words:
        return None
    keys = [word_key(word) if len(word) <= _LONGEST_WORD else "" for word in words[:_MAX_WORDS]]
    return _Reading(table, keys, code).number()


class _Reading:
    """Reads the number that some words begin with."""

    def __init__(self, table: _Words, keys: list[str], code: str) -> None:
        self.table = table
        self.keys = keys
        self.code = code
        self.is_english = code == "en"

    def number(self) -> tuple[Decimal, int] | None:
        """Return the number and how many words it takes."""
        table = self.table
        part = self._part(0)
        if part is None and not self.is_english and self.keys[0] in table.scales:
            part = Decimal(1), 0  # mil novecientos, тысяча девятьсот
        if part is None:
            return self._one_part(0)
        total = Decimal(0)
        lowest = 99
        while True:
            value, after = part
            exponent, behind = self._scale(after)
            if exponent >= lowest and exponent:
                return None
            following = self._part(self._joined(behind)) if behind > after else None
            if following is None:
                if total == 0:
                    # The scale words that end a number are the unit's: "two hundred billion".
                    return self._rest(value, after)
                total = CONTEXT.add(total, CONTEXT.scaleb(value, Decimal(exponent)))
                return self._rest(total, behind)
            lowest = exponent
            total = CONTEXT.add(total, CONTEXT.scaleb(value, Decimal(exponent)))
            part = following

    def _joined(self, place: int) -> int:
        return place + (place < len(self.keys) and self.keys[place] in self.table.joins)

    def _scale(self, place: int) -> tuple[int, int]:
        """Return the exponent of up to two scale words, and where they end."""
        exponent = 0
        start = place
        while place < len(self.keys) and place - start < 2:
            found = self.table.scales.get(self.keys[place])
            if found is None:
                break
            exponent += found
            place += 1
        return exponent, place

    def _rest(self, value: Decimal, place: int) -> tuple[Decimal, int]:
        """Read a decimal part, or "and a half", behind a number."""
        keys, table = self.keys, self.table
        if place < len(keys) and keys[place] in table.point:
            digits = ""
            after = place + 1
            while after < len(keys) and table.values.get(keys[after], 10) < 10:
                digits += str(table.values[keys[after]])
                after += 1
            if digits and value == value.to_integral_value():
                return Decimal(f"{value:f}.{digits}"), after
        fraction = self._fraction(value, place)
        if fraction:
            return fraction
        at = self._joined(place)
        part = self._one_part(at)
        if part and (at > place or self.keys[at] in table.halves):
            return CONTEXT.add(value, part[0]), part[1]
        return value, place

    def _one_part(self, place: int) -> tuple[Decimal, int] | None:
        """Read "half", "a half", "a quarter"."""
        keys, table = self.keys, self.table
        if place < len(keys) and table.values.get(keys[place]) == 1:
            place += 1
        if place >= len(keys):
            return None
        if keys[place] in table.halves:
            return Decimal("0.5"), place + 1
        parts = table.fractions.get(keys[place])
        return (CONTEXT.divide(Decimal(1), Decimal(parts)), place + 1) if parts else None

    def _fraction(self, count: Decimal, place: int) -> tuple[Decimal, int] | None:
        """Read "half", "two thirds" behind a count."""
        keys, table = self.keys, self.table
        if place >= len(keys) or count == 0:
            return None
        if keys[place] in table.halves and count == 1:
            return Decimal("0.5"), place + 1
        parts = table.fractions.get(keys[place])
        if parts is None or count > 99:
            return None
        return CONTEXT.divide(count, Decimal(parts)), place + 1

    def _part(self, place: int) -> tuple[Decimal, int] | None:
        """Read what stands before a scale word: 0 to 9999, a year in two halves."""
        keys, table = self.keys, self.table
        value, after, seen = 0, place, 0
        while after < len(keys):
            at = self._joined(after) if seen else after
            atoms = self._atoms(keys[at]) if at < len(keys) else None
            if atoms is None and at + 1 < len(keys) and not table.are_joined:
                # Dix-sept and quatre-vingts are one word and two.
                joined = keys[at] + keys[at + 1]
                if self.code == "fr" and joined in table.values:
                    atoms, at = [joined], at + 1
            if atoms is not None and self.code == "fr" and at + 1 < len(keys):
                joined = keys[at] + keys[at + 1]
                if joined in table.values:
                    atoms, at = [joined], at + 1
            if atoms is None:
                break
            if self.is_english and keys[at] in ("a", "an"):
                behind = keys[at + 1] if at + 1 < len(keys) else ""
                if seen or not (behind in table.hundred or behind in table.scales):
                    break
            grown = self._grown(value, atoms, seen)
            if grown is None:
                if seen:
                    break
                return None
            value, after, seen = grown, at + 1, seen + 1
        return (Decimal(value), after) if seen else None

    def _grown(self, value: int, atoms: list[str], seen: int) -> int | None:
        """Return a number with more words added to it; None where they do not fit."""
        table = self.table
        thousands = 0
        for atom in atoms:
            if atom in table.joins:
                continue
            if atom in table.scales:
                # Within one word: zweitausendeinundzwanzig.
                if len(atoms) == 1 or table.scales[atom] != 3 or thousands:
                    return None
                thousands, value = max(value, 1) * 1000, 0
            elif atom in table.hundred:
                if not value < 100:
                    return None
                value = max(value, 1) * 100
            else:
                number = table.values[atom]
                if seen and self.is_english and 10 <= value < 100 and 10 <= number < 100:
                    value = value * 100 + number
                elif _fits(value, number):
                    value += number
                else:
                    return None
        return thousands + value

    def _atoms(self, key: str) -> list[str] | None:
        """Split a word into number words; None if it is none."""
        table = self.table
        if key in table.values or key in table.hundred:
            return [key]
        if table.prefix and key.startswith(table.prefix) and len(key) > len(table.prefix):
            rest = key.removeprefix(table.prefix)
            if rest in table.values or rest in table.hundred:
                return [rest]
        if table.are_joined and len(key) > 3 and key not in table.scales:
            atoms = _split(key, table.by_length)
            if atoms and any(a in table.values or a in table.hundred for a in atoms):
                return atoms
        return self._misspelt(key)

    def _misspelt(self, key: str) -> list[str] | None:
        """Return the one number word that a typo parts from a word: `sechzen`."""
        table = self.table
        if len(key) < _SMALLEST_TYPO or key in table.scales or key in table.joins:
            return None
        # A word of the language is itself: in French "sexe" is no "six".
        if key in table.halves or key in table.fractions or _is_real_word(key, self.code):
            return None
        near = {
            table.values.get(word, -1): word
            for word in (*table.values, *table.hundred)
            if len(word) >= _SMALLEST_TYPO and word[0] == key[0] and osa_distance(word, key, 1) == 1
        }
        return list(near.values()) if len(near) == 1 else None


def _is_real_word(key: str, code: str) -> bool:
    from quiz.lexicon.lists import is_word

    return is_word(key, code)


def _fits(value: int, number: int) -> bool:
    """Return whether a word of some value can follow in a number that has come so far."""
    if number >= 100:
        return value % 1000 == 0
    if number >= 20:
        return value % 100 < 10  # units may come first: drei und achtzig
    if number >= 10:
        return value % 100 in (0, 60, 80)  # soixante-douze
    if number == 0:
        return value == 0
    return value % 10 == 0


def _split(key: str, atoms: tuple[str, ...]) -> list[str] | None:
    """Split a word into atoms, the longest first, with one step back where that fails."""

    def parts(at: int, depth: int) -> list[str] | None:
        if at == len(key):
            return []
        if depth > 12:
            return None
        for atom in atoms:
            if key.startswith(atom, at):
                rest = parts(at + len(atom), depth + 1)
                if rest is not None:
                    return [atom, *rest]
        return None

    return parts(0, 0) if len(key) <= _LONGEST_WORD else None


def _read_chinese(words: Sequence[str]) -> tuple[Decimal, int] | None:
    """Read a Chinese number that is a word of its own: 一九四九, 九百六十."""
    word = words[0] if words else ""
    length = chinese_length(word)
    if not length or length != len(word):
        return None
    value = chinese_value(word)
    return (Decimal(value), 1) if value is not None else None


def chinese_length(text: str) -> int:
    """Return how many characters at the start of a text are Chinese numerals."""
    length = 0
    while length < min(len(text), _MAX_WORDS) and (
        text[length] in CHINESE_DIGITS
        or text[length] in CHINESE_SCALES
        or text[length] in CHINESE_GROUPS
    ):
        length += 1
    return length


def chinese_value(text: str) -> int | None:
    """Return the value of Chinese numerals, digit by digit (一九四九) or in words (九百六十万)."""
    if text and all(char in CHINESE_DIGITS for char in text):
        return int("".join(str(CHINESE_DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in CHINESE_DIGITS:
            digit = CHINESE_DIGITS[char]
        elif char in CHINESE_SCALES:
            section += (digit or 1) * 10 ** CHINESE_SCALES[char]
            digit = 0
        elif char in CHINESE_GROUPS:
            total = (total + section + digit or 1) * 10 ** CHINESE_GROUPS[char]
            section = digit = 0
        else:
            return None
    return total + section + digit


@lru_cache(maxsize=16)
def _ordinals(code: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, word in enumerate(ORDINALS.get(code, "").split(), 1):
        found[word] = number
        for ending in ORDINAL_FORMS.get(code, ()):
            found[word + ending] = number
    return found


def roman_value(word: str) -> int | None:
    """Return the value of a roman numeral in canonical form, in any case, else None."""
    if not word or len(word) > 15 or _ROMAN.fullmatch(word) is None:
        return None
    total = 0
    for char, following in zip(word.upper(), (*word.upper()[1:], ""), strict=True):
        value = _ROMAN_VALUES[char]
        total += -value if value < _ROMAN_VALUES.get(following, 0) else value
    return total


def figure_of(word: str, code: str) -> int | None:
    """Return the whole number that a word is: `14`, `14th`, `XIVth`, `fourteen`, `fourteenth`.

    A bare roman numeral is left to `roman_value`, since many are words too.

    Args:
        word: One word.
        code: The primary subtag of its language.
    """
    if len(word) > _LONGEST_WORD:
        return None
    found = _FIGURE.fullmatch(word)
    endings = (*NUMERALS.get(code, {}).get("ordinal_ends", "").split(), "º", "ª", "°")
    if found:
        return int(found[1]) if not found[2] or found[2].lower() in endings else None
    for ending in endings:
        stem = word[: -len(ending)]
        if word.lower().endswith(ending) and stem.isupper() and len(stem) > 1:
            value = roman_value(stem)
            if value is not None:
                return value
    key = word_key(word)
    if key in ("a", "an"):
        return None
    ordinal = _ordinals(code).get(key)
    if ordinal is not None:
        return ordinal
    table = _words_of(code)
    if table is None or (code in ("fr", "es", "it", "pt", "de", "nl") and key in _ONE_AS_ARTICLE):
        return None
    return table.values.get(key)


def words_for(value: int, code: str) -> frozenset[str]:
    """Return the words and roman numerals by which `figure_of` and `roman_value` know a number.

    Of one that is written in two words, as "twenty-one", the tens too.

    Args:
        value: The number.
        code: The primary subtag of the words' language.
    """
    found = {word for word, number in _ordinals(code).items() if number == value}
    table = _words_of(code)
    if table is not None:
        tens = value - value % 10 if 20 < value < 100 else value
        found |= {word for word, number in table.values.items() if number in (value, tens)}
    rest, roman = value, ""
    for number, letters in _ROMAN_PARTS if 0 < value < 4000 else ():
        while rest >= number:
            roman, rest = roman + letters, rest - number
    return frozenset(found | ({roman} if roman else set()))


_ROMAN_PARTS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ONE_AS_ARTICLE = frozenset("un une uno una um uma ein eine einen einem einer een".split())
