"""How a language writes numbers and dates, and which of its words are articles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from quiz.marking.distance import osa_distance
from quiz.marking.folding import word_key
from quiz.marking.languages import ALIASES, ROWS, LanguageRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What marking needs to know of one language. Two with one code are equal."""

    code: str
    """The BCP 47 tag of the table row, `und` for the neutral one."""
    primary: str
    """The primary subtag that was asked for: `en` of `en-GB`, `fi` though it has no row."""
    articles: tuple[frozenset[str], ...] = field(compare=False)
    """Groups of leading articles in lower case; those of a group stand for each other. Elided ones
    end in an apostrophe (`l'`)."""
    decimal: str = field(compare=False)
    """The decimal separator, a point or a comma."""
    groups: str = field(compare=False)
    """The separator of thousands. Spaces and apostrophes part thousands in every language."""
    months: tuple[str, ...] = field(compare=False)
    """The names of the twelve months as shown alone."""
    months_in_date: tuple[str, ...] = field(compare=False)
    """The names of the twelve months as shown after a day."""
    month_names: Mapping[str, int] = field(compare=False)
    """Names of months, English ones too, as `word_key` gives them, to 1 to 12."""
    is_day_first: bool = field(compare=False)
    """Whether 9/11/1989 is in November. Dates with points always are."""
    scales: Mapping[str, int] = field(compare=False)
    """Scale words as `word_key` gives them, to the exponent of ten."""
    before_christ: frozenset[str] = field(compare=False)
    """Marks of years BC, without accents, spaces and stops."""
    after_christ: frozenset[str] = field(compare=False)
    """Marks of years AD, in the same form."""
    date_words: frozenset[str] = field(compare=False)
    """Words in a date that say nothing (`of`, `года`)."""
    date_format: str = field(compare=False)
    """How a full date is shown; has `{day}`, `{month}` and `{year}`."""
    month_format: str = field(compare=False)
    """How a month of a year is shown."""
    bc_format: str = field(compare=False)
    """How a year BC is shown."""
    respellings: Mapping[int, str] = field(compare=False)
    """Letters, as code points, to what is typed for them where the key is missing (`ä` to `ae`)."""
    is_order_open: bool = field(compare=False, default=False)
    """Whether 9/11/1989 may be either: plain `en` says not which English it is."""


_SLAVIC = frozenset({"pl", "ru", "uk"})


def language(tag: str) -> Language:
    """Return the language of a BCP 47 tag.

    The exact tag is looked for, then its primary subtag; what is not known is neutral: no articles,
    day first, English names. Every English but that of the United States puts the day first.
    """
    return _language(tag[:35].strip().replace("_", "-").lower())


@lru_cache(maxsize=64)
def _language(tag: str) -> Language:
    by_lower = {code.lower(): code for code in ROWS}
    primary = tag.partition("-")[0]
    if tag in by_lower:
        return _build(by_lower[tag], primary)
    if tag in ALIASES:
        return _build(ALIASES[tag], primary)
    if primary == "en":
        return _build("en-GB", primary)
    return _build(by_lower.get(primary, "und"), primary)


def _row(code: str) -> LanguageRow:
    row = ROWS[code]
    return {**_row(row["like"]), **row} if "like" in row else row


@lru_cache(maxsize=64)
def _build(code: str, primary: str) -> Language:
    row = _row(code)
    months = tuple(row["months"].split())
    genitive = tuple(row.get("months_genitive", row["months"]).split())
    english = tuple(ROWS["und"]["months"].split())
    names = {"sept": 9}
    for series in (english, genitive, months):
        names.update((word_key(name), number) for number, name in enumerate(series, 1))
    scales: dict[str, int] = {}
    for entry in row["scales"].split():
        exponent, _, words = entry.partition(":")
        scales.update((word_key(word), int(exponent)) for word in words.split(","))
    if not row["scales"].startswith(ROWS["und"]["scales"][:10]):
        # Never "billion": it is another number elsewhere.
        scales = {"thousand": 3, "million": 6, "millions": 6, "bn": 9, "mn": 6} | scales
    return Language(
        code=code,
        primary=primary,
        articles=tuple(frozenset(g.split()) for g in row.get("articles", "").split("|") if g),
        decimal=row["decimal"],
        groups=row["groups"],
        months=months,
        months_in_date=genitive if code in _SLAVIC else months,
        month_names=names,
        is_day_first=not row.get("month_first", False),
        scales=scales,
        before_christ=frozenset(row["before_christ"].split()) | {"bc", "bce"},
        after_christ=frozenset(row["after_christ"].split()) | {"ad", "ce"},
        date_words=frozenset(map(word_key, f"{row['date_words']} of st nd rd th".split())),
        date_format=row["date_format"],
        month_format=row["month_format"],
        bc_format=row["bc_format"],
        respellings=_respellings(row.get("respellings", "")),
        is_order_open=code == "en",
    )


def _respellings(pairs: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for pair in pairs.split():
        letter, _, letters = pair.partition("=")
        found[ord(letter)] = letters
        if len(letter.upper()) == 1:
            found[ord(letter.upper())] = letters.capitalize()
    return found


def month_number(word: str, language: Language) -> int | None:
    """Return the month that a word names, in full or as a beginning of three letters or more.

    Args:
        word: A word, with or without a stop.
        language: The language whose names are read beside the English ones.
    """
    key = word_key(word)
    for names in (language.month_names, _calendar(language.primary)):
        if key in names:
            return names[key]
        if len(key) >= 3:
            found = {number for name, number in names.items() if name.startswith(key)}
            if found:
                return found.pop() if len(found) == 1 else None
    return _misspelt_month(key, language)


def named_month(word: str, language: Language) -> int | None:
    """Return the month that a word names in full; None for a beginning or a misspelling.

    Args:
        word: A word.
        language: The language whose names are read beside the English ones.
    """
    key = word_key(word)
    if len(key) < 4 and not is_day_of_week(word, language):
        return language.month_names.get(key)
    if len(key) < 4:
        return None
    return language.month_names.get(key) or _calendar(language.primary).get(key)


@lru_cache(maxsize=8)
def _calendar(primary: str) -> Mapping[str, int]:
    from quiz.lexicon.calendar import month_names

    names: dict[str, int] = {}
    for number, spellings in enumerate(month_names(primary), 1):
        names.update((word_key(name), number) for name in spellings)
    return names


def _misspelt_month(key: str, language: Language) -> int | None:
    """Return the one month whose name is a typo away: `Novemeber`, `Juni` in an English bank."""
    if len(key) < 3 or not key.isalpha():
        return None
    found = {
        number
        for name, number in {**_calendar(language.primary), **language.month_names}.items()
        if name[:1] == key[:1] and osa_distance(name, key, _typos_of(name)) <= _typos_of(name)
    }
    return found.pop() if len(found) == 1 else None


def _typos_of(name: str) -> int:
    # June and July are two letters apart, so that one typo in four letters is still clear.
    return 2 if len(name) >= 8 else int(len(name) >= 4)


def is_day_of_week(word: str, language: Language) -> bool:
    """Return whether a word names a day of the week, in the language or in English."""
    return word_key(word) in week_days(language)


def calendar_names(language: Language) -> frozenset[str]:
    """Return all names of months that are read, as `word_key` gives them."""
    return frozenset({*language.month_names, *_calendar(language.primary)})


def week_days(language: Language) -> frozenset[str]:
    """Return all names of days that are read, as `word_key` gives them."""
    return _days(language.primary) | _days("en")


@lru_cache(maxsize=8)
def _days(primary: str) -> frozenset[str]:
    from quiz.lexicon.calendar import day_names

    return frozenset(map(word_key, day_names(primary)))
