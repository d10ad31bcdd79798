"""English number words, from "nought" to trillions."""

from decimal import Decimal

from quiz.marking.units import CONTEXT

_SMALL = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {"nought": 0, "nil": 0}
_TENS = {
    word: number * 10
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
} | {"fourty": 40}
_SCALES = {
    "thousand": 3,
    "million": 6,
    "billion": 9,
    "trillion": 12,
    "thousands": 3,
    "millions": 6,
    "billions": 9,
    "trillions": 12,
}
_MAX_WORDS = 30


def read_words(words: list[str]) -> tuple[Decimal, int] | None:
    """Read number words from the start of `words`.

    Args:
        words: Words in lower case, without hyphens.

    Returns:
        The number without the scale words that end it ("two hundred" of "two hundred billion"), and
        how many words were read; None if the words do not begin with a number or are not one.
    """
    total = Decimal(0)
    place = 0
    lowest = 99
    while place < min(len(words), _MAX_WORDS):
        start = place + 1 if place and words[place] == "and" else place
        group = _group(words, start)
        if group is None:
            break
        value, place = group
        scale = 0
        after = place
        while after < len(words) and words[after] in _SCALES and after - place < 2:
            scale += _SCALES[words[after]]
            after += 1
        is_last = after == len(words) or _group(words, after + (words[after] == "and")) is None
        if scale >= lowest:
            return None
        lowest = scale
        if is_last and total == 0:
            return value, place
        total = CONTEXT.add(total, CONTEXT.scaleb(value, Decimal(scale)))
        place = after
        if scale == 0:
            break
    return (total, place) if place else None


def _group(words: list[str], place: int) -> tuple[Decimal, int] | None:
    """Read what stands before a scale word: 0 to 999, a year in two halves, or a decimal."""
    if place < len(words) - 1 and words[place] in ("a", "an"):
        return (Decimal(1), place + 1) if words[place + 1] in _SCALES else _hundred(words, place)
    head = _below_hundred(words, place)
    if head is None:
        return None
    value, place = head
    if place < len(words) and words[place] == "hundred":
        value *= 100
        place += 1
        skip = place + (place < len(words) and words[place] == "and")
        tail = _below_hundred(words, skip)
        if tail and tail[0]:
            value, place = value + tail[0], tail[1]
    elif value >= 10:
        tail = _below_hundred(words, place)
        if tail and tail[0] >= 10:
            value, place = value * 100 + tail[0], tail[1]
    return _with_point(Decimal(value), words, place)


def _hundred(words: list[str], place: int) -> tuple[Decimal, int] | None:
    """Read "a hundred" as "one hundred"."""
    if words[place + 1] != "hundred":
        return None
    found = _group(["one", *words[place + 1 :]], 0)
    return (found[0], found[1] + place) if found else None


def _below_hundred(words: list[str], place: int) -> tuple[int, int] | None:
    if place >= len(words):
        return None
    word = words[place]
    if word in _SMALL:
        return _SMALL[word], place + 1
    if word not in _TENS:
        return None
    if place + 1 < len(words) and 0 < _SMALL.get(words[place + 1], 0) < 10:
        return _TENS[word] + _SMALL[words[place + 1]], place + 2
    return _TENS[word], place + 1


def _with_point(value: Decimal, words: list[str], place: int) -> tuple[Decimal, int]:
    if place >= len(words) or words[place] != "point":
        return value, place
    digits = ""
    after = place + 1
    while after < len(words) and _SMALL.get(words[after], 10) < 10:
        digits += str(_SMALL[words[after]])
        after += 1
    return (Decimal(f"{value}.{digits}"), after) if digits else (value, place)
