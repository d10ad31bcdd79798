"""The text of an article from a file of any of the usual sorts, its paragraphs apart."""

import re
from html.parser import HTMLParser
from io import BytesIO
from typing import TYPE_CHECKING

from quiz.cleaning import clean, clean_line
from quiz.errors import QuizError
from quiz.extras import install_command
from quiz.formats.exchange import docx
from quiz.formats.exchange.collecting import text_in
from quiz.formats.exchange.exchanged import Source
from quiz.formats.exchange.rich import looks_like_html
from quiz.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 16 * 1024 * 1024
"""Of an article's file."""
MOST_LETTERS = 2_000_000
"""Of its text: a book of 300,000 words."""
_MOST_PAGES = 2_000
_BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "div", "section", "td", "th",
     "article", "main", "dd", "dt", "pre", "tr")
)  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SKIPPED = frozenset(
    ("head", "script", "style", "nav", "header", "footer", "aside", "form", "figure", "noscript",
     "button", "svg", "template", "iframe", "select", "math", "menu", "dialog", "figcaption")
)  # fmt: skip
_VOID = frozenset(("br", "img", "hr", "input", "meta", "link", "source", "wbr", "area", "col"))
_SENTENCE_END = re.compile(r"[.!?…:][\"”’»)\]]*$")


def text_of(data: bytes, name: str) -> str:
    """Return the text of an article; paragraphs are separated by empty lines.

    Text, Markdown, HTML, Word documents and PDF files with a text layer are told apart by what is
    in them.

    Args:
        data: The file.
        name: Its name, for errors.

    Raises:
        QuizError: It is too large, damaged, none of these, or holds no text.
    """
    shown = clean_line(name)
    if len(data) > MOST_BYTES:
        raise QuizError(_("{file}: over 16 MB, too large for an article").format(file=shown))
    if data.startswith(b"%PDF"):
        text = _of_pdf(data, shown)
    elif docx.trust(Source(data=data, name=name)):
        text = "\n\n".join(docx.paragraphs(data, name))
    elif data.startswith(b"PK\x03\x04") or (b"\0" in data[:1024] and data[:2] not in _MARKS):
        raise QuizError(
            _("{file}: no text; use .txt, .md, .html, .docx or .pdf").format(file=shown)
        )
    else:
        text = text_in(Source(data=data, name=name))
        if _is_page(text):
            text = _of_html(text)
    if len(text) > MOST_LETTERS:
        raise QuizError(_("{file}: too long; split it").format(file=shown))
    if not text.strip():
        raise QuizError(_("{file}: there is no text in it").format(file=shown))
    return clean(text)


_MARKS = (b"\xff\xfe", b"\xfe\xff")


def _is_page(text: str) -> bool:
    start = text[:2000].lstrip("\ufeff \n\r\t").lower()
    return start.startswith(("<!doctype html", "<html", "<?xml")) or (
        start.startswith("<") and looks_like_html(text[:20_000])
    )


class _Page(HTMLParser):
    """Collects the paragraphs of a page, without what stands round an article."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, str]] = []
        """The tag and the text of each block."""
        self.within_article: list[tuple[str, str]] = []
        """The blocks within `article` or `main`."""
        self._parts: list[str] = []
        self._tag = "p"
        self._skipping: list[str] = []
        self._articles = 0

    def handle_starttag(self, tag: str, attrs: "list[tuple[str, str | None]]") -> None:
        if tag in _VOID:
            self._parts.append(" ")
            return
        if self._skipping:
            self._skipping.append(tag)
            return
        # The head of an article is often in a `header`: it is kept there.
        if tag in _SKIPPED and not (tag == "header" and self._articles):
            self._end_block()
            self._skipping.append(tag)
        elif tag in _BLOCKS:
            self._end_block()
            self._tag = tag if tag in _HEADINGS else "p"
            if tag in ("article", "main"):
                self._articles += 1

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            if tag in self._skipping:
                while self._skipping.pop() != tag:
                    pass
            return
        if tag in _BLOCKS:
            self._end_block()
            self._tag = "p"
            if tag in ("article", "main"):
                self._articles = max(0, self._articles - 1)

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._parts.append(data)

    def _end_block(self) -> None:
        text = " ".join("".join(self._parts).split())
        self._parts = []
        if text:
            self.blocks.append((self._tag, text))
            if self._articles:
                self.within_article.append((self._tag, text))

    def close(self) -> None:
        super().close()
        self._end_block()


def _of_html(text: str) -> str:
    page = _Page()
    page.feed(text)
    page.close()
    inside = sum(len(words) for _tag, words in page.within_article)
    blocks = page.within_article if inside > 400 else page.blocks
    return "\n\n".join(f"# {words}" if tag in _HEADINGS else words for tag, words in blocks)


def _of_pdf(data: bytes, name: str) -> str:
    """Return the text layer of a PDF file.

    Raises:
        QuizError: The extra is missing, or the file is damaged, locked or has no text.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        words = _("{file}: reading PDF files needs an extra: {command}")
        raise QuizError(words.format(file=name, command=install_command("articles"))) from None
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise QuizError(_("{file}: locked with a password").format(file=name))
        pages = [page.extract_text() or "" for page in reader.pages[:_MOST_PAGES]]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError,
            RecursionError, OverflowError, ArithmeticError, AssertionError,
            NotImplementedError, LookupError) as error:  # fmt: skip
        words = _("{file}: a damaged PDF file; save it again, or as text")
        raise QuizError(words.format(file=name)) from error
    lines = [line.rstrip() for page in pages for line in (*page.split("\n"), "")]
    text = "\n\n".join(_paragraphs(lines))
    if not text.strip():
        words = _("{file}: no text in it, only pictures of pages; use a file with a text layer")
        raise QuizError(words.format(file=name))
    return text


def _paragraphs(lines: list[str]) -> "Iterator[str]":
    """Yield paragraphs of lines as they are set in a page: a short last line ends one."""
    widths = sorted(len(line) for line in lines if len(line) > 20)
    usual = widths[len(widths) * 3 // 4] if widths else 80
    parts: list[str] = []
    for line in lines:
        text = " ".join(line.split())
        if not text:
            if parts and _SENTENCE_END.search(parts[-1]):
                yield _joined(parts)
                parts = []
            continue
        if text.isdigit():
            continue  # the number of a page
        parts.append(text)
        if len(line) < usual * 0.85 and _SENTENCE_END.search(text):
            yield _joined(parts)
            parts = []
    if parts:
        yield _joined(parts)


def _joined(parts: list[str]) -> str:
    """Return lines as one, words that were hyphenated at the end of a line joined again."""
    text = ""
    for part in parts:
        if text.endswith("-") and len(text) > 1 and text[-2].isalpha() and part[:1].islower():
            text = text[:-1] + part
        else:
            text = f"{text} {part}" if text else part
    return text
