"""What drafting knows of a language: lists of words, and the questions that it asks."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

LANGUAGES = ("en", "de", "fr", "it", "es", "ru")
"""The languages that can be drafted from, by their primary subtag."""


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a language. Words are in lower case where nothing else is said."""

    code: str
    """Primary subtag."""
    words: Mapping[str, frozenset[str]]
    """Lists of single words, by name."""
    phrases: Mapping[str, tuple[str, ...]]
    """Lists of phrases, by name, the longest first."""
    forms: Mapping[str, Mapping[str, str]]
    """Forms of verbs to their infinitive, by name of the list."""
    stems: Mapping[str, str]
    """Questions, by name, with fields in braces."""

    def has(self, name: str, word: str) -> bool:
        """Return whether a word, in any case, is in a list; a list that is not there is empty."""
        return word.lower() in self.words.get(name, ())


def _third_persons(verbs: list[str]) -> dict[str, str]:
    """Return the third person of English verbs, to their infinitive."""
    found = {}
    for verb in verbs:
        if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
            found[f"{verb}es"] = verb
        elif verb.endswith("y") and verb[-2] not in "aeiou":
            found[f"{verb[:-1]}ies"] = verb
        else:
            found[f"{verb}s"] = verb
    return found


@lru_cache(maxsize=8)
def vocabulary(code: str) -> Vocabulary:
    """Return the words of a language, by its BCP 47 tag.

    Raises:
        KeyError: The language is none of `LANGUAGES`.
    """
    primary = code.partition("-")[0].lower()
    if primary not in LANGUAGES:
        raise KeyError(primary)
    text = files(__package__).joinpath("words", f"{primary}.toml").read_text("utf-8")
    table: dict[str, Any] = tomllib.loads(text)
    stems = table.pop("stems")
    words, phrases, forms = {}, {}, {}
    for name, value in table.items():
        if isinstance(value, list):
            phrases[name] = tuple(sorted(value, key=len, reverse=True))
        elif "=" in value:
            forms[name] = dict(entry.split("=") for entry in value.split())
        elif name == "verbs":
            forms["present"] = {**forms.get("present", {}), **_third_persons(value.split())}
        else:
            words[name] = frozenset(value.split())
    return Vocabulary(code=primary, words=words, phrases=phrases, forms=forms, stems=stems)
