"""An index of words: in which cards each stands, so that a search follows the keys.

The text of a card is split at white space. What is typed has none, so it is in a card's text if
and only if it is in one of its words: the words are looked through, not the texts.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from re import compile as compile_pattern
from re import escape

Flags = int
"""A set of cards: a byte of 0 or 1 for each, the first one lowest.

Big integers are and-ed, or-ed and turned round a thousand times faster than lists.
"""


def flags_of(is_in: Iterable[bool]) -> Flags:
    """Return the set of the cards for which something is so."""
    return int.from_bytes(bytes(is_in), "little")


class WordIndex:
    """The words of many texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Go through the texts, which are folded."""
        self._texts = texts
        places: dict[str, list[int]] = {}
        for at, text in enumerate(texts):
            for word in {*text.split()}:
                if word in places:
                    places[word].append(at)
                else:
                    places[word] = [at]
        self._places = places

    def containing(self, piece: str) -> Flags:
        """Return the texts that contain a piece of a word."""
        return self._of_words(lambda word: piece in word, lambda text: piece in text)

    def matching(self, parts: Sequence[str]) -> Flags:
        """Return the texts with a word that has some pieces in this order."""
        pattern = compile_pattern(r"\S*?".join(map(escape, parts)))
        return self._of_words(
            lambda word: pattern.search(word) is not None,
            lambda text: pattern.search(text) is not None,
        )

    def with_phrase(self, phrase: str) -> Flags:
        """Return the texts that contain words in a row; the first and last may be cut off."""
        first, *inner, last = phrase.split(" ")
        found = self._of_words(lambda word: word.endswith(first), lambda text: first in text)
        found &= self._of_words(lambda word: word.startswith(last), lambda text: last in text)
        for word in inner:
            found &= self._flags([self._places.get(word, [])])
        texts = self._texts
        candidates = compress(range(len(texts)), found.to_bytes(len(texts), "little"))
        return self._flags([[at for at in candidates if phrase in texts[at]]])

    def _of_words(self, is_word: Callable[[str], bool], is_text: Callable[[str], bool]) -> Flags:
        found = [places for word, places in self._places.items() if is_word(word)]
        # A letter or two is in most words; then the texts themselves tell sooner.
        if sum(map(len, found)) > 2 * len(self._texts):
            return flags_of(map(is_text, self._texts))
        return self._flags(found)

    def _flags(self, found: Iterable[Sequence[int]]) -> Flags:
        is_in = bytearray(len(self._texts))
        for places in found:
            for at in places:
                is_in[at] = 1
        return int.from_bytes(is_in, "little")
