"""What every screen draws in the same way: a head line, a title, a bar, a clock, a cut text."""

from textual.content import Content

from quiz import cells
from quiz.cleaning import clean_line
from quiz.translation import _
from quiz.ui.inks import MUTED, ink_of

TITLE = "bold $text-primary"
"""Ink of what a screen is called."""
_TRACK = "$primary-muted"
_LEAST_TITLE = 8
"""Cells that the title in a head line has at least."""


def title(text: str) -> Content:
    """Return what a screen, or what it shows, is called, in one line."""
    return Content.styled(clean_line(text), TITLE)


def head(
    name: str, width: int, right: Content | str = "", *, before: str = "", after: str = ""
) -> Content:
    """Return the line at the top of a screen; the title is cut where there is no room for all.

    Args:
        name: The title.
        width: Cells that there are.
        right: What is at the right edge.
        before: What is in front of the title.
        after: What is behind it.
    """
    right = Content(right) if isinstance(right, str) else right
    lead, rest = Content(before), Content(after)
    taken = lead.cell_length + rest.cell_length + right.cell_length
    room = max(_LEAST_TITLE, width - taken - (2 if right else 0))
    left = lead + clip(title(name), room) + rest
    if not right:
        return left
    return left + " " * max(1, width - left.cell_length - right.cell_length) + right


def clip(content: Content | str, room: int) -> Content:
    """Return content of one line that takes at most `room` cells, an ellipsis where it is cut."""
    content = Content(content) if isinstance(content, str) else content
    if content.cell_length <= room:
        return content
    cut = cells.clip(content.plain, room)
    return Content(cut, spans=list(content[: len(cut)].spans))


def pad(content: Content | str, room: int) -> Content:
    """Return content that takes just `room` cells: cut, or with spaces behind it."""
    content = clip(content, room)
    return content.pad_right(max(0, room - content.cell_length))


def bar(share: float, width: int, ink: str = "$primary", track: str = _TRACK) -> Content:
    """Return a share, 0 to 1, as a bar of `width` cells."""
    done, left = cells.bar(share, width)
    return Content.styled(done, ink) + Content.styled(left, track)


def points_bar(share: float, width: int) -> Content:
    """Return a share of points, 0 to 1, as a bar in the ink that is due to it."""
    return bar(share, width, ink_of(share), MUTED)


def range_bar(low: float, middle: float, high: float, width: int) -> Content:
    """Return a bar that is thin where it is in doubt: from `low` on, and more so from `middle`."""
    start, end = round(low * width), round(high * width)
    at = min(width, max(start, round(middle * width)))
    return (
        Content.styled("━" * start + "╍" * (at - start) + "╌" * (end - at), "$primary")
        + Content.styled("─" * (width - max(at, end)), _TRACK)
    )  # fmt: skip


def rule(width: int) -> Content:
    """Return a line that parts what is above it from what is below."""
    return Content.styled("─" * width, _TRACK)


def clock(left_s: float, ink: str = "bold") -> Content:
    """Return the time left."""
    return Content.styled(_("{time} left").format(time=cells.clock(left_s)), ink)
