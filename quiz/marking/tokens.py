"""A text as the words by which it is compared."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from quiz.marking.folding import fold, loose, respelt
from quiz.marking.language import Language
from quiz.marking.numerals import figure_of, roman_value

_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_]\. ?){2,4}")
_ARABIC_ARTICLE = "ال"
_MOST_TOKENS = 60
"""Words of a text that are compared one by one; longer texts are compared as a whole only."""


class Token(NamedTuple):
    """One word of a text."""

    key: str
    """The word folded, with its accents; in lower case unless capitals count."""
    loose: str
    """Without accents."""
    unmarked: str
    """Without accents and without the language's respellings: `munchen`, not `muenchen`."""
    figure: int | None
    """The number that it is: of `14`, `14th`, `fourteen`."""
    roman: int | None
    """The number that it is if it is a roman numeral: of `XIV`, but of `mix` too."""
    is_capital: bool
    """Whether it was written with a capital."""
    is_figure: bool
    """Whether it is a number or holds one, or is an option of a command: no typo in it."""
    is_initials: bool = False
    """Whether it stands for initials with stops: `JRR` of "J.R.R. Tolkien"."""

    @property
    def figures(self) -> frozenset[int]:
        """The numbers that it may be."""
        return frozenset(n for n in (self.figure, self.roman) if n is not None)


Tokens = tuple[Token, ...]


def tokens_of(text: str, language: Language, case: bool = False) -> Tokens:
    """Return the words of a text; none where it is too long to be compared word by word.

    A bracket that touches a word, as in `iron(III)`, parts it; "twenty-one" is one figure.

    Args:
        text: Any text.
        language: Decides which words are numbers, and what is written for letters with marks.
        case: Whether capitals count.
    """
    return (_kept if len(text) <= 100 else _make)(text, language, case)


def _make(text: str, language: Language, case: bool) -> Tokens:
    spaced = "".join(f" {char} " if char in "()[]" else char for char in text)
    words = fold(respelt(spaced, language.respellings), case=True).split()
    plain = words
    if language.respellings and not text.isascii():
        plain = fold(spaced, case=True).split()
    if len(words) > _MOST_TOKENS or len(words) != len(plain):
        return ()
    initials = {re.sub(r"[^\w]", "", found) for found in _INITIALS.findall(text)}
    found = [
        _token(word, bare, language, case)._replace(is_initials=word in initials)
        for word, bare in zip(words, plain, strict=True)
        if any(map(str.isalnum, word)) or word in ("&", "+") or _is_symbol(word)
    ]
    return tuple(_tens_joined(found))


_kept = lru_cache(maxsize=16_384)(_make)


def _is_symbol(word: str) -> bool:
    return not all(unicodedata.category(char)[0] in "PZC" for char in word)


def _token(word: str, plain: str, language: Language, case: bool) -> Token:
    key = fold(word, case=case) or word
    bare = key if plain == word else fold(plain, case=case) or plain
    marked = loose(key)
    if language.primary == "ar" and len(marked) > len(_ARABIC_ARTICLE) + 2:
        plain, bare = "", marked.removeprefix(_ARABIC_ARTICLE)
    figure = figure_of(word, language.primary)
    # Xi and Mix are names and words: a numeral is written in one case.
    roman = roman_value(word) if word.isascii() and (word.isupper() or word.islower()) else None
    is_capital = word[:1].isupper()
    return Token(
        key=key,
        loose=marked,
        unmarked=marked if plain == word else loose(bare),
        figure=figure,
        roman=roman,
        is_capital=is_capital,
        is_figure=(
            figure is not None
            or (roman is not None and is_capital and key.isascii())
            or key.startswith("-")
            or any(map(str.isdigit, key))
        ),
    )


def _tens_joined(tokens: list[Token]) -> list[Token]:
    """Join "twenty" and "one" to one figure."""
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.figure is not None
            and token.figure is not None
            and before.key.isalpha()
            and token.key.isalpha()
            and before.figure in range(20, 100, 10)
            and 0 < token.figure < 10
        ):
            figure = before.figure + token.figure
            joined[-1] = before._replace(
                key=f"{before.key} {token.key}",
                loose=f"{before.loose} {token.loose}",
                unmarked=f"{before.unmarked} {token.unmarked}",
                figure=figure,
            )
        else:
            joined.append(token)
    return joined


def is_same_word(one: Token, other: Token, *, accents: bool = False) -> bool:
    """Return whether two words are the same, or the same number.

    Args:
        one: A word.
        other: Another one.
        accents: Whether accents count.
    """
    if one.key == other.key:
        return True
    if (one.figure is not None or one.roman is not None) and one.figures & other.figures:
        return True
    return not accents and (one.loose == other.loose or one.unmarked == other.unmarked)


def are_same(one: Sequence[Token], other: Sequence[Token], *, accents: bool = False) -> bool:
    """Return whether two texts are word for word the same, or the same but for spaces in words."""
    if len(one) == len(other):
        return bool(one) and all(
            is_same_word(*pair, accents=accents) for pair in zip(one, other, strict=True)
        )
    if any(token.is_figure for token in (*one, *other)):
        return False
    joined = ["".join(token.key if accents else token.loose for token in t) for t in (one, other)]
    return bool(joined[0]) and joined[0] == joined[1]


def without_articles(tokens: Tokens, language: Language) -> Tokens:
    """Return words without articles, the first one aside.

    A capital `A`, and one that ends a text, is a letter: `Hepatitis A`.
    """
    if not language.articles:
        return tokens
    articles = {word for group in language.articles for word in group}
    last = len(tokens) - 1
    kept = tuple(
        token
        for at, token in enumerate(tokens)
        if at == last or token.key not in articles or (at and token.is_capital)
    )
    return kept or tokens
