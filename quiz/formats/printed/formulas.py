"""How wide formulas are on paper, roughly."""

from quiz.items.maths.tree import (
    Cells,
    Fraction,
    Name,
    Part,
    Parts,
    Scripts,
    Sign,
    Space,
    Words,
    children,
)

_SCRIPT = 0.7
_BREAKS = frozenset("+−±∓=<>≤≥≠≈≡→⇒⇔⟹⟺∼≅∝∈∉⊂⊆∪∩×·÷⇌↔←")
"""Behind these typst may break a line."""


def width_em(part: Part) -> float:
    """Return how wide the widest piece of a formula is in which no line breaks."""
    widest = current = 0.0
    for one in part.parts if isinstance(part, Parts) else (part,):
        current += _width(one)
        widest = max(widest, current)
        if isinstance(one, Sign) and one.text in _BREAKS:
            current = 0.0
    return widest


def _width(part: Part) -> float:
    match part:
        case Sign():
            return 1.2 if part.text in _BREAKS else 0.6
        case Words() | Name():
            return 0.55 * len(part.text) + 0.2
        case Space():
            return part.width_em
        case Fraction():
            return max(_width(part.top), _width(part.bottom)) + 0.3
        case Scripts():
            scripts = [_width(one) for one in (part.below, part.above) if one is not None]
            return _width(part.base) + _SCRIPT * max(scripts, default=0.0)
        case Cells():
            columns = zip(*part.rows, strict=True)
            return sum(max(map(_width, column)) + 1 for column in columns) + 1
        case _:
            return sum(map(_width, children(part))) + 0.8


# MathML
