"""Texts of QTI as a bank's Markdown, with their pictures."""

import re
from collections.abc import Callable

from quiz.formats.exchange.collecting import Collector
from quiz.formats.exchange.media import keep_picture, media_file, of_address
from quiz.formats.exchange.moodle_text import TextReader
from quiz.translation import _

_EQUATION = re.compile(
    r"<img\b[^>]*?\bdata-equation-content=(?:\"([^\"]*)\"|'([^']*)')[^>]*>", re.I
)
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


class Texts:
    """Reads the texts of one question."""

    def __init__(
        self, collector: Collector, find: Callable[[str], bytes | None], where: str
    ) -> None:
        """Begin.

        Args:
            collector: Takes pictures, and notes of what is lost.
            find: Returns what is in a file of the package; None if it isn't there.
            where: The question's place.
        """
        self._collector, self._find, self._where = collector, find, where
        self._stem = TextReader(self.change, self._place)
        self._other = TextReader(self.change, self._place)

    def change(self, reason: str) -> None:
        """Take note of what is carried otherwise."""
        self._collector.change(self._where, reason)

    def _place(self, source: str) -> str:
        data = of_address(source) if source.startswith("data:") else self._find(source)
        file = media_file(data) if data else None
        if file is None:
            words = _("the picture {name} is missing, or of a kind that can't be shown")
            self.change(words.format(name=source[:60]))
            return "" if source.startswith("data:") else source
        self._collector.keep_media(file)
        return file.path

    def stem(self, html: str) -> dict[str, str]:
        """Return the keys `stem`, `image` and `alt` of a question's text."""
        text = self._stem.markdown(_with_equations(html), "html")
        pictures = tuple(self._stem.pictures[:1])
        return {"stem": text} | keep_picture(self._collector, pictures, self._find, self._where)

    def markdown(self, html: str) -> str:
        """Return an explanation or feedback."""
        before = len(self._other.pictures)
        text = self._other.markdown(_with_equations(html), "html")
        if len(self._other.pictures) > before:
            self.change(_("a picture in an explanation, a hint or feedback is left out"))
        return text

    def line(self, html: str) -> str:
        """Return an option or an answer."""
        return self._other.line(_with_equations(html), "html")


def _with_equations(html: str) -> str:
    """Return HTML with Canvas's pictures of equations as the maths that they show."""
    if "data-equation-content" not in html:
        return html
    return _EQUATION.sub(lambda found: f"\\({found[1] or found[2] or ''}\\)", html)


def gap_mark(number: int) -> str:
    """Return what stands for a gap in HTML."""
    return f"{_OPEN}{number}{_CLOSE}"


def without_marks(text: str) -> str:
    """Return a text of strangers in which nothing stands for a gap."""
    return text.replace(_OPEN, "").replace(_CLOSE, "")


def at_marks(text: str) -> tuple[list[str], list[int]]:
    """Return the texts between gaps, and the numbers of these."""
    pieces = _MARK.split(text)
    return pieces[::2], [int(number) for number in pieces[1::2]]
