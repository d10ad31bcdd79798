"""Words that a prefix or an ending makes into their opposite, so near that they look like typos."""

from functools import lru_cache

_ADDED = tuple(
    "un in im ir il non de dis anti a an counter mis pre post sub super over under hyper hypo "
    "".split()
)
_SWAPPED = tuple(
    tuple(group.split())
    for group in (
        "hyper hypo",
        "inter intra",
        "endo exo ecto",
        "micro macro",
        "ab ad",
        "af ef",
        "over under",
        "uni bi tri multi mono di poly",
        "pre post",
        "ante post",
        "anti ante",
        "homo hetero",
        "in ex",
        "im ex",
        "im e",
        "pro anti",
        "pro eu",
        "sub super supra",
        "de re",
        "maxi mini",
        "ortho meta para",
        "cis trans",
        "intro extro",
        "intra extra",
        "ex re",
        "in de",
        "eu dys",
        "up down",
    )
)
_ENDINGS = tuple(
    tuple(group.split())
    for group in (
        "ane ene yne",
        "anes enes ynes",
        "ate ite ide",
        "ates ites ides",
        "ol al one",
        "or ee",
        "er ee",
        "ors ees",
        "ers ees",
        "ic ous",
        "ful less",
        "itis osis",
        "ase ose",
    )
)
_LEAST = 3
"""Letters that must be left of a word without its prefix."""
_LEAST_STEM = 2
"""Letters that must be left of a word without its ending."""


@lru_cache(maxsize=4_096)
def are_opposites(one: str, other: str) -> bool:
    """Return whether two words differ by a prefix or an ending that turns the meaning round.

    Args:
        one: A word in lower case without accents.
        other: Another one.
    """
    if one[-_LEAST:] != other[-_LEAST:] and one[:_LEAST_STEM] != other[:_LEAST_STEM]:
        return False  # they share neither a rest nor a stem: nearly all pairs of words
    short, long = sorted((one, other), key=len)
    if any(len(short) >= _LEAST and long == prefix + short for prefix in _ADDED):
        return True
    for group in _SWAPPED:
        rests = {
            word[len(prefix) :]
            for word in (one, other)
            for prefix in group
            if word.startswith(prefix) and len(word) >= len(prefix) + _LEAST
        }
        if one != other and any(
            _starts(one, group, rest) and _starts(other, group, rest) for rest in rests
        ):
            return True
    return one != other and any(_end_apart(one, other, group) for group in _ENDINGS)


def opposites_of(word: str) -> set[str]:
    """Return what `are_opposites` may know of a word; some of it is no word.

    Args:
        word: A word in lower case without accents.
    """
    found = {prefix + word for prefix in _ADDED}
    found |= {word.removeprefix(prefix) for prefix in _ADDED}
    for group in _SWAPPED:
        for one in group:
            if word.startswith(one):
                found |= {other + word[len(one) :] for other in group}
    for group in _ENDINGS:
        for one in group:
            if word.endswith(one):
                found |= {word[: -len(one)] + other for other in group}
    return {other for other in found if are_opposites(word, other)}


def _starts(word: str, prefixes: tuple[str, ...], rest: str) -> bool:
    return any(word == prefix + rest for prefix in prefixes)


def _end_apart(one: str, other: str, endings: tuple[str, ...]) -> bool:
    stems = [
        {
            word[: -len(ending)]
            for ending in endings
            if word.endswith(ending) and len(word) >= len(ending) + _LEAST_STEM
        }
        for word in (one, other)
    ]
    return bool(stems[0] & stems[1])
