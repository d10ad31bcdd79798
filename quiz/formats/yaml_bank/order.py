"""The order of a question's keys, as people look for them: id, question, answer, the rest."""

from collections.abc import Sequence

from quiz.formats.keys import SHAPES, STEMS

_SHAPES = frozenset(key for shape in SHAPES.values() for key in shape) - STEMS
_BESIDE_STEM = frozenset({"passage", "image", "alt", "let"})
"""What may stand before the stem, too: it is read before, or fills it."""
_BESIDE_SHAPE = frozenset({"wrong", "choices", "unit", "tolerance", "accept", "rubric", "reverse"})
_EARLY = _BESIDE_STEM | STEMS | _SHAPES | _BESIDE_SHAPE | {"id"}


def late_key(keys: Sequence[str]) -> tuple[str, str] | None:
    """Return a key that stands too late, and the one before it that should come after it."""
    for at, key in enumerate(keys):
        before = keys[:at]
        if key == "id" and before:
            return key, before[0]
        allowed = _BESIDE_STEM | {"id"} if key in STEMS else _EARLY if key in _SHAPES else None
        if allowed is not None:
            early = next((one for one in before if one not in allowed), None)
            if early is not None:
                return key, early
    return None


def rank(key: str) -> int:
    """Return where a key is put in a question that is put in order."""
    if key == "id":
        return 0
    if key in STEMS or key in _BESIDE_STEM:
        return 1
    return 2 if key in _SHAPES else 3 if key in _BESIDE_SHAPE else 4
