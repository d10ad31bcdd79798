"""Which new question an old one has become, after an edit of its bank."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

_LEAST_LIKE = 0.7
_LEAST_LIKE_WRITTEN = 0.95
"""Where both ids were written by hand, only a question that is all but the same."""
_SURELY = 0.95
"""No other candidate is looked at after one so alike."""
_MOST_CANDIDATES = 8
"""Old questions that a new one is compared with, the likeliest by their words."""
_MOST_SHARED = 40
"""A word that more old questions have tells none of them apart."""
_LONGEST = 400
_LONGEST_BY_LETTER = 80
_MOST_CELLS = 6_000_000
"""Of all comparisons together; bounds the time whatever the texts are."""
_WORD = re.compile(r"\w+|[^\w\s]")


class Fingerprint(msgspec.Struct, frozen=True):
    """What is known of a question for telling what became of it."""

    has_written_id: bool
    """Whether its author gave it an id."""
    question: str
    """What it asks."""
    answer: str = ""
    """What is right."""

    @property
    def text(self) -> str:
        """What it asks and what is right."""
        return f"{self.question}\n{self.answer}" if self.answer else self.question


def renamed(gone: Mapping[str, Fingerprint], fresh: Mapping[str, Fingerprint]) -> dict[str, str]:
    """Return the new id of each old question that lives on under another id.

    The same text first, then by likeness, the most alike first. Each new question is compared
    with the few old ones that share its rarest words or stand at its place.

    Args:
        gone: Questions by id that the bank had and has no more, in its order.
        fresh: Questions by id that it has now and had not, in its order.
    """
    result: dict[str, str] = {}
    by_text: dict[str, list[str]] = defaultdict(list)
    for name, fingerprint in reversed(tuple(fresh.items())):
        by_text[fingerprint.text].append(name)
    for old, fingerprint in gone.items():
        if by_text.get(fingerprint.text):
            result[old] = by_text[fingerprint.text].pop()
    taken = set(result.values())
    left_old = {name: fingerprint for name, fingerprint in gone.items() if name not in result}
    left_new = {name: fingerprint for name, fingerprint in fresh.items() if name not in taken}
    for _, old, new in sorted(_alike(left_old, left_new)):
        if old not in result and new not in taken:
            result[old] = new
            taken.add(new)
    return result


def _alike(
    gone: Mapping[str, Fingerprint], fresh: Mapping[str, Fingerprint]
) -> Iterable[tuple[float, str, str]]:
    """Return pairs that are alike enough, each with its negated likeness.

    The likeliest candidate of every question comes first, so that a long list has its chance.
    """
    candidates = _Candidates(gone)
    likeliest = {
        new: candidates.of(fingerprint.text, place / len(fresh))
        for place, (new, fingerprint) in enumerate(fresh.items())
    }
    cells = _MOST_CELLS
    for rank in range(_MOST_CANDIDATES):
        for new, names in list(likeliest.items()):
            if cells <= 0:
                return
            if rank >= len(names):
                continue
            old, fingerprint = names[rank], fresh[new]
            both = gone[old].has_written_id and fingerprint.has_written_id
            least = _LEAST_LIKE_WRITTEN if both else _LEAST_LIKE
            ratio, cost = _likeness(gone[old].text[:_LONGEST], fingerprint.text[:_LONGEST], least)
            cells -= cost
            if ratio >= least:
                yield -ratio, old, new
            if ratio >= _SURELY:
                del likeliest[new]


class _Candidates:
    """The old questions, found by their words."""

    def __init__(self, gone: Mapping[str, Fingerprint]) -> None:
        self._names = list(gone)
        self._having: dict[str, list[int]] = defaultdict(list)
        for at, fingerprint in enumerate(gone.values()):
            for word in _words(fingerprint.text):
                self._having[word].append(at)

    def of(self, text: str, share: float) -> list[str]:
        """Return the likeliest for a text that stands after this share of the new questions."""
        count = len(self._names)
        if count <= _MOST_CANDIDATES:
            return self._names
        scores: Counter[int] = Counter()
        for word in _words(text):
            having = self._having.get(word, ())
            if len(having) <= _MOST_SHARED:
                for at in having:
                    scores[at] += 1
        places = [at for at, _ in scores.most_common(_MOST_CANDIDATES - 2)]
        here = round(share * count)
        near = [at for at in (here, here - 1, here + 1) if 0 <= at < count and at not in places]
        return [self._names[at] for at in (*places, *near)][:_MOST_CANDIDATES]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text[:_LONGEST].casefold()))


def _likeness(a: str, b: str, least: float) -> tuple[float, int]:
    """Return how alike two texts are, 0 to 1, and what it cost; 0 if surely below `least`.

    The common beginning and end count in full; what is between is compared letter by letter if it
    is short, word by word otherwise.
    """
    total = len(a) + len(b)
    shortest = min(len(a), len(b))
    if not total or 2 * shortest / total < least:
        return 0.0, 1
    start = 0
    while start < shortest and a[start] == b[start]:
        start += 1
    end = 0
    while end < shortest - start and a[-1 - end] == b[-1 - end]:
        end += 1
    left, right = a[start : len(a) - end], b[start : len(b) - end]
    same = start + end
    if max(len(left), len(right)) <= _LONGEST_BY_LETTER:
        first, second = [*left], [*right]
    else:
        first, second = _WORD.findall(left), _WORD.findall(right)
        total = 2 * same + sum(map(len, first)) + sum(map(len, second))
    # What both have at all bounds what they have in the same order.
    common = (Counter(first) & Counter(second)).items()
    if not total or 2 * (same + sum(len(part) * n for part, n in common)) / total < least:
        return 0.0, len(first) + len(second)
    return 2 * (same + _in_order(first, second)) / total, len(first) * len(second)


def _in_order(first: Sequence[str], second: Sequence[str]) -> int:
    """Return how many letters two texts share in the same order."""
    from difflib import SequenceMatcher  # only for a bank that was edited

    matcher = SequenceMatcher(None, first, second, autojunk=False)
    blocks = matcher.get_matching_blocks()
    return sum(len(part) for block in blocks for part in first[block.a : block.a + block.size])
