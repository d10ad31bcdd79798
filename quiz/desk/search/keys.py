"""The keys of searches, such as `tag:` and `lapses>`: the one table that all else follows.

Reading, errors, completion and the help of the search line use it.
"""

from collections.abc import Iterable
from enum import Enum

import msgspec

from quiz.desk.search.terms import CardMeasure, State
from quiz.errors import QuizError
from quiz.translation import _, mark


class ValueOf(Enum):
    """What may follow a key."""

    TAG = "tag"
    """A topic."""
    BANK = "bank"
    """A bank's id or title."""
    KIND = "kind"
    """A kind of question."""
    STATE = "state"
    """One of `State`."""
    SHARE = "share"
    """A percentage."""
    DAYS = "days"
    """A number of days."""
    DIFFICULTY = "difficulty"
    """1 to 10, or a share."""
    COUNT = "count"
    """A whole number."""
    DAY = "day"
    """Days from today, or a word for one."""
    LATELY = "lately"
    """A number of days back, with a rating perhaps."""


class SearchKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key."""

    name: str
    """As it is written."""
    about: str
    """What it finds, in a few words."""
    example: str
    """A whole condition with it."""
    value: ValueOf
    """What follows it."""
    measure: CardMeasure | None = None
    """What it compares; None for a key that takes `:` alone."""
    aliases: tuple[str, ...] = ()
    """Other names, as Anki has them or people guess."""


_TABLE = (
    SearchKey(
        name="tag",
        about=mark("topic"),
        example="tag:trade",
        value=ValueOf.TAG,
        aliases=("tags", "topic", "topics"),
    ),
    SearchKey(
        name="bank",
        about=mark("bank, by id or title"),
        example="bank:capitals",
        value=ValueOf.BANK,
        aliases=("banks", "deck"),
    ),
    SearchKey(
        name="kind",
        about=mark("kind of question"),
        example="kind:cloze",
        value=ValueOf.KIND,
        aliases=("type", "note"),
    ),
    SearchKey(
        name="is",
        about=mark("due, new, suspended, leech…"),
        example="is:due",
        value=ValueOf.STATE,
        aliases=("state",),
    ),
    SearchKey(
        name="right",
        about=mark("share of right answers"),
        example="right<50%",
        value=ValueOf.SHARE,
        measure=CardMeasure.RIGHT,
        aliases=("correct", "score"),
    ),
    SearchKey(
        name="s",
        about=mark("days it lasts (stability)"),
        example="s>21",
        value=ValueOf.DAYS,
        measure=CardMeasure.STABILITY,
        aliases=("stability", "lasts"),
    ),
    SearchKey(
        name="r",
        about=mark("chance of recalling it now"),
        example="r<90%",
        value=ValueOf.SHARE,
        measure=CardMeasure.RECALL,
        aliases=("recall", "retrievability"),
    ),
    SearchKey(
        name="difficulty",
        about=mark("1 to 10, or 0 to 1 as in Anki"),
        example="difficulty>7",
        value=ValueOf.DIFFICULTY,
        measure=CardMeasure.DIFFICULTY,
        aliases=("d",),
    ),
    SearchKey(
        name="lapses",
        about=mark("times forgotten"),
        example="lapses>3",
        value=ValueOf.COUNT,
        measure=CardMeasure.LAPSES,
        aliases=("lapse",),
    ),
    SearchKey(
        name="answers",
        about=mark("times answered"),
        example="answers>5",
        value=ValueOf.COUNT,
        measure=CardMeasure.ANSWERS,
        aliases=("reps", "reviews", "asked"),
    ),
    SearchKey(
        name="due",
        about=mark("days until it's due"),
        example="due:-1..7",
        value=ValueOf.DAY,
        measure=CardMeasure.DUE,
    ),
    SearchKey(
        name="rated",
        about=mark("answered in the last days"),
        example="rated:7:again",
        value=ValueOf.LATELY,
        aliases=("answered",),
    ),
    SearchKey(
        name="introduced",
        about=mark("first answered in the last days"),
        example="introduced:7",
        value=ValueOf.LATELY,
        aliases=("learned",),
    ),
)

KEYS = {key.name: key for key in _TABLE}
"""The keys by name, in the order in which they are offered."""
_PROP = SearchKey(name="prop", about="", example="prop:due=1", value=ValueOf.COUNT)
_BY_NAME = {name: key for key in _TABLE for name in (key.name, *key.aliases)} | {"prop": _PROP}
SUGGESTED_KEYS = tuple(name for name in _BY_NAME if len(name) > 1)
"""What a misspelled key may have been."""
_ELSEWHERE = {
    "added": ("introduced:", mark("banks don't say when a question was added")),
    "created": ("introduced:", mark("banks don't say when a question was added")),
    "edited": ("rated:", mark("banks don't say when a question was edited")),
    "ivl": ("s", mark("intervals follow from stability")),
    "interval": ("s", mark("intervals follow from stability")),
    "flag": ("tag:", mark("cards have no flags")),
    "front": ("", mark("words are looked for in all of a card")),
    "back": ("", mark("words are looked for in all of a card")),
    "question": ("", mark("words are looked for in all of a card")),
    "answer": ("", mark("words are looked for in all of a card")),
    "text": ("", mark("words are looked for in all of a card")),
}
"""What people know from Anki: what comes nearest here, and why."""
STATES = tuple(str(state) for state in State)
STATE_ALIASES = {
    "learn": State.LEARNING,
    "relearning": State.LEARNING,
    "relearn": State.LEARNING,
    "mistakes": State.MISTAKE,
    "wrong": State.MISTAKE,
    "leeches": State.LEECH,
}
"""Other words for states, as Anki has them or people guess."""
KIND_ALIASES = {
    "flashcard": "card",
    "multiple": "several",
    "true": "truefalse",
    "true/false": "truefalse",
    "typed": "text",
    "gap": "cloze",
    "matching": "match",
    "ordering": "order",
}
"""Other words for kinds."""


class QueryError(QuizError):
    """A search cannot be read."""

    def __init__(
        self, message: str, start: int, end: int, fixed: str = "", *, removes: bool = False
    ) -> None:
        """Say what is wrong and where.

        Args:
            message: What is wrong.
            start: Index of the first wrong character.
            end: Index after the last one.
            fixed: What was perhaps intended in its place; empty where nothing is near.
            removes: Whether leaving it out is the fix.
        """
        super().__init__(message)
        self.message, self.start, self.end = message, start, end
        self.fixed, self.removes = fixed, removes

    @property
    def has_fix(self) -> bool:
        """Whether it can be put right by a key."""
        return bool(self.fixed) or self.removes

    def with_fix(self, text: str) -> str:
        """Return a search with the fix."""
        return text[: self.start] + self.fixed + text[self.end :]

    def __str__(self) -> str:
        if not self.fixed:
            return self.message
        return _("{error}; did you mean {near}?").format(error=self.message, near=self.fixed)


def key_named(name: str) -> SearchKey | None:
    """Return the key of a name, whatever its capitals; None if there is none."""
    return _BY_NAME.get(name.casefold())


def nearest(name: str, known: Iterable[str], *, least: float = 0.6) -> str:
    """Return the known word nearest to one; empty if none is near.

    Args:
        name: What was written.
        known: What it may have been.
        least: How alike they must be, 0 to 1.
    """
    from difflib import get_close_matches

    folded = {word.casefold(): word for word in known}
    near = get_close_matches(name.casefold(), list(folded), 1, least)
    return folded[near[0]] if near else ""


def unknown_key(name: str, sign: str, start: int, end: int) -> QueryError:
    """Return the error of a key that there is not.

    Args:
        name: As written.
        sign: What follows it: `:` or a comparison.
        start: Where it begins.
        end: Where it ends, before the sign.
    """
    if name.casefold() in _ELSEWHERE:
        instead, why = _ELSEWHERE[name.casefold()]
        message = _("no `{name}:` here: {why}").format(name=name, why=_(why))
        if sign == ":" and not instead:
            return QueryError(message, start, end + 1, removes=True)
        return QueryError(message, start, end, instead.rstrip(":"))
    near = nearest(name, SUGGESTED_KEYS)
    own = _BY_NAME[near].name if near else ""
    near = own if len(own) > 1 else near
    message = _("unknown key `{name}`").format(name=name)
    if near:
        return QueryError(message, start, end, near)
    available = ", ".join(KEYS)
    message = _("unknown key `{name}`; available: {keys}").format(name=name, keys=available)
    return QueryError(message, start, end)
