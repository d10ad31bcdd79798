"""How a terminal shows pictures, told by its environment: it is never asked.

A terminal that is asked may answer late, or not at all, and what it answers stands among the keys.
So what is known by its name has its own protocol, and every other one half blocks; the setting
`pictures` says otherwise.
"""

import sys
from collections.abc import Mapping
from enum import StrEnum
from math import floor

_USUAL_CELL = (10, 20)
"""Pixels of a cell where the terminal does not say."""
_SIXEL_TERMS = ("foot", "contour", "mlterm", "yaft")
_SIXEL_PROGRAMS = ("WezTerm", "iTerm.app", "mintty", "contour")
_KONSOLE_WITH_SIXEL = 220400


class Protocol(StrEnum):
    """A way to show a picture."""

    KITTY = "kitty"
    """Kitty's graphics protocol, with placeholders that move with the text."""
    SIXEL = "sixel"
    """Six rows of pixels a sign."""
    BLOCKS = "blocks"
    """Two pixels a cell, in every terminal with colours."""


def protocol_of(
    wanted: str,
    environment: Mapping[str, str],
    *,
    is_terminal: bool,
    tells_cells: bool,
    has_all_colours: bool,
) -> Protocol | None:
    """Return how pictures are shown; None: not at all.

    Args:
        wanted: The setting `pictures`.
        environment: Names the terminal.
        is_terminal: Whether the screen is one, and not a test's or a browser's.
        tells_cells: Whether it tells how large a cell is, without which sixels may not fit.
        has_all_colours: Whether colours reach it as they are: Kitty's name of a picture is one.
    """
    if wanted == "off":
        return None
    found = Protocol.BLOCKS
    if is_terminal:
        found = Protocol(wanted) if wanted in set(Protocol) else _named(environment)
    lacks = {Protocol.SIXEL: not tells_cells, Protocol.KITTY: not has_all_colours}
    if found != wanted and lacks.get(found):
        found = Protocol.BLOCKS
    if found is Protocol.BLOCKS and environment.get("NO_COLOR"):
        return None
    return found


def _named(environment: Mapping[str, str]) -> Protocol:
    """Return the protocol of the terminal that the environment names."""
    term, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    if environment.get("TMUX") or term.startswith(("screen", "tmux")):
        return Protocol.BLOCKS  # what is around it may be any terminal, or none
    if term in ("xterm-kitty", "xterm-ghostty") or environment.get("KITTY_WINDOW_ID"):
        return Protocol.KITTY
    version = environment.get("KONSOLE_VERSION", "")
    is_konsole = version.isdecimal() and int(version) >= _KONSOLE_WITH_SIXEL
    if is_konsole or term.startswith(_SIXEL_TERMS) or program in _SIXEL_PROGRAMS:
        return Protocol.SIXEL
    return Protocol.BLOCKS


def cell_pixels() -> tuple[int, int] | None:
    """Return the width and height of a cell in pixels; None where the system doesn't know."""
    try:
        from fcntl import ioctl
        from struct import unpack
        from termios import TIOCGWINSZ

        assert sys.__stdout__ is not None
        rows, columns, width, height = unpack("4H", ioctl(sys.__stdout__, TIOCGWINSZ, bytes(8)))
    except (ImportError, OSError, ValueError, AssertionError):
        return None
    return (width // columns, height // rows) if min(rows, columns, width, height) else None


def fitted(
    size: tuple[int, int], room: tuple[int, int], cell: tuple[int, int] | None = None
) -> tuple[int, int]:
    """Return the columns and rows of a picture that fills a room and keeps its shape.

    Args:
        size: Its width and height in pixels.
        room: Columns and rows there are.
        cell: Pixels of a cell.
    """
    width, height = cell or _USUAL_CELL
    scale = min(room[0] * width / size[0], room[1] * height / size[1])
    columns, rows = size[0] * scale / width, size[1] * scale / height
    return max(1, floor(columns + 0.01)), max(1, floor(rows + 0.01))
