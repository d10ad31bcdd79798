"""The questions of an exam in a line or two: answered, empty, flagged, and which is in front."""

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from quiz.ui.content.exam import PlaceSign

_TALL = 30
"""Lines of a window from which the strip may take twice as many."""


class ExamStrip(Widget):
    """A sign for each question, the one in front framed; a click goes to one."""

    DEFAULT_CSS = "ExamStrip { height: auto; padding: 0 1; }"

    class Chosen(Message):
        """A question was clicked."""

        def __init__(self, place: int) -> None:
            """Carry its place, from 0."""
            super().__init__()
            self.place = place

    def __init__(self) -> None:
        """Begin without questions."""
        super().__init__(id="strip")
        self.signs: tuple[PlaceSign, ...] = ()
        self.place = 0

    def show(self, signs: Sequence[PlaceSign], place: int) -> None:
        """Show how the questions stand, and which is in front."""
        signs = tuple(signs)
        if (signs, place) == (self.signs, self.place):
            return
        is_new = len(signs) != len(self.signs)
        self.signs, self.place = signs, place
        self.refresh(layout=is_new)

    @property
    def most(self) -> int:
        """How many lines it may take."""
        return 4 if self.app.size.height >= _TALL else 2

    def lines(self, width: int) -> list[list[int]]:
        """Return the places of each line; only lines near the one in front if there are many."""
        step, count = self._step(width), len(self.signs)
        per_line = max(1, (width - 1) // 2 if step == 2 else width - 2)
        lines = [
            list(range(first, min(count, first + per_line))) for first in range(0, count, per_line)
        ]
        if len(lines) <= self.most:
            return lines
        here = self.place // per_line
        first = max(0, min(len(lines) - self.most, here - self.most // 2))
        return lines[first : first + self.most]

    def _step(self, width: int) -> int:
        """Return the columns of a sign: two with a space, one where there is no room for that."""
        return 2 if len(self.signs) <= max(1, (width - 1) // 2) * self.most else 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines."""
        return max(1, len(self.lines(width)))

    def render(self) -> Content:
        """Return the lines."""
        width = self.size.width
        gap = " " if self._step(width) == 2 else ""
        rows = []
        for line in self.lines(width):
            parts = [Content("[" if line[:1] == [self.place] else gap)]
            for at in line:
                sign = self.signs[at]
                is_here = at == self.place
                if is_here and not gap and at != line[0]:
                    parts.append(Content("["))
                parts.append(Content.styled(sign.sign, f"bold {sign.ink}" if is_here else sign.ink))
                is_before = at + 1 == self.place and at != line[-1]
                parts.append(Content("]" if is_here else "[" if gap and is_before else gap))
            rows.append(Content("").join(parts))
        return Content("\n").join(rows)

    def on_click(self, event: Click) -> None:
        """Go to the question under the pointer."""
        width = self.size.width
        lines = self.lines(width)
        x, y = event.x - self.styles.padding.left, event.y
        if not 0 <= y < len(lines):
            return
        line, step = lines[y], self._step(width)
        at = (x - 1) // 2 if step == 2 else x
        if step == 1 and self.place in line:
            here = line.index(self.place)
            at = x if x < here else here if x <= here + 2 else x - 2
        if x >= 0 and 0 <= at < len(line):
            self.post_message(self.Chosen(line[at]))
