"""What counts in a typed text, between strict and lax."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Strictness:
    """What counts in a typed text; by default nothing that a fair teacher would pass over."""

    typos: bool = True
    """Whether typos, accents and punctuation are forgiven, and articles free."""
    case: bool = False
    """Whether capitals count."""
    accents: bool = False
    """Whether accents count: `hätte` is not `hatte`."""
    endings: bool = False
    """Whether endings count: `meinem` is not `meinen`, nor one the plural of the other."""
    article: bool = False
    """Whether the article must be there: `das Haus`, not `Haus`."""


LENIENT = Strictness()
