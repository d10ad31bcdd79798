"""What follows a key in a search: topics, states, numbers with their units."""

import re

from quiz.desk.search.keys import (
    KIND_ALIASES,
    STATE_ALIASES,
    STATES,
    QueryError,
    SearchKey,
    ValueOf,
    nearest,
)
from quiz.desk.search.terms import (
    AnsweredLately,
    Between,
    InBank,
    InState,
    IntroducedLately,
    OfKind,
    State,
    Tagged,
)
from quiz.items import KINDS
from quiz.translation import _

_NUMBER = re.compile(r"([+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+))\s*(%|[dwmy])?", re.IGNORECASE)
_UNITS = {"d": 1.0, "w": 7.0, "m": 30.4, "y": 365.25}
"""Days of each unit of stability."""
_DAYS = {"today": 0.0, "tomorrow": 1.0, "yesterday": -1.0}
_RATINGS = {"again": 1, "hard": 2, "good": 3, "easy": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_RANGE = re.compile(r"\.\.+|…")
_MOST_DAYS = 36_500


def condition(
    key: SearchKey, sign: str, value: str, start: int, at: int, end: int
) -> Tagged | InBank | OfKind | InState | Between | AnsweredLately | IntroducedLately:
    """Return what a key with its value asks for.

    Args:
        key: The key.
        sign: `:` or a comparison.
        value: What follows, without quotation marks.
        start: Where the key begins.
        at: Where the value begins.
        end: Where it ends.

    Raises:
        QueryError: The value is none of the key's.
    """
    if not value:
        message = _("`{key}` needs a value, such as `{example}`")
        raise QueryError(message.format(key=key.name + sign, example=key.example), start, end)
    if key.measure is not None:
        return _between(key, sign, value, start, at, end)
    if sign not in (":", "="):
        message = _("`{key}` takes a colon: `{example}`")
        fixed = f"{key.name}:{value}"
        raise QueryError(message.format(key=key.name, example=key.example), start, end, fixed)
    match key.value:
        case ValueOf.TAG:
            return Tagged(pattern=value, start=start, end=end)
        case ValueOf.BANK:
            return InBank(pattern=value, start=start, end=end)
        case ValueOf.KIND:
            kind = _chosen(value, KINDS, KIND_ALIASES, _("unknown kind"), "kind:", start, end)
            return OfKind(kind=kind, start=start, end=end)
        case ValueOf.STATE:
            return InState(state=_state(value, start, end), start=start, end=end)
        case _:
            return _lately(key, value, start, at, end)


def _state(value: str, start: int, end: int) -> State:
    elsewhere = {"mature": "s>=21", "young": "s<21", "hard": "difficulty>7", "easy": "difficulty<3"}
    if value.casefold() in elsewhere:
        message = _("unknown state")
        raise QueryError(message, start, end, elsewhere[value.casefold()])
    aliases = {alias: str(state) for alias, state in STATE_ALIASES.items()}
    return State(_chosen(value, STATES, aliases, _("unknown state"), "is:", start, end))


def _chosen(
    value: str,
    known: tuple[str, ...],
    aliases: dict[str, str],
    message: str,
    prefix: str,
    start: int,
    end: int,
) -> str:
    """Return the word of a closed list that a value means.

    Raises:
        QueryError: It means none of them.
    """
    word = value.casefold()
    word = aliases.get(word, word)
    if word in known:
        return word
    near = nearest(word, [*known, *aliases])
    if near:
        raise QueryError(message, start, end, prefix + aliases.get(near, near))
    available = _("available: {names}").format(names=", ".join(known))
    raise QueryError(f"{message}; {available}", start, end)


def _between(key: SearchKey, sign: str, value: str, start: int, at: int, end: int) -> Between:
    assert key.measure is not None

    def number(text: str) -> float:
        found = _number(key, text)
        if found is None:
            message = _("{text!r} isn't a number; try `{example}`")
            raise QueryError(message.format(text=text, example=key.example), at, end)
        return found

    ends = _RANGE.split(value)
    if sign in (":", "=") and len(ends) == 2:
        low = number(ends[0]) if ends[0] else float("-inf")
        high = number(ends[1]) if ends[1] else float("inf")
        if low > high:
            message = _("the first number must be the smaller one")
            raise QueryError(message, at, end, f"{ends[1]}..{ends[0]}")
        return Between(low=low, high=high, measure=key.measure, start=start, end=end)
    limit = number(value)
    match sign:
        case "<" | "<=" | "≤":
            return Between(
                high=limit, has_high=sign != "<", measure=key.measure, start=start, end=end
            )
        case ">" | ">=" | "≥":
            return Between(
                low=limit, has_low=sign != ">", measure=key.measure, start=start, end=end
            )
        case "!=" | "≠":
            message = _("`{key}` can't be compared so; put `-` before it")
            fixed = f"-{key.name}={value}"
            raise QueryError(message.format(key=key.name), start, end, fixed)
        case _:
            return Between(low=limit, high=limit, measure=key.measure, start=start, end=end)


def _number(key: SearchKey, text: str) -> float | None:
    """Return a number with its unit as the measure counts; None if it is none."""
    word = text.strip().casefold()
    if key.value is ValueOf.DAY and word in _DAYS:
        return _DAYS[word]
    found = _NUMBER.fullmatch(word)
    if found is None:
        return None
    number, unit = float(found[1].replace(",", ".")), found[2] or ""
    match key.value:
        case ValueOf.SHARE if unit in ("", "%"):
            # 0.9 and 90 are both said; 1 is all.
            return number / 100 if unit == "%" or number > 1 else number
        case ValueOf.DIFFICULTY if unit in ("", "%"):
            share = number / 100 if unit == "%" else number
            # Anki counts from 0 to 1 what FSRS counts from 1 to 10.
            return 1 + 9 * share if unit == "%" or share <= 1 else number
        case ValueOf.DAYS | ValueOf.DAY if unit != "%":
            return number * _UNITS[unit or "d"]
        case ValueOf.COUNT if not unit:
            return number
        case _:
            return None


def _lately(
    key: SearchKey, value: str, start: int, at: int, end: int
) -> AnsweredLately | IntroducedLately:
    days, has_rating, word = value.partition(":")
    unit = days[-1:].casefold()
    number = days[:-1] if unit in _UNITS else days
    message = _("{text!r} isn't a number of days; try `{example}`")
    if not number.isdecimal() or not 0 < int(number) <= _MOST_DAYS:
        raise QueryError(message.format(text=days, example=key.example), at, at + len(days))
    count = round(int(number) * _UNITS.get(unit, 1.0))
    if key.name == "introduced":
        if has_rating:
            message = _("`{key}` takes a number of days alone").format(key="introduced:")
            raise QueryError(message, at + len(days), end, removes=True)
        return IntroducedLately(days=count, start=start, end=end)
    if not has_rating:
        return AnsweredLately(days=count, start=start, end=end)
    rating = _RATINGS.get(word.casefold())
    if rating is None:
        near = nearest(word, [name for name in _RATINGS if name.isalpha()]) or "again"
        message = _("rate with again, hard, good or easy (1 to 4)")
        raise QueryError(message, at + len(days) + 1, end, near)
    return AnsweredLately(days=count, rating=rating, start=start, end=end)
