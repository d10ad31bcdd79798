"""A text in every form in which it is compared."""

from functools import lru_cache
from typing import NamedTuple

from quiz.marking.folding import fold, fold_joined, loose, respelt, written
from quiz.marking.language import Language


class Forms(NamedTuple):
    """A text in every form in which it is compared.

    The pairs hold a space, and nothing, for each hyphen inside a word.
    """

    text: str
    """The whole text, as compared with case, accents and article."""
    article: str
    """The article that it begins with; empty for none."""
    full: tuple[str, str]
    """With its article."""
    bare: tuple[str, str]
    """Without its article."""
    loose_full: tuple[str, str]
    """With its article, without accents."""
    loose_bare: tuple[str, str]
    """Without its article and accents."""
    unmarked: tuple[str, str]
    """The loose forms with and without the article as they are without the language's respellings:
    `munchen` beside `muenchen`."""


def forms_of(text: str, language: Language, case: bool) -> Forms:
    """Return the forms of a text."""
    # A bank's answers come again and again; a long text would only push them out.
    return (_kept_forms if len(text) <= 100 else _make_forms)(text, language, case)


def _make_forms(text: str, language: Language, case: bool) -> Forms:
    plain = text
    text = respelt(text, language.respellings)
    article, rest = _split_article(text, language)
    full = (fold(text, case=case), fold_joined(text, case=case) if _has_dash(text) else "")
    full = (full[0], full[1] or full[0])
    loose_full = _loose_pair(full)
    if not article:
        bare, loose_bare = full, loose_full
    else:
        bare = (fold(rest, case=case), fold_joined(rest, case=case))
        loose_bare = _loose_pair(bare)
    unmarked = (loose_full[0], loose_bare[0])
    if plain != text:
        rest = _split_article(plain, language)[1]
        unmarked = (loose(fold(plain, case=case)), loose(fold(rest, case=case)))
    return Forms(plain, article, full, bare, loose_full, loose_bare, unmarked)


def _has_dash(text: str) -> bool:
    return "-" in text or not text.isascii()


def _loose_pair(pair: tuple[str, str]) -> tuple[str, str]:
    first = loose(pair[0])
    return first, first if pair[1] == pair[0] else loose(pair[1])


_kept_forms = lru_cache(maxsize=32_768)(_make_forms)


def _split_article(text: str, language: Language) -> tuple[str, str]:
    """Return the leading article in lower case, empty if there is none, and the rest."""
    if not language.articles:
        return "", text
    plain = written(text, case=True)
    word, _, rest = plain.partition(" ")
    article = word.lower()
    if rest and _is_article(article, language) and _says_something(rest):
        return article, rest
    article, mark, rest = plain.partition("'")
    article = article.lower() + mark
    if mark and _is_article(article, language) and _says_something(rest):
        return article, rest.strip()
    return "", text


def _is_article(word: str, language: Language) -> bool:
    return any(word in group for group in language.articles)


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, text))
