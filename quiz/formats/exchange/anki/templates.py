"""Anki's templates: fields in braces become HTML, sections stand or fall by their field.

Source: Anki, `rslib/src/template.rs` and `template_filters.rs`.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from quiz.formats.exchange.anki.clozes import cloze_html

_TAG = re.compile(r"\{\{\s*(?P<sign>[#^/]?)\s*(?P<name>[^{}]{1,200}?)\s*\}\}")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_EMPTY = re.compile(r"(?:\s|&nbsp;|</?(?:br|div|p)\b[^<>]{0,100}>)*\Z", re.I)
_FURIGANA = re.compile(r" ?([^ >]{1,50}?)\[([^\]\[]{1,50}?)\]")
_DEEPEST = 50
_ANSWER_LINE = re.compile(r"<hr\b[^<>]{0,100}\bid\s*=\s*[\"']?answer\b[^<>]{0,100}>", re.I)


class Piece(msgspec.Struct, frozen=True):
    """A part of a template."""

    sign: str
    """Empty for text, `{` for a field, `#` and `^` for the start of a section, `/` for its end."""
    text: str
    """The text, or the name of the field with its filters."""


@lru_cache(500)
def pieces(template: str) -> tuple[Piece, ...]:
    """Return the parts of a template."""
    template = _COMMENT.sub("", template)
    found, at = [], 0
    for tag in _TAG.finditer(template):
        if tag.start() > at:
            found.append(Piece("", template[at : tag.start()]))
        found.append(Piece(tag["sign"] or "{", tag["name"].strip()))
        at = tag.end()
    if at < len(template):
        found.append(Piece("", template[at:]))
    return tuple(found)


class CardSide(msgspec.Struct, kw_only=True):
    """A side of a card as HTML, and what it says beside."""

    html: str = ""
    """With gaps between private characters, as `cloze_html` writes them."""
    typed: str = ""
    """Name of the field that is to be typed; empty for none."""
    ignores_accents: bool = False
    """Whether accents do not count in it."""
    hints: list[str] = []
    """HTML of fields that show when asked for."""
    gaps: list[tuple[str, str]] = []
    """Answer and hint of each gap, HTML, in order."""
    names: set[str] = set()
    """Fields that it shows."""


def is_empty(html: str) -> bool:
    """Return whether a field shows nothing."""
    return _EMPTY.match(html) is not None


def shown(
    template: str,
    values: Mapping[str, str],
    *,
    cloze: int = 0,
    is_front: bool = True,
    without: frozenset[str] = frozenset(),
) -> CardSide:
    """Return a side of a card.

    Args:
        template: HTML with fields in braces.
        values: HTML of each field, by its name.
        cloze: Number of the gap that is asked; 0 for a note without gaps.
        is_front: Whether it asks: gaps are open then, and hints closed.
        without: Fields that are left out.
    """
    made = CardSide()
    out: list[str] = []
    open_sections: list[bool] = []
    for piece in pieces(template):
        if piece.sign in ("#", "^"):
            stands = _is_filled(piece.text, values, cloze) is (piece.sign == "#")
            if len(open_sections) < _DEEPEST:
                open_sections.append(stands)
        elif piece.sign == "/":
            if open_sections:
                open_sections.pop()
        elif not all(open_sections):
            continue
        elif piece.sign == "":
            out.append(piece.text)
        else:
            out.append(_field(piece.text, values, cloze, is_front, without, made))
    made.html = "".join(out)
    return made


def _is_filled(name: str, values: Mapping[str, str], cloze: int) -> bool:
    if name in values:
        return not is_empty(values[name])
    return bool(cloze) and name == f"c{cloze}"


def _field(
    text: str,
    values: Mapping[str, str],
    cloze: int,
    is_front: bool,
    without: frozenset[str],
    made: CardSide,
) -> str:
    """Return the HTML of a field, through its filters."""
    name, filters = _named(text)
    if any(one.startswith("tts") for one in filters):
        return ""
    if name not in values or name in without:
        return ""
    html = values[name]
    if "type" in filters and "cloze" not in filters:
        if not made.typed:
            made.typed = name
            made.ignores_accents = "nc" in filters
        return ""
    made.names.add(name)
    if "cloze" in filters:
        text, gaps = cloze_html(html, cloze, first=len(made.gaps), is_open=is_front)
        made.gaps += gaps
        return text
    if "hint" in filters:
        if is_front and not is_empty(html):
            made.hints.append(html)
        return "" if is_front else html
    return _filtered(html, filters)


@lru_cache(1024)
def _named(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the name of a field and its filters."""
    *filters, name = (part.strip() for part in text.split(":"))
    return name, tuple(one.lower() for one in filters)


def _filtered(html: str, filters: tuple[str, ...]) -> str:
    """Return a field through the filters that change its text."""
    if "text" in filters:
        html = re.sub(r"<[^<>]{1,5000}>", "", html)
    if "furigana" in filters:
        return _FURIGANA.sub(r"\1 (\2)", html)
    if "kanji" in filters:
        return _FURIGANA.sub(lambda found: _sound_or(found, 1), html)
    if "kana" in filters:
        return _FURIGANA.sub(lambda found: _sound_or(found, 2), html)
    return html


def _sound_or(found: re.Match[str], group: int) -> str:
    return found[0] if found[2].startswith("sound:") else found[group]


def back_only(front: str, back: str) -> str:
    """Return what a back says beyond its front.

    Args:
        front: HTML of the front.
        back: HTML of the back, without what stands for the front in it.
    """
    before, line, after = _split(back)
    if line:
        rest = "" if before.strip() == front.strip() or is_empty(before) else before
        return after if not rest else f"{rest}<br>{after}"
    if front.strip() and back.strip().startswith(front.strip()):
        rest = back.strip()[len(front.strip()) :]
        return rest if not is_empty(rest) else back
    return back


def _split(back: str) -> tuple[str, str, str]:
    found = _ANSWER_LINE.search(back)
    if found is None:
        return back, "", ""
    return back[: found.start()], found.group(), back[found.end() :]


def runs_scripts(template: str) -> bool:
    """Return whether a template has a script in it, which is never run."""
    return "<script" in template.lower()
