"""`$maths$` as Unicode text; what has no faithful form is left as it was written.

LaTeX is read by pylatexenc; how it is drawn is decided here. A formula is one line of text; as a
block (`$$maths$$` on lines of its own) its rows, matrices and cases stand below each other.
"""

import re
from functools import lru_cache

from quiz.items.markup import spans
from quiz.items.maths.text import Unknown, script

_SIMPLE = re.compile(r"(?:[^\\{}$%&~'^_]|(?<=\w)[\^_][0-9A-Za-z](?![\^_]))*\Z")
"""A formula that needs no parser: 25 ms, and most have nothing but a raised figure."""
_SIMPLE_SCRIPT = re.compile(r"([\^_])(.)")
_LONGEST = 4_000


def to_unicode(source: str) -> str:
    """Return a formula as one line of Unicode text, or as it was written.

    Args:
        source: LaTeX maths without its dollar signs.
    """
    return _drawn(source, False)


def to_block(source: str) -> str:
    """Return a formula as Unicode text of one or more lines, or as it was written.

    Args:
        source: LaTeX maths without its dollar signs.
    """
    return _drawn(source, True)


def with_maths_drawn(text: str) -> str:
    """Return a text with its `$maths$` as Unicode, for where there is only plain text."""
    out: list[str] = []
    at = 0
    for start, end in spans(text):
        piece = text[start:end]
        if not piece.startswith("$"):
            continue
        is_block = "\n" in piece and not text[:start].rpartition("\n")[2].strip()
        source = piece.strip("$")
        out += [text[at:start], to_block(source) if is_block else to_unicode(source)]
        at = end
    return "".join([*out, text[at:]])


@lru_cache(512)
def _drawn(source: str, is_tall: bool) -> str:
    if _SIMPLE.match(source) and "\n" not in source:
        return _SIMPLE_SCRIPT.sub(lambda found: script(found[2], found[1]), source).strip()
    if len(source) > _LONGEST:
        return source
    # Both behind the first formula that needs them: nothing else does.
    from quiz.items.maths.drawing import Drawing
    from quiz.items.maths.parsing import parsed

    try:
        box = Drawing(is_tall).rows(parsed(source))
    except (Unknown, RecursionError):
        return source
    text = "\n".join(row.rstrip() for row in box.rows)
    text = text if len(box.rows) > 1 else text.strip()
    return text if text.strip() else source
