"""Which new question an old one has become, after an edit of its bank."""

from collections.abc import Mapping
from difflib import SequenceMatcher

import msgspec

_LEAST_LIKE = 0.7
_LEAST_LIKE_WRITTEN = 0.95
"""Where both ids were written by hand, only a question that is all but the same."""
_MOST_COMPARISONS = 40_000
_LONGEST = 400


class Trace(msgspec.Struct, frozen=True):
    """What is known of a question for telling what became of it."""

    has_written_id: bool
    text: str
    """What it asks and what is right."""


def renamed(gone: Mapping[str, Trace], fresh: Mapping[str, Trace]) -> dict[str, str]:
    """Return the new id of each old question that lives on under another id.

    The same text first, then by likeness, the most alike first; at most 40,000 pairs are compared.

    Args:
        gone: Questions by id that the bank had and has no more.
        fresh: Questions by id that it has now and had not.
    """
    result: dict[str, str] = {}
    by_text = {trace.text: name for name, trace in fresh.items()}
    for old, trace in gone.items():
        same = by_text.pop(trace.text, None)
        if same is not None:
            result[old] = same
    left_old = [name for name in gone if name not in result]
    left_new = [name for name in fresh if name not in result.values()]
    pairs = []
    for new in left_new[: max(1, _MOST_COMPARISONS // max(1, len(left_old)))]:
        matcher = SequenceMatcher(autojunk=False, b=fresh[new].text[:_LONGEST])
        for old in left_old:
            least = _least(gone[old], fresh[new])
            matcher.set_seq1(gone[old].text[:_LONGEST])
            if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least:
                ratio = matcher.ratio()
                if ratio >= least:
                    pairs.append((-ratio, old, new))
    taken: set[str] = set()
    for _, old, new in sorted(pairs):
        if old not in result and new not in taken:
            result[old] = new
            taken.add(new)
    return result


def _least(old: Trace, new: Trace) -> float:
    both = old.has_written_id and new.has_written_id
    return _LEAST_LIKE_WRITTEN if both else _LEAST_LIKE
