"""A canvas of cells, each with a text, an ink and a ground; a board is drawn on one."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from quiz.cells import cell_length as length
from quiz.cells import cell_width, clip

Part = str | tuple[str, str]
"""A text, or a text with its ink."""
_EMPTY = 10_000
"""More cells than any window has."""


class Area(NamedTuple):
    """A rectangle of cells."""

    x: int
    """Of its left edge, from 0."""
    y: int
    """Of its first row, from 0."""
    width: int
    """In cells."""
    height: int
    """In rows."""

    def holds(self, x: int, y: int) -> bool:
        """Return whether a cell lies in it."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


class Spot(NamedTuple):
    """A part of a board that does something when it is clicked, or says something."""

    area: Area
    """Where it is."""
    action: str
    """An action of the screen, as a binding names it; empty if a click does nothing."""
    tip: str
    """What it says under the pointer; empty if nothing."""


class Canvas:
    """Cells of text.

    An ink is a role of `quiz.ui.themes`, with `bold`, `underline`, `strike` or `reverse` before it:
    `"bold right"`. What lies outside is left out; a wide letter is never cut in half.
    """

    def __init__(self, width: int, height: int) -> None:
        """Begin empty.

        Args:
            width: In cells.
            height: In rows.
        """
        self.width, self.height = width, height
        self.texts = [[" "] * width for _row in range(height)]
        """Text of each cell, by row; empty for the second half of a wide letter."""
        self.inks = [["text"] * width for _row in range(height)]
        """Ink of each cell, by row."""
        self.grounds = [[""] * width for _row in range(height)]
        """Role of each cell's ground, by row; empty for the screen's."""
        self.spots: list[Spot] = []
        """What can be clicked, the topmost last."""
        self.is_ascii = False
        """Whether it is shown in letters that every font has: no figure is built of lines."""

    def put(self, x: int, y: int, text: str, ink: str = "text", room: int = _EMPTY) -> int:
        """Write a text of one line, cut with an ellipsis at `room` cells.

        Returns:
            The next free column.
        """
        if room < _EMPTY:
            text = clip(text, room)
        if not 0 <= y < self.height:
            return x + length(text)
        texts, inks = self.texts[y], self.inks[y]
        if text.isascii():
            for at, sign in enumerate(text, x):
                if 0 <= at < self.width:
                    if not texts[at] or (at + 1 < self.width and not texts[at + 1]):
                        self._split(y, at)
                    texts[at], inks[at] = sign, ink
            return x + len(text)
        last = -1
        for sign in text:
            cells = cell_width(sign)
            if not cells:
                if 0 <= last < self.width:
                    texts[last] += sign
                continue
            last = x
            if x >= 0 and x + cells <= self.width:
                for at in range(x, x + cells):
                    self._split(y, at)
                texts[x], inks[x] = sign, ink
                if cells == 2:
                    texts[x + 1], inks[x + 1] = "", ink
            else:
                last = -1
            x += cells
        return x

    def _split(self, y: int, x: int) -> None:
        """Make room at a cell: the other half of a wide letter that is written over goes too."""
        texts = self.texts[y]
        if not texts[x] and x:
            texts[x - 1] = " "
        if x + 1 < self.width and not texts[x + 1]:
            texts[x + 1] = " "
        texts[x] = " "

    def row(self, x: int, y: int, *parts: Part) -> int:
        """Write several texts one after the other; return the next free column."""
        for part in parts:
            x = self.put(x, y, part) if isinstance(part, str) else self.put(x, y, *part)
        return x

    def right(self, x: int, y: int, *parts: Part) -> int:
        """Write texts that end before column `x`; return the column where they begin."""
        start = x - parts_length(parts)
        self.row(start, y, *parts)
        return start

    def centre(self, x: int, y: int, width: int, *parts: Part) -> None:
        """Write texts in the middle of `width` cells."""
        self.row(x + max(0, (width - parts_length(parts)) // 2), y, *parts)

    def wrap(
        self, x: int, y: int, width: int, text: str, ink: str = "text", most: int = _EMPTY
    ) -> int:
        """Write a text over several lines, at most `most`; return the next free row."""
        lines = wrapped(text, width)
        if len(lines) > most:
            lines = [*lines[: most - 1], clip(" ".join(lines[most - 1 :]), width)]
        for line in lines:
            self.put(x, y, line, ink)
            y += 1
        return y

    def fill(self, area: Area, ground: str) -> None:
        """Give a rectangle a ground."""
        for y in range(max(0, area.y), min(self.height, area.y + area.height)):
            for x in range(max(0, area.x), min(self.width, area.x + area.width)):
                self.grounds[y][x] = ground

    def select(self, x: int, y: int, width: int, height: int = 1) -> None:
        """Mark rows as the ones where one is: their ground, and a sign in front of it."""
        self.fill(Area(x, y, width, height), "select")
        for line in range(y, y + height):
            self.put(x, line, "▌", "key")

    def spot(self, area: Area, action: str = "", tip: str = "") -> None:
        """Let a rectangle do something when it is clicked, or say something."""
        self.spots.append(Spot(area, action, tip))

    def spot_at(self, x: int, y: int) -> Spot | None:
        """Return the topmost part that holds a cell."""
        return next((spot for spot in reversed(self.spots) if spot.area.holds(x, y)), None)

    def heading(self, x: int, y: int, width: int, text: str, *right: Part) -> None:
        """Write a heading without a box, as narrow windows have it."""
        self.put(x, y, text, "bold text", width)
        if right:
            self.right(x + width, y, *right)

    def pane(
        self,
        area: Area,
        title: str,
        note: str = "",
        *,
        foot: Sequence[Part] = (),
        is_focused: bool = False,
    ) -> Area:
        """Draw a round box with its title in the edge.

        Args:
            area: The whole area.
            title: In its upper edge, at the left.
            note: In its upper edge, at the right.
            foot: In its lower edge, at the right.
            is_focused: Whether the keys go to it.

        Returns:
            The room inside.
        """
        x, y, width, height = area
        edge = "key" if is_focused else "line"
        self.put(x, y, "╭" + "─" * (width - 2) + "╮", edge)
        for line in range(y + 1, y + height - 1):
            self.put(x, line, "│", edge)
            self.put(x + width - 1, line, "│", edge)
        self.put(x, y + height - 1, "╰" + "─" * (width - 2) + "╯", edge)
        title = clip(title, width - 6)
        end = self.put(x + 2, y, f" {title} ", "bold text")
        if note and end + length(note) + 3 <= x + width - 2:
            self.right(x + width - 2, y, (f" {note} ", "dim"))
        if foot and parts_length(foot) + 6 <= width:
            self.right(x + width - 2, y + height - 1, " ", *foot, " ")
        return Area(x + 3, y + 1, width - 6, height - 2)

    def show_rows(self, other: "Canvas", top: int, y: int, height: int) -> None:
        """Show some rows of a canvas that is higher, and as wide, in the place of one's own.

        Args:
            other: The canvas that is scrolled.
            top: Its first row that is shown.
            y: Where that one stands.
            height: How many rows are shown.
        """
        for at in range(height):
            self.texts[y + at] = other.texts[top + at]
            self.inks[y + at] = other.inks[top + at]
            self.grounds[y + at] = other.grounds[top + at]

    def lines(self) -> list[str]:
        """Return the text of each row, without spaces at its end."""
        return ["".join(row).rstrip() for row in self.texts]


def parts_length(parts: Sequence[Part]) -> int:
    """Return how many cells texts take, one after the other."""
    return sum(length(part if isinstance(part, str) else part[0]) for part in parts)


def wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines of at most `width` cells, cut between words where that can be.

    A line break in the text stays; a word that is longer than a line is cut where the line ends.
    """
    return [line for part in text.split("\n") for line in _wrapped_line(part, max(1, width))]


def _wrapped_line(text: str, width: int) -> list[str]:
    if length(text) <= width:
        return [text]
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if length(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while length(word) > width:
            head = _head(word, width)
            lines.append(head)
            word = word[len(head) :]
        line = word
    return [*lines, line] if line else lines


def _head(word: str, width: int) -> str:
    """Return as much of a word as takes at most `width` cells, at least one letter."""
    left = width
    for at, sign in enumerate(word):
        left -= cell_width(sign)
        if left < 0 and not unicodedata.combining(sign):
            return word[: max(1, at)]
    return word
