"""Make the data of `quiz/lexicon` from the public lists that `SOURCES.md` names.

    python -m tests.lexicon months
    python -m tests.lexicon places
    python -m tests.lexicon words FOLDER

`FOLDER` holds the unpacked sources: the Debian packages `wamerican-large`, `wbritish-large` and
`hunspell-ru`, and the package `pyspellchecker` of the Python index.
"""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from quiz.lexicon.filters import make_filter
from quiz.lexicon.lists import LANGUAGES, NAME, SHORTEST, UNMARKED
from quiz.marking.folding import fold, word_key

LEXICON = Path(__file__).parent.parent / "quiz" / "lexicon"
_LONGEST = 32


_CONTINENTS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Pacific")


def main(arguments: list[str]) -> None:
    """Write what the arguments ask for."""
    if arguments == ["months"]:
        path = LEXICON / "calendar.tsv"
        path.write_text("".join(f"{line}\n" for line in calendar_lines()), "utf-8")
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    elif arguments == ["places"]:
        path = LEXICON / "places.tsv"
        path.write_text("".join(f"{line}\n" for line in place_lines()), "utf-8")
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    elif len(arguments) == 2 and arguments[0] == "words":
        for code in LANGUAGES:
            words = set(_words(code, Path(arguments[1])))
            path = LEXICON / f"words-{code}.bloom"
            path.write_bytes(make_filter(sorted(words)))
            print(f"{path.name}: {len(words):,} words, {path.stat().st_size:,} bytes")
    else:
        raise SystemExit(__doc__)


def _words(code: str, folder: Path) -> Iterator[str]:
    for word in _listed(code, folder):
        key = word_key(word)
        if "'" in word or "’" in word:
            continue  # of "Paris's" the mark would be lost, and with it a slip for "Paris"
        if not (SHORTEST <= len(key) <= _LONGEST and key.isalpha()):
            continue
        if code == "en" and word[:1].isupper():
            yield NAME + key
            continue
        lower = fold(word)
        yield lower
        if lower != key:
            yield UNMARKED + key


def _listed(code: str, folder: Path) -> Iterator[str]:
    if code == "en":
        for name in ("american-english-large", "british-english-large"):
            yield from _found(folder, name).read_text("utf-8").split()
        return
    with gzip.open(_found(folder, f"{code}.json.gz"), "rt", encoding="utf-8") as file:
        yield from json.load(file)
    if code == "ru":
        lines = _found(folder, "ru_RU.dic").read_text("utf-8").splitlines()
        yield from (line.partition("/")[0] for line in lines[1:])


def _found(folder: Path, name: str) -> Path:
    return next(folder.rglob(name))


def calendar_lines() -> Iterator[str]:
    """Yield a line a language: code, months, days of the week, as `quiz.lexicon.calendar` reads."""
    from babel import Locale, localedata

    months: dict[str, list[dict[str, None]]] = {}
    days: dict[str, dict[str, None]] = {}
    for identifier in sorted(localedata.locale_identifiers()):
        locale = Locale.parse(identifier)
        of_months = months.setdefault(locale.language, [{} for _ in range(12)])
        of_days = days.setdefault(locale.language, {})
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number in range(12):
                    of_months[number][_name(locale.months[context][width][number + 1])] = None
                for number in range(7):
                    of_days[_name(locale.days[context][width][number])] = None
    for code in sorted(months):
        names = "|".join(",".join(filter(None, of_month)) for of_month in months[code])
        yield f"{code}\t{names}\t{','.join(filter(None, days[code]))}"


def place_lines() -> Iterator[str]:
    """Yield a line a language: code, countries, other places, as `quiz.lexicon.places` reads."""
    from zoneinfo import available_timezones

    from babel import Locale

    zones = [
        zone for zone in sorted(available_timezones()) if zone.partition("/")[0] in _CONTINENTS
    ]
    for code in LANGUAGES:
        locale = Locale.parse(code)
        countries: dict[str, None] = {}
        others: dict[str, None] = {}
        for territory, name in sorted(locale.territories.items()):
            if territory in ("ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"):
                continue
            whole = name.partition(" (")[0].replace("’", "'").strip()
            (others if territory.isdigit() else countries)[whole] = None
        for zone in zones:
            named = locale.time_zones.get(zone, {}).get("city") or zone.rpartition("/")[2]
            others[named.replace("_", " ").replace("’", "'")] = None
        for name in countries:
            others.pop(name, None)
        yield f"{code}\t{'|'.join(countries)}\t{'|'.join(others)}"


def _name(text: str) -> str:
    return text.casefold().strip(". ").replace(",", "").replace("|", "")


if __name__ == "__main__":
    main(sys.argv[1:])
