"""Which words are real, by language: a typo that makes another word is no typo."""

from functools import lru_cache
from importlib.resources import files

from quiz.lexicon.filters import WordFilter

LANGUAGES = ("de", "en", "es", "fr", "it", "ru")
"""The languages that have a list, by their primary subtag."""
SHORTEST = 4
"""Letters of the shortest word in a list."""
UNMARKED = "~"
"""What a word with accents is marked with once more without them: `~hatte` for `hätte`."""
NAME = "^"
"""What a name is marked with in a list: `^vienna` is one, `vienna` is none."""


def has_list(code: str) -> bool:
    """Return whether there is a list of words for a language.

    Args:
        code: A BCP 47 tag; only its primary subtag counts.
    """
    return _primary(code) in LANGUAGES


def is_word(key: str, code: str) -> bool:
    """Return whether a text is a word of a language, names aside.

    Args:
        key: A word of four letters or more as `quiz.marking.folding.word_key` gives it.
        code: A BCP 47 tag. Where there is no list, no text is a word.
    """
    words = _filter(_primary(code))
    return key in words or UNMARKED + key in words


def is_written_so(word: str, code: str) -> bool:
    """Return whether a text is a word of a language just as it is written, with its accents.

    Args:
        word: A word in lower case: `hatte` and `hätte` are both, `hatté` is none.
        code: A BCP 47 tag.
    """
    return word in _filter(_primary(code))


def is_name(key: str, code: str) -> bool:
    """Return whether a text is a name (`vienna`, `zambia`); only English tells names apart.

    Args:
        key: As for `is_word`.
        code: A BCP 47 tag.
    """
    return NAME + key in _filter(_primary(code))


def _primary(code: str) -> str:
    return code.partition("-")[0].lower()


@lru_cache(maxsize=8)
def _filter(primary: str) -> WordFilter:
    if primary not in LANGUAGES:
        return WordFilter(b"")
    return WordFilter(files(__package__).joinpath(f"words-{primary}.bloom").read_bytes())
