"""Finding, among thousands of known answers, the few that a typed text could be meant as.

Known answers come in groups: the spellings of one answer. A group that shares a spelling with the
right answer is that answer, and none of its spellings is a rival.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from quiz.marking.forms import Forms, forms_of
from quiz.marking.language import Language

Known = Sequence[tuple[str, ...]]
"""Groups of spellings, a group an answer."""
_MOST_KEPT = 16
_FEW = 6
"""Answers of which all are compared."""
_MOST_LIKE = 4
_LEAST_SHARE = 0.3
"""An answer that shares less than this part of what the likeliest does is none that was meant."""
_SHORT = 4
"""Pieces of a text so short that a typo may spoil them all."""
_MOST_PIECED = 500
"""Answers of a list that are sorted by their letters."""
_LONGEST_PIECED = 200
_SHORTEST_WORD = 4
"""Letters of a word by which an answer is known."""
_TWO_TYPOS_FROM = 8
"""Two typos are forgiven in answers from ten letters on; two may be missing."""
_FARTHEST = 2
"""Typos at most: what differs more in length is not as near as a right answer."""


class _Sorted:
    """Known answers by what they fold to, by length, and by their words."""

    def __init__(self, groups: Known, language: Language, case: bool) -> None:
        self.groups = groups  # held, so that no other object gets its identity
        self.by_form: dict[str, set[str]] = {}
        self.by_length: dict[int, set[tuple[str, str]]] = {}
        """The bare form of each text of a length, and the text."""
        self.owners: dict[str, set[int]] = {}
        """The groups that each text stands in."""
        self.by_word: dict[str, set[int]] = {}
        """The groups in which each word stands, without accents."""
        self.by_piece: dict[str, set[int]] = {}
        """The groups in which each word, and each three letters in a row, stand."""
        self.folded: list[frozenset[str]] = []
        """What the spellings of each group fold to."""
        for at, group in enumerate(groups):
            folded: set[str] = set()
            for text in group:
                is_new = text not in self.owners
                self.owners.setdefault(text, set()).add(at)
                forms = forms_of(text, language, case)
                folded.add(forms.full[0])
                if len(groups) <= _MOST_PIECED:
                    for piece in _pieces_of(forms.loose_full[0]):
                        self.by_piece.setdefault(piece, set()).add(at)
                for word in forms.loose_full[0].casefold().split():
                    if len(word) >= _SHORTEST_WORD:
                        self.by_word.setdefault(word, set()).add(at)
                if is_new:
                    for form in _all_forms(forms):
                        self.by_form.setdefault(form, set()).add(text)
                    for bare in forms.loose_bare:
                        self.by_length.setdefault(len(bare), set()).add((bare, text))
            self.folded.append(frozenset(folded))

    def same(self, forms: Forms) -> set[int]:
        """Return the groups with a text of the same form."""
        return {
            at
            for form in _all_forms(forms)
            for text in self.by_form.get(form, ())
            for at in self.owners[text]
        }

    def are_rivals(self, groups: Iterable[int], right: frozenset[str]) -> bool:
        """Return whether none of some groups is the right answer."""
        return all(self.folded[at].isdisjoint(right) for at in groups)


_KEPT: "OrderedDict[tuple[int, str, bool], _Sorted]" = OrderedDict()


def _sorted(known: Known, language: Language, case: bool) -> _Sorted:
    place = (id(known), language.code, case)
    found = _KEPT.get(place)
    if found is None or found.groups is not known:
        found = _KEPT[place] = _Sorted(known, language, case)
        while len(_KEPT) > _MOST_KEPT:
            _KEPT.popitem(last=False)
    return found


def known_like(
    typed: str, known: Known, language: Language, case: bool, accepted: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the known answers that fold to what was typed, or are about as long.

    Args:
        typed: What the learner typed.
        known: Groups of spellings; the same object at every call, which is sorted at the first.
        language: Decides which words are articles.
        case: Whether capitals count.
        accepted: The right spellings: groups that share one of them are left out.
    """
    if not known:
        return ()
    found = _sorted(known, language, case)
    forms = forms_of(typed, language, case)
    like: set[str] = set()
    for form in _all_forms(forms):
        like |= found.by_form.get(form, set())
    for bare in set(forms.loose_bare):
        pieces = _pieces(bare)
        for length in range(len(bare) - _FARTHEST, len(bare) + _FARTHEST + 1):
            for other, text in found.by_length.get(length, ()):
                if any(piece in other for piece in pieces):
                    like.add(text)
    right = _folded(accepted, language, case)
    return tuple(sorted(text for text in like if found.are_rivals(found.owners[text], right)))


def groups_like(typed: str, groups: Known, language: Language, case: bool) -> list[int]:
    """Return which answers a typed text may be meant as, a few at the most, the likeliest first.

    They are those that are the same text, else those that share most with it: three letters in a
    row, or a word, each the more the rarer it is. So a long list costs no more than a short one.

    Args:
        typed: What the learner typed.
        groups: All answers, each with its spellings; the same object at every call.
        language: Decides which words are articles.
        case: Whether capitals count.
    """
    if len(groups) <= _FEW:
        return list(range(len(groups)))
    found = _sorted(groups, language, case)
    forms = forms_of(typed, language, case)
    same = found.same(forms)
    if same:
        return sorted(same)
    scores: dict[int, float] = {}
    for piece in _pieces_of(forms.loose_full[0]):
        owners = found.by_piece.get(piece, ())
        for at in owners:
            scores[at] = scores.get(at, 0.0) + 1 / len(owners)
    least = max(scores.values(), default=0.0) * _LEAST_SHARE
    likely = [at for at, score in scores.items() if score >= least]
    return sorted(likely, key=lambda at: (-scores[at], at))[:_MOST_LIKE]


def is_one_of(typed: str, groups: Known, language: Language, case: bool) -> bool:
    """Return whether a typed text is one of some answers but for accents, articles and the like.

    Args:
        typed: What the learner typed.
        groups: All answers, each with its spellings; the same object at every call.
        language: Decides which words are articles.
        case: Whether capitals count.
    """
    return bool(_sorted(groups, language, case).same(forms_of(typed, language, case)))


def shares_piece(one: Forms, other: Forms) -> bool:
    """Return whether two texts have three letters in a row, or a word, in common.

    Those that have not are no typo or two apart, unless they are very short.
    """
    first, second = _pieces_of(one.loose_full[0]), _pieces_of(other.loose_full[0])
    return min(len(first), len(second)) <= _SHORT or not first.isdisjoint(second)


@lru_cache(maxsize=4_096)
def _pieces_of(bare: str) -> frozenset[str]:
    """Return the words of a text, and all that stand three letters in a row."""
    whole = bare.casefold()[:_LONGEST_PIECED]
    return frozenset((*whole.split(), *(whole[at : at + 3] for at in range(len(whole) - 2))))


class KnownWords:
    """The words of all known answers but the right one, without accents."""

    def __init__(
        self, known: Known, language: Language, case: bool, accepted: Iterable[str]
    ) -> None:
        """Take the known answers, the same object at every call, and the right spellings."""
        self._sorted = _sorted(known, language, case) if known else None
        self._right = _folded(accepted, language, case)

    def __contains__(self, word: object) -> bool:
        """Return whether another answer has a word, in lower case."""
        if self._sorted is None or not isinstance(word, str):
            return False
        owners = self._sorted.by_word.get(word, set())
        return any(self._sorted.are_rivals((at,), self._right) for at in owners)


def _folded(texts: Iterable[str], language: Language, case: bool) -> frozenset[str]:
    return frozenset(forms_of(text, language, case).full[0] for text in texts)


def _pieces(bare: str) -> list[str]:
    """Return pieces of which one at least stands unchanged in all that is near enough.

    A typo spoils two neighbouring pieces at most, when it swaps letters across their border: two
    typos four of five, one typo, as is forgiven in a shorter answer, two of three.
    """
    count = 5 if len(bare) >= _TWO_TYPOS_FROM else 3
    size = max(1, len(bare) // count)
    return [bare[at * size : (at + 1) * size] for at in range(count - 1)] + [
        bare[(count - 1) * size :]
    ]


def _all_forms(forms: Forms) -> set[str]:
    return {*forms.full, *forms.bare, *forms.loose_full, *forms.loose_bare}
