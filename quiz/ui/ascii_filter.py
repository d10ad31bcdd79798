"""Our signs, boxes and plots in ASCII, for fonts that lack them: used where `glyphs` says so."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter


class AsciiFilter(LineFilter):
    """Draws our signs, boxes and plots with the letters that every font has; words stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with other signs of the same width."""
        return [
            segment
            if segment.control or segment.text.isascii()
            else Segment(segment.text.translate(ASCII), segment.style)
            for segment in segments
        ]


_LINES = "".join(map(chr, range(0x2500, 0x2580)))
_BLOCKS = "".join(map(chr, range(0x2580, 0x25A0)))
_DOTS = "".join(map(chr, range(0x2801, 0x2900)))
ASCII = {
    **dict.fromkeys(map(ord, _LINES), "+"),
    **dict.fromkeys(map(ord, _BLOCKS), "#"),
    **dict.fromkeys(map(ord, _DOTS), "*"),
    **dict.fromkeys(map(ord, "━─╍╌┄┅┈┉╴╶╸╺▔▁"), "-"),
    **dict.fromkeys(map(ord, "│┃┆┇┊┋╎╏║▏▕▎▍▌▐"), "|"),
    **str.maketrans({
        "✔": "+", "✓": "+", "◐": "~", "✘": "x", "✗": "x", "★": "*", "☆": ".", "❅": "=", "◆": "@",
        "◇": "o", "●": "#", "○": "o", "▌": ">", "━": "=", "╍": "~", "·": ".", "▪": "o", "•": "*",
        "■": "#", "□": ".", "░": ".", "▒": ":", "→": ">", "←": "<", "↑": "^", "↓": "v", "…": "~",
        "×": "x", "▸": ">", "▹": ">", "▶": ">", "◀": "<", "▲": "^", "▼": "v", "⚠": "!", "⚑": "!",
        "–": "-", "—": "-", "⠀": " ", "↕": "|", "↔": "-", "⏎": ">", "↵": ">",
    }),
}  # fmt: skip
"""What stands for our signs where a terminal's font has none of them."""
