"""Finding, among thousands of known answers, the few that a typed text could be meant as."""

from collections import OrderedDict
from collections.abc import Sequence

from quiz.marking.forms import Forms, forms_of
from quiz.marking.language import Language

_MOST_KEPT = 16
_TWO_TYPOS_FROM = 8
"""Two typos are forgiven in answers from ten letters on; two may be missing."""
_FARTHEST = 2
"""Typos at most: what differs more in length is not as near as a right answer."""


class _Sorted:
    """Known answers by what they fold to, and by length."""

    def __init__(self, texts: Sequence[str], language: Language, case: bool) -> None:
        self.texts = texts  # held, so that no other object gets its identity
        self.by_form: dict[str, set[str]] = {}
        self.by_length: dict[int, set[tuple[str, str]]] = {}
        """The bare form of each text of a length, and the text."""
        for text in texts:
            forms = forms_of(text, language, case)
            for form in _all_forms(forms):
                self.by_form.setdefault(form, set()).add(text)
            for bare in forms.loose_bare:
                self.by_length.setdefault(len(bare), set()).add((bare, text))


_KEPT: "OrderedDict[tuple[int, str, bool], _Sorted]" = OrderedDict()


def known_like(typed: str, known: Sequence[str], language: Language, case: bool) -> tuple[str, ...]:
    """Return the known answers that fold to what was typed, or are about as long.

    Args:
        typed: What the learner typed.
        known: All answers; the same object at every call, which is sorted at the first.
        language: Decides which words are articles.
        case: Whether capitals count.
    """
    place = (id(known), language.code, case)
    found = _KEPT.get(place)
    if found is None or found.texts is not known:
        found = _KEPT[place] = _Sorted(known, language, case)
        while len(_KEPT) > _MOST_KEPT:
            _KEPT.popitem(last=False)
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
    return tuple(sorted(like))


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
