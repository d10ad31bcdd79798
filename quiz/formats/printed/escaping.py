"""Plain text written such that Markdown shows it as it is."""

import re

_BEGINS_LIST = re.compile(r"(?m)^(\s*)(?=[-+](?:\s|$)|[-=]+\s*$)|^(\s*\d+)(?=[.)](?:\s|$))")
"""Where a backslash keeps text from beginning a list or being taken for a heading."""


def escaped(text: str) -> str:
    """Return a plain text such that Markdown shows it as it is."""
    shown = "".join("\\" + sign if sign in "\\`*_[]<>$&~|#!" else sign for sign in text)
    return _BEGINS_LIST.sub(lambda found: f"{found[0]}\\", shown)
