"""Names of countries, continents and large cities in six languages, from the CLDR."""

from functools import lru_cache
from importlib.resources import files

_FILE = "places.tsv"


@lru_cache(maxsize=8)
def countries(code: str) -> frozenset[str]:
    """Return the names of countries in a language, as they are written in a text.

    Args:
        code: A BCP 47 tag; only its primary subtag counts. Empty where the language is not known.
    """
    return frozenset(filter(None, _row(code)[0].split("|")))


@lru_cache(maxsize=8)
def other_places(code: str) -> frozenset[str]:
    """Return the names of continents, regions and of the cities that time zones are named after."""
    return frozenset(filter(None, _row(code)[1].split("|")))


@lru_cache(maxsize=8)
def _row(code: str) -> tuple[str, str]:
    start = f"{code.partition('-')[0].lower()}\t"
    for line in files(__package__).joinpath(_FILE).read_text("utf-8").splitlines():
        if line.startswith(start):
            _code, countries_of, others = line.split("\t")
            return countries_of, others
    return "", ""
