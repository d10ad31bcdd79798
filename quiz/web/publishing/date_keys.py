"""What marks a typed date on a published page: the names of a language's calendar."""

from typing import Any

from quiz.items import Date
from quiz.marking.dates import ERAS_AD, ERAS_BC, YEAR, idle_words, parse_iso_date
from quiz.marking.language import Language, calendar_names, month_number, named_month, week_days
from quiz.marking.numerals import figure_of, words_for

_LEAST_BEGINNING = 3


def date_key(item: Date) -> dict[str, Any]:
    """Return what marks a date."""
    right = parse_iso_date(item.date)
    text = " ".join((item.stem, item.explain, item.source))
    years = sorted({int(year) for year in YEAR.findall(text)}) if right.year is None else []
    return {"right": [right.year, right.month, right.day], "years": years}


def calendar_table(language: Language) -> dict[str, Any]:
    """Return what the page knows of a language's dates."""
    names = calendar_names(language)
    full = {name: named_month(name, language) for name in names}
    beginnings = {name[:end] for name in names for end in range(_LEAST_BEGINNING, len(name) + 1)}
    part = {start: month_number(start, language) for start in beginnings}
    idle = idle_words(language) | week_days(language)
    return {
        "full": {name: month for name, month in sorted(full.items()) if month},
        "part": {name: month for name, month in sorted(part.items()) if month},
        "idle": sorted(word for word in idle if figure_of(word, language.primary) is None
                       and month_number(word, language) is None),
        "figures": sorted({word for day in range(1, 32)
                           for word in words_for(day, language.primary)}),
        "bc": sorted(language.before_christ | ERAS_BC),
        "ad": sorted(language.after_christ | ERAS_AD),
        "dayFirst": int(language.is_day_first),
        "open": int(language.is_order_open),
    }  # fmt: skip
