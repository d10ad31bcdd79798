"""Where Markdown text holds code or maths, in which braces are text."""

import re

CODE_OR_MATHS = (
    r"(?:^|(?<=\n))```.*?(?:\n```|\Z)"
    r"|(?P<tick>(?<!`)`+(?!`)).+?(?<!`)(?P=tick)(?!`)"
    r"|(?<![\\$\w])\$(?![\s$])(?:[^$\n\\]|\\.)*?(?<!\s)\$(?!\d)"
)
"""Pattern of fenced code, a code span or `$maths$`; use with `re.DOTALL`."""
_SPANS = re.compile(CODE_OR_MATHS, re.DOTALL)


def spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of each piece of code or maths, in order."""
    if "`" not in text and "$" not in text:
        return []
    return [found.span() for found in _SPANS.finditer(text)]


def is_inside(at: int, pieces: list[tuple[int, int]]) -> bool:
    """Return whether an index lies in one of the pieces."""
    return any(start <= at < end for start, end in pieces)
