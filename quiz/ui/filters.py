"""What every line passes on its way to the terminal: no control character, nothing turned round."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from quiz.cleaning import CONTROLS
from quiz.items.directions import ISOLATE, POP, right_to_left_parts


class ControlFilter(LineFilter):
    """Drops control characters and direction overrides from every line that is drawn.

    Bank texts are cleaned on reading; this catches what came another way.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without control characters."""
        # A control character is never printable, which is quicker by far to ask than to search.
        found = CONTROLS.search
        if not any(found(text) for text, *_ in segments if not text.isprintable()):
            return segments
        return [
            Segment(CONTROLS.sub("", text), style, control) if control is None else segment
            for segment in segments
            for text, style, control in (segment,)
        ]


class DirectionFilter(LineFilter):
    """Isolates what is read from the right, so that a terminal turns nothing round but that.

    The marks take no cell: columns stay where they are. They are put in last, when all lines are
    cut to their widths.
    """

    def __init__(self) -> None:
        """Begin."""
        super().__init__()
        self.has_found = False
        """Whether anything was isolated so far."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with marks around what is read from the right."""
        texts = [segment for segment in segments if not segment.control]
        parts = right_to_left_parts("".join(segment.text for segment in texts))
        if not parts:
            return segments
        self.has_found = True
        starts, ends = {start for start, _end in parts}, {end for _start, end in parts}
        found, at = [], 0
        for segment in segments:
            if segment.control:
                found.append(segment)
                continue
            text = "".join(
                f"{ISOLATE if place in starts else ''}{sign}{POP if place + 1 in ends else ''}"
                for place, sign in enumerate(segment.text, at)
            )
            found.append(Segment(text, segment.style))
            at += len(segment.text)
        return found


class ClosingFilter(LineFilter):
    """Ends what is read from the right where a box begins that lies over it.

    The box covers the mark that would have ended it, and all beside it would be turned round. Where
    nothing has begun, a mark that ends it does nothing; so a box has none until one is of use.
    """

    def __init__(self, direction: DirectionFilter) -> None:
        """Begin.

        Args:
            direction: What isolates.
        """
        super().__init__()
        self._direction = direction

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with the mark before them."""
        if not self._direction.has_found or not segments:
            return segments
        first = segments[0]
        return [Segment(f"{POP}{first.text}", first.style, first.control), *segments[1:]]
