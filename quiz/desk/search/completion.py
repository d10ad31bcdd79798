"""What can stand at the cursor of a search line."""

import re

import msgspec

from quiz.desk.search.keys import KEYS, STATES, ValueOf, key_named
from quiz.desk.search.query import quoted
from quiz.items import KINDS

_BEGUN = re.compile(r"""(?:[^\s()"]|"[^"]*"?)*\Z""")
"""What was typed of the word at the cursor."""
_RATINGS = ("again", "hard", "good", "easy")


class Completions(msgspec.Struct, frozen=True):
    """What may replace the word at the cursor, the likeliest first."""

    start: int
    """Where the word begins."""
    texts: tuple[str, ...] = ()
    """Whole words; a key ends in its colon, a value is complete."""


def completions(
    text: str, cursor: int, *, tags: tuple[str, ...], banks: tuple[str, ...]
) -> Completions:
    """Return what may replace the word at the cursor.

    Nothing for a word that is no beginning of a key: it is looked for as it is.

    Args:
        text: The search.
        cursor: Index of the character after the cursor.
        tags: Topics, the most used first.
        banks: Ids of banks.
    """
    begun = _BEGUN.search(text[:cursor])
    assert begun is not None, "an empty word matches"
    word, start = begun[0], begun.start()
    while word.startswith("-"):
        word, start = word[1:], start + 1
    name, has_colon, value = word.partition(":")
    if not has_colon:
        keys = [f"{key.name}:" if key.measure is None else key.name for key in KEYS.values()]
        wanted = name.casefold()
        # A whole measure is complete: what follows is a comparison, then a number.
        fitting = [key for key in keys if key.startswith(wanted) and key != wanted]
        return Completions(start, tuple(fitting) if wanted else ())
    key = key_named(name)
    if key is None:
        return Completions(start)
    if key.value is ValueOf.LATELY:
        days, has_rating, value = value.partition(":")
        if not has_rating or key.name != "rated":
            return Completions(start)
        name = f"{name}:{days}"
    values = {
        ValueOf.TAG: tags,
        ValueOf.BANK: banks,
        ValueOf.KIND: KINDS,
        ValueOf.STATE: STATES,
        ValueOf.LATELY: _RATINGS,
    }.get(key.value, ())
    wanted = value.strip('"').casefold()
    fitting = [one for one in values if one.casefold().startswith(wanted)]
    fitting += [one for one in values if wanted in one.casefold() and one not in fitting]
    if [one.casefold() for one in fitting] == [wanted]:
        return Completions(start)
    return Completions(start, tuple(f"{name}:{quoted(one)}" for one in fitting))
