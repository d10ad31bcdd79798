"""Which way a language or a text is written."""

import unicodedata
from collections.abc import Iterable

from quiz.items.markdown import Line, Run

_FROM_THE_RIGHT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi")
)
_SCRIPTS = frozenset(("arab", "hebr", "thaa", "syrc", "nkoo", "adlm"))


def direction(tag: str) -> str:
    """Return `rtl` or `ltr` for a BCP 47 tag."""
    language, *more = tag.replace("_", "-").lower().split("-")
    scripts = [part for part in more if len(part) == 4]
    is_rtl = scripts[0] in _SCRIPTS if scripts else language in _FROM_THE_RIGHT
    return "rtl" if is_rtl else "ltr"


def text_direction(text: str) -> str:
    """Return the direction of a text by its first strong letter; empty where it has none.

    Source: Unicode Standard Annex 9, rules P2 and P3.
    """
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return ""


def line_direction(line: Line) -> str:
    """Return the direction of a line by its words; code and formulas have none."""
    return text_direction("".join(_words(line)))


def _words(line: Line) -> Iterable[str]:
    for run in line:
        if isinstance(run, Run) and not run.code:
            yield run.text
