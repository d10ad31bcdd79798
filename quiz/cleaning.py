"""Text from outside, made harmless for a terminal."""

import re

CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff]"
)
"""Control characters but tab and newline, line separators, direction overrides, lone surrogates.

The zero-width joiner stays: emoji and Indic scripts need it.
"""
INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0]"
)
"""Letters that show nothing and spell nothing in any script: soft hyphens, spaces of no width.

They come with what is copied from web pages and word processors.
"""


def clean(text: str) -> str:
    """Return text without control characters; a line break of any sort becomes a newline."""
    if CONTROLS.search(text) is None:
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return CONTROLS.sub("", text.replace("\u2029", "\n"))


def clean_line(text: str) -> str:
    """Return text as one clean line."""
    return " ".join(clean(text).split())


def escaped_json(text: str) -> str:
    """Return JSON that a terminal can show as it is: control characters in its texts as escapes.

    Args:
        text: JSON; outside of its texts there is no control character but newlines.
    """
    return CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
