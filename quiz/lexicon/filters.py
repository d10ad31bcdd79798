"""A set of words in a few hundred kilobytes: a Bloom filter.

Source: Bloom (1970), "Space/time trade-offs in hash coding with allowable errors"; the two hashes
of Kirsch and Mitzenmacher (2006). With twelve bits a word and eight hashes, one word in 300 that is
not in the set is taken to be in it; one that is in it is always found.
"""

from collections.abc import Collection
from hashlib import blake2b

BITS_PER_WORD = 12
_HASHES = 8


class WordFilter:
    """A set of words that may rarely take in a stranger, and never leaves out its own."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes that `make_filter` returned."""
        self._data = data

    def __contains__(self, word: str) -> bool:
        """Return whether a word is in the set; wrongly so for one stranger in 300."""
        size = 8 * len(self._data)
        return size > 0 and all(
            self._data[place >> 3] & (1 << (place & 7)) for place in _places(word, size)
        )


def make_filter(words: Collection[str]) -> bytes:
    """Return the filter of some words, `BITS_PER_WORD` bits each."""
    size = max(1, (len(words) * BITS_PER_WORD + 7) // 8) * 8
    data = bytearray(size // 8)
    for word in words:
        for place in _places(word, size):
            data[place >> 3] |= 1 << (place & 7)
    return bytes(data)


def _places(word: str, size: int) -> list[int]:
    digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    first = int.from_bytes(digest[:8], "little")
    step = int.from_bytes(digest[8:], "little") | 1
    return [(first + turn * step) % size for turn in range(_HASHES)]
