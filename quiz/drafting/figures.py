"""Figures and dates in a sentence, read as `quiz.marking` reads what students type."""

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from quiz.drafting.article import Sentence, Span, word_spans
from quiz.drafting.vocabulary import Vocabulary
from quiz.marking.dates import read_date
from quiz.marking.language import Language, named_month
from quiz.marking.number_reading import read_number
from quiz.marking.numerals import read_words, words_for
from quiz.marking.units import find_unit

_FIGURE = re.compile(
    r"(?<![\w.,:/’'+*#-])([$€£¥₽]|US\$ ?)?"
    r"(\d{1,3}(?:[., \u00a0\u202f’']\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    r"(?![\d:/]|[.,]\d)([ \u00a0\u202f]?(?:%|‰)|(?<=\d)(?:m|bn)(?!\w))?"
)
_YEAR = re.compile(r"(?<![\w.,:/$€£-])(1[0-9]{3}|20[0-9]{2})(?![\d:/%]|[.,]\d|-\w)")
_NUMERIC_DATE = re.compile(
    r"(?<![\w./-])(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}/\d{1,2}/\d{4})(?![\w/-])"
)
_CURRENCIES = {"$": "$", "US$": "$", "€": "€", "£": "£", "¥": "¥", "₽": "₽"}
_SUFFIXES = {"m": "million", "bn": "billion"}
_SMALL = 13
"""From here on a figure is no small talk: "the three countries"."""
_MOST_FIGURES = 40
"""Of one sentence; in a table of figures nothing is asked."""
_VAGUE = frozenset(Decimal(10) ** power for power in (2, 3, 6, 9))
"""What a number word alone may mean roughly: "hundreds of people"."""
_MOST_WORDED = 1_000
_LONGEST_NUMBER = 6
"""Number words read together."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number with what it counts or measures."""

    span: Span
    """Where the number and its unit stand."""
    number: Span
    """Where what is asked stands: the number, without its scale word and unit."""
    answer: Decimal
    """The number, in its unit."""
    unit: str
    """Scale word and unit as written ("billion dollars"); empty where things are counted."""
    value: Decimal
    """With the scale word: 200 billion is 200000000000."""
    is_counting: bool
    """Whether a noun follows that says what is counted."""
    is_written: bool
    """Whether it is written in words."""


class DatePoint(msgspec.Struct, frozen=True, kw_only=True):
    """A date at the text's own precision."""

    span: Span
    """Where it stands, without the preposition."""
    iso: str
    """As `date:` of a bank; empty where only a part of a year is named ("mid-January")."""
    lead: Span
    """Where it stands with the preposition before it."""


def dates_of(sentence: Sentence, words: Vocabulary, language: Language) -> list[DatePoint]:
    """Return the dates of a sentence, in order."""
    text = sentence.text
    spans = word_spans(text)
    found: list[DatePoint] = []
    taken: list[Span] = []

    def add(start: int, end: int, iso: str | None = None) -> bool:
        if any(start < other_end and other < end for other, other_end in taken):
            return False
        following = re.match(r" ([^\W\d_]+)\.?", text[end:])
        if following and words.has("year_words", following[1]) and text[end - 4 : end].isdigit():
            end += following.end(1)
        if iso is None:
            iso = _iso(text[start:end], language)
            if iso is None:
                return False
        taken.append((start, end))
        lead = _lead(text, start, words)
        found.append(DatePoint(span=(start, end), iso=iso, lead=(lead, end)))
        return True

    for match in _NUMERIC_DATE.finditer(text):
        add(*match.span())
    for at, span in enumerate(spans):
        if _month(text[span[0] : span[1]], language):
            for start, end in _around_month(text, spans, at, words):
                if add(start, end):
                    break
            else:
                fuzzy = _fuzzy(text, spans, at, words)
                if fuzzy is not None:
                    add(*fuzzy, iso="")
    for match in _YEAR.finditer(text):
        if _is_year(text, match.span(), words):
            add(*match.span())
    return sorted(found, key=lambda point: point.span)


def _nominative(word: str, language: Language) -> str:
    """Return a Russian month as the calendar has it: "ноябре" is "ноябрь"."""
    if language.primary != "ru" or named_month(word, language) is not None:
        return word
    for ending in ("ь", "й", ""):
        if word.endswith(("е", "ю", "я", "а", "у")) and named_month(word[:-1] + ending, language):
            return word[:-1] + ending
    return word


def _month(word: str, language: Language) -> bool:
    word = word.rpartition("-")[2]
    if language.primary in ("en", "de") and not word[:1].isupper():
        return False
    word = _nominative(word.rstrip("."), language)
    return len(word) >= 3 and named_month(word, language) is not None


def _around_month(
    text: str, spans: list[Span], at: int, words: Vocabulary
) -> Iterator[tuple[int, int]]:
    """Yield spans around a month that may be a date, the longest first."""
    links = words.words.get("date_links", frozenset())

    def word(index: int) -> str:
        return text[slice(*spans[index])] if 0 <= index < len(spans) else ""

    before = at
    if word(at - 1).lower() in links and re.fullmatch(
        r"\d{1,2}(?:er|º|°|th|st|nd|rd)?", word(at - 2)
    ):
        before = at - 2
    elif re.fullmatch(r"\d{1,2}(?:er|º|°|th|st|nd|rd)?", word(at - 1)):
        before = at - 1
    behind = at
    if re.fullmatch(r"\d{4}", word(at + 1)):
        behind = at + 1
    elif word(at + 1).lower() in links and re.fullmatch(r"\d{4}", word(at + 2)):
        behind = at + 2
    elif before == at and re.fullmatch(r"\d{1,2}(?:th|st|nd|rd)?", word(at + 1)):
        behind = at + 1
        if re.fullmatch(r"\d{4}", word(at + 2)):
            yield spans[at][0], spans[at + 2][1]
    if before != at or behind != at:
        yield spans[before][0], spans[behind][1]
    if behind != at:
        yield spans[at][0], spans[behind][1]


def _fuzzy(text: str, spans: list[Span], at: int, words: Vocabulary) -> Span | None:
    """Return where "mid-January" or "early March" stands; None for a bare month."""
    start, end = spans[at]
    word = text[start:end]
    if "-" in word:
        return start, end
    before = text[slice(*spans[at - 1])].lower() if at else ""
    links = words.words.get("date_links", frozenset())
    if before in links and at > 1:
        further = text[slice(*spans[at - 2])].lower()
        if words.has("fuzzy_dates", further):
            return spans[at - 2][0], end
    return (spans[at - 1][0], end) if words.has("fuzzy_dates", before) else None


def _iso(text: str, language: Language) -> str | None:
    """Return a date as a bank writes it; None if it is none, or not clear."""
    text = " ".join(_nominative(word, language) for word in text.split())
    for is_yearless in (False, True):
        reading = read_date(text, language=language, is_yearless=is_yearless)
        if reading.date is not None and reading.other is None:
            return reading.date.iso()
    return None


def _is_year(text: str, span: Span, words: Vocabulary) -> bool:
    """Return whether four digits are a year: after "in", "since", "im Jahr", or in brackets."""
    before = text[: span[0]].rstrip()
    after = text[span[1] :]
    last = re.search(r"([^\W\d_]+)[,(]?$", before)
    ranged = re.search(r"([^\W\d_]+) (?:1\d|20)\d\d ([^\W\d_]+)$", before)
    if ranged and words.has("year_leads", ranged[1]) and words.has("list_and", ranged[2]):
        return True
    if last and words.has("year_leads", last[1]):
        follows = re.match(r"\s+([^\W\d_]\w*)", after)
        if not follows:
            return True
        one = follows[1].lower()
        return (
            one in words.words["prepositions"]
            or one in words.words["conjunctions"]
            or one in words.words["stops"]
            or one in words.words["auxiliaries"]
            or one in words.words["articles"]
            or one in words.words.get("year_words", ())
            or follows[1][0].isupper()
            or words.code != "en"  # "tenía el puerto en 2019 quedan": no noun, as in English
        )
    follower = re.match(r"\s+([^\W\d_]+)", after)
    if (
        follower
        and words.code == "de"
        and (words.has("year_followers", follower[1]) or words.has("auxiliaries", follower[1]))
    ):
        # "Noch 2021 hatte der Senat", "der Verein, 1987 gegründet": German needs no preposition.
        return True
    if words.code == "de" and last and last[1][0].isupper() and not before.endswith((",", "(")):
        # "der Baubeginn 2027 ist": a noun before, and none behind that would be counted.
        noun = re.match(r"\s+([^\W\d_])", after)
        return noun is None or noun[1].islower()
    return before.endswith("(") and after[:1] == ")"


def _lead(text: str, start: int, words: Vocabulary) -> int:
    """Return where the prepositions and articles before a date begin."""
    at = start
    for _step in range(3):
        before = re.search(r"([^\W\d_]+(?:’|')?)\s?$", text[:at])
        if before is None or not words.has("date_lead", before[1]):
            break
        at = before.start(1)
    return at


def figures_of(
    sentence: Sentence, words: Vocabulary, language: Language, dates: list[DatePoint]
) -> list[Figure]:
    """Return the figures of a sentence, in order; dates and numbers that are labels are none."""
    text = sentence.text
    busy = [point.span for point in dates]
    busy += [found.span() for found in _YEAR.finditer(text) if _is_year(text, found.span(), words)]
    found: list[Figure] = []

    def is_free(start: int, end: int) -> bool:
        return not any(start < other_end and other < end for other, other_end in busy)

    for match in _FIGURE.finditer(text):
        if len(found) >= _MOST_FIGURES:
            return []
        if is_free(*match.span()) and not _is_label(text, match.start(), words, match[0]):
            figure = _figure(text, match, words, language)
            if figure is not None:
                found.append(figure)
                busy.append(figure.span)
    found += _written(text, words, language, is_free)
    return sorted(found, key=lambda figure: figure.span)


def _figure(
    text: str, match: "re.Match[str]", words: Vocabulary, language: Language
) -> Figure | None:
    end = match.end()
    scale_end, unit_end = _scale_and_unit(text, end, words, language)
    if match[3]:
        scale_end = unit_end = end
    written = text[match.start() : unit_end]
    suffix = _SUFFIXES.get(match[3] or "")
    if suffix:
        if not match[1] or words.code != "en":
            return None  # "21m": metres or millions
        written = f"{text[match.start() : match.end(2)]} {suffix}"
    plain = written.replace("\u202f", " ").replace("\xa0", " ")
    reading = read_number(plain, language=language)
    if reading.value is None:
        return None
    if text[end : end + 1].isalpha() or re.match(r"[-‑]\d", text[end:]):
        return None
    scale = text[end:scale_end].strip()
    exponent = reading.scale or 0
    unit = text[scale_end:unit_end].strip() or ("" if suffix else match[3] or "").strip()
    if suffix:
        scale = suffix
    if match[1]:
        sign = _CURRENCIES.get(match[1].strip(), match[1])
        unit = dict(one.split("=") for one in words.phrases.get("currencies", ())).get(sign, sign)
    answer = reading.value.scaleb(-exponent) if scale else reading.value
    follows = _noun_after(text, unit_end, words)
    is_big = reading.value >= _SMALL
    if not unit and not follows and not is_big and not _leads_to(text, match, words):
        return None
    if words.code == "en" and re.match(r"[-‑]years?[-‑]old", text[unit_end:]):
        return None
    if not unit and _is_like_year(match[2], text[unit_end:]):
        return None
    if _is_ordinal(text, match, words) or (reading.value < 2 and not unit):
        return None
    return Figure(
        span=(match.start(), unit_end),
        number=(match.start(2), match.end(2)),
        answer=_plain(answer),
        unit=" ".join(filter(None, (scale, unit))),
        value=_plain(reading.value),
        is_counting=follows and not unit,
        is_written=False,
    )


def _is_like_year(figure: str, after: str) -> bool:
    """Return whether a figure is a year before a name: "the 2001 Grand Prix"."""
    is_year = re.fullmatch(r"19\d\d|20\d\d", figure)
    return bool(is_year and (re.match(r"\s[^\W\d_a-zа-яà-öø-ÿ]", after) or not after.strip(" .")))


def _is_exact(word: str, value: Decimal, language: Language) -> bool:
    """Return whether a word is a number without any typo."""
    known = words_for(int(value), language.primary) if value < _MOST_WORDED else frozenset[str]()
    return word.lower() in known


def _leads_to(text: str, match: "re.Match[str]", words: Vocabulary) -> bool:
    """Return whether a number is the first of "from 6.9 to 8.4 million" or "12 of the 40"."""
    before = text[: match.start()].split()[-1:]
    after = text[match.end() :]
    behind = after.split()[:1]
    if before and behind and words.has("from", before[0]) and words.has("to", behind[0]):
        return True
    shares = "|".join(re.escape(phrase) for phrase in words.phrases.get("of_share", ()))
    return bool(re.match(rf"\s(?:{shares})\s\d", after))


def _plain(value: Decimal) -> Decimal:
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _scale_and_unit(text: str, end: int, words: Vocabulary, language: Language) -> tuple[int, int]:
    """Return where the scale words end that follow a number, and where its unit does."""
    at = end
    for _step in range(2):
        found = re.match(r"[ \u00a0\u202f]([^\W\d_]+\.?)", text[at:])
        if found is None or found[1].rstrip(".").lower() not in _scales(language):
            break
        at += found.end()
        if found[1].endswith(".") and not re.match(r"\s+\w", text[at:]):
            at -= 1
    scale_end = at
    link = re.match(r"(?: (?:de|di|d['’])) ?", text[at:]) if scale_end > end else None
    if link:
        at += link.end() - 1 if link[0].endswith(" ") else link.end()
    found = re.match(r"[ \u00a0\u202f]?([^\W\d_]+(?:/[^\W\d_]+)?[²³]?|%)", text[at:])
    if found is None:
        return scale_end, scale_end
    for phrase in words.phrases.get("unit_phrases", ()):
        if re.match(rf"[ \u00a0\u202f]{re.escape(phrase)}(?!\w)", text[at:]):
            return scale_end, at + 1 + len(phrase)
    two = re.match(r"[ \u00a0]([^\W\d_]+ [^\W\d_]+)", text[at:])
    if two and (
        len(two[1].split()[1]) < 3
        or find_unit(two[1].split()[0]) is not None
        or any(words.has(name, two[1].split()[1]) for name in ("prepositions", "articles"))
    ):
        two = None
    three = re.match(r"[ \u00a0]([^\W\d_]+ (?:per|an?|pro|par|al|por|в) [^\W\d_]+)", text[at:])
    for one in (three, two, found):
        if one and (
            words.has("unit_words", one[1])
            or (
                len(one[1]) > 1
                and one[1][0].islower()
                and find_unit(one[1]) is not None
                and not words.has("prepositions", one[1])
                and not words.has("common", one[1])
            )
            or (words.code == "de" and len(one[1]) > 1 and find_unit(one[1]) is not None)
        ):
            return scale_end, at + one.end()
    return scale_end, scale_end


def _scales(language: Language) -> frozenset[str]:
    return frozenset(key for key in language.scales if len(key) > 2) | {"mio", "mrd"}


def _noun_after(text: str, end: int, words: Vocabulary) -> bool:
    """Return whether a word follows that may be what is counted."""
    found = re.match(r"[ \u00a0\u202f]([^\W\d_]{3,})", text[end:])
    if found is None:
        return False
    word = found[1].lower()
    return not any(
        word in words.words.get(name, ())
        for name in (
            "prepositions",
            "conjunctions",
            "auxiliaries",
            "stops",
            "articles",
            "adverbs",
            "pronouns",
            "not_counted",
        )
    )


def _is_label(text: str, start: int, words: Vocabulary, figure: str) -> bool:
    """Return whether a number names something and counts nothing: "Article 5", "the two"."""
    before = re.search(r"([^\W\d_][\w.’'-]*)\s$", text[:start])
    if before is None:
        return text[start - 1 : start] in ("#", "№")
    word = before[1]
    if words.has("labels", word.rstrip(".")):
        return True
    is_small = figure.isdigit() and int(figure) < _SMALL
    if is_small and (words.has("articles", word) or words.has("determiners", word)):
        return True
    is_within = before.start(1) > 0 and text[: before.start(1)].rstrip()[-1:] not in ".!?:"
    return words.code != "de" and word[0].isupper() and is_within and len(figure) <= 3


def _is_ordinal(text: str, match: "re.Match[str]", words: Vocabulary) -> bool:
    """Return whether a full stop behind a number makes it an ordinal: "das 5. Treffen"."""
    after = text[match.end() : match.end() + 2]
    return words.code in ("de",) and after == ". " and match[0].isdigit() and int(match[0]) < 100


def _written(text, words, language, is_free) -> Iterator[Figure]:  # type: ignore[no-untyped-def]
    """Yield the numbers that are written in words: "three schools"."""
    spans = word_spans(text)
    at = 0
    while at < len(spans):
        start = spans[at][0]
        word = text[slice(*spans[at])]
        is_name = word[0].isupper() and text[:start].rstrip()[-1:] not in ("", ".", "!", "?", ":")
        if not word[0].isalpha() or "-" in word or is_name or not is_free(*spans[at]):
            at += 1
            continue
        keys = [text[slice(*span)] for span in spans[at : at + _LONGEST_NUMBER]]
        read = read_words(keys, language.primary)
        is_vague = read is not None and read[1] == 1 and read[0] in _VAGUE
        if read is None or is_vague or read[0] < 2 or read[0] != read[0].to_integral_value():
            at += 1
            continue
        if read[1] == 1 and word[0].isupper() and not _is_exact(word, read[0], language):
            at += 1  # "Steven": a word that students may mean as "seven"
            continue
        end = spans[at + read[1] - 1][1]
        if read[1] > 1 and any(mark in text[start:end] for mark in ",;("):
            at += 1
            continue
        scale_end, unit_end = _scale_and_unit(text, end, words, language)
        scale = text[end:scale_end].strip()
        whole = read_number(text[start:scale_end], language=language)
        after = text[unit_end : unit_end + 1]
        is_counting = _noun_after(text, unit_end, words)
        before = re.search(r"([^\W\d_][\w’'-]*)\s$", text[:start])
        is_known = before is not None and (
            words.has("articles", before[1])
            or words.has("determiners", before[1])
            or before[1].endswith(("’s", "'s", "s’"))
        )
        if (
            whole.value is not None
            and not is_known
            and (is_counting or unit_end > scale_end)
            and after != "-"
        ):
            yield Figure(
                span=(start, unit_end),
                number=(start, end),
                answer=_plain(read[0]),
                unit=" ".join(filter(None, (scale, text[scale_end:unit_end].strip()))),
                value=_plain(whole.value),
                is_counting=is_counting and unit_end == scale_end,
                is_written=True,
            )
        at += read[1]
