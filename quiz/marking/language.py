"""How a language writes numbers and dates, and which of its words are articles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from quiz.marking.folding import word_key
from quiz.marking.languages import ALIASES, ROWS, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What marking needs to know of one language. Two with one code are equal."""

    code: str
    """The BCP 47 tag of the table row, `und` for the neutral one."""
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
        return _build(by_lower[tag])
    if tag in ALIASES:
        return _build(ALIASES[tag])
    if primary == "en":
        return _build("en-GB")
    return _build(by_lower.get(primary, "und"))


def _row(code: str) -> Row:
    row = ROWS[code]
    return {**_row(row["like"]), **row} if "like" in row else row


@lru_cache(maxsize=64)
def _build(code: str) -> Language:
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
    )


def month_number(word: str, language: Language) -> int | None:
    """Return the month that a word names, in full or as a beginning of three letters or more.

    Args:
        word: A word, with or without a stop.
        language: The language whose names are read beside the English ones.
    """
    key = word_key(word)
    if key in language.month_names:
        return language.month_names[key]
    if len(key) < 3:
        return None
    found = {number for name, number in language.month_names.items() if name.startswith(key)}
    return found.pop() if len(found) == 1 else None
