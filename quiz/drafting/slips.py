"""What looks like a slip of an article: a warning for who drafts from it, and never an answer."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

import msgspec

from quiz.drafting.article import Sentence, Span, word_spans
from quiz.drafting.facts import Reading
from quiz.lexicon.calendar import days_in_order
from quiz.lexicon.lists import SHORTEST, is_name, is_word
from quiz.marking.dates import parse_iso_date
from quiz.marking.distance import osa_distance
from quiz.marking.folding import word_key
from quiz.marking.language import Language
from quiz.translation import _, ngettext

_LEAST_LETTERS = 6
"""Letters of a name that may be a slip for another one."""


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """Something in the text that may be wrong."""

    sentence: int
    """Index of the sentence."""
    span: Span
    """Where it stands."""
    message: str
    """What seems wrong, in one sentence."""


def slips_of(reading: Reading) -> list[Slip]:
    """Return what looks like slips of an article, in the order of the text."""
    found = [*_names(reading), *_joined_figures(reading), *_week_days(reading)]
    return sorted(found, key=lambda slip: (slip.sentence, slip.span))


def _names(reading: Reading) -> Iterator[Slip]:
    """Yield names that occur once and are one or two letters from another name."""
    words = Counter(word for mention in reading.names.mentions for word in mention.text.split())
    for mention in reading.names.mentions:
        for word in mention.text.split():
            if words[word] > 1 or len(word) < _LEAST_LETTERS or not word.isalpha():
                continue
            if is_word(word_key(word), reading.article.language) or is_name(word_key(word), "en"):
                continue
            for other, count in words.items():
                if count > 1 and other != word and _is_near(word, other):
                    message = ngettext(
                        "“{name}” occurs once, and “{other}” {n} time",
                        "“{name}” occurs once, and “{other}” {n} times",
                        count,
                    ).format(name=word, other=other, n=count)
                    at = mention.span[0] + mention.text.find(word)
                    yield Slip(
                        sentence=mention.sentence, span=(at, at + len(word)), message=message
                    )
                    break


def _is_near(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1 or one[0] != other[0]:
        return False
    if one.rstrip("s") == other.rstrip("s") or one.startswith(other) or other.startswith(one):
        return False
    most = 1 if len(one) < 2 * SHORTEST else 2
    return osa_distance(one.lower(), other.lower(), most) <= most


def _joined_figures(reading: Reading) -> Iterator[Slip]:
    """Yield figures joined to a word that takes none: "a 5300-written document"."""
    if reading.article.language != "en":
        return
    for sentence in reading.article.sentences:
        for found in re.finditer(r"\b\d[\d,.]*-([a-z]{4,}(?:ten|ed))\b", sentence.text):
            if found[1] not in ("seed", "speed", "bed"):
                message = _("a figure doesn’t fit before “{word}”; a word may be missing").format(
                    word=found[1]
                )
                yield Slip(sentence=sentence.index, span=found.span(), message=message)


def _week_days(reading: Reading) -> Iterator[Slip]:
    """Yield dates whose day of the week is another one."""
    for dated in reading.dates:
        iso = dated.point.iso
        if len(iso) != len("2022-02-04") or iso.startswith("-"):
            continue
        sentence = reading.article.sentences[dated.sentence]
        named = _named_day(sentence, dated.point.lead[0], reading.language)
        if named is None:
            continue
        day = parse_iso_date(iso)
        if day.year is None or not 1 <= day.year <= date.max.year or not day.month or not day.day:
            continue
        right = date(day.year, day.month, day.day).weekday()
        if named[0] != right:
            yield Slip(
                sentence=sentence.index,
                span=(named[1], dated.point.span[1]),
                message=_("this date isn’t a {day}").format(day=sentence.text[named[1] : named[2]]),
            )


def _named_day(sentence: Sentence, at: int, language: Language) -> tuple[int, int, int] | None:
    """Return a day of the week directly before a date, as 0 to 6, with where it stands."""
    days = [word_key(name) for name in days_in_order(language.primary)]
    for start, end in reversed(word_spans(sentence.text[:at])[-2:]):
        key = word_key(sentence.text[start:end])
        if key in days:
            return days.index(key), start, end
    return None
