"""The second wall: no control character of any text reaches the terminal."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from quiz.cleaning import CONTROLS


class ControlFilter(LineFilter):
    """Drops control characters and direction overrides from every line that is drawn.

    Bank texts are cleaned on reading; this catches what came another way.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without control characters."""
        found = CONTROLS.search
        if not any(found(segment.text) for segment in segments):
            return segments
        return [
            Segment(CONTROLS.sub("", text), style, control) if control is None else segment
            for segment in segments
            for text, style, control in (segment,)
        ]
