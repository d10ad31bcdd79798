"""Bank text as Textual content: Markdown where the format says so, never Textual's markup."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from textual.content import Content

from quiz.cleaning import clean
from quiz.items.markup import spans
from quiz.ui.maths import to_unicode

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

CODE = "$text-accent on $boost"
MATHS = "italic"
MUTED = "$foreground-muted"
_PLAIN = re.compile(r"[^*_`$\\\[<&|~\n]*\Z")
_BLOCKS = re.compile(r"(?m)^(?: {0,3}(?:[-+*]|\d+[.)])\s|\s*\||```|~~~|#{1,6}\s|>\s?| {4}|\t)")


def needs_blocks(text: str) -> bool:
    """Return whether a Markdown text has a list, table, heading, quote or fenced code."""
    return _BLOCKS.search(text) is not None


def plain(text: str) -> Content:
    """Return an option or an answer: plain text in which only code and maths are marked."""
    text = clean(text)
    pieces = spans(text)
    if not pieces:
        return Content(text)
    out: list[Content] = []
    at = 0
    for start, end in pieces:
        out += [Content(text[at:start]), _marked(text[start:end])]
        at = end
    return Content("").join([*out, Content(text[at:])])


def _marked(piece: str) -> Content:
    if piece.startswith("$"):
        return Content.styled(to_unicode(piece[1:-1]), MATHS)
    return Content.styled(piece.strip("`").strip(), CODE)


@lru_cache(256)
def inline(text: str) -> Content:
    """Return a Markdown text as content, its inline marks and paragraphs drawn."""
    text = clean(text)
    if _PLAIN.match(text) and not _BLOCKS.match(text):
        return Content(text)
    out: list[Content] = []
    for token in _parser().parse(text):
        if token.type == "inline":
            out.append(_tokens(token.children or []))
        elif token.type in ("fence", "code_block"):
            out.append(Content.styled(token.content.rstrip("\n"), CODE))
        elif token.type == "hr":
            out.append(Content.styled("───", MUTED))
    return Content("\n\n").join(out)


@lru_cache(1)
def _parser() -> "MarkdownIt":
    # 30 ms, and most stems have no Markdown in them.
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return parser.use(dollarmath_plugin, allow_space=False, allow_digits=False)


_STYLES = {"strong_open": "bold", "em_open": "italic", "s_open": "strike", "link_open": "underline"}


def _tokens(tokens: list[Any]) -> Content:
    out: list[Content] = []
    styles: list[str] = []
    for token in tokens:
        kind = token.type
        if kind in _STYLES:
            styles.append(_STYLES[kind])
        elif kind.endswith("_close") and styles:
            styles.pop()
        elif kind in ("softbreak", "hardbreak"):
            out.append(Content(" " if kind == "softbreak" else "\n"))
        elif kind == "code_inline":
            out.append(Content.styled(token.content, CODE))
        elif kind in ("math_inline", "math_inline_double"):
            out.append(Content.styled(to_unicode(token.content), MATHS))
        elif kind == "image":
            out.append(Content.styled(f"[{token.content or 'picture'}]", MUTED))
        else:
            text = clean(token.content)
            out.append(Content.styled(text, " ".join(styles)) if styles else Content(text))
    return Content("").join(out)
