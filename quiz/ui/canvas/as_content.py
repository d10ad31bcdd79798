"""A canvas as content, where a drawing stands among texts of a widget."""

from itertools import groupby

from textual.content import Content

from quiz.ui.canvas.canvas import Canvas
from quiz.ui.inks import MUTED, PARTLY, RIGHT, WRONG

_VARIABLES = {
    "text": "", "dim": MUTED, "key": "$text-accent", "right": RIGHT, "partly": PARTLY,
    "wrong": WRONG, "predicted": "$text-secondary", "line": "$primary-muted",
}  # fmt: skip
"""CSS variables of the inks that widgets know."""


def content_of(canvas: Canvas) -> Content:
    """Return the rows of a canvas without spaces at their ends, in the colours of the theme."""
    return Content("\n").join(_row(canvas, y).rstrip() for y in range(canvas.height))


def _row(canvas: Canvas, y: int) -> Content:
    cells = zip(canvas.texts[y], canvas.inks[y], strict=True)
    return Content("").join(
        Content.styled("".join(text for text, _ink in run), _style(ink))
        for ink, run in groupby(cells, key=lambda cell: cell[1])
    )


def _style(ink: str) -> str:
    weight, _space, role = ink.rpartition(" ")
    return f"{weight} {_VARIABLES[role]}".strip()
