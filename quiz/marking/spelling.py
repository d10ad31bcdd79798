"""Whether a typed word is the right one with a typo in it, or another word."""

from collections.abc import Container
from functools import lru_cache

from quiz.lexicon.lists import is_name, is_word
from quiz.marking.distance import osa_distance
from quiz.marking.language import Language
from quiz.marking.opposites import are_opposites
from quiz.marking.strictness import Strictness
from quiz.marking.tokens import Token, is_same_word
from quiz.marking.variants import usual_spelling
from quiz.translation import _

FAR = 99
"""The cost of another word."""
_ONE_TYPO_FROM = 5
_TWO_TYPOS_FROM = 10
_APART = 2
"""Letters that must stand unchanged between two typos."""
_SOUNDS = (
    ("tch", "ch"),
    ("sch", "sh"),
    ("ph", "f"),
    ("gh", "g"),
    ("dh", "d"),
    ("kh", "k"),
    ("bh", "b"),
    ("rh", "r"),
    ("th", "t"),
    ("ck", "k"),
    ("qu", "kv"),
    ("q", "k"),
    ("x", "ks"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("ch", "\0"),
    ("c", "k"),
    ("\0", "ch"),
    ("w", "v"),
    ("ij", "i"),
    ("ey", "i"),
    ("ie", "i"),
    ("ei", "i"),
    ("y", "i"),
    ("j", "i"),
    ("z", "s"),
    ("dt", "t"),
    ("ks", "s"),
)
_NO_PLURAL = frozenset(
    "de it ru uk pl cs sk tr hu fi ar he fa zh ja ko el la sv da nb no nn".split()
)
"""Languages whose plural is not made with s."""
_ENDING_LETTERS = 3
_LEAST_STEM = 3
_LEAST_SHARED = 4
"""Letters that two forms of one word share."""


def allowed_typos(word: str) -> int:
    """Return how many typos a word allows: none under five letters, one under ten, else two.

    Signs that are words of their own (Chinese, Japanese) allow none.
    """
    letters = sum(map(str.isalpha, word))
    if any("⺀" <= char <= "鿿" or "豈" <= char <= "﫿" for char in word):
        return 0
    return 2 if letters >= _TWO_TYPOS_FROM else int(letters >= _ONE_TYPO_FROM)


class Speller:
    """Compares words of one question; `reason` says why the last one was refused."""

    def __init__(
        self,
        language: Language,
        strictness: Strictness,
        known: Container[str],
        is_within_name: bool = False,
    ) -> None:
        """Take what the question says.

        Args:
            language: Whose list of words is looked into.
            strictness: What counts.
            known: Words of other answers of the bank, without accents.
            is_within_name: Whether the right answer is a name of several words, where the other
                words leave less doubt.
        """
        self._language = language
        self._strictness = strictness
        self._known = known
        self._is_within_name = is_within_name
        self.reason: str | None = None
        self.has_company = False
        """Whether other words stand beside the one in question."""

    @property
    def accents(self) -> bool:
        """Whether accents count."""
        return self._strictness.accents

    def cost(self, typed: Token, right: Token) -> int:
        """Return how many typos part two words: 0 to 2, or `FAR` for another word."""
        if is_same_word(typed, right, accents=self._strictness.accents):
            return 0
        if is_same_word(typed, right):
            self.reason = _("accents matter here")
            return FAR
        costs = [self._cost(typed.loose, right.loose, typed, right)]
        if (typed.unmarked, right.unmarked) != (typed.loose, right.loose):
            costs.append(self._cost(typed.unmarked, right.unmarked, typed, right))
        return min(costs)

    def _cost(self, one: str, other: str, typed: Token, right: Token) -> int:
        if typed.is_figure or right.is_figure:
            if osa_distance(one, other, 2) <= 2:
                self.reason = _("no typos allowed in numbers")
            return FAR
        if not self._strictness.endings and self._is_same_but_for_number(one, other, right):
            return 0
        code = self._language.primary
        if usual_spelling(one, code) == usual_spelling(other, code):
            return 0
        cost = _distance(one, other)
        if cost == FAR:
            return FAR
        # Of `koeln` the e is no letter of the word.
        allowed = min(allowed_typos(other), allowed_typos(right.unmarked))
        if cost > allowed:
            if allowed == 0 and cost <= 2:
                self.reason = _("too short to forgive a typo")
            return FAR
        if one != one.casefold() or other != other.casefold():
            folded = one.casefold(), other.casefold()
            if _distance(*folded) != cost:
                self.reason = _("capital letters matter here")
                return FAR
            one, other = folded
        if self._strictness.endings and _differ_at_the_end(one, other):
            self.reason = _("the ending matters here")
            return FAR
        if self._is_another_word(one, other, typed, right):
            self.reason = _("‘{word}’ is a different word").format(word=typed.key)
            return FAR
        return cost

    def _is_same_but_for_number(self, one: str, other: str, right: Token) -> bool:
        """Return whether one word is the plural of the other, in languages that add an s."""
        if self._language.primary in _NO_PLURAL or not is_plural_of(one, other):
            return False
        if not right.is_capital:
            return True
        # Adam is not Adams, but United Nation is a slip for United Nations.
        short = min(one, other, key=len)
        return is_word(short, self._language.primary)

    def _is_another_word(self, one: str, other: str, typed: Token, right: Token) -> bool:
        if one in self._known or are_opposites(one, other):
            return True
        code = self._language.primary
        # The lists know words without accents, and not in the spelling of those who lack a key.
        plain = typed.unmarked.casefold()
        if code != "en":
            return is_word(plain, code)
        if is_name(plain, code):
            # "German Marshal Fund": a name that sounds the same is a slip beside the other words.
            return not (self._is_within_name and sound(plain) == sound(other))
        # "Untied Nations" and "Joe Bidden" are slips, whatever the words mean: no such name exists.
        is_slip = right.is_capital and self._is_within_name and self.has_company
        return is_word(plain, code) and not is_slip


@lru_cache(maxsize=4_096)
def _distance(one: str, other: str) -> int:
    """Return the typos between two words, 1 for those that sound alike, `FAR` for over two."""
    if max(len(one), len(other)) > 60 or abs(len(one) - len(other)) > 3:
        return FAR
    cost = osa_distance(one, other, 2)
    is_first_same = one[:1].casefold() == other[:1].casefold()
    if is_first_same and cost <= 1:
        return cost
    heard = sound(one.casefold()), sound(other.casefold())
    if heard[0] == heard[1]:
        return 1
    if is_first_same and cost == 2 and _are_apart(one, other):
        return 2
    if heard[0][:1] == heard[1][:1] and osa_distance(*heard, 1) == 1:
        return 2
    return FAR


def _are_apart(one: str, other: str) -> bool:
    """Return whether two words of distance two have their typos in two places."""
    for at in range(len(one) - _APART + 1):
        kept = one[at : at + _APART]
        place = other.find(kept, max(0, at - 1), at + _APART + 2)
        while 0 <= place <= at + 1:
            if (
                osa_distance(one[:at], other[:place], 1) <= 1
                and osa_distance(one[at + _APART :], other[place + _APART :], 1) <= 1
            ):
                return True
            place = other.find(kept, place + 1, at + _APART + 2)
    return False


def sound(word: str) -> str:
    """Return a rough form by which words that are spelt as they sound agree: `kolour`, `Wassili`.

    Double letters are one, and letters that languages write for one sound are alike.
    """
    for letters, heard in _SOUNDS:
        word = word.replace(letters, heard)
    return "".join(char for at, char in enumerate(word) if at == 0 or char != word[at - 1])


def is_plural_of(one: str, other: str) -> bool:
    """Return whether one of two words is the other with s, es or ies."""
    short, long = sorted((one, other), key=len)
    if len(short) < 3 or short[-1] == "s":
        return len(short) > 3 and long == f"{short}es"
    return long in (f"{short}s", f"{short}es") or (short[-1] == "y" and long == f"{short[:-1]}ies")


def is_form_of(one: str, other: str) -> bool:
    """Return whether two words are forms of one by their look: `case`, `cases`.

    They share all but an ending of up to three letters, and at least four letters.
    """
    if is_plural_of(one, other):
        return True
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    return (
        start >= _LEAST_SHARED and max(len(one), len(other)) - start <= 3 and start > len(one) / 2
    )


def _differ_at_the_end(one: str, other: str) -> bool:
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    return start >= _LEAST_STEM and max(len(one), len(other)) - start <= _ENDING_LETTERS
