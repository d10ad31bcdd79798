"""Which way a language or a text is written."""

import re
import unicodedata

_FROM_THE_RIGHT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi")
)
ISOLATE, POP = "\u2067", "\u2069"
"""Around a text that is read from the right; they take no cell. Source: UAX 9, RLI and PDI."""
_WORD = "[^ …│╭╮╰╯─▌▏]+"
_TEXTS = re.compile(f"{_WORD}(?: {_WORD})*…?")
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


def right_to_left_parts(line: str) -> list[tuple[int, int]]:
    """Return where a line has text that is read from the right, as start and end of each part.

    A text that begins so is one part, with its Latin words, figures and marks; in another, each run
    of such words is one. Two spaces, a frame's line or an ellipsis end a text: what stands beside
    it in a table or on a board is another one, and keeps its place.
    """
    if line.isascii() or not any(map(_is_right_to_left, line)):
        return []
    found = []
    for text in _TEXTS.finditer(line):
        if text_direction(text[0]) == "rtl":
            found.append(text.span())
        else:
            runs = _runs(text[0])
            found += [(text.start() + start, text.start() + end) for start, end in runs]
    return found


def isolated(line: str) -> str:
    """Return a line with what is read from the right isolated, so that it moves nothing else."""
    for start, end in reversed(right_to_left_parts(line)):
        line = f"{line[:start]}{ISOLATE}{line[start:end]}{POP}{line[end:]}"
    return line


def _runs(text: str) -> list[tuple[int, int]]:
    """Return the runs of right-to-left letters with no other letter between them."""
    runs: list[tuple[int, int]] = []
    joins = False
    for at, char in enumerate(text):
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            runs[-1:] = [(runs[-1][0], at + 1)] if joins else [*runs[-1:], (at, at + 1)]
            joins = True
        elif kind == "NSM" and joins and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        elif kind in ("L", "EN", "AN"):
            joins = False
    return runs


def _is_right_to_left(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("R", "AL")
