"""Bubble sheets as HTML: each page drawn at its places, which a browser prints at any size."""

from collections.abc import Iterator
from html import escape

from quiz.formats.printed.bubbles import (
    BubbleLine,
    BubblePage,
    Rectangle,
    SheetForm,
    bubble_pages,
    page_size,
)
from quiz.formats.printed.layout import LAYOUTS
from quiz.formats.printed.printed_words import printed_words
from quiz.formats.printed.sheet import Exam, Version


def style(form: SheetForm) -> str:
    """Return the style sheet that goes with `pages`."""
    width, height = page_size(form)
    return f"""
@page {{ size: {width}mm {height}mm; margin: 0; }}
body {{ max-width: none; }}
.sheet {{ position: relative; width: {width}mm; height: {height - 0.5}mm; overflow: hidden;
  margin: 0 auto; padding: 0; break-inside: avoid; }}
.sheet svg {{ position: absolute; left: 0; top: 0; width: {width}mm; height: {height}mm; }}
.sheet div {{ position: absolute; overflow: hidden; line-height: 1.25; }}
.sheet .blank {{ width: 75%; margin: .5em 0; }}
"""


def pages(exam: Exam, version: Version, at: int, form: SheetForm) -> str:
    """Return the pages of a version.

    Args:
        exam: What it belongs to.
        version: The version.
        at: Its index in the exam.
        form: How the sheets are laid out.
    """
    return "\n".join(
        f'<section class="sheet"><svg viewBox="0 0 {page.width} {page.height}" dir="ltr">'
        f"{''.join(_shapes(page))}</svg>{''.join(_texts(page, exam, version, form))}</section>"
        for page in bubble_pages(form, at, version.bubbles)
    )


def _shapes(page: BubblePage) -> Iterator[str]:
    for corner in page.corners:
        yield _square(corner.box, "#000")
        yield from (_square(white, "#fff") for white in corner.squares)
    yield from (_square(cell, "#000") for cell in page.cells)
    for row in page.digits:
        yield _square(row.label, "none", stroke="#000")
    for row in (*page.digits, *page.rows):
        yield from _bubbles(row, page.radius)


def _square(box: Rectangle, fill: str, stroke: str = "none") -> str:
    return (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" '
        f'fill="{fill}" stroke="{stroke}" stroke-width=".2"/>'
    )


def _bubbles(row: BubbleLine, radius: float) -> Iterator[str]:
    size = radius * 1.15
    for one in row.bubbles:
        yield (
            f'<circle cx="{one.x:g}" cy="{one.y:g}" r="{radius:g}" fill="none" stroke="#000" '
            f'stroke-width=".25"/><text x="{one.x:g}" y="{one.y + 0.36 * size:g}" '
            f'font-size="{size:g}" text-anchor="middle" fill="#969696" direction="ltr">'
            f"{one.letter}</text>"
        )


def _texts(page: BubblePage, exam: Exam, version: Version, form: SheetForm) -> Iterator[str]:
    words = printed_words(exam.language)
    code = f"<strong>{escape(version.code)}</strong>"
    date = escape(exam.letterhead.date) or '<span class="blank"></span>'
    foot = words.page.format(n=page.number, total=page.total)
    size = LAYOUTS[form.layout].size_pt
    yield _text(page.title, f"<strong>{escape(exam.title)}</strong>", size * 1.3)
    yield _text(page.code, f'<span class="code">{code}</span>', size * 1.2)
    yield _text(page.number_title, f"<strong>{escape(words.student_number)}</strong>", size)
    who = f'{escape(words.name)} <span class="blank"></span><br>{escape(words.date)} {date}<br>'
    yield _text(page.who, who + escape(words.fill), size * 0.9)
    for row in page.rows:
        yield _text(row.label, f"<strong>{row.name}</strong>", size, "text-align: end")
    yield _text(page.foot, f"{escape(words.version)} {code} · {escape(foot)}", size * 0.8)


def _text(box: Rectangle, body: str, size_pt: float, more: str = "") -> str:
    return (
        f'<div style="left: {box.x:g}mm; top: {box.y:g}mm; width: {box.width:g}mm; '
        f'height: {box.height:g}mm; font-size: {size_pt:g}pt; {more}">{body}</div>'
    )
