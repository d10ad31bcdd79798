"""Text in the cells of a terminal: how wide it is, cut, padded; a bar, a spark line, a clock.

Pure text, for lines of a command and messages as well as for the screens, which give it ink in
`quiz.ui.content.parts`.
"""

import unicodedata
from collections.abc import Iterable
from math import ceil

from quiz.translation import _

ELLIPSIS = "…"
"""What stands for the rest of a text that was cut."""
_SPARKS = " ▁▂▃▄▅▆▇█"
_JOINERS = "\u200b\u200c\u200d\ufe0e"
"""Format characters of no width that harmless text may hold.

What asks for a picture (U+FE0F) is none of them: the sign before it takes a cell more then.
"""


def cell_length(text: str) -> int:
    """Return how many cells a text of one line takes.

    Letters of East Asia and emoji take two, combining marks none. Source: UAX #11.
    """
    if text.isascii():
        return len(text)
    return sum(map(cell_width, text))


def cell_width(sign: str) -> int:
    """Return how many cells a letter or mark takes: 0, 1 or 2."""
    if sign in _JOINERS or unicodedata.category(sign) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def clip(text: str, room: int) -> str:
    """Return a text of one line that takes at most `room` cells, with an ellipsis where it is cut.

    A combining mark stays with its letter.
    """
    if cell_length(text) <= room:
        return text
    if room < 1:
        return ""
    left, at = room - 1, 0
    for at, sign in enumerate(text):  # noqa: B007  # the place of the first that has no room
        left -= cell_width(sign)
        if left < 0:
            break
    return text[:at].rstrip() + ELLIPSIS


def clip_start(text: str, room: int) -> str:
    """Return a text as `clip` does, but cut in front: the end of a path tells more."""
    if cell_length(text) <= room:
        return text
    if room < 1:
        return ""
    at = len(text)
    left = room - 1
    while at and (left := left - cell_width(text[at - 1])) >= 0:
        at -= 1
    # No mark without its letter: what has no cells of its own belongs to what went.
    while at < len(text) and not cell_width(text[at]):
        at += 1
    return ELLIPSIS + text[at:].lstrip()


def pad(text: str, room: int) -> str:
    """Return a text that takes just `room` cells: cut, or with spaces behind it."""
    text = clip(text, room)
    return text + " " * (room - cell_length(text))


def column(name: str, least: int) -> int:
    """Return the cells of a column that its name stands above, with a space between it and another.

    Args:
        name: In the reader's language, in which it may be long.
        least: What the values below it take.
    """
    return max(least, cell_length(name) + 1)


def bar(share: float, width: int) -> tuple[str, str]:
    """Return a bar in two parts, what is done and what is left, `width` cells in all.

    It is full at 1 alone, and empty at 0 alone; between them it grows by half a cell.

    Args:
        share: 0 to 1; what is beyond counts as the nearer of both.
        width: In cells, at least 1.
    """
    most = 2 * width
    halves = max(1, min(most - 1, round(share * most))) if 0 < share < 1 else most * (share >= 1)
    done = "━" * (halves // 2) + "╸" * (halves % 2)
    return done, "─" * (width - len(done))


def spark(shares: Iterable[float], *, has_floor: bool = False) -> str:
    """Return a block for each share, as high as it is; empty at 0 alone.

    Args:
        shares: 0 to 1 each; what is beyond counts as the nearer of both.
        has_floor: Whether 0 is the lowest block, and not empty.
    """
    return "".join(_spark(share, has_floor) for share in shares)


def _spark(share: float, has_floor: bool) -> str:
    most = len(_SPARKS) - 1
    return _SPARKS[max(int(has_floor or share > 0), round(max(0.0, min(1.0, share)) * most))]


def clock(seconds: float) -> str:
    """Return a time as a clock shows it, `1:02:03` or `4:59`; a second that has begun counts."""
    whole = max(0, ceil(round(seconds, 3)))  # rounded: what floats leave over is no second
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def duration(minutes: int) -> str:
    """Return a time as people say it, `45 min` or `2 h 05 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{n} min").format(n=rest)
    return _("{h} h {m:02} min").format(h=hours, m=rest)
